"""What a file is, from its content. Names and extensions are never asked: an HTML page renamed ``.pdf`` is HTML."""

from __future__ import annotations

import io
import re
import zipfile
from email.parser import BytesHeaderParser
from enum import StrEnum

#: Enough of the beginning to tell.
HEAD = 4096


class Kind(StrEnum):
    """Kinds of source; those above ``UNKNOWN`` can be taken in."""

    PDF = "PDF"
    JPEG = "JPEG image"
    PNG = "PNG image"
    TIFF = "TIFF image"
    DOCX = "Word document"
    EMAIL = "e-mail"
    CHAT = "WhatsApp export"
    TEXT = "plain text"
    EMPTY = "empty file"
    LOCKED_OFFICE = "password-protected Office document"
    OLD_OFFICE = "Word 97-2003, Excel 97-2003 or Outlook file"
    HTML = "web page"
    RTF = "rich text document"
    HEIC = "HEIC image"
    GIF = "GIF image"
    ZIP = "ZIP archive"
    SPREADSHEET = "spreadsheet"
    MEDIA = "sound or video file"
    UNKNOWN = "file of unknown kind"


_MAIL_HEADERS = {
    "from",
    "to",
    "date",
    "subject",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
}
_CHAT_LINE = re.compile(
    r"^[\u200e\u200f\ufeff]*\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u202f\u00a0]?[AaPp]\.?[Mm]\.?)?"
    r"(?:\] | - )"
)


def sniff(data: bytes) -> Kind:
    """The kind of a source.

    Args:
        data: the whole of it, or for anything but ZIP containers at least its first ``HEAD`` bytes.
    """
    head = data[:HEAD]
    if not head.strip(b"\x00 \t\r\n"):
        return Kind.EMPTY
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for mark, kind in (
        (b"\xff\xd8\xff", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"II*\x00", Kind.TIFF),
        (b"MM\x00*", Kind.TIFF),
        (b"GIF8", Kind.GIF),
        (b"{\\rtf", Kind.RTF),
        (b"ID3", Kind.MEDIA),
        (b"OggS", Kind.MEDIA),
        (b"RIFF", Kind.MEDIA),
    ):
        if head.startswith(mark):
            return kind
    if head[4:8] == b"ftyp":
        return Kind.HEIC if head[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"avif") else Kind.MEDIA
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Kind.LOCKED_OFFICE if "EncryptedPackage".encode("utf-16-le") in data else Kind.OLD_OFFICE
    if head.startswith(b"PK\x03\x04"):
        return _container(data)
    return _text(head)


def decoded(data: bytes) -> str:
    """Text of a plain text file: by its mark, else UTF-8, else Windows-1252 as old exports use."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def is_chat_line(line: str) -> bool:
    """True for a line that begins a message of a WhatsApp export."""
    return bool(_CHAT_LINE.match(line))


def _container(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return Kind.ZIP
    if "word/document.xml" in names:
        return Kind.DOCX
    return Kind.SPREADSHEET if "xl/workbook.xml" in names else Kind.ZIP


def _text(head: bytes) -> Kind:
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.UNKNOWN
    # A character may be cut in two at the end of the head.
    text = decoded(head if len(head) < HEAD else head[: head.rfind(b"\n") + 1] or head)
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<?xml")):
        return Kind.HTML
    if sum(character < " " and character not in "\r\n\t\f" for character in text) > len(text) // 100:
        return Kind.UNKNOWN
    if any(is_chat_line(line) for line in text.splitlines()[:5]):
        return Kind.CHAT
    if len(_MAIL_HEADERS & {name.lower() for name in BytesHeaderParser().parsebytes(head).keys()}) >= 2:
        return Kind.EMAIL
    return Kind.TEXT

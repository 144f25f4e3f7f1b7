"""What a file is, by its content. The name decides only between kinds of plain text, and it is never believed
against the content: a photograph named ``letter.pdf`` is refused, because the letter is then somewhere else.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePath

from merits.evidence.chat_stamps import looks_like_chat
from merits.evidence.decoding import decode
from merits.evidence.refusals import CannotRead, damaged, encrypted

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL = "message/rfc822"
#: Not registered types: WhatsApp gives its exports none.
CHAT = "text/x-whatsapp-export"
CHAT_ZIP = "application/x-whatsapp-export+zip"
TEXT = "text/plain"
CSV = "text/csv"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
IMAGES = (JPEG, PNG, TIFF)
#: What ``read`` can read.
READABLE = (PDF, DOCX, MAIL, CHAT, CHAT_ZIP, TEXT, CSV, *IMAGES)

#: Kinds that are recognised so that the refusal can say what to do: (in words, remedy).
_KNOWN_UNREADABLE = {
    "text/html": ("a web page", "Print it to PDF from the browser in which it was seen, and keep both."),
    "application/rtf": ("a Rich Text file", "Open it in a word processor, save it as DOCX or PDF, and keep both."),
    "application/x-ole-storage": (
        "an old Office file (.doc, .xls) or an Outlook message (.msg)",
        "Save it as DOCX or PDF, or the message as .eml, and keep both.",
    ),
    "application/zip": (
        "a zip that is neither a Word document nor a chat export",
        "Unpack it and add the files one by one.",
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
        "an Excel workbook",
        "Save each sheet as CSV or PDF, and keep both.",
    ),
    "application/vnd.oasis.opendocument.text": ("an OpenDocument file", "Save it as DOCX or PDF, and keep both."),
    "image/heic": ("an iPhone photograph (HEIC)", "Export it as JPEG, and keep both."),
    "image/gif": ("a GIF picture", "Save it as PNG, and keep both."),
    "image/webp": ("a WebP picture", "Save it as PNG, and keep both."),
    "application/octet-stream": (
        "a kind of file that merits does not know",
        "Export it as PDF from the program that made it.",
    ),
}

_IN_WORDS = {
    PDF: "a PDF",
    DOCX: "a Word document (DOCX)",
    MAIL: "an e-mail (.eml)",
    CHAT: "a WhatsApp export",
    CHAT_ZIP: "a WhatsApp export (.zip)",
    TEXT: "plain text",
    CSV: "a table (CSV)",
    JPEG: "a JPEG picture",
    PNG: "a PNG picture",
    TIFF: "a TIFF picture",
}

_TEXTS = (TEXT, CSV, CHAT, MAIL)
#: What the ending of a name promises. Endings that are not here promise nothing.
_PROMISED: dict[str, tuple[str, ...]] = {
    ".pdf": (PDF,),
    ".docx": (DOCX,),
    ".eml": (MAIL,),
    ".zip": (CHAT_ZIP,),
    ".txt": _TEXTS,
    ".csv": _TEXTS,
    ".jpg": IMAGES,
    ".jpeg": IMAGES,
    ".png": IMAGES,
    ".tif": IMAGES,
    ".tiff": IMAGES,
}

_MAGIC = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"GIF8", "image/gif"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_MAIL_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):[ \t]?", re.MULTILINE)


def in_words(media_type: str) -> str:
    """A kind of file as a person calls it: ``a Word document (DOCX)``."""
    return _IN_WORDS.get(media_type) or _KNOWN_UNREADABLE.get(media_type, (media_type, ""))[0]


def sniff(data: bytes, name: str) -> str:
    """The media type of ``data``.

    Args:
        data: the whole file.
        name: its name; it decides only whether plain text is a table, and helps to tell an e-mail from a note.

    Returns:
        One of ``READABLE``, or the type of something that cannot be read (``text/html``, ``application/zip``,
        ``application/octet-stream`` ...). Empty files are ``application/octet-stream``.

    Example:
        >>> sniff(b"%PDF-1.7 ...", "photo.jpg")
        'application/pdf'
    """
    # Some scanners and mail gateways put bytes before the header; the PDF standard lets readers look at the first 1024.
    if re.search(rb"%PDF-\d", data[:1024]) and not data.startswith((b"PK", b"From ", b"Received:")):
        return PDF
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"hevc"):
        return "image/heic"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    return _kind_of_text(data, name)


def check_kind(data: bytes, name: str) -> str:
    """The media type of a file that can be read and is what its name promises.

    Raises:
        CannotRead: ``E-EMPTY``; ``E-ENCRYPTED`` (a Word document with a password); ``E-TYPE``: it cannot be read, or
            its name promises something else. The message names the real type.
    """
    if not data.strip(b"\x00\t\n\f\r \xef\xbb\xbf"):
        raise CannotRead("E-EMPTY", name, "there is nothing in the file.", "Ask for it again; the copying went wrong.")
    media_type = sniff(data, name)
    if media_type == "application/x-ole-storage" and "EncryptedPackage".encode("utf-16-le") in data:
        raise encrypted(name, "it is an Office document that opens only with a password.")
    promised = _PROMISED.get(PurePath(name).suffix.lower())
    real = in_words(media_type)
    if media_type == "application/zip":
        _check_zip(data, name)
    if media_type not in READABLE:
        raise CannotRead("E-TYPE", name, f"this is {real}, which cannot be read.", _KNOWN_UNREADABLE[media_type][1])
    if promised is not None and media_type not in promised:
        raise CannotRead(
            "E-TYPE",
            name,
            f"the name promises {in_words(promised[0])}, the content is {real}.",
            "Check that it is the right document; if it is, give it a name that fits what it is.",
        )
    return media_type


_ZIP_FAULTS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


def names_in(data: bytes) -> tuple[str, ...]:
    """Names of the files in a zip; none if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except _ZIP_FAULTS:
        return ()


def _check_zip(data: bytes, name: str) -> None:
    """Why a zip is of no known kind, where the reason is not its kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            locked = any(entry.flag_bits & 1 for entry in archive.infolist())
    except _ZIP_FAULTS as error:
        raise damaged(name, "it is a zip (as Word documents and chat exports are), cut short or damaged.") from error
    if locked:
        raise encrypted(name)


def _kind_of_zip(data: bytes) -> str:
    names = names_in(data)
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if "mimetype" in names and "content.xml" in names:
        return "application/vnd.oasis.opendocument.text"
    return CHAT_ZIP if any(is_chat_member(data, name) for name in names) else "application/zip"


def is_chat_member(data: bytes, member: str) -> bool:
    """Whether a file in a zip is the text of a chat export: it lies at the top and reads like one."""
    if "/" in member or not member.lower().endswith(".txt"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(member) as stream:
            head = stream.read(65536)
    except _ZIP_FAULTS:
        return False
    named = member == "_chat.txt" or "whatsapp" in member.lower()
    return looks_like_chat(decode(head, partial=True).text, named_as_chat=named)


def _kind_of_text(data: bytes, name: str) -> str:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[: 2 * 32768]
    elif b"\x00" in head:
        return "application/octet-stream"
    text = decode(head, partial=True).text
    if sum(character < " " and character not in "\t\n\r\f\x1a" for character in text) > len(text) // 50:
        return "application/octet-stream"
    suffix = PurePath(name).suffix.lower()
    if re.match(r"\s*(<!doctype html|<html|<head|<body)", text, re.IGNORECASE):
        return "text/html"
    if looks_like_chat(text, named_as_chat="whatsapp" in name.lower() or "_chat" in name.lower()):
        return CHAT
    if _looks_like_mail(text, certain_only=suffix != ".eml"):
        return MAIL
    return CSV if suffix == ".csv" else TEXT


def _looks_like_mail(text: str, *, certain_only: bool) -> bool:
    # A mail store may put an envelope line first ("From someone Mon Jan  1 ...").
    text = re.sub(r"\A>?From .*\n", "", text.lstrip("\ufeff\r\n"))
    head = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    if not _MAIL_FIELD.match(head):
        return False
    fields = {name.lower() for name in _MAIL_FIELD.findall(head)}
    # A note may begin "From: ... Subject: ..." because somebody copied it out of a mail program.
    certain = bool(fields & {"received", "mime-version", "message-id", "return-path"})
    return len(fields & {"from", "to", "date", "subject", "sender", "message-id", "mime-version"}) >= 2 and (
        certain or not certain_only
    )

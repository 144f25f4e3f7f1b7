"""Tells what bytes are, from the bytes, and reads them with the reader for that kind."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zlib

from merits.privacy.check.decode import base64_bytes
from merits.privacy.check.file_names import name_leaks
from merits.privacy.check.findings import Findings

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
_CLOSED = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office or OLE file",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3\0": "a database",
    b"PAR1": "a Parquet file",
    b"ID3": "sound",
    b"OggS": "sound or video",
    b"\x1aE\xdf\xa3": "video",
    b"wOFF": "a packed font",
    b"wOF2": "a packed font",
}
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
_DEEPEST = 12
_LARGEST = 400_000_000
_DATA = re.compile(r"(?:[A-Za-z0-9+/]{4}){16,}[A-Za-z0-9+/]{0,4}={0,2}|(?:[A-Za-z0-9_-]{4}){16,}")


def read_bytes(
    data: bytes,
    place: str,
    findings: Findings,
    *,
    name: str = "",
    every_page: bool = False,
    depth: int = 0,
    guess: bool = False,
) -> None:
    """Read a file or a part of one, and whatever is inside it.

    Args:
        data: the bytes.
        place: where they are within the file at hand; empty for the file itself.
        findings: takes what is found.
        name: file name, used only to read ``.eml`` and ``.rtf`` as what they are.
        every_page: OCR all PDF pages.
        depth: how many containers deep.
        guess: the bytes may well be nothing (decoded from what looked like base64): an unknown kind is no failure.
    """
    if depth > _DEEPEST:
        findings.not_read(place or "whole file", "containers within containers too deep to follow")
        return
    here = place or "whole file"
    head = data[:16]
    start = data[:1100].find(b"%PDF-")
    if start >= 0:
        from merits.privacy.check.pdf import read_pdf

        if start:
            read_bytes(data[:start], f"{place}, data before the start".strip(", "), findings, depth=depth + 1)
        read_pdf(data[start:], place, findings, every_page=every_page, depth=depth)
    elif head.startswith((b"PK\3\4", b"PK\5\6")):
        from merits.privacy.check.zipped import read_zip

        read_zip(data, place, findings, every_page=every_page, depth=depth)
    elif head.startswith(_IMAGES) or (head[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        from merits.privacy.check.image import read_image

        read_image(data, place, findings, depth=depth, guess=guess)
    elif head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        _read_packed(data, place, findings, every_page=every_page, depth=depth, guess=guess)
    elif data[257:262] == b"ustar":
        _read_tar(data, place, findings, every_page=every_page, depth=depth)
    elif closed := next((why for magic, why in _CLOSED.items() if head.startswith(magic)), None):
        findings.scraps(here, "unknown data", data)
        if not guess:
            findings.not_read(here, f"{closed}: cannot be read")
    elif head.startswith(_FONTS) and not _as_text(data):
        findings.scraps(here, "font", data)
    elif (text := _as_text(data)) is not None:
        _read_text(text, place, findings, name=name, every_page=every_page, depth=depth)
    else:
        findings.scraps(here, "unknown data", data)
        if not guess:
            findings.not_read(here, "of a kind that cannot be read")


def _as_text(data: bytes) -> str | None:
    for mark, encoding in (
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data[:4096]:
        even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
        if max(even, odd) * 3 > len(data[:4096]):
            return data.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        odd_bytes = sum(byte < 9 or 13 < byte < 32 for byte in data[:4096])
        return data.decode("cp1252", "replace") if odd_bytes == 0 else None


def _read_text(text: str, place: str, findings: Findings, *, name: str, every_page: bool, depth: int) -> None:
    here = place or "text"
    start = text[:2000].lstrip()
    if name.lower().endswith(".eml") or re.match(r"(?:[A-Za-z-]+: .*\r?\n(?:[ \t].*\r?\n)*){3,}\r?\n", start):
        from merits.privacy.check.mail import read_mail

        read_mail(text, place, findings, every_page=every_page, depth=depth)
    if start.startswith("{\\rtf"):
        text = re.sub(r"\\'([0-9a-fA-F]{2})", lambda m: bytes.fromhex(m[1]).decode("cp1252", "replace"), text)
        findings.text(here, "text", re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", text))
        if "\\pict" in text or "\\object" in text:
            findings.not_read(here, "pictures or objects inside RTF cannot be read")
    from merits.privacy.check.markup import read_markup

    if "<" in text and re.search(r"<[!?/A-Za-z]", text):
        read_markup(text, here, findings)
    else:
        findings.text(here, "text", text)
    for match in _DATA.finditer(text):
        data = base64_bytes(match[0])
        if data and _as_text(data) is None:
            read_bytes(data, f"{here}, embedded data", findings, every_page=every_page, depth=depth + 1, guess=True)


def _read_packed(data: bytes, place: str, findings: Findings, *, every_page: bool, depth: int, guess: bool) -> None:
    findings.scraps(place or "whole file", "archive header", data[:512])
    try:
        with _unpacking(data) as stream:
            inner = stream.read(_LARGEST + 1)
    except (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError):
        if not guess:
            findings.not_read(place or "whole file", "a damaged archive")
        return
    if len(inner) > _LARGEST:
        findings.not_read(place or "whole file", "unpacks to more than can be checked")
        return
    read_bytes(inner, f"{place}, unpacked".strip(", "), findings, every_page=every_page, depth=depth + 1, guess=guess)


def _unpacking(data: bytes) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    packed = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=packed)
    return bz2.BZ2File(packed) if data.startswith(b"BZh") else lzma.LZMAFile(packed)


def _read_tar(data: bytes, place: str, findings: Findings, *, every_page: bool, depth: int) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for number, member in enumerate(archive, 1):
                here = f"{place}, member {number}".strip(", ")
                name_leaks(member.name, here, "member name", findings)
                findings.text(
                    here, "archive header", f"{member.uname} {member.gname} {member.linkname} {member.pax_headers}"
                )
                if member.isfile():
                    inner = archive.extractfile(member)
                    assert inner is not None
                    findings.files += 1
                    read_bytes(inner.read(), here, findings, name=member.name, every_page=every_page, depth=depth + 1)
    except (tarfile.TarError, EOFError):
        findings.not_read(place or "whole file", "a damaged archive")

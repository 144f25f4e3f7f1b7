"""Zip files, and so DOCX, XLSX, PPTX, ODT and EPUB: every member, every name and comment, and what lies between."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from merits.privacy.check.file_names import name_leaks
from merits.privacy.check.findings import Findings
from merits.privacy.check.kinds import read_bytes

_LOCAL = re.compile(re.escape(b"PK\3\4") + rb".{22}(..)(..)", re.DOTALL)
_LARGEST = 400_000_000
_STANDARD = re.compile(r"(?:word|xl|ppt|docProps|_rels|customXml|META-INF|\[Content_Types\])[\w./\[\]-]*")


def read_zip(data: bytes, place: str, findings: Findings, *, every_page: bool, depth: int) -> None:
    """Look at a zip container. Members are named by number unless their name is of the format's own making."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        findings.scraps(place or "whole file", "unknown data", data)
        findings.not_read(place or "whole file", "a damaged zip container")
        return
    prefix = f"{place}, " if place else ""
    if archive.comment:
        findings.text(f"{prefix}comment", "zip comment", archive.comment.decode("utf-8", "replace"))
    starts: set[int] = set()
    for number, member in enumerate(archive.infolist(), 1):
        known = _STANDARD.fullmatch(member.filename)
        here = f"{prefix}{member.filename if known else f'member {number}'}"
        if name_leaks(member.filename, f"{prefix}member {number}", "member name", findings):
            here = f"{prefix}member {number}"
        if member.comment or member.extra:
            findings.text(here, "zip comment", member.comment.decode("utf-8", "replace"))
            findings.scraps(here, "zip extra field", member.extra)
        starts.add(member.header_offset)
        if member.is_dir():
            continue
        if member.flag_bits & 1:
            findings.not_read(here, "an encrypted member")
            continue
        if member.file_size > _LARGEST:
            findings.not_read(here, "unpacks to more than can be checked")
            continue
        try:
            content = archive.read(member)
        except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, ValueError, OSError):
            findings.not_read(here, "a damaged member")
            continue
        findings.files += 1
        read_bytes(content, here, findings, name=member.filename, every_page=every_page, depth=depth + 1)
    _between(data, starts, prefix, findings)


def _between(data: bytes, starts: set[int], prefix: str, findings: Findings) -> None:
    """Members that the directory no longer lists, and bytes before the first and after the last."""
    first = data.find(b"PK\3\4")
    if first > 0:
        findings.scraps(f"{prefix}before the container", "data before the start", data[:first])
    shift = first - min(starts) if starts and first >= 0 else 0
    for match in _LOCAL.finditer(data):
        if match.start() - shift in starts or match.start() in starts:
            continue
        begin = match.end() + int.from_bytes(match[1], "little") + int.from_bytes(match[2], "little")
        findings.scraps(f"{prefix}unlisted member", "unlisted member", data[match.end() : begin])
        try:
            lost = zlib.decompressobj(-15).decompress(data[begin:], _LARGEST)
        except zlib.error:
            lost = data[begin : begin + 1_000_000]
        findings.scraps(f"{prefix}unlisted member", "unlisted member", lost)
    end = data.rfind(b"PK\5\6")
    if end >= 0:
        length = int.from_bytes(data[end + 20 : end + 22], "little")
        tail = data[end + 22 + length :]
        if tail.strip():
            findings.scraps(f"{prefix}after the container", "data after the end", tail)

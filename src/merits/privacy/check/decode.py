"""What else a text may say once entities, percent signs, escapes and base64 are undone."""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}(?:\r?\n[A-Za-z0-9+/_-]{4,}={0,2})*")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){4,}")
_ESCAPES = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\x([0-9A-Fa-f]{2})|\\([0-7]{3})")
_SPACED = re.compile(r"(?<!\w)\w(?: {1,4}\w(?!\w)){4,}")
_BETWEEN = re.compile(r"(?<=(?<!\w)\w) (?=\w(?!\w))")
_DEPTH = 4


def other_readings(text: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Every decoding that differs from the text itself: (name of the encoding, what it says), nested ones too."""
    if depth >= _DEPTH:
        return
    for name, reading in _once(text):
        yield name, reading
        for inner, deeper in other_readings(reading, depth + 1):
            yield f"{name}, {inner}", deeper


def _once(text: str) -> Iterator[tuple[str, str]]:
    if "&" in text and (plain := html.unescape(text)) != text:
        yield "entities", plain
    if "%" in text and (plain := unquote_plus(text, errors="replace")) != text:
        yield "percent", plain
    if "\\" in text and (plain := _ESCAPES.sub(_character, text)) != text:
        yield "escapes", plain
    if spaced := [_BETWEEN.sub("", match[0]) for match in _SPACED.finditer(text)]:
        yield "letter-spaced", "\n".join(spaced)
    if "=" in text and re.search(r"=[0-9A-F]{2}|=\r?\n", text):
        plain = quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
        if plain != text:
            yield "quoted-printable", plain
    decoded = [part for match in _BASE64.finditer(text) for part in _from_base64(match[0])]
    if decoded:
        yield "base64", "\n".join(decoded)
    decoded = [part for match in _HEX.finditer(text) for part in _as_text(bytes.fromhex(match[0]))]
    if decoded:
        yield "hexadecimal", "\n".join(decoded)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16) if match[1] or match[2] else int(match[3], 8)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def base64_bytes(run: str) -> bytes | None:
    """The bytes of a run of base64 (either alphabet, padded or not), or None."""
    solid = re.sub(r"\s|=", "", run).replace("-", "+").replace("_", "/")
    if len(solid) % 4 == 1:
        solid = solid[:-1]
    try:
        return base64.b64decode(solid + "=" * (-len(solid) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _from_base64(run: str) -> Iterator[str]:
    data = base64_bytes(run)
    if data:
        yield from _as_text(data)


def _as_text(data: bytes) -> Iterator[str]:
    """The bytes as text if they read as text; most words read as base64 give bytes that do not."""
    if data.count(b"\0") * 3 >= len(data):
        data = data.replace(b"\0", b"")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if len(text) >= 3 and all(c.isprintable() or c in "\r\n\t" for c in text):
        yield text

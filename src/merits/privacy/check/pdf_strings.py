"""Strings and names in the syntax of PDF, and the words of a content stream, read without a PDF library's help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from merits.privacy.check.pdf_fonts import FontCodes

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)|<(?!<)[0-9A-Fa-f\s]*>"
STRINGS = re.compile(_STRING, re.DOTALL)
_NAMES = re.compile(rb"/([^\s()<>\[\]{}/%]{2,})")
_SHOWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+-?[\d.]+\s+Tf|(" + _STRING + rb")", re.DOTALL)
_TOLD = re.compile(rb"/(?:ActualText|Alt|E|T|Contents)\s*(" + _STRING + rb")", re.DOTALL)
_LOOSE = re.compile(rb"[^\s()<>\[\]{}/%0-9.-][^\s()<>\[\]{}/%]{2,}")
_KERN = re.compile(rb"-?\d+(?:\.\d+)?")
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_SIMPLE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def string_bytes(token: bytes) -> bytes:
    """The bytes of a literal or hexadecimal string."""
    if token.startswith(b"<"):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", token)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if b"\\" not in token:
        return token[1:-1]
    return _ESCAPED.sub(
        lambda m: bytes([int(m[1], 8) & 255]) if m[1][:1].isdigit() and m[1] < b"8" else _SIMPLE.get(m[1], m[1]),
        token[1:-1],
    )


def text_string(token: bytes) -> str:
    """A text string of the document level: UTF-16 or UTF-8 by its mark, otherwise one byte a letter."""
    raw = string_bytes(token)
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    if b"\0" in raw:
        return raw.replace(b"\0", b"").decode("latin-1")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


#: Names of the format itself (ISO 32000-2) that are also names of people: every tagged list has /LI, most files /Lang.
#: Spelt exactly so; a label /Li or /LANG is looked at like any other.
OF_THE_FORMAT = frozenset("Alt Annot Dest Div LI Lang Lbl Nums Pg Prev Rect St TBody TD TH THead TR".split())


def names_in(source: bytes) -> Iterator[str]:
    """Names, with ``#xx`` undone."""
    for name in _NAMES.findall(source):
        if b"#" in name:
            name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), name)
        yield name.decode("utf-8", "replace")


def told_in(content: bytes) -> list[str]:
    """Replacement and alternative texts inside a content stream."""
    return [text_string(token) for token in _TOLD.findall(content)]


def shown_in(content: bytes, fonts: dict[str, FontCodes]) -> list[str]:
    """The text that a content stream shows: by ToUnicode first, then by glyph names where a font has both."""
    shown: list[tuple[FontCodes | None, str, bytes]] = []
    font: FontCodes | None = None
    last = 0
    for token in _SHOWN.finditer(content):
        if token[1] is not None:
            font = fonts.get(token[1].decode("latin-1"))
            continue
        shown.append((font, _gap(content[last : token.start()]) if shown else "", string_bytes(token[2])))
        last = token.end()
    ways = 1 + any(font is not None and len(font.tables) > 1 for font, _, _ in shown)
    return ["".join([gap + _read(font, raw, way) for font, gap, raw in shown]) for way in range(ways)]


def _read(font: FontCodes | None, raw: bytes, way: int) -> str:
    if font is None:
        return raw.replace(b"\0", b"").decode("latin-1")
    return font.read(raw, font.tables[min(way, len(font.tables) - 1)])


def beside_strings(content: bytes) -> str:
    """Words of a content stream that are neither shown nor numbers: comments, names, properties; each once."""
    return "\n".join(
        sorted(
            {word.decode("utf-8", "replace") for word in _LOOSE.findall(STRINGS.sub(b" ", content)) if len(word) > 3}
        )
        + [comment.decode("utf-8", "replace") for comment in re.findall(rb"%[^\r\n]{2,}", STRINGS.sub(b" ", content))]
    )


def _gap(between: bytes) -> str:
    if b"T" not in between and b"'" not in between:  # inside one array: only a wide gap parts words
        return " " if len(between) > 3 and any(float(number) < -180 for number in _KERN.findall(between)) else ""
    if b"T*" in between:
        return "\n"
    return " " if b"Td" in between or b"TD" in between or b"Tm" in between or b"ET" in between else ""

"""How the codes in a PDF's show-text strings become letters, by the font's own tables.

Both tables are used where a font has two, because a wrong ToUnicode hides a name from every program that copies text
while the eye still reads it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_PAIRS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.DOTALL)
_GLYPHS = {
    "space": " ", "hyphen": "-", "period": ".", "comma": ",", "quoteright": "'", "quotesingle": "'", "at": "@", "underscore": "_",
    "slash": "/", "colon": ":", "plus": "+", "parenleft": "(", "parenright": ")", "zero": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi",
    "ffl": "ffl", "endash": "-", "emdash": "-", "germandbls": "ss", "ae": "ae", "oe": "oe", "AE": "AE", "OE": "OE",
}  # fmt: skip
_ACCENTED = re.compile(
    r"([A-Za-z])(?:acute|grave|circumflex|dieresis|tilde|cedilla|caron|ring|slash|ogonek|macron|breve|dotaccent)"
)


class FontCodes:
    """The ways to read one font's codes.

    Attributes:
        width: bytes per code.
        tables: one or two tables code -> text.
        readable: False where some code in use may have no known letter: the page must be pictured.
    """

    def __init__(self, font: pikepdf.Dictionary) -> None:
        composite = font.get("/Subtype") == "/Type0"
        self.width = 2 if composite else 1
        self.tables: list[dict[int, str]] = []
        mapping = font.get("/ToUnicode")
        try:
            given = _to_unicode(mapping.read_bytes()) if mapping is not None and hasattr(mapping, "read_bytes") else {}
        except Exception:  # noqa: BLE001  a damaged table is the same as none: the page is pictured
            given = {}
        if given:
            self.tables.append(given)
        own, named = ({}, False) if composite else _by_encoding(font)
        if own and (named or not given):
            self.tables.append(own)
        if not self.tables:
            self.tables.append({code: chr(code) for code in range(32, 0x3000)} if composite else own)
        self.readable = bool(given) or (not composite and named)

    def read(self, codes: bytes, table: dict[int, str]) -> str:
        """The text of one string; codes without a letter become a mark that breaks no word."""
        if self.width == 1:
            return "".join([table.get(code, "") for code in codes])
        return "".join([table.get((codes[i] << 8) | codes[i + 1], "") for i in range(0, len(codes) - 1, 2)])


def _number(digits: bytes) -> int:
    return int(re.sub(rb"\s", b"", digits) or b"0", 16)


def _letters(digits: bytes) -> str:
    solid = re.sub(rb"\s", b"", digits)
    raw = bytes.fromhex((solid if len(solid) % 2 == 0 else solid + b"0").decode())
    return raw.decode("utf-16-be", "replace") if len(raw) > 1 else raw.decode("latin-1")


def _to_unicode(table: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in _PAIRS.findall(table):
        cells = _HEX.findall(block)
        for code, text in zip(cells[::2], cells[1::2], strict=False):
            found[_number(code)] = _letters(text)
    for block in _RANGES.findall(table):
        for low, high, text, several in _RANGE.findall(block):
            first, last = _number(low), min(_number(high), _number(low) + 0xFFFF)
            if several:
                for step, cell in enumerate(_HEX.findall(several)):
                    found[first + step] = _letters(cell)
            elif text:
                start = _letters(text)
                for code in range(first, last + 1):
                    point = ord(start[-1]) + code - first if start else 0
                    if point < 0x110000:
                        found[code] = start[:-1] + chr(point)
    return found


def _by_encoding(font: pikepdf.Dictionary) -> tuple[dict[int, str], bool]:
    """By the encoding and its glyph names; False where a glyph's name says nothing."""
    import pikepdf

    table = {code: bytes([code]).decode("cp1252", "replace") for code in range(32, 256)}
    named = True
    encoding = font.get("/Encoding")
    differences = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    if differences is not None:
        code = 0
        for item in differences:
            if str(item).startswith("/"):
                letter = _glyph(str(item)[1:])
                named = named and letter is not None
                table[code] = letter or ""
                code += 1
            else:
                code = int(item)
    elif font.get("/Subtype") == "/Type3":
        named = False
    elif encoding is None and _symbolic(font):
        named = False
    return table, named


def _symbolic(font: pikepdf.Dictionary) -> bool:
    descriptor = font.get("/FontDescriptor")
    if descriptor is None:
        return False
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return embedded and bool(int(descriptor.get("/Flags", 0)) & 4)


def _glyph(name: str) -> str | None:
    base = name.split(".")[0]
    if len(base) == 1:
        return base
    if base in _GLYPHS:
        return _GLYPHS[base]
    if match := re.fullmatch(r"uni([0-9A-F]{4})|u([0-9A-F]{4,6})", base):
        return chr(int(match[1] or match[2], 16))
    if match := _ACCENTED.fullmatch(base):
        return match[1]
    return "" if re.fullmatch(r"[a-z]{3,}", base) and base not in ("cid", "glyph") else None

"""Plain text as pages, and what all pages that are set here share."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pikepdf

from merits.bundle._convert import Made
from merits.bundle._typst import FONT, string, typeset
from merits.evidence.decoding import decode

#: Blocks set in one go; longer exhibits are set in pieces so that memory stays low.
BLOCKS = 500
#: Lines in one block: a page break never has to wait for the whole text.
_LINES = 40


def text_pages(data: bytes, *, on: date) -> Made:
    """Pages of a plain text, line by line."""
    decoded = decode(data)
    return Made(set_pages(text_blocks(decoded.text), on=on), charset_warning(decoded.note))


def set_pages(blocks: Sequence[str], *, on: date) -> bytes:
    """Pages from blocks of typst."""
    parts = [
        typeset(_PAGE.format(font=FONT) + "\n".join(blocks[start : start + BLOCKS]), on=on)
        for start in range(0, max(len(blocks), 1), BLOCKS)
    ]
    if len(parts) == 1:
        return parts[0]
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as pdf:
                whole.pages.extend(pdf.pages)
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def text_blocks(text: str) -> list[str]:
    """Text as blocks of typst, its line breaks and its indentation kept."""
    rows = [_indented(line) for line in text.splitlines()]
    return [f"#block(breakable: true)[{lines(rows[start : start + _LINES])}]" for start in range(0, len(rows), _LINES)]


def lines(rows: Sequence[str]) -> str:
    """Lines as typst content."""
    return " #linebreak() ".join(f"#{string(row)}" for row in rows)


def charset_warning(note: str) -> tuple[tuple[str, str], ...]:
    """A warning if not every character was understood."""
    return (("W-CHARSET", f"{note}."),) if note else ()


_PAGE = """\
#set page(paper: "a4", margin: (x: 22mm, top: 22mm, bottom: 24mm))
#set text(font: {font}, size: 10.5pt, lang: "en", region: "GB")
#set par(leading: 0.55em)
#set block(spacing: 0.55em)
"""


def _indented(line: str) -> str:
    bare = line.expandtabs(4).rstrip()
    indent = len(bare) - len(bare.lstrip(" "))
    return "\u00a0" * indent + bare.lstrip(" ")

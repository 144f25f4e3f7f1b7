"""Compiles typst to PDF: no system fonts, no network, no clock, so the same source gives the same bytes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import typst

#: Carried inside typst itself.
FONT = "Libertinus Serif"
NUMBER_FONT = "DejaVu Sans Mono"


def compile_typst(source: str, *, on: date) -> bytes:
    """A PDF from typst source."""
    stamp = int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp())
    pdf: bytes = typst.compile(
        source.encode(), format="pdf", ignore_system_fonts=True, timestamp=stamp, pdf_tags=False, font_paths=[]
    )
    return pdf


def string(text: str) -> str:
    """A typst string literal. Nothing a title contains can be read as markup."""
    kept = "".join(character for character in re.sub(r"[\r\n\t]", " ", text) if character >= " ")
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"') + '"'

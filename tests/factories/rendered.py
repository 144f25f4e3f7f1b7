"""What a neutral document must read as in each rendering, list marks included, worked out apart from the renderers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from merits.documents import Bullets, Document, text_lines

_FOOT = re.compile(r"Page \d+ of \d+$")


def expected_lines(document: Document, *, marks: bool) -> Iterator[str]:
    """The lines of a document; with ``marks`` those of lists begin with their mark, as a PDF prints them."""
    yield document.title
    if document.subtitle:
        yield document.subtitle
    for block in document.blocks:
        lines = list(text_lines(Document("", (block,))))[1:]
        if marks and isinstance(block, Bullets):
            lines = [f"{number}. {line}" if block.numbered else f"• {line}" for number, line in enumerate(lines, 1)]
        yield from lines


def body_of(pdf_text: str, document: Document) -> str:
    """The text of the pages without their heads and feet."""
    head = document.marking.strip()
    kept = [
        line
        for line in pdf_text.split("\n")
        if not (_FOOT.search(line) and line.startswith(document.title)) and line.strip() != head
    ]
    return "\n".join(kept)

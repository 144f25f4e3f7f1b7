"""The neutral document: what a paper says, apart from how it is set.

One model, two renderings (``to_pdf``, ``to_docx``) with equal text, which a test compares. A place that only the
solicitor can fill is a ``Blank``: it is always visible, never empty air.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Run:
    """A stretch of text set one way."""

    text: str
    bold: bool = False
    italic: bool = False


Inline = tuple[Run, ...]
Words = str | Inline


def runs(words: Words) -> Inline:
    """Plain text, or runs, as runs."""
    return (Run(words),) if isinstance(words, str) else words


def plain(words: Words) -> str:
    """The words alone."""
    return "".join(run.text for run in runs(words))


@dataclass(frozen=True)
class Heading:
    """A heading. ``level`` 1 to 3; ``number`` as printed ("7"), or empty."""

    text: str
    level: int = 1
    number: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``style`` says what it is, not how it looks.

    ``source`` is where a rule-based statement comes from, set small beside or below it (S7).
    """

    words: Words
    style: Literal["body", "quote", "small", "address"] = "body"
    source: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; ``numbered`` for one that is referred to by number."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Note:
    """A boxed note: a warning, a limit, "check this"."""

    words: Words
    label: str = "Note"


@dataclass(frozen=True)
class Blank:
    """A place that only a named person can fill; printed as a marked empty box."""

    label: str
    who: str = "the solicitor"

    @property
    def text(self) -> str:
        """As it is printed."""
        return f"[Blank: {self.label}. To be completed by {self.who}.]"


@dataclass(frozen=True)
class Column:
    """A table column: its heading, its share of the width, and whether it holds numbers."""

    title: str
    share: float = 1.0
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table. Every row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True)
class Figure:
    """A picture as SVG, with words for whoever cannot see it."""

    svg: bytes
    alt: str
    caption: str = ""
    width: float = 1.0


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page."""


Block = Heading | Paragraph | Bullets | Note | Blank | Table | Figure | PageBreak


@dataclass(frozen=True)
class Document:
    """A paper.

    Attributes:
        title: set at the top, in the PDF's title and in the DOCX properties.
        blocks: what it says, in order.
        subtitle: under the title.
        marking: printed at the head of every page: "Open copy", "Privileged and confidential".
        lang: language of the text, for screen readers.
        landscape: for wide tables.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    marking: str = ""
    lang: str = "en-GB"
    landscape: bool = False


#: What neither XML nor a tagged PDF may hold: controls other than tab and line end, surrogates, byte order marks.
_NOT_PRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def printable(document: Document) -> Document:
    """The document with every character that no paper can hold written out, as ``‹U+0001›``: seen, and not lost."""
    cleaned = _written_out(document)
    assert isinstance(cleaned, Document)
    return cleaned


def _written_out(value: object) -> object:
    if isinstance(value, str):
        return _NOT_PRINTABLE.sub(lambda found: f"‹U+{ord(found.group()):04X}›", value)
    if isinstance(value, tuple):
        return tuple(_written_out(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {item.name: _written_out(getattr(value, item.name)) for item in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    return value


def text_lines(document: Document) -> Iterator[str]:
    """Every line of text the paper prints, in reading order: what both renderings must hold."""
    document = printable(document)
    yield document.title
    if document.subtitle:
        yield document.subtitle
    for block in document.blocks:
        match block:
            case Heading():
                yield f"{block.number} {block.text}".strip()
            case Paragraph():
                yield plain(block.words)
                if block.source:
                    yield block.source
            case Bullets():
                yield from (plain(item) for item in block.items)
            case Note():
                yield f"{block.label}: {plain(block.words)}"
            case Blank():
                yield block.text
            case Table():
                if block.caption:
                    yield block.caption
                yield from (column.title for column in block.columns)
                yield from (plain(cell) for row in block.rows for cell in row)
            case Figure():
                if block.caption:
                    yield block.caption
            case PageBreak():
                pass

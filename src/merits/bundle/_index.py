"""The index at the front: number, description, date, first page, last page, each row a link (L72).

The index is set by typst with placeholder addresses on its rows; they become page destinations when it is copied in.
Nothing is ever found again by searching the index for a text. The layout does not depend on the page numbers
(their columns have a fixed width), so its length settles after one repetition.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pikepdf

from merits.base.dates import in_words
from merits.bundle._links import PLACEHOLDER
from merits.bundle._typst import FONT, string, typeset
from merits.bundle.model import Bundle

#: Rows set in one go; long indexes are set in pieces so that memory stays low (``bundles.md`` 6).
ROWS = 500


@dataclass(frozen=True)
class Row:
    """One line of the index.

    Attributes:
        section: heading of the section it belongs to; printed where it changes.
        number: running number.
        title: description.
        dated: in words.
        pages: page count of the item.
    """

    section: str
    number: int
    title: str
    dated: str
    pages: int


@dataclass(frozen=True)
class Index:
    """A finished index.

    Attributes:
        parts: PDFs, to be read one after the other.
        pages: of all parts together.
    """

    parts: tuple[bytes, ...]
    pages: int


def make_index(bundle: Bundle, rows: Sequence[Row], *, on: date) -> Index:
    """Set the index until its own length is the one its numbers assume."""
    assumed = 1 + len(rows) // 30
    for _ in range(5):
        parts = tuple(
            typeset(_source(bundle, rows, start, assumed), on=on) for start in range(0, max(len(rows), 1), ROWS)
        )
        pages = 0
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as pdf:
                pages += len(pdf.pages)
        if pages == assumed:
            return Index(parts, pages)
        assumed = pages
    raise AssertionError("the length of the index does not settle")


def _source(bundle: Bundle, rows: Sequence[Row], start: int, lead: int) -> str:
    """Typst source of the rows from ``start`` on; ``lead`` is the assumed number of index pages."""
    first = lead + 1 + sum(row.pages for row in rows[:start])
    lines = []
    section = rows[start - 1].section if start else ""
    for position, row in enumerate(rows[start : start + ROWS], start):
        if row.section and (row.section != section or position == start):
            lines.append(f"section({string(row.section)}),")
        section = row.section
        last = first + row.pages - 1
        lines.append(
            f"..row({row.number}, {string(row.title)}, {string(row.dated)}, {string(str(first))}, {string(str(last))}),"
        )
        first = last + 1
    return _TEMPLATE.format(
        font=FONT,
        placeholder=PLACEHOLDER,
        head=_head(bundle) if start == 0 else "",
        rows="\n  ".join(lines),
    )


def _head(bundle: Bundle) -> str:
    number = f"{bundle.title} {bundle.number}".strip()
    hearing = f"Hearing: {in_words(bundle.hearing_date)}" if bundle.hearing_date else ""
    return f"#head({string(bundle.case_name)}, {string(number)}, {string(hearing)})"


_TEMPLATE = """\
#set page(paper: "a4", margin: (x: 20mm, top: 20mm, bottom: 22mm))
#set text(font: {font}, size: 10.5pt, lang: "en", region: "GB")
#set par(leading: 0.5em)
#let head(case, title, hearing) = align(center)[
  #text(size: 15pt, weight: "bold", case)
  #v(-0.4em)
  #text(size: 13pt, title)
  #if hearing != "" {{ v(-0.4em); text(size: 11pt, hearing) }}
  #v(0.3em)
  #text(size: 12pt, weight: "bold", tracking: 0.06em)[INDEX]
  #v(0.3em)
]
// A header of its own, so that it never stands alone at the foot of a page.
#let section(title) = table.header(level: 2, repeat: false,
  table.cell(colspan: 5, align: left, fill: luma(235), text(weight: "bold", title)))
#let row(number, title, dated, first, last) = {{
  let to = content => link("{placeholder}" + str(number), content)
  ([#number], to(title), to(dated), to(first), to(last))
}}
{head}
#table(
  columns: (11mm, 1fr, 33mm, 14mm, 14mm),
  align: (right, left, left, right, right),
  stroke: (x, y) => (bottom: 0.4pt + luma(150)),
  inset: (x: 1.6mm, y: 1.7mm),
  table.header[*No*][*Description*][*Date*][*First page*][*Last page*],
  {rows}
)
"""

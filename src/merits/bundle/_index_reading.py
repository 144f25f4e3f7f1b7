"""Reads the index of a finished bundle as a person does: rows, where each leads, what page numbers it prints."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2 as pdfium

from merits.bundle._geometry import PageBox
from merits.bundle._link_facts import LinkFact
from merits.bundle._page_facts import text_in

#: The index is looked for on these first pages; a cover may come before it.
_SEARCHED = 10
#: One or two page numbers at the end of a line: ``12``, ``12-18``, ``12 18``.
_STATED = re.compile(r"(?:^|[\s.])(\d+)(?:(?:\s*[-–]\s*|\s+)(\d+))?$")


@dataclass(frozen=True)
class IndexRow:
    """One row of the index as printed.

    Attributes:
        on_page: page of the index it stands on, from 1.
        title: the description under the link.
        dated: what stands between description and page numbers.
        first: printed first page; None if the row prints no number.
        last: printed last page; None if the row prints one number or none.
        targets: pages its links lead to; one, if all is well.
    """

    on_page: int
    title: str
    dated: str
    first: int | None
    last: int | None
    targets: tuple[int, ...]


@dataclass(frozen=True)
class IndexFacts:
    """The index.

    Attributes:
        last_page: page on which it ends, from 1; 0 if there is none.
        rows: in order.
    """

    last_page: int
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True)
class _Cell:
    page: int
    left: float
    text: str
    beside: str
    target: int


def read_index(document: pdfium.PdfDocument, links: dict[int, list[LinkFact]], boxes: list[PageBox]) -> IndexFacts:
    """Find the index and read it.

    Args:
        links: links of each page, by page number from 1.
        boxes: geometry of every page.
    """
    start = next((page for page in range(1, _SEARCHED + 1) if _targets(links.get(page, []))), None)
    if start is None:
        return IndexFacts(0, ())
    end = min(_targets(links[start])) - 1
    if end < start:
        return IndexFacts(0, ())
    cells: list[_Cell] = []
    for page in range(start, end + 1):
        inside = [link for link in links.get(page, []) if link.target is not None]
        texts = text_in(document, page - 1, [link.rectangle for link in inside])
        lines = text_in(document, page - 1, [_to_the_right(link.rectangle, boxes[page - 1]) for link in inside])
        for link, text, line in zip(inside, texts, lines, strict=True):
            assert link.target is not None
            left = min(boxes[page - 1].seen(x, y)[0] for x, y in (link.rectangle[:2], link.rectangle[2:]))
            cells.append(_Cell(page, left, " ".join(text.split()), " ".join(line.split()), link.target))
    rows = tuple(_row(group) for group in _grouped(cells))
    # A page with links is an index only if its rows name pages.
    return IndexFacts(end, rows) if sum(row.first is not None for row in rows) * 2 >= len(rows) else IndexFacts(0, ())


def _to_the_right(rectangle: tuple[float, float, float, float], box: PageBox) -> tuple[float, float, float, float]:
    """What stands beside a link up to the right edge of the page; only for pages that are not rotated."""
    _, bottom, right, top = rectangle
    return (right, bottom, max(right, box.crop[2]), top) if box.rotate == 0 else rectangle


def _targets(links: list[LinkFact]) -> list[int]:
    return [link.target for link in links if link.target is not None]


def _grouped(cells: list[_Cell]) -> list[list[_Cell]]:
    """A new row begins where the links start again at the left after a page number, or, in an index whose links are
    only on the descriptions, where they lead elsewhere."""
    groups: list[list[_Cell]] = []
    for cell in cells:
        group = groups[-1] if groups else []
        numbered = any(entry.text.isdigit() and entry.left > group[0].left for entry in group)
        again = bool(group) and cell.left < group[-1].left - 1
        elsewhere = bool(group) and cell.left <= group[0].left + 1 and cell.target != group[-1].target
        if not group or (numbered and again) or (not numbered and elsewhere):
            groups.append([cell])
        else:
            group.append(cell)
    return groups


def _row(group: list[_Cell]) -> IndexRow:
    across = sorted(group, key=lambda cell: cell.left)
    numbers: list[int] = []
    while len(across) > 1 and across[-1].text.isdigit() and len(numbers) < 2:
        numbers.insert(0, int(across.pop().text))
    if not numbers:
        # Links on the descriptions only: the page numbers stand beside them.
        stated = _STATED.search(group[0].beside)
        numbers = [int(number) for number in stated.groups() if number] if stated else []
    left = across[0].left
    title = " ".join(cell.text for cell in group if cell in across and cell.left <= left + 1)
    dated = " ".join(cell.text for cell in across if cell.left > left + 1)
    return IndexRow(
        on_page=group[0].page,
        title=title,
        dated=dated,
        first=numbers[0] if numbers else None,
        last=numbers[1] if len(numbers) == 2 else None,
        targets=tuple(sorted({cell.target for cell in group})),
    )

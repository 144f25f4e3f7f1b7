"""Plain text by line, and tables (a chronology kept as CSV) by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from merits.base.reading import Part, PartKind
from merits.evidence.content import Content, clean
from merits.evidence.decoding import decode
from merits.evidence.refusals import damaged

#: Name and version of this reader; see ``chat.EXTRACTOR``.
EXTRACTOR = "merits-text 1"


def read_text(data: bytes) -> Content:
    """The text as it is; every line that is not blank is a part ``line 3``, numbered as an editor numbers it."""
    decoded = decode(data)
    text = clean(decoded.text)
    parts = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            parts.append(Part(PartKind.SECTION, f"line {number}", start, start + len(line)))
        start += len(line) + 1
    return Content(text, tuple(parts), (EXTRACTOR,), not_read=(decoded.note,) if decoded.note else ())


def read_table(data: bytes, name: str) -> Content:
    """The table as it is; every row is a part ``row 2``, numbered as a spreadsheet numbers it (the heading is row 1).

    Where the first row names each column once, the cells of a row stand in its details under those names.

    Raises:
        CannotRead: ``E-DAMAGED``: quotation marks do not close.
    """
    decoded = decode(data)
    text = clean(decoded.text)
    heading: list[str] = []
    parts = []
    for number, (start, end, cells) in enumerate(_rows(text, name), 1):
        if number == 1 and len(set(cells)) == len(cells) and all(cell.strip() for cell in cells):
            heading = cells
        named = zip(heading, cells, strict=False) if number > 1 else ()
        if any(cell.strip() for cell in cells):
            parts.append(
                Part(PartKind.SECTION, f"row {number}", start, end, tuple((key, cell) for key, cell in named if cell))
            )
    return Content(text, tuple(parts), (EXTRACTOR,), not_read=(decoded.note,) if decoded.note else ())


def _rows(text: str, name: str) -> Iterator[tuple[int, int, list[str]]]:
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    first_line = text.split("\n", 1)[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    reader = csv.reader([f"{line}\n" for line in lines], delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            first, before = before, reader.line_num
            if cells:
                yield starts[first], starts[before] - 1, cells
            elif first < len(lines) - 1:
                yield starts[first], starts[first], []
    except csv.Error as error:
        raise damaged(name, f"the table breaks off or is malformed near line {reader.line_num} ({error}).") from error

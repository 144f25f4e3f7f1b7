"""A letter as a page shows it: its text cut where a coded passage or a page begins or ends.

Passages may overlap, so the text is cut at every end of every passage; a piece knows which passages it belongs to.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from merits import law
from merits.base.reading import PartKind, Reading
from merits.casework import CodingRow, Record


@dataclass(frozen=True)
class Card:
    """One coded passage.

    Attributes:
        number: from 1, in the order of the letter.
        code: of the codebook.
        stance: what the letter does with the words.
        start: first code point.
        end: one past the last.
        quotation: the words.
        place: ``page 2``; empty where the reading has no parts.
        settled_by: who adjudicated.
        found_by: which coders found this code in words that overlap it.
        checked: True where the reading has exactly these words there.
    """

    number: int
    code: law.Code
    stance: str
    start: int
    end: int
    quotation: str
    place: str
    settled_by: str
    found_by: tuple[str, ...]
    checked: bool


@dataclass(frozen=True)
class Piece:
    """A stretch of the letter.

    Attributes:
        text: its words.
        cards: the passages it belongs to.
        begins: passages whose first piece this is.
        ends: passages whose last piece this is.
        label: the page that begins here, or empty.
    """

    text: str
    cards: tuple[Card, ...] = ()
    begins: tuple[Card, ...] = ()
    ends: tuple[Card, ...] = ()
    label: str = ""


def cards(rows: tuple[CodingRow, ...], reading: Reading | None) -> tuple[Card, ...]:
    """The adjudicated passages of a letter, in its order. A letter that is not adjudicated has none to show."""
    agreed = [row for row in rows if row.record is Record.ADJUDICATION and row.code]
    book = law.codebook()
    found: list[Card] = []
    for row in sorted(agreed, key=lambda row: (row.start or 0, row.end or 0, row.code)):
        assert row.start is not None and row.end is not None
        part = reading.part_at(row.start) if reading else None
        found.append(
            Card(
                number=len(found) + 1,
                code=book.code(row.code),
                stance=row.stance,
                start=row.start,
                end=row.end,
                quotation=row.quotation,
                place=part.label if part else "",
                settled_by=row.coder,
                found_by=_found_by(rows, row),
                checked=reading is not None and reading.text[row.start : row.end] == row.quotation,
            )
        )
    return tuple(found)


def _found_by(rows: tuple[CodingRow, ...], agreed: CodingRow) -> tuple[str, ...]:
    assert agreed.start is not None and agreed.end is not None
    coders = [
        row.coder
        for row in rows
        if row.record is Record.CODING
        and row.code == agreed.code
        and row.start is not None
        and row.end is not None
        and row.start < agreed.end
        and agreed.start < row.end
    ]
    return tuple(sorted(set(coders)))


def adjudicated(rows: tuple[CodingRow, ...]) -> bool:
    """Whether the reading of a letter is settled: then a letter without a passage has no agreed reason."""
    return any(row.record is Record.ADJUDICATION for row in rows)


def coders(rows: tuple[CodingRow, ...]) -> tuple[str, ...]:
    """Who has coded the letter."""
    return tuple(sorted({row.coder for row in rows if row.record is Record.CODING}))


def pieces(reading: Reading, shown: tuple[Card, ...]) -> tuple[Piece, ...]:
    """The text of a letter in pieces; joined, they are the text."""
    text = reading.text
    pages = {part.start: part.label for part in reading.parts if part.kind is PartKind.PAGE}
    cuts = sorted({0, len(text), *pages, *(card.start for card in shown), *(card.end for card in shown)})
    found = []
    for start, end in itertools.pairwise(cuts):
        over = tuple(card for card in shown if card.start <= start and end <= card.end)
        found.append(
            Piece(
                text=text[start:end],
                cards=over,
                begins=tuple(card for card in over if card.start == start),
                ends=tuple(card for card in over if card.end == end),
                label=pages.get(start, ""),
            )
        )
    return tuple(found)

"""What a bundle is made of, and what comes out.

Items are told apart by ``id``, never by file name: two files called ``statement.pdf`` are two items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from merits.base.dates import PartialDate
from merits.base.errors import Problem


@dataclass(frozen=True)
class Item:
    """One document of the bundle.

    Attributes:
        id: stable identifier, unique in the bundle; survives renumbering.
        title: description for index and bookmark.
        dated: date of the document; ``2018-10-26``, ``2018-10`` or ``2018`` is put in words, anything else is shown as
            it stands; empty if undated.
        source: a file, or its bytes. Its kind is read from its content, never from its name.
        name: how messages call the source, normally the file as the person wrote it.
        pages: number of pages a person has confirmed, or None. A damaged file that could only be opened by repair is
            accepted only if its repaired page count is this number.
    """

    id: str
    title: str
    dated: str
    source: Path | bytes
    name: str
    pages: int | None = None

    @property
    def date_in_words(self) -> str:
        """As the index shows it."""
        try:
            return PartialDate.parse(self.dated).in_words
        except ValueError:
            return self.dated.strip()


@dataclass(frozen=True)
class Section:
    """A part of the bundle with its own heading and bookmark.

    Attributes:
        key: short mark shown before the title (``A``); may be empty.
        title: may be empty when the bundle has a single section; then no heading is printed.
        items: in order.
    """

    key: str
    title: str
    items: tuple[Item, ...]

    @property
    def heading(self) -> str:
        """``A. Statements``; empty if there is neither key nor title."""
        return ". ".join(part for part in (self.key.strip(), self.title.strip()) if part)


@dataclass(frozen=True)
class Bundle:
    """A whole bundle before it is built.

    Attributes:
        title: what it is, e.g. ``Claim bundle``.
        case_name: short name of the case, e.g. ``EVAW v DPP`` (L78).
        number: bundle number or letter (L78).
        hearing_date: if known; ends the file name (L78).
        sections: in order.
        profile: key of a court profile (``general-2021``, ``admin-court``, ``plain``).
    """

    title: str
    case_name: str
    number: str
    hearing_date: date | None
    sections: tuple[Section, ...]
    profile: str = "general-2021"

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in order."""
        return tuple(item for section in self.sections for item in section.items)


@dataclass(frozen=True)
class Placed:
    """Where an item came to lie.

    Attributes:
        id: the item's; attachments of an e-mail get ``<id>.1``, ``<id>.2`` ...
        title: as shown in the index.
        number: running number in the index, from 1.
        first: first page, counted from 1 at the first page of the file, index included (L71).
        last: last page.
        section: heading of its section; may be empty.
    """

    id: str
    title: str
    number: int
    first: int
    last: int
    section: str

    @property
    def pages(self) -> int:
        """How many pages."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Built:
    """A finished bundle.

    Attributes:
        pages: of the whole file, index included.
        index_pages: of the index alone, at the front.
        sha256: of the file.
        size: of the file in bytes.
        placed: every item, in order. Together with the index they cover every page exactly once.
        warnings: what was changed or should be looked at; codes start ``W-``.
    """

    pages: int
    index_pages: int
    sha256: str
    size: int
    placed: tuple[Placed, ...]
    warnings: tuple[Problem, ...]


def file_name(bundle: Bundle) -> str:
    """Short case name, bundle number, hearing date (L78).

    Example:
        >>> file_name(Bundle("Claim bundle", "EVAW v DPP", "1", date(2026, 11, 30), ()))
        'EVAW v DPP 1 2026-11-30.pdf'
    """
    when = bundle.hearing_date.isoformat() if bundle.hearing_date else ""
    words = " ".join(part for part in (bundle.case_name, bundle.number, when) if part)
    words = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", words)
    words = re.sub(r"\s+", " ", words).strip(" .")[:120]
    return f"{words or 'bundle'}.pdf"

"""Reasons by cases: which letter of which case gives which reason, and what it does with it.

A subject that a letter only mentions is never drawn like one it relies on (E2); what a letter says about a jury comes
first (E7). A case without an agreed reason keeps its column: it is the base to compare with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from merits import law
from merits.casework import AgreedReason

#: The stance shown where a case has a code more than once: the first of these.
_ORDER = (law.Stance.RELIED_ON, law.Stance.ATTRIBUTED, law.Stance.MENTIONED_AND_DISCOUNTED, law.Stance.UNCLEAR)
#: A letter beside the shade, so that nothing is told by colour alone.
LETTERS = {
    law.Stance.RELIED_ON: "R",
    law.Stance.ATTRIBUTED: "A",
    law.Stance.MENTIONED_AND_DISCOUNTED: "M",
    law.Stance.UNCLEAR: "?",
}
CLASSES = {
    law.Stance.RELIED_ON: "r",
    law.Stance.ATTRIBUTED: "a",
    law.Stance.MENTIONED_AND_DISCOUNTED: "m",
    law.Stance.UNCLEAR: "u",
}


@dataclass(frozen=True)
class Cell:
    """One code in one case. Empty where the case has no agreed passage under the code.

    Attributes:
        case: the case's reference.
        stance: the most that a letter of the case does with it; empty for none.
        document: the letter it stands in.
        passages: how many.
    """

    case: str
    stance: str = ""
    document: str = ""
    passages: int = 0

    @property
    def mark(self) -> str:
        """The letter in the cell."""
        return LETTERS[law.Stance(self.stance)] if self.stance else ""

    @property
    def style(self) -> str:
        """The class of the cell."""
        return CLASSES[law.Stance(self.stance)] if self.stance else ""

    @property
    def in_words(self) -> str:
        """For a screen reader and the pointer."""
        return law.Stance(self.stance).label if self.stance else "not in its letters"


@dataclass(frozen=True)
class Row:
    """One code across the cases; ``relied`` counts the cases that rely on it."""

    code: law.Code
    cells: tuple[Cell, ...]
    relied: int


def matrix(reasons: Sequence[AgreedReason], cases: Sequence[str]) -> tuple[Row, ...]:
    """The rows of the heat map, in the order of the reasons given.

    Args:
        reasons: agreed reasons of these cases.
        cases: references, in the order of the columns.
    """
    book = law.codebook()
    found: dict[str, dict[str, list[AgreedReason]]] = {}
    for reason in reasons:
        found.setdefault(reason.code, {}).setdefault(reason.case, []).append(reason)
    rows = []
    for code, by_case in found.items():
        cells = tuple(_cell(case, by_case.get(case, [])) for case in cases)
        rows.append(Row(book.code(code), cells, sum(cell.stance == law.Stance.RELIED_ON for cell in cells)))
    return tuple(rows)


def _cell(case: str, reasons: Sequence[AgreedReason]) -> Cell:
    if not reasons:
        return Cell(case)
    first = min(reasons, key=lambda reason: _ORDER.index(law.Stance(reason.stance)))
    return Cell(case, first.stance, first.document, len(reasons))

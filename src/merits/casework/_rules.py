"""What the parts of a dossier must say of one another: dates in order, ids once, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from merits.base.dates import PartialDate
from merits.casework._tables import Place


def in_order(at: Place, *steps: tuple[str, PartialDate | date | None]) -> None:
    """Note every date that comes before an earlier step.

    A date known to the month only is never said to be too early while it could be late enough.

    Args:
        at: the table.
        steps: key and date, in the order they must happen; None is unknown.
    """
    known = [
        (key, when if isinstance(when, PartialDate) else PartialDate.of(when))
        for key, when in steps
        if when is not None
    ]
    for number, (later, after) in enumerate(known):
        for earlier, before in known[:number]:
            if after.last < before.first:
                at.key(later).note("E-DATE", f"This is before {earlier}.", "Correct whichever of the two is wrong.")
                break


def once(at: Place, names: Iterable[str], what: str) -> None:
    """Note every name that was given before. It is not repeated: a file's name can tell who somebody is."""
    seen: set[str] = set()
    for number, name in enumerate(names, start=1):
        if name in seen:
            at.entry(number, None).note("E-DUPLICATE", f"The same {what} is used before.", "Give each its own.")
        seen.add(name)


def leads(at: Place, name: str, known: Iterable[str] | None, what: str) -> None:
    """Note a reference that leads nowhere. A blank one refers to nothing; where ``known`` is None nobody can tell."""
    if name and known is not None and name not in set(known):
        at.note("E-REF", f"There is no such {what}.", f"Correct it, or add the {what}.")


def years_between(start: date, end: date) -> int:
    """Whole years from one day to another, as an age is counted."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))

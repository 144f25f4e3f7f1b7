"""What must not be in an open copy: one protected identifier and its spellings.

The only thing that the pseudonymiser and the leak check share. Neither imports the other's code, so that a mistake in
one does not hide in the other (S4).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from merits.base.errors import UserError

#: What an identifier can be. Names and nicknames get the variants of names; the others those of their kind. A ``day`` is a
#: date that is shown as its month: it is read day before month only, because 12/03 shown as December would be false.
KINDS = (
    "name",
    "nickname",
    "place",
    "school",
    "employer",
    "handle",
    "telephone",
    "email",
    "address",
    "reference",
    "vehicle",
    "date",
    "day",
    "other",
)


@dataclass(frozen=True)
class Protected:
    """One identifier that must not reach an open copy.

    Attributes:
        id: says nothing about the value; the only thing that reports may print.
        kind: one of ``KINDS``.
        values: spellings as the records hold them: ``("Full Name",)``; dates as ``2018-03-12`` or in words.
        shown_as: what stands in its place, e.g. ``DE`` or ``[place]``. Never made from the value (``L89``).
        person: id of the person it belongs to; identifiers of one person share it. For a name, empty means ``id``.

    Raises:
        UserError: no id, unknown kind, no value, or a value too short to be looked for.
    """

    id: str
    kind: str
    values: tuple[str, ...] = field(repr=False)
    shown_as: str
    person: str = ""

    def __post_init__(self) -> None:
        remedy = "Correct the identity records; nothing can be protected by an identifier like this."
        if not self.id:
            raise UserError("A protected identifier has no id.", remedy=remedy)
        if self.kind not in KINDS:
            raise UserError(f"Identifier {self.id} is of an unknown kind; known: {', '.join(KINDS)}.", remedy=remedy)
        if not self.values:
            raise UserError(f"Identifier {self.id} has no value.", remedy=remedy)
        if not self.shown_as.strip():
            raise UserError(f"Identifier {self.id} has nothing to be shown as.", remedy=remedy)
        if any(sum(character.isalnum() for character in value) < 2 for value in self.values):
            raise UserError(f"Identifier {self.id} has a value of fewer than two letters or digits.", remedy=remedy)

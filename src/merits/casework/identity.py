"""What ``identities/REFERENCE.toml`` says: who the people of a case are. Kept apart; never printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from merits.casework._forms import ID
from merits.casework._schema import Key
from merits.casework.challenge import Role


class IdentifierKind(StrEnum):
    """What else could identify somebody (L82, L88)."""

    PLACE = "place"
    SCHOOL = "school"
    EMPLOYER = "employer"
    HANDLE = "handle"
    TELEPHONE = "telephone"
    EMAIL = "email"
    ADDRESS = "address"
    REFERENCE = "reference"
    VEHICLE = "vehicle"
    DATE = "date"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in a case. ``repr`` shows the id only, so that no log or message can carry a name."""

    id: Annotated[str, "Id, unique in the dossier; it begins with the case's reference.", ID]
    role: Annotated[Role, "What the person is in this case."]
    shown_as: Annotated[
        str, "What an open copy says instead: for a complainant two random letters, never initials (L89)."
    ]
    names: Annotated[tuple[str, ...], "Full names."] = field(repr=False)
    also: Annotated[tuple[str, ...], "Nicknames, short forms, former names."] = field(default=(), repr=False)
    date_of_birth: Annotated[date | None, "Date of birth, where it stands in a document."] = field(
        default=None, repr=False
    )


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """A place, number or handle that could identify somebody."""

    id: Annotated[str, "Id, unique in the dossier; it begins with the case's reference.", ID]
    kind: Annotated[IdentifierKind, "What it is."]
    person: Annotated[str, "Id of the person it belongs to, if to one."] = ""
    values: Annotated[tuple[str, ...], "The ways it is written."] = field(repr=False)
    shown_as: Annotated[str, "What an open copy says instead."]


@dataclass(frozen=True, kw_only=True)
class Identities:
    """The identity store of one case."""

    people: Annotated[tuple[Person, ...], Key("person"), "The people of the case; exactly one complainant."] = ()
    identifiers: Annotated[tuple[Identifier, ...], Key("identifier"), "What else could identify somebody."] = ()

    @property
    def complainant(self) -> Person | None:
        """The complainant, if one is recorded."""
        return next((person for person in self.people if person.role is Role.COMPLAINANT), None)

    def person(self, person_id: str) -> Person:
        """The person with this id.

        Raises:
            KeyError: there is none.
        """
        return {item.id: item for item in self.people}[person_id]

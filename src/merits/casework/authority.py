"""Consent, which is the client's authority, and waiver of anonymity, as they are recorded.

Consent is not the data-protection basis, which each organisation records for itself (L145). Whether one is live is
decided in ``gate``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from merits.casework._forms import ID
from merits.casework._schema import WhenMissing
from merits.casework.challenge import Audience


class Purpose(StrEnum):
    """What a consent is for."""

    CASEWORK = "casework"
    JOINT_DOSSIER = "joint_dossier"
    COURT = "court"
    STATISTICS = "statistics"
    PRESS = "press"


class Capacity(StrEnum):
    """On what footing a consent was given."""

    ADULT = "adult"
    YOUNG_PERSON = "young person with capacity"
    PARENTAL = "parental authority"


class GivenBy(StrEnum):
    """Who gave it."""

    COMPLAINANT = "complainant"
    PARENT = "parent or guardian"


class Scope(StrEnum):
    """What of a person a waiver uncovers (L87)."""

    NAME = "name"
    IMAGE = "image"
    VOICE = "voice"
    FACTS = "facts"


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The client's authority for named purposes and audiences."""

    id: Annotated[str, "Id inside this case.", ID]
    person: Annotated[str, "Id of the complainant, whose consent it is."]
    purposes: Annotated[tuple[Purpose, ...], "What it covers."]
    audiences: Annotated[tuple[Audience, ...], "Whom it covers."]
    wording: Annotated[str, "The words that were agreed to."]
    given_on: Annotated[date, "The day it was given."]
    withdrawn_on: Annotated[
        date | None, "The day it was withdrawn. This stops future use; what was filed cannot be recalled."
    ] = None
    capacity: Annotated[Capacity, "On what footing."]
    given_by: Annotated[GivenBy, "By whom."]
    until: Annotated[date | None, "The last day it holds, if it was given for a time."] = None


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """A written waiver of one person's own anonymity (L85, L87). It never unmasks anybody else."""

    id: Annotated[str, "Id inside this case.", ID]
    person: Annotated[str, "Id of the person who waived."]
    given_on: Annotated[
        date,
        "The day it was signed.",
        WhenMissing(
            "E-WAIVER", "Without its date there is no waiver; take it from the signed copy or remove the waiver"
        ),
    ]
    wording: Annotated[str, "The exact words."]
    held_by: Annotated[str, "Who holds the signed copy."]
    publishers: Annotated[tuple[str, ...], "Who may publish."]
    scope: Annotated[tuple[Scope, ...], "What may be published."]
    medium: Annotated[tuple[str, ...], "Where: print, online, broadcast."]
    aged_16_or_over: Annotated[bool, "True: the person was 16 or over that day. A waiver is none otherwise (L85)."]
    witness: Annotated[str, "Who saw it signed, by role."] = ""
    until: Annotated[date | None, "The last day it holds, if it was given for a time."] = None
    withdrawn_on: Annotated[date | None, "The day it was withdrawn."] = None

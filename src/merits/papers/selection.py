"""Which cases a paper shows, and what it may call them: the consent gate applied (S3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from merits.base.errors import Stopped
from merits.casework import Audience, Case, Dossier, Purpose, may_appear


@dataclass(frozen=True)
class NotIncluded:
    """A case that a paper leaves out, by reference, and why in words."""

    case: str
    reason: str


@dataclass(frozen=True)
class Selection:
    """The cases of one paper.

    Attributes:
        cases: in the order in which papers show them: by the date of the first decision, then by reference.
        not_included: the others.
        consents: case reference -> ids of the consents relied on.
    """

    cases: tuple[Case, ...]
    not_included: tuple[NotIncluded, ...]
    consents: dict[str, tuple[str, ...]]

    @property
    def references(self) -> tuple[str, ...]:
        """References of the cases shown."""
        return tuple(case.reference for case in self.cases)


def select(dossier: Dossier, *, audience: Audience, on: date) -> Selection:
    """The cases with live consent for a joint dossier and this audience.

    Raises:
        Stopped: not one case may appear.
    """
    shown: list[Case] = []
    left_out: list[NotIncluded] = []
    consents: dict[str, tuple[str, ...]] = {}
    for case in sorted(dossier.cases, key=lambda item: (_first_decided(item), item.reference)):
        answer = may_appear(case, purpose=Purpose.JOINT_DOSSIER, audience=audience, on=on)
        if answer.allowed and case.decisions:
            shown.append(case)
            consents[case.reference] = answer.consent_ids
        else:
            why = answer.reason if not answer.allowed else "Not included: no decision is recorded."
            left_out.append(NotIncluded(case.reference, why))
    if not shown:
        raise Stopped(
            "No case of this dossier may appear: none has live consent for a joint dossier and this audience.",
            remedy="Record each client's consent in her case.toml; `merits dossier check` lists what is there.",
        )
    return Selection(tuple(shown), tuple(left_out), consents)


def cipher(dossier: Dossier, case: Case) -> str:
    """How papers call the complainant (L89); the reference where no cipher is recorded."""
    identities = dossier.identities.get(case.reference)
    person = identities.complainant if identities else None
    return person.shown_as if person else case.reference


def _first_decided(case: Case) -> date:
    return min((decision.made_on.first for decision in case.decisions), default=date.max)

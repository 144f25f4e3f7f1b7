"""The only reader of challenges. ``challenge_for`` is the one access function, as ``case_for`` is for cases.

Being named on a challenge opens no case: a dossier shows the cases that the reader is named on.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from merits import casework
from merits.base.errors import Stopped
from merits.workspace.accounts.models import Role, User
from merits.workspace.accounts.queries import is_administrator
from merits.workspace.audit.actions import Action, record
from merits.workspace.cases import queries as cases
from merits.workspace.cases.sight import Sight
from merits.workspace.challenges.models import Challenge, ChallengeAccess, ChallengeLevel, DossierEntry
from merits.workspace.codec import from_plain
from merits.workspace.vault.sealing import Key, unseal_json


class Part(StrEnum):
    """A part of a challenge."""

    SUMMARY = "summary"
    DOSSIER = "dossier and agreement"
    ADVERSE = "adverse material"
    PACK = "papers"


PARTS: dict[ChallengeLevel, frozenset[Part]] = {
    ChallengeLevel.MEMBER: frozenset({Part.SUMMARY}),
    ChallengeLevel.SUPERVISION: frozenset({Part.SUMMARY, Part.DOSSIER}),
    ChallengeLevel.LEAD: frozenset(Part),
}
#: Roles that may be named on a challenge, and the most they may be given.
_MOST: dict[Role, frozenset[ChallengeLevel]] = {
    Role.CASEWORKER: frozenset({ChallengeLevel.MEMBER}),
    Role.SUPERVISOR: frozenset({ChallengeLevel.MEMBER, ChallengeLevel.SUPERVISION}),
    Role.SOLICITOR: frozenset(ChallengeLevel),
}


def may_be_named(role: Role, level: ChallengeLevel) -> bool:
    """Whether somebody with this role may be named on a challenge at this level. Adverse material is for solicitors."""
    return level in _MOST.get(role, frozenset())


@dataclass(frozen=True)
class OpenChallenge:
    """A challenge that somebody may see, and how much of it. Made by ``challenge_for`` alone."""

    user: User
    row: Challenge = field(repr=False)
    parts: frozenset[Part]
    key: Key = field(repr=False)

    @property
    def reference(self) -> str:
        """The challenge's reference."""
        return str(self.row.reference)

    @property
    def id(self) -> UUID:
        """The challenge's id, which is the dossier's."""
        found: UUID = self.row.id
        return found

    @property
    def title(self) -> str:
        """Its title, which says nothing about any complainant."""
        return str(self.row.title)

    def may(self, part: Part) -> bool:
        """Whether this part may be read."""
        return part in self.parts

    def need(self, part: Part) -> None:
        """Go on only if this part may be read.

        Raises:
            Http404: it may not.
        """
        if part not in self.parts:
            raise Http404


def _access_of(user: User) -> dict[UUID, frozenset[Part]]:
    if not user.is_active or is_administrator(user):
        return {}
    found: dict[UUID, frozenset[Part]] = {}
    rows = ChallengeAccess.objects.filter(
        ended_at__isnull=True, membership__ended_at__isnull=True, membership__user=user
    ).values_list("challenge_id", "level", "membership__role")
    for challenge_id, level, role in rows:
        if may_be_named(Role(role), ChallengeLevel(level)):
            found[challenge_id] = found.get(challenge_id, frozenset()) | PARTS[ChallengeLevel(level)]
    return found


def challenge_for(user: User, reference: str) -> OpenChallenge:
    """The challenge with this reference, if this user is named on it. Leaves ``challenge.read``.

    Raises:
        Http404: there is none, or the user is not named on it; nobody can tell which.
    """
    with transaction.atomic():
        row = Challenge.objects.select_related("data_key", "lead").filter(reference=reference).first()
        parts = _access_of(user).get(row.id) if row is not None else None
        if row is None or not parts:
            raise Http404
        record(Action.CHALLENGE_READ, by=user, objects=[f"challenge:{row.id}"])
    return OpenChallenge(user, row, parts, row.data_key.open())


@dataclass(frozen=True)
class ChallengeLine:
    """A challenge in a list. ``cases`` counts those of its dossier that the reader is named on."""

    reference: str
    title: str
    lead: str
    cases: int
    parts: frozenset[Part]


def challenges_of(user: User) -> tuple[ChallengeLine, ...]:
    """The challenges this user is named on, by title. Leaves one entry that counts them."""
    access = _access_of(user)
    seen = set(cases.visible_ids(user))
    found = []
    for row in Challenge.objects.filter(id__in=access).select_related("lead").order_by("title", "reference"):
        entered = set(_entered(row).values_list("case_id", flat=True))
        found.append(ChallengeLine(row.reference, row.title, row.lead.name, len(entered & seen), access[row.id]))
    if found:
        with transaction.atomic():
            record(Action.CHALLENGES_LISTED, by=user, objects=[f"count:{len(found)}"])
    return tuple(found)


def _entered(row: Challenge) -> Any:
    return DossierEntry.objects.filter(challenge=row, taken_out_at__isnull=True)


def head(opened: OpenChallenge) -> casework.Dossier:
    """What ``dossier.toml`` says, as a dossier without cases."""
    table = unseal_json(opened.key, opened.row.sealed, place=opened.row.seal_place)
    return from_plain(
        casework.Dossier, {**table, "format": casework.FORMAT, "id": str(opened.id), "title": opened.title}
    )


@dataclass(frozen=True)
class Entered:
    """A case of the dossier, and whether it may appear in an open paper on the day, with the reason in words."""

    reference: str
    organisation: str
    appearance: casework.Appearance


def entered(opened: OpenChallenge, *, on: date) -> tuple[Entered, ...]:
    """The cases of the dossier that the reader is named on, with their consent state.

    Args:
        opened: the challenge.
        on: the day.
    """
    ids = set(_entered(opened.row).values_list("case_id", flat=True))
    found = []
    for case in cases.open_cases(opened.user, ids, action=Action.DOSSIER_READ):
        # Whether a case is in depends on its consents, which not everybody may read; the answer gives no more.
        answer = casework.may_appear(
            cases.with_authority(case),
            purpose=casework.Purpose.JOINT_DOSSIER,
            audience=casework.Audience.OPEN,
            on=on,
        )
        reason = answer.reason if case.may(Sight.AUTHORITY) else _short(answer)
        found.append(Entered(case.reference, case.row.organisation.name, dataclasses.replace(answer, reason=reason)))
    return tuple(found)


def _short(answer: casework.Appearance) -> str:
    return "Included." if answer.allowed else "Not included."


@dataclass(frozen=True)
class OpenDossier:
    """A dossier in memory, as far as the reader may see it.

    Attributes:
        dossier: what casework works on. Its folder is empty: files are read through ``cases``.
        cases: the cases, open.
        hidden: how many cases of the dossier the reader is not named on, or not at the level of coding.
    """

    dossier: casework.Dossier
    cases: tuple[cases.OpenCase, ...]
    hidden: int


def dossier(opened: OpenChallenge) -> OpenDossier:
    """Cases, readings and codings of the dossier, without the people and without adverse material.

    For the heat map, agreement and counts of reasons. Leaves ``dossier.read`` in every case's chain.

    Raises:
        Http404: the user may not see the dossier.
    """
    opened.need(Part.DOSSIER)
    ids = set(_entered(opened.row).values_list("case_id", flat=True))
    found = cases.open_cases(opened.user, ids, action=Action.DOSSIER_READ)
    shown = tuple(case for case in found if case.may(Sight.CODING))
    return OpenDossier(_assembled(opened, shown), shown, len(ids) - len(shown))


def whole_dossier(opened: OpenChallenge, *, action: Action) -> OpenDossier:
    """Everything: people and adverse material too. For papers and for handing the dossier over.

    Args:
        opened: the challenge.
        action: what for; noted in every case's chain.

    Raises:
        Http404: the user does not lead the challenge.
        Stopped: there are cases in it whose evidence the user may not see. A dossier is never silently short.
    """
    from merits.workspace.adverse.queries import log_of

    opened.need(Part.PACK)
    ids = set(_entered(opened.row).values_list("case_id", flat=True))
    found = cases.open_cases(opened.user, ids, action=action)
    shown = tuple(case for case in found if case.may(Sight.EVIDENCE))
    if len(shown) < len(ids):
        raise Stopped(
            f"{len(ids) - len(shown)} of {len(ids)} cases of this dossier cannot be read in full by you.",
            remedy="Ask whoever holds them to name you, or to take them out of the dossier.",
        )
    plain = _assembled(opened, shown)
    people = {case.reference: cases.people_of(case) for case in shown}
    return OpenDossier(dataclasses.replace(plain, identities=people, adverse=log_of(opened)), shown, 0)


def _assembled(opened: OpenChallenge, shown: tuple[cases.OpenCase, ...]) -> casework.Dossier:
    found = [cases.contents(case) for case in shown]
    codings = sorted((item for content in found for item in content.codings), key=lambda item: (item[0], item[1].case))
    return dataclasses.replace(
        head(opened),
        cases=tuple(content.case for content in found),
        readings={(content.case.reference, key): item for content in found for key, item in content.readings.items()},
        hashes={(content.case.reference, key): item for content in found for key, item in content.hashes.items()},
        codings=tuple(row for _, row in codings),
    )

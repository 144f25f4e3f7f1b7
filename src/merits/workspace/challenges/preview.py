"""What would come in with a dossier folder: counts, warnings, and what stands in the way. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.http import Http404

from merits import casework
from merits.base.errors import Problem, UserError
from merits.workspace.accounts.models import Membership, Organisation, Role, User
from merits.workspace.accounts.queries import membership_as
from merits.workspace.cases.models import Case
from merits.workspace.challenges.models import Challenge


@dataclass(frozen=True)
class Preview:
    """What would come in.

    Attributes:
        title: of the dossier.
        lead: the organisation that will lead the challenge.
        organisations: (name, how many cases, whether it is new here).
        cases, decisions, documents, readings, reviews, people, codings, adjudicated, adverse, undecided: counts.
        size: bytes of all documents.
        with_consent: cases with live consent for a joint dossier on the day.
        sealed: whether the folder carries a manifest that matches.
        warnings: what the folder's own check says.
        obstacles: why it cannot come in; empty if it can. They name no case that the person cannot see.
    """

    title: str
    lead: str
    organisations: tuple[tuple[str, int, bool], ...]
    cases: int
    decisions: int
    documents: int
    readings: int
    reviews: int
    people: int
    codings: int
    adjudicated: int
    adverse: int
    undecided: int
    size: int
    with_consent: int
    sealed: bool
    warnings: tuple[Problem, ...]
    obstacles: tuple[str, ...]


def solicitor_of(user: User, lead: str) -> Membership:
    """The membership in which somebody takes a dossier in.

    Raises:
        Http404: not a solicitor.
        UserError: a solicitor of several organisations who did not say which leads.
    """
    found = membership_as(user, Role.SOLICITOR, organisation=lead)
    if found is not None:
        return found
    if not lead and Membership.objects.filter(user=user, role=Role.SOLICITOR, ended_at__isnull=True).count() > 1:
        raise UserError("You are a solicitor of several organisations.", remedy="Say which leads the challenge.")
    raise Http404


def preview_dossier(*, folder: Path, on: date, by: User, lead: str = "") -> Preview:
    """Look at a dossier folder before taking it in.

    Args:
        folder: the folder.
        on: the day consent is asked for.
        by: a solicitor.
        lead: key of the organisation that will lead, if the solicitor has several.

    Raises:
        Http404: not a solicitor.
        ProblemsError: the folder is not a whole dossier; every problem is listed.
    """
    membership = solicitor_of(by, lead)
    return describe(casework.read_dossier(folder), membership, on)


def describe(dossier: casework.Dossier, membership: Membership, on: date) -> Preview:
    """The preview of a dossier that was read."""
    known = set(Organisation.objects.values_list("key", flat=True))
    held = {item.key: sum(case.organisation == item.key for case in dossier.cases) for item in dossier.organisations}
    return Preview(
        title=dossier.title,
        lead=membership.organisation.name,
        organisations=tuple((item.name, held[item.key], item.key not in known) for item in dossier.organisations),
        cases=len(dossier.cases),
        decisions=sum(len(case.decisions) for case in dossier.cases),
        documents=sum(len(case.documents) for case in dossier.cases),
        readings=len(dossier.readings),
        reviews=sum(len(case.reviews) for case in dossier.cases),
        people=sum(len(item.people) for item in dossier.identities.values()),
        codings=len(dossier.codings),
        adjudicated=len({(row.case, row.document) for row in dossier.codings if row.record == "adjudication"}),
        adverse=len(dossier.adverse),
        undecided=len(casework.undecided(dossier)),
        size=sum(
            dossier.path_of(case, document).stat().st_size for case in dossier.cases for document in case.documents
        ),
        with_consent=sum(casework.may_be_shared(case, on=on).allowed for case in dossier.cases),
        sealed=dossier.sealed,
        warnings=dossier.warnings,
        obstacles=obstacles(dossier),
    )


def obstacles(dossier: casework.Dossier) -> tuple[str, ...]:
    """Why a dossier cannot come in. Counts only: a reference that is taken may be a case the person cannot see."""
    found = []
    if Challenge.objects.filter(id=dossier.id).exists():
        found.append("This dossier is here already.")
    references = [case.reference for case in dossier.cases]
    ids = [UUID(case.id) for case in dossier.cases]
    taken = Case.objects.filter(reference__in=references) | Case.objects.filter(id__in=ids)
    if count := taken.distinct().count():
        found.append(f"{count} of its {len(ids)} references or cases are in use here already.")
    if not dossier.cases:
        found.append("It holds no case.")
    return tuple(found)

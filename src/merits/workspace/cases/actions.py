"""Changes to a case: the only writer. Every action takes a case that ``queries.case_for`` opened, and who acts."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from merits import casework
from merits.base.errors import UserError
from merits.workspace import clock
from merits.workspace.accounts.models import Membership, Role, User
from merits.workspace.audit.actions import Action, record
from merits.workspace.cases.models import CaseAccess, Consent, Level
from merits.workspace.cases.queries import OpenCase
from merits.workspace.cases.sight import Sight, may_be_named


def name_on_case(*, case: OpenCase, membership: Membership, level: Level, by: User) -> CaseAccess:
    """Name somebody on a case. Only who sees evidence may name others: a solicitor, or somebody she named.

    Args:
        case: the case, opened by ``by``.
        membership: whose access it is; the access ends with it.
        level: how much.
        by: who names.

    Raises:
        Http404: ``by`` may not.
        UserError: the person's role cannot have this, or the person is named already.
    """
    _own(case, by)
    case.need(Sight.EVIDENCE)
    if membership.ended_at is not None or not may_be_named(Role(membership.role), level):
        raise UserError(
            "Somebody with this role cannot be named on a case at this level.",
            remedy="Choose another level or another person. Administrators and analysts see no case.",
        )
    with transaction.atomic():
        if CaseAccess.objects.filter(case=case.row, membership=membership, ended_at__isnull=True).exists():
            raise UserError("The person is named on this case already.", remedy="End that access first.")
        row = CaseAccess.objects.create(
            case=case.row, membership=membership, level=level, given_by=by, given_at=clock.now()
        )
        record(
            Action.ACCESS_GIVEN,
            by=by,
            case=case.id,
            objects=[f"access:{row.id}", f"membership:{membership.id}", f"level:{level.value}"],
        )
    return row


def end_access(*, case: OpenCase, access: CaseAccess, by: User) -> None:
    """End somebody's access to a case.

    Raises:
        Http404: ``by`` may not, or it is of another case.
        UserError: nobody would be left who sees everything.
    """
    _own(case, by)
    case.need(Sight.EVIDENCE)
    if access.case_id != case.id:
        raise Http404
    with transaction.atomic():
        left = CaseAccess.objects.filter(
            case=case.row, level=Level.EVIDENCE, ended_at__isnull=True, membership__ended_at__isnull=True
        ).exclude(id=access.id)
        if not left.exists():
            raise UserError(
                "Nobody would be left who sees the whole case.", remedy="Name somebody else at that level first."
            )
        ended = CaseAccess.objects.filter(id=access.id, ended_at__isnull=True)
        if ended.update(ended_at=clock.now(), ended_by=by):
            record(Action.ACCESS_ENDED, by=by, case=case.id, objects=[f"access:{access.id}"])


def record_consent(*, case: OpenCase, consent: casework.Consent, by: User) -> None:
    """Record the client's authority as it was given.

    Args:
        case: the case, opened by ``by``.
        consent: its id is new in the case; its person is the complainant.
        by: who records.

    Raises:
        Http404: ``by`` may not.
        UserError: the id is taken, or it is not the complainant's.
    """
    _own(case, by)
    case.need(Sight.AUTHORITY)
    complainant = case.row.person_rows.filter(role=casework.Role.COMPLAINANT).values_list("key", flat=True)
    if consent.person not in complainant:
        raise UserError("Only the complainant's consent counts.", remedy="Record it as hers, or her parent's for her.")
    with transaction.atomic():
        rows = Consent.objects.filter(case=case.row)
        if rows.filter(key=consent.id).exists():
            raise UserError(f"There is a consent {consent.id} already.", remedy="Give it another id.")
        place = (rows.aggregate(last=Max("place"))["last"] or 0) + 1 if rows.exists() else 0
        row = Consent.holding(consent, case.key, place=place, case=case.row)
        row.save(force_insert=True)
        record(Action.CONSENT_RECORDED, by=by, case=case.id, objects=[f"consent:{row.id}"])


def withdraw_consent(*, case: OpenCase, consent_id: str, on: date, by: User) -> None:
    """Record that a consent was withdrawn. This stops future use; what was filed cannot be recalled.

    Args:
        case: the case, opened by ``by``.
        consent_id: its id in the case.
        on: the day it was withdrawn.
        by: who records.

    Raises:
        Http404: ``by`` may not, or there is no such consent.
        UserError: withdrawn already, or before it was given.
    """
    _own(case, by)
    case.need(Sight.AUTHORITY)
    with transaction.atomic():
        row = Consent.objects.filter(case=case.row, key=consent_id).first()
        if row is None:
            raise Http404
        if row.withdrawn_on is not None:
            raise UserError("The consent is withdrawn already.", remedy="Nothing more is needed.")
        if on < row.given_on:
            raise UserError("The day lies before the consent was given.", remedy="Check the day of the withdrawal.")
        row.withdrawn_on = on
        row.save(update_fields=["withdrawn_on"])
        record(Action.CONSENT_WITHDRAWN, by=by, case=case.id, objects=[f"consent:{row.id}"])


def _own(case: OpenCase, by: User) -> None:
    """A case opened by one person is not acted on by another."""
    if case.user.id != by.id:
        raise Http404

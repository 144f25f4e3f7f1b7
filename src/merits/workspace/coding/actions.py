"""Giving letters to coders: the only writer."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from merits.base.errors import UserError
from merits.workspace import clock
from merits.workspace.accounts.models import Membership, Role, User
from merits.workspace.audit.actions import Action, record
from merits.workspace.cases.queries import OpenCase
from merits.workspace.cases.sight import Sight
from merits.workspace.coding.models import LetterAssignment


def assign_letter(*, case: OpenCase, document_id: str, to: Membership, coder: str, by: User) -> LetterAssignment:
    """Give a letter to a coder, who sees it and her own coding of it and nothing else of the case.

    Args:
        case: the case, opened by ``by``.
        document_id: the letter's id in the case.
        to: a coder's membership.
        coder: the name she codes under; it stands in ``codings.csv``.
        by: who gives it.

    Raises:
        Http404: ``by`` may not, or there is no such letter.
        UserError: not a coder, or the letter was given to her or under this name already.
    """
    if case.user.id != by.id:
        raise Http404
    case.need(Sight.CODING)
    document = case.row.document_rows.filter(key=document_id).first()
    if document is None:
        raise Http404
    if to.ended_at is not None or to.role not in (Role.CODER, Role.SUPERVISOR):
        raise UserError("Letters are given to coders.", remedy="Choose somebody whose role is coder.")
    if not document.readings.exists():
        raise UserError("The letter has no reading.", remedy="Read it first (`merits evidence readings`).")
    with transaction.atomic():
        given = LetterAssignment.objects.filter(document=document)
        if given.filter(membership=to).exists() or given.filter(coder=coder).exists():
            raise UserError("The letter was given to this coder already.", remedy="Choose another coder.")
        row = LetterAssignment.objects.create(
            document=document, membership=to, coder=coder, given_by=by, given_at=clock.now()
        )
        record(
            Action.LETTER_ASSIGNED,
            by=by,
            case=case.id,
            objects=[f"document:{document.id}", f"membership:{to.id}"],
        )
    return row

"""Deciding what candour requires of an item of adverse material: the only writer."""

from __future__ import annotations

import dataclasses
from datetime import date

from django.db import transaction
from django.http import Http404

from merits import casework
from merits.base.errors import UserError
from merits.workspace.accounts.models import User
from merits.workspace.adverse.models import AdverseItem
from merits.workspace.audit.actions import Action, record
from merits.workspace.challenges.queries import OpenChallenge, Part


def decide(
    *,
    challenge: OpenChallenge,
    item_id: str,
    state: casework.AdverseState,
    reason: str,
    where: str = "",
    on: date,
    by: User,
) -> None:
    """Record what the solicitor decided about an item.

    Args:
        challenge: the challenge, opened by ``by``.
        item_id: the item's id in the log.
        state: what was decided; not ``undecided``.
        reason: why.
        where: where it is or will be said; needed if it is to be or has been disclosed.
        on: the day.
        by: the solicitor.

    Raises:
        Http404: ``by`` does not lead the challenge, or there is no such item.
        UserError: no decision, no reason, or no place.
    """
    if challenge.user.id != by.id:
        raise Http404
    challenge.need(Part.ADVERSE)
    told = state in (casework.AdverseState.TO_BE_DISCLOSED, casework.AdverseState.ALREADY_DISCLOSED)
    if state is casework.AdverseState.UNDECIDED or not reason.strip() or (told and not where.strip()):
        raise UserError(
            "A decision has a reason, and a place if the item is to be or has been disclosed.",
            remedy="Give what is missing.",
        )
    with transaction.atomic():
        row = AdverseItem.objects.filter(challenge=challenge.row, key=item_id).select_related("about").first()
        if row is None:
            raise Http404
        value = dataclasses.replace(
            row.value(challenge.key, case=row.about.reference if row.about else ""),
            state=state,
            decided_by=by.name,
            decided_on=on,
            reason=reason,
            where=where,
        )
        row.change_to(value, challenge.key)
        row.save(force_update=True)
        record(Action.ADVERSE_DECIDED, by=by, objects=[f"challenge:{challenge.id}", f"adverse:{row.id}"])

"""The only reader of adverse material. Only who leads the challenge sees it (L140)."""

from __future__ import annotations

from django.db import transaction

from merits import casework
from merits.workspace.audit.actions import Action, record
from merits.workspace.challenges.queries import OpenChallenge, Part


def items(opened: OpenChallenge) -> tuple[casework.AdverseItem, ...]:
    """The log, in order. Leaves ``adverse.read``.

    Raises:
        Http404: the user does not lead the challenge.
    """
    opened.need(Part.ADVERSE)
    with transaction.atomic():
        record(Action.ADVERSE_READ, by=opened.user, objects=[f"challenge:{opened.id}"])
    return log_of(opened)


def log_of(opened: OpenChallenge) -> tuple[casework.AdverseItem, ...]:
    """The log for a read that leaves an entry of its own."""
    opened.need(Part.ADVERSE)
    rows = opened.row.adverse.select_related("about")
    return tuple(row.value(opened.key, case=row.about.reference if row.about else "") for row in rows)

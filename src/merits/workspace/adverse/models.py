"""Items of adverse material."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from merits import casework
from merits.workspace.records import Record, among


class AdverseItem(Record):
    """One thing that speaks against the claim. What it is, and what was decided why, is sealed with the challenge's key."""

    record: ClassVar[type] = casework.AdverseItem
    hidden: ClassVar[tuple[str, ...]] = ("summary", "source", "found_by", "decided_by", "reason", "where")
    elsewhere: ClassVar[tuple[str, ...]] = ("case",)

    challenge = models.ForeignKey("challenges.Challenge", on_delete=models.PROTECT, related_name="adverse")
    key = models.CharField(max_length=40)
    about = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="adverse", null=True)
    found_on = models.DateField()
    state = models.CharField(max_length=20)
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["challenge", "key"], name="adverse_key_once"),
            models.UniqueConstraint(fields=["challenge", "place"], name="adverse_place_once"),
            among("adverse_state_is_known", "state", casework.AdverseState),
            models.CheckConstraint(
                name="adverse_decided_on_a_day",
                condition=Q(state="undecided", decided_on__isnull=True)
                | (~Q(state="undecided") & Q(decided_on__isnull=False)),
            ),
        )

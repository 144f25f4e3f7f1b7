"""Consent and waiver as recorded. The agreed words are sealed: they may name her, or a publisher."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from merits import casework
from merits.workspace.cases.models.case import CaseRecord
from merits.workspace.records import among


class Consent(CaseRecord):
    """The client's authority for purposes and audiences."""

    record: ClassVar[type] = casework.Consent
    hidden: ClassVar[tuple[str, ...]] = ("wording",)

    person = models.CharField(max_length=40)
    purposes = models.JSONField()
    audiences = models.JSONField()
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    capacity = models.CharField(max_length=40)
    given_by = models.CharField(max_length=40)
    until = models.DateField(null=True)

    class Meta(CaseRecord.Meta):
        constraints = (
            *CaseRecord.Meta.constraints,
            among("consent_capacity_is_known", "capacity", casework.Capacity),
            among("consent_given_by_is_known", "given_by", casework.GivenBy),
            models.CheckConstraint(
                name="consent_withdrawn_after_it_was_given",
                condition=models.Q(withdrawn_on__isnull=True) | models.Q(withdrawn_on__gte=models.F("given_on")),
            ),
        )


class Waiver(CaseRecord):
    """A written waiver of one person's own anonymity (L87)."""

    record: ClassVar[type] = casework.Waiver
    hidden: ClassVar[tuple[str, ...]] = ("wording", "held_by", "publishers", "witness", "medium")

    person = models.CharField(max_length=40)
    given_on = models.DateField()
    scope = models.JSONField()
    aged_16_or_over = models.BooleanField()
    until = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

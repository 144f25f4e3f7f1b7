"""The case, its decisions and reviews. No account of the offence has a column here (S11)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from merits import casework
from merits.workspace.records import PartialDateField, Record, among


class Case(models.Model):
    """One complainant's case, known by a random reference.

    Attributes:
        sealed: how it came in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=4, unique=True)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="cases")
    jurisdiction = models.CharField(max_length=40)
    came_in_on = models.DateField()
    data_key = models.OneToOneField("vault.DataKey", on_delete=models.PROTECT, related_name="case")
    sealed = models.BinaryField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"case {self.reference}"

    @property
    def seal_place(self) -> str:
        """What the sealed fields are bound to."""
        return f"cases.case:{self.id}"


class CaseRecord(Record):
    """A row of one case. ``key`` is the id inside the case (``d1``, ``letter-1``)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)s_rows")
    key = models.CharField(max_length=40)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[Any, ...]] = (
            models.UniqueConstraint(fields=["case", "key"], name="%(class)s_key_once_in_case"),
            models.UniqueConstraint(fields=["case", "place"], name="%(class)s_place_once_in_case"),
        )
        ordering = ("place",)


class Decision(CaseRecord):
    """A decision not to go on."""

    record: ClassVar[type] = casework.Decision
    hidden: ClassVar[tuple[str, ...]] = ("prosecutor_role",)

    maker = models.CharField(max_length=20)
    unit = models.CharField(max_length=300)
    area = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    classification = models.CharField(max_length=20)
    made_on = PartialDateField()
    communicated_on = PartialDateField(null=True)
    received_on = PartialDateField(null=True)
    told_by = models.CharField(max_length=20)
    letter = models.CharField(max_length=40, blank=True)

    class Meta(CaseRecord.Meta):
        constraints = (
            *CaseRecord.Meta.constraints,
            among("decision_maker_is_known", "maker", casework.Maker),
            among("decision_kind_is_known", "kind", casework.DecisionKind),
            among("decision_classification_is_known", "classification", casework.Classification),
            among("decision_told_by_is_known", "told_by", casework.ToldBy),
        )


class Review(CaseRecord):
    """A review asked for, and how it ended."""

    record: ClassVar[type] = casework.Review

    of = models.CharField(max_length=40)
    scheme = models.CharField(max_length=20)
    stage = models.PositiveSmallIntegerField()
    requested_on = PartialDateField()
    decided_on = PartialDateField(null=True)
    result = models.CharField(max_length=30)
    reviewer_unit = models.CharField(max_length=300, blank=True)
    letter = models.CharField(max_length=40, blank=True)

    class Meta(CaseRecord.Meta):
        constraints = (
            *CaseRecord.Meta.constraints,
            among("review_scheme_is_known", "scheme", casework.ReviewScheme),
            among("review_result_is_known", "result", casework.ReviewResult),
            models.CheckConstraint(name="review_stage_is_1_or_2", condition=models.Q(stage__in=[1, 2])),
        )

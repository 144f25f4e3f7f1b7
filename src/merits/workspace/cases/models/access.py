"""Who may see a case: people named on it one by one, each at a level. Nobody else, and no administrator (S1, S2)."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from merits.workspace.cases.models.case import Case
from merits.workspace.records import among


class Level(StrEnum):
    """How much of a case somebody named on it sees; ``cases.sight`` says what belongs to each."""

    CASEWORK = "casework"
    SUPERVISION = "supervision"
    EVIDENCE = "evidence"

    @property
    def label(self) -> str:
        """In words, for pages."""
        return _LEVEL_WORDS[self]


_LEVEL_WORDS = {
    Level.CASEWORK: "Casework: decisions, letters, reviews, consent",
    Level.SUPERVISION: "Supervision of coding: decisions, letters, coding",
    Level.EVIDENCE: "Everything, evidence and coding among it",
}


class CaseAccess(models.Model):
    """Somebody named on a case. It hangs on a membership, and ends with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="access")
    membership = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="case_access")
    level = models.CharField(max_length=20)
    given_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            among("caseaccess_level_is_known", "level", Level),
            models.UniqueConstraint(
                fields=["case", "membership"], condition=Q(ended_at__isnull=True), name="caseaccess_once_at_a_time"
            ),
            models.CheckConstraint(
                name="caseaccess_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        )

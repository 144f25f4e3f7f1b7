"""Challenges, who may see them, and which cases their dossiers gather."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from merits.workspace.records import among


class Challenge(models.Model):
    """A claim or set of reviews, led by one organisation.

    Attributes:
        id: the dossier's own id.
        sealed: everything else that ``dossier.toml`` says (``casework.DossierHead``): words, addresses, recipients.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=4, unique=True)
    lead = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="challenges")
    title = models.CharField(max_length=300)
    data_key = models.OneToOneField("vault.DataKey", on_delete=models.PROTECT, related_name="challenge")
    sealed = models.BinaryField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"challenge {self.reference}"

    @property
    def seal_place(self) -> str:
        """What the sealed head is bound to."""
        return f"challenges.challenge:{self.id}"


class ChallengeLevel(StrEnum):
    """How much of a challenge somebody named on it sees."""

    LEAD = "lead"
    SUPERVISION = "supervision"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """In words, for pages."""
        return _CHALLENGELEVEL_WORDS[self]


_CHALLENGELEVEL_WORDS = {
    ChallengeLevel.LEAD: "Everything: dossier, adverse material, packs",
    ChallengeLevel.SUPERVISION: "Supervision of coding: dossier and agreement",
    ChallengeLevel.MEMBER: "Member: which of one's own cases are in, and the state of the claim",
}


class ChallengeAccess(models.Model):
    """Somebody named on a challenge. The cases in it still need their own access."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="access")
    membership = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="challenge_access")
    level = models.CharField(max_length=20)
    given_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            among("challengeaccess_level_is_known", "level", ChallengeLevel),
            models.UniqueConstraint(
                fields=["challenge", "membership"],
                condition=Q(ended_at__isnull=True),
                name="challengeaccess_once_at_a_time",
            ),
            models.CheckConstraint(
                name="challengeaccess_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        )


class DossierEntry(models.Model):
    """A case gathered for a challenge. Whether it may appear in a paper is asked of its consents each time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="entries")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="entries")
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    taken_out_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["challenge", "case"], condition=Q(taken_out_at__isnull=True), name="entry_case_once_in_dossier"
            ),
            models.CheckConstraint(
                name="entry_taken_out_by_somebody",
                condition=Q(taken_out_at__isnull=True, taken_out_by__isnull=True)
                | Q(taken_out_at__isnull=False, taken_out_by__isnull=False),
            ),
        )

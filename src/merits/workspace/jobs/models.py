"""One row for each piece of long work."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from merits.workspace.records import among


class JobKind(StrEnum):
    """What is to be done."""

    PACK = "pack"

    @property
    def label(self) -> str:
        """In words, for pages."""
        return _JOBKIND_WORDS[self]


_JOBKIND_WORDS = {
    JobKind.PACK: "Papers of a challenge",
}


class JobState(StrEnum):
    """Where a job is. Only the worker moves a job to running, done or failed; only people ask for it to be cancelled."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """In words, for pages."""
        return _JOBSTATE_WORDS[self]


_JOBSTATE_WORDS = {
    JobState.QUEUED: "Waiting",
    JobState.RUNNING: "Running",
    JobState.DONE: "Done",
    JobState.FAILED: "Not finished",
    JobState.CANCELLED: "Cancelled",
}


#: States that a job does not leave.
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """Long work. Its arguments are ids and days only; what went wrong is a code, and where in the program, scrubbed.

    Attributes:
        reference: random, shown to people.
        owner: who asked; nobody else sees it.
        on: the day the work is done for.
        service_copies: keys of recipients.
        step, done, total: progress, in words and counts.
        cancel_asked: the worker stops at its next step.
        heartbeat_at: when the worker last said that it lives; a running job without one is taken up again.
        attempts: how often it was begun.
        result: what was made, encrypted with the challenge's key.
        outcome: counts of what was made, or the code of what held it back; no content.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=20)
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="jobs")
    challenge = models.ForeignKey("challenges.Challenge", on_delete=models.PROTECT, related_name="jobs")
    on = models.DateField()
    service_copies = models.JSONField(default=list)
    state = models.CharField(max_length=20)
    step = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_place = models.TextField(blank=True)
    outcome = models.JSONField(default=dict)
    result = models.OneToOneField("vault.StoredFile", on_delete=models.PROTECT, related_name="job", null=True)

    class Meta:
        constraints = (
            among("job_kind_is_known", "kind", JobKind),
            among("job_state_is_known", "state", JobState),
            models.CheckConstraint(
                name="job_ended_or_not",
                condition=Q(state__in=[item.value for item in ENDED], ended_at__isnull=False)
                | (~Q(state__in=[item.value for item in ENDED]) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(name="job_done_has_a_result", condition=~Q(state="done") | Q(result__isnull=False)),
        )
        indexes = (models.Index(fields=["state", "asked_at"], name="job_queue"),)

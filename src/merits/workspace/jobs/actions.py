"""Asking for long work, stopping it, and the steps of the worker: the only writer of jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.http import Http404

from merits.base.errors import UserError
from merits.workspace import clock
from merits.workspace.accounts.models import User
from merits.workspace.audit.actions import Action, record
from merits.workspace.challenges.queries import OpenChallenge, Part, head
from merits.workspace.jobs.models import ENDED, Job, JobKind, JobState
from merits.workspace.jobs.queries import row_for
from merits.workspace.references import free_reference
from merits.workspace.vault.evidence import Stored

#: A worker says this often that it lives; one that is silent for four times as long has died.
HEARTBEAT = timedelta(seconds=15)
SILENT = 4 * HEARTBEAT
ATTEMPTS = 3


def ask_for_pack(*, challenge: OpenChallenge, on: date, service_copies: Sequence[str] = (), by: User) -> str:
    """Ask for the papers of a challenge.

    Args:
        challenge: the challenge, opened by ``by``.
        on: the day of the papers.
        service_copies: keys of recipients.
        by: a solicitor who leads it.

    Returns:
        the job's reference.

    Raises:
        Http404: ``by`` does not lead the challenge.
        UserError: no such recipient, or papers of it are being made already.
    """
    if challenge.user.id != by.id:
        raise Http404
    challenge.need(Part.PACK)
    unknown = set(service_copies) - {item.key for item in head(challenge).recipients}
    if unknown:
        raise UserError("There is no such recipient in this dossier.", remedy="Choose one of those listed.")
    with transaction.atomic():
        waiting = Job.objects.filter(owner=by, challenge=challenge.row, state__in=[JobState.QUEUED, JobState.RUNNING])
        if waiting.exists():
            raise UserError("Papers of this challenge are being made already.", remedy="Wait for them, or cancel them.")
        row = Job.objects.create(
            reference=free_reference(lambda text: Job.objects.filter(reference=text).exists(), length=8),
            kind=JobKind.PACK,
            owner=by,
            challenge=challenge.row,
            on=on,
            service_copies=sorted(service_copies),
            state=JobState.QUEUED,
            asked_at=clock.now(),
        )
        record(Action.PACK_ASKED_FOR, by=by, objects=[f"job:{row.id}", f"challenge:{challenge.id}"])
    return str(row.reference)


def cancel(*, reference: str, by: User) -> None:
    """Ask for a job to stop. A waiting one stops at once, a running one at its next step.

    Raises:
        Http404: it is not one's own.
    """
    with transaction.atomic():
        row = row_for(by, reference)
        now = clock.now()
        if Job.objects.filter(id=row.id, state=JobState.QUEUED).update(
            state=JobState.CANCELLED, cancel_asked=True, ended_at=now
        ):
            record(Action.PACK_CANCELLED, by=by, objects=[f"job:{row.id}"])
        else:
            Job.objects.filter(id=row.id, state=JobState.RUNNING).update(cancel_asked=True)


def take_next() -> Job | None:
    """The oldest job that waits, or whose worker died, now running. For the worker.

    A job begun too often is given up: something in it kills its worker.
    """
    with transaction.atomic():
        now = clock.now()
        dead = Q(state=JobState.RUNNING, heartbeat_at__lt=now - SILENT)
        rows = Job.objects.filter(Q(state=JobState.QUEUED) | dead).order_by("asked_at")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        row = rows.first()
        if row is None:
            return None
        if row.attempts >= ATTEMPTS:
            _end(row, JobState.FAILED, error_code="gave-up")
            return take_next()
        row.state, row.started_at, row.heartbeat_at = JobState.RUNNING, now, now
        row.attempts += 1
        row.step, row.done, row.total = "Starting", 0, 0
        row.save()
        return row


def beat(job_id: UUID, attempt: int, *, step: str, done: int, total: int) -> bool:
    """Say that the work goes on, and how far it is.

    Returns:
        False if it should stop: it was cancelled, or another worker took it up.
    """
    mine = Job.objects.filter(id=job_id, state=JobState.RUNNING, attempts=attempt)
    mine.update(heartbeat_at=clock.now(), step=step[:200], done=done, total=total)
    return bool(mine.filter(cancel_asked=False).exists())


def finish(job: Job, stored: Stored, outcome: dict[str, object]) -> None:
    """Record what a job made."""
    with transaction.atomic():
        row = _running(job)
        if row is None:
            return
        row.result = stored.row(row.challenge.data_key, at=clock.now())
        row.outcome = outcome
        _end(row, JobState.DONE)


def fail(job: Job, *, error_code: str, error_place: str = "") -> None:
    """Record that a job was not finished: a code, and scrubbed places in the program."""
    with transaction.atomic():
        row = _running(job)
        if row is not None:
            row.error_place = error_place
            _end(row, JobState.FAILED, error_code=error_code)


def stop(job: Job) -> None:
    """Record that a job stopped because it was asked to."""
    with transaction.atomic():
        row = _running(job)
        if row is not None and row.cancel_asked:
            _end(row, JobState.CANCELLED)


def _running(job: Job) -> Job | None:
    rows = Job.objects.select_for_update(of=("self",)).select_related("challenge__data_key")
    return rows.filter(id=job.id, state=JobState.RUNNING, attempts=job.attempts).first()


_NOTED = {
    JobState.DONE: Action.PACK_MADE,
    JobState.FAILED: Action.PACK_FAILED,
    JobState.CANCELLED: Action.PACK_CANCELLED,
}


def _end(row: Job, state: JobState, *, error_code: str = "") -> None:
    assert state in ENDED
    row.state, row.ended_at, row.error_code = state, clock.now(), error_code
    row.save()
    record(_NOTED[state], by=row.owner, objects=[f"job:{row.id}", f"challenge:{row.challenge_id}"])

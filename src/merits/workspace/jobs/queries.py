"""The only reader of jobs: one's own, nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.http import Http404

from merits.workspace.accounts.models import User
from merits.workspace.audit.actions import Action, record
from merits.workspace.challenges.queries import Part, challenge_for
from merits.workspace.jobs.models import Job, JobKind, JobState
from merits.workspace.vault import evidence


@dataclass(frozen=True)
class JobView:
    """A job as its owner sees it.

    Attributes:
        reference: what its address holds.
        kind, state: what, and where it is.
        challenge: reference of the challenge.
        on: the day the work is done for.
        step, done, total: progress.
        cancel_asked: whether it was asked to stop.
        asked_at, ended_at: when.
        problem: in words, why it was not finished; empty otherwise.
        outcome: counts of what was made.
        has_result: whether there is something to download.
    """

    reference: str
    kind: JobKind
    state: JobState
    challenge: str
    on: date
    step: str
    done: int
    total: int
    cancel_asked: bool
    asked_at: datetime
    ended_at: datetime | None
    problem: str
    outcome: dict[str, object]
    has_result: bool

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.ended_at is not None

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        if self.state is JobState.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


#: What is said for each code that a worker leaves; no message of an error is ever kept.
PROBLEMS = {
    "stopped": "It was held back to protect somebody or a right: no live consent, an identity that would have been seen, "
    "or cases you cannot read in full. `merits pack` on the exported dossier says which.",
    "bad-input": "The dossier is not whole. Check it with `merits dossier check` on the exported folder.",
    "missing-part": "A part that is needed is not installed; `merits doctor` says which.",
    "cannot-write": "The disk is full, or a folder cannot be written.",
    "no-access": "You are no longer named on the challenge or on all its cases.",
    "gave-up": "The machine stopped several times while working on it.",
    "fault": "A fault in merits itself. Nothing was left half-written; please report it.",
}


def jobs_of(user: User, *, newest: int = 50) -> tuple[JobView, ...]:
    """This user's jobs, newest first."""
    rows = Job.objects.filter(owner=user).select_related("challenge").order_by("-asked_at")[:newest]
    return tuple(_view(row) for row in rows) if user.is_active else ()


def job_for(user: User, reference: str) -> JobView:
    """One of this user's jobs.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    return _view(row_for(user, reference))


def row_for(user: User, reference: str) -> Job:
    """The row of one of this user's jobs, for actions."""
    row = Job.objects.select_related("challenge__data_key").filter(owner=user, reference=reference).first()
    if row is None or not user.is_active:
        raise Http404
    return row


@dataclass(frozen=True)
class Download:
    """What a job made: one zip archive."""

    plain_name: str
    size: int
    pieces: Iterator[bytes] = field(repr=False)


def result(user: User, reference: str) -> Download:
    """What a job made, to be handed out. Leaves ``pack.downloaded``.

    Raises:
        Http404: there is none, or its owner no longer leads the challenge.
    """
    row = row_for(user, reference)
    if row.result is None:
        raise Http404
    opened = challenge_for(user, row.challenge.reference)
    opened.need(Part.PACK)
    with transaction.atomic():
        record(Action.PACK_DOWNLOADED, by=user, objects=[f"job:{row.id}", f"challenge:{opened.id}"])
    name = f"papers-{opened.reference}-{row.on.isoformat()}.zip"
    return Download(name, row.result.size, evidence.contents(row.result, opened.key))


def _view(row: Job) -> JobView:
    return JobView(
        reference=row.reference,
        kind=JobKind(row.kind),
        state=JobState(row.state),
        challenge=row.challenge.reference,
        on=row.on,
        step=row.step,
        done=row.done,
        total=row.total,
        cancel_asked=row.cancel_asked,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        problem=PROBLEMS.get(row.error_code, PROBLEMS["fault"]) if row.error_code else "",
        outcome=dict(row.outcome),
        has_result=row.result_id is not None,
    )

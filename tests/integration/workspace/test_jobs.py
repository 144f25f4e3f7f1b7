"""Long work: one's own only, stoppable, taken up again after a crash, and nothing in the clear is left."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.http import Http404

from merits.base.errors import Stopped, UserError
from merits.workspace import clock
from merits.workspace.accounts.models import User
from merits.workspace.audit import queries as audit
from merits.workspace.audit.models import Entry
from merits.workspace.cases.models import CaseAccess
from merits.workspace.challenges.models import Challenge, ChallengeAccess
from merits.workspace.challenges.queries import challenge_for
from merits.workspace.jobs import actions, queries, worker
from merits.workspace.jobs.models import Job, JobState

People = dict[str, User]


@pytest.fixture
def asked(people: People) -> str:
    """A job that waits; its reference."""
    opened = challenge_for(people["solicitor"], Challenge.objects.get().reference)
    return actions.ask_for_pack(challenge=opened, on=clock.today(), by=people["solicitor"])


def _clear(home: Path) -> bool:
    return not list((home / worker.WORK).glob("*"))


@pytest.mark.slow
def test_papers_are_made_kept_encrypted_and_handed_to_their_owner(
    home: Path, people: People, asked: str, planted: frozenset[str]
) -> None:
    solicitor = people["solicitor"]
    assert worker.work_once()
    found = queries.job_for(solicitor, asked)
    assert (found.state, found.problem, found.percent) == (JobState.DONE, "", 100), Job.objects.get().error_place
    download = queries.result(solicitor, asked)
    data = b"".join(download.pieces)
    assert len(data) == download.size
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert {"open/letter-before-action.pdf", "open/bundle.pdf", "privileged/checklist.pdf"} <= set(names)
    assert _clear(home)
    for path in home.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert b"%PDF" not in raw
            assert not [item for item in planted if item.encode() in raw]
    assert not worker.work_once()
    actions_noted = set(Entry.objects.values_list("action", flat=True))
    assert {"pack.asked-for", "pack.made", "pack.downloaded", "case.exported"} <= actions_noted


def test_job_is_its_owners_alone(people: People, asked: str) -> None:
    for who in set(people) - {"solicitor"}:
        assert queries.jobs_of(people[who]) == ()
        for ask in (queries.job_for, queries.result):
            with pytest.raises(Http404):
                ask(people[who], asked)
        with pytest.raises(Http404):
            actions.cancel(reference=asked, by=people[who])
    assert queries.job_for(people["solicitor"], asked).state is JobState.QUEUED


@pytest.mark.parametrize("who", ["supervisor", "caseworker.eastmarch"])
def test_only_who_leads_the_challenge_asks_for_papers(people: People, who: str) -> None:
    opened = challenge_for(people[who], Challenge.objects.get().reference)
    with pytest.raises(Http404):
        actions.ask_for_pack(challenge=opened, on=clock.today(), by=people[who])


def test_second_request_waits_for_the_first(people: People, asked: str) -> None:
    opened = challenge_for(people["solicitor"], Challenge.objects.get().reference)
    with pytest.raises(UserError, match="being made already"):
        actions.ask_for_pack(challenge=opened, on=clock.today(), by=people["solicitor"])


def test_waiting_job_is_cancelled_at_once(people: People, asked: str) -> None:
    actions.cancel(reference=asked, by=people["solicitor"])
    assert queries.job_for(people["solicitor"], asked).state is JobState.CANCELLED
    assert not worker.work_once()


def test_running_job_stops_at_its_next_step_and_leaves_nothing(
    home: Path, people: People, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(folder: Path, out: Path, *, progress: Any, **_: Any) -> None:
        assert (folder / "dossier.toml").is_file()
        actions.cancel(reference=asked, by=people["solicitor"])
        progress("Reading the dossier", 0, 6)
        raise AssertionError("it went on")

    monkeypatch.setattr("merits.papers.make_pack", slow)
    assert worker.work_once()
    assert queries.job_for(people["solicitor"], asked).state is JobState.CANCELLED
    assert _clear(home)


@pytest.mark.parametrize(
    ("error", "code"),
    [(Stopped("Chloe Wetherell has no consent"), "stopped"), (RuntimeError("Chloe Wetherell"), "fault")],
)
def test_what_went_wrong_is_kept_without_a_name(
    home: Path, people: People, asked: str, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("merits.papers.make_pack", fail)
    assert worker.work_once()
    row = Job.objects.get()
    assert (row.state, row.error_code) == (JobState.FAILED, code)
    assert "Chloe" not in row.error_place and "worker.py" in row.error_place
    assert queries.job_for(people["solicitor"], asked).problem
    assert _clear(home)


def test_owner_who_was_taken_off_gets_nothing(people: People, asked: str) -> None:
    ChallengeAccess.objects.filter(membership__user=people["solicitor"]).delete()
    assert worker.work_once()
    assert Job.objects.get().error_code == "no-access"


def test_case_taken_from_the_owner_stops_the_papers(people: People, asked: str) -> None:
    CaseAccess.objects.filter(case__reference="HN5B", membership__user=people["solicitor"]).delete()
    assert worker.work_once()
    assert Job.objects.get().error_code == "stopped"


def test_killed_worker_leaves_the_job_to_the_next_and_its_folder_is_removed(
    home: Path, people: People, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(folder: Path, *_: Any, **__: Any) -> None:
        assert (folder / "dossier.toml").is_file()
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr("merits.papers.make_pack", die)
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            worker.work_once()
        finally:
            os._exit(9)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert not _clear(home)
    assert worker.clear_left_over() == 1
    assert _clear(home)
    assert actions.take_next() is None  # it may still live
    Job.objects.update(heartbeat_at=clock.now() - actions.SILENT - timedelta(seconds=1))
    again = actions.take_next()
    assert again is not None and again.attempts == 2
    assert audit.verify().holds


def test_job_that_kills_its_worker_again_and_again_is_given_up(people: People, asked: str) -> None:
    for _ in range(actions.ATTEMPTS):
        assert actions.take_next() is not None
        Job.objects.update(heartbeat_at=clock.now() - actions.SILENT - timedelta(seconds=1))
    assert actions.take_next() is None
    assert queries.job_for(people["solicitor"], asked).problem == queries.PROBLEMS["gave-up"]


def test_worker_that_was_thought_dead_changes_nothing_any_more(people: People, asked: str) -> None:
    first = actions.take_next()
    assert first is not None
    Job.objects.update(heartbeat_at=clock.now() - actions.SILENT - timedelta(seconds=1))
    second = actions.take_next()
    assert second is not None
    assert not actions.beat(first.id, first.attempts, step="late", done=1, total=2)
    actions.fail(first, error_code="fault")
    assert Job.objects.get().state == JobState.RUNNING
    assert actions.beat(second.id, second.attempts, step="going on", done=1, total=2)

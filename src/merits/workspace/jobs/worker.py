"""The worker: takes jobs one after another, says that it lives, stops where it is asked to.

The dossier is written in the clear for as long as the papers take, into a folder that only this account may open, inside
the workspace's own folder and never in the machine's common one; it is removed whatever happens, and what a killed worker
left is removed when the next one starts.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.db import close_old_connections, connection
from django.http import Http404

from merits.base.errors import CannotWrite, MeritsError, MissingPart, Stopped, UserError
from merits.workspace.accounts.models import User
from merits.workspace.challenges.actions import export_dossier
from merits.workspace.challenges.queries import challenge_for
from merits.workspace.jobs import actions
from merits.workspace.jobs.models import Job
from merits.workspace.logs import scrubbed
from merits.workspace.vault import evidence
from merits.workspace.vault.installation import current

#: How long an idle worker waits before it looks again, in seconds.
PAUSE = 1.0
WORK = "work"


class Cancelled(MeritsError):
    """The job should stop."""


def run(*, parent: int) -> int:
    """Work until the process that started this one ends, or it is told to stop.

    Args:
        parent: id of that process.

    Returns:
        how many jobs were taken up.
    """
    told: list[int] = []

    def tell(number: int, frame: FrameType | None) -> None:
        told.append(number)

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    clear_left_over()
    done = 0
    while not told and os.getppid() == parent:
        if work_once():
            done += 1
        else:
            time.sleep(PAUSE)
    return done


def work_once() -> bool:
    """Do the next job.

    Returns:
        False if there was none.
    """
    close_old_connections()
    job = actions.take_next()
    if job is None:
        return False
    with _Pulse(job) as pulse:
        try:
            make(job, pulse)
        except Cancelled:
            actions.stop(job)
        except Http404:
            actions.fail(job, error_code="no-access")
        except MeritsError as error:
            actions.fail(job, error_code=_code(error), error_place=scrubbed(error))
        except Exception as error:  # noqa: BLE001  # whatever it is, the job ends, and only where it arose is kept
            actions.fail(job, error_code="fault", error_place=scrubbed(error))
    return True


def make(job: Job, pulse: _Pulse) -> None:
    """Make the papers of a challenge and keep them, encrypted with the challenge's key."""
    from merits.papers import make_pack

    owner = User.objects.get(id=job.owner_id)
    # Asked again now: whoever was taken off the challenge since gets nothing.
    opened = challenge_for(owner, job.challenge.reference)
    with _folder(job) as folder:
        pulse.show("Taking the dossier out", 0, 8)
        export_dossier(challenge=opened, out=folder / "dossier", by=owner)
        pack = make_pack(
            folder / "dossier",
            folder / "papers",
            on=job.on,
            service_copies=tuple(job.service_copies),
            progress=lambda step, done, total: pulse.show(step, done + 1, total + 2),
        )
        pulse.show("Packing the papers", 7, 8)
        archive = folder / "papers.zip"
        _zip(folder / "papers", archive)
        outcome: dict[str, object] = {
            "cases": len(pack.selection.cases),
            "not_included": len(pack.selection.not_included),
            "bundle": pack.bundle.allowed,
            "folders": [
                {
                    "name": part.name,
                    "files": len(part.files),
                    "pages": part.bundle.pages if part.bundle else None,
                    "leak_check_files": part.leaks.files,
                    "leak_check_clean": part.leaks.clean,
                }
                for part in pack.folders
            ],
            "warnings": len(pack.warnings),
        }
        pulse.show("Keeping the papers", 8, 8)
        with evidence.writing(), archive.open("rb") as source:
            actions.finish(job, evidence.store(opened.key, source), outcome)


class _Pulse:
    """Says that a job lives, from a thread of its own: a step may take longer than a heartbeat."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._now: tuple[str, int, int] = ("Starting", 0, 0)
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def show(self, step: str, done: int, total: int) -> None:
        """Progress.

        Raises:
            Cancelled: the job should stop.
        """
        self._now = (step, done, total)
        going_on = actions.beat(self._job.id, self._job.attempts, step=step, done=done, total=total)
        if self._stop.is_set() or not going_on:
            raise Cancelled("The job was asked to stop.")

    def _beat(self) -> None:
        try:
            while not self._ended.wait(actions.HEARTBEAT.total_seconds()):
                step, done, total = self._now
                if not actions.beat(self._job.id, self._job.attempts, step=step, done=done, total=total):
                    self._stop.set()
        finally:
            connection.close()

    def __enter__(self) -> _Pulse:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()


def _code(error: MeritsError) -> str:
    for kind, code in (
        (Stopped, "stopped"),
        (MissingPart, "missing-part"),
        (CannotWrite, "cannot-write"),
        (UserError, "bad-input"),
    ):
        if isinstance(error, kind):
            return code
    return "fault"


@contextmanager
def _folder(job: Job) -> Iterator[Path]:
    root = current().home / WORK
    root.mkdir(mode=0o700, exist_ok=True)
    # The process's id stands in the name, so that another worker's folder is not taken for one left over.
    folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_left_over() -> int:
    """Remove what killed workers left.

    Returns:
        how many folders were removed.
    """
    removed = 0
    for folder in (current().home / WORK).glob("*-*"):
        owner = folder.name.partition("-")[0]
        if owner.isdigit() and not _lives(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _zip(folder: Path, archive: Path) -> None:
    """All files, in order, without the time of day: the same papers give the same archive."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(item for item in folder.rglob("*") if item.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            out.writestr(entry, path.read_bytes())

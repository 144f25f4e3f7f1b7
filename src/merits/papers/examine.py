"""Reading finished folders back, each in a process of its own.

The leak check is pure computation and every folder is independent, so two cores halve it. What is looked for goes to the
process through a pipe, never on its command line, where anybody on the machine could read it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from merits.base.errors import MeritsError, Problem, ProblemsError, UserError
from merits.bundle import Placed, check
from merits.privacy import LeakReport, Protected, check_folder

PROFILE = "general-2021"
BUNDLE_NAME = "bundle.pdf"


@dataclass(frozen=True)
class Job:
    """One folder to read back.

    Attributes:
        folder: the finished folder.
        protected: every identifier of the dossier.
        allowed: ids of those that may appear there.
        placed: what should lie where in its bundle; empty where there is none.
    """

    folder: Path
    protected: tuple[Protected, ...]
    allowed: frozenset[str]
    placed: tuple[Placed, ...]


@dataclass(frozen=True)
class Examined:
    """What was found: why the bundle is not fit, and what the leak check says."""

    unfit: tuple[Problem, ...]
    leaks: LeakReport


def examine(job: Job) -> Examined:
    """Is its bundle fit, and does anything in the folder name anybody?"""
    unfit: tuple[Problem, ...] = ()
    if job.placed:
        report = check(job.folder / BUNDLE_NAME, profile=PROFILE, manifest=job.placed)
        unfit = () if report.fit else tuple(report.findings)
    return Examined(unfit, check_folder(job.folder, job.protected, allowed=job.allowed))


def examine_all(jobs: Sequence[Job]) -> tuple[LeakReport, ...]:
    """Examine folders side by side.

    Raises:
        ProblemsError: a bundle is not one a court would take.
        UserError: an identifier that cannot be looked for.
        MeritsError: a check did not end as it should; nothing is taken for clean.
    """
    running = [
        subprocess.Popen(
            [sys.executable, "-c", "from merits.papers.examine import _serve; _serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in jobs
    ]
    try:
        for process, job in zip(running, jobs, strict=True):
            assert process.stdin is not None
            process.stdin.write(pickle.dumps(job))
            process.stdin.close()
            process.stdin = None
        found = [_result(process) for process in running]
    finally:
        for process in running:
            process.kill()
    for job, item in zip(jobs, found, strict=True):
        if item.unfit:
            raise ProblemsError(item.unfit, what=f"{job.folder.name}/{BUNDLE_NAME} is not fit to be filed")
    return tuple(item.leaks for item in found)


def _result(process: subprocess.Popen[bytes]) -> Examined:
    out, err = process.communicate()
    if process.returncode != 0:
        last = err.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise MeritsError(f"The check of a finished folder did not end: {' '.join(last) or 'it was stopped'}.")
    examined = pickle.loads(out)  # noqa: S301 - written by our own process a moment ago
    if isinstance(examined, UserError):
        raise examined
    assert isinstance(examined, Examined)
    return examined


def _serve() -> None:
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that started this one
    assert isinstance(job, Job)
    result: Examined | UserError
    try:
        result = examine(job)
    except UserError as error:
        result = error
    sys.stdout.buffer.write(pickle.dumps(result))

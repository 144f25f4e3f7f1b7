"""Errors that a person can act on, and the exit code each ends with.

An error says what happened, where (file and key, page or line), and what to do about it. Errors and logs carry
references, never names or narrative.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """How the process ends. Documented in ``docs/reference/exit-codes.md``, which a test compares with this table."""

    OK = 0
    FAULT = 1
    USAGE = 2
    NOT_FIT = 3
    BAD_INPUT = 4
    STOPPED = 5
    MISSING_PART = 6
    CANNOT_WRITE = 7
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """One sentence for the reference page."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.OK: "Done.",
    ExitCode.FAULT: "A fault in merits itself. Nothing was left half-written; please report it.",
    ExitCode.USAGE: "The command line was not understood.",
    ExitCode.NOT_FIT: "Checked, and the answer is no: a bundle a court would reject, a leak, a seal that does not match.",
    ExitCode.BAD_INPUT: "An input cannot be used. Each problem names the file, the place and the remedy.",
    ExitCode.STOPPED: "Stopped to protect somebody or a right: no live consent, a leak, undecided adverse material.",
    ExitCode.MISSING_PART: "A part this command needs is not installed (see `merits doctor`).",
    ExitCode.CANNOT_WRITE: "The output could not be written: it exists already, the disk is full, or it is not permitted.",
    ExitCode.INTERRUPTED: "Stopped by the person at the keyboard. Nothing was left half-written.",
}


class MeritsError(Exception):
    """Any error of ours. ``exit_code`` is what the command line ends with."""

    exit_code: ExitCode = ExitCode.FAULT


class UserError(MeritsError):
    """Something the person can put right. Shown without a traceback."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n  What to do: {self.remedy}" if self.remedy else self.message


class CannotWrite(UserError):
    """The output exists already, the disk is full, or the place is not writable."""

    exit_code = ExitCode.CANNOT_WRITE


class MissingPart(UserError):
    """An optional part (Tesseract, an extra) is needed here and absent."""

    exit_code = ExitCode.MISSING_PART


class Stopped(UserError):
    """A gate held: consent, anonymity, candour."""

    exit_code = ExitCode.STOPPED


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with an input.

    Attributes:
        file: path as the person would write it (relative to the folder that was given).
        place: key, line, page or row in that file; empty if the whole file.
        message: what is wrong, without names or narrative.
        remedy: what to do.
        code: stable short code, e.g. ``E-HASH``; codes starting ``W-`` do not stop the work.
    """

    file: str
    place: str
    message: str
    remedy: str
    code: str

    @property
    def is_warning(self) -> bool:
        """True for a ``W-`` code."""
        return self.code.startswith("W-")

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{self.code} {where}: {self.message} What to do: {self.remedy}"


class ProblemsError(UserError):
    """Every problem found in one input, together: nobody should have to run a check twelve times."""

    def __init__(self, problems: Iterable[Problem], *, what: str) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.what = what
        count = len(self.problems)
        head = f"{what}: {count} problem{'' if count == 1 else 's'}"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))

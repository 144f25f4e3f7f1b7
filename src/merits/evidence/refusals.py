"""Why a document could not be read at all: a stable code, the file, what is wrong and what to do."""

from __future__ import annotations

from merits.base.errors import Problem, UserError


class CannotRead(UserError):
    """One document cannot be read, or not without an answer from a person.

    Attributes:
        code: ``E-EMPTY``, ``E-TYPE`` (the message names the real type), ``E-ENCRYPTED``, ``E-DAMAGED``,
            ``E-DATE-ORDER``, ``E-LIMIT``, ``E-NOT-READ``.
        file: the document, as its caller named it.
        problem: the same as a ``Problem``, for callers that gather many.
    """

    def __init__(self, code: str, file: str, what: str, remedy: str, *, place: str = "") -> None:
        where = f"{file}, {place}" if place else file
        super().__init__(f"{code} {where}: {what}", remedy=remedy)
        self.code = code
        self.file = file
        self.problem = Problem(file=file, place=place, message=what, remedy=remedy, code=code)


def damaged(file: str, what: str) -> CannotRead:
    """``E-DAMAGED``: the file is of a known kind but does not hold together."""
    return CannotRead(
        "E-DAMAGED", file, what, "Ask for the file again from whoever holds the original, and compare the two."
    )


def encrypted(file: str, what: str = "it opens only with a password.") -> CannotRead:
    """``E-ENCRYPTED``."""
    return CannotRead("E-ENCRYPTED", file, what, "Open it with its password and save a copy without one; keep both.")


def too_large(file: str, what: str) -> CannotRead:
    """``E-LIMIT``."""
    return CannotRead("E-LIMIT", file, what, "Ask for an ordinary copy, or print the part that matters to PDF.")

"""Readings that a dossier carries beside its documents, so that spans keep their places when extractors get better.

A carried reading is made once. It is made anew only where the document itself changed, or where pages were left unread
for want of Tesseract and it has come; and not even then, without a person saying so, where codings count their offsets
in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from merits.base.errors import Problem
from merits.base.files import write_file
from merits.base.hashes import sha256_file
from merits.base.progress import Progress, silent
from merits.base.reading import Reading
from merits.evidence._read import DateOrderWord, read
from merits.evidence.ocr import find_tesseract, processors
from merits.evidence.refusals import CannotRead
from merits.evidence.scans import NO_TESSERACT


@dataclass(frozen=True)
class Carried:
    """One document and the place of its reading.

    Attributes:
        document: the original.
        reading: where its reading is kept, whether or not it is there.
        name: what messages call the document.
        date_order: for chat exports, what a person said.
        cited: codings count their offsets in the reading.
    """

    document: Path
    reading: Path
    name: str
    date_order: DateOrderWord | None = None
    cited: bool = False


class State(StrEnum):
    """What was done about one reading."""

    MADE = "made"
    REFRESHED = "refreshed"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """What came of one document.

    Attributes:
        carried: which.
        state: what was done.
        reading: the reading that now lies there; None if it failed.
        problem: why it failed, else None.
    """

    carried: Carried
    state: State
    reading: Reading | None = None
    problem: Problem | None = None


def carry(
    documents: Sequence[Carried], *, replace: bool = False, ocr_language: str = "eng", progress: Progress = silent
) -> tuple[Outcome, ...]:
    """Make the readings that are missing and refresh those whose document changed, several documents at once.

    Args:
        documents: which, in the order of the result.
        replace: also refresh readings that codings cite; their codings then have to be made again.
        ocr_language: for scans.
        progress: told after each document.

    Returns:
        an outcome for each. One document that fails stops no other.

    Raises:
        CannotWrite: the disk is full or the place not writable; what was written before stays.
        MissingPart: a scan is to be read in a language of which Tesseract has no data here.
    """
    outcomes: dict[int, Outcome] = {}
    progress("Reading documents", 0, len(documents))
    with ThreadPoolExecutor(processors()) as pool:
        running = {pool.submit(_carry_one, one, replace, ocr_language): number for number, one in enumerate(documents)}
        try:
            for done, future in enumerate(as_completed(running), 1):
                outcomes[running[future]] = future.result()
                progress("Reading documents", done, len(documents))
        finally:
            for future in running:
                future.cancel()
    return tuple(outcomes[number] for number in range(len(documents)))


def _carry_one(one: Carried, replace: bool, ocr_language: str) -> Outcome:
    try:
        if not one.document.exists():
            raise CannotRead(
                "E-MISSING", one.name, "the document is not there.", "Put it back, or take it out of case.toml."
            )
        present = one.reading.exists()
        old = _kept(one)
        if old is not None:
            return Outcome(one, State.KEPT, old)
        if present and one.cited and not replace:
            raise CannotRead(
                "E-CITED",
                one.name,
                "the document is not the one that was read and coded, or its reading was damaged.",
                "Put the original document and reading back; or give --replace, and code the document again.",
            )
        reading = read(one.document, name=one.name, date_order=one.date_order, ocr_language=ocr_language)
    except CannotRead as error:
        return Outcome(one, State.FAILED, problem=error.problem)
    write_file(one.reading, reading.to_json().encode())
    return Outcome(one, State.REFRESHED if present else State.MADE, reading)


def _kept(one: Carried) -> Reading | None:
    """The reading that lies there, if it is whole and of this document."""
    try:
        reading = Reading.from_json(one.reading.read_text("utf-8"))
        same = reading.document_sha256 == sha256_file(one.document)
    except (OSError, ValueError):
        return None
    return reading if same and not _could_be_closed(reading, one) else None


def _could_be_closed(reading: Reading, one: Carried) -> bool:
    """Whether pages were left unread for want of Tesseract, which is now there. A cited reading stays as it is."""
    lacking = any(NO_TESSERACT in note for note in reading.not_read)
    return lacking and not one.cited and find_tesseract() is not None

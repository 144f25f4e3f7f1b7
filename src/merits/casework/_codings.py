"""Reads ``codings.csv`` and checks every row against the letter's reading: no span, no code (L23, E2)."""

from __future__ import annotations

import csv
import difflib
import io
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from merits.casework._case_folder import CaseFolder
from merits.casework._schema import fields_of
from merits.casework._tables import Place, read_table
from merits.casework.coding import CodingRow, Record

HEADER = tuple(item.key for item in fields_of(CodingRow))
#: No letter is longer than this many digits can count.
_LONGEST_NUMBER = 9
#: The standard library stops at 131,072 characters a cell; a letter may be quoted whole.
csv.field_size_limit(16 * 1024 * 1024)

Rows = list[tuple[Place, CodingRow]]


@dataclass(frozen=True)
class Letters:
    """What a row can be checked against.

    Attributes:
        cases: by reference, also those that could not be read.
        codes: the codebook's codes.
        stances: the codebook's stances.
    """

    cases: Mapping[str, CaseFolder]
    codes: Collection[str]
    stances: Collection[str]


def read_codings(text: str, at: Place) -> Rows:
    """The rows that have the right form, each with its place. Every other is noted."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: Rows = []
    try:
        if tuple(next(rows, ())) != HEADER:
            at.row(1).note("E-SYNTAX", "The header is not that of codings.csv.", f"Write: {','.join(HEADER)}")
            return []
        for cells in rows:
            here = at.row(rows.line_num)
            row = _row(cells, here) if len(cells) == len(HEADER) else None
            if len(cells) != len(HEADER):
                wrong = f"The row has {len(cells)} cells, not {len(HEADER)}."
                here.note("E-SYNTAX", wrong, "Put a cell that holds a comma into quotation marks.")
            if row is not None:
                found.append((here, row))
    except csv.Error:
        at.row(rows.line_num).note(
            "E-SYNTAX", "The row cannot be read.", "Look for a quotation mark that is not closed."
        )
    return found


def _row(cells: list[str], at: Place) -> CodingRow | None:
    raw: dict[str, object] = {key: cell for key, cell in zip(HEADER, cells, strict=True) if cell}
    for key in ("start", "end"):
        cell = str(raw.get(key, ""))
        if cell.isascii() and cell.isdigit() and len(cell) <= _LONGEST_NUMBER:
            raw[key] = int(cell)
        elif cell:
            at.key(key).note("E-TYPE", "This is not a place in a text.", "Write a whole number, counted from 0.")
            return None
    if "on" in raw:
        try:
            raw["on"] = date.fromisoformat(str(raw["on"]))
        except ValueError:
            at.key("on").note("E-DATE", "There is no such day.", "Write it as 2019-06-10.")
            return None
    return read_table(CodingRow, raw, at)


def check_codings(rows: Rows, letters: Letters) -> None:
    """Check every row, and the rows of one letter against each other."""
    reading_hashes = {
        (folder.reference, key): reading.sha256
        for folder in letters.cases.values()
        for key, reading in folder.readings.items()
    }
    for at, row in rows:
        folder = _folder_of(row, at, letters)
        if row.code:
            _check_code(row, at, letters)
            _check_span(row, at, folder, reading_hashes.get((row.case, row.document), ""))
        elif row.stance or row.quotation or row.start is not None or row.end is not None:
            at.key("code").note(
                "E-CONFLICT",
                "The row has no code, yet a stance, place or quotation.",
                "Give the code, or leave all five cells empty to record that no reason was found.",
            )
    _check_together(rows)


def _folder_of(row: CodingRow, at: Place, letters: Letters) -> CaseFolder | None:
    """The case of a row whose letter is there and is the one that was coded; None, mostly noted, otherwise."""
    folder = letters.cases.get(row.case)
    if folder is None:
        at.key("case").note("E-REF", "There is no such case.", "Correct the reference, or add the case.")
        return None
    if folder.documents is None:
        return None
    if row.document not in folder.documents:
        at.key("document").note("E-REF", "The case has no such document.", "Correct the id, or add the document.")
        return None
    if row.document not in folder.hashes:
        return None
    if not folder.case.document(row.document).kind.is_letter:
        at.key("document").note(
            "W-SOURCE",
            "What is coded here is not a decision letter or review outcome.",
            "Check that this is meant (L24).",
        )
    if row.document_sha256 != folder.hashes[row.document]:
        at.key("document_sha256").note(
            "E-HASH", "The letter is not the one that was coded.", "Put that letter back, or code this one again."
        )
    return folder


def _check_code(row: CodingRow, at: Place, letters: Letters) -> None:
    for key, known in (("code", letters.codes), ("stance", letters.stances)):
        given = getattr(row, key)
        if given not in known:
            near = difflib.get_close_matches(given, sorted(known), n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(sorted(known))}."
            at.key(key).note("E-CODE", f"The codebook has no such {key}.", remedy)


def _check_span(row: CodingRow, at: Place, folder: CaseFolder | None, reading_sha256: str) -> None:
    here = at.key("quotation")
    if row.start is None or row.end is None or not row.quotation:
        here.note("E-QUOTE", "A code without a quoted span is none (L23).", "Fill in start, end and quotation.")
        return
    if folder is None:
        return
    reading = folder.readings.get(row.document)
    if reading is None:
        here.note(
            "E-QUOTE",
            "The quotation cannot be checked: the letter has no carried reading.",
            'Run "merits evidence readings" on the dossier.',
        )
    elif row.reading_sha256 != reading_sha256:
        at.key("reading_sha256").note(
            "E-HASH", "The reading is not the one that was coded.", "Put that reading back, or code this one again."
        )
    elif reading.text[row.start : row.end] != row.quotation:
        place = reading.text.find(row.quotation)
        remedy = "Copy the words from the reading, exactly."
        if place >= 0:
            remedy = f"The words stand at {place} to {place + len(row.quotation)}; correct start and end."
        here.note("E-QUOTE", "The quotation is not what the reading has at this place.", remedy)


def _check_together(rows: Rows) -> None:
    seen: set[tuple[object, ...]] = set()
    codes: defaultdict[tuple[object, ...], set[bool]] = defaultdict(set)
    coders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for at, row in rows:
        whose = (row.record, row.case, row.document, row.coder)
        if (*whose, row.code, row.start, row.end) in seen:
            at.note("E-DUPLICATE", "The same code is on the same span twice.", "Remove one of the rows.")
        seen.add((*whose, row.code, row.start, row.end))
        codes[whose].add(bool(row.code))
        if len(codes[whose]) > 1:
            at.key("code").note(
                "E-CONFLICT", "One row says no reason was found, another gives one.", "Remove one of them."
            )
        if row.record is Record.CODING:
            coders[row.case, row.document].add(row.coder)
    for at, row in rows:
        if row.record is Record.ADJUDICATION and row.coder in coders[row.case, row.document]:
            at.key("coder").note(
                "W-BLIND",
                "Who adjudicated also coded this letter.",
                "Let a third person decide, or say so in the paper (L27).",
            )

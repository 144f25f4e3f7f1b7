"""``codings.csv``: no span, no code (E2); a quotation is what the reading has at its place, or an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from casework_dossiers import (
    LATE,
    REFERENCE,
    TEXT,
    a_case,
    a_document,
    a_dossier,
    a_row,
    changed,
    codes,
    codings,
    edit,
    faults,
    no_reason,
    warnings,
    written,
)

from merits.casework import CodingRow, DocumentKind, Record, check_dossier, read_dossier

AT = TEXT.find(LATE)


def faults_of(tmp_path: Path, *rows: CodingRow) -> list[tuple[str, str, str]]:
    return faults(written(tmp_path / "d", a_dossier(codings=rows), seal=False))


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        (a_row(quotation=LATE.upper(), start=AT, end=AT + len(LATE)), "E-QUOTE", "quotation"),
        (a_row(start=AT + 1), "E-QUOTE", "quotation"),
        (a_row(end=AT + 10_000), "E-QUOTE", "quotation"),
        (a_row(start=None), "E-QUOTE", "quotation"),
        (a_row(quotation="", start=AT, end=AT), "E-QUOTE", "quotation"),
        (a_row(code="Z9"), "E-CODE", "code"),
        (a_row(stance="relied"), "E-CODE", "stance"),
        (a_row(stance=""), "E-CODE", "stance"),
        (a_row(case="ZZZZ"), "E-REF", "case"),
        (a_row(document="letter-9"), "E-REF", "document"),
        (a_row(document_sha256="0" * 64), "E-HASH", "document_sha256"),
        (a_row(reading_sha256="0" * 64), "E-HASH", "reading_sha256"),
        (no_reason(stance="unclear"), "E-CONFLICT", "code"),
        (no_reason(start=3), "E-CONFLICT", "code"),
        (no_reason(quotation="words"), "E-CONFLICT", "code"),
        (no_reason(coder=""), "E-MISSING", "coder"),
    ],
)
def test_a_row_that_does_not_hold_is_named_by_its_line(tmp_path: Path, row: CodingRow, code: str, place: str) -> None:
    assert faults_of(tmp_path, a_row(coder="coder-9"), row) == [(code, "codings.csv", f"row 3.{place}")]


def test_the_remedy_says_where_misplaced_words_stand(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", a_dossier(codings=(a_row(start=0, end=5), a_row("not there", start=0, end=9))))

    remedies = [problem.remedy for problem in check_dossier(folder) if problem.code == "E-QUOTE"]

    assert f"The words stand at {AT} to {AT + len(LATE)}; correct start and end." in remedies
    assert "Copy the words from the reading, exactly." in remedies


def test_a_quotation_from_a_letter_without_a_reading_cannot_be_checked(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", a_dossier(readings={}, codings=(a_row(),)), seal=False)

    (problem,) = [problem for problem in check_dossier(folder) if not problem.is_warning]

    assert problem.code == "E-QUOTE"
    assert "merits evidence readings" in problem.remedy


def test_the_same_code_on_the_same_words_twice_is_a_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, a_row(), a_row()) == [("E-DUPLICATE", "codings.csv", "row 3")]


def test_a_coder_cannot_find_no_reason_and_a_reason(tmp_path: Path) -> None:
    assert faults_of(tmp_path, a_row(), no_reason()) == [("E-CONFLICT", "codings.csv", "row 3.code")]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("record,case", "records,case", "E-SYNTAX", "row 1"),
        ("coding,K7F3", "coded,K7F3", "E-TYPE", "row 2.record"),
        (",2019-05-01,", ",2019-02-30,", "E-DATE", "row 2.on"),
        (",2019-05-01,", ",1819-05-01,", "E-DATE", "row 2.on"),
        (",2019-05-01,", ",,", "E-MISSING", "row 2.on"),
        (f",{AT},", ",-3,", "E-TYPE", "row 2.start"),
        (f",{AT},", ",9999999999,", "E-TYPE", "row 2.start"),
        (f",{AT},", f",{AT},,", "E-SYNTAX", "row 2"),
        ("coding,K7F3", 'coding,"K7F3"x', "E-SYNTAX", "row 2"),
        ("coding,K7F3", 'coding,"K7F3', "E-SYNTAX", "row 12"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, old: str, new: str, code: str, place: str) -> None:
    folder = written(tmp_path / "d", seal=False)
    edit(folder / "codings.csv", old, new)

    assert faults(folder) == [(code, "codings.csv", place)]


def test_codings_that_are_not_text_or_empty_are_a_fault(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    for data in (b"\xff", b""):
        (folder / "codings.csv").write_bytes(data)

        assert codes(faults(folder)) == {"E-SYNTAX"}


def test_codings_saved_by_a_spreadsheet_with_a_mark_and_other_line_ends_are_read(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    text = (folder / "codings.csv").read_text(encoding="utf-8")
    (folder / "codings.csv").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert read_dossier(folder).codings == codings()


def test_codings_of_a_case_that_cannot_be_read_are_left_alone(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    edit(folder / f"cases/{REFERENCE}/case.toml", "[[decision]]", "[[decision")

    assert codes(faults(folder)) == {"E-SYNTAX"}


def test_codings_of_a_letter_whose_file_is_lost_are_left_alone(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    (folder / f"cases/{REFERENCE}/decision-letter.txt").unlink()

    assert faults(folder) == [("E-MISSING", f"cases/{REFERENCE}/case.toml", "document[letter-1].file")]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_letter_read_by_other_than_two_coders_is_warned_of(tmp_path: Path, number: int) -> None:
    rows = tuple(a_row(coder=f"coder-{count}") for count in range(number))

    found = warnings(written(tmp_path / "d", a_dossier(codings=rows)))

    assert ("W-CODERS" in found) is (number != 2)


def test_a_coder_who_adjudicates_is_warned_of(tmp_path: Path) -> None:
    rows = (a_row(), a_row(coder="coder-2"), a_row(record=Record.ADJUDICATION, coder="coder-2"))

    assert "W-BLIND" in warnings(written(tmp_path / "d", a_dossier(codings=rows)))


def test_coding_what_is_no_letter_is_warned_of(tmp_path: Path) -> None:
    letter = changed(a_case().documents[0], kind=DocumentKind.CHRONOLOGY)
    case = changed(a_case(), documents=(letter, a_document("letter-2", "o.txt", DocumentKind.REVIEW_OUTCOME)))

    assert "W-SOURCE" in warnings(written(tmp_path / "d", a_dossier(cases=(case,))))


def test_a_quotation_may_hold_commas_quotation_marks_and_line_breaks(tmp_path: Path) -> None:
    row = a_row(note='He said, "no",\nand left.\r\n', on=date(2019, 5, 3))
    folder = written(tmp_path / "d", a_dossier(codings=(row,)))

    assert read_dossier(folder).codings == (row,)

"""The command line: one document, and all of a dossier."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from evidence_originals import SENTENCES, locked, pdf, picture_of_text, scanned_pdf

from merits.base.errors import CannotWrite, ProblemsError, UserError
from merits.base.reading import Reading
from merits.cli.evidence import command
from merits.evidence import ocr, read


def _run(*arguments: str | Path) -> tuple[str, str]:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout, result.stderr


def test_read_prints_the_text_and_says_what_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(pdf(("Dear Madam",)))
    out, words = _run("read", letter)
    assert out == "Dear Madam\n"
    assert "a PDF" in words and read(letter, name="x").sha256 in words


def test_read_keeps_the_canonical_reading_and_overwrites_nothing(tmp_path: Path) -> None:
    letter, kept = tmp_path / "letter.pdf", tmp_path / "reading.json"
    letter.write_bytes(pdf(("Dear Madam",)))
    out, _ = _run("read", letter, "--json", "--out", kept)
    assert kept.read_text() == out == read(letter, name="x").to_json()
    kept.write_text("precious")
    with pytest.raises(CannotWrite, match="exists already"):
        _run("read", letter, "--out", kept)
    assert kept.read_text() == "precious"


def test_date_order_is_passed_on(tmp_path: Path) -> None:
    export = tmp_path / "chat.txt"
    export.write_text("01/02/2019, 21:05 - Sam: Hi\n01/03/2019, 21:06 - Jo: Hi\n")
    with pytest.raises(UserError, match="E-DATE-ORDER"):
        _run("read", export)
    out, _ = _run("read", export, "--date-order", "month-first", "--json")
    assert Reading.from_json(out).parts[0].get("sent_iso") == "2019-01-02T21:05"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Two cases: a letter each, and an ambiguous chat whose order is said."""
    for case in ("K7F3", "M2Q8"):
        folder = tmp_path / "cases" / case
        folder.mkdir(parents=True)
        (folder / "letter.pdf").write_bytes(pdf((f"Letter in {case}",)))
        (folder / "chat.txt").write_text("01/02/2019, 21:05 - Sam: Hi\n01/03/2019, 21:06 - Jo: Hi\n")
        (folder / "case.toml").write_text(
            '[[document]]\nid = "letter-1"\nfile = "letter.pdf"\n'
            '[[document]]\nid = "chat-1"\nfile = "chat.txt"\ndate_order = "day-first"\n'
        )
    return tmp_path


def _states(dossier: Path, *options: str) -> dict[str, str]:
    out, _ = _run("readings", dossier, "--json", *options)
    return {row["document"]: row["state"] for row in json.loads(out)}


def _reading(dossier: Path, case: str = "K7F3", document: str = "letter-1") -> Path:
    return dossier / "cases" / case / "readings" / f"{document}.json"


def test_readings_that_are_missing_are_made_once(dossier: Path) -> None:
    assert _states(dossier) == {
        f"cases/{case}/{file}": "made" for case in ("K7F3", "M2Q8") for file in ("letter.pdf", "chat.txt")
    }
    assert Reading.from_json(_reading(dossier).read_text()).text == "Letter in K7F3"
    assert (
        Reading.from_json(_reading(dossier, document="chat-1").read_text()).parts[0].get("sent_iso")
        == "2019-02-01T21:05"
    )
    stamp = _reading(dossier).stat().st_mtime_ns
    assert set(_states(dossier).values()) == {"kept"}
    assert _reading(dossier).stat().st_mtime_ns == stamp


def test_reading_of_a_changed_document_is_refreshed(dossier: Path) -> None:
    _run("readings", dossier)
    (dossier / "cases/K7F3/letter.pdf").write_bytes(pdf(("Another letter",)))
    states = _states(dossier)
    assert [name for name, state in states.items() if state != "kept"] == ["cases/K7F3/letter.pdf"]
    assert Reading.from_json(_reading(dossier).read_text()).text == "Another letter"


def test_reading_that_codings_cite_is_never_refreshed_unasked(dossier: Path) -> None:
    _run("readings", dossier)
    (dossier / "codings.csv").write_text("record,case,document\ncoding,K7F3,letter-1\n")
    before = _reading(dossier).read_bytes()
    (dossier / "cases/K7F3/letter.pdf").write_bytes(pdf(("Another letter",)))
    with pytest.raises(ProblemsError, match=r"E-CITED cases/K7F3/letter\.pdf") as caught:
        _run("readings", dossier)
    assert "--replace" in str(caught.value)
    assert _reading(dossier).read_bytes() == before
    assert _states(dossier, "--replace")["cases/K7F3/letter.pdf"] == "refreshed"
    assert _reading(dossier).read_bytes() != before


def test_one_document_that_fails_stops_no_other_and_all_failures_are_told(dossier: Path) -> None:
    (dossier / "cases/K7F3/letter.pdf").write_bytes(locked(pdf(("x",)), user="a", owner="b"))
    (dossier / "cases/K7F3/chat.txt").unlink()
    with pytest.raises(ProblemsError, match="2 problems") as caught:
        _run("readings", dossier)
    assert {problem.code for problem in caught.value.problems} == {"E-ENCRYPTED", "E-MISSING"}
    assert _reading(dossier, "M2Q8").exists() and _reading(dossier, "M2Q8", "chat-1").exists()
    assert not _reading(dossier).exists()


def test_damaged_reading_is_made_again(dossier: Path) -> None:
    _run("readings", dossier)
    _reading(dossier).write_text("{")
    assert _states(dossier)["cases/K7F3/letter.pdf"] == "refreshed"


@pytest.mark.ocr
def test_gap_left_for_want_of_tesseract_is_closed_when_it_has_come(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if ocr.find_tesseract() is None:
        pytest.skip("tesseract is not installed")
    (dossier / "cases/K7F3/letter.pdf").write_bytes(scanned_pdf(picture_of_text(*SENTENCES)))
    with monkeypatch.context() as without:
        without.setenv("PATH", "")
        assert _states(dossier)["cases/K7F3/letter.pdf"] == "made"
        assert _states(dossier)["cases/K7F3/letter.pdf"] == "kept"
    assert Reading.from_json(_reading(dossier).read_text()).not_read
    (dossier / "codings.csv").write_text("record,case,document\ncoding,K7F3,letter-1\n")
    assert _states(dossier)["cases/K7F3/letter.pdf"] == "kept"
    (dossier / "codings.csv").unlink()
    assert _states(dossier)["cases/K7F3/letter.pdf"] == "refreshed"
    reading = Reading.from_json(_reading(dossier).read_text())
    assert SENTENCES[0] in reading.text and reading.not_read == ()


def test_document_outside_its_case_is_refused(dossier: Path) -> None:
    (dossier / "cases/K7F3/case.toml").write_text('[[document]]\nid = "x"\nfile = "../M2Q8/letter.pdf"\n')
    with pytest.raises(UserError, match="no usable id or file"):
        _run("readings", dossier)
    (dossier / "cases/K7F3/case.toml").write_text('[[document]]\nid = "../../x"\nfile = "letter.pdf"\n')
    with pytest.raises(UserError, match="no usable id or file"):
        _run("readings", dossier)


def test_folder_without_cases_and_broken_toml_are_named(tmp_path: Path, dossier: Path) -> None:
    with pytest.raises(UserError, match="holds no cases"):
        _run("readings", tmp_path / "elsewhere")
    (dossier / "cases/M2Q8/case.toml").write_text("[[document")
    with pytest.raises(UserError, match=r"M2Q8/case\.toml cannot be read as TOML"):
        _run("readings", dossier)


def test_reading_never_changes_the_document(dossier: Path) -> None:
    before = {path: path.read_bytes() for path in dossier.glob("cases/*/*.*")}
    _run("readings", dossier)
    assert {path: path.read_bytes() for path in dossier.glob("cases/*/*.*")} == before

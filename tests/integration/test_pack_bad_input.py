"""Inputs that cannot be used are named with file, place and remedy, and leave nothing behind; an original that cannot be
read is left out of the bundle in words."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from factories.paper_text import all_text, squeezed
from factories.small_dossiers import Small, manifest_of, small
from merits import figures
from merits.base.errors import CannotWrite, ExitCode, ProblemsError, UserError
from merits.cli import main
from merits.demo import DEMO_DAY, demo_dossier
from merits.papers import make_pack
from merits.papers import pack as pack_module
from merits.papers.pack import Pack

Packed = Callable[..., Pack]
DOSSIER = small()


def a_pdf(**options: object) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, **options)
    return stream.getvalue()


BAD = {
    "corrupt": a_pdf()[:200] + b"\x00" * 40,
    "encrypted": a_pdf(encryption=pikepdf.Encryption(owner="o", user="secret")),
    "empty": b"",
    "renamed": b"GIF89a\x01\x00\x01\x00" + b"\x00" * 64,
}


def with_bad_original(data: bytes) -> Small:
    """The messages of K7F3 are a PDF that nobody has read."""
    documents = tuple(
        dataclasses.replace(item, file="messages.pdf", kind=item.kind.OTHER, date_order=None)
        if item.id == "chat-1"
        else item
        for item in DOSSIER.dossier.case("K7F3").documents
    )
    readings = {key: reading for key, reading in DOSSIER.dossier.readings.items() if key != ("K7F3", "chat-1")}
    changed = DOSSIER.with_case("K7F3", documents=documents).but(readings=readings)
    return Small(changed.dossier, {**DOSSIER.documents, ("K7F3", "chat-1"): data})


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_pdf_that_cannot_be_read_is_named_with_a_remedy(
    tmp_path: Path, data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = with_bad_original(data).written(tmp_path / "dossier")

    code = run("evidence", "readings", str(folder))

    said = capfd.readouterr().err
    assert code == ExitCode.BAD_INPUT
    assert "cases/K7F3/messages.pdf" in said
    assert "What to do" in said
    assert not (folder / "cases/K7F3/readings/chat-1.json").exists()
    assert (folder / "cases/K7F3/messages.pdf").read_bytes() == data


def test_an_original_nobody_could_read_is_left_out_and_the_checklist_says_so(packed: Packed, tmp_path: Path) -> None:
    packed(with_bad_original(BAD["encrypted"]), service_copies=("cps",))

    checklist = squeezed(all_text(tmp_path / "papers/privileged")["checklist.pdf"])
    assert squeezed("Document chat-1 of case K7F3 is not exhibited: it could not be read") in checklist
    for folder in ("open", "service/cps"):
        assert "K7F3-chat-1" not in squeezed(all_text(tmp_path / "papers" / folder)["bundle.pdf"])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        pytest.param("cases/M2Q8/decision-letter.docx", None, None, "document[letter-1].file", id="letter missing"),
        pytest.param("cases/K7F3/decision-letter.txt", "jury", "Jury", "readings/letter-1.json", id="letter changed"),
        pytest.param("codings.csv", "A jury may wonder", "A juror may wonder", "quotation", id="quotation not there"),
        pytest.param("cases/K7F3/case.toml", "given_on = 2019-04-02\n", "", "waiver", id="waiver without a date"),
        pytest.param("cases/K7F3/case.toml", "2018-10-26", "2018-13-26", "case.toml", id="impossible date"),
        pytest.param("dossier.toml", "title =", "titel =", "titel", id="unknown key"),
        pytest.param("identities/K7F3.toml", None, None, "identities/K7F3.toml", id="identity store missing"),
    ],
)
def test_a_fault_of_the_dossier_is_named_and_nothing_is_written(
    tmp_path: Path, file: str, old: str | None, new: str | None, said: str
) -> None:
    folder = DOSSIER.written(tmp_path / "dossier")
    (folder / "manifest.json").unlink()
    path = folder / file
    if old is None or new is None:
        path.unlink()
    else:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(UserError) as refused:
        make_pack(folder, tmp_path / "papers", on=DEMO_DAY)

    assert refused.value.exit_code is ExitCode.BAD_INPUT
    assert isinstance(refused.value, ProblemsError)
    assert any(said in str(problem) and problem.remedy for problem in refused.value.problems)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["dossier"]


def test_all_faults_of_a_dossier_are_told_at_once(tmp_path: Path) -> None:
    folder = DOSSIER.written(tmp_path / "dossier")
    (folder / "cases/M2Q8/decision-letter.docx").unlink()
    (folder / "codings.csv").write_text((folder / "codings.csv").read_text().replace("A jury may", "A juror may"))

    with pytest.raises(ProblemsError) as refused:
        make_pack(folder, tmp_path / "papers", on=DEMO_DAY)

    assert {"cases/M2Q8/decision-letter.docx", "codings.csv"} <= {item.file for item in refused.value.problems}


def test_a_figures_file_with_a_wrong_column_stops_the_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = ["valeu" if name == "value" else name for name in figures.FILE_COLUMNS]
    own = tmp_path / "own.csv"
    own.write_text(",".join(columns) + "\n", "utf-8")
    monkeypatch.setattr(pack_module, "load", lambda: figures.load(own))

    with pytest.raises(UserError) as refused:
        make_pack(DOSSIER.written(tmp_path / "dossier"), tmp_path / "papers", on=DEMO_DAY)

    assert refused.value.exit_code is ExitCode.BAD_INPUT
    assert "own.csv" in str(refused.value) and "valeu" in str(refused.value)
    assert not (tmp_path / "papers").exists()


def test_an_output_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "papers"
    out.mkdir()
    (out / "mine.txt").write_text("mine")

    with pytest.raises(CannotWrite, match="not empty"):
        make_pack(demo_dossier(), out, on=DEMO_DAY)

    assert [path.name for path in out.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("kind", ["file", "link", "link to nothing"])
def test_an_output_that_is_no_folder_is_left_alone(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "papers"
    if kind == "file":
        out.write_text("mine")
    else:
        target = tmp_path / "elsewhere"
        if kind == "link":
            target.mkdir()
        out.symlink_to(target)

    with pytest.raises(CannotWrite, match="not a folder"):
        make_pack(demo_dossier(), out, on=DEMO_DAY)

    assert out.is_symlink() or out.read_text() == "mine"


def test_an_empty_output_folder_is_taken(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()

    packed(DOSSIER)

    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == ["open", "privileged"]


def test_a_folder_that_is_no_dossier_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()

    assert run("pack", str(tmp_path / "empty"), "--out", str(tmp_path / "papers")) == ExitCode.BAD_INPUT
    assert "dossier.toml" in capfd.readouterr().err
    assert run("pack", str(tmp_path / "nowhere"), "--out", str(tmp_path / "papers")) == ExitCode.USAGE


def test_a_day_that_is_none_is_a_question_of_usage(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = run("pack", str(demo_dossier()), "--out", str(tmp_path / "papers"), "--on", "10/06/2019")

    assert code == ExitCode.USAGE
    assert "write it as 2019-06-10" in capfd.readouterr().err


def test_a_consent_withdrawn_since_takes_the_case_out_whatever_day_is_asked_for(packed: Packed, tmp_path: Path) -> None:
    consent = dataclasses.replace(DOSSIER.dossier.case("K7F3").consents[0], withdrawn_on=date(2019, 6, 9))

    packed(DOSSIER.with_case("K7F3", consents=(consent,)), on=date(2019, 5, 21))

    assert manifest_of(tmp_path / "papers/open")["cases"] == ["M2Q8"]


def test_the_dossier_is_only_read(packed: Packed, tmp_path: Path) -> None:
    folder = DOSSIER.written(tmp_path / "before")
    packed(DOSSIER)

    def files(root: Path) -> dict[str, bytes]:
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert files(tmp_path / "papers-dossier") == files(folder)

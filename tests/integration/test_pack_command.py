"""``merits pack`` as it is typed: what it prints, and its exit codes."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from factories.small_dossiers import ADVERSE, Small, small
from merits.base.errors import ExitCode
from merits.casework import AdverseState
from merits.cli import main


def pack(dossier: Small, folder: Path, *more: str) -> int:
    written = dossier.written(folder / "dossier")
    with pytest.raises(SystemExit) as ended:
        main(["pack", str(written), "--out", str(folder / "papers"), "--on", "2019-06-10", *more])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def undecided() -> Small:
    item = dataclasses.replace(
        ADVERSE, state=AdverseState.UNDECIDED, decided_by="", decided_on=None, reason="", where=""
    )
    return small().but(adverse=(item,))


def test_it_says_where_the_papers_are(quick: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert pack(small(), tmp_path, "--service-copy", "cps", "--service-copy", "cps") == ExitCode.OK

    said = capfd.readouterr()
    assert f"The papers are in {tmp_path / 'papers'}:" in said.out
    for folder in ("open/", "privileged/", "service/cps/"):
        assert folder in said.out
    assert "2 cases are shown, 1 not included" in said.out
    assert "W-BLANK" in said.err


def test_json_says_what_is_in_each_folder(quick: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert pack(small(), tmp_path, "--json") == ExitCode.OK

    result = json.loads(capfd.readouterr().out)
    assert result["cases"] == ["M2Q8", "K7F3"]
    assert result["bundle"]["made"] is True
    assert result["folders"]["open"]["leak_check"]["clean"] is True
    for name, folder in result["folders"].items():
        there = {
            p.relative_to(tmp_path / "papers" / name).as_posix()
            for p in (tmp_path / "papers" / name).rglob("*")
            if p.is_file()
        }
        assert set(folder["files"]) == there


def test_undecided_adverse_material_ends_with_5_though_the_letters_are_written(
    quick: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert pack(undecided(), tmp_path) == ExitCode.STOPPED

    assert "No bundle was made. 1 item of adverse material is undecided" in capfd.readouterr().err
    assert (tmp_path / "papers/open/letter-before-action.pdf").is_file()
    assert not (tmp_path / "papers/open/bundle.pdf").exists()


def test_an_unknown_recipient_ends_with_4_and_a_missing_instruction_with_5(
    quick: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    assert pack(small(), tmp_path / "a", "--service-copy", "court") == ExitCode.BAD_INPUT
    assert pack(small().but(instructions=()), tmp_path / "b", "--service-copy", "cps") == ExitCode.STOPPED
    assert capfd.readouterr().err.count("What to do") == 2

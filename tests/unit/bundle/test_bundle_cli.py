"""``bundle.toml`` and ``merits bundle``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from bundle_sources import built, pdf
from click.testing import CliRunner

from merits.base.errors import ExitCode, ProblemsError, UserError
from merits.bundle import read_description
from merits.cli.bundle import command

DESCRIPTION = """\
title = "Claim bundle"
case_name = "A v B"
number = "1"
hearing_date = 2026-11-30
profile = "admin-court"

[[section]]
key = "A"
title = "Statements"

[[section.item]]
title = "First statement"
dated = 2018-10-26
file = "first.pdf"
pages = 2

[[section]]
key = "B"
title = "Letters"

[[section.item]]
id = "letter"
title = "Letter"
dated = "2018-10"
file = "letters/letter.txt"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "first.pdf").write_bytes(pdf(2))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("Dear Madam")
    (tmp_path / "bundle.toml").write_text(DESCRIPTION)
    return tmp_path


def test_description_is_read(folder: Path) -> None:
    bundle = read_description(folder / "bundle.toml")
    assert (bundle.case_name, bundle.profile, bundle.hearing_date) == ("A v B", "admin-court", date(2026, 11, 30))
    assert [section.heading for section in bundle.sections] == ["A. Statements", "B. Letters"]
    assert [(entry.id, entry.dated, entry.pages) for entry in bundle.items] == [
        ("A1", "2018-10-26", 2),
        ("letter", "2018-10", None),
    ]
    assert bundle.items[1].source == folder / "letters" / "letter.txt"


def test_every_problem_of_a_description_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bundle.toml"
    path.write_text(
        'titel = "x"\nhearing_date = "soon"\nprofile = "moon"\nsection = [{item = [{titel = "x", pages = 0}, 3]},'
        ' {item = [{title = 5, file = "a.pdf", pages = true}]}]\n'
    )
    with pytest.raises(ProblemsError) as caught:
        read_description(path)
    assert [problem.place for problem in caught.value.problems] == [
        "case_name",
        "hearing_date",
        "profile",
        "section 1, item",
        "section 2, item 1, pages",
        "section 2, item 1, title",
        "titel",
    ]


@pytest.mark.parametrize("content", [b"title = ", b"\xff\xfe"])
def test_description_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bundle.toml").write_bytes(content)
    with pytest.raises(UserError, match="is not TOML"):
        read_description(tmp_path / "bundle.toml")
    with pytest.raises(UserError, match="cannot be read"):
        read_description(tmp_path / "none.toml")


def test_build_and_check_from_the_command_line(folder: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(command, ["build", str(folder / "bundle.toml"), "--on", "2019-06-10", "--json"])
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    out = folder / "A v B 1 2026-11-30.pdf"
    assert result["file"] == str(out)
    assert result["pages"] == 4
    checked = runner.invoke(command, ["check", str(out), "--profile", "admin-court", "--json"])
    assert checked.exit_code == 0, checked.output
    report = json.loads(checked.stdout)
    assert report["fit"] is True
    assert report["sha256"] == result["sha256"]
    assert [row["title"] for row in report["rows"]] == ["First statement", "Letter"]


def test_words_are_plain_without_json(folder: Path) -> None:
    runner = CliRunner()
    out = folder / "out.pdf"
    done = runner.invoke(command, ["build", str(folder / "bundle.toml"), "--out", str(out), "--on", "2019-06-10"])
    assert "4 pages, 1 of them index, 2 documents" in done.stdout
    checked = runner.invoke(command, ["check", str(out)])
    assert "out.pdf: fit for general-2021; 4 pages, 2 documents." in checked.stdout


def test_unfit_bundle_ends_with_its_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "A v B.pdf"
    path.write_bytes(pdf(3))
    done = CliRunner().invoke(command, ["check", str(path), "--json"])
    assert done.exit_code == ExitCode.NOT_FIT
    assert json.loads(done.stdout)["fit"] is False
    assert "NOT fit" in CliRunner().invoke(command, ["check", str(path)]).stdout


def test_warnings_of_a_build_go_to_standard_error(folder: Path) -> None:
    same = DESCRIPTION + '\n[[section.item]]\ntitle = "Again"\nfile = "first.pdf"\n'
    (folder / "bundle.toml").write_text(same)
    done = CliRunner().invoke(command, ["build", str(folder / "bundle.toml"), "--on", "2019-06-10", "--json"])
    assert "W-DUPLICATE" in done.stderr
    assert json.loads(done.stdout)["warnings"][0]["code"] == "W-DUPLICATE"


def test_check_says_nothing_bad_of_a_bundle_it_built(tmp_path: Path) -> None:
    out, _ = built(tmp_path, pdf(3))
    done = CliRunner().invoke(command, ["check", str(out)])
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 1

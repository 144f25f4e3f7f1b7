"""``merits privacy``: exit codes, JSON, identifier files of both kinds, refusals that name no one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from merits.base.errors import ProblemsError, UserError
from merits.cli import main
from merits.privacy.identifiers import read_identifiers

TOML = """
[[person]]
id = "K7F3-p1"
role = "complainant"
shown_as = "DE"
names = ["Rosalind Achterberg"]
also = ["Rozzie"]
date_of_birth = 1995-03-12

[[identifier]]
id = "K7F3-i1"
kind = "telephone"
person = "K7F3-p1"
values = ["07700 900123"]
shown_as = "[telephone]"
"""


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ending:
        main([str(argument) for argument in ("privacy", *arguments)])
    return int(ending.value.code or 0)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "K7F3.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text("DE wrote a letter.", encoding="utf-8")
    return folder


def test_a_clean_folder_ends_with_0(out: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", out, "--identifiers", store) == 0
    assert "Nothing protected was found" in capsys.readouterr().err


def test_a_leak_ends_with_3_and_says_where_but_not_what(
    out: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "b.csv").write_text("who,born\nRozzie,12 March 1995\n", encoding="utf-8")
    assert run("check", out, "--identifiers", store, "--json") == 3
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report["clean"] is False
    assert {hit["identifier_id"] for hit in report["hits"]} == {"K7F3-p1-also", "K7F3-p1-born"}
    assert "ozzie" not in printed.out + printed.err


def test_something_unread_ends_with_4(out: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    assert run("check", out, "--identifiers", store) == 4
    assert "not read: b.pdf" in capsys.readouterr().out


def test_an_identifier_may_be_allowed_by_id(out: Path, store: Path) -> None:
    (out / "b.txt").write_text("Rozzie rang 07700 900123", encoding="utf-8")
    assert run("check", out, "--identifiers", store, "--allow", "K7F3-p1-also", "--allow", "K7F3-i1") == 0
    assert run("check", out, "--identifiers", store, "--allow", "nobody") == 2


def test_pseudonymise_prints_the_text_or_its_marks(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "note.txt"
    text.write_text("Rozzie (b. 12/3/95) rang +44 7700 900123.\n", encoding="utf-8")
    assert run("pseudonymise", text, "--identifiers", store) == 0
    assert capsys.readouterr().out == "DE (b. [date of birth]) rang [telephone].\n"
    assert run("pseudonymise", text, "--identifiers", store, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert [mark["id"] for mark in result["marks"]] == ["K7F3-p1-also", "K7F3-p1-born", "K7F3-i1"]


def test_a_text_that_is_not_utf8_is_refused(tmp_path: Path, store: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_bytes(b"caf\xe9")
    assert run("pseudonymise", text, "--identifiers", store) == 4


def test_identifiers_one_a_line_get_a_kind_from_their_form(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "# the people\nRosalind Achterberg\n\n07700 900123\nr.a@example.org\n1995-03-12\n12 March 1995\n@sea_glass\n"
        "14 Ashgrove Road, Harbourton HB1 2AB\n42/CR/12345/17\n",
        encoding="utf-8",
    )
    assert [(one.id, one.kind) for one in read_identifiers(path)] == [
        ("line-2", "name"),
        ("line-4", "telephone"),
        ("line-5", "email"),
        ("line-6", "date"),
        ("line-7", "date"),
        ("line-8", "handle"),
        ("line-9", "address"),
        ("line-10", "reference"),
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n\n", '[[person]]\nid = "a"\n'])
def test_an_empty_or_useless_list_is_refused(text: str, tmp_path: Path, out: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    assert run("check", out, "--identifiers", path) == 4
    with pytest.raises(UserError):
        read_identifiers(path)


def test_every_fault_of_an_identifier_file_is_named_at_once_without_values(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        '[[person]]\nid = "p1"\nshown_as = "DE"\nnames = ["Rosalind Achterberg"]\nnick = "Rozzie"\n'
        '[[person]]\nid = "p2"\nshown_as = "DE"\nnames = "Oskar"\n'
        '[[identifier]]\nid = "i1"\nkind = "colour"\nvalues = ["Rozzie"]\n'
        '[[identifier]]\nid = "i2"\nkind = "place"\nvalues = ["X"]\n'
        '[[identifier]]\nid = "i3"\nkind = "place"\nvalues = ["Harbourton"]\n'
        '[[identifier]]\nid = "i3"\nkind = "place"\nvalues = ["Quillbrook"]\n',
        encoding="utf-8",
    )
    with pytest.raises(ProblemsError) as caught:
        read_identifiers(path)
    assert [problem.place for problem in caught.value.problems] == [
        "",
        "identifier 1",
        "identifier 2",
        "person 1",
        "person 2",
    ]
    assert not any(value in str(caught.value) for value in ("Rozzie", "Oskar", "Rosalind", "Harbourton"))


def test_broken_toml_and_unreadable_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("[[person]\n", encoding="utf-8")
    with pytest.raises(UserError, match="TOML"):
        read_identifiers(path)
    path.write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(UserError, match="cannot be read"):
        read_identifiers(path)

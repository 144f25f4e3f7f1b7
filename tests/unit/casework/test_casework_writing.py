"""Writing, beginning and sealing a dossier; guidance and reference page say what the reader asks."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import tomllib
from datetime import date
from pathlib import Path

import pytest
from casework_dossiers import (
    REFERENCE,
    a_case,
    a_document,
    a_dossier,
    a_row,
    documents,
    edit,
    faults,
    with_case,
    written,
)

from merits.base.errors import CannotWrite, ProblemsError, UserError
from merits.base.hashes import sha256_file
from merits.casework import (
    FAULTS,
    DocumentKind,
    add_case,
    case_files,
    check_dossier,
    new_dossier,
    read_dossier,
    to_toml,
    write_dossier,
    write_manifest,
)
from merits.casework import begin as begin_module
from merits.casework.reference import PAGE, reference_page
from merits.casework.write import codings_csv

ROOT = Path(__file__).resolve().parents[3]


def test_a_dossier_read_and_written_again_has_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path / "a")
    write_dossier(read_dossier(first), tmp_path / "b", seal=True)

    assert _bytes(tmp_path / "b") == _bytes(first)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_written_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    folder = written(tmp_path / "d")

    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.rglob("*") if path.is_file())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_written_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")

    with pytest.raises(CannotWrite):
        written(tmp_path)
    with pytest.raises(CannotWrite):
        new_dossier(tmp_path, title="Spring")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_is_left_behind_when_a_document_is_not_given_or_lies_elsewhere(tmp_path: Path) -> None:
    dossier = a_dossier()
    astray = with_case(documents=(a_document("letter-1", "../astray.txt", DocumentKind.DECISION_LETTER),))

    with pytest.raises(UserError, match="letter-1 of case K7F3 are not given"):
        write_dossier(dossier, tmp_path / "d", documents={})
    with pytest.raises(UserError, match="does not lie in its folder"):
        write_dossier(astray, tmp_path / "d", documents=documents(astray))
    assert list(tmp_path.iterdir()) == []


def test_a_new_dossier_can_be_read_at_once_and_says_what_each_key_means(tmp_path: Path) -> None:
    new_dossier(tmp_path / "d", title='Spring "2019"')

    dossier = read_dossier(tmp_path / "d")
    text = (tmp_path / "d" / "dossier.toml").read_text(encoding="utf-8")

    assert dossier.title == 'Spring "2019"'
    assert dossier.cases == ()
    assert "# The address for service; check it before sending, it is never guessed (L62)." in text
    assert "# [[recipient]]" in text
    assert "aware_on = 2019-06-10" in text
    assert re.search(r"^# cut_off = 2019-06-10  # The last day", text, re.MULTILINE)


def test_a_dossier_needs_a_title(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="title is blank"):
        new_dossier(tmp_path / "d", title="  ")


def test_an_added_case_lacks_only_what_a_person_must_say(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    new_dossier(folder, title="Spring")
    reference = add_case(folder, organisation="harbour", came_in_on=date(2019, 5, 1))
    case, people = f"cases/{reference}/case.toml", f"identities/{reference}.toml"

    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}", reference)
    assert faults(folder) == [
        ("E-MISSING", case, "came_in"),
        ("E-REF", case, "organisation"),
        ("E-MISSING", people, f"person[{reference}-p1].names"),
    ]

    edit(folder / case, 'came_in = ""', 'came_in = "Known to us"')
    edit(folder / people, "names = []", 'names = ["Olive 0"]')
    with (folder / "dossier.toml").open("a") as head:
        head.write('\n[[organisation]]\nkey = "harbour"\nname = "Harbour"\n')
    (held,) = read_dossier(folder).cases
    assert (held.reference, held.came_in_on) == (reference, date(2019, 5, 1))


def test_references_are_random_and_taken_ones_are_not_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "d"
    new_dossier(folder, title="Spring")
    assert len({add_case(folder, organisation="harbour", came_in_on=date(2019, 5, 1)) for _ in range(20)}) == 20

    monkeypatch.setattr(begin_module.secrets, "choice", lambda letters: letters[0])
    assert add_case(folder, organisation="harbour", came_in_on=date(2019, 5, 1)) == "0000"
    with pytest.raises(UserError, match="No free reference"):
        add_case(folder, organisation="harbour", came_in_on=date(2019, 5, 1))


def test_a_case_is_added_to_a_dossier_folder_only(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"holds no dossier\.toml"):
        add_case(tmp_path, organisation="harbour", came_in_on=date(2019, 5, 1))


def test_the_manifest_lists_every_other_file_in_order(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    (folder / ".DS_Store").write_bytes(b"x")
    manifest = json.loads(write_manifest(folder).read_text())

    assert manifest["format"] == "merits-manifest/1"
    assert list(manifest["files"]) == sorted(set(_bytes(folder)) - {"manifest.json", ".DS_Store"})
    assert all(sha256_file(folder / name) == value for name, value in manifest["files"].items())


def test_a_folder_with_a_link_is_not_sealed(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    (folder / "link").symlink_to(tmp_path)

    with pytest.raises(ProblemsError):
        write_manifest(folder)
    assert not (folder / "manifest.json").exists()


def test_the_files_of_one_case_are_its_own_and_no_others(tmp_path: Path) -> None:
    dossier = read_dossier(written(tmp_path / "d"))

    files = case_files(dossier, dossier.case(REFERENCE))

    on_disk = _bytes(tmp_path / "d")
    assert set(files) == set(on_disk) - {"dossier.toml", "adverse.toml", "manifest.json"}
    assert all(files[name] == on_disk[name] for name in files)


def test_a_letter_changed_after_reading_is_not_handed_on(tmp_path: Path) -> None:
    dossier = read_dossier(written(tmp_path / "d"))
    (tmp_path / "d" / "cases" / REFERENCE / "decision-letter.txt").write_text("other")

    with pytest.raises(UserError, match="changed while"):
        case_files(dossier, dossier.case(REFERENCE))


def test_a_case_without_readings_has_files_too(tmp_path: Path) -> None:
    dossier = read_dossier(written(tmp_path / "d", a_dossier(readings={}, codings=())))

    assert not any("readings" in name for name in case_files(dossier, dossier.case(REFERENCE)))


def test_lookups_find_what_is_there_and_refuse_what_is_not() -> None:
    case = a_case()

    assert case.decision("d1").letter == "letter-1"
    assert [item.id for item in case.decisions_of_letter("letter-1")] == ["d1"]
    assert [item.id for item in case.decisions_of_letter("letter-2")] == ["d1"]
    assert case.decisions_of_letter("letter-9") == ()
    assert case.reviews[0].result.is_decided
    assert a_dossier().identities[REFERENCE].person("K7F3-p2").role == "suspect"
    for look in (lambda: case.decision("d9"), lambda: case.document("x"), lambda: a_dossier().case("ZZZZ")):
        with pytest.raises(KeyError):
            look()
    with pytest.raises(KeyError):
        a_dossier().identities[REFERENCE].person("K7F3-p9")


def test_no_name_stands_in_the_repr_of_a_dossier() -> None:
    dossier = a_dossier()

    shown = repr(dossier) + repr(dossier.identities[REFERENCE]) + repr(dossier.identities[REFERENCE].people[0])

    assert not any(name in shown for name in ("Rosalind", "Quayle", "Roz", "Thrale", "Saltby", "1990"))


def test_the_reference_page_is_current() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")

    assert page == reference_page(), "run: python -m merits.casework.reference"


def test_the_reference_page_has_every_fault_and_the_guidance_of_every_table() -> None:
    page = reference_page()

    assert all(f"| `{code}` |" in page for code in FAULTS)
    assert "### `[[instruction]]`" in page
    assert "| `reply_days` | a whole number; 14 if left out | no |" in page


def test_every_fault_in_the_table_is_one_the_code_can_find() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/merits/casework").glob("*.py"))

    assert all(source.count(f'"{code}"') > 1 for code in FAULTS)


def test_toml_keeps_order_leaves_out_none_and_writes_comments() -> None:
    text = to_toml(
        {"b": 1, "a": None, "t": {"x": [], "deep": {"y": 0.5}}, "l": [{"k": "v"}, {}], "m": [{"i": 1, "n": None}, 2]},
        comments={"b": "first\nsecond", "l.k": "of each", "none": "x"},
    )

    assert text == (
        "# first\n# second\nb = 1\nm = [{i = 1}, 2]\n\n[t]\nx = []\n\n[t.deep]\ny = 0.5\n\n"
        '[[l]]\n# of each\nk = "v"\n\n[[l]]\n'
    )


def test_long_lists_and_texts_take_several_lines() -> None:
    table = {"list": ["word " * 15, "word " * 15], "text": 'one\n"""two"""\r\n\\ three\n', "the key": "\x00\x7f"}

    assert tomllib.loads(to_toml(table)) == table
    assert to_toml(table).count("\n") == 10


@pytest.mark.parametrize("value", [object(), b"bytes", {1}])
def test_what_toml_has_no_form_for_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no form"):
        to_toml({"key": value})


def test_a_text_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        to_toml({"key": os.fsdecode(b"\xff")})


def test_check_can_leave_the_seal_aside(tmp_path: Path) -> None:
    folder = written(tmp_path / "d")
    edit(folder / "dossier.toml", 'title = "Spring"', 'title = "Summer"')

    assert [problem.code for problem in check_dossier(folder)] == ["E-HASH"]
    assert check_dossier(folder, seal=False) == ()


@pytest.mark.parametrize("note", ["\r", "\n", "\r\n", '"\r', "a,b"])
def test_a_note_comes_back_whatever_ends_its_lines(note: str) -> None:
    text = codings_csv([a_row(note=note)])

    (_, row) = csv.reader(io.StringIO(text, newline=""), strict=True)

    assert row[-1] == note

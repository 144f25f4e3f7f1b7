"""``merits dossier``: exit codes, ``--json``, and case packages that only their receiver can open."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from casework_dossiers import NAME, REFERENCE, a_consent, a_dossier, edit, with_case, written

from merits.base.errors import ExitCode
from merits.cli import main

pyrage = pytest.importorskip("pyrage")


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        try:
            main(["dossier", *map(str, arguments)])
            code = 0
        except SystemExit as ending:
            code = int(ending.code or 0)
        out, err = self.capsys.readouterr()
        return code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


@pytest.fixture
def key(tmp_path: Path) -> tuple[str, Path]:
    """A public key, and the file with its secret key."""
    identity = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public()), file


def test_a_fit_dossier_is_fit(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "d")

    assert run("check", folder) == (0, f"{folder}: 0 errors, 0 warnings\n", "")
    code, out, _ = run("check", folder, "--json")
    assert (code, json.loads(out)) == (0, {"dossier": str(folder), "fit": True, "problems": []})


def test_check_names_every_problem_and_ends_with_the_code_for_bad_input(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "d", with_case(consents=()), seal=True)
    edit(folder / "dossier.toml", 'title = "Spring"', "title = 3")

    code, out, _ = run("check", folder)
    assert code == ExitCode.BAD_INPUT
    assert "E-TYPE dossier.toml, title: " in out
    assert "E-HASH dossier.toml: " in out
    assert "W-CONSENT" in out
    assert out.endswith(": 2 errors, 1 warning\n")
    code, out, _ = run("check", folder, "--json")
    result = json.loads(out)
    assert code == ExitCode.BAD_INPUT
    assert not result["fit"]
    assert {problem["code"] for problem in result["problems"]} == {"E-TYPE", "E-HASH", "W-CONSENT"}
    assert set(result["problems"][0]) == {"file", "place", "message", "remedy", "code"}


def test_a_dossier_is_begun_filled_and_not_sealed_before_it_is_fit(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "d"

    assert run("new", folder, "--title", "Spring")[0] == 0
    assert run("new", folder, "--title", "Spring")[0] == ExitCode.CANNOT_WRITE
    assert run("seal", folder, "--json")[1] == json.dumps({"manifest": str(folder / "manifest.json")}, indent=2) + "\n"
    code, out, _ = run("add-case", folder, "--organisation", "harbour", "--on", "2019-05-01")
    assert code == 0
    assert (folder / "cases" / out.strip() / "case.toml").exists()
    code, out, _ = run("add-case", folder, "--organisation", "harbour", "--json")
    assert (folder / "cases" / json.loads(out)["reference"]).is_dir()
    code, _, err = run("seal", folder)
    assert code == ExitCode.BAD_INPUT
    assert "was not sealed" in err


def test_sealing_again_takes_a_change_that_was_meant(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "d")
    edit(folder / "dossier.toml", 'title = "Spring"', 'title = "Summer"')

    assert run("check", folder)[0] == ExitCode.BAD_INPUT
    assert run("seal", folder)[0] == 0
    assert run("check", folder)[0] == 0


def pack(run: Run, tmp_path: Path, to: str, *more: object, **changes: Any) -> tuple[int, str, str]:
    folder = tmp_path / "d"
    if not folder.exists():
        written(folder, a_dossier(**changes))
    return run(
        "seal", folder, "--case", REFERENCE, "--to", to, "--out", tmp_path / "case.age", "--on", "2019-06-10", *more
    )


def test_a_case_package_can_be_opened_by_its_receiver_and_is_the_case(
    run: Run, tmp_path: Path, key: tuple[str, Path]
) -> None:
    code, out, _ = pack(run, tmp_path, key[0], "--json")
    assert code == 0
    assert json.loads(out)["files"][0] == f"cases/{REFERENCE}/case.toml"
    assert NAME.encode() not in (tmp_path / "case.age").read_bytes()

    code, out, _ = run("open", tmp_path / "case.age", "--key-file", key[1], "--out", tmp_path / "opened")

    assert (code, out) == (0, f"{REFERENCE}\n")
    for file in ("case.toml", "decision-letter.txt", "letters/outcome.txt", "readings/letter-1.json"):
        name = Path("cases") / REFERENCE / file
        assert (tmp_path / "opened" / name).read_bytes() == (tmp_path / "d" / name).read_bytes()
    assert (tmp_path / "opened" / "identities" / f"{REFERENCE}.toml").exists()
    assert not (tmp_path / "opened" / "adverse.toml").exists()
    code, out, _ = run("open", tmp_path / "case.age", "--key-file", key[1], "--out", tmp_path / "again", "--json")
    assert json.loads(out)["reference"] == REFERENCE


def test_the_same_case_gives_the_same_archive_inside(run: Run, tmp_path: Path, key: tuple[str, Path]) -> None:
    identity = pyrage.x25519.Identity.from_str(key[1].read_text().splitlines()[1])
    archives = []
    for _ in range(2):
        _, _, err = pack(run, tmp_path, key[0])
        assert "readable only with the receiver's key" in err
        archives.append(pyrage.decrypt((tmp_path / "case.age").read_bytes(), [identity]))
        (tmp_path / "case.age").unlink()

    assert archives[0] == archives[1]


def test_without_consent_to_a_joint_dossier_nothing_is_packed(run: Run, tmp_path: Path, key: tuple[str, Path]) -> None:
    withdrawn = with_case(consents=(a_consent(withdrawn_on=a_consent().given_on),)).cases

    code, _, err = pack(run, tmp_path, key[0], cases=withdrawn)

    assert code == ExitCode.STOPPED
    assert "withdrawn on 2 April 2019" in err
    assert not (tmp_path / "case.age").exists()


def test_a_package_is_not_written_over_a_file_nor_to_a_wrong_key_nor_for_a_case_that_is_not_there(
    run: Run, tmp_path: Path, key: tuple[str, Path]
) -> None:
    assert pack(run, tmp_path, "age1nonsense")[0] == ExitCode.BAD_INPUT
    assert pack(run, tmp_path, key[0], "--case", "ZZZZ")[0] == ExitCode.BAD_INPUT
    assert not (tmp_path / "case.age").exists()
    (tmp_path / "case.age").write_text("mine")
    assert pack(run, tmp_path, key[0])[0] == ExitCode.CANNOT_WRITE
    assert (tmp_path / "case.age").read_text() == "mine"
    assert run("seal", tmp_path / "d", "--case", REFERENCE)[0] == ExitCode.USAGE


def open_it(run: Run, tmp_path: Path, key_file: Path) -> tuple[int, str]:
    code, _, err = run("open", tmp_path / "case.age", "--key-file", key_file, "--out", tmp_path / "opened")
    assert not (tmp_path / "opened").exists()
    return code, err


def test_a_package_opens_with_no_other_key_and_not_when_damaged(
    run: Run, tmp_path: Path, key: tuple[str, Path]
) -> None:
    pack(run, tmp_path, key[0])
    other = tmp_path / "other.txt"

    other.write_text(str(pyrage.x25519.Identity.generate()))
    assert "cannot be opened with this key" in open_it(run, tmp_path, other)[1]
    other.write_text("AGE-SECRET-KEY-nonsense")
    assert "not a secret age key" in open_it(run, tmp_path, other)[1]
    other.write_bytes(b"\xff")
    assert "key file" in open_it(run, tmp_path, other)[1]
    sealed = (tmp_path / "case.age").read_bytes()
    (tmp_path / "case.age").write_bytes(sealed[:-20])
    assert open_it(run, tmp_path, key[1])[0] == ExitCode.BAD_INPUT
    (tmp_path / "case.age").unlink()
    assert "could not be read" in open_it(run, tmp_path, key[1])[1]


def archive(files: dict[str, bytes], *, link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
        if link:
            entry = tarfile.TarInfo(link)
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(entry)
    return out.getvalue()


def listed(files: dict[str, bytes], /, **changes: object) -> dict[str, bytes]:
    from merits.base.hashes import sha256_bytes

    hashes = {name: sha256_bytes(data) for name, data in files.items()}
    about = {"format": "merits-case-package/1", "case": REFERENCE, "files": hashes} | changes
    return {"package.json": json.dumps(about).encode(), **files}


@pytest.mark.parametrize(
    "data",
    [
        b"not a tar archive",
        archive({"cases/K7F3/case.toml": b"x"}),
        archive(listed({"cases/K7F3/case.toml": b"x"}, files={})),
        archive(listed({"cases/K7F3/case.toml": b"x"}, format="other")),
        archive(listed({"cases/K7F3/../../astray": b"x"})),
        archive(listed({"/etc/astray": b"x"})),
        archive(listed({"cases/../astray/x": b"x"}, case="../astray")),
        archive(listed({"dossier.toml": b"x"})),
        archive(listed({"cases/K7F3/case.toml": b"x"}), link="cases/K7F3/link"),
        archive(listed({"cases/K7F3/case.toml": b"x"}, case=["K7F3"])),
        archive({"package.json": b"[]"}),
    ],
)
def test_a_package_that_is_not_whole_or_reaches_elsewhere_is_not_opened(
    run: Run, tmp_path: Path, key: tuple[str, Path], data: bytes
) -> None:
    (tmp_path / "case.age").write_bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(key[0])]))

    code, err = open_it(run, tmp_path, key[1])

    assert code == ExitCode.BAD_INPUT
    assert "not a whole case package" in err

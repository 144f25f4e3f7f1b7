"""Every command explains itself, prints JSON that parses, and ends with a documented exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from factories.small_dossiers import small
from merits import __version__
from merits.base.errors import ExitCode, MeritsError, Stopped
from merits.cli import NOUNS, main, root
from merits.demo import demo_dossier

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """``run("law", "show")`` -> code, out, err."""

    def once(*arguments: object) -> SimpleNamespace:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return SimpleNamespace(code=ended.value.code, out=said.out, err=said.err)

    return once


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that does something, as it is typed."""
    if not isinstance(command, click.Group):
        yield path
        return
    for name in command.list_commands(click.Context(command)):
        below = command.get_command(click.Context(command), name)
        assert below is not None
        yield from leaves(below, (*path, name))


LEAVES = list(leaves(root))


def test_every_noun_leads_to_its_command() -> None:
    assert {leaf[0] for leaf in LEAVES} == set(NOUNS)
    assert len(LEAVES) > 15


@pytest.mark.parametrize("command", [(), *((noun,) for noun in NOUNS), *LEAVES], ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help(run: Run, command: tuple[str, ...], flag: str) -> None:
    done = run(*command, flag)

    assert done.code == ExitCode.OK
    assert done.out.startswith(f"Usage: {' '.join(('merits', *command))}")
    assert done.err == ""


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out == f"merits, version {__version__}\n"


def test_the_module_can_be_run(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "merits", "--version"], capture_output=True, check=True, cwd=tmp_path)

    assert __version__ in done.stdout.decode()


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("pack",), ("law", "nonsense"), ("--nonsense",), ("pack", "/nowhere", "--out", "x")]
)
def test_a_command_line_that_makes_no_sense_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert done.code == ExitCode.USAGE
    assert "Error" in done.err and "Traceback" not in done.err
    assert done.out == ""


# --json, of every command that prints results


IDENTIFIERS = '[[person]]\nid = "X-p1"\nnames = ["Rosalind Quayle"]\nshown_as = "DW"\nrole = "complainant"\n'


def arguments_of(command: tuple[str, ...], folder: Path) -> list[object]:
    """Arguments with which a command has a result."""
    letter = folder / "letter.txt"
    letter.write_text("Dear Rosalind Quayle,\n\nA letter.\n", "utf-8")
    people = folder / "people.toml"
    people.write_text(IDENTIFIERS, "utf-8")
    match command:
        case ("change", "decompose") | ("doctor",) | ("law", "codebook" | "sources") | ("figures", "stages"):
            return []
        case ("dossier", "check"):
            return [demo_dossier()]
        case ("dossier", "add-case"):
            main_quietly("dossier", "new", folder / "new", "--title", "Spring")
            return [folder / "new", "--organisation", "harbour"]
        case ("dossier", "seal"):
            return [small().written(folder / "dossier")]
        case ("evidence", "read"):
            return [letter]
        case ("evidence", "readings"):
            return [small().written(folder / "dossier")]
        case ("figures", "export"):
            return [folder / "figures"]
        case ("figures", "show"):
            return ["charged"]
        case ("law", "deadline"):
            return ["--decision-made", "2018-10-26", "--kind", "not_charged", "--maker", "cps", "--on", "2019-06-10"]
        case ("law", "show"):
            return ["L57"]
        case ("privacy", "pseudonymise"):
            return [letter, "--identifiers", people]
    raise NotImplementedError(command)


def main_quietly(*arguments: object) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert ended.value.code == ExitCode.OK


#: Tested with their libraries: a bundle, a leak check, a sealed package; and, in tests/integration, a pack.
ELSEWHERE = {("bundle", "build"), ("bundle", "check"), ("privacy", "check"), ("dossier", "open"), ("pack",)}
#: Whose result is a folder.
SILENT = {("dossier", "new")}
#: Nouns whose commands need a workspace, which tests/integration/workspace makes.
OF_A_WORKSPACE = {"audit", "workspace"}


@pytest.mark.parametrize(
    "command",
    [leaf for leaf in LEAVES if leaf not in ELSEWHERE | SILENT and leaf[0] not in OF_A_WORKSPACE],
    ids=" ".join,
)
def test_every_command_prints_json_that_parses(
    run: Run, capfd: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    arguments = arguments_of(command, tmp_path)
    capfd.readouterr()

    done = run(*command, *arguments, "--json")

    assert done.code == ExitCode.OK, done.err
    assert json.loads(done.out)


def test_what_is_printed_for_people_is_not_json(run: Run) -> None:
    with pytest.raises(json.JSONDecodeError):
        json.loads(run("law", "show", "L57").out)


# How the process ends


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            Stopped("No consent.", remedy="Record it."),
            ExitCode.STOPPED,
            "merits: No consent.\n  What to do: Record it.",
        ),
        (MeritsError("A page could not be typeset."), ExitCode.FAULT, "merits: A page could not be typeset."),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "Nothing was left half-written"),
        (click.exceptions.Abort(), ExitCode.INTERRUPTED, "Nothing was left half-written"),
        (click.ClickException("What?"), ExitCode.USAGE, "What?"),
        (ModuleNotFoundError(name="duckdb"), ExitCode.MISSING_PART, "pip install 'merits[all]'"),
    ],
)
def test_each_error_ends_with_its_code_and_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: ExitCode, said: str
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(root, "main", fail)

    done = run("anything")

    assert done.code == code
    assert said in done.err
    assert "Traceback" not in done.err and done.out == ""


def test_a_module_of_ours_that_is_missing_is_a_fault_and_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ModuleNotFoundError(name="merits.nowhere")

    monkeypatch.setattr(root, "main", fail)

    with pytest.raises(ModuleNotFoundError):
        main([])


# merits doctor


def test_doctor_finds_what_the_tests_run_with(run: Run) -> None:
    done = run("doctor", "--json")

    parts = {part["name"]: part for part in json.loads(done.out)["parts"]}
    assert done.code == ExitCode.OK
    assert all(parts[name]["found"] for name in ("typst", "pikepdf", "duckdb", "python-docx"))


def test_doctor_says_that_tesseract_is_missing_and_how_to_get_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    done = run("doctor")

    line = next(line for line in done.out.splitlines() if "tesseract " in line)
    assert done.code == ExitCode.OK, "a missing program is said, and is no error"
    assert "MISSING" in line and "scans" in line
    assert "apt-get install tesseract-ocr" in done.out


def test_doctor_ends_with_6_where_a_package_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    honest = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, package=None: None if name == "typst" else honest(name, package)
    )

    done = run("doctor", "--json")

    assert done.code == ExitCode.MISSING_PART
    assert [part["name"] for part in json.loads(done.out)["parts"] if not part["found"] and not part["optional"]] == [
        "typst"
    ]

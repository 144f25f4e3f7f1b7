"""``merits dossier``: make, check and seal a dossier folder."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from merits.base.errors import ExitCode, Problem, ProblemsError
from merits.cli._shared import json_option, on_option, print_json

_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group()
def command() -> None:
    """Make, check and seal a dossier folder. Its format: docs/reference/dossier-folder.md."""


@command.command()
@_folder
@json_option
def check(folder: Path, as_json: bool) -> None:
    """Name everything that is wrong with the dossier in DIR, at once.

    Warnings (W-) do not make it unfit. Exit code 4 if there is an error.
    """
    from merits.casework import check_dossier

    problems = check_dossier(folder)
    errors = sum(not problem.is_warning for problem in problems)
    if as_json:
        print_json({"dossier": folder, "fit": not errors, "problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(f"{folder}: {_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}")
    if errors:
        sys.exit(ExitCode.BAD_INPUT)


@command.command()
@_folder
@click.option("--title", required=True, help="A title that says nothing about any complainant.")
def new(folder: Path, title: str) -> None:
    """Begin a dossier in DIR, which must not exist or be empty. Guidance stands beside every key."""
    from merits.casework import new_dossier

    new_dossier(folder, title=title)
    click.echo(
        f"{folder} was made. Fill in {folder / 'dossier.toml'}, then: merits dossier add-case {folder}", err=True
    )


@command.command("add-case")
@_folder
@click.option(
    "--organisation", required=True, metavar="KEY", help="The organisation that holds it, as in dossier.toml."
)
@on_option
@json_option
def add_case(folder: Path, organisation: str, on: date, as_json: bool) -> None:
    """Add a case that came in on the day --on to the dossier in DIR, under a random reference, which is printed."""
    from merits import casework

    reference = casework.add_case(folder, organisation=organisation, came_in_on=on)
    places = [folder / "cases" / reference / "case.toml", folder / "identities" / f"{reference}.toml"]
    if as_json:
        print_json({"reference": reference, "files": places})
        return
    click.echo(reference)
    click.echo(f"Fill in {places[0]} and {places[1]}.", err=True)


@command.command()
@_folder
@click.option("--case", "reference", metavar="REF", help="Pack this one case, encrypted, instead.")
@click.option("--to", "recipient", metavar="age1...", help="The public age key of who is to receive it.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.age", help="The file to write.")
@on_option
@json_option
def seal(folder: Path, reference: str | None, recipient: str | None, out: Path | None, on: date, as_json: bool) -> None:
    """Record the hash of every file of DIR in its manifest, or pack one case for another organisation.

    A folder with errors is not sealed. A case is packed only with live consent to a joint dossier.
    """
    if reference is None and recipient is None and out is None:
        _seal_folder(folder, as_json)
    elif reference is not None and recipient is not None and out is not None:
        _seal_case(folder, reference, recipient, out, on, as_json)
    else:
        raise click.UsageError("--case, --to and --out go together.")


@command.command("open")
@click.argument("package", metavar="FILE.age", type=click.Path(path_type=Path))
@click.option(
    "--key-file", required=True, type=click.Path(path_type=Path), help="The file that holds your secret age key."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="A new folder.")
@json_option
def open_package(package: Path, key_file: Path, out: Path, as_json: bool) -> None:
    """Open a case package that was sealed to your key, into a new folder, after checking every file in it."""
    from merits.base.errors import UserError
    from merits.papers.sealed import open_case

    try:
        identity = key_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The key file {key_file} could not be read.", remedy="Check its name.") from error
    reference = open_case(package, identity=identity, out=out)
    if as_json:
        print_json({"reference": reference, "folder": out})
        return
    click.echo(reference)
    click.echo(f"Move cases/{reference} and identities/{reference}.toml from {out} into your dossier,", err=True)
    click.echo("and add the rows of its codings.csv to yours.", err=True)


def _seal_folder(folder: Path, as_json: bool) -> None:
    from merits.casework import check_dossier, write_manifest

    errors = [problem for problem in check_dossier(folder, seal=False) if not problem.is_warning]
    if errors:
        raise ProblemsError(errors, what=f"{folder} was not sealed")
    manifest = write_manifest(folder)
    if as_json:
        print_json({"manifest": manifest})
    else:
        click.echo(f"{manifest} was written.", err=True)


def _seal_case(folder: Path, reference: str, recipient: str, out: Path, on: date, as_json: bool) -> None:
    from merits.casework import read_dossier
    from merits.papers.sealed import seal_case

    dossier = read_dossier(folder)
    try:
        case = dossier.case(reference)
    except KeyError:
        missing = Problem(str(folder), "cases", "There is no such case.", "Check the reference.", "E-REF")
        raise ProblemsError([missing], what="Nothing was packed") from None
    files = seal_case(dossier, case, recipient=recipient, out=out, on=on)
    if as_json:
        print_json({"package": out, "case": reference, "files": files})
    else:
        click.echo(f"{out} was written: {_count(len(files), 'file')}, readable only with the receiver's key.", err=True)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"

"""``merits bundle``: build a court bundle, and check one."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from merits.base.errors import ExitCode
from merits.cli._shared import json_option, on_option, print_json, progress_bar

_PATH = click.Path(path_type=Path)


@click.group("bundle")
def command() -> None:
    """Build a court bundle, and check one."""


@command.command("build")
@click.argument("description", metavar="BUNDLE.toml", type=_PATH)
@click.option("--out", type=_PATH, help="The PDF to write. Default: named as courts ask, beside BUNDLE.toml.")
@on_option
@json_option
def build_command(description: Path, out: Path | None, on: date, as_json: bool) -> None:
    """Build a bundle from a description and the files it names.

    Every document is examined first; all faults are reported together and nothing is written until there are none.
    """
    from merits.bundle import build, file_name, read_description

    bundle = read_description(description)
    target = out or description.parent / file_name(bundle)
    with progress_bar() as progress:
        built = build(bundle, target, on=on, progress=progress)
    for warning in built.warnings:
        click.echo(str(warning), err=True)
    if as_json:
        print_json({"file": str(target), **asdict(built)})
        return
    click.echo(f"{target}: {built.pages} pages, {built.index_pages} of them index, {len(built.placed)} documents.")
    click.echo(f"SHA-256 {built.sha256}")
    click.echo(f"Check it: merits bundle check '{target}' --profile {bundle.profile}", err=True)


@command.command("check")
@click.argument("file", metavar="FILE.pdf", type=_PATH)
@click.option("--profile", default="general-2021", show_default=True, help="The court profile to read it against.")
@json_option
def check_command(file: Path, profile: str, as_json: bool) -> None:
    """Read a bundle back and say what a court would reject in it.

    Ends with exit code 0 if it is fit, 3 if it is not. Reads any bundle, whoever made it.
    """
    from merits.bundle import check

    with progress_bar() as progress:
        report = check(file, profile=profile, progress=progress)
    if as_json:
        print_json(asdict(report))
    else:
        for finding in report.findings:
            click.echo(str(finding))
        verdict = f"{'fit' if report.fit else 'NOT fit'} for {report.profile}"
        click.echo(f"{report.file}: {verdict}; {report.pages} pages, {len(report.rows)} documents.")
    if not report.fit:
        sys.exit(ExitCode.NOT_FIT)

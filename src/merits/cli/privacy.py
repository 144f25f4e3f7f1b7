"""``merits privacy``: pseudonymise a text, and check that nothing protected is left in what is about to leave."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from merits.base.errors import ExitCode
from merits.cli._shared import json_option, print_json, progress_bar

_IDENTIFIERS = click.option(
    "--identifiers",
    "identifiers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="One identifier a line, or TOML with [[person]] and [[identifier]] as in a dossier.",
)


@click.group()
def command() -> None:
    """Look for protected identities in papers, and take them out of text.

    Faces, voices, handwriting and what others have already published are not recognised by any of these.
    """


@command.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@_IDENTIFIERS
@click.option("--allow", "allow", multiple=True, metavar="ID", help="An identifier that may appear here; repeatable.")
@click.option(
    "--every-page", is_flag=True, help="Read a picture of every PDF page by OCR, not only where text cannot be trusted."
)
@json_option
def check(path: Path, identifiers: Path, allow: tuple[str, ...], every_page: bool, as_json: bool) -> None:
    """Look for identifiers in every file of PATH, in text, structure, metadata, pictures and names.

    Prints identifier ids and places, never the words. Ends with 0 if clean, 3 if something was found, 4 if a part could
    not be read: what is not read is not clean.
    """
    from dataclasses import asdict

    from merits.privacy import check_folder
    from merits.privacy.identifiers import read_identifiers

    protected = read_identifiers(identifiers)
    unknown = set(allow) - {one.id for one in protected}
    if unknown:
        raise click.UsageError("--allow names an id that is not in the identifier file.")
    with progress_bar() as progress:
        report = check_folder(path, protected, allowed=frozenset(allow), every_page=every_page, progress=progress)
    if as_json:
        print_json({"clean": report.clean, **asdict(report)})
    else:
        for hit in report.hits:
            click.echo(f"{hit.identifier_id}: {hit.file}, {hit.place} ({hit.vector}, {hit.method})")
        for part in report.unread:
            click.echo(f"not read: {part.file}, {part.place}: {part.why}")
        for name in report.opaque:
            click.echo(f"encrypted by design, not looked into: {name}")
        verdict = "Nothing protected was found." if report.clean else "This must not leave."
        click.echo(
            f"{report.files} files, {len(report.hits)} hits, {len(report.unread)} parts not read. {verdict}", err=True
        )
    sys.exit(ExitCode.NOT_FIT if report.hits else ExitCode.BAD_INPUT if report.unread else ExitCode.OK)


@command.command()
@click.argument("textfile", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@_IDENTIFIERS
@json_option
def pseudonymise(textfile: Path, identifiers: Path, as_json: bool) -> None:
    """Replace every identifier in TEXTFILE (UTF-8; - for standard input) by what it is shown as, on standard output."""
    from dataclasses import asdict

    from merits.base.errors import UserError
    from merits.privacy import Pseudonymiser
    from merits.privacy.identifiers import read_identifiers

    hide = Pseudonymiser(read_identifiers(identifiers))
    try:
        text = sys.stdin.read() if str(textfile) == "-" else textfile.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{textfile.name} is not UTF-8 text.", remedy="Read it into text first: merits evidence read."
        ) from error
    result = hide.apply(text)
    if as_json:
        print_json(asdict(result))
    else:
        click.echo(result.text, nl=False)

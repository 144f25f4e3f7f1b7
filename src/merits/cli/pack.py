"""``merits pack``: the main job."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from merits.cli._shared import json_option, on_option, print_json, progress_bar


@click.command("pack")
@click.argument("dossier", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write; must be new or empty.")
@on_option
@click.option(
    "--service-copy",
    "service_copies",
    multiple=True,
    metavar="RECIPIENT",
    help="Also write the copy for this recipient of dossier.toml, on its recorded instruction. Can be repeated.",
)
@json_option
def command(dossier: Path, out: Path, on: date, service_copies: tuple[str, ...], as_json: bool) -> None:
    """Write the papers of a DOSSIER folder.

    OUT/open holds the letter before action, the schedule of cases, the statistical annex and the bundle, in which
    nobody is named; OUT/privileged what stays with the solicitor. Every folder is checked for protected identities
    before it is written. Without live consent a case is not included.
    """
    from merits.papers import make_pack

    with progress_bar() as progress:
        pack = make_pack(dossier, out, on=on, service_copies=service_copies, progress=progress)
    if as_json:
        print_json(
            {
                "out": str(out),
                "cases": list(pack.selection.references),
                "not_included": [{"case": item.case, "reason": item.reason} for item in pack.selection.not_included],
                "bundle": {"made": pack.bundle.allowed, "reason": pack.bundle.reason},
                "folders": {
                    part.name: {
                        "files": list(part.files),
                        "leak_check": {"clean": part.leaks.clean, "files_read": part.leaks.files},
                        "bundle_pages": part.bundle.pages if part.bundle else None,
                    }
                    for part in pack.folders
                },
                "warnings": list(pack.warnings),
            }
        )
    else:
        click.echo(f"The papers are in {out}:")
        for part in pack.folders:
            pages = f", bundle of {part.bundle.pages} pages" if part.bundle else ""
            click.echo(f"  {part.name}/  {len(part.files)} files{pages}; no protected identity found")
        shown, left_out = len(pack.selection.cases), len(pack.selection.not_included)
        click.echo(f"{shown} cases are shown, {left_out} not included (privileged/manifest.json says why).")
    for warning in pack.warnings:
        click.echo(f"Note: {warning}", err=True)
    if not pack.bundle.allowed:
        click.echo(f"No bundle was made. {pack.bundle.reason}", err=True)
    click.get_current_context().exit(pack.exit_code)

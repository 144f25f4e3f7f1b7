"""``merits audit``: verify the audit trail of the workspace, and take its heads to keep elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import click

from merits.base.errors import ExitCode, UserError
from merits.cli._shared import json_option, print_json
from merits.cli.workspace import _home, _open


@click.group("audit")
def command() -> None:
    """Verify the audit trail of the workspace.

    Every read, change and export of a case is in a chain of its own, each entry bound to the one before it.
    """


@command.command("verify")
@_home
@click.option(
    "--heads",
    "kept",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Heads kept elsewhere (`merits audit heads --json`); a trail that was cut short since is found.",
)
@json_option
def verify(kept: Path | None, as_json: bool) -> None:
    """Recompute every chain.

    Ends with exit code 3 if an entry was changed, removed, added between, or cut off.
    """
    known = _read(kept) if kept else []
    _open()
    from merits.workspace.audit import queries

    verdict = queries.verify([queries.Head(*item) for item in known])
    if as_json:
        faults = [{"chain": str(item.chain), "entry": item.seq, "what": item.what} for item in verdict.faults]
        print_json({"holds": verdict.holds, "chains": verdict.chains, "entries": verdict.entries, "faults": faults})
    else:
        click.echo(f"{verdict.chains} chains, {verdict.entries} entries.")
        for item in verdict.faults:
            click.echo(f"  chain {item.chain}, entry {item.seq}: {item.what}")
        click.echo("The trail holds." if verdict.holds else "The trail does not hold.")
    click.get_current_context().exit(ExitCode.OK if verdict.holds else ExitCode.NOT_FIT)


@command.command("heads")
@_home
@json_option
def heads(as_json: bool) -> None:
    """Print the end of every chain. Keep it where whoever runs the machine cannot change it."""
    _open()
    from merits.workspace.audit import queries

    found = queries.heads()
    if as_json:
        print_json([{"chain": str(item.chain), "length": item.length, "hash": item.hash} for item in found])
    else:
        for item in found:
            click.echo(f"{item.chain} {item.length} {item.hash}")


def _read(path: Path) -> list[tuple[UUID, int, str]]:
    try:
        raw = json.loads(path.read_text("utf-8"))
        return [(UUID(item["chain"]), int(item["length"]), str(item["hash"])) for item in raw]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UserError(f"{path} does not hold heads.", remedy="Make it with `merits audit heads --json`.") from error

"""``merits workspace``: make, serve and check the workspace, take dossiers in and out, and add people."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from merits.base.errors import ExitCode, UserError
from merits.cli._shared import json_option, on_option, print_json, progress_bar

#: Published with the program; `make demo` uses it.
DEMO_PASSPHRASE = "nothing in this demo is real"  # noqa: S105  # published on purpose

_home = click.option(
    "--home",
    type=click.Path(path_type=Path),
    help="Folder of the workspace; MERITS_HOME if left out.",
    expose_value=False,
    callback=lambda context, option, value: _use_home(value),
)


def _use_home(value: Path | None) -> None:
    if value is not None:
        os.environ["MERITS_HOME"] = str(value.absolute())


def _ask() -> str:
    return str(click.prompt("Passphrase", hide_input=True, err=True)) if sys.stdin.isatty() else ""


def _open() -> None:
    from merits.workspace.start import check_installation, start

    start(_ask)
    check_installation()


@click.group("workspace")
def command() -> None:
    """Make, serve and check the workspace.

    Settings come from the environment; docs/reference/settings.md lists them. The passphrase is asked for, or comes
    from MERITS_PASSPHRASE_FILE.
    """


@command.command("init")
@_home
@click.option("--upgrade", is_flag=True, help="Bring the tables of an existing workspace up to date instead.")
@json_option
def init(upgrade: bool, as_json: bool) -> None:
    """Make a workspace: key file, encrypted database, folder for evidence.

    Keep the passphrase and a copy of workspace.key apart from the machine and from each other. Without either nothing
    can be read, by anybody.
    """
    from merits.workspace import environment as env
    from merits.workspace import setup
    from merits.workspace.start import start

    if upgrade:
        start(_ask)
        setup.upgrade()
        home = env.environment().home
    else:
        given = env.environment().text(env.PASSPHRASE)
        if not given and sys.stdin.isatty():
            given = click.prompt("A new passphrase", hide_input=True, confirmation_prompt=True, err=True)
        home = setup.make(given)
    if as_json:
        print_json({"home": str(home), "upgraded": upgrade})
    else:
        click.echo(f"The workspace is in {home}.")


@command.command("demo")
@_home
@json_option
def demo(as_json: bool) -> None:
    """Make a workspace of the fictional dossier and print its accounts.

    The passphrase is published with the program: put nothing real in it.
    """
    from merits.workspace.start import start

    os.environ.pop("MERITS_PASSPHRASE_FILE", None)
    os.environ["MERITS_PASSPHRASE"] = DEMO_PASSPHRASE
    home = _made_in_a_process_of_its_own()
    start()
    from merits.workspace.demo import fill

    with progress_bar() as progress:
        accounts = fill(progress)
    if as_json:
        print_json({"home": str(home), "passphrase": DEMO_PASSPHRASE, "accounts": [item.__dict__ for item in accounts]})
        return
    click.echo(f"The demo workspace is in {home}. Its passphrase is: {DEMO_PASSPHRASE}")
    click.echo(f"Every account has the password: {accounts[0].password}")
    for item in accounts:
        click.echo(f"  {item.email:<34} {item.role:<22} {item.organisation}")
        click.echo(f"  {'':<34} sees {item.sees}")


def _made_in_a_process_of_its_own() -> Path:
    """Settings are read once in a process, and the folder has another name while it is being made."""
    import subprocess

    from merits.workspace.environment import environment

    ended = subprocess.run(
        [sys.executable, "-m", "merits", "workspace", "init"], check=False, stdout=subprocess.DEVNULL
    )
    if ended.returncode:
        click.get_current_context().exit(ended.returncode)
    return environment().home


@command.command("verify")
@_home
@json_option
def verify(as_json: bool) -> None:
    """Read everything back: database, every encrypted file, every audit chain.

    Ends with exit code 3 if anything does not hold.
    """
    from merits.workspace.setup import check

    _open()
    with progress_bar() as progress:
        health = check(progress)
    if as_json:
        print_json({**health.__dict__, "whole": health.whole})
    else:
        click.echo(f"{health.files} files of {health.size} bytes, {health.chains} chains of {health.entries} entries.")
        if health.removed:
            click.echo(f"{health.removed} files that a crash had left were removed.")
        for fault in health.faults:
            click.echo(f"  {fault}")
        click.echo("All is whole." if health.whole else "Not whole. Put back a backup, and keep this one to compare.")
    click.get_current_context().exit(ExitCode.OK if health.whole else ExitCode.NOT_FIT)


@command.command("import")
@_home
@click.argument("dossier", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as", "email", required=True, metavar="EMAIL", help="The solicitor who takes it in.")
@click.option("--lead", default="", metavar="KEY", help="The organisation that leads, if the solicitor has several.")
@click.option("--dry-run", is_flag=True, help="Only say what would come in.")
@on_option
@json_option
def import_(dossier: Path, email: str, lead: str, dry_run: bool, on: date, as_json: bool) -> None:
    """Take a DOSSIER folder in: all of it, or nothing."""
    _open()
    from merits.workspace.challenges.actions import import_dossier
    from merits.workspace.challenges.preview import preview_dossier

    user = _user(email)
    preview = preview_dossier(folder=dossier, on=on, by=user, lead=lead)
    reference = ""
    if not dry_run:
        with progress_bar() as progress:
            reference = import_dossier(folder=dossier, by=user, lead=lead, progress=progress)
    if as_json:
        counts = {name: value for name, value in vars(preview).items() if isinstance(value, int)}
        print_json(
            {
                "challenge": reference,
                "title": preview.title,
                **counts,
                "warnings": [str(item) for item in preview.warnings],
                "obstacles": list(preview.obstacles),
            }
        )
        return
    click.echo(f"{preview.title}, led by {preview.lead}")
    for name, count, new in preview.organisations:
        click.echo(f"  {count} cases of {name}{' (new here)' if new else ''}")
    click.echo(
        f"  {preview.documents} documents ({preview.size} bytes), {preview.readings} readings, {preview.codings} codings, "
        f"{preview.people} people, {preview.adverse} items of adverse material"
    )
    click.echo(f"  {preview.with_consent} of {preview.cases} cases have live consent for a joint dossier")
    for item in preview.warnings:
        click.echo(f"Note: {item}", err=True)
    for obstacle in preview.obstacles:
        click.echo(f"In the way: {obstacle}", err=True)
    click.echo("Nothing was taken in (--dry-run)." if dry_run else f"Taken in as challenge {reference}.")


@command.command("export")
@_home
@click.argument("challenge")
@click.option("--as", "email", required=True, metavar="EMAIL", help="The solicitor who leads the challenge.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write; must be new or empty.")
@json_option
def export(challenge: str, email: str, out: Path, as_json: bool) -> None:
    """Write a CHALLENGE's dossier as a folder, in the clear. Noted in the trail of every case."""
    _open()
    from django.http import Http404

    from merits.workspace.challenges.actions import export_dossier
    from merits.workspace.challenges.queries import challenge_for

    user = _user(email)
    try:
        export_dossier(challenge=challenge_for(user, challenge), out=out, by=user)
    except Http404:
        raise _nothing_there() from None
    if as_json:
        print_json({"out": str(out)})
    else:
        click.echo(f"The dossier is in {out}, readable by anybody who can open the folder.")


def _user(email: str):  # type: ignore[no-untyped-def]  # a User; Django is not imported at the top
    from merits.workspace.accounts.models import User, normal_email

    found = User.objects.filter(email=normal_email(email), is_active=True).first()
    if found is None:
        raise _nothing_there()
    return found


def _nothing_there() -> UserError:
    return UserError(
        "There is nothing here that this account may see.", remedy="Check the reference, the address and the role."
    )


@command.command("add-organisation")
@_home
@click.argument("key")
@click.argument("name")
@json_option
def add_organisation(key: str, name: str, as_json: bool) -> None:
    """Add an organisation: its short name as dossiers use it, and its NAME."""
    _open()
    from merits.workspace.accounts.actions import add_organisation as add

    row = add(key=key, name=name, by=None)
    if as_json:
        print_json({"id": str(row.id), "key": row.key, "name": row.name})
    else:
        click.echo(f"{row.name} was added.")


@command.command("add-person")
@_home
@click.argument("email")
@click.option("--name", required=True, help="The name shown on pages.")
@click.option("--organisation", required=True, metavar="KEY", help="The organisation.")
@click.option(
    "--role",
    required=True,
    type=click.Choice(["caseworker", "solicitor", "coder", "supervisor", "analyst", "administrator"]),
    help="What the person does there.",
)
@json_option
def add_person(email: str, name: str, organisation: str, role: str, as_json: bool) -> None:
    """Add an account and print its first password, to be changed at the first sign-in."""
    _open()
    import secrets

    from django.db import transaction

    from merits.workspace.accounts import actions
    from merits.workspace.accounts.models import Organisation, Role

    where = Organisation.objects.filter(key=organisation).first()
    if where is None:
        raise UserError(
            f"There is no organisation {organisation!r}.", remedy="Add it: `merits workspace add-organisation`."
        )
    password = secrets.token_urlsafe(15)
    with transaction.atomic():
        user = actions.add_person(email=email, name=name, password=password, by=None)
        actions.add_membership(user=user, organisation=where, role=Role(role), by=None)
    if as_json:
        print_json({"id": str(user.id), "email": user.email, "password": password})
    else:
        click.echo(f"{user.email} was added. First password, shown once: {password}")


@command.command("serve")
@_home
@click.option("--listen", default="", metavar="HOST:PORT", help="Where to listen, if another server stands in front.")
@json_option
def serve(listen: str, as_json: bool) -> None:
    """Serve the pages, and do the long work they ask for, until it is stopped with Ctrl+C."""
    from merits.workspace.environment import environment

    _open()
    from merits.workspace.server import run

    origin = environment().address.origin
    if as_json:
        print_json({"address": origin})
    else:
        click.echo(f"The workspace is open at {origin} (Ctrl+C stops it).")
    run(listen)


@command.command("work", hidden=True)
@_home
@click.option("--key-from-stdin", is_flag=True, help="Take the opened key through a pipe, as `serve` hands it over.")
@json_option
def work(key_from_stdin: bool, as_json: bool) -> None:
    """Do the long work that pages asked for. `serve` starts it; more may be started beside it."""
    if key_from_stdin:
        from merits.workspace.environment import environment
        from merits.workspace.vault import installation

        installation.hold(installation.Installation(environment().home, sys.stdin.buffer.read(installation.KEY_BYTES)))
    _open()
    from merits.workspace.jobs.worker import run

    done = run(parent=os.getppid())
    if as_json:
        print_json({"done": done})

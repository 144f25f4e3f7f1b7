"""Opening the workspace in a process: the passphrase, then Django, then a look whether database and key belong together."""

from __future__ import annotations

import os
from collections.abc import Callable

from merits.base.errors import UserError
from merits.workspace import environment as env
from merits.workspace.vault import installation

SETTINGS = "merits.workspace.settings"


def start(ask: Callable[[], str] | None = None) -> None:
    """Open the workspace that the environment names.

    Args:
        ask: asks a person for the passphrase where none is given.

    Raises:
        WrongPassphrase: it does not open this workspace.
        UserError: there is no workspace, or no passphrase; or key file and database do not belong together.
    """
    given = env.environment()
    if not installation.is_open():
        passphrase = given.text(env.PASSPHRASE) or (ask() if ask else "")
        if not passphrase:
            raise UserError(
                "No passphrase was given.",
                remedy=f"Name a file that holds it in {env.PASSPHRASE.name}_FILE, or start it from a terminal.",
            )
        installation.hold(installation.open_installation(given.home, passphrase))
    set_up()


def set_up() -> None:
    """Set Django up; the installation is open already."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    django.setup()


def check_installation() -> None:
    """See that database and key file belong together, and that the tables are those of this version.

    Raises:
        UserError: they do not, or the database must be brought up to date first.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from merits.workspace.accounts.models import InstallationMark

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise UserError(
            "The tables of the database are not those of this version.",
            remedy="Make a backup, then run `merits workspace init --upgrade`.",
        )
    mark = InstallationMark.objects.first()
    if mark is None or mark.fingerprint != installation.current().fingerprint:
        raise UserError(
            "The database belongs to another key file. Nothing was changed.",
            remedy="Put back the database and the key file that belong together, or correct MERITS_DATABASE.",
        )

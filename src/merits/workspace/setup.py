"""Making a workspace, bringing its tables up to date, and seeing whether all of it is whole."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from merits.base.errors import CannotWrite, UserError
from merits.base.files import new_folder
from merits.base.progress import Progress, silent
from merits.workspace import environment as env
from merits.workspace.start import set_up
from merits.workspace.vault import installation

DATABASE = "workspace.db"


def make(passphrase: str, *, cost: installation.Cost | None = None) -> Path:
    """Make a workspace in the folder that the environment names. It appears whole or not at all.

    Args:
        passphrase: opens it from then on. It cannot be recovered.
        cost: what a guess at it costs.

    Returns:
        its folder.

    Raises:
        UserError: the passphrase is too short, or the PostgreSQL database belongs to another workspace.
        CannotWrite: the folder holds something already.
    """
    home = env.environment().home
    with new_folder(home) as work:
        installation.hold(installation.create(work, passphrase, cost=cost))
        (work / "evidence").mkdir(mode=0o700)
        # The backend never makes a database by itself; an empty file becomes an encrypted one.
        (work / DATABASE).touch(0o600)
        os.environ[env.HOME.name] = str(work)
        set_up()
        try:
            _migrate()
        finally:
            from django.db import connections

            connections.close_all()
            os.environ[env.HOME.name] = str(home)
        if _embedded():
            # What a connection leaves beside the database while it is open.
            for left in work.glob(f"{DATABASE}-*"):
                raise CannotWrite(f"{left.name} was left open.", remedy="Try again; report it if it comes back.")
        else:
            (work / DATABASE).unlink()
    return home


def upgrade() -> None:
    """Bring the tables up to date. The workspace is open already (``start.start``)."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection, transaction

    from merits.workspace import clock
    from merits.workspace.accounts.models import InstallationMark
    from merits.workspace.audit.actions import Action, record

    if InstallationMark._meta.db_table in connection.introspection.table_names():
        raise UserError(
            "This database belongs to another workspace. Nothing was changed.",
            remedy="Name an empty database in MERITS_DATABASE.",
        )
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        InstallationMark.objects.create(fingerprint=installation.current().fingerprint, made_at=clock.now())
        record(Action.INSTALLATION_MADE, by=None)


def _embedded() -> bool:
    from django.db import connection

    return bool(connection.vendor == "sqlite")


@dataclass(frozen=True)
class Health:
    """What a check of the whole workspace read and found.

    Attributes:
        files: encrypted files read through.
        size: their content in bytes.
        chains, entries: of the audit trail.
        removed: files without a row that a crash had left; they are gone now.
        faults: what does not hold, in words without names; empty if all is well.
    """

    files: int
    size: int
    chains: int
    entries: int
    removed: int
    faults: tuple[str, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """True if nothing was found."""
        return not self.faults


def check(progress: Progress = silent) -> Health:
    """Read everything back: database pages, every encrypted file against its recorded hash, every audit chain.

    Args:
        progress: told of each file.
    """
    from django.db import connection

    from merits.workspace.audit.queries import verify
    from merits.workspace.vault.evidence import sweep

    faults: list[str] = []
    if _embedded():
        with connection.cursor() as cursor:
            for pragma in ("cipher_integrity_check", "integrity_check"):
                cursor.execute(f"PRAGMA {pragma}")
                faults += [f"database: {pragma} found a fault" for (text,) in cursor.fetchall() if text != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            faults += [f"database: a row of {row[0]} leads nowhere" for row in cursor.fetchall()]
    removed = sweep()
    files, size = 0, 0
    for place, length, fault in _files(progress):
        files, size = files + 1, size + length
        if fault:
            faults.append(f"file {place}: {fault}")
    trail = verify()
    faults += [f"audit chain {item.chain}, entry {item.seq}: {item.what}" for item in trail.faults]
    return Health(files, size, trail.chains, trail.entries, removed, tuple(faults))


def _files(progress: Progress):  # type: ignore[no-untyped-def]  # a generator of (place, size, fault)
    import hashlib

    from merits.workspace.cases.models import Document
    from merits.workspace.vault.evidence import contents
    from merits.workspace.vault.models import StoredFile
    from merits.workspace.vault.sealing import CannotOpen

    total = StoredFile.objects.count()
    kept = {row.stored_id: row for row in Document.objects.select_related("case__data_key")}
    for number, row in enumerate(StoredFile.objects.select_related("data_key").order_by("id").iterator()):
        progress("Reading files back", number, total)
        if row.data_key.destroyed_at is not None:
            continue
        digest, length, fault = hashlib.sha256(), 0, ""
        try:
            key = row.data_key.open()
            for piece in contents(row, key):
                digest.update(piece)
                length += len(piece)
            document = kept.get(row.id)
            if length != row.size or (document and document.beside(key)["sha256"] != digest.hexdigest()):
                fault = "not the file that came in"
        except CannotOpen:
            fault = "lost or damaged"
        yield row.address[:12], length, fault

"""A workspace for each test, on SQLCipher and on PostgreSQL, copied from templates that are made once.

Django is set up once in a process; a test gets a database of its own by changing where the connection leads.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from merits.workspace.vault import installation

PASSPHRASE = "correct horse battery staple"
CHEAP = installation.Cost(memory_kib=1024, passes=1, lanes=1)
#: Set before Django reads its settings, once in a process.
_ENVIRONMENT = {"MERITS_DAY": "2019-06-10", "MERITS_SECOND_FACTOR": "optional"}


def _set_up() -> installation.Installation:
    """An installation key, and Django set up with it, before test modules import models."""
    home = Path(tempfile.mkdtemp(prefix="merits-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    before = {name: os.environ.get(name) for name in (*_ENVIRONMENT, "MERITS_HOME")}
    os.environ.update(_ENVIRONMENT, MERITS_HOME=str(home))
    found = installation.create(home, PASSPHRASE, cost=CHEAP)
    installation.hold(found)
    from merits.workspace.start import set_up

    set_up()
    for name, value in before.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    return found


_OPENED = _set_up()


@pytest.fixture(scope="session")
def opened() -> installation.Installation:
    """The installation key of all tests here."""
    return _OPENED


@dataclass(frozen=True)
class Template:
    """A database and evidence folder to copy from."""

    kind: str
    folder: Path
    database: str


class Databases:
    """Makes, copies and drops databases of one kind."""

    def __init__(self, kind: str, opened: installation.Installation, server: str) -> None:
        self.kind, self.opened, self.server = kind, opened, server

    def lead_to(self, home: Path, database: str) -> None:
        """Let Django's connection lead to a database, and the vault to a folder."""
        from django.db import connections

        installation.hold(installation.Installation(home, self.opened.master))
        connections["default"].close()
        connections.settings = connections.configure_settings({"default": self.settings(home, database)})
        del connections["default"]

    def settings(self, home: Path, database: str) -> dict[str, Any]:
        if self.kind == "sqlcipher":
            return {
                "ENGINE": "merits.workspace.db.sqlcipher",
                "NAME": str(home / "workspace.db"),
                "OPTIONS": {"transaction_mode": "IMMEDIATE"},
            }
        return {"ENGINE": "django.db.backends.postgresql", "NAME": database, "USER": "merits", "HOST": self.server}

    def new(self, home: Path, template: Template | None = None) -> str:
        """A new database: empty, or a copy."""
        from django.db import connections

        connections["default"].close()
        home.mkdir(mode=0o700, exist_ok=True)
        if template is not None:
            shutil.copytree(template.folder, home, dirs_exist_ok=True)
        shutil.copy(self.opened.home / installation.KEY_FILE, home)
        if self.kind == "sqlcipher":
            if template is None:
                (home / "workspace.db").touch(0o600)
            return ""
        name = f"merits_{os.getpid()}_{uuid.uuid4().hex[:12]}"
        source = f" TEMPLATE {template.database}" if template else ""
        self._say(f"CREATE DATABASE {name}{source}", user="merits")
        return name

    def drop(self, database: str) -> None:
        from django.db import connections

        connections["default"].close()
        if database:
            self._say(f"DROP DATABASE {database} WITH (FORCE)", user="postgres")

    def _say(self, statement: str, *, user: str) -> None:
        import psycopg

        with psycopg.connect(host=self.server, user=user, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own with an ordinary role; the folder of its socket."""
    if sys.version_info >= (3, 13):
        pytest.skip("pgserver has no wheel for Python 3.13")
    import psycopg

    folder = Path(tempfile.mkdtemp(prefix="merits-pg-"))
    folder.chmod(0o755)  # run by root, the server runs as a user of its own
    (folder / "run").mkdir(mode=0o700)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = runtime or str(folder / "run")  # pgserver asks at import, and warns where none is
    import pgserver

    if runtime is None:
        del os.environ["XDG_RUNTIME_DIR"]
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    socket = str(server.get_postmaster_info().socket_dir)
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE ROLE merits LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
    yield socket
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["sqlcipher", "postgresql"])
def databases(request: pytest.FixtureRequest, opened: installation.Installation) -> Databases:
    """Both kinds, one after the other."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else ""
    return Databases(request.param, opened, server)


@pytest.fixture(scope="session")
def migrated(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Tables, and nothing in them but the mark."""
    from django.core.management import call_command
    from django.db import connection

    from merits.workspace import clock
    from merits.workspace.accounts.models import InstallationMark

    home = tmp_path_factory.mktemp(f"migrated-{databases.kind}") / "home"
    name = databases.new(home)
    databases.lead_to(home, name)
    call_command("migrate", verbosity=0)
    InstallationMark.objects.create(fingerprint=databases.opened.fingerprint, made_at=clock.now())
    connection.close()
    return Template(databases.kind, home, name)


@pytest.fixture(scope="session")
def filled(databases: Databases, migrated: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The demo: accounts, the dossier, and everybody named on what is theirs."""
    from django.db import connection

    from merits.workspace import demo

    home = tmp_path_factory.mktemp(f"filled-{databases.kind}") / "home"
    name = databases.new(home, migrated)
    databases.lead_to(home, name)
    demo.fill()
    connection.close()
    return Template(databases.kind, home, name)


def _workspace(databases: Databases, template: Template, folder: Path) -> Iterator[Path]:
    home = folder / "home"
    name = databases.new(home, template)
    databases.lead_to(home, name)
    yield home
    databases.drop(name)


@pytest.fixture
def empty(databases: Databases, migrated: Template, tmp_path: Path) -> Iterator[Path]:
    """A workspace with tables and nothing in them; its folder."""
    yield from _workspace(databases, migrated, tmp_path)


@pytest.fixture
def home(databases: Databases, filled: Template, tmp_path: Path) -> Iterator[Path]:
    """The demo workspace; its folder."""
    yield from _workspace(databases, filled, tmp_path)


@pytest.fixture
def people(home: Path) -> dict[str, Any]:
    """The demo's users by the part of the address before the @."""
    from merits.workspace.accounts.models import User

    return {user.email.partition("@")[0]: user for user in User.objects.all()}


@pytest.fixture(scope="session")
def planted() -> frozenset[str]:
    """Every name and identifier of the demo's identity store, and some of its quotations."""
    from merits.casework import read_dossier
    from merits.demo import demo_dossier

    dossier = read_dossier(demo_dossier())
    found: set[str] = set()
    for people in dossier.identities.values():
        for person in people.people:
            found |= {*person.names, *person.also}
        for item in people.identifiers:
            found |= set(item.values)
    found |= {row.quotation for row in dossier.codings if len(row.quotation) > 30}
    return frozenset(item for item in found if len(item) >= 8)

"""The connection: opened with the raw installation key, before anything else is said to the database.

A passphrase would be stretched by SQLCipher at every connection (0.2 s); we stretch it once and hand over the raw key.
The key is read from memory and stands in no setting, so no error page or log can show it.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base as sqlite
from django.db.backends.sqlite3._functions import register
from django.db.backends.sqlite3.features import DatabaseFeatures as SQLiteFeatures
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database

from merits.base.errors import UserError
from merits.workspace.vault.installation import current

# The module keeps converters and adapters of its own; these are the ones that Django registers for sqlite3.
Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", sqlite.decoder(parse_date))
Database.register_converter("time", sqlite.decoder(parse_time))
Database.register_converter("datetime", sqlite.decoder(parse_datetime))
Database.register_converter("timestamp", sqlite.decoder(parse_datetime))
Database.register_adapter(decimal.Decimal, str)
Database.register_adapter(datetime.date, sqlite.adapt_date)
Database.register_adapter(datetime.datetime, sqlite.adapt_datetime)

#: How long a writer waits for the one before it, in seconds.
PATIENCE = 30

#: Run on every connection, after the key. ``secure_delete`` overwrites what is deleted; ``trusted_schema`` off keeps a
#: tampered schema from calling functions; temporary tables stay in memory, never on disk in the clear.
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA legacy_alter_table = OFF",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cell_size_check = ON",
)


class CursorWrapper(Database.Cursor):
    """SQLCipher's cursor, with Django's placeholders turned into its own (as ``SQLiteCursorWrapper`` does)."""

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(_converted(query, names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for each set of parameters."""
        rows = list(param_list)
        names = list(rows[0]) if rows and isinstance(rows[0], Mapping) else None
        return super().executemany(_converted(query, names), rows)


def _converted(query: str, names: list[str] | None) -> str:
    if names is None:
        return str(sqlite.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))
    return query % {name: f":{name}" for name in names}


class DatabaseFeatures(SQLiteFeatures):
    """What SQLCipher's own SQLite can do, whatever the version of Python's."""

    can_alter_table_drop_column = True
    can_return_columns_from_insert = True
    can_return_rows_from_bulk_insert = True


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """A connection to the encrypted database."""

    display_name = "SQLCipher"
    Database = Database
    features_class = DatabaseFeatures

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with a database that must exist: a connection never makes an empty one in the wrong place."""
        params: dict[str, Any] = super().get_connection_params()
        params["database"] = f"file:{quote(str(params['database']))}?mode=rw"
        params.setdefault("timeout", PATIENCE)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, give the key, and see that it fits.

        Raises:
            UserError: there is no database, or it belongs to another key.
        """
        installation = current()
        name = self.settings_dict["NAME"]
        try:
            connection = Database.connect(**conn_params)
        except Database.OperationalError as error:
            if not Path(name).exists():
                raise UserError(
                    f"There is no database {name}.",
                    remedy="Put back the copy that belongs to the key file, or make a workspace in an empty folder.",
                ) from error
            raise
        try:
            connection.execute(f"PRAGMA key = \"x'{installation.database_key}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except Database.DatabaseError as error:
            connection.close()
            if "file is not a database" not in str(error):
                raise
            raise UserError(
                f"The database {name} does not belong to this workspace's key, or it is damaged. Nothing was changed.",
                remedy="Put back the database and the key file that belong together.",
            ) from error
        register(connection)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that understands Django's placeholders."""
        return self.connection.cursor(factory=CursorWrapper)

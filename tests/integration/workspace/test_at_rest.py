"""S2: a stolen disk, or whoever operates the database, reads no case."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection, connections

from merits.base.errors import UserError
from merits.workspace.vault import installation


def test_no_planted_name_lies_in_any_file_of_the_workspace(home: Path, planted: frozenset[str]) -> None:
    needles = {form for text in planted for form in (text.encode(), text.encode("utf-16-le"))}
    assert len(needles) > 200
    files = [path for path in home.rglob("*") if path.is_file()]
    assert len(files) > 40
    for path in files:
        data = path.read_bytes()
        assert not [needle for needle in needles if needle in data], path.name


def test_embedded_database_holds_no_readable_word(home: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the embedded database")
    connections["default"].close()
    data = (home / "workspace.db").read_bytes()
    for word in (b"SQLite format 3", b"CREATE TABLE", b"cases_case", b"example.org", b"Eastmarch"):
        assert word not in data
    with sqlite3.connect(home / "workspace.db") as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master")


def test_copied_database_does_not_open_with_another_key(home: Path, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the embedded database")
    connections["default"].close()
    before = (home / "workspace.db").read_bytes()
    held = installation.current()
    try:
        installation.hold(installation.Installation(home, b"another key of thirty-two bytes!"))
        with pytest.raises(UserError, match="does not belong to this workspace's key"):
            connection.ensure_connection()
    finally:
        installation.hold(held)
    assert (home / "workspace.db").read_bytes() == before


def test_missing_database_is_said_and_none_is_made(home: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the embedded database")
    connections["default"].close()
    (home / "workspace.db").unlink()
    with pytest.raises(UserError, match="There is no database"):
        connection.ensure_connection()
    assert not (home / "workspace.db").exists()


def test_rows_say_no_planted_name_to_whoever_operates_the_server(home: Path, planted: frozenset[str]) -> None:
    """Every row of every table as text. On PostgreSQL nothing else protects them."""
    needles = {form for text in planted for form in (text, text.encode().hex())}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                cells = [
                    bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell) for cell in row
                ]
                text = "\n".join(cells)
                assert not [needle for needle in needles if needle in text], table


def test_a_row_moved_to_another_case_does_not_open(home: Path, people: dict[str, object]) -> None:
    from merits.workspace.cases.models import Person
    from merits.workspace.vault.sealing import CannotOpen

    first, second = Person.objects.order_by("id")[:2]
    Person.objects.filter(id=first.id).update(sealed=second.sealed)
    moved = Person.objects.select_related("case__data_key").get(id=first.id)
    with pytest.raises(CannotOpen):
        moved.value(moved.case.data_key.open())


def test_folder_and_files_are_for_their_owner_only(home: Path) -> None:
    for path in home.rglob("*"):
        if path.parent.name == "home" or path.is_relative_to(home / "evidence"):
            assert path.stat().st_mode & 0o077 == 0 or path.name == ".lock" or path.is_dir(), path.name

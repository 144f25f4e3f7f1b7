"""The tables are made by the first migration on both databases, and no change is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from merits.workspace import clock
from merits.workspace.accounts.models import InstallationMark


def test_first_migration_makes_every_table(empty: Path) -> None:
    from django.apps import apps

    tables = set(connection.introspection.table_names())
    assert {model._meta.db_table for model in apps.get_models()} <= tables


def test_no_change_of_a_model_lacks_its_migration(empty: Path) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_deployment_setting_is_unsafe(empty: Path) -> None:
    call_command("check", verbosity=0)


def test_the_database_itself_refuses_what_the_code_must_not_write(empty: Path) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InstallationMark.objects.create(id=2, fingerprint="x", made_at=clock.now())


def test_ordinary_role_is_enough(empty: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only a server has roles")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


def test_embedded_database_is_set_up_for_safety(empty: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("settings of the embedded database")
    wanted = {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "temp_store": 2,
        "synchronous": 2,
    }
    with connection.cursor() as cursor:
        for pragma, value in wanted.items():
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone() == (value,), pragma

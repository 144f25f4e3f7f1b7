"""A dossier folder comes in and goes out equal; what cannot come in leaves nothing; a crash leaves nothing half."""

from __future__ import annotations

import dataclasses
import filecmp
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.http import Http404

from merits import casework
from merits.base.errors import CannotWrite, ProblemsError, Stopped, UserError
from merits.demo import demo_dossier
from merits.workspace import clock, setup
from merits.workspace.accounts import actions as accounts
from merits.workspace.accounts.models import Membership, Role, User
from merits.workspace.audit import queries as audit
from merits.workspace.audit.models import Entry
from merits.workspace.cases.models import Case, CaseAccess, Document
from merits.workspace.challenges import actions
from merits.workspace.challenges.models import Challenge
from merits.workspace.challenges.preview import preview_dossier
from merits.workspace.challenges.queries import challenge_for, dossier, head
from merits.workspace.vault import evidence
from merits.workspace.vault.models import DataKey, StoredFile
from merits.workspace.vault.sealing import CannotOpen


@pytest.fixture
def solicitor(empty: Path) -> User:
    user = accounts.add_person(email="s@example.org", name="S", password="quiet lantern quay", by=None)
    where = accounts.add_organisation(key="eastmarch", name="Eastmarch Law Centre", kind="law centre", by=None)
    accounts.add_membership(user=user, organisation=where, role=Role.SOLICITOR, by=None)
    return user


def _nothing_came_in() -> bool:
    return not any(model.objects.exists() for model in (Case, Challenge, Document, StoredFile, DataKey))


def _copy(folder: Path) -> Path:
    """The demo's dossier, unsealed, to be damaged."""
    shutil.copytree(demo_dossier(), folder)
    (folder / "manifest.json").unlink()
    return folder


def test_what_comes_in_goes_out_equal(solicitor: User, tmp_path: Path) -> None:
    reference = actions.import_dossier(folder=demo_dossier(), by=solicitor)
    out = tmp_path / "out"
    actions.export_dossier(challenge=challenge_for(solicitor, reference), out=out, by=solicitor)
    was, now = casework.read_dossier(demo_dossier()), casework.read_dossier(out)
    assert dataclasses.replace(now, folder=was.folder) == was
    assert now.sealed
    for case in was.cases:
        for document in case.documents:
            assert filecmp.cmp(was.path_of(case, document), now.path_of(case, document), shallow=False)


def test_dossier_in_memory_is_the_folder_without_people_and_adverse_material(solicitor: User) -> None:
    reference = actions.import_dossier(folder=demo_dossier(), by=solicitor)
    opened = challenge_for(solicitor, reference)
    was, now = casework.read_dossier(demo_dossier()), dossier(opened)
    assert now.hidden == 0
    assert now.dossier.codings == was.codings
    assert now.dossier.cases == was.cases
    assert (now.dossier.identities, now.dossier.adverse) == ({}, ())
    assert head(opened).challenge == was.challenge
    assert casework.agreed_reasons(now.dossier) == casework.agreed_reasons(was)


def test_preview_counts_what_would_come_in_and_writes_nothing(solicitor: User) -> None:
    entries = Entry.objects.count()
    found = preview_dossier(folder=demo_dossier(), on=clock.today(), by=solicitor)
    was = casework.read_dossier(demo_dossier())
    assert (found.cases, found.readings, found.codings) == (24, len(was.readings), len(was.codings))
    assert found.organisations[1] == ("Eastmarch Law Centre", 8, False)
    assert [new for _, _, new in found.organisations] == [True, False, True]
    assert found.with_consent < found.cases
    assert found.warnings == was.warnings and not found.obstacles
    assert _nothing_came_in() and Entry.objects.count() == entries


def test_only_a_solicitor_takes_a_dossier_in(people: dict[str, User]) -> None:
    for who in ("coder", "supervisor", "analyst", "administrator", "caseworker.eastmarch"):
        with pytest.raises(Http404):
            preview_dossier(folder=demo_dossier(), on=clock.today(), by=people[who])
        with pytest.raises(Http404):
            actions.import_dossier(folder=demo_dossier(), by=people[who])


def test_dossier_that_is_here_does_not_come_in_again(people: dict[str, User]) -> None:
    before = StoredFile.objects.count()
    found = preview_dossier(folder=demo_dossier(), on=clock.today(), by=people["solicitor"])
    assert found.obstacles == (
        "This dossier is here already.",
        "24 of its 24 references or cases are in use here already.",
    )
    with pytest.raises(UserError, match="not taken in"):
        actions.import_dossier(folder=demo_dossier(), by=people["solicitor"])
    assert StoredFile.objects.count() == before


def test_folder_that_is_not_whole_leaves_nothing(solicitor: User, tmp_path: Path) -> None:
    folder = _copy(tmp_path / "damaged")
    (folder / "cases" / "0ST0" / "decision-letter.pdf").write_bytes(b"another")
    with pytest.raises(ProblemsError):
        actions.import_dossier(folder=folder, by=solicitor)
    assert _nothing_came_in()


def test_file_that_changes_while_it_is_read_leaves_nothing(solicitor: User, tmp_path: Path) -> None:
    folder = _copy(tmp_path / "changing")

    def change(step: str, done: int, total: int) -> None:
        if done == 3:
            (folder / "cases" / "Z7MC" / "decision-letter.pdf").write_bytes(b"another")

    with pytest.raises(UserError, match="changed while"):
        actions.import_dossier(folder=folder, by=solicitor, progress=change)
    assert _nothing_came_in()
    assert evidence.sweep() > 0


def test_full_disk_leaves_nothing(solicitor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > 20:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        actions.import_dossier(folder=demo_dossier(), by=solicitor)
    monkeypatch.undo()
    assert _nothing_came_in()
    assert not list((evidence.path_of("00").parent.parent).glob("**/*.partial"))


def _killed(work: Callable[[], Any]) -> int:
    """Run it in a process of its own; how that ended."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(9)
    return os.waitpid(child, 0)[1]


@pytest.mark.parametrize("moment", ["first file", "some files", "recording", "middle of the transaction", "last entry"])
def test_kill_during_import_leaves_nothing_half(
    solicitor: User, home_of_test: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = Entry.objects.count()

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def progress(step: str, done: int, total: int) -> None:
        if (moment == "first file" and (step, done) == ("Encrypting documents", 1)) or (
            moment == "some files" and (step, done) == ("Encrypting documents", 20)
        ):
            die()
        if moment == "recording" and step == "Recording":
            die()

    real, count = actions.record, []

    def record(*given: Any, **named: Any) -> Any:
        count.append(1)
        if moment == "middle of the transaction" and len(count) == 12:
            die()
        found = real(*given, **named)
        if moment == "last entry" and given[0].value == "challenge.imported":
            die()
        return found

    monkeypatch.setattr(actions, "record", record)
    status = _killed(lambda: actions.import_dossier(folder=demo_dossier(), by=solicitor, progress=progress))
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    _wait_for_the_server()
    assert _nothing_came_in()
    assert Entry.objects.count() == entries
    assert audit.verify().holds
    assert evidence.sweep() > 0
    assert evidence.sweep() == 0
    monkeypatch.undo()
    actions.import_dossier(folder=demo_dossier(), by=solicitor)
    assert setup.check().whole


def _wait_for_the_server() -> None:
    """PostgreSQL notices a killed client when it next looks; SQLite has nothing to notice."""
    time.sleep(0.3)


@pytest.fixture
def home_of_test(empty: Path) -> Path:
    return empty


def test_sweep_leaves_files_alone_while_somebody_is_writing(solicitor: User) -> None:
    with evidence.writing():
        with (demo_dossier() / "dossier.toml").open("rb") as source:
            stored = evidence.store(DataKey.prepare(at=clock.now())[1], source)
        assert evidence.sweep() == 0
        assert evidence.path_of(stored.address).exists()
    assert evidence.sweep() == 1


def test_lost_changed_and_swapped_files_are_found(home: Path, people: dict[str, User]) -> None:
    assert setup.check().whole
    first, second, third = (evidence.path_of(row.address) for row in StoredFile.objects.order_by("size")[:3])
    first.unlink()
    second.chmod(0o600)
    second.write_bytes(second.read_bytes()[:-1] + b"?")
    third.chmod(0o600)
    third.write_bytes(evidence.path_of(StoredFile.objects.order_by("-size")[0].address).read_bytes())
    found = setup.check()
    assert len(found.faults) == 3 and not found.whole


def test_destroyed_key_takes_everything_of_its_case(home: Path, people: dict[str, User]) -> None:
    from merits.workspace.cases.queries import case_for

    row = Case.objects.get(reference="HN5B")
    DataKey.objects.filter(id=row.data_key_id).update(wrapped=None, destroyed_at=clock.now())
    with pytest.raises(CannotOpen):
        case_for(people["solicitor"], "HN5B")


def test_dossier_is_never_handed_over_short(people: dict[str, User], tmp_path: Path) -> None:
    solicitor = people["solicitor"]
    challenge = challenge_for(solicitor, Challenge.objects.get().reference)
    CaseAccess.objects.filter(case__reference="HN5B", membership__user=solicitor).delete()
    with pytest.raises(Stopped, match="1 of 24 cases"):
        actions.export_dossier(challenge=challenge, out=tmp_path / "out", by=solicitor)
    assert not (tmp_path / "out").exists()


def test_solicitor_of_two_organisations_says_which_leads(solicitor: User) -> None:
    where = accounts.add_organisation(key="second", name="Second", by=None)
    accounts.add_membership(user=solicitor, organisation=where, role=Role.SOLICITOR, by=None)
    assert Membership.objects.filter(user=solicitor).count() == 2
    with pytest.raises(UserError, match="several organisations"):
        actions.import_dossier(folder=demo_dossier(), by=solicitor)
    reference = actions.import_dossier(folder=demo_dossier(), by=solicitor, lead="second")
    assert Challenge.objects.get(reference=reference).lead == where

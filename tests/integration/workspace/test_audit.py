"""S6: everything done with a case is in its chain, content never is, and the chain cannot be edited unseen."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.http import Http404

from merits.workspace import clock
from merits.workspace.accounts.models import User
from merits.workspace.audit import queries as audit
from merits.workspace.audit.actions import Action, record
from merits.workspace.audit.models import INSTALLATION, Chain, Entry
from merits.workspace.cases import actions, queries
from merits.workspace.cases.models import Case

People = dict[str, User]


def _faults() -> list[str]:
    return [item.what for item in audit.verify().faults]


def _chain() -> Any:
    return Case.objects.order_by("reference")[0].id


def test_trail_of_the_demo_holds(home: Path) -> None:
    verdict = audit.verify()
    assert verdict.holds
    assert verdict.chains == 1 + Case.objects.count()
    assert verdict.entries == Entry.objects.count() > 100


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "case.begun"),
        ("who", "00000000-0000-0000-0000-00000000000f"),
        ("at", "2019-06-10T00:00:00+00:00"),
        ("objects_touched", ["document:other"]),
        ("previous", "f" * 64),
        ("hash", "f" * 64),
    ],
)
def test_changed_entry_is_found(home: Path, column: str, value: Any) -> None:
    entry = Entry.objects.filter(chain=_chain()).order_by("seq")[1]
    Entry.objects.filter(id=entry.id).update(**{column: value})
    assert _faults()


@pytest.mark.parametrize("which", ["first", "middle", "last"])
def test_removed_entry_is_found(home: Path, which: str) -> None:
    rows = list(Entry.objects.filter(chain=_chain()).order_by("seq"))
    rows[{"first": 0, "middle": len(rows) // 2, "last": -1}[which]].delete()
    assert _faults()


def test_removed_chain_is_found(home: Path) -> None:
    chain = _chain()
    Entry.objects.filter(chain=chain).delete()
    Chain.objects.filter(id=chain).delete()
    assert _faults() == ["the chain has no entries left"]


def test_trail_cut_short_together_with_its_head_is_found_by_a_head_kept_elsewhere(home: Path) -> None:
    chain = _chain()
    kept = audit.heads()
    last = Entry.objects.filter(chain=chain).order_by("-seq")[0]
    Entry.objects.filter(id=last.id).delete()
    Chain.objects.filter(id=chain).update(length=last.seq - 1, head=last.previous)
    assert audit.verify().holds
    assert [item.what for item in audit.verify(kept).faults] == ["an entry whose hash was kept elsewhere is gone"]


def test_kept_heads_still_fit_after_more_was_done(home: Path, people: People) -> None:
    kept = audit.heads()
    queries.case_for(people["solicitor"], Case.objects.order_by("reference")[0].reference)
    assert audit.verify(kept).holds


def test_entry_made_without_the_key_does_not_fit(home: Path) -> None:
    import hashlib

    chain = Chain.objects.get(id=_chain())
    digest = hashlib.sha256(b"forged").hexdigest()
    Entry.objects.create(
        chain=chain.id,
        seq=chain.length + 1,
        at=clock.now(),
        who=None,
        action="case.read",
        objects_touched=[],
        previous=chain.head,
        hash=digest,
    )
    Chain.objects.filter(id=chain.id).update(length=chain.length + 1, head=digest)
    assert "the entry was changed" in _faults()


def _entries(case: Case) -> list[str]:
    return list(Entry.objects.filter(chain=case.id).order_by("seq").values_list("action", flat=True))


def test_every_read_of_a_case_leaves_one_entry(people: People) -> None:
    row = Case.objects.get(reference="HN5B")
    before = len(_entries(row))
    opened = queries.case_for(people["solicitor"], "HN5B")
    queries.identities(opened)
    queries.document(opened, "letter-1")
    queries.original(opened, "letter-1")
    queries.document(opened, "email-1")
    queries.log(opened)
    assert _entries(row)[before:] == [
        "case.read",
        "identities.read",
        "letter.read",
        "original.read",
        "evidence.read",
        "log.read",
    ]


def test_refused_read_leaves_no_entry_anywhere(people: People) -> None:
    before = Entry.objects.count()
    for who in ("coder", "analyst", "administrator"):
        with pytest.raises(Http404):
            queries.case_for(people[who], "HN5B")
    assert Entry.objects.count() == before


def test_failed_action_leaves_no_entry(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = queries.case_for(people["solicitor"], "HN5B")
    consent = queries.whole(opened).consents[0]
    before = Entry.objects.count()

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "record", break_down)
    with pytest.raises(RuntimeError):
        actions.withdraw_consent(case=opened, consent_id=consent.id, on=clock.today(), by=people["solicitor"])
    assert Entry.objects.count() == before
    assert queries.whole(opened).consents[0] == consent


def test_entry_outside_a_transaction_is_not_taken(home: Path) -> None:
    with pytest.raises(AssertionError):
        record(Action.CASE_READ, by=None)


def test_no_entry_holds_a_planted_name_or_quotation(home: Path, planted: frozenset[str]) -> None:
    text = "\n".join(f"{row.action} {row.objects_touched}" for row in Entry.objects.all())
    assert not [item for item in planted if item in text]


def _write(number: int, count: int) -> None:
    from django.db import connection

    for _ in range(count):
        with transaction.atomic():
            record(Action.CASES_LISTED, by=None, objects=[f"count:{number}"])
    connection.close()


def test_twenty_processes_write_at_once_and_no_entry_is_lost(home: Path) -> None:
    before = Entry.objects.filter(chain=INSTALLATION).count()
    connections.close_all()
    forks = multiprocessing.get_context("fork")
    writers = [forks.Process(target=_write, args=(number, 10)) for number in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0] * 20
    assert Entry.objects.filter(chain=INSTALLATION).count() == before + 200
    assert audit.verify().holds

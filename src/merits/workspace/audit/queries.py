"""Reading and verifying the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from merits.workspace.audit.actions import START, entry_hash
from merits.workspace.audit.models import INSTALLATION, Chain, Entry


@dataclass(frozen=True)
class Head:
    """The end of a chain, to be kept elsewhere: the trail cannot be cut shorter unseen by whoever holds it."""

    chain: UUID
    length: int
    hash: str

    @property
    def is_installation(self) -> bool:
        """True for the chain of the installation."""
        return self.chain == INSTALLATION


@dataclass(frozen=True)
class Fault:
    """Where a chain does not hold."""

    chain: UUID
    seq: int
    what: str


@dataclass(frozen=True)
class Verdict:
    """What the verification read and found."""

    chains: int
    entries: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """True if nothing was found."""
        return not self.faults


def heads() -> tuple[Head, ...]:
    """The ends of all chains, the installation's first."""
    return tuple(Head(row.id, row.length, row.head) for row in Chain.objects.order_by("id"))


def verify(known: Iterable[Head] = ()) -> Verdict:
    """Recompute every chain.

    Args:
        known: heads that were kept elsewhere; each must still be in its chain.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # One picture of all tables, whatever is appended meanwhile; SQLite gives that by itself.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        faults: list[Fault] = []
        lengths: dict[UUID, int] = {}
        count = 0
        kept = {(head.chain, head.length): head.hash for head in known}
        begun: set[UUID] = set()
        for chain, entries in _by_chain():
            previous, seq = START, 0
            for entry in entries:
                count += 1
                seq += 1
                faults += _faults(entry, seq, previous)
                if entry.chain == INSTALLATION and entry.action == "case.begun":
                    begun |= {UUID(item.removeprefix("case:")) for item in entry.objects_touched}
                expected = kept.pop((chain, seq), entry.hash)
                if expected != entry.hash:
                    faults.append(Fault(chain, seq, "the entry is not the one whose hash was kept elsewhere"))
                previous, seq = entry.hash, entry.seq
            lengths[chain] = seq
            head = Chain.objects.filter(id=chain).first()
            if head is None or (head.length, head.head) != (seq, previous):
                faults.append(Fault(chain, seq, "the chain does not end where its head says"))
        missing = set(Chain.objects.filter(length__gt=0).values_list("id", flat=True)) | begun
        faults += [Fault(chain, 0, "the chain has no entries left") for chain in sorted(missing - lengths.keys())]
        faults += [
            Fault(chain, length, "an entry whose hash was kept elsewhere is gone")
            for chain, length in kept
            if length > 0
        ]
        return Verdict(len(lengths), count, tuple(faults))


def _faults(entry: Entry, seq: int, previous: str) -> Iterator[Fault]:
    if entry.seq != seq:
        yield Fault(entry.chain, seq, "an entry is missing")
    elif entry.previous != previous:
        yield Fault(entry.chain, entry.seq, "the entry does not follow the one before it")
    if entry.hash != entry_hash(entry):
        yield Fault(entry.chain, entry.seq, "the entry was changed")


def _by_chain() -> Iterator[tuple[UUID, list[Entry]]]:
    for chain in Entry.objects.order_by("chain").values_list("chain", flat=True).distinct():
        yield chain, list(Entry.objects.filter(chain=chain).order_by("seq"))


@dataclass(frozen=True)
class LogLine:
    """One entry as a page shows it."""

    seq: int
    at: datetime
    who: UUID | None
    action: str
    objects: tuple[str, ...]


def log_of(chain: UUID, *, newest: int = 200) -> tuple[LogLine, ...]:
    """The newest entries of a chain, newest first. Call it through the query of what the chain is about."""
    rows = Entry.objects.filter(chain=chain).order_by("-seq")[:newest]
    return tuple(LogLine(row.seq, row.at, row.who, row.action, tuple(row.objects_touched)) for row in rows)

"""Appending to the audit trail: the only writer."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.db import connection

from merits.workspace import clock
from merits.workspace.audit.models import INSTALLATION, Chain, Entry
from merits.workspace.vault.installation import current

START = "0" * 64


class Action(StrEnum):
    """What can be done, as the trail names it. A value, once used, is never given another meaning."""

    INSTALLATION_MADE = "installation.made"
    CASE_BEGUN = "case.begun"
    ORGANISATION_ADDED = "organisation.added"
    ACCOUNT_ADDED = "account.added"
    ACCOUNT_CLOSED = "account.closed"
    MEMBERSHIP_ADDED = "membership.added"
    MEMBERSHIP_ENDED = "membership.ended"
    SIGNED_IN = "account.signed-in"
    SIGN_IN_FAILED = "account.sign-in-failed"
    CASES_LISTED = "cases.listed"
    CASE_READ = "case.read"
    IDENTITIES_READ = "identities.read"
    LETTER_READ = "letter.read"
    EVIDENCE_READ = "evidence.read"
    ORIGINAL_READ = "original.read"
    CODING_READ = "coding.read"
    LOG_READ = "log.read"
    CASE_IMPORTED = "case.imported"
    CASE_EXPORTED = "case.exported"
    ACCESS_GIVEN = "access.given"
    ACCESS_ENDED = "access.ended"
    CONSENT_RECORDED = "consent.recorded"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    LETTER_ASSIGNED = "letter.assigned"
    CHALLENGES_LISTED = "challenges.listed"
    CHALLENGE_READ = "challenge.read"
    CHALLENGE_IMPORTED = "challenge.imported"
    CHALLENGE_EXPORTED = "challenge.exported"
    CHALLENGE_ACCESS_GIVEN = "challenge.access-given"
    DOSSIER_READ = "dossier.read"
    ADVERSE_READ = "adverse.read"
    ADVERSE_DECIDED = "adverse.decided"
    PACK_ASKED_FOR = "pack.asked-for"
    PACK_MADE = "pack.made"
    PACK_FAILED = "pack.failed"
    PACK_CANCELLED = "pack.cancelled"
    PACK_DOWNLOADED = "pack.downloaded"


class HasId(Protocol):
    """Anything with an id; the trail keeps nothing else of it."""

    id: UUID


def record(
    action: Action,
    *,
    by: HasId | None,
    case: UUID | None = None,
    objects: Iterable[str] = (),
    at: datetime | None = None,
) -> Entry:
    """Append one entry. Call it inside the transaction of what it records.

    Args:
        action: what was done.
        by: the user; None for the installation itself.
        case: the case whose chain it belongs to; None for the installation's.
        objects: ids of what was touched, as ``kind:id``; never a name, never content.
        at: the instant; now if not given.
    """
    assert connection.in_atomic_block, "an action and its entry stand or fall together"
    chain_id = case or INSTALLATION
    Chain.objects.get_or_create(id=chain_id, defaults={"length": 0, "head": START})
    # SQLite has one writer at a time; PostgreSQL waits here for whoever appends to the same chain.
    chain = Chain.objects.select_for_update().get(id=chain_id)
    entry = Entry(
        chain=chain_id,
        seq=chain.length + 1,
        at=at or clock.now(),
        who=by.id if by is not None else None,
        action=action.value,
        objects_touched=sorted(objects),
        previous=chain.head,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    chain.length, chain.head = entry.seq, entry.hash
    chain.save(update_fields=["length", "head"])
    return entry


def entry_hash(entry: Entry) -> str:
    """The keyed hash of an entry: nobody without the installation key can make a chain that fits."""
    fields = [
        "merits-audit/1",
        str(entry.chain),
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(entry.who) if entry.who else None,
        entry.action,
        entry.objects_touched,
        entry.previous,
    ]
    text = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(current().subkey("audit"), text.encode(), hashlib.sha256).hexdigest()

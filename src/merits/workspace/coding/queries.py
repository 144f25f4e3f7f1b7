"""What a coder sees: the letters she was given, and her own coding of them. Blind: never another coder's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from merits import casework
from merits.base.reading import Reading
from merits.workspace.accounts.models import Role, User
from merits.workspace.accounts.queries import is_administrator
from merits.workspace.audit.actions import Action, record
from merits.workspace.cases.models import Reading as ReadingRow
from merits.workspace.cases.queries import open_reading
from merits.workspace.coding.models import CodingRow, LetterAssignment
from merits.workspace.vault.sealing import Key


@dataclass(frozen=True)
class AssignedLetter:
    """A letter in a coder's list. The case is not named: she reads a letter, not a case.

    Attributes:
        id: of the assignment; what its address holds.
        coder: the name she codes under.
        given_at: when.
        done_at: when she finished; None while she has not.
    """

    id: UUID
    coder: str
    given_at: datetime
    done_at: datetime | None


def letters_of(user: User) -> tuple[AssignedLetter, ...]:
    """The letters given to this user, unfinished first."""
    rows = _assignments(user).order_by("done_at", "given_at", "id")
    found = [AssignedLetter(row.id, row.coder, row.given_at, row.done_at) for row in rows]
    return tuple(sorted(found, key=lambda item: item.done_at is not None))


@dataclass(frozen=True)
class OpenLetter:
    """A letter that a coder may read. Made by ``letter_for`` alone.

    Attributes:
        user: who reads.
        row: the assignment.
        reading: the text, with places.
        own: her codings of it.
        key: the case's data key.
    """

    user: User
    row: LetterAssignment = field(repr=False)
    reading: Reading = field(repr=False)
    reading_row: ReadingRow = field(repr=False)
    own: tuple[casework.CodingRow, ...] = field(repr=False)
    key: Key = field(repr=False)


def letter_for(user: User, assignment_id: UUID) -> OpenLetter:
    """A letter that was given to this user. Leaves ``letter.read`` in the case's chain.

    Raises:
        Http404: there is none, or it was given to somebody else.
    """
    with transaction.atomic():
        row = _assignments(user).filter(id=assignment_id).select_related("document__case__data_key").first()
        reading_row = ReadingRow.objects.filter(document=row.document).order_by("-number").first() if row else None
        if row is None or reading_row is None:
            raise Http404
        case = row.document.case
        record(Action.LETTER_READ, by=user, case=case.id, objects=[f"document:{row.document_id}"])
    key = case.data_key.open()
    reading = open_reading(reading_row, key)
    mine = CodingRow.objects.filter(
        document_row=row.document, coder=row.coder, record_kind=casework.Record.CODING, coded_by=user
    )
    document_hash = str(row.document.beside(key)["sha256"])
    own = tuple(
        item.value(
            key,
            case=case.reference,
            document=row.document.key,
            document_sha256=document_hash,
            reading_sha256=reading.sha256,
        )
        for item in mine
    )
    return OpenLetter(user, row, reading, reading_row, own, key)


def _assignments(user: User):  # type: ignore[no-untyped-def]  # a query set; Django has no types here
    if not user.is_active or is_administrator(user):
        return LetterAssignment.objects.none()
    return LetterAssignment.objects.filter(
        membership__user=user, membership__ended_at__isnull=True, membership__role__in=[Role.CODER, Role.SUPERVISOR]
    )

"""The only reader of cases. ``case_for`` is the one access function: everything about a case is read through what it gives.

A stranger gets ``Http404``, whether the case exists or not. Every read leaves an entry in the case's chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404

from merits import casework
from merits.base.reading import Reading as TextReading
from merits.workspace.accounts.models import Role, User
from merits.workspace.accounts.queries import is_administrator, names_of
from merits.workspace.audit.actions import Action, record
from merits.workspace.audit.queries import LogLine, log_of
from merits.workspace.cases.clocks import Clocks, clocks
from merits.workspace.cases.models import Case, CaseAccess, Decision, Document, Level, Reading, Review
from merits.workspace.cases.sight import SIGHTS, Sight, may_be_named, shows
from merits.workspace.coding.models import CodingRow
from merits.workspace.vault import evidence
from merits.workspace.vault.sealing import Key, unseal, unseal_json


@dataclass(frozen=True)
class OpenCase:
    """A case that somebody may see, and how much of it. Made by ``case_for`` alone.

    Attributes:
        user: who reads.
        row: the case's row.
        sights: the parts that may be read.
        key: its data key.
    """

    user: User
    row: Case = field(repr=False)
    sights: frozenset[Sight]
    key: Key = field(repr=False)

    @property
    def reference(self) -> str:
        """The case's reference."""
        return str(self.row.reference)

    @property
    def id(self) -> UUID:
        """The case's id."""
        found: UUID = self.row.id
        return found

    def may(self, sight: Sight) -> bool:
        """Whether this part may be read."""
        return sight in self.sights

    def need(self, sight: Sight) -> None:
        """Go on only if this part may be read.

        Raises:
            Http404: it may not.
        """
        if sight not in self.sights:
            raise Http404


def _access_of(user: User) -> dict[UUID, frozenset[Sight]]:
    """Case id -> what this user may see of it. Empty for administrators and closed accounts."""
    if not user.is_active or is_administrator(user):
        return {}
    found: dict[UUID, frozenset[Sight]] = {}
    rows = CaseAccess.objects.filter(
        ended_at__isnull=True, membership__ended_at__isnull=True, membership__user=user
    ).values_list("case_id", "level", "membership__role")
    for case_id, level, role in rows:
        # Asked again when read: a role that changed since must not keep what it may no longer be given.
        if may_be_named(Role(role), Level(level)):
            found[case_id] = found.get(case_id, frozenset()) | SIGHTS[Level(level)]
    return found


def case_for(user: User, reference: str) -> OpenCase:
    """The case with this reference, if this user is named on it. Leaves ``case.read`` in its chain.

    Raises:
        Http404: there is none, or the user is not named on it; nobody can tell which.
    """
    with transaction.atomic():
        row = Case.objects.select_related("data_key", "organisation").filter(reference=reference).first()
        sights = _access_of(user).get(row.id) if row is not None else None
        if row is None or not sights:
            raise Http404
        record(Action.CASE_READ, by=user, case=row.id, objects=[f"case:{row.id}"])
    return OpenCase(user, row, sights, row.data_key.open())


def open_cases(user: User, ids: set[UUID], *, action: Action) -> tuple[OpenCase, ...]:
    """Those of some cases that this user may see, by reference; each read is noted in its own chain.

    Args:
        user: who reads.
        ids: which cases.
        action: what for.
    """
    with transaction.atomic():
        access = _access_of(user)
        rows = Case.objects.select_related("data_key", "organisation").filter(id__in=ids & access.keys())
        found = []
        for row in rows.order_by("reference"):
            record(action, by=user, case=row.id, objects=[f"case:{row.id}"])
            found.append(OpenCase(user, row, access[row.id], row.data_key.open()))
    return tuple(found)


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: nothing that needed a key.

    Attributes:
        reference: the case's reference.
        organisation: who holds it.
        maker: ``cps`` or ``police``, of the first decision; empty if none is recorded.
        unit: the unit that decided.
        kind: what was decided.
        decided_on: when, as recorded.
        stage: where the case is, in words.
        clocks: its dates.
        challenges: references of the challenges whose dossier it is in.
    """

    reference: str
    organisation: str
    maker: str
    unit: str
    kind: str
    decided_on: str
    stage: str
    clocks: Clocks
    challenges: tuple[str, ...]


def cases_of(user: User, *, on: date) -> tuple[CaseLine, ...]:
    """The cases this user is named on, the one with the soonest date first. Leaves one entry that counts them.

    Args:
        user: who reads.
        on: the day.
    """
    ids = set(_access_of(user))
    rows = (
        Case.objects.filter(id__in=ids)
        .select_related("organisation")
        .prefetch_related(
            Prefetch("decision_rows", Decision.objects.defer("sealed").order_by("place")),
            Prefetch("review_rows", Review.objects.defer("sealed").order_by("place")),
            "entries__challenge",
        )
        .defer("sealed")
    )
    lines = [_line(row, on) for row in rows]
    if lines:
        with transaction.atomic():
            # Which they were follows from the trail itself: it says who was named on what, and when.
            record(Action.CASES_LISTED, by=user, objects=[f"count:{len(lines)}"])
    last = date.max
    return tuple(sorted(lines, key=lambda item: (item.clocks.next.date if item.clocks.next else last, item.reference)))


def _line(row: Case, on: date) -> CaseLine:
    decisions, reviews = list(row.decision_rows.all()), list(row.review_rows.all())
    first = decisions[0] if decisions else None
    return CaseLine(
        reference=row.reference,
        organisation=row.organisation.name,
        maker=first.maker if first else "",
        unit=first.unit if first else "",
        kind=first.kind if first else "",
        decided_on=first.made_on.in_words if first else "",
        stage=_stage(decisions, reviews),
        clocks=_clocks(decisions, reviews, on),
        challenges=tuple(sorted(item.challenge.reference for item in row.entries.all() if item.taken_out_at is None)),
    )


def _clocks(decisions: list[Any], reviews: list[Any], on: date) -> Clocks:
    return clocks([(item.key, item) for item in decisions], [(item.key, item) for item in reviews], on=on)


def _stage(decisions: list[Decision], reviews: list[Review]) -> str:
    if not decisions:
        return "No decision recorded"
    if any(item.result == casework.ReviewResult.AWAITED for item in reviews):
        return "Review awaited"
    if any(casework.ReviewResult(item.result).is_decided for item in reviews):
        return "Reviewed"
    return "Review asked for" if reviews else "Decided"


def whole(opened: OpenCase) -> casework.Case:
    """The case as casework knows it, with the documents and authority that may be seen."""
    row, key = opened.row, opened.key
    opened.need(Sight.SUMMARY)
    documents = tuple(item.value(key) for item in row.document_rows.all())
    authority = opened.may(Sight.AUTHORITY)
    complainant = row.person_rows.filter(role=casework.Role.COMPLAINANT).values_list("key", flat=True).first()
    return casework.Case(
        reference=row.reference,
        id=str(row.id),
        organisation=row.organisation.key,
        jurisdiction=row.jurisdiction,
        came_in=unseal_json(key, row.sealed, place=row.seal_place)["came_in"],
        came_in_on=row.came_in_on,
        decisions=tuple(item.value(key) for item in row.decision_rows.all()),
        documents=tuple(item for item in documents if shows(opened.sights, item)),
        reviews=tuple(item.value(key) for item in row.review_rows.all()),
        consents=tuple(item.value(key) for item in row.consent_rows.all()) if authority else (),
        waivers=tuple(item.value(key) for item in row.waiver_rows.all()) if authority else (),
        complainant=complainant or "",
    )


def clocks_of(case: casework.Case, *, on: date) -> Clocks:
    """The clocks of a case that was read."""
    return clocks([(item.id, item) for item in case.decisions], [(item.id, item) for item in case.reviews], on=on)


def identities(opened: OpenCase) -> casework.Identities:
    """Who the people of the case are. Leaves ``identities.read``.

    Raises:
        Http404: the user may not know.
    """
    opened.need(Sight.IDENTITIES)
    _note(opened, Action.IDENTITIES_READ)
    return _identities(opened)


def _identities(opened: OpenCase) -> casework.Identities:
    return casework.Identities(
        people=tuple(item.value(opened.key) for item in opened.row.person_rows.all()),
        identifiers=tuple(item.value(opened.key) for item in opened.row.identifier_rows.all()),
    )


@dataclass(frozen=True)
class ReadDocument:
    """A document with its text.

    Attributes:
        document: what it is.
        sha256: hash of its bytes.
        reading: its text with places; None where no reading is carried.
        decisions: decisions that rest on it.
        codings: coded spans, adjudicated or not; empty where the user may not see coding.
    """

    document: casework.DocumentRef
    sha256: str
    reading: TextReading | None
    decisions: tuple[casework.Decision, ...]
    codings: tuple[casework.CodingRow, ...]


def document(opened: OpenCase, document_id: str) -> ReadDocument:
    """A document and its text. Leaves ``letter.read`` or ``evidence.read``.

    Raises:
        Http404: there is none, or the user may not see it.
    """
    row, found = _document(opened, document_id)
    action = Action.LETTER_READ if found.kind.is_letter else Action.EVIDENCE_READ
    _note(opened, action, f"document:{row.id}")
    case = whole(opened)
    codings: tuple[casework.CodingRow, ...] = ()
    if opened.may(Sight.CODING):
        codings = codings_of(opened, row)
    reading = reading_of(opened, row)
    return ReadDocument(found, hash_of(opened, row), reading, case.decisions_of_letter(document_id), codings)


@dataclass(frozen=True)
class Original:
    """The bytes of a document, as they came in.

    Attributes:
        file: its file's name. It may name somebody: never in a header or a log; pages offer ``plain_name``.
        plain_name: reference and document id, with the file's ending.
        size: in bytes.
        pieces: the content.
    """

    file: str = field(repr=False)
    plain_name: str
    size: int
    pieces: Iterator[bytes] = field(repr=False)


def original(opened: OpenCase, document_id: str) -> Original:
    """A document's bytes, to be handed out. Leaves ``original.read``.

    Raises:
        Http404: there is none, or the user may not see it.
    """
    row, found = _document(opened, document_id)
    _note(opened, Action.ORIGINAL_READ, f"document:{row.id}")
    ending = found.file.rpartition(".")[2].lower()
    name = f"{opened.reference}-{document_id}" + (f".{ending}" if ending.isalnum() and len(ending) <= 5 else "")
    return Original(found.file, name, row.stored.size, evidence.contents(row.stored, opened.key))


def bytes_of(opened: OpenCase, document_id: str) -> bytes:
    """A document's bytes, for a dossier. The caller leaves the entry.

    Raises:
        Http404: there is none, or the user may not see it.
    """
    row, _ = _document(opened, document_id)
    return b"".join(evidence.contents(row.stored, opened.key))


def _document(opened: OpenCase, document_id: str) -> tuple[Document, casework.DocumentRef]:
    row = opened.row.document_rows.select_related("stored").filter(key=document_id).first()
    if row is None:
        raise Http404
    found: casework.DocumentRef = row.value(opened.key)
    if not shows(opened.sights, found):
        raise Http404
    return row, found


def hash_of(opened: OpenCase, row: Document) -> str:
    """SHA-256 of a document's bytes, as recorded when they came in."""
    return str(row.beside(opened.key)["sha256"])


def reading_of(opened: OpenCase, row: Document) -> TextReading | None:
    """The newest reading of a document."""
    found = Reading.objects.filter(document=row).order_by("-number").first()
    return open_reading(found, opened.key) if found else None


def open_reading(row: Reading, key: Key) -> TextReading:
    """The text of a reading."""
    return TextReading.from_json(unseal(key.material, row.sealed, place=row.seal_place).decode())


def codings_of(opened: OpenCase, row: Document) -> tuple[casework.CodingRow, ...]:
    """Every coding of a document, in order.

    Raises:
        Http404: the user may not see coding.
    """
    opened.need(Sight.CODING)
    return tuple(item for _, item in placed_codings(opened, row))


def placed_codings(opened: OpenCase, row: Document) -> list[tuple[int, casework.CodingRow]]:
    """The codings of a document with their places in the dossier they came with."""
    opened.need(Sight.CODING)
    document_hash = hash_of(opened, row)
    readings: dict[UUID, str] = {}
    found = []
    for item in CodingRow.objects.filter(document_row=row).select_related("reading_row"):
        if item.reading_row_id not in readings:
            readings[item.reading_row_id] = open_reading(item.reading_row, opened.key).sha256
        value = item.value(
            opened.key,
            case=opened.reference,
            document=row.key,
            document_sha256=document_hash,
            reading_sha256=readings[item.reading_row_id],
        )
        found.append((item.place, value))
    return found


@dataclass(frozen=True)
class Contents:
    """What a dossier takes of one case, as far as it may be seen.

    Attributes:
        case: the case.
        readings: document id -> its newest reading.
        hashes: document id -> SHA-256 of its bytes.
        codings: (place in the dossier, row).
    """

    case: casework.Case
    readings: dict[str, TextReading]
    hashes: dict[str, str]
    codings: tuple[tuple[int, casework.CodingRow], ...]


def contents(opened: OpenCase) -> Contents:
    """Case, readings and codings at once, for a dossier. The caller leaves the entry."""
    case = whole(opened)
    shown = {item.id for item in case.documents}
    rows = [row for row in opened.row.document_rows.all() if row.key in shown]
    readings = {row.key: reading for row in rows if (reading := reading_of(opened, row)) is not None}
    codings = [item for row in rows for item in placed_codings(opened, row)]
    return Contents(case, readings, {row.key: hash_of(opened, row) for row in rows}, tuple(codings))


def with_authority(opened: OpenCase) -> casework.Case:
    """The case with its consents, for the consent gate alone; show only the gate's answer to who may not read them."""
    return whole(replace(opened, sights=opened.sights | {Sight.AUTHORITY}))


def people_of(opened: OpenCase) -> casework.Identities:
    """Who the people are, for a dossier. The caller leaves the entry.

    Raises:
        Http404: the user may not know.
    """
    opened.need(Sight.IDENTITIES)
    return _identities(opened)


def visible_ids(user: User) -> frozenset[UUID]:
    """Ids of the cases this user is named on; for counting, never for showing."""
    return frozenset(_access_of(user))


@dataclass(frozen=True)
class Named:
    """Somebody named on a case."""

    access_id: UUID
    name: str
    organisation: str
    role: str
    level: Level


def named_on(opened: OpenCase) -> tuple[Named, ...]:
    """Who is named on the case, by organisation and name."""
    rows = opened.row.access.filter(
        ended_at__isnull=True, membership__ended_at__isnull=True, membership__user__is_active=True
    ).select_related("membership__user", "membership__organisation")
    return tuple(
        Named(
            row.id,
            row.membership.user.name,
            row.membership.organisation.name,
            Role(row.membership.role).label,
            Level(row.level),
        )
        for row in rows.order_by("membership__organisation__name", "membership__user__name")
    )


@dataclass(frozen=True)
class CaseLog:
    """The newest entries of a case's chain, with the names of who acted."""

    lines: tuple[LogLine, ...]
    names: dict[UUID, str]


def log(opened: OpenCase) -> CaseLog:
    """Who did what with the case. Leaves ``log.read``.

    Raises:
        Http404: the user may not see it.
    """
    opened.need(Sight.LOG)
    _note(opened, Action.LOG_READ)
    lines = log_of(opened.id)
    return CaseLog(lines, names_of({line.who for line in lines if line.who}))


def _note(opened: OpenCase, action: Action, *objects: str) -> None:
    with transaction.atomic():
        record(action, by=opened.user, case=opened.id, objects=objects or (f"case:{opened.id}",))

"""Dossiers coming in and going out, and who is named on a challenge: the only writer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404

from merits import casework
from merits.base.errors import UserError
from merits.base.progress import Progress, silent
from merits.workspace import clock
from merits.workspace.accounts.models import Membership, Organisation, Role, User
from merits.workspace.adverse.models import AdverseItem
from merits.workspace.audit.actions import Action, record
from merits.workspace.cases import models as cases
from merits.workspace.cases.queries import OpenCase, bytes_of
from merits.workspace.challenges.models import Challenge, ChallengeAccess, ChallengeLevel, DossierEntry
from merits.workspace.challenges.preview import obstacles, solicitor_of
from merits.workspace.challenges.queries import OpenChallenge, Part, may_be_named, whole_dossier
from merits.workspace.codec import to_plain
from merits.workspace.coding.models import CodingRow
from merits.workspace.references import free_reference
from merits.workspace.vault import evidence
from merits.workspace.vault.models import DataKey
from merits.workspace.vault.sealing import Key, seal, seal_json


def import_dossier(*, folder: Path, by: User, lead: str = "", progress: Progress = silent) -> str:
    """Take a dossier folder in. All of it comes in, or nothing.

    Files are encrypted first, under keys that nobody else has; then one short transaction records everything. Killed
    before it ends, it leaves no row, and files that nothing can read (``evidence.sweep`` removes them).

    The solicitor is named on the challenge and on every case; everybody else is named by her afterwards. Cases without
    live consent come in with the folder they stand in, and are in no paper.

    Args:
        folder: a dossier folder.
        by: a solicitor.
        lead: key of the organisation that leads, if she has several.
        progress: told of each file.

    Returns:
        the challenge's reference.

    Raises:
        Http404: not a solicitor.
        ProblemsError: the folder is not a whole dossier.
        UserError: the dossier or one of its cases is here already, or a file changed while it was read.
        CannotWrite: the disk is full.
    """
    membership = solicitor_of(by, lead)
    progress("Reading the dossier", 0, 1)
    dossier = casework.read_dossier(folder)
    _refuse(obstacles(dossier))
    at = clock.now()
    with evidence.writing():
        prepared = _encrypt(dossier, at, progress)
        progress("Recording", 1, 1)
        with transaction.atomic():
            _refuse(obstacles(dossier))  # somebody else may have been quicker
            return _record(dossier, prepared, membership, by, at)


def _refuse(found: tuple[str, ...]) -> None:
    if found:
        raise UserError(
            "The dossier was not taken in. " + " ".join(found), remedy="Open what is here, or ask its solicitor."
        )


@dataclass(frozen=True)
class _Prepared:
    """A case whose files are encrypted and that has no row yet."""

    case: casework.Case
    data_key: DataKey
    key: Key
    files: dict[str, evidence.Stored]


def _encrypt(dossier: casework.Dossier, at: datetime, progress: Progress) -> list[_Prepared]:
    total = sum(len(case.documents) for case in dossier.cases)
    done = 0
    found = []
    for case in dossier.cases:
        data_key, key = DataKey.prepare(at=at)
        files = {}
        for document in case.documents:
            with dossier.path_of(case, document).open("rb") as source:
                stored = evidence.store(key, source)
            if stored.sha256 != dossier.hashes[case.reference, document.id]:
                raise UserError(
                    f"Document {document.id} of case {case.reference} changed while it was being read.",
                    remedy="Let nobody work in the folder, then try again.",
                )
            files[document.id] = stored
            done += 1
            progress("Encrypting documents", done, total)
        found.append(_Prepared(case, data_key, key, files))
    return found


def _record(
    dossier: casework.Dossier, prepared: list[_Prepared], membership: Membership, by: User, at: datetime
) -> str:
    holders = {item.key: _organisation(item, by, at) for item in dossier.organisations}
    data_key, key = DataKey.prepare(at=at)
    data_key.save(force_insert=True)
    challenge = Challenge(
        id=UUID(dossier.id),
        reference=free_reference(lambda text: Challenge.objects.filter(reference=text).exists()),
        lead=membership.organisation,
        title=dossier.title,
        data_key=data_key,
        recorded_at=at,
    )
    challenge.sealed = seal_json(key, head_table(dossier), place=challenge.seal_place)
    challenge.save(force_insert=True)
    ChallengeAccess.objects.create(
        challenge=challenge, membership=membership, level=ChallengeLevel.LEAD, given_by=by, given_at=at
    )
    rows: dict[str, cases.Case] = {}
    codings = list(enumerate(dossier.codings))
    for item in prepared:
        row = _record_case(dossier, item, holders[item.case.organisation], codings, at)
        rows[item.case.reference] = row
        cases.CaseAccess.objects.create(
            case=row, membership=membership, level=cases.Level.EVIDENCE, given_by=by, given_at=at
        )
        DossierEntry.objects.create(challenge=challenge, case=row, entered_by=by, entered_at=at)
        touched = [f"case:{row.id}", f"challenge:{challenge.id}", f"membership:{membership.id}"]
        record(Action.CASE_IMPORTED, by=by, case=row.id, objects=touched, at=at)
    AdverseItem.objects.bulk_create(
        AdverseItem.holding(item, key, place=place, challenge=challenge, about=rows.get(item.case))
        for place, item in enumerate(dossier.adverse)
    )
    record(Action.CASE_BEGUN, by=by, objects=[f"case:{row.id}" for row in rows.values()], at=at)
    record(Action.CHALLENGE_IMPORTED, by=by, objects=[f"challenge:{challenge.id}"], at=at)
    return str(challenge.reference)


#: The keys of ``dossier.toml`` that have no column.
_SEALED_HEAD = ("challenge", "solicitor", "sampling", "organisations", "recipients", "instructions")


def head_table(dossier: casework.Dossier) -> dict[str, object]:
    """What is sealed of ``dossier.toml``: everything but what has a column."""
    return {name: to_plain(getattr(dossier, name)) for name in _SEALED_HEAD}


def _organisation(item: casework.Organisation, by: User, at: datetime) -> Organisation:
    row, made = Organisation.objects.get_or_create(
        key=item.key, defaults={"name": item.name, "kind": item.kind, "added_at": at}
    )
    if made:
        record(Action.ORGANISATION_ADDED, by=by, objects=[f"organisation:{row.id}"], at=at)
    return row


def _record_case(
    dossier: casework.Dossier,
    item: _Prepared,
    holder: Organisation,
    codings: list[tuple[int, casework.CodingRow]],
    at: datetime,
) -> cases.Case:
    case, key = item.case, item.key
    item.data_key.save(force_insert=True)
    row = cases.Case(
        id=UUID(case.id),
        reference=case.reference,
        organisation=holder,
        jurisdiction=case.jurisdiction,
        came_in_on=case.came_in_on,
        data_key=item.data_key,
        recorded_at=at,
    )
    row.sealed = seal_json(key, {"came_in": case.came_in}, place=row.seal_place)
    row.save(force_insert=True)
    people = dossier.identities[case.reference]
    for model, values in (
        (cases.Decision, case.decisions),
        (cases.Review, case.reviews),
        (cases.Consent, case.consents),
        (cases.Waiver, case.waivers),
        (cases.Person, people.people),
        (cases.Identifier, people.identifiers),
    ):
        model.objects.bulk_create(
            model.holding(value, key, place=place, case=row) for place, value in enumerate(values)
        )
    for place, document in enumerate(case.documents):
        stored = item.files[document.id]
        kept = cases.Document.holding(
            document,
            key,
            place=place,
            extra={"sha256": stored.sha256},
            case=row,
            stored=stored.row(item.data_key, at=at),
        )
        kept.save(force_insert=True)
        reading = dossier.reading_of(case, document)
        if reading is not None:
            text = cases.Reading(
                id=uuid4(),
                document=kept,
                number=1,
                extractor=reading.extractor,
                machine_read=reading.machine_read,
                made_at=at,
            )
            text.sealed = seal(key.material, reading.to_json().encode(), place=text.seal_place)
            text.save(force_insert=True)
            CodingRow.objects.bulk_create(
                CodingRow.holding(value, key, place=place_, document_row=kept, reading_row=text)
                for place_, value in codings
                if (value.case, value.document) == (case.reference, document.id)
            )
    return row


class _Documents(Mapping[tuple[str, str], bytes]):
    """Bytes of documents, decrypted one at a time as they are asked for."""

    def __init__(self, opened: tuple[OpenCase, ...], dossier: casework.Dossier) -> None:
        self._cases = {case.reference: case for case in opened}
        self._hashes = dossier.hashes

    def __getitem__(self, place: tuple[str, str]) -> bytes:
        reference, document_id = place
        return bytes_of(self._cases[reference], document_id)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._hashes)

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, place: object) -> bool:
        return place in self._hashes


def export_dossier(*, challenge: OpenChallenge, out: Path, by: User, seal: bool = True) -> None:
    """Write a challenge's dossier as a new folder, whole and in the clear. Noted in every case's chain.

    Args:
        challenge: the challenge, opened by ``by``.
        out: must not exist, or be empty.
        by: a solicitor who leads it and is named on all its cases.
        seal: write the manifest too.

    Raises:
        Http404: ``by`` does not lead it.
        Stopped: there are cases in it that ``by`` may not read in full.
        CannotWrite: ``out`` holds something, or cannot be written. Nothing is left behind.
    """
    if challenge.user.id != by.id:
        raise Http404
    with transaction.atomic():
        record(Action.CHALLENGE_EXPORTED, by=by, objects=[f"challenge:{challenge.id}"])
    found = whole_dossier(challenge, action=Action.CASE_EXPORTED)
    casework.write_dossier(found.dossier, out, documents=_Documents(found.cases, found.dossier), seal=seal)


def name_on_challenge(
    *, challenge: OpenChallenge, membership: Membership, level: ChallengeLevel, by: User
) -> ChallengeAccess:
    """Name somebody on a challenge. This opens no case.

    Raises:
        Http404: ``by`` does not lead it.
        UserError: the person's role cannot have this, or the person is named already.
    """
    if challenge.user.id != by.id:
        raise Http404
    challenge.need(Part.ADVERSE)
    if membership.ended_at is not None or not may_be_named(Role(membership.role), level):
        raise UserError(
            "Somebody with this role cannot be named on a challenge at this level.",
            remedy="Choose another level or another person.",
        )
    with transaction.atomic():
        live = ChallengeAccess.objects.filter(challenge=challenge.row, membership=membership, ended_at__isnull=True)
        if live.exists():
            raise UserError("The person is named on this challenge already.", remedy="End that access first.")
        row = ChallengeAccess.objects.create(
            challenge=challenge.row, membership=membership, level=level, given_by=by, given_at=clock.now()
        )
        record(
            Action.CHALLENGE_ACCESS_GIVEN,
            by=by,
            objects=[f"challenge:{challenge.id}", f"membership:{membership.id}", f"level:{level.value}"],
        )
    return row

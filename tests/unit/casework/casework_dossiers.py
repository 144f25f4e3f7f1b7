"""A small fictional dossier, made by the library itself, and ways to spoil it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from merits.base.dates import PartialDate
from merits.base.hashes import sha256_bytes
from merits.base.reading import Part, PartKind, Reading
from merits.casework import (
    FORMAT,
    AdverseItem,
    AdverseState,
    Audience,
    Capacity,
    Case,
    Challenge,
    Classification,
    CodingRow,
    Consent,
    Decision,
    DecisionKind,
    DocumentKind,
    DocumentRef,
    Dossier,
    GivenBy,
    Identifier,
    IdentifierKind,
    Identities,
    Instruction,
    Maker,
    Organisation,
    Person,
    Purpose,
    Recipient,
    Record,
    Review,
    ReviewResult,
    ReviewScheme,
    Role,
    Sampling,
    Scope,
    Solicitor,
    ToldBy,
    Waiver,
    check_dossier,
    write_dossier,
)

REFERENCE = "K7F3"
LETTER = b"Decision letter. A jury may wonder why the report came late. We did not rely on the messages."
TEXT = LETTER.decode()
OUTCOME = b"Review outcome. The decision was right on all the evidence."
LATE = "A jury may wonder why the report came late."
MESSAGES = "We did not rely on the messages."
NAME = "Rosalind Quayle"


def a_reading(data: bytes) -> Reading:
    text = data.decode()
    return Reading(
        sha256_bytes(data), "text/plain", "plain 1", False, text, (Part(PartKind.PAGE, "page 1", 0, len(text)),)
    )


def a_row(quotation: str = LATE, code: str = "C3", coder: str = "coder-1", **changes: Any) -> CodingRow:
    start = TEXT.find(quotation)
    values: dict[str, Any] = {
        "record": Record.CODING,
        "case": REFERENCE,
        "document": "letter-1",
        "document_sha256": sha256_bytes(LETTER),
        "reading_sha256": a_reading(LETTER).sha256,
        "coder": coder,
        "code": code,
        "stance": "relied_on",
        "start": start,
        "end": start + len(quotation),
        "quotation": quotation,
        "on": date(2019, 5, 1),
    }
    return CodingRow(**(values | changes))


def no_reason(coder: str = "coder-1", **changes: Any) -> CodingRow:
    return a_row(coder=coder, **({"code": "", "stance": "", "start": None, "end": None, "quotation": ""} | changes))


def codings() -> tuple[CodingRow, ...]:
    outcome = {
        "document": "letter-2",
        "document_sha256": sha256_bytes(OUTCOME),
        "reading_sha256": a_reading(OUTCOME).sha256,
    }
    return (
        a_row(LATE, "C3"),
        a_row(LATE, "D3"),
        a_row(MESSAGES, "D9", stance="mentioned_and_discounted"),
        a_row(LATE, "C3", "coder-2"),
        a_row(MESSAGES, "D9", "coder-2", stance="mentioned_and_discounted"),
        a_row(LATE, "D3", "adjudicator", record=Record.ADJUDICATION),
        a_row(LATE, "C3", "adjudicator", record=Record.ADJUDICATION),
        a_row(MESSAGES, "D9", "adjudicator", record=Record.ADJUDICATION, stance="mentioned_and_discounted"),
        no_reason("coder-1", **outcome),
        no_reason("coder-2", **outcome),
        no_reason("adjudicator", record=Record.ADJUDICATION, **outcome),
    )


def a_consent(**changes: Any) -> Consent:
    values: dict[str, Any] = {
        "id": "c1",
        "person": f"{REFERENCE}-p1",
        "purposes": (Purpose.JOINT_DOSSIER, Purpose.COURT),
        "audiences": (Audience.OPEN, Audience.CPS),
        "wording": "I agree.",
        "given_on": date(2019, 4, 2),
        "capacity": Capacity.ADULT,
        "given_by": GivenBy.COMPLAINANT,
    }
    return Consent(**(values | changes))


def a_waiver(**changes: Any) -> Waiver:
    values: dict[str, Any] = {
        "id": "w1",
        "person": f"{REFERENCE}-p1",
        "given_on": date(2019, 4, 2),
        "wording": "The Courier may print my name.",
        "held_by": "Harbour Law Centre",
        "publishers": ("Marsh Courier",),
        "scope": (Scope.NAME,),
        "medium": ("print",),
        "aged_16_or_over": True,
    }
    return Waiver(**(values | changes))


def a_case(reference: str = REFERENCE, **changes: Any) -> Case:
    values: dict[str, Any] = {
        "reference": reference,
        "id": "3d6f0c1e-1111-4222-8333-00000000" + reference.encode().hex()[:4],
        "organisation": "harbour",
        "jurisdiction": "england-and-wales",
        "came_in": "Known to the support service",
        "came_in_on": date(2018, 11, 2),
        "decisions": (
            Decision(
                id="d1",
                maker=Maker.CPS,
                unit="CPS Marsh RASSO unit",
                kind=DecisionKind.NOT_CHARGED,
                classification=Classification.EVIDENTIAL,
                made_on=PartialDate.parse("2018-03"),
                communicated_on=PartialDate.parse("2018-03-14"),
                received_on=PartialDate.parse("2018-03-16"),
                told_by=ToldBy.LETTER,
                letter="letter-1",
            ),
        ),
        "documents": (
            a_document("letter-1", "decision-letter.txt", DocumentKind.DECISION_LETTER),
            a_document("letter-2", "letters/outcome.txt", DocumentKind.REVIEW_OUTCOME),
        ),
        "reviews": (
            Review(
                id="r1",
                of="d1",
                scheme=ReviewScheme.CPS_VRR,
                stage=1,
                requested_on=PartialDate.parse("2018-04-02"),
                decided_on=PartialDate.parse("2018-05-02"),
                result=ReviewResult.UPHELD_STAGE_1,
                reviewer_unit="CPS Marsh RASSO unit",
                letter="letter-2",
            ),
        ),
        "consents": (a_consent(person=f"{reference}-p1"),),
        "waivers": (a_waiver(person=f"{reference}-p1"),),
        "complainant": f"{reference}-p1",
    }
    return Case(**(values | changes))


def a_document(document_id: str, file: str, kind: DocumentKind, **changes: Any) -> DocumentRef:
    values: dict[str, Any] = {
        "id": document_id,
        "file": file,
        "title": "Letter",
        "kind": kind,
        "dated": PartialDate.parse("2018-03"),
        "supplied_by": "the complainant",
        "supplied_on": date(2018, 11, 2),
        "exhibit": True,
    }
    return DocumentRef(**(values | changes))


def people(reference: str = REFERENCE) -> Identities:
    return Identities(
        people=(
            Person(
                id=f"{reference}-p1",
                role=Role.COMPLAINANT,
                shown_as="DE",
                names=(NAME,),
                also=("Roz",),
                date_of_birth=date(1990, 1, 31),
            ),
            Person(id=f"{reference}-p2", role=Role.SUSPECT, shown_as="the suspect in DE", names=("Alan Thrale",)),
        ),
        identifiers=(
            Identifier(
                id=f"{reference}-i1",
                kind=IdentifierKind.PLACE,
                person=f"{reference}-p1",
                values=("Saltby",),
                shown_as="[place]",
            ),
        ),
    )


def a_dossier(**changes: Any) -> Dossier:
    values: dict[str, Any] = {
        "format": FORMAT,
        "id": "2a9f93a4-5de5-4bea-99c5-fe098fe8fd9e",
        "title": "Spring",
        "challenge": Challenge(
            name="R (Harbour) v Director of Public Prosecutions",
            claimant="Harbour",
            claimant_address="1 Quay, Marsh",
            defendant="Director of Public Prosecutions",
            defendant_address="2 Street, Marsh",
            matter="The matter.",
            action_expected="The action.",
            grounds="The grounds.",
            grounds_by="A. Solicitor",
            aware_on=date(2019, 5, 20),
            information_sought=("The number of cases.",),
        ),
        "solicitor": Solicitor(name="A. Solicitor", firm="Harbour Law Centre"),
        "sampling": Sampling(
            frame="All clients since 2016",
            asked=60,
            answered=31,
            route="Asked in person.",
            inclusion_rule="Every case with a letter",
            cut_off=date(2019, 5, 1),
        ),
        "organisations": (Organisation(key="harbour", name="Harbour"),),
        "recipients": (Recipient(key="cps", name="Crown Prosecution Service", audience=Audience.CPS),),
        "instructions": (
            Instruction(
                recipient="cps",
                by="A. Solicitor",
                given_on=date(2019, 6, 3),
                wording="Send them the originals.",
                roles=(Role.COMPLAINANT,),
                cases=("*",),
            ),
        ),
        "cases": (a_case(),),
        "identities": {REFERENCE: people()},
        "adverse": (
            AdverseItem(
                id="a1",
                case=REFERENCE,
                summary="The letter says the report came late.",
                source="letter-1",
                found_on=date(2019, 5, 1),
                found_by="solicitor",
                state=AdverseState.TO_BE_DISCLOSED,
                decided_by="A. Solicitor",
                decided_on=date(2019, 5, 2),
                reason="Candour",
                where="Letter, paragraph 3",
            ),
        ),
        "codings": codings(),
        "readings": {(REFERENCE, "letter-1"): a_reading(LETTER), (REFERENCE, "letter-2"): a_reading(OUTCOME)},
    }
    return Dossier(**(values | changes))


def documents(dossier: Dossier) -> dict[tuple[str, str], bytes]:
    held = {"letter-1": LETTER, "letter-2": OUTCOME}
    return {
        (case.reference, document.id): held.get(document.id, b"other")
        for case in dossier.cases
        for document in case.documents
    }


def written(folder: Path, dossier: Dossier | None = None, *, seal: bool = True) -> Path:
    dossier = dossier or a_dossier()
    write_dossier(dossier, folder, documents=documents(dossier), seal=seal)
    return folder


def with_case(**changes: Any) -> Dossier:
    return a_dossier(cases=(a_case(**changes),))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path, *, seal: bool = False) -> list[tuple[str, str, str]]:
    """(code, file, place) of every error; the seal is left aside unless it is what is tested."""
    return [(it.code, it.file, it.place) for it in check_dossier(folder, seal=seal) if not it.is_warning]


def warnings(folder: Path) -> set[str]:
    return {problem.code for problem in check_dossier(folder) if problem.is_warning}


def changed(item: Any, **changes: Any) -> Any:
    return dataclasses.replace(item, **changes)


def codes(found: Iterable[tuple[str, str, str]]) -> set[str]:
    return {code for code, _, _ in found}

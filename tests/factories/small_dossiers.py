"""A dossier of three cases that packs in about a second, and whose people can be exchanged for others.

``Cast`` holds every protected value. Two dossiers made from different casts differ in nothing else, so their open papers
must be the same bytes (S4). Consents differ on purpose: K7F3 is for everybody, M2Q8 for open copies only, T5W9 for the CPS
only, so that each output has a gate to keep.
"""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import docx

from merits import evidence
from merits.base.dates import PartialDate
from merits.base.reading import Reading
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
    DateOrder,
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
    write_dossier,
)
from merits.demo import demo_key

DAY = date(2019, 6, 10)
Files = dict[tuple[str, str], bytes]


@dataclass(frozen=True)
class Cast:
    """Every protected value of a small dossier, case by case where there are three."""

    complainants: tuple[str, str, str] = ("Rosalind Quayle", "Ottilie Brask", "Imelda Voss")
    calls: tuple[str, str, str] = ("Rosalind", "Ottilie", "Imelda")
    nickname: str = "Rozzie"
    suspects: tuple[str, str, str] = ("Alan Thrale", "Piers Gadd", "Lorcan Maddle")
    witness: str = "Winifred Sallow"
    officer: str = "Edmund Pargeter"
    place: str = "Saltby Quay"
    school: str = "Thornwick Academy"
    telephone: str = "01632 960417"
    email: str = "rozzie.q@example.org"
    handle: str = "@rozzie_by_the_sea"
    crime_reference: str = "47CX/9921/18"
    born: date = date(1991, 3, 5)


HOME = Cast()

CHAT = """\
12/03/2018, 21:04 - {nickname}: I am home now
12/03/2018, 21:06 - {suspect}: ok speak tomorrow
13/03/2018, 09:15 - {nickname}: please do not ring, write to {email}
"""
K7F3_LETTER = """\
Crown Prosecution Service
Marsh RASSO unit
Our reference: {crime_reference}

26 October 2018

Dear {title} {complainant},

I am writing to tell you that {suspect} will not be charged.

{call} told the officer, {officer}, that {suspect} came to {place}. {witness} saw {call} there. A jury may wonder why the report came late. We did not rely on the messages sent from {telephone}.

You were born on {born} and studied at {school}. You can ask for this decision to be reviewed.

Yours sincerely,
Senior Prosecutor
"""
K7F3_REVIEW = """\
Dear {complainant},

I have looked at the decision about {suspect} again. The decision was right on all the evidence.

Yours sincerely,
Reviewing Prosecutor
"""
M2Q8_LETTER = (
    "Dear {complainant},",
    "We have decided that {suspect} will not be charged. The account was weighed with the records and there is not enough evidence for a realistic prospect of conviction.",
    "{call} can ask for a review.",
)
T5W9_LETTER = """\
Dear {complainant},

We will take no further action against {suspect}. Juries in cases like this usually acquit.

Yours sincerely,
Prosecutor
"""
LATE = "A jury may wonder why the report came late."
MESSAGES = "We did not rely on the messages"
WEIGHED = "there is not enough evidence for a realistic prospect of conviction"
JURIES = "Juries in cases like this usually acquit."

REFERENCES = ("K7F3", "M2Q8", "T5W9")
CIPHERS = ("DW", "HG", "NB")


def small_documents(cast: Cast = HOME) -> Files:
    """The originals: text, chat, e-mail and Word."""
    words = {
        "title": "Ms",
        "nickname": cast.nickname,
        "witness": cast.witness,
        "officer": cast.officer,
        "place": cast.place,
        "school": cast.school,
        "telephone": cast.telephone,
        "email": cast.email,
        "crime_reference": cast.crime_reference,
        "born": f"{cast.born.day} {cast.born:%B} {cast.born.year}",
    }
    each = [
        words | {"complainant": name, "call": call, "suspect": suspect}
        for name, call, suspect in zip(cast.complainants, cast.calls, cast.suspects, strict=True)
    ]
    return {
        ("K7F3", "letter-1"): K7F3_LETTER.format(**each[0]).encode(),
        ("K7F3", "review-1"): _email("Your review", K7F3_REVIEW.format(**each[0]), cast.email),
        ("K7F3", "chat-1"): CHAT.format(**each[0]).encode(),
        ("M2Q8", "letter-1"): _word([line.format(**each[1]) for line in M2Q8_LETTER]),
        ("T5W9", "letter-1"): _email("Our decision", T5W9_LETTER.format(**each[2]), "client@example.org"),
    }


def _email(subject: str, text: str, to: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "CPS Marsh <marsh@cps.example.org>"
    message["To"] = to
    message["Date"] = "Fri, 26 Oct 2018 10:00:00 +0100"
    message["Subject"] = subject
    message.set_content(text, charset="utf-8")
    return message.as_bytes()


def _word(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FILES = {
    ("K7F3", "letter-1"): "decision-letter.txt",
    ("K7F3", "review-1"): "review.eml",
    ("K7F3", "chat-1"): "messages.txt",
    ("M2Q8", "letter-1"): "decision-letter.docx",
    ("T5W9", "letter-1"): "decision.eml",
}


def small_readings(documents: Files) -> dict[tuple[str, str], Reading]:
    """What ``merits.evidence`` reads in them."""
    return {
        key: evidence.read(data, name=FILES[key], date_order="day-first" if key[1] == "chat-1" else None)
        for key, data in documents.items()
    }


def small_identities(cast: Cast = HOME) -> dict[str, Identities]:
    """Who they are."""
    found = {}
    for number, (reference, cipher) in enumerate(zip(REFERENCES, CIPHERS, strict=True)):
        people = [
            Person(
                id=f"{reference}-p1",
                role=Role.COMPLAINANT,
                shown_as=cipher,
                names=(cast.complainants[number],),
                also=(cast.nickname,) if number == 0 else (),
                date_of_birth=cast.born if number == 0 else None,
            ),
            Person(
                id=f"{reference}-p2",
                role=Role.SUSPECT,
                shown_as=f"the suspect in {cipher}",
                names=(cast.suspects[number],),
            ),
        ]
        identifiers: tuple[Identifier, ...] = ()
        if number == 0:
            people += [
                Person(id="K7F3-p3", role=Role.WITNESS, shown_as="a witness", names=(cast.witness,)),
                Person(id="K7F3-p4", role=Role.PROFESSIONAL, shown_as="an officer", names=(cast.officer,)),
            ]
            kinds = (
                (IdentifierKind.PLACE, cast.place, "[place]", ""),
                (IdentifierKind.SCHOOL, cast.school, "[school]", "K7F3-p1"),
                (IdentifierKind.TELEPHONE, cast.telephone, "[telephone]", "K7F3-p1"),
                (IdentifierKind.EMAIL, cast.email, "[e-mail]", "K7F3-p1"),
                (IdentifierKind.HANDLE, cast.handle, "[handle]", "K7F3-p1"),
                (IdentifierKind.REFERENCE, cast.crime_reference, "[reference]", ""),
            )
            identifiers = tuple(
                Identifier(id=f"K7F3-i{place}", kind=kind, values=(value,), shown_as=shown, person=person)
                for place, (kind, value, shown, person) in enumerate(kinds, start=1)
            )
        found[reference] = Identities(people=tuple(people), identifiers=identifiers)
    return found


def small_cases() -> tuple[Case, ...]:
    """The three cases; nothing in them is protected."""
    both = (Audience.OPEN, Audience.CPS)
    return (
        _case(
            "K7F3",
            made_on="2018-10-26",
            audiences=both,
            documents=(
                _document("K7F3", "letter-1", "Decision letter", DocumentKind.DECISION_LETTER),
                _document("K7F3", "review-1", "Answer to the review", DocumentKind.REVIEW_OUTCOME),
                _document("K7F3", "chat-1", "Messages", DocumentKind.CHAT_EXPORT, date_order=DateOrder.DAY_FIRST),
            ),
            reviews=(
                Review(
                    id="r1",
                    of="d1",
                    scheme=ReviewScheme.CPS_VRR,
                    stage=1,
                    requested_on=PartialDate.parse("2018-11-02"),
                    decided_on=PartialDate.parse("2018-12-03"),
                    result=ReviewResult.UPHELD_STAGE_1,
                    reviewer_unit="CPS Fen RASSO unit",
                    letter="review-1",
                ),
            ),
            waivers=(
                Waiver(
                    id="w1",
                    person="K7F3-p1",
                    given_on=date(2019, 4, 2),
                    wording="The Courier may print my name.",
                    held_by="Harbour Law Centre",
                    publishers=("Marsh Courier",),
                    scope=(Scope.NAME,),
                    medium=("print",),
                    aged_16_or_over=True,
                ),
            ),
        ),
        _case(
            "M2Q8",
            made_on="2018-01-17",
            audiences=(Audience.OPEN,),
            documents=(_document("M2Q8", "letter-1", "Decision letter", DocumentKind.DECISION_LETTER),),
        ),
        _case(
            "T5W9",
            made_on="2019-04-30",
            audiences=(Audience.CPS,),
            documents=(_document("T5W9", "letter-1", "Decision by e-mail", DocumentKind.DECISION_LETTER),),
        ),
    )


def _case(reference: str, *, made_on: str, audiences: tuple[Audience, ...], **more: Any) -> Case:
    return Case(
        reference=reference,
        id="3d6f0c1e-1111-4222-8333-00000000" + reference.encode().hex()[:4],
        organisation="harbour",
        jurisdiction="england-and-wales",
        came_in="Known to the support service",
        came_in_on=date(2019, 5, 1),
        decisions=(
            Decision(
                id="d1",
                maker=Maker.CPS,
                unit="CPS Marsh RASSO unit",
                kind=DecisionKind.NOT_CHARGED,
                classification=Classification.EVIDENTIAL,
                made_on=PartialDate.parse(made_on),
                told_by=ToldBy.LETTER,
                letter="letter-1",
            ),
        ),
        consents=(
            Consent(
                id="c1",
                person=f"{reference}-p1",
                purposes=(Purpose.JOINT_DOSSIER, Purpose.COURT),
                audiences=audiences,
                wording="I agree.",
                given_on=date(2019, 5, 2),
                capacity=Capacity.ADULT,
                given_by=GivenBy.COMPLAINANT,
            ),
        ),
        complainant=f"{reference}-p1",
        **more,
    )


def _document(reference: str, document: str, title: str, kind: DocumentKind, **more: Any) -> DocumentRef:
    return DocumentRef(
        id=document,
        file=FILES[reference, document],
        title=title,
        kind=kind,
        dated=PartialDate.parse("2018-10-26"),
        supplied_by="the complainant",
        supplied_on=date(2019, 5, 1),
        exhibit=True,
        **more,
    )


def small_codings(readings: Mapping[tuple[str, str], Reading]) -> tuple[CodingRow, ...]:
    """Two coders who differ once, and a third who settles it."""
    rows = []
    for coder, record in (("coder-1", Record.CODING), ("coder-2", Record.CODING), ("third", Record.ADJUDICATION)):
        for reference, words, code, stance in (
            ("K7F3", LATE, "C3", "relied_on"),
            ("K7F3", MESSAGES, "D9", "mentioned_and_discounted"),
            ("M2Q8", WEIGHED, "C2", "relied_on"),
            ("T5W9", JURIES, "C4", "relied_on"),
        ):
            if coder == "coder-2" and code == "D9":
                continue
            rows.append(_coding(readings[reference, "letter-1"], reference, words, code, stance, coder, record))
    return tuple(rows)


def _coding(
    reading: Reading, reference: str, words: str, code: str, stance: str, coder: str, record: Record
) -> CodingRow:
    start = reading.text.index(words)
    return CodingRow(
        record=record,
        case=reference,
        document="letter-1",
        document_sha256=reading.document_sha256,
        reading_sha256=reading.sha256,
        coder=coder,
        code=code,
        stance=stance,
        start=start,
        end=start + len(words),
        quotation=words,
        on=date(2019, 5, 20),
    )


ADVERSE = AdverseItem(
    id="a1",
    case="K7F3",
    summary="A neighbour remembers another evening altogether.",
    source="Telephone attendance note",
    found_on=date(2019, 5, 10),
    found_by="solicitor",
    state=AdverseState.TO_BE_DISCLOSED,
    decided_by="A. Solicitor",
    decided_on=date(2019, 5, 12),
    reason="Candour requires it",
    where="Statement of facts",
)
#: The grounds a named solicitor wrote; nobody else's words.
CHALLENGE = Challenge(
    name="R (Harbour) v Director of Public Prosecutions",
    claimant="Harbour",
    claimant_address="1 Chandlers Row, Marsh",
    defendant="Director of Public Prosecutions",
    matter="The way decisions have been made.",
    action_expected="To publish the guidance.",
    aware_on=date(2019, 5, 20),
    information_sought=("The number of cases.",),
    documents_sought=("The guidance.",),
)


@dataclass(frozen=True)
class Small:
    """A small dossier in memory, with its originals."""

    dossier: Dossier
    documents: Files = field(repr=False)

    def written(self, folder: Path) -> Path:
        """As a sealed folder."""
        write_dossier(self.dossier, folder, documents=self.documents, seal=True)
        return folder

    def but(self, **changes: Any) -> Small:
        """The same with other parts."""
        return Small(dataclasses.replace(self.dossier, **changes), self.documents)

    def with_case(self, reference: str, **changes: Any) -> Small:
        """The same with one case changed."""
        cases = tuple(
            dataclasses.replace(case, **changes) if case.reference == reference else case for case in self.dossier.cases
        )
        return self.but(cases=cases)

    def with_challenge(self, **changes: Any) -> Small:
        """The same with other words of the solicitor's."""
        return self.but(challenge=dataclasses.replace(self.dossier.challenge, **changes))

    def with_instruction(self, **changes: Any) -> Small:
        """The same with another instruction to the recipient."""
        return self.but(instructions=(dataclasses.replace(self.dossier.instructions[0], **changes),))


def small(cast: Cast = HOME) -> Small:
    """The small dossier with these people."""
    documents = small_documents(cast)
    readings = small_readings(documents)
    public = next(line.split()[-1] for line in demo_key().read_text("utf-8").splitlines() if "age1" in line)
    dossier = Dossier(
        format=FORMAT,
        id="2a9f93a4-5de5-4bea-99c5-fe098fe8fd9e",
        title="Spring",
        challenge=CHALLENGE,
        solicitor=Solicitor(
            name="A. Solicitor",
            firm="Harbour Law Centre",
            address="2 Chandlers Row, Marsh",
            email="law@example.org",
            cipher_key_recipient=public,
        ),
        sampling=Sampling(
            frame="All clients since 2016",
            asked=60,
            answered=31,
            route="Asked in person",
            inclusion_rule="Every case with a letter",
            cut_off=date(2019, 5, 10),
        ),
        organisations=(Organisation(key="harbour", name="Harbour", kind="support service"),),
        recipients=(Recipient(key="cps", name="Crown Prosecution Service", audience=Audience.CPS),),
        instructions=(
            Instruction(
                recipient="cps",
                by="A. Solicitor",
                given_on=date(2019, 6, 3),
                wording="Send them what they wrote.",
                roles=(Role.COMPLAINANT,),
                cases=("*",),
            ),
        ),
        cases=small_cases(),
        identities=small_identities(cast),
        adverse=(ADVERSE,),
        codings=small_codings(readings),
        readings=readings,
    )
    return Small(dossier, documents)


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of one folder of a pack."""
    read: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return read

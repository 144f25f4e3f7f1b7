"""What stays with the solicitor: the adverse material log, request lists, the checklist, the cipher key.

None of it is in an outgoing paper (E8, L140). The cipher key is written only encrypted to the solicitor's own key; even
here the papers speak of people by cipher, so that a page left on a table names nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from merits import law
from merits.base.dates import Precision, in_words
from merits.base.errors import Problem, UserError
from merits.casework import (
    AdverseItem,
    AdverseState,
    Case,
    Dossier,
    Maker,
    Permission,
    ReviewResult,
    Waiver,
    not_adjudicated,
)
from merits.documents import Blank, Block, Bullets, Column, Document, Heading, Note, Paragraph, Table
from merits.papers.exhibits import LeftOut
from merits.papers.letter import LetterFacts, reply_date
from merits.papers.limits import limits_blocks
from merits.papers.protection import OpenTexts
from merits.papers.selection import NotIncluded, cipher
from merits.papers.words import MAKER

#: A word in the exhibits of this many cases is more likely an office than a person.
LETTERHEAD = 3

MARKING = "Privileged and confidential: solicitor only"

_STATES = {
    AdverseState.UNDECIDED: "UNDECIDED",
    AdverseState.TO_BE_DISCLOSED: "to be disclosed",
    AdverseState.ALREADY_DISCLOSED: "already disclosed",
    AdverseState.NOT_REQUIRED: "disclosure not required",
}


def adverse_log(dossier: Dossier, texts: OpenTexts, allowed: Permission, on: date) -> Document:
    """The adverse material log, undecided items first."""
    items = sorted(dossier.adverse, key=lambda item: (item.state is not AdverseState.UNDECIDED, item.found_on, item.id))
    blocks: list[Block] = [
        Note(allowed.reason, "Claim bundle"),
        Paragraph(
            "What speaks against the claim. The solicitor decides what candour requires to be said, and where.",
            source=law.rule("L140", on).citation,
        ),
    ]
    if items:
        blocks.append(
            Table(
                (
                    Column("No", 0.5),
                    Column("Case", 0.8),
                    Column("What it is, and where it comes from", 4.2),
                    Column("Found", 1.2),
                    Column("Decided", 3),
                ),
                tuple(_adverse_row(dossier, texts, item) for item in items),
            )
        )
    else:
        blocks.append(Paragraph("Nothing is recorded. A log with nothing in it is itself a point to check (E8)."))
    return Document("Adverse material log", tuple(blocks), subtitle=dossier.title, marking=MARKING, landscape=True)


def _adverse_row(dossier: Dossier, texts: OpenTexts, item: AdverseItem) -> tuple[str, ...]:
    words = f"{item.summary} Source: {item.source}."
    who = "whole claim"
    if item.case:
        case = dossier.case(item.case)
        who, words = f"{cipher(dossier, case)} ({item.case})", texts.words(case, words)
    decided = _STATES[item.state]
    if item.decided_on:
        decided += f", {in_words(item.decided_on)}, {item.decided_by}: {item.reason}"
    if item.where:
        decided += f" Where: {item.where}."
    return item.id, who, words, f"{in_words(item.found_on)}, {item.found_by}", decided


def request_lists(dossier: Dossier, cases: Sequence[Case], on: date) -> Document:
    """What to ask for, and from whom, worked out from the gaps in the records (E15)."""
    challenge = dossier.challenge
    freedom = law.rule("L112", on)
    blocks: list[Block] = [
        Paragraph("Made from what the records lack. Strike out what is not wanted; nothing is sent by merits."),
        Heading("1. In the letter before action"),
        Heading("Information (section 10)", 2),
        *_list(challenge.information_sought, "the information sought"),
        Heading("Documents (section 11)", 2),
        *_list(challenge.documents_sought, "the documents sought"),
        Heading("2. Freedom of information, to the Crown Prosecution Service"),
        Paragraph(
            "Counts only; ask for nothing that could identify a person. Twenty working days from receipt.",
            source=freedom.citation,
        ),
        Bullets(_FREEDOM, numbered=True),
        Heading("3. For each client, with the client's authority"),
    ]
    rows = tuple((cipher(dossier, case), _case_requests(case)) for case in cases)
    blocks.append(Table((Column("Case", 0.6), Column("Ask for", 7)), tuple(row for row in rows if row[1])))
    return Document("Request lists", tuple(blocks), subtitle=dossier.title, marking=MARKING)


_FREEDOM = (
    "Unrounded numbers of rape-flagged pre-charge outcomes, by CPS Area and quarter, 2015-16 to the latest: charged; no "
    "further action, evidential; no further action, public interest; out of court; administratively finalised; other.",
    "For the same periods, suspects received from the police for a charging decision, and how a case sent back and "
    "received again is counted.",
    "Of the suspects charged in each quarter, the outcome of each prosecution by quarter of completion, so that charges "
    "and convictions can be linked as one cohort.",
    "Reviews of rape-flagged decisions asked for under the Victims' Right to Review by quarter: upheld, found wrong, "
    "restarted.",
)


def _list(items: Sequence[str], label: str) -> list[Block]:
    return [Bullets(tuple(items), numbered=True)] if items else [Blank(label)]


def _case_requests(case: Case) -> str:
    """What one case's records lack, a line each, with the office to ask."""
    asks = []
    for decision in case.decisions:
        office = MAKER[decision.maker]
        if not decision.letter:
            asks.append(f"{office}: written reasons for the decision, which was not given by letter (L148).")
        if decision.classification == "not_stated":
            asks.append(f"{office}: whether the decision was recorded as evidential or public interest (L17).")
        if decision.made_on.precision is not Precision.DAY:
            asks.append(f"{office}: the day of the decision, known only as {decision.made_on.in_words}.")
        if decision.kind == "administratively_finalised":
            asks.append("police: whether any decision exists that can be reviewed (L147).")
        if decision.maker is Maker.CPS:
            asks.append(f"{office}: the review decision record (MG3 or equivalent), by subject access (L102).")
    for review in case.reviews:
        if review.result in (ReviewResult.AWAITED, ReviewResult.NO_ANSWER):
            asks.append(f"reviewing office: the result of the review asked for on {review.requested_on.in_words}.")
        elif not review.letter:
            asks.append("reviewing office: the letter that gave the result of the review.")
    return "\n".join(f"{ask[0].upper()}{ask[1:]}" for ask in asks)


@dataclass(frozen=True)
class Readiness:
    """What the checklist reports on."""

    not_included: tuple[NotIncluded, ...]
    left_out: tuple[LeftOut, ...]
    bundle: Permission
    warnings: tuple[Problem, ...]
    annex_warnings: tuple[str, ...]
    cipher_key: str
    unlisted: tuple[tuple[str, tuple[str, ...]], ...]


def checklist(facts: LetterFacts, ready: Readiness) -> Document:
    """What only the solicitor can fill in or decide, and every deadline with its working."""
    dossier = facts.dossier
    deadline = reply_date(dossier, facts.on)
    pending = not_adjudicated(dossier, cases=facts.schedule.selection.references)
    notes: list[str] = [f"{item.file}: {item.message} {item.remedy}" for item in ready.warnings]
    notes += list(ready.annex_warnings)
    notes += [f"Letter {document} of case {reference} is not adjudicated." for reference, document in pending]
    notes += [
        f"Document {item.document} of case {item.case} is not exhibited: {item.reason}." for item in ready.left_out
    ]
    blocks: list[Block] = [
        Heading("1. Only you can fill in"),
        Bullets(tuple(_blanks(dossier))),
        Heading("2. Only you can decide"),
        Bullets(
            (
                f"Adverse material: {ready.bundle.reason}",
                "Whether anything is to be sent to a person who was a suspect. Nothing has been (L143).",
                "Whether the letter may be published. Proceedings may be active, and the Contempt of Court Act 1981 may "
                "apply from arrest (L146).",
                "Whether a place, a date, a relationship and a job together could identify a complainant, though each is "
                "covered (L88). The leak check looks for recorded identities; it cannot judge this.",
                "Whose costs are at risk, and whether the clients and the organisations have been told (E22).",
            )
        ),
        Heading("3. Time"),
        Paragraph(
            f"Reply asked for by {law.day_in_words(deadline.date)}. {' '.join(deadline.working)}",
            source="; ".join(deadline.citations),
        ),
        *limits_blocks(dossier, facts.schedule.selection.cases, facts.on),
        Heading("4. Rules to check before anything is sent"),
        Paragraph("The official text of these was not read for the point they are used for."),
        Table(
            (Column("Rule", 0.6), Column("What it says", 4), Column("Where it was read, and how", 3)),
            tuple((rule.id, rule.text, rule.citation) for rule in _rules_to_check(facts.on)),
        ),
        Heading("5. Not in the papers, and why"),
    ]
    if ready.not_included:
        rows = tuple((item.case, item.reason) for item in ready.not_included)
        blocks.append(Table((Column("Case", 1), Column("Reason", 6)), rows))
    else:
        blocks.append(Paragraph("Every case of the dossier is shown."))
    blocks += [
        Heading("6. Waivers and the cipher key"),
        Paragraph(_waivers(dossier)),
        Paragraph(ready.cipher_key),
        Heading("7. Names that nobody listed?"),
        *_unlisted(ready.unlisted),
        Heading("8. To look at"),
        Bullets(tuple(notes)) if notes else Paragraph("Nothing."),
    ]
    return Document("Checklist for the solicitor", tuple(blocks), subtitle=dossier.title, marking=MARKING)


def _unlisted(words: Sequence[tuple[str, tuple[str, ...]]]) -> list[Block]:
    """Those of one or two cases each by name; those of more, which are mostly letterheads, together."""
    rows = tuple((word, ", ".join(places)) for word, places in words if _cases_of(places) < LETTERHEAD)
    often = ", ".join(word for word, places in words if _cases_of(places) >= LETTERHEAD)
    blocks: list[Block] = [
        Paragraph(
            "Words of the open exhibits that stand in no word list and in no identity store. Add whatever is a name to "
            "identities/CASE.toml and make the pack again. A name that is also an ordinary word is not shown here: read "
            "every exhibit."
        )
    ]
    if rows:
        blocks.append(Table((Column("Word", 1), Column("Exhibits", 3)), rows))
    if often:
        blocks.append(
            Paragraph(f"In the exhibits of {LETTERHEAD} cases or more, as letterheads are: {often}.", "small")
        )
    if not words:
        blocks.append(Paragraph("None was found."))
    return blocks


def _cases_of(places: Sequence[str]) -> int:
    return len({place.split("-")[0] for place in places})


def _blanks(dossier: Dossier) -> list[str]:
    challenge, solicitor = dossier.challenge, dossier.solicitor
    wanted = (
        (challenge.grounds, "Grounds (section 7 of the letter). They are yours; none is suggested."),
        (challenge.defendant_address, "The defendant's address for service, from its own published page (L62)."),
        (challenge.matter, "The matter being challenged (section 5)."),
        (challenge.action_expected, "The action expected (section 8)."),
        (challenge.adr, "Proposals for alternative dispute resolution (section 9)."),
        (challenge.interested_parties, "Interested parties (section 6; L61, L143)."),
        (challenge.claimant_address, "The claimant's address (section 2)."),
        ("known" if challenge.aware_on else "", "The day on which the claimant's side first knew (E17)."),
        (solicitor.cipher_key_recipient, "Your public age key, so that the cipher key can be written."),
    )
    return [label for value, label in wanted if not value.strip()] + ["Signature and date of the letter."]


def _rules_to_check(on: date) -> list[law.Rule]:
    used = ("L3", "L4", "L6", "L49", "L50", "L51", "L52", "L53", "L57", "L59", "L61", "L62", "L140", "L144")
    return [rule for rule in (law.rule(number, on) for number in used) if rule.check_this]


def _waivers(dossier: Dossier) -> str:
    held: list[tuple[str, Waiver]] = [(case.reference, item) for case in dossier.cases for item in case.waivers]
    if not held:
        return "No waiver of anonymity is recorded."
    listed = "; ".join(f"{reference} {item.id}, for {', '.join(item.publishers)}" for reference, item in held)
    return (
        f"Waivers held: {listed}. None was relied on: these papers name no publisher, so every complainant is shown by "
        "cipher (L87)."
    )


def cipher_key(dossier: Dossier, *, ids: Collection[str] | None, on: date) -> bytes:
    """Who the ciphers stand for, encrypted to the solicitor's key (L89).

    Args:
        dossier: the dossier; its solicitor must have a public age key.
        ids: ids of the people to list; None for all.
        on: the date written at its head.

    Raises:
        UserError: the key is not a public age key.
    """
    import pyrage

    lines = [f"Cipher key. {dossier.title}. {in_words(on)}. Keep apart from the papers.", ""]
    for reference in sorted(dossier.identities):
        for person in dossier.identities[reference].people:
            if ids is None or person.id in ids:
                names = "; ".join((*person.names, *person.also))
                lines.append(f"{reference}\t{person.shown_as}\t{person.role.value}\t{names}")
    try:
        recipient = pyrage.x25519.Recipient.from_str(dossier.solicitor.cipher_key_recipient)
    except pyrage.RecipientError as error:
        raise UserError(
            "dossier.toml, solicitor.cipher_key_recipient: this is not a public age key.",
            remedy="Ask the solicitor for the line that starts age1.",
        ) from error
    return bytes(pyrage.encrypt("\n".join(lines).encode(), [recipient]))

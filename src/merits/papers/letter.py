"""The letter before action: the thirteen headings of the protocol in order (L57), every date with its rule.

What only the solicitor can say is left visibly blank: grounds are never written here (S10). The open copy gives the
month of a decision; the service copy, the day and each decision's time limits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from merits import law
from merits.base.dates import in_words, month_in_words
from merits.casework import Dossier, Maker, Recipient, proportion_wording_allowed, sampling_statement
from merits.documents import Blank, Block, Bullets, Column, Document, Heading, Note, Paragraph, Table
from merits.papers.schedule import OPEN, QuotedReason, ScheduleFacts
from merits.papers.selection import cipher
from merits.papers.words import KIND, count, sentence

#: How many quotations the letter itself carries; the rest stand in the schedule.
QUOTED_IN_LETTER = 8


@dataclass(frozen=True)
class LetterFacts:
    """What the letter rests on.

    Attributes:
        schedule: the cases and reasons.
        figures: what the annex finds, each a sentence.
        on: the date of the letter.
        recipient: for a service copy; None for the open copy.
        bundle: whether a bundle goes with it.
    """

    schedule: ScheduleFacts
    figures: tuple[str, ...]
    on: date
    recipient: Recipient | None = None
    bundle: bool = True

    @property
    def dossier(self) -> Dossier:
        """The dossier."""
        return self.schedule.dossier


def reply_date(dossier: Dossier, on: date) -> law.Deadline:
    """The day by which the letter asks for a reply (L59)."""
    challenge = dossier.challenge
    return law.pre_action_reply(on, challenge.reply_days, on=on, reason=challenge.reply_days_reason)


def letter_before_action(facts: LetterFacts) -> Document:
    """The letter, from the neutral model."""
    headings = law.pre_action_headings()
    body: list[Block] = [
        Paragraph(in_words(facts.on), "address"),
        Paragraph(
            "Sent under the Pre-Action Protocol for Judicial Review. The claimant asks for a reply by "
            f"{law.day_in_words(reply_date(facts.dossier, facts.on).date)}.",
        ),
    ]
    for heading, write in zip(headings, _SECTIONS, strict=True):
        body.append(Heading(heading.title, 1, str(heading.number)))
        body += write(facts)
    body += _closing(facts)
    marking = f"Service copy for {facts.recipient.name}: confidential, not for publication" if facts.recipient else OPEN
    return Document(
        "Letter before action",
        tuple(body),
        subtitle=facts.dossier.challenge.name or "Proposed claim for judicial review",
        marking=marking,
    )


def _or_blank(text: str, label: str, style: str = "body") -> list[Block]:
    if not text.strip():
        return [Blank(label)]
    return [Paragraph(text.strip(), "address" if style == "address" else "body")]


def _to(facts: LetterFacts) -> list[Block]:
    challenge = facts.dossier.challenge
    address = facts.recipient.address if facts.recipient and facts.recipient.address else challenge.defendant_address
    return [
        *_or_blank(f"To: {challenge.defendant}" if challenge.defendant else "", "the defendant, by office"),
        *_or_blank(address, "the defendant's address for service, from its own published page (L62)", "address"),
    ]


def _claimant(facts: LetterFacts) -> list[Block]:
    challenge = facts.dossier.challenge
    return [
        *_or_blank(challenge.claimant, "the claimant's name"),
        *_or_blank(challenge.claimant_address, "the claimant's address", "address"),
    ]


def _reference(facts: LetterFacts) -> list[Block]:
    reference = facts.dossier.challenge.defendant_reference
    if reference:
        return [Paragraph(reference)]
    return [Paragraph("None has been given to the claimant. Please quote the reference in section 4.")]


def _advisers(facts: LetterFacts) -> list[Block]:
    solicitor = facts.dossier.solicitor
    lines = [solicitor.name, solicitor.firm, solicitor.address, solicitor.email, solicitor.telephone]
    if not any(lines):
        return [Blank("the claimant's legal advisers")]
    reference = f"Our reference: {solicitor.reference}" if solicitor.reference else ""
    return [Paragraph("\n".join(line for line in (*lines, reference) if line), "address")]


def _matter(facts: LetterFacts) -> list[Block]:
    aware = facts.dossier.challenge.aware_on
    known = (
        [
            Paragraph(
                f"The claimant first knew of the matter on {in_words(aware)}.", source="Recorded in the dossier (E17)"
            )
        ]
        if aware
        else [Blank("the day on which the claimant first knew of the matter")]
    )
    return [*_or_blank(facts.dossier.challenge.matter, "the matter being challenged"), *known]


def _interested(facts: LetterFacts) -> list[Block]:
    return _or_blank(facts.dossier.challenge.interested_parties, "interested parties, and why (L61, L143)")


def _issue(facts: LetterFacts) -> list[Block]:
    return [
        Heading("The cases", 2),
        *_cases(facts),
        Heading("What the letters say", 2),
        *_quotations(facts),
        Heading("The figures", 2),
        *_figures(facts),
        Heading("The tests in force", 2),
        *_tests(facts),
        Heading("Why the matter is said to be wrong", 2),
        *_grounds(facts),
    ]


def _cases(facts: LetterFacts) -> list[Block]:
    selection = facts.schedule.selection
    decisions = [case.decisions[0].made_on for case in selection.cases]
    first, last = min(item.first for item in decisions), max(item.last for item in decisions)
    cps = sum(case.decisions[0].maker is Maker.CPS for case in selection.cases)
    police = len(selection.cases) - cps
    by = f"{cps} by the Crown Prosecution Service" + (f" and {police} by the police" if police else "")
    blocks: list[Block] = [
        Paragraph(
            f"The schedule of cases with this letter shows {count(len(selection.cases), 'case')} decided between "
            f"{month_in_words(first)} and {month_in_words(last)}: {by}. The complainants' identities are protected for life; each is "
            "known by two letters."
        ),
        Paragraph(sampling_statement(facts.dossier, shown=len(selection.cases)), "small"),
    ]
    if facts.recipient is not None:
        blocks.append(_decisions(facts))
    return blocks


def _decisions(facts: LetterFacts) -> Table:
    """So that the recipient can find its files. Time limits are for the solicitor's checklist, not for the other side."""
    return Table(
        (Column("Case", 0.7), Column("Decision", 2.2), Column("Made on", 1.6), Column("By", 3)),
        tuple(
            (
                cipher(facts.dossier, case),
                KIND[decision.kind],
                decision.made_on.in_words,
                decision.unit,
            )
            for case in facts.schedule.selection.cases
            for decision in case.decisions[:1]
        ),
        caption="The decisions",
    )


def _quotations(facts: LetterFacts) -> list[Block]:
    quoted = facts.schedule.quoted
    book = law.codebook()
    jury = {code.code for code in book.jury_prediction}
    about_jury = [item for item in quoted if item.reason.code in jury and item.reason.relied_on]
    cases = len({item.reason.case for item in about_jury})
    share = proportion_wording_allowed(facts.dossier).allowed
    shown = len(facts.schedule.selection.cases)
    where = f"{cases} of the {count(shown, 'case')} shown" if share else count(cases, "case")
    words = (
        f"In {where} a letter rests, among other things, on what jurors are expected to think, on how similar "
        "cases usually end, or on how the complainant would come across (codes C3 to C5)."
        if about_jury
        else "No letter shown rests on what jurors are expected to think, on how similar cases usually end, or on how the "
        "complainant would come across (codes C3 to C5)."
    )
    merits = {item.reason.case for item in quoted if item.reason.code in ("C1", "C2") and item.reason.relied_on}
    on_merits = len(merits - {item.reason.case for item in about_jury})
    if on_merits:
        words += (
            f" In {count(on_merits, 'other case')} the letters state the objective test or weigh the evidence (codes C1 "
            "and C2) and say nothing of that kind; the schedule quotes them too."
        )
    blocks: list[Block] = [Paragraph(words)]
    if about_jury:
        blocks.append(Bullets(tuple(_quotation(item) for item in about_jury[:QUOTED_IN_LETTER])))
        if len(about_jury) > QUOTED_IN_LETTER:
            blocks.append(Paragraph("The rest are in the schedule.", "small"))
    blocks.append(
        Paragraph(
            "Each quotation was coded by two readers who did not see each other's work and settled by a third; the "
            "schedule says how far they agreed on each code. A quotation shows what a letter says.",
        )
    )
    return blocks


def _quotation(item: QuotedReason) -> str:
    return f"{item.cipher}: “{item.words}” ({item.place})"


def _figures(facts: LetterFacts) -> list[Block]:
    if not facts.figures:
        return [Blank("the figures relied on; none was public on the day of this letter")]
    source = Paragraph("The statistical annex gives the source, the period and the limits of each.", "small")
    return [Bullets(facts.figures), source]


def _tests(facts: LetterFacts) -> list[Block]:
    editions = [law.code_edition(case.decisions[0].made_on) for case in facts.schedule.selection.cases]
    items = tuple(
        f"{name}: {count(number, 'decision')}" for name, number in Counter(e.in_words for e in editions).items()
    )
    sources = dict.fromkeys(rule.citation for edition in editions for rule in edition.rules)
    full_code, prospect = law.rule("L4", facts.on), law.rule("L6", facts.on)
    return [
        Paragraph(
            "A decision is read against the edition of the Code for Crown Prosecutors in force on the day it was made.",
            source="; ".join(sources),
        ),
        Bullets(items),
        Paragraph(sentence(full_code.text), source=full_code.citation),
        Paragraph(sentence(prospect.text), source=prospect.citation),
    ]


def _grounds(facts: LetterFacts) -> list[Block]:
    challenge = facts.dossier.challenge
    if not challenge.grounds.strip():
        return [Blank("the grounds, with the law relied on")]
    return [Paragraph(challenge.grounds), Paragraph(f"Grounds written by {challenge.grounds_by}.", "small")]


def _action(facts: LetterFacts) -> list[Block]:
    return _or_blank(facts.dossier.challenge.action_expected, "the action expected of the defendant")


def _adr(facts: LetterFacts) -> list[Block]:
    return _or_blank(facts.dossier.challenge.adr, "proposals for alternative dispute resolution")


def _information(facts: LetterFacts) -> list[Block]:
    wanted = facts.dossier.challenge.information_sought
    return [Bullets(wanted, numbered=True)] if wanted else [Blank("the information sought")]


def _documents(facts: LetterFacts) -> list[Block]:
    wanted = facts.dossier.challenge.documents_sought
    return [Bullets(wanted, numbered=True)] if wanted else [Blank("the documents sought")]


def _address(facts: LetterFacts) -> list[Block]:
    solicitor = facts.dossier.solicitor
    lines = [solicitor.firm, solicitor.address, solicitor.email]
    return _or_blank("\n".join(line for line in lines if line), "the address for reply and service", "address")


def _reply(facts: LetterFacts) -> list[Block]:
    deadline = reply_date(facts.dossier, facts.on)
    reason = dict(deadline.inputs).get("reason", "")
    return [
        Paragraph(
            f"{law.day_in_words(deadline.date)}. {' '.join(deadline.working)}", source="; ".join(deadline.citations)
        ),
        *([Paragraph(f"Why this time is given: {sentence(reason)}")] if reason else []),
        Paragraph(law.rule("L49", facts.on).text, source=law.rule("L49", facts.on).citation),
    ]


def _closing(facts: LetterFacts) -> list[Block]:
    enclosed = ["Schedule of cases", "Statistical annex"]
    if facts.bundle:
        enclosed.append("Bundle")
    blocks: list[Block] = [
        Heading("Enclosed", 2),
        Bullets(tuple(enclosed)),
        Blank("signature and date"),
    ]
    if facts.recipient is not None:
        blocks.append(
            Note(
                "This copy is made for its recipient on a recorded instruction. The key that joins the two letters to a "
                "name is sent apart. Publishing anything likely to identify a complainant is an offence.",
                "Service copy",
            )
        )
    return blocks


_SECTIONS: tuple[Callable[[LetterFacts], list[Block]], ...] = (
    _to,
    _claimant,
    _reference,
    _advisers,
    _matter,
    _interested,
    _issue,
    _action,
    _adr,
    _information,
    _documents,
    _address,
    _reply,
)

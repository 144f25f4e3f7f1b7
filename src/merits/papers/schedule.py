"""The schedule of cases: an open copy that quotes the reasons given, says how far two coders agreed, and how the cases
were found.

What a letter says about a jury stands first (E7); a subject that a letter mentions and discounts is shown, and is never
counted as relied on (E2); letters that give no cause for challenge stand among the others, as the base to compare with.
Counts speak of these cases and no others (E6).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from merits import law
from merits.casework import (
    AgreedReason,
    Case,
    CodeAgreement,
    DocumentKind,
    Dossier,
    Maker,
    Review,
    agreed_reasons,
    agreement,
    not_adjudicated,
    proportion_wording_allowed,
    reason_counts,
    sampling_statement,
)
from merits.documents import Block, Bullets, Column, Document, Heading, Note, Paragraph, Run, Table
from merits.papers.exhibits import Exhibit, paragraph_at
from merits.papers.selection import Selection, cipher
from merits.papers.words import CLASSIFICATION, KIND, MAKER, RESULT, SCHEME, TOLD, count, estimate

#: At the head of every page.
OPEN = "Open copy: no complainant is to be identified (Sexual Offences (Amendment) Act 1992, s.1)"
SERVICE = "Service copy: confidential, not for publication"
#: Fewer letters than this: show counts, not shares (L137).
ENOUGH_FOR_SHARES = 20


@dataclass(frozen=True)
class QuotedReason:
    """An agreed reason as the schedule prints it: open words, and where they stand."""

    reason: AgreedReason
    cipher: str
    words: str
    exhibit: str
    paragraph: int
    page: int
    of_review: bool

    @property
    def place(self) -> str:
        """``decision letter, paragraph 3, bundle page 41``."""
        letter = "review letter" if self.of_review else "decision letter"
        paragraph = f"paragraph {self.paragraph}" if self.paragraph else "above the salutation"
        page = f", bundle page {self.page}" if self.page else ""
        return f"{letter}, {paragraph}{page}"


@dataclass(frozen=True)
class ScheduleFacts:
    """What the schedule rests on, worked out once for the paper, the CSV and the letter."""

    dossier: Dossier
    selection: Selection
    quoted: tuple[QuotedReason, ...]
    agreement: tuple[CodeAgreement, ...]
    whole_dates: bool

    def of_case(self, case: Case) -> tuple[QuotedReason, ...]:
        """The reasons of one case."""
        return tuple(item for item in self.quoted if item.reason.case == case.reference)


def schedule_facts(
    dossier: Dossier,
    selection: Selection,
    exhibits: Mapping[str, Exhibit],
    pages: Mapping[str, int],
    *,
    whole_dates: bool,
) -> ScheduleFacts:
    """Gather the reasons of the cases shown.

    Args:
        dossier: the dossier.
        selection: the cases shown.
        exhibits: by id; a reason of a letter that is not exhibited is not quoted.
        pages: exhibit id -> its first page in the bundle; empty while the bundle is not built.
        whole_dates: True gives days in full; an open copy gives months.
    """
    quoted = []
    for reason in agreed_reasons(dossier, cases=selection.references):
        exhibit = exhibits.get(f"{reason.case}-{reason.document}")
        if exhibit is None:
            continue
        start = exhibit.text.offset(reason.start, at_end=False)
        quoted.append(
            QuotedReason(
                reason=reason,
                cipher=cipher(dossier, exhibit.case),
                words=" ".join(exhibit.text.quote(reason.start, reason.end).split()),
                exhibit=exhibit.id,
                paragraph=paragraph_at(exhibit.text, start),
                page=pages.get(exhibit.id, 0),
                of_review=exhibit.document.kind is DocumentKind.REVIEW_OUTCOME,
            )
        )
    return ScheduleFacts(dossier, selection, tuple(quoted), agreement(dossier, cases=selection.references), whole_dates)


def schedule(facts: ScheduleFacts) -> Document:
    """The schedule of cases."""
    dossier, selection = facts.dossier, facts.selection
    shown = len(selection.cases)
    blocks: list[Block] = [
        Note(sampling_statement(dossier, shown=shown), "How these cases were found"),
        Paragraph(
            f"This schedule shows {count(shown, 'case')}. Each complainant is known by two letters that say nothing "
            "about the person. The reasons are quoted from the letters, coded by two readers who did not see each other's "
            "work, and settled by a third. A quotation shows what a letter says; it is not a finding that a decision was "
            "wrong. Cases whose letters give no cause for question are included in the same way."
        ),
        *_at_a_glance(facts),
        Heading("The cases"),
    ]
    for number, case in enumerate(selection.cases, start=1):
        blocks += _case(facts, case, number)
    blocks += _agreement(facts)
    blocks += _not_included(facts)
    return Document(
        "Schedule of cases",
        tuple(blocks),
        subtitle=dossier.challenge.name,
        marking=SERVICE if facts.whole_dates else OPEN,
    )


def _when(facts: ScheduleFacts, case: Case) -> str:
    made = case.decisions[0].made_on
    return made.in_words if facts.whole_dates else _month(str(made))


def _month(text: str) -> str:
    from merits.base.dates import PartialDate

    return PartialDate.parse(text[:7]).in_words


def _at_a_glance(facts: ScheduleFacts) -> list[Block]:
    book = law.codebook()
    counts = reason_counts(item.reason for item in facts.quoted)
    share = proportion_wording_allowed(facts.dossier)
    adjudicated = len({(row.reason.case, row.reason.document) for row in facts.quoted})
    rows = tuple(
        (
            item.code,
            book.code(item.code).label,
            str(item.cases_relied_on),
            str(sum(number for stance, number in item.letters_by_stance if stance != law.Stance.RELIED_ON)),
        )
        for item in counts
    )
    base = f" Of {count(len(facts.selection.cases), 'case')} shown." if share.allowed else f" {share.reason}"
    return [
        Heading("Reasons at a glance"),
        Paragraph(
            "What the letters say about a jury comes first. A theme is marked as present in the words; the same fact "
            f"can be lawful evidence or not, and this schedule does not say which.{base} {count(adjudicated, 'letter')} "
            "with at least one agreed reason.",
            source="Codes and stances: L23 to L25 of the rule book, our own grouping",
        ),
        Table(
            (
                Column("Code", 0.6),
                Column("What the letter says", 5),
                Column("Cases: relied on", 1, numeric=True),
                Column("Letters: only mentioned", 1.1, numeric=True),
            ),
            rows,
        ),
    ]


def _case(facts: ScheduleFacts, case: Case, number: int) -> list[Block]:
    decision = case.decisions[0]
    edition = law.code_edition(decision.made_on)
    lines: list[str] = [
        f"Decision: {KIND[decision.kind]}, {_when(facts, case)}, by the {MAKER[decision.maker]}, {decision.unit}"
        + (f" ({decision.area})" if decision.area and decision.area not in decision.unit else "")
        + f". The office's own classification: {CLASSIFICATION[decision.classification]}.",
        f"Test in force that day: {edition.in_words}."
        if decision.maker is Maker.CPS
        else f"Decided by the police. Edition of the Code for prosecutors that day: {edition.in_words}.",
        f"The complainant was told {TOLD[decision.told_by]}."
        + ("" if decision.letter else " No letter is held; written reasons can be asked for (L148)."),
    ]
    for other in case.decisions[1:]:
        made = other.made_on.in_words if facts.whole_dates else _month(str(other.made_on))
        lines.append(f"Further decision: {KIND[other.kind]}, {made}, by the {MAKER[other.maker]}.")
    lines += [_review(item, whole_dates=facts.whole_dates) for item in case.reviews]
    blocks: list[Block] = [
        Heading(f"{number}. {cipher(facts.dossier, case)} (case {case.reference})", 2),
        Bullets(tuple(lines)),
    ]
    quoted = facts.of_case(case)
    if quoted:
        blocks.append(_reasons(quoted))
    pending = [key for key in not_adjudicated(facts.dossier, cases=[case.reference])]
    if pending:
        blocks.append(Paragraph("The reading of this case's letter is not adjudicated; no reason is quoted.", "small"))
    elif not quoted and decision.letter:
        blocks.append(Paragraph("No reason is quoted from this letter.", "small"))
    return blocks


def _review(review: Review, *, whole_dates: bool) -> str:
    asked = review.requested_on.in_words if whole_dates else _month(str(review.requested_on))
    text = f"{SCHEME[review.scheme]}, stage {review.stage}: asked for {asked}; {RESULT[review.result]}"
    if review.decided_on:
        text += f", {review.decided_on.in_words if whole_dates else _month(str(review.decided_on))}"
    return f"{text}."


def _reasons(quoted: tuple[QuotedReason, ...]) -> Table:
    book = law.codebook()
    return Table(
        (Column("Code", 0.6), Column("Words of the letter", 5), Column("Stance", 1.5), Column("Where", 1.7)),
        tuple(
            (
                item.reason.code,
                (Run(f"“{item.words}”"), Run(f"\n{book.code(item.reason.code).label}", italic=True)),
                law.Stance(item.reason.stance).label + (" (read by machine)" if item.reason.machine_read else ""),
                item.place,
            )
            for item in quoted
        ),
    )


def _agreement(facts: ScheduleFacts) -> list[Block]:
    if not facts.agreement:
        return [Heading("Agreement between the coders"), Paragraph("No letter has been read by two coders.")]
    book = law.codebook()
    letters = facts.agreement[0].counts.letters
    rows = tuple(
        (
            item.code,
            book.code(item.code).theme,
            f"{item.counts.both} / {item.counts.first_only} / {item.counts.second_only} / {item.counts.neither}",
            estimate(item.percent),
            estimate(item.kappa),
            estimate(item.ac1),
        )
        for item in facts.agreement
    )
    few = " With fewer than 20 letters, read the counts." if letters < ENOUGH_FOR_SHARES else ""
    return [
        Heading("Agreement between the coders"),
        Paragraph(
            f"{count(letters, 'letter')} read by two coders, blind to each other. For each code: letters in which both "
            "found it, only the first, only the second, neither. Percent agreement ignores chance; Cohen's kappa falls "
            f"when a code is very rare or very common; Gwet's AC1 does not. In brackets, 95% intervals.{few}",
            source="Cohen (1960); Gwet (2008); Wilson (1927) for percent agreement; jackknife over letters for the others",
        ),
        Table(
            (
                Column("Code", 0.5),
                Column("Theme", 2.6),
                Column("Both / first / second / neither", 1.5),
                Column("Agreement", 1.5),
                Column("Kappa", 1.5),
                Column("AC1", 1.5),
            ),
            rows,
        ),
    ]


def _not_included(facts: ScheduleFacts) -> list[Block]:
    """How many, and no more: why a client said no is nobody else's business."""
    left_out = len(facts.selection.not_included)
    if not left_out:
        return []
    return [
        Heading("Cases of the dossier that are not shown"),
        Paragraph(f"{count(left_out, 'case')} of the dossier: no live consent for this paper."),
    ]


CSV_COLUMNS = (
    "cipher",
    "case",
    "decided",
    "decided_by",
    "unit",
    "kind",
    "classification",
    "code_edition",
    "code",
    "theme",
    "stance",
    "quotation",
    "exhibit",
    "bundle_page",
    "paragraph",
    "machine_read",
)


def schedule_csv(facts: ScheduleFacts) -> bytes:
    """One row per agreed reason; a case without one has one row with empty reason columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    book = law.codebook()
    for case in facts.selection.cases:
        decision = case.decisions[0]
        head = (
            cipher(facts.dossier, case),
            case.reference,
            str(decision.made_on) if facts.whole_dates else str(decision.made_on)[:7],
            decision.maker.value,
            decision.unit,
            decision.kind.value,
            decision.classification.value,
            law.code_edition(decision.made_on).number,
        )
        reasons = facts.of_case(case)
        for item in reasons:
            reason = item.reason
            theme = book.code(reason.code).theme
            tail = (reason.code, theme, reason.stance, item.words, item.exhibit, item.page, item.paragraph)
            writer.writerow([_safe(str(cell)) for cell in (*head, *tail, "yes" if reason.machine_read else "no")])
        if not reasons:
            writer.writerow([_safe(str(cell)) for cell in (*head, *[""] * 8)])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell

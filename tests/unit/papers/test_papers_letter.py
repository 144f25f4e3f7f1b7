"""The letter and the schedule: what they say, what they leave blank, and what they never claim."""

from __future__ import annotations

import csv
import dataclasses
import io
from datetime import date

import pytest

from factories.small_dossiers import DAY, JURIES, LATE, WEIGHED, Small, small
from merits import law
from merits.base.errors import Stopped
from merits.casework import Audience, Challenge, Dossier, Record, Solicitor
from merits.documents import Blank, Heading, text_lines
from merits.papers.exhibits import exhibits
from merits.papers.letter import LetterFacts, letter_before_action, reply_date
from merits.papers.protection import OpenTexts
from merits.papers.schedule import CSV_COLUMNS, ScheduleFacts, schedule, schedule_csv, schedule_facts
from merits.papers.selection import select

SMALL = small()


def facts_of(dossier: Dossier, *, pages: dict[str, int] | None = None, whole_dates: bool = False) -> ScheduleFacts:
    selection = select(dossier, audience=Audience.OPEN, on=DAY)
    shown, _ = exhibits(dossier, selection.cases, OpenTexts(dossier), originals=False)
    return schedule_facts(dossier, selection, {item.id: item for item in shown}, pages or {}, whole_dates=whole_dates)


def letter_of(given: Small, **changes: object) -> str:
    facts = LetterFacts(facts_of(given.dossier), ("A figure.",), DAY)
    return "\n".join(text_lines(letter_before_action(dataclasses.replace(facts, **changes))))


def schedule_of(given: Small) -> str:
    return "\n".join(text_lines(schedule(facts_of(given.dossier))))


def blanks_of(given: Small) -> list[str]:
    facts = LetterFacts(facts_of(given.dossier), (), DAY)
    return [block.label for block in letter_before_action(facts).blocks if isinstance(block, Blank)]


def test_the_thirteen_headings_stand_in_protocol_order() -> None:
    letter = letter_before_action(LetterFacts(facts_of(SMALL.dossier), (), DAY))
    first = [block for block in letter.blocks if isinstance(block, Heading) and block.level == 1]

    assert [(block.number, block.text) for block in first] == [
        (str(heading.number), heading.title) for heading in law.pre_action_headings()
    ]


def test_the_reply_is_asked_for_14_days_later_with_the_rule() -> None:
    said = letter_of(SMALL)

    assert reply_date(SMALL.dossier, DAY).date == date(2019, 6, 24)
    assert "The claimant asks for a reply by Monday 24 June 2019." in said
    assert "14 calendar days after Monday 10 June 2019 is Monday 24 June 2019." in said
    assert "[L59" in said


def test_another_time_for_the_reply_is_given_with_its_reason() -> None:
    said = letter_of(SMALL.with_challenge(reply_days=7, reply_days_reason="A decision is imminent."))

    assert "Monday 17 June 2019" in said
    assert "A decision is imminent" in said


def test_everything_only_the_solicitor_can_say_is_blank_where_it_is_not_said() -> None:
    empty = SMALL.but(challenge=Challenge(), solicitor=Solicitor())

    assert blanks_of(empty) == [
        "the defendant, by office",
        "the defendant's address for service, from its own published page (L62)",
        "the claimant's name",
        "the claimant's address",
        "the claimant's legal advisers",
        "the matter being challenged",
        "the day on which the claimant first knew of the matter",
        "interested parties, and why (L61, L143)",
        "the figures relied on; none was public on the day of this letter",
        "the grounds, with the law relied on",
        "the action expected of the defendant",
        "proposals for alternative dispute resolution",
        "the information sought",
        "the documents sought",
        "the address for reply and service",
        "signature and date",
    ]


def test_grounds_are_printed_as_written_with_who_wrote_them() -> None:
    given = SMALL.with_challenge(grounds="The decision was irrational.", grounds_by="A. Solicitor")

    said = letter_of(given)

    assert "The decision was irrational.\nGrounds written by A. Solicitor." in said
    assert "the grounds, with the law relied on" not in blanks_of(given)


def test_what_a_letter_says_of_juries_is_quoted_with_its_place() -> None:
    said = letter_of(SMALL)

    assert f"DW: “{LATE}” (decision letter, paragraph 3)" in said
    assert "In 1 other case the letters state the objective test" in said
    assert JURIES not in said, "T5W9 has not agreed to open copies"


def test_where_no_letter_speaks_of_juries_the_letter_says_so() -> None:
    codings = tuple(row for row in SMALL.dossier.codings if row.code not in ("C3", "C4"))

    said = letter_of(SMALL.but(codings=codings))

    assert "No letter shown rests on what jurors are expected to think" in said
    assert LATE not in said


def test_without_a_sampling_statement_there_is_no_wording_of_proportion() -> None:
    said = letter_of(SMALL.but(sampling=None)) + schedule_of(SMALL.but(sampling=None))

    assert "of the 2 cases shown" in letter_of(SMALL)
    assert "of the 2 cases shown" not in said
    assert "In 1 case a letter rests" in said


def test_an_open_copy_gives_months_and_says_it_names_nobody() -> None:
    letter, table = letter_before_action(LetterFacts(facts_of(SMALL.dossier), (), DAY)), schedule_of(SMALL)

    assert letter.marking.startswith("Open copy: no complainant is to be identified")
    assert "October 2018" in table and "26 October 2018" not in table


def test_a_service_copy_gives_days_and_names_its_recipient() -> None:
    recipient = SMALL.dossier.recipients[0]
    facts = LetterFacts(facts_of(SMALL.dossier, whole_dates=True), (), DAY, recipient)
    letter = letter_before_action(facts)

    assert letter.marking == "Service copy for Crown Prosecution Service: confidential, not for publication"
    assert "26 October 2018" in "\n".join(text_lines(letter))


def test_the_bundle_is_enclosed_only_if_there_is_one() -> None:
    assert "\nBundle\n" in letter_of(SMALL)
    assert "\nBundle\n" not in letter_of(SMALL, bundle=False)


def test_the_schedule_tells_how_cases_were_found_and_how_far_coders_agreed() -> None:
    said = schedule_of(SMALL)

    assert "Asked: 60; answered: 31" in said
    assert "2 letters read by two coders" in said
    assert "With fewer than 20 letters, read the counts." in said
    assert "1 case of the dossier: no live consent for this paper." in said


def test_a_subject_only_mentioned_is_shown_and_not_counted_as_relied_on() -> None:
    lines = list(text_lines(schedule(facts_of(SMALL.dossier))))
    at = lines.index("D9")

    assert lines[at + 2 : at + 4] == ["0", "1"], "relied on, only mentioned"


def test_a_letter_nobody_adjudicated_is_quoted_nowhere() -> None:
    codings = tuple(
        row for row in SMALL.dossier.codings if not (row.record is Record.ADJUDICATION and row.case == "K7F3")
    )
    given = SMALL.but(codings=codings)

    assert "is not adjudicated; no reason is quoted" in schedule_of(given)
    assert LATE not in schedule_of(given) + letter_of(given)


def test_the_csv_has_a_row_for_each_reason_and_one_for_a_case_without() -> None:
    codings = tuple(row for row in SMALL.dossier.codings if row.case != "M2Q8")
    data = schedule_csv(facts_of(SMALL.but(codings=codings).dossier, pages={"K7F3-letter-1": 12}))

    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    assert tuple(rows[0]) == CSV_COLUMNS
    assert [(row["case"], row["code"], row["bundle_page"]) for row in rows] == [
        ("M2Q8", "", ""),
        ("K7F3", "C3", "12"),
        ("K7F3", "D9", "12"),
    ]
    assert WEIGHED not in data.decode()
    assert {row["decided"] for row in rows} == {"2018-01", "2018-10"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_csv_is_a_formula(start: str) -> None:
    case = SMALL.dossier.case("K7F3")
    decision = dataclasses.replace(case.decisions[0], unit=f"{start}HYPERLINK(1)")

    data = schedule_csv(facts_of(SMALL.with_case("K7F3", decisions=(decision,)).dossier)).decode()

    assert f"'{start}HYPERLINK(1)" in data


def test_cases_are_shown_by_the_date_of_their_first_decision() -> None:
    assert select(SMALL.dossier, audience=Audience.OPEN, on=DAY).references == ("M2Q8", "K7F3")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"withdrawn_on": date(2019, 6, 1)}, "withdrawn on 1 June 2019"),
        ({"until": date(2019, 6, 9)}, "ended on 9 June 2019"),
        ({"given_on": date(2019, 6, 11)}, "not yet given"),
        ({"audiences": (Audience.COURT,)}, "for open copies"),
        ({"purposes": ()}, "for a joint dossier"),
    ],
)
def test_each_way_of_having_no_live_consent_leaves_a_case_out_and_is_said(changes: dict[str, object], why: str) -> None:
    consent = dataclasses.replace(SMALL.dossier.case("K7F3").consents[0], **changes)

    chosen = select(SMALL.with_case("K7F3", consents=(consent,)).dossier, audience=Audience.OPEN, on=DAY)

    assert chosen.references == ("M2Q8",)
    reason = next(item.reason for item in chosen.not_included if item.case == "K7F3")
    assert why in reason


def test_a_case_without_a_decision_is_left_out() -> None:
    chosen = select(SMALL.with_case("K7F3", decisions=()).dossier, audience=Audience.OPEN, on=DAY)

    assert next(item.reason for item in chosen.not_included if item.case == "K7F3") == (
        "Not included: no decision is recorded."
    )


def test_nobody_shown_is_a_stop() -> None:
    with pytest.raises(Stopped, match="No case of this dossier may appear"):
        select(SMALL.dossier, audience=Audience.POLICE, on=DAY)

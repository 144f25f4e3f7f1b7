"""Facts -> date: the rules' own examples and ours, as tables a lawyer can read."""

from datetime import date

import pytest

from merits import law
from merits.base.dates import PartialDate

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("decided", "outer", "safe", "warn"),
    [
        ("2019-01-01", "2019-04-01", "2019-03-29", "2019-02-18"),  # corresponding date, a Monday: safe is the Friday
        ("2018-11-30", "2019-02-28", "2019-02-27", "2019-01-17"),  # February has no 30th
        ("2019-11-30", "2020-02-29", "2020-02-28", "2020-01-18"),  # a leap year
        ("2019-03-14", "2019-06-14", "2019-06-13", "2019-05-03"),
        ("2019-01-22", "2019-04-22", "2019-04-18", "2019-03-11"),  # Easter Monday: safe is before Good Friday
        ("2018-09-27", "2018-12-27", "2018-12-24", "2018-11-15"),  # Christmas Day and Boxing Day are skipped
        ("2018-12-31", "2019-03-31", "2019-03-29", "2019-02-17"),
    ],
)
def test_judicial_review_of_a_decision(decided: str, outer: str, safe: str, warn: str) -> None:
    """L49-L51."""
    limits = law.jr_limits(PartialDate.parse(decided), TODAY)
    assert [str(limits.outer.date), str(limits.safe.date), str(limits.warn_from.date)] == [outer, safe, warn]


@pytest.mark.parametrize(
    ("decided", "earliest", "latest", "safe"),
    [
        ("2019-03", "2019-06-01", "2019-06-30", "2019-05-31"),
        ("2018-11", "2019-02-01", "2019-02-28", "2019-01-31"),
        ("2018", "2018-04-01", "2019-03-31", "2018-03-29"),  # 30 March 2018 was Good Friday
    ],
)
def test_judicial_review_of_a_decision_not_known_to_the_day(
    decided: str, earliest: str, latest: str, safe: str
) -> None:
    limits = law.jr_limits(PartialDate.parse(decided), TODAY)
    assert [str(limits.outer.date), str(limits.outer.latest), str(limits.safe.date)] == [earliest, latest, safe]


@pytest.mark.parametrize(
    ("event", "days", "serve"),
    [
        ("2023-10-20", 3, "2023-10-16"),  # application on Friday 20 October
        ("2025-10-20", 3, "2025-10-14"),  # hearing on Monday 20 October
        ("2014-10-20", 3, "2014-10-14"),
        ("2026-04-09", 3, "2026-04-01"),  # Good Friday and Easter Monday do not count
        ("2026-04-10", 3, "2026-04-02"),  # the day before the counted days is Easter Monday: back to Thursday
        ("2023-10-20", 6, "2023-10-13"),  # six days count every day
        ("2023-10-16", 7, "2023-10-06"),  # Sunday 8 October: the working day before it
    ],
)
def test_serving_before_an_event(event: str, days: int, serve: str) -> None:
    """L107, L108."""
    assert str(law.serve_by(date.fromisoformat(event), days).date) == serve


@pytest.mark.parametrize(
    ("start", "days", "office", "end"),
    [
        ("2023-10-02", 14, False, "2023-10-16"),  # 14 days from service on 2 October
        ("2023-10-20", 5, False, "2023-10-27"),  # five days skip the weekend
        ("2023-10-20", 8, False, "2023-10-28"),  # a Saturday
        ("2023-10-20", 8, True, "2023-10-30"),  # the court office is shut that day
        ("2023-10-20", 10, True, "2023-10-30"),  # and open on this one
        ("2026-12-18", 7, True, "2026-12-29"),  # Christmas Day, weekend, substitute day
    ],
)
def test_a_period_after_an_event(start: str, days: int, office: bool, end: str) -> None:
    """L107, L108."""
    assert str(law.period_ends(date.fromisoformat(start), days, at_court_office=office).date) == end


@pytest.mark.parametrize(
    ("notice", "days", "earliest"), [("2023-10-01", 28, "2023-10-30"), ("2023-10-20", 2, "2023-10-25")]
)
def test_the_earliest_event_after_notice(notice: str, days: int, earliest: str) -> None:
    """L108."""
    assert str(law.earliest_event(date.fromisoformat(notice), days).date) == earliest


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-02", "2026-03-31"),  # 17 March is a bank holiday in Northern Ireland
        ("2026-06-01", "2026-06-30"),  # 15 June in Scotland
        ("2019-12-24", "2020-01-27"),  # Christmas, New Year, and 2 January in Scotland
    ],
)
def test_freedom_of_information(received: str, due: str) -> None:
    """L112."""
    assert str(law.foi_due(date.fromisoformat(received)).date) == due


@pytest.mark.parametrize(
    ("decided", "told", "prompt", "outer"),
    [
        ("2019-03-14", "2019-03-21", "2019-03-28", "2019-06-21"),  # 5 working days
        ("2019-04-17", "2019-04-18", "2019-04-29", "2019-07-18"),  # over Easter
        ("2021-05-20", "2021-05-26", "2021-06-03", "2021-08-26"),  # the last day of 5; 31 May is a bank holiday
        ("2021-05-20", "2021-05-27", "2021-06-11", "2021-08-27"),  # the first day of 10
        ("2026-01-05", "2026-01-05", "2026-01-19", "2026-04-05"),
        ("2026-01-05", None, "2026-01-19", "2026-04-05"),  # when told is not known: from the decision
        ("2026-01-05", "2026-01", "2026-01-19", "2026-04-05"),  # nobody is told before the decision
    ],
)
def test_asking_the_cps_for_a_review(decided: str, told: str | None, prompt: str, outer: str) -> None:
    """L33, L34, L113."""
    answer = law.vrr_request(
        maker="cps",
        kind="not_charged",
        made_on=PartialDate.parse(decided),
        communicated_on=PartialDate.parse(told) if told else None,
        on=TODAY,
    )
    assert answer.prompt is not None
    assert [str(answer.prompt.date), str(answer.outer.date)] == [prompt, outer]


@pytest.mark.parametrize(
    ("scheme", "stage", "requested", "target"),
    [
        ("cps-vrr", 1, "2026-03-02", "2026-03-16"),
        ("cps-vrr", 2, "2026-03-02", "2026-04-15"),
        ("police-vrr", 1, "2026-03-02", "2026-04-15"),
    ],
)
def test_the_usual_target_for_an_answer(scheme: str, stage: int, requested: str, target: str) -> None:
    """L38, L45."""
    assert str(law.review_target(scheme, stage, date.fromisoformat(requested)).date) == target


@pytest.mark.parametrize(
    ("decided", "edition", "may_also_be", "fourth_question"),
    [
        ("2012-12-31", 6, (), False),
        ("2013-01-01", 7, (6,), False),
        ("2013-01-31", 7, (6,), False),
        ("2013-02-01", 7, (), False),
        ("2018-10-25", 7, (), False),
        ("2018-10-26", 8, (), True),
        ("2018-10", 7, (8,), False),
        ("2018-11", 8, (), True),
        ("2013", 7, (6,), False),
        ("2018", 7, (8,), False),
        ("2026-11-23", 8, (), True),
    ],
)
def test_the_edition_of_the_code(
    decided: str, edition: int, may_also_be: tuple[int, ...], fourth_question: bool
) -> None:
    """L2, L3, L8."""
    found = law.code_edition(PartialDate.parse(decided))
    assert (found.number, found.may_also_be, found.asks_about_other_material) == (edition, may_also_be, fourth_question)


@pytest.mark.parametrize(("sent", "reply"), [("2019-06-10", "2019-06-24"), ("2019-12-20", "2020-01-03")])
def test_reply_to_a_letter_before_claim(sent: str, reply: str) -> None:
    """L59: calendar days."""
    assert str(law.pre_action_reply(date.fromisoformat(sent), on=TODAY).date) == reply

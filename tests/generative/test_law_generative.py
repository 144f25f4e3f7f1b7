"""Properties of every count: never earlier for a later decision, never shorter for one more holiday."""

import calendar as months
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merits import law
from merits.base.dates import PartialDate
from merits.law import Jurisdiction

DAYS = st.dates(date(2012, 6, 1), date(2027, 6, 1))
COUNTS = st.integers(1, 60)
JURISDICTIONS = st.frozensets(st.sampled_from(list(Jurisdiction)), min_size=1)
LATE = date(2028, 1, 1)
#: A busy machine is no fault of the count.
calm = settings(deadline=None)


def review(decided: date, told: date) -> law.VrrAnswer:
    return law.vrr_request(
        maker="cps",
        kind="not_charged",
        made_on=PartialDate.of(decided),
        communicated_on=PartialDate.of(told),
        on=LATE,
    )


@calm
@given(DAYS, DAYS)
def test_a_later_decision_never_has_an_earlier_limit(one: date, other: date) -> None:
    early, late = (law.jr_limits(PartialDate.of(day), LATE) for day in sorted((one, other)))
    assert early.outer.date <= late.outer.date
    assert early.safe.date <= late.safe.date
    assert early.warn_from.date <= late.warn_from.date


@calm
@given(DAYS)
def test_limits_stand_in_order(day: date) -> None:
    limits = law.jr_limits(PartialDate.of(day), LATE)
    assert day < limits.warn_from.date < limits.safe.date < limits.outer.date
    assert law.calendar().is_working_day(limits.safe.date)
    assert law.calendar().working_days_between(limits.safe.date, limits.outer.date) in (0, 1)


@calm
@given(DAYS)
def test_a_month_or_year_holds_the_answer_of_each_of_its_days(day: date) -> None:
    for text in (f"{day:%Y-%m}", f"{day:%Y}"):
        vague = law.jr_limits(PartialDate.parse(text), LATE)
        known = law.jr_limits(PartialDate.of(day), LATE)
        for name in ("outer", "safe", "warn_from"):
            whole, one = getattr(vague, name), getattr(known, name)
            assert whole.date <= one.date <= whole.latest


@calm
@given(DAYS, DAYS, st.integers(0, 30))
def test_being_told_later_never_means_asking_earlier(one: date, other: date, wait: int) -> None:
    early, late = (review(day, day + timedelta(days=wait)) for day in sorted((one, other)))
    assert early.outer.date <= late.outer.date
    assert early.prompt is not None and late.prompt is not None
    assert early.prompt.date <= late.prompt.date


@calm
@given(DAYS, DAYS)
def test_a_later_request_for_information_is_never_due_earlier(one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert law.foi_due(early).date <= law.foi_due(late).date


@calm
@given(DAYS, COUNTS, JURISDICTIONS, st.integers(0, 120))
def test_one_more_holiday_never_shortens(start: date, count: int, parts: frozenset[Jurisdiction], ahead: int) -> None:
    plain = law.calendar(*parts)
    more = plain.with_holiday(start + timedelta(days=ahead), "A new one")
    assert more.add_working_days(start, count) >= plain.add_working_days(start, count)
    assert more.previous_working_day(start) <= plain.previous_working_day(start)


@calm
@given(DAYS, COUNTS, JURISDICTIONS)
def test_one_more_jurisdiction_never_shortens(start: date, count: int, parts: frozenset[Jurisdiction]) -> None:
    everywhere = law.add_working_days(start, count, law.UNITED_KINGDOM)
    assert law.add_working_days(start, count, parts) <= everywhere


@calm
@given(DAYS, COUNTS, JURISDICTIONS)
def test_counting_there_and_counting_between_agree(start: date, count: int, parts: frozenset[Jurisdiction]) -> None:
    days = law.calendar(*parts)
    end = days.add_working_days(start, count)
    assert days.is_working_day(end)
    assert days.working_days_between(start, end) == count


@calm
@given(DAYS, st.integers(1, 40))
def test_served_in_time_leaves_the_clear_days(event: date, days: int) -> None:
    served = law.serve_by(event, days).date
    between = [served + timedelta(days=number) for number in range(1, (event - served).days)]
    counted = [day for day in between if days > 5 or law.calendar().is_working_day(day)]
    assert len(counted) >= days
    assert law.earliest_event(served, days).date <= event


@calm
@given(DAYS, st.integers(1, 40))
def test_a_court_office_that_is_shut_never_shortens_a_period(start: date, days: int) -> None:
    plain, office = law.period_ends(start, days).date, law.period_ends(start, days, at_court_office=True).date
    assert office >= plain and law.calendar().is_working_day(office)


@calm
@given(DAYS, st.integers(1, 24))
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, count: int) -> None:
    end = law.add_months(start, count)
    assert (end.year - start.year) * 12 + end.month - start.month == count
    last = months.monthrange(end.year, end.month)[1]
    assert end.day == start.day or (end.day == last and last < start.day)


@calm
@given(DAYS, DAYS)
def test_a_later_decision_never_has_an_older_edition(one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert law.code_edition(early).number <= law.code_edition(late).number


@calm
@given(DAYS)
def test_every_date_carries_its_source(day: date) -> None:
    limits, answer = law.jr_limits(PartialDate.of(day), LATE), review(day, day)
    for deadline in (limits.outer, limits.safe, limits.warn_from, answer.prompt, answer.outer, law.foi_due(day)):
        assert deadline is not None
        assert deadline.rule_ids and deadline.sources and deadline.working and deadline.inputs
        assert deadline.check_this == any(rule.check_this for rule in deadline.rules)


@pytest.mark.parametrize("year", range(2013, 2028))
def test_no_working_day_is_lost_in_a_year(year: int) -> None:
    """Weekdays less bank holidays on weekdays, counted the other way round."""
    first, last = date(year - 1, 12, 31), date(year, 12, 31)
    weekdays = sum((first + timedelta(days=number)).weekday() < 5 for number in range(1, (last - first).days + 1))
    days = law.calendar()
    assert days.working_days_between(first, last) == weekdays - len(days.skipped(first, last))

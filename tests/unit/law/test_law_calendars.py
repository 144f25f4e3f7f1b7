"""Working days: the shipped lists agree with two independent ones, and nothing is counted outside them."""

import json
from datetime import date, timedelta
from pathlib import Path

import govuk_bank_holidays
import holidays
import pytest

from merits import law
from merits.law import Jurisdiction

SHIPPED = law.calendar()
PARTS = {
    Jurisdiction.ENGLAND_AND_WALES: ("ENG", "WLS"),
    Jurisdiction.SCOTLAND: ("SCT",),
    Jurisdiction.NORTHERN_IRELAND: ("NIR",),
}
#: Proclaimed after the copy of the published list that the oracle carries.
NOT_YET_IN_THE_ORACLE = {Jurisdiction.SCOTLAND: {date(2026, 6, 15)}}


def published(part: Jurisdiction) -> set[date]:
    file = Path(govuk_bank_holidays.__file__).parent / "bank-holidays.json"
    events = json.loads(file.read_text(encoding="utf-8"))[part.value]["events"]
    days = {date.fromisoformat(event["date"]) for event in events}
    return {day for day in days if SHIPPED.first <= day <= SHIPPED.last}


@pytest.mark.parametrize("part", Jurisdiction)
def test_shipped_list_is_the_published_one(part: Jurisdiction) -> None:
    assert set(law.calendar(part).holidays) == published(part) | NOT_YET_IN_THE_ORACLE.get(part, set())


@pytest.mark.parametrize("part", Jurisdiction)
def test_shipped_list_agrees_with_an_independent_calculation_on_every_weekday(part: Jurisdiction) -> None:
    years = range(SHIPPED.first.year, SHIPPED.last.year + 1)
    for subdivision in PARTS[part]:
        calculated = {
            day for day in holidays.country_holidays("GB", subdiv=subdivision, years=years) if day.weekday() < 5
        }
        assert {day for day in law.calendar(part).holidays if day.weekday() < 5} == calculated


def test_list_covers_2012_to_2027_at_least() -> None:
    assert SHIPPED.first <= date(2012, 1, 1) and SHIPPED.last >= date(2027, 12, 31)
    assert {day.year for day in SHIPPED.holidays} == set(range(SHIPPED.first.year, SHIPPED.last.year + 1))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (2027, ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
    ],
)
def test_england_and_wales_has_the_days_worked_out_from_the_rule(year: int, days: list[str]) -> None:
    """L110."""
    assert [f"{day:%m-%d}" for day in SHIPPED.holidays if day.year == year] == days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2012, 6, 5), "Queen's Diamond Jubilee (extra bank holiday)"),
        (date(2020, 5, 8), "Early May bank holiday (VE day)"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2022, 9, 19), "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
    ],
)
def test_days_of_one_year_only_are_in_every_part(day: date, name: str) -> None:
    for part in Jurisdiction:
        assert law.calendar(part).why_not(day) == name
    for part in Jurisdiction:
        assert not law.calendar(part).is_working_day(date(2012, 6, 4))  # the last Monday of May that moved
    assert SHIPPED.is_working_day(date(2020, 5, 4))  # the Monday that moved to the Friday


def test_scotland_and_northern_ireland_have_their_own_days() -> None:
    """L111."""
    scotland, north = law.calendar(Jurisdiction.SCOTLAND), law.calendar(Jurisdiction.NORTHERN_IRELAND)
    for day in (date(2026, 1, 2), date(2026, 8, 3), date(2026, 11, 30), date(2026, 6, 15)):
        assert not scotland.is_working_day(day) and SHIPPED.is_working_day(day)
    assert scotland.is_working_day(date(2026, 4, 6)) and not SHIPPED.is_working_day(date(2026, 4, 6))  # Easter Monday
    assert scotland.is_working_day(date(2026, 8, 31))
    assert set(north.holidays) - set(SHIPPED.holidays) >= {date(2026, 3, 17), date(2026, 7, 13)}
    assert set(SHIPPED.holidays) <= set(north.holidays)


def test_a_day_that_is_a_holiday_anywhere_counts_nowhere_in_a_joint_calendar() -> None:
    joint = law.calendar(*law.UNITED_KINGDOM)
    assert set(joint.holidays) == {day for part in Jurisdiction for day in law.calendar(part).holidays}
    assert joint.in_words == "England and Wales, Scotland, Northern Ireland"


def test_why_not_names_the_weekend_and_is_empty_for_a_working_day() -> None:
    assert SHIPPED.why_not(date(2026, 11, 22)) == "Sunday"
    assert SHIPPED.why_not(date(2026, 11, 23)) == ""


@pytest.mark.parametrize("day", [SHIPPED.first - timedelta(days=1), SHIPPED.last + timedelta(days=1)])
def test_a_day_outside_the_list_is_refused_with_what_it_covers(day: date) -> None:
    """L114."""
    with pytest.raises(law.OutsideCalendar, match=r"known from 1 January 2012 to 31 December 2028; this count needs"):
        SHIPPED.is_working_day(day)


def test_a_count_that_would_leave_the_list_is_refused_not_guessed() -> None:
    assert SHIPPED.add_working_days(date(2028, 12, 28), 1) == date(2028, 12, 29)
    with pytest.raises(law.OutsideCalendar, match="What to do"):
        SHIPPED.add_working_days(date(2028, 12, 28), 2)
    with pytest.raises(law.OutsideCalendar):
        SHIPPED.previous_working_day(date(2012, 1, 2))


def test_the_first_day_counted_is_the_first_working_day_after() -> None:
    """L113: told on the Friday before a bank holiday Monday, day 1 is the Tuesday."""
    assert law.add_working_days(date(2019, 5, 3), 1) == date(2019, 5, 7)
    assert law.add_working_days(date(2019, 5, 4), 1) == date(2019, 5, 7)


def test_the_jurisdictions_decide_what_is_skipped() -> None:
    start = date(2026, 3, 2)
    assert law.add_working_days(start, 20, law.UNITED_KINGDOM) == date(2026, 3, 31)
    assert law.add_working_days(start, 20) == date(2026, 3, 30)


def test_no_working_days_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="cannot count 0 working days"):
        SHIPPED.add_working_days(date(2026, 3, 2), 0)


def test_working_days_between_excludes_the_first_and_includes_the_last() -> None:
    assert SHIPPED.working_days_between(date(2026, 12, 24), date(2026, 12, 29)) == 1
    assert SHIPPED.working_days_between(date(2026, 12, 24), date(2026, 12, 24)) == 0
    with pytest.raises(ValueError, match="is before"):
        SHIPPED.working_days_between(date(2026, 12, 24), date(2026, 12, 23))


def test_skipped_names_bank_holidays_on_weekdays_only() -> None:
    assert SHIPPED.skipped(date(2026, 12, 24), date(2026, 12, 29)) == (
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
    )


def test_an_added_holiday_leaves_the_shipped_calendar_as_it_was() -> None:
    day = date(2026, 11, 24)
    assert SHIPPED.with_holiday(day, "A new one").why_not(day) == "A new one"
    assert SHIPPED.is_working_day(day)


def test_a_day_is_told_with_its_weekday() -> None:
    assert law.day_in_words(date(2023, 10, 20)) == "Friday 20 October 2023"

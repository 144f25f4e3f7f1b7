"""Clear days under the Civil Procedure Rules, rule 2.8 (``L107``), with its own examples as tests (``L108``).

Three questions are asked of the rule: by when must I serve before an event, when does a period after an event end, and
what is the earliest day an event can be after notice.
"""

from __future__ import annotations

from datetime import date, timedelta

from merits.law.book import rule
from merits.law.calendars import Calendar, calendar, day_in_words
from merits.law.deadline import Deadline
from merits.law.rules import Rule


def serve_by(event: date, days: int, *, working_days: Calendar | None = None) -> Deadline:
    """The last day to serve so that ``days`` clear days lie between service and the event.

    Where that last day is not a working day the working day before it is given: earlier is never too late.

    Args:
        event: the hearing or application.
        days: clear days required, one or more.
        working_days: the calendar; England and Wales when absent.

    Raises:
        ValueError: fewer than one day.
        OutsideCalendar: the count leaves the list of bank holidays.

    Example:
        >>> serve_by(date(2023, 10, 20), 3).date
        datetime.date(2023, 10, 16)
    """
    count = _Count(days, event, working_days)
    last = count.step(event, days, -1) - timedelta(days=1)
    working = [*count.said(last, event), f"So service is on or before {day_in_words(last)}."]
    if not count.calendar.is_working_day(last):
        last = count.calendar.previous_working_day(last)
        working.append(f"That is not a working day; the working day before it is {day_in_words(last)}.")
    return count.deadline(f"Serve so that {count.days_in_words} remain", last, "event", event, working)


def period_ends(
    start: date, days: int, *, at_court_office: bool = False, working_days: Calendar | None = None
) -> Deadline:
    """The last day of a period that begins with an event such as service.

    Args:
        start: the day of service or of the order; not counted.
        days: length, one or more.
        at_court_office: the act needs the court office, so a last day on which it is shut moves on (2.8(5)).
        working_days: the calendar; England and Wales when absent.

    Raises:
        ValueError: fewer than one day.
        OutsideCalendar: the count leaves the list of bank holidays.

    Example:
        >>> period_ends(date(2023, 10, 2), 14).date
        datetime.date(2023, 10, 16)
    """
    count = _Count(days, start, working_days)
    end = count.step(start, days, +1)
    working = [*count.said(start, end), f"So the period ends on {day_in_words(end)}."]
    if at_court_office and not count.calendar.is_working_day(end):
        end = count.calendar.next_working_day(end)
        working.append(f"The court office is shut that day; the act may be done on {day_in_words(end)}.")
    return count.deadline(f"End of {days} days", end, "start", start, working)


def earliest_event(notice: date, days: int, *, working_days: Calendar | None = None) -> Deadline:
    """The earliest day of an event of which ``days`` clear days' notice must be given.

    Raises:
        ValueError: fewer than one day.
        OutsideCalendar: the count leaves the list of bank holidays.

    Example:
        >>> earliest_event(date(2023, 10, 1), 28).date
        datetime.date(2023, 10, 30)
    """
    count = _Count(days, notice, working_days)
    event = count.step(notice, days, +1) + timedelta(days=1)
    working = [*count.said(notice, event), f"So the event is on {day_in_words(event)} or later."]
    return count.deadline(f"Earliest day after {count.days_in_words} of notice", event, "notice", notice, working)


class _Count:
    """One count: which days it skips, and how it is told."""

    def __init__(self, days: int, on: date, working_days: Calendar | None) -> None:
        if days < 1:
            raise ValueError(f"cannot count {days} clear days")
        self.days = days
        self.rule: Rule = rule("L107", on)
        self.calendar = working_days or calendar()
        self.skips = days <= self.rule.number

    @property
    def days_in_words(self) -> str:
        return f"{self.days} clear day{'' if self.days == 1 else 's'}"

    def step(self, start: date, days: int, sign: int) -> date:
        """The ``days``-th counted day from ``start``, which is not counted itself."""
        if not self.skips:
            return start + timedelta(days=sign * days)
        day = start
        for _ in range(days):
            day = self.calendar.next_working_day(day) if sign > 0 else self.calendar.previous_working_day(day)
        return day

    def said(self, start: date, end: date) -> list[str]:
        how = "The day it starts from is not counted, nor the day of an event that ends it."
        if not self.skips:
            return [f"{how} A period of more than {self.rule.number} days counts every day."]
        skipped = self.calendar.skipped(start, end - timedelta(days=1))
        holidays = "".join(f" {name} ({day_in_words(day)}) is skipped." for day, name in skipped)
        return [f"{how} A period of {self.rule.number} days or less counts working days only.{holidays}"]

    def deadline(self, what: str, day: date, name: str, given: date, working: list[str]) -> Deadline:
        return Deadline(
            what=what,
            date=day,
            latest=day,
            rules=(self.rule,),
            inputs=((name, day_in_words(given)), ("days", str(self.days))),
            working=tuple(working),
        )

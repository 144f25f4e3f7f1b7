"""Working days: which days count where, and counting them.

Which bank holidays matter depends on the rule: England and Wales for reviews and courts, every part of the United
Kingdom for freedom of information (``L112``, ``L113``). The holidays are the published list, carried in the package
(``data/bank-holidays.json``); it has a first and a last covered day, and a count that would leave it is refused, never
guessed (``L114``). When a day is proclaimed, or a year is published, it is added there by hand; tests compare the file
with two independent lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from merits.base.dates import in_words
from merits.base.errors import UserError
from merits.law._tables import packaged_data
from merits.law.rules import ENGLAND_AND_WALES, Jurisdiction

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = timedelta(days=1)


class OutsideCalendar(UserError):
    """A count would need a day whose bank holidays are not known."""


def day_in_words(day: date) -> str:
    """``Friday 20 October 2023``: a deadline is read with its weekday."""
    return f"{WEEKDAYS[day.weekday()]} {in_words(day)}"


@dataclass(frozen=True)
class Calendar:
    """Working days of one or more parts of the United Kingdom together.

    A day is a working day when it is no Saturday or Sunday and no bank holiday in *any* of the parts. Christmas Day and
    Good Friday are in every list, so the two that CPR 2.8 names beside bank holidays need no rule of their own; when
    one falls at a weekend the weekend excludes it.

    Attributes:
        jurisdictions: whose bank holidays count.
        holidays: day -> name, of all those parts.
        first: first day covered.
        last: last day covered.
    """

    jurisdictions: frozenset[Jurisdiction]
    holidays: Mapping[date, str]
    first: date
    last: date

    @property
    def in_words(self) -> str:
        """``England and Wales``, or the parts joined by commas."""
        return ", ".join(part.in_words for part in Jurisdiction if part in self.jurisdictions)

    def with_holiday(self, day: date, name: str) -> Calendar:
        """The same calendar with one more bank holiday, as when one is proclaimed."""
        return replace(self, holidays=MappingProxyType({**self.holidays, day: name}))

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` counts.

        Raises:
            OutsideCalendar: bank holidays of that day are not known.
        """
        if not self.first <= day <= self.last:
            raise OutsideCalendar(
                f"Bank holidays ({self.in_words}) are known from {in_words(self.first)} to {in_words(self.last)}; "
                f"this count needs {in_words(day)}.",
                remedy="Check the date. If it is right, update merits, whose list may reach further; "
                "or count by hand from the published list.",
            )
        return day.weekday() < 5 and day not in self.holidays

    def why_not(self, day: date) -> str:
        """Why a day is no working day: the bank holiday's name or the weekday; empty when it is one."""
        if self.is_working_day(day):
            return ""
        return self.holidays.get(day, WEEKDAYS[day.weekday()])

    def add_working_days(self, start: date, days: int) -> date:
        """The ``days``-th working day after ``start``, which is not counted (``L113``).

        Args:
            start: the day of the event, such as being told; working day or not.
            days: one or more.

        Raises:
            ValueError: fewer than one day.
            OutsideCalendar: the count leaves the list.

        Example:
            >>> calendar(*Jurisdiction).add_working_days(date(2026, 3, 2), 20)
            datetime.date(2026, 3, 31)
        """
        if days < 1:
            raise ValueError(f"cannot count {days} working days")
        day = start
        for _ in range(days):
            day = self.next_working_day(day)
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``."""
        day += _DAY
        while not self.is_working_day(day):
            day += _DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The last working day before ``day``."""
        day -= _DAY
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start``, up to and including ``end``.

        Raises:
            ValueError: ``end`` is before ``start``.
        """
        if end < start:
            raise ValueError(f"{end} is before {start}")
        return sum(self.is_working_day(start + _DAY * number) for number in range(1, (end - start).days + 1))

    def skipped(self, start: date, end: date) -> tuple[tuple[date, str], ...]:
        """The bank holidays on weekdays after ``start``, up to and including ``end``: what a working shows."""
        days = sorted(day for day in self.holidays if start < day <= end and day.weekday() < 5)
        return tuple((day, self.holidays[day]) for day in days)


@dataclass(frozen=True)
class _Published:
    holidays: Mapping[Jurisdiction, Mapping[date, str]]
    first: date
    last: date


@cache
def _published() -> _Published:
    raw = json.loads((packaged_data() / "bank-holidays.json").read_text(encoding="utf-8"))
    return _Published(
        holidays={
            part: {date.fromisoformat(day): name for day, name in raw["calendars"][part.value].items()}
            for part in Jurisdiction
        },
        first=date.fromisoformat(raw["first"]),
        last=date.fromisoformat(raw["last"]),
    )


def calendar(*jurisdictions: Jurisdiction) -> Calendar:
    """The shipped calendar of one or more parts of the United Kingdom; England and Wales when none is named.

    Example:
        >>> calendar().why_not(date(2026, 12, 28))
        'Boxing Day (substitute day)'
        >>> calendar(Jurisdiction.SCOTLAND).why_not(date(2026, 6, 15))
        'World Cup bank holiday'
    """
    return _calendar(frozenset(jurisdictions) or ENGLAND_AND_WALES)


@cache
def _calendar(jurisdictions: frozenset[Jurisdiction]) -> Calendar:
    published = _published()
    days: dict[date, str] = {}
    for part in Jurisdiction:
        if part in jurisdictions:
            days = {**published.holidays[part], **days}  # the name the first part gives it
    return Calendar(jurisdictions, MappingProxyType(dict(sorted(days.items()))), published.first, published.last)


def add_working_days(start: date, days: int, jurisdictions: Iterable[Jurisdiction] = ENGLAND_AND_WALES) -> date:
    """The ``days``-th working day after ``start`` in a set of jurisdictions: the one working-day function (``L113``).

    Raises:
        ValueError: fewer than one day.
        OutsideCalendar: the count leaves the list of bank holidays.
    """
    return calendar(*jurisdictions).add_working_days(start, days)

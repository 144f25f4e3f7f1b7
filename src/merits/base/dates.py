"""Dates with a precision, and periods.

A legal date is a date with a precision, read in Europe/London (``L115``); nothing here knows a clock. ``today`` is
always an argument.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = tuple(calendar.month_name)[1:]


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of which the day, or the month, may be unknown.

    Attributes:
        first: the first day it can be.
        last: the last day it can be.

    Example:
        >>> PartialDate.parse("2013-01").first.isoformat()
        '2013-01-01'
        >>> str(PartialDate.parse("2013-01"))
        '2013-01'
        >>> PartialDate.parse("2013-01").in_words
        'January 2013'
    """

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2018``, ``2018-10`` or ``2018-10-26``.

        Raises:
            ValueError: not one of these forms, or no such day.
        """
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a date; write 2018, 2018-10 or 2018-10-26")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            if month is None:
                return cls(date(year, 1, 1), date(year, 12, 31))
            if day is None:
                return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
            return cls(date(year, month, day), date(year, month, day))
        except (ValueError, calendar.IllegalMonthError) as error:
            raise ValueError(f"{text!r} is not a date: there is no such day") from error

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A date known to the day."""
        return cls(day, day)

    @property
    def precision(self) -> Precision:
        """Day, month or year."""
        if self.first == self.last:
            return Precision.DAY
        return Precision.MONTH if self.first.month == self.last.month else Precision.YEAR

    @property
    def day(self) -> date:
        """The day.

        Raises:
            ValueError: it is not known to the day.
        """
        if self.precision is not Precision.DAY:
            raise ValueError(f"{self} is not known to the day")
        return self.first

    @property
    def in_words(self) -> str:
        """As a letter would write it: 26 October 2018, October 2018, 2018."""
        if self.precision is Precision.DAY:
            return in_words(self.first)
        if self.precision is Precision.MONTH:
            return month_in_words(self.first)
        return str(self.first.year)

    def __str__(self) -> str:
        return self.first.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]]


def in_words(day: date) -> str:
    """``26 October 2018``, whatever the locale of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """``October 2018``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, order=True)
class Period:
    """A run of days, both ends included, as statistics are published for.

    Example:
        >>> Period.financial_year(2017).label
        'year to March 2018'
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @classmethod
    def financial_year(cls, start_year: int) -> Period:
        """1 April of ``start_year`` to 31 March of the next."""
        return cls(date(start_year, 4, 1), date(start_year + 1, 3, 31))

    @property
    def label(self) -> str:
        """In words, naming the end month, so that no two kinds of year look alike."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        end = month_in_words(self.end)
        if months == 12:
            return f"year to {end}"
        if months == 3:
            return f"quarter to {end}"
        if months == 1:
            return end
        return f"{month_in_words(self.start)} to {end}"

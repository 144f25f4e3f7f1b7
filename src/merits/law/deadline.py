"""A deadline: a date that shows how it was reached and on what authority. Never a bare date (S7)."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from merits.base.dates import PartialDate
from merits.base.provenance import Confidence, Source
from merits.law.calendars import Calendar, day_in_words
from merits.law.rules import CHECK_THIS, Rule

#: Surest first. Arithmetic on cited figures is as good as what it rests on; a practitioner's word is better than none.
_SUREST_FIRST = (
    Confidence.VERIFIED,
    Confidence.DERIVED,
    Confidence.SECONDARY,
    Confidence.PRACTICE,
    Confidence.UNVERIFIED,
)


def weakest(*words: Confidence) -> Confidence:
    """The confidence of something that rests on all of these."""
    return max(words, key=_SUREST_FIRST.index)


@dataclass(frozen=True)
class Deadline:
    """A date worked out from rules.

    Attributes:
        what: what the date is for, as a heading: ``Judicial review: outer limit``.
        date: the day to work to. Where an input is known only to a month or year, the earliest day it can be.
        latest: the latest day it can be; the same as ``date`` when the inputs are known to the day.
        rules: every rule used, the chief one first. At least one: a deadline cannot be built without its source.
        inputs: what was put in, as (name, value in words).
        working: the count, in sentences a person can follow with a diary.
    """

    what: str
    date: dt.date
    latest: dt.date
    rules: tuple[Rule, ...]
    inputs: tuple[tuple[str, str], ...]
    working: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.rules:
            raise ValueError(f"{self.what}: a deadline cannot be built without a rule (S7)")
        if not self.working or not self.inputs:
            raise ValueError(f"{self.what}: a deadline shows its inputs and its working")
        if self.latest < self.date:
            raise ValueError(f"{self.what}: the latest day is before the earliest")

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """``("L49", "L51")``, each once."""
        return tuple(dict.fromkeys(rule.id for rule in self.rules))

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the rules rest on, each once."""
        return tuple(dict.fromkeys(rule.source for rule in self.rules))

    @property
    def confidence(self) -> Confidence:
        """That of the least sure rule."""
        return weakest(*(rule.confidence for rule in self.rules))

    @property
    def check_this(self) -> bool:
        """True when it must be shown with "check this"."""
        return any(rule.check_this for rule in self.rules)

    @property
    def is_range(self) -> bool:
        """True when an input is not known to the day, so that the answer is a range."""
        return self.date != self.latest

    @property
    def in_words(self) -> str:
        """The date as a paper prints it, the range where it is one, and "check this" where it is due."""
        when = day_in_words(self.date)
        if self.is_range:
            when = f"between {when} and {day_in_words(self.latest)}: work to the earlier"
        return f"{when} ({CHECK_THIS})" if self.check_this else when

    @property
    def citations(self) -> tuple[str, ...]:
        """Every source with its rule and when it was checked, each once."""
        return tuple(dict.fromkeys(rule.citation for rule in self.rules))

    def record(self) -> dict[str, object]:
        """The same as plain values, for JSON and manifests."""
        return {
            "what": self.what,
            "date": self.date.isoformat(),
            "latest": self.latest.isoformat(),
            "rules": list(self.rule_ids),
            "inputs": dict(self.inputs),
            "working": list(self.working),
            "sources": list(self.citations),
            "confidence": self.confidence.value,
            "check_this": self.check_this,
        }


def add_months(start: dt.date, months: int) -> dt.date:
    """The corresponding date some months on; where that month has no such date, its last day (``L51``).

    Example:
        >>> add_months(dt.date(2018, 11, 30), 3), add_months(dt.date(2019, 1, 1), 3)
        (datetime.date(2019, 2, 28), datetime.date(2019, 4, 1))
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def months_working(start: PartialDate, months: int) -> str:
    """The sentence that shows a count of months."""
    end = add_months(start.first, months)
    if start.first != start.last:
        return (
            f"{start.in_words} is not known to the day, so the {months} months end between {day_in_words(end)} "
            f"and {day_in_words(add_months(start.last, months))}."
        )
    same = "the corresponding date" if end.day == start.first.day else "the last day of a month with no such date"
    return f"{months} months after {day_in_words(start.first)} is {day_in_words(end)} ({same})."


def count_working_days(days: Calendar, start: dt.date, number: int) -> tuple[dt.date, tuple[str, ...]]:
    """The ``number``-th working day after ``start``, with the sentences that show the count.

    Raises:
        OutsideCalendar: the count leaves the list of bank holidays.
    """
    due = days.add_working_days(start, number)
    skipped = (f"{name} ({day_in_words(day)}) is skipped." for day, name in days.skipped(start, due))
    return due, (
        f"{number} working days ({days.in_words}) are counted after {day_in_words(start)}.",
        *skipped,
        f"The last of them is {day_in_words(due)}.",
    )

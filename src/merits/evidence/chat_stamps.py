"""The date and time that WhatsApp prints before each message, in all the forms that phones write it.

An export names neither its date order nor its time zone, and both follow the settings of the phone. So the order is
taken from the file only where the file proves it (a day above 12, a year in front, dots, which no setting prints month
first); otherwise a person is asked. No time zone is ever added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

#: Marks of writing direction that phones scatter through exports; they show nothing.
MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"

_SPACE = "[ \u00a0\u202f\u2009]"
_STAMP = (
    r"(?P<date>(?P<a>\d{1,4})(?P<separator>[/.-])"
    + _SPACE
    + r"?(?P<b>\d{1,2})(?P=separator)"
    + _SPACE
    + r"?(?P<c>\d{1,4})\.?)"
    r"(?P<comma>,?)" + _SPACE + r"{1,2}"
    r"(?P<time>(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?"
    # Welsh phones write yb (y bore) and yh (y hwyr).
    r"(?:" + _SPACE + r"?(?P<half>[aApP]\." + _SPACE + r"?[mM]\.|[aApP][mM]|yb|yh))?)"
)
_BRACKETED = re.compile(rf"[{MARKS}]*\[[{MARKS}]*(?P<stamp>{_STAMP})[{MARKS}]*\](?: |$)")
_DASHED = re.compile(rf"[{MARKS}]*(?P<stamp>{_STAMP}){_SPACE}[-\u2013](?: |$)")


class DateOrder(StrEnum):
    """Which number of ``03/04/2018`` is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


@dataclass(frozen=True)
class Form:
    """How one phone writes stamps. All messages of one export share a form, so that a line of another form (a chat
    that somebody pasted into a message) does not begin a message."""

    bracketed: bool
    separator: str
    year_first: bool
    comma: bool
    seconds: bool
    half_day_clock: bool


@dataclass(frozen=True)
class Stamp:
    """One date and time as exported.

    Attributes:
        text: exactly as exported, without the brackets and marks around it.
        numbers: the three numbers of the date in the order in which they stand.
        hour, minute: on the 24-hour clock.
        second: None where the phone writes none.
        form: of the export.
    """

    text: str
    numbers: tuple[int, int, int]
    hour: int
    minute: int
    second: int | None
    form: Form

    def possible_orders(self) -> frozenset[DateOrder]:
        """The orders under which this is a day of the calendar."""
        orders = (DateOrder.YEAR_FIRST,) if self.form.year_first else (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
        if self.form.separator == "." and not self.form.year_first:
            orders = (DateOrder.DAY_FIRST,)
        return frozenset(order for order in orders if self.at(order) is not None)

    def at(self, order: DateOrder) -> datetime | None:
        """Local time of the phone under ``order``, without a zone; None if there is no such day."""
        first, second, third = self.numbers
        if order is DateOrder.YEAR_FIRST:
            year, month, day = first, second, third
        elif order is DateOrder.DAY_FIRST:
            day, month, year = first, second, third
        else:
            month, day, year = first, second, third
        try:
            # WhatsApp began in 2009: two digits mean this century.
            return datetime(2000 + year if year < 100 else year, month, day, self.hour, self.minute, self.second or 0)  # noqa: DTZ001 - an export has no zone
        except ValueError:
            return None

    def iso(self, order: DateOrder) -> str:
        """``2018-12-31T21:05:11``, or ``2018-12-31T21:05`` where the phone writes no seconds; empty if no such day."""
        moment = self.at(order)
        return moment.isoformat(timespec="minutes" if self.second is None else "seconds") if moment else ""


def stamp_at(line: str) -> tuple[Stamp, int] | None:
    """The stamp that opens ``line``, and where the message after it begins; None if the line opens no message.

    Example:
        >>> stamp, rest = stamp_at("31/12/2018, 9:05 pm - Sam: Happy new year")
        >>> stamp.text, stamp.hour, rest
        ('31/12/2018, 9:05 pm', 21, 22)
    """
    bracketed = _BRACKETED.match(line)
    match = bracketed or _DASHED.match(line)
    if not match:
        return None
    a, b, c = match["a"], match["b"], match["c"]
    year_first = len(a) == 4
    if (len(c) if year_first else len(a)) > 2 or (not year_first and len(c) not in (2, 4)):
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower().replace("yb", "am").replace("yh", "pm")
    if hour > (12 if half else 23) or (half and hour == 0):
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    second = match["second"]
    form = Form(
        bracketed is not None, match["separator"], year_first, bool(match["comma"]), second is not None, bool(half)
    )
    stamp = Stamp(
        match["stamp"], (int(a), int(b), int(c)), hour, int(match["minute"]), int(second) if second else None, form
    )
    return stamp, match.end()


def proven_orders(stamps: Sequence[Stamp]) -> frozenset[DateOrder]:
    """The date orders under which every stamp of an export is a day: one if the export proves it, both if it is
    ambiguous, none if it contradicts itself."""
    orders = frozenset(DateOrder)
    for stamp in stamps:
        orders &= stamp.possible_orders()
    return orders


def same_either_way(stamps: Sequence[Stamp]) -> bool:
    """Whether every date means the same day in both orders (03/03/2018)."""
    return all(stamp.numbers[0] == stamp.numbers[1] for stamp in stamps)


def steps_back(stamps: Sequence[Stamp], order: DateOrder) -> int:
    """How often, read in ``order``, a message is dated on an earlier day than the one before it. A hint for the person
    who is asked, never a ground for choosing."""
    days = [moment.date() for stamp in stamps if (moment := stamp.at(order))]
    return sum(later < earlier for earlier, later in pairwise(days))


def looks_like_chat(text: str, *, named_as_chat: bool) -> bool:
    """Whether text reads like an export: it opens with a stamp and has another, or its name says so and it has one."""
    lines = [line for line in text[:65536].split("\n") if line.strip(f" \r{MARKS}")]
    if not lines:
        return False
    if named_as_chat:
        return any(stamp_at(line) for line in lines[:20])
    first = stamp_at(lines[0])
    return first is not None and any(
        other is not None and other[0].form == first[0].form for other in map(stamp_at, lines[1:200])
    )

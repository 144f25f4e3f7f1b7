"""Freedom of information: when an answer is due (``L112``)."""

from __future__ import annotations

from datetime import date

from merits.law.book import rule
from merits.law.calendars import calendar, day_in_words
from merits.law.deadline import Deadline, count_working_days


def foi_due(received_on: date) -> Deadline:
    """The day by which a public authority must answer a request it received.

    Args:
        received_on: the day the authority received it; not counted.

    Raises:
        OutsideCalendar: the count leaves the list of bank holidays.

    Example:
        >>> foi_due(date(2026, 3, 2)).date
        datetime.date(2026, 3, 31)
    """
    limit = rule("L112", received_on)
    due, working = count_working_days(calendar(*limit.jurisdiction), received_on, limit.number)
    return Deadline(
        what="Reply to a freedom of information request",
        date=due,
        latest=due,
        rules=(limit, rule("L113", received_on)),
        inputs=(("received on", day_in_words(received_on)),),
        working=working,
    )

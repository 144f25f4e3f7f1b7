"""The clocks of a review: by when to ask (``L33``, ``L34``, ``L45``), by when an answer is usual (``L38``, ``L45``)."""

from __future__ import annotations

from datetime import date

from merits.base.dates import PartialDate
from merits.base.errors import UserError
from merits.law._coverage import version_on
from merits.law.book import rule, rule_book
from merits.law.calendars import calendar, day_in_words
from merits.law.deadline import Deadline, add_months, count_working_days, months_working
from merits.law.rules import ENGLAND_AND_WALES

_TARGETS = {
    ("cps-vrr", 1): ("L38", ""),
    ("cps-vrr", 2): ("L38", "independent review"),
    ("police-vrr", 1): ("L45", "finish"),
}


def prompt_request(made_on: PartialDate, told: PartialDate, *, told_is_known: bool) -> Deadline:
    """The working days within which the CPS asks for a request, counted from being told.

    5 until 26 May 2021 and 10 from then, as best we know; the answer always says that the day of the change was not
    found, and by when asking meets both.

    Raises:
        OutsideCalendar: the count leaves the list of bank holidays.
    """
    period, changed = version_on("L33", told.first), version_on("L34", told.first)
    shortest = min(version.number for version in rule_book().versions("L33"))
    days = calendar(*ENGLAND_AND_WALES)
    due, working = count_working_days(days, told.first, period.number)
    meets_both = days.add_working_days(told.first, shortest)
    return Deadline(
        what="Ask for a review promptly",
        date=due,
        latest=days.add_working_days(told.last, period.number),
        rules=(period, changed, rule("L113", told.first)),
        inputs=_inputs(made_on, told, told_is_known=told_is_known),
        working=(*working, changed.text, f"Asking by {day_in_words(meets_both)} meets both."),
    )


def outer_request(made_on: PartialDate, told: PartialDate, *, told_is_known: bool, of: tuple[str, str]) -> Deadline:
    """The months within which a request is normally accepted, counted from being told.

    Args:
        made_on: when the decision was made.
        told: when the person was told.
        told_is_known: False when ``told`` is only the day of the decision.
        of: number and part of the rule that sets the months.
    """
    number, part = of
    limit = version_on(number, told.first, part)
    due, latest = (add_months(day, limit.number) for day in (told.first, told.last))
    careful = add_months(made_on.first, limit.number)
    working = [months_working(told, limit.number)]
    if careful < due:
        working.append(
            f"Counted from the decision instead of from being told it would be {day_in_words(careful)}; "
            "asking by then meets either reading."
        )
    return Deadline(
        what="Ask for a review at the latest",
        date=due,
        latest=latest,
        rules=(limit, rule("L51", told.first)),
        inputs=_inputs(made_on, told, told_is_known=told_is_known),
        working=tuple(working),
    )


def _inputs(made_on: PartialDate, told: PartialDate, *, told_is_known: bool) -> tuple[tuple[str, str], ...]:
    heard = told.in_words if told_is_known else "not recorded; counted from the decision"
    return (("decision made on", made_on.in_words), ("told on", heard))


def review_target(scheme: str, stage: int, requested_on: date) -> Deadline:
    """By when an answer to a request is usual. A target, not a limit; for the CPS always with "check this".

    Args:
        scheme: ``cps-vrr`` or ``police-vrr``.
        stage: 1 or 2 of the CPS scheme; the police scheme has one.
        requested_on: the day the request was sent; not counted.

    Raises:
        UserError: no such scheme or stage.
        OutsideCalendar: the count leaves the list of bank holidays.
    """
    if (scheme, stage) not in _TARGETS:
        raise UserError(
            f"There is no stage {stage} of {scheme}.",
            remedy="Use cps-vrr with stage 1 or 2, or police-vrr with stage 1.",
        )
    number, part = _TARGETS[(scheme, stage)]
    target = version_on(number, requested_on, part)
    due, working = count_working_days(calendar(*ENGLAND_AND_WALES), requested_on, target.number)
    return Deadline(
        what=target.name,
        date=due,
        latest=due,
        rules=(target, rule("L113", requested_on)),
        inputs=(("requested on", day_in_words(requested_on)),),
        working=working,
    )

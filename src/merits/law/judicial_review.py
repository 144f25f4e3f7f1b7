"""Judicial review: the outer limit, the safe date, when to warn, and the reply to a letter before claim.

CPR 54.5(1): the claim form must be filed promptly and not later than three months after the grounds first arose
(``L49``). The last date is never shown alone (``L51``), is called an outer limit because "promptly" can be sooner
(``L52``), and runs from the decision, not from hearing of it (``L50``). A review decision has a second limit beside the
first decision's (``L53``, ``L144``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from merits.base.dates import PartialDate, in_words
from merits.base.errors import UserError
from merits.law.book import rule
from merits.law.calendars import calendar, day_in_words
from merits.law.deadline import Deadline, add_months, months_working


@dataclass(frozen=True)
class JrLimits:
    """The limits for challenging one decision.

    Attributes:
        outer: the last date there can be. Not a date to aim at.
        safe: the last working day before it: the date to work to at the latest.
        warn_from: six weeks before the outer limit.
        on: the day the question was asked.
        promptly: what is always said beside the dates (``L52``).
        confirm: what a lawyer is asked to confirm; empty for a first decision taken alone.
    """

    outer: Deadline
    safe: Deadline
    warn_from: Deadline
    on: date
    promptly: str
    confirm: str = ""

    @property
    def days_left(self) -> int:
        """Calendar days from ``on`` to the earliest outer limit; negative when it has gone by."""
        return (self.outer.date - self.on).days

    @property
    def warn(self) -> bool:
        """Whether the six weeks have begun."""
        return self.on >= self.warn_from.date

    @property
    def gone_by(self) -> bool:
        """Whether even the latest outer limit lies before ``on``. It closes nothing: a lawyer decides."""
        return self.on > self.outer.latest

    @property
    def in_words(self) -> str:
        """One line for a page or paper, never the last date alone."""
        text = f"outer limit {self.outer.in_words}; safe date {self.safe.in_words}"
        return f"{text} - {self.confirm}" if self.confirm else text

    def record(self) -> dict[str, object]:
        """The same as plain values, for JSON."""
        return {
            "outer": self.outer.record(),
            "safe": self.safe.record(),
            "warn_from": self.warn_from.record(),
            "days_left": self.days_left,
            "warn": self.warn,
            "gone_by": self.gone_by,
            "promptly": self.promptly,
            "confirm": self.confirm,
        }


@dataclass(frozen=True)
class JrTracks:
    """The limits of a first decision and of the decision that reviewed it, side by side (``L53``, ``L144``).

    Attributes:
        first: of the first decision.
        review: of the review decision; None while there is none.
        note: what is always said with them.
    """

    first: JrLimits
    review: JrLimits | None
    note: str

    @property
    def headline(self) -> JrLimits:
        """The earlier of the two, which is shown first."""
        if self.review is not None and self.review.outer.date < self.first.outer.date:
            return self.review
        return self.first

    @property
    def in_words(self) -> str:
        """Both, never one date that makes a live case look closed."""
        text = f"The first decision: {self.first.in_words}."
        return f"{text} The review decision: {self.review.in_words}." if self.review else text

    def record(self) -> dict[str, object]:
        """The same as plain values, for JSON."""
        review = self.review.record() if self.review else None
        return {"first": self.first.record(), "review": review, "note": self.note}


def jr_limits(made_on: PartialDate, on: date) -> JrLimits:
    """The limits for challenging a decision by judicial review.

    Args:
        made_on: when the decision was *made*, not told (``L50``). Known only to a month or year, each limit is a range
            and the earliest day is the one to work to.
        on: today, for what is left.

    Raises:
        UserError: the decision is dated after ``on``, or the bank holidays around the limit are not known.

    Example:
        >>> limits = jr_limits(PartialDate.parse("2019-03-14"), date(2019, 6, 3))
        >>> limits.outer.date.isoformat(), limits.safe.date.isoformat(), limits.days_left
        ('2019-06-14', '2019-06-13', 11)
    """
    if made_on.first > on:
        raise UserError(
            f"The decision is dated {made_on.in_words}, after {in_words(on)}, the day worked on.",
            remedy="Check the date of the decision, or give a later --on.",
        )
    limit, counting, runs = (rule(number, made_on.first) for number in ("L49", "L51", "L50"))
    earliest, latest = (add_months(day, limit.number) for day in (made_on.first, made_on.last))
    inputs = (("decision made on", made_on.in_words),)
    counted = (
        f"Time runs from the day the decision was made: {made_on.in_words}.",
        months_working(made_on, limit.number),
    )
    outer = Deadline(
        what="Judicial review: outer limit",
        date=earliest,
        latest=latest,
        rules=(limit, runs, counting),
        inputs=inputs,
        working=counted,
    )
    return JrLimits(outer, _safe(outer), _warn_from(outer), on, rule("L52", made_on.first).text)


def _safe(outer: Deadline) -> Deadline:
    """The last working day *before* the outer limit, even where the limit is itself a working day."""
    court_days = calendar()
    earliest, latest = court_days.previous_working_day(outer.date), court_days.previous_working_day(outer.latest)
    return Deadline(
        what="Judicial review: safe date",
        date=earliest,
        latest=latest,
        rules=(*outer.rules, rule("L113", outer.date)),
        inputs=outer.inputs,
        working=(
            *outer.working,
            f"The last working day before {day_in_words(outer.date)} is {day_in_words(earliest)}.",
        ),
    )


def _warn_from(outer: Deadline) -> Deadline:
    warning = rule("L51", outer.date, "warning")
    lead = timedelta(weeks=warning.number)
    start = outer.date - lead
    return Deadline(
        what="Judicial review: warn from",
        date=start,
        latest=outer.latest - lead,
        rules=(*outer.rules, warning),
        inputs=outer.inputs,
        working=(*outer.working, f"{warning.number} weeks before {day_in_words(outer.date)} is {day_in_words(start)}."),
    )


def jr_tracks(first_made_on: PartialDate, review_made_on: PartialDate | None, on: date) -> JrTracks:
    """The limits of the first decision and of the review decision, both kept.

    Args:
        first_made_on: when the decision was made.
        review_made_on: when the last review decision was made; None while there is none.
        on: today.

    Raises:
        UserError: a date after ``on``, or a review decided before the decision it reviews.
    """
    first = jr_limits(first_made_on, on)
    both = rule("L144", on)
    if review_made_on is None:
        return JrTracks(first, None, both.text)
    if review_made_on.last < first_made_on.first:
        raise UserError(
            f"The review is dated {review_made_on.in_words}, before the first decision ({first_made_on.in_words}).",
            remedy="Check the two dates.",
        )
    plain = jr_limits(review_made_on, on)
    unsettled = rule("L53", on)
    second = JrLimits(
        outer=_with_rules(plain.outer, "the review decision"),
        safe=_with_rules(plain.safe, "the review decision"),
        warn_from=_with_rules(plain.warn_from, "the review decision"),
        on=on,
        promptly=plain.promptly,
        confirm="a lawyer should confirm",
    )
    return JrTracks(first, second, f"{unsettled.text} {both.text}")


def _with_rules(plain: Deadline, of: str) -> Deadline:
    return Deadline(
        what=f"{plain.what} ({of})",
        date=plain.date,
        latest=plain.latest,
        rules=(*plain.rules, rule("L53", plain.date), rule("L144", plain.date)),
        inputs=plain.inputs,
        working=(*plain.working, "Counted from the review decision. Whether that is right is for a lawyer to confirm."),
    )


def pre_action_reply(sent_on: date, days: int | None = None, *, on: date, reason: str = "") -> Deadline:
    """The day by which a letter before claim asks for a reply.

    Args:
        sent_on: the day the letter is sent.
        days: calendar days given; the protocol's normal time when None.
        on: the day whose rules apply.
        reason: why another number of days; required with one.

    Raises:
        UserError: no day at all, or another number of days without a reason.

    Example:
        >>> pre_action_reply(date(2019, 6, 10), on=date(2019, 6, 10)).date
        datetime.date(2019, 6, 24)
    """
    usual = rule("L59", on)
    given = usual.number if days is None else days
    if given < 1:
        raise UserError(f"A reply cannot be asked for within {given} days.", remedy="Give one day or more.")
    if given != usual.number and not reason.strip():
        raise UserError(
            f"The letter gives {given} days where {usual.number} are usual, and no reason is recorded.",
            remedy=f"Record the reason (urgency, or what was agreed), or give {usual.number} days.",
        )
    due = sent_on + timedelta(days=given)
    said = f"{given} calendar days after {day_in_words(sent_on)} is {day_in_words(due)}."
    inputs = [("letter sent on", day_in_words(sent_on)), ("days given", str(given))]
    if given != usual.number:
        inputs.append(("reason", reason.strip()))
    return Deadline(
        what="Reply to the letter before claim",
        date=due,
        latest=due,
        rules=(usual,),
        inputs=tuple(inputs),
        working=(said, "The time limit for the claim keeps running meanwhile."),
    )

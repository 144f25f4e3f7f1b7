"""The clocks of a case: what can be asked for and by when, each date with its rule, inputs and working (S7).

Made from the columns of a case alone, so that a list of a thousand cases opens no sealed thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from merits import law
from merits.base.dates import PartialDate
from merits.base.errors import UserError
from merits.casework import ReviewResult


class DecisionFacts(Protocol):
    """What is needed of a decision: a row or a ``casework.Decision``."""

    @property
    def maker(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def made_on(self) -> PartialDate: ...
    @property
    def communicated_on(self) -> PartialDate | None: ...
    @property
    def received_on(self) -> PartialDate | None: ...


class ReviewFacts(Protocol):
    """What is needed of a review: a row or a ``casework.Review``."""

    @property
    def of(self) -> str: ...
    @property
    def scheme(self) -> str: ...
    @property
    def stage(self) -> int: ...
    @property
    def requested_on(self) -> PartialDate: ...
    @property
    def decided_on(self) -> PartialDate | None: ...
    @property
    def result(self) -> str: ...


@dataclass(frozen=True)
class Clock:
    """A date that somebody waits for or must keep.

    Attributes:
        deadline: the date with its working.
        about: id of the decision or review it belongs to, in the case.
        waits_for_us: True where something is to be done by the date; False where an answer is due from an office.
        gone_by: whether it lies before the day. It closes nothing.
        note: what is said with it.
    """

    deadline: law.Deadline
    about: str
    waits_for_us: bool
    gone_by: bool
    note: str = ""

    @property
    def date(self) -> date:
        """The day to work to."""
        return self.deadline.date


@dataclass(frozen=True)
class Clocks:
    """The clocks of one case.

    Attributes:
        running: soonest first.
        gone_by: latest first.
        not_worked_out: why a date could not be worked out, in words; never silently empty.
    """

    running: tuple[Clock, ...]
    gone_by: tuple[Clock, ...]
    not_worked_out: tuple[str, ...]

    @property
    def next(self) -> Clock | None:
        """The soonest that is still to come."""
        return self.running[0] if self.running else None


def clocks(
    decisions: Iterable[tuple[str, DecisionFacts]], reviews: Sequence[tuple[str, ReviewFacts]], *, on: date
) -> Clocks:
    """Every clock of a case.

    Args:
        decisions: (id in the case, decision).
        reviews: (id in the case, review).
        on: the day it is asked.
    """
    found: list[Clock] = []
    failed: list[str] = []
    for key, decision in decisions:
        of_this = [review for _, review in reviews if review.of == key]
        try:
            found += _judicial_review(key, decision, of_this, on)
            if not of_this:
                found += _ask_for_review(key, decision, on)
        except UserError as error:
            failed.append(f"Decision {key}: {error.message}")
    for key, review in reviews:
        if review.result == ReviewResult.AWAITED:
            try:
                found.append(_answer_due(key, review, on))
            except UserError as error:
                failed.append(f"Review {key}: {error.message}")
    running = sorted((item for item in found if not item.gone_by), key=lambda item: (item.date, item.about))
    gone = sorted((item for item in found if item.gone_by), key=lambda item: (item.date, item.about), reverse=True)
    return Clocks(tuple(running), tuple(gone), tuple(failed))


def _judicial_review(key: str, decision: DecisionFacts, reviews: list[ReviewFacts], on: date) -> list[Clock]:
    decided = max((item.decided_on for item in reviews if item.decided_on is not None), default=None)
    tracks = law.jr_tracks(decision.made_on, decided, on)
    found = []
    for limits in (tracks.first, tracks.review):
        if limits is not None:
            note = f"{limits.in_words}. {limits.promptly}"
            found.append(Clock(limits.safe, key, True, limits.gone_by, note))
    return found


def _ask_for_review(key: str, decision: DecisionFacts, on: date) -> list[Clock]:
    told = decision.communicated_on or decision.received_on
    answer = law.vrr_request(
        maker=decision.maker, kind=decision.kind, made_on=decision.made_on, communicated_on=told, on=on
    )
    note = f"{answer.standing.value[0].upper()}{answer.standing.value[1:]}."
    due = [item for item in (answer.prompt, answer.outer) if item is not None]
    return [Clock(item, key, True, item.latest < on, note) for item in due]


def _answer_due(key: str, review: ReviewFacts, on: date) -> Clock:
    due = law.review_target(str(review.scheme), review.stage, review.requested_on.first)
    return Clock(due, key, False, due.latest < on, "A usual time for the answer, not a limit.")

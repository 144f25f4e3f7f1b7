"""Victims' Right to Review: may I ask, by when, and what can it bring (``L28``-``L39``, ``L44``-``L46``).

The answer is never a block. Where the scheme's own text does not plainly cover a decision the answer is "you may
qualify - check", with the reason; where the months have gone by it is "the usual time has passed - you can still ask".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from merits.base.dates import PartialDate, in_words
from merits.base.errors import UserError
from merits.law._coverage import DecisionKind, Fact, Ground, Maker, cps_doubts, police_doubts, version_on
from merits.law.calendars import day_in_words
from merits.law.deadline import Deadline
from merits.law.review_clocks import outer_request, prompt_request


class Standing(StrEnum):
    """The answer, in the words shown to a person."""

    QUALIFIES = "you qualify"
    MAY_QUALIFY = "you may qualify - check"
    USUAL_TIME_PASSED = "the usual time has passed - you can still ask"


@dataclass(frozen=True)
class VrrAnswer:
    """Whether and by when a review may be asked for.

    Attributes:
        scheme: ``cps-vrr`` or ``police-vrr``.
        standing: the answer. When the usual time has passed it says so first; ``covered`` still tells the rest.
        covered: whether the scheme plainly covers the decision, time apart.
        reasons: why, each with its rule. Never empty.
        prompt: by when the scheme asks for the request; None for the police scheme, which has no such period.
        outer: by when a request is normally accepted.
        to_know: what is said with every answer: no reasons needed, what a review can bring, that other clocks run.
    """

    scheme: str
    standing: Standing
    covered: bool
    reasons: tuple[Ground, ...]
    prompt: Deadline | None
    outer: Deadline
    to_know: tuple[Ground, ...]

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """Every rule used, each once."""
        deadlines = [deadline for deadline in (self.prompt, self.outer) if deadline]
        used = [ground.rule.id for ground in (*self.reasons, *self.to_know)]
        return tuple(dict.fromkeys([*used, *(number for deadline in deadlines for number in deadline.rule_ids)]))

    @property
    def check_this(self) -> bool:
        """True when it must be shown with "check this"."""
        deadlines = [deadline for deadline in (self.prompt, self.outer) if deadline]
        return not self.covered or any(d.check_this for d in deadlines) or any(g.rule.check_this for g in self.reasons)

    def record(self) -> dict[str, object]:
        """The same as plain values, for JSON."""
        return {
            "scheme": self.scheme,
            "standing": self.standing.value,
            "covered": self.covered,
            "reasons": [{"text": ground.text, "rule": ground.rule.id} for ground in self.reasons],
            "prompt": self.prompt.record() if self.prompt else None,
            "outer": self.outer.record(),
            "to_know": [{"text": ground.text, "rule": ground.rule.id} for ground in self.to_know],
            "check_this": self.check_this,
        }


def vrr_request(
    *,
    maker: str,
    kind: str,
    made_on: PartialDate,
    communicated_on: PartialDate | None = None,
    on: date,
    facts: Iterable[str] = (),
) -> VrrAnswer:
    """Whether a decision in England and Wales can be reviewed, and by when to ask.

    Args:
        maker: a ``Maker``: who decided.
        kind: a ``DecisionKind``: what was decided.
        made_on: when it was decided; may be known only to a month or year.
        communicated_on: when the person was told. When None the count starts on the day of the decision, which can only
            be too early, never too late.
        on: today.
        facts: each a ``Fact``.

    Raises:
        UserError: an unknown word, a date after ``on``, or told before decided.
        OutsideCalendar: the count leaves the list of bank holidays.

    Example:
        >>> day = PartialDate.parse("2026-01-05")
        >>> answer = vrr_request(maker="cps", kind="not_charged", made_on=day, communicated_on=day, on=date(2026, 1, 6))
        >>> answer.standing.value, answer.prompt.date.isoformat(), answer.outer.date.isoformat()
        ('you qualify', '2026-01-19', '2026-04-05')
    """
    try:
        who, what, known = Maker(maker), DecisionKind(kind), frozenset(Fact(fact) for fact in facts)
    except ValueError as error:
        words = (*Maker, *DecisionKind, *Fact)
        raise UserError(f"{error}.", remedy=f"Use one of: {', '.join(words)}.") from error
    told = _told(made_on, communicated_on, on)
    is_known = communicated_on is not None
    prompt: Deadline | None = None
    if who is Maker.CPS:
        scheme, doubts = "cps-vrr", cps_doubts(what, made_on, known)
        covers = Ground("The CPS scheme covers a decision of this kind.", version_on("L29", made_on.first))
        prompt = prompt_request(made_on, told, told_is_known=is_known)
        outer = outer_request(made_on, told, told_is_known=is_known, of=("L33", "outer limit"))
    else:
        scheme, doubts = "police-vrr", police_doubts(what, made_on, known)
        covers = Ground("The police scheme covers a decision of this kind.", version_on("L44", made_on.first))
        outer = outer_request(made_on, told, told_is_known=is_known, of=("L45", ""))
    standing = Standing.MAY_QUALIFY if doubts else Standing.QUALIFIES
    reasons = doubts or [covers]
    if on > outer.latest:
        standing = Standing.USUAL_TIME_PASSED
        reasons = [_late(outer, told_is_known=is_known), *reasons]
    return VrrAnswer(scheme, standing, not doubts, tuple(reasons), prompt, outer, _to_know(who, what, on))


def _told(made_on: PartialDate, communicated_on: PartialDate | None, on: date) -> PartialDate:
    """When the person was told, no earlier than the decision; the decision's own date when it is not recorded."""
    told = communicated_on or made_on
    for when in (made_on, told):
        if when.first > on:
            raise UserError(
                f"The decision is dated {when.in_words}, after {in_words(on)}, the day worked on.",
                remedy="Check the dates of the decision, or give a later --on.",
            )
    if told.last < made_on.first:
        raise UserError(
            f"The person was told on {told.in_words}, before the decision was made ({made_on.in_words}).",
            remedy="Check the two dates.",
        )
    return PartialDate(max(told.first, made_on.first), told.last)


def _late(outer: Deadline, *, told_is_known: bool) -> Ground:
    text = f"Requests are usually accepted up to {day_in_words(outer.latest)}; later ones in exceptional circumstances."
    if not told_is_known:
        text += " The day you were told is not recorded: if it was later than the decision, so is this date."
    return Ground(text, outer.rules[0])


def _to_know(who: Maker, kind: DecisionKind, on: date) -> tuple[Ground, ...]:
    numbers = ["L138", "L148"]
    if who is Maker.CPS:
        numbers = ["L35", "L36", "L37", *numbers]
        # Once no evidence has been offered nothing can be restored, so the pilot is said first where it runs.
        if kind is DecisionKind.NO_EVIDENCE_OFFERED and version_on("L39", on).in_force(on):
            numbers.insert(0, "L39")
    return tuple(Ground(version_on(number, on).text, version_on(number, on)) for number in numbers)

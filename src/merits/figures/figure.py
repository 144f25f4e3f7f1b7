"""A figure that can be quoted: a count, a rate, a change, none of which can exist without its source.

``L119``: a charge rate has more than one denominator, so a rate carries the id of its own. ``L126`` and ``E10``: a
statement that pairs two series shows both periods. ``E9``: unit, numerator, denominator, period and source are fields,
not footnotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from merits.base.dates import PartialDate, Period
from merits.base.errors import UserError
from merits.base.provenance import Confidence, Source
from merits.figures.titles import title

#: Below this many in the denominator a percentage misleads; show the counts (``L137``).
SMALL_DENOMINATOR = 20

_CONFIDENCE = {
    "file": Confidence.VERIFIED,
    "page_official": Confidence.VERIFIED,
    "page_secondary": Confidence.SECONDARY,
    "derived": Confidence.DERIVED,
}


class NotAFigure(UserError):
    """A number was asked for without what makes it one: a unit, a period, a denominator, a source."""


class Denominator(StrEnum):
    """What a rate divides by (``L119``, ``L123``, ``L130``). A rate without one cannot be built."""

    ALL_OUTCOMES = "all-outcomes"
    RECEIPTS = "receipts"
    LEGAL_DECISIONS = "legal-decisions"
    RECORDED_TRACKED = "recorded-tracked"
    RECORDED = "recorded"
    PROSECUTIONS = "prosecutions-completed"
    REVIEW_REQUESTS = "review-requests"

    @property
    def words(self) -> str:
        """For a sentence: "46.9% of ..."."""
        return _DENOMINATORS[self]


_DENOMINATORS = {
    Denominator.ALL_OUTCOMES: "all pre-charge outcomes, administrative closures included",
    Denominator.RECEIPTS: "suspects received from the police for a charging decision",
    Denominator.LEGAL_DECISIONS: "legal decisions (charge, no further action, out of court)",
    Denominator.RECORDED_TRACKED: "offences recorded in the period, each followed to its outcome so far",
    Denominator.RECORDED: "offences recorded in the period",
    Denominator.PROSECUTIONS: "prosecutions completed in the period",
    Denominator.REVIEW_REQUESTS: "reviews asked for in the period",
}


@dataclass(frozen=True)
class Observation:
    """One published number: a row of the table.

    Attributes:
        value: the number, or None where the publisher printed none (``printed`` is then ``>20`` or the like).
        printed: as published.
        published_on: the latest date by which it was public; None where not known.
        check: ``file`` computed from a publisher's file, ``page_official`` read on the page of the publisher, an
            inspectorate or a written answer, ``page_secondary`` read in press or charity text, ``derived`` arithmetic.
    """

    series: str
    unit: str
    basis: str
    jurisdiction: str
    area_type: str
    area: str
    breakdown: str
    period: Period | None
    value: float | None
    printed: str
    publisher: str
    publication: str
    published_on: PartialDate | None
    dated_by: str
    vintage: str
    source_title: str
    source_address: str
    check: str
    note: str

    @property
    def source(self) -> Source:
        """Where it was read."""
        return Source(
            title=self.source_title,
            publisher=self.publisher,
            address=self.source_address,
            confidence=_CONFIDENCE[self.check],
        )

    @property
    def in_words(self) -> str:
        """The value for a sentence: ``54,045``, ``46.9%``, ``more than 20%``."""
        mark = {">": "more than ", "<": "fewer than " if self.unit != "percent" else "less than "}.get(
            self.printed[0], ""
        )
        number = float(self.printed.lstrip("<>"))
        text = f"{number:,.0f}" if number == int(number) else f"{number:,}"
        return f"{mark}{text}{'%' if self.unit == 'percent' else ''}"

    @property
    def label(self) -> str:
        """Series in words."""
        return title(self.series)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The period, and for a published change the year it is measured from."""
        if self.period is None:
            return ()
        if self.series.endswith("_annual_change"):
            start, end = self.period.start, self.period.end
            return (Period(start.replace(year=start.year - 1), end.replace(year=end.year - 1)), self.period)
        return (self.period,)


@dataclass(frozen=True)
class Count:
    """A whole number of something, in a period, from a source.

    Raises:
        NotAFigure: it has no unit, period or source, or is not a whole number of at least zero.
    """

    series: str
    value: int
    unit: str
    basis: str
    period: Period
    area: str
    source: Source
    breakdown: str = "all"
    vintage: str = ""
    published_on: PartialDate | None = None

    def __post_init__(self) -> None:
        lacking = [
            name
            for name, there in (
                ("series", bool(self.series)),
                ("unit", bool(self.unit)),
                ("period", isinstance(self.period, Period)),
                ("source", isinstance(self.source, Source) and bool(self.source.title)),
            )
            if not there
        ]
        if lacking:
            raise NotAFigure(
                f"a count of {self.series or 'something'} has no {', '.join(lacking)}.",
                remedy="Give every count its series, unit, period and source.",
            )
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            raise NotAFigure(
                f"{self.value!r} is not a count of {self.unit}.", remedy="A count is a whole number, 0 or more."
            )

    @classmethod
    def of(cls, observation: Observation) -> Count:
        """The count that was published.

        Raises:
            NotAFigure: the publisher printed no number (``>20``), a percentage, or no period.
        """
        value, period = observation.value, observation.period
        if value is None or value != int(value) or observation.unit == "percent" or period is None:
            raise NotAFigure(
                f"{observation.series} was published as {observation.printed!r} {observation.unit} "
                f"{'for ' + period.label if period else 'without a period'}; that is not a count for a period.",
                remedy="Quote it as printed, or ask the publisher for the count.",
            )
        return cls(
            series=observation.series,
            value=int(value),
            unit=observation.unit,
            basis=observation.basis,
            period=period,
            area=observation.area,
            source=observation.source,
            breakdown=observation.breakdown,
            vintage=observation.vintage,
            published_on=observation.published_on,
        )

    @property
    def label(self) -> str:
        """Series in words."""
        return title(self.series)

    @property
    def periods(self) -> tuple[Period, ...]:
        """Its one period."""
        return (self.period,)


@dataclass(frozen=True)
class Rate:
    """A numerator over a denominator that is named.

    Raises:
        NotAFigure: the denominator has no id, is zero, or its period or area is not the numerator's.
    """

    numerator: Count
    denominator: Count
    denominator_id: Denominator

    def __post_init__(self) -> None:
        if not isinstance(self.denominator_id, Denominator):
            raise NotAFigure(
                f"a rate of {self.numerator.series} names no denominator.",
                remedy=f"Say what it divides by: {', '.join(item.value for item in Denominator)}.",
            )
        if self.denominator.value == 0:
            raise NotAFigure(f"{self.denominator.series} is zero; there is no rate.", remedy="Show the counts.")
        if self.numerator.period != self.denominator.period:
            raise NotAFigure(
                f"the numerator is for the {self.numerator.period.label}, the denominator for the "
                f"{self.denominator.period.label}.",
                remedy="Divide figures of one period, or show both and their periods without dividing.",
            )
        if self.numerator.area != self.denominator.area:
            raise NotAFigure("numerator and denominator are of different areas.", remedy="Divide figures of one area.")

    @property
    def value(self) -> float:
        """Between 0 and, usually, 1: charges made in a year may exceed what the year brought in."""
        return self.numerator.value / self.denominator.value

    @property
    def period(self) -> Period:
        """The period of both."""
        return self.numerator.period

    @property
    def periods(self) -> tuple[Period, ...]:
        """Its one period."""
        return (self.period,)

    @property
    def label(self) -> str:
        """What over what."""
        return f"{self.numerator.label} as a share of {self.denominator_id.words}"

    @property
    def is_cohort(self) -> bool:
        """Whether numerator and denominator count the same things: only then is it a proportion."""
        return self.numerator.unit == self.denominator.unit

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to say beside it."""
        found = []
        if self.denominator.value < SMALL_DENOMINATOR:
            found.append(f"Fewer than {SMALL_DENOMINATOR} in the denominator: show the counts, not a percentage.")
        if not self.is_cohort:
            found.append(f"It divides {self.numerator.unit} by {self.denominator.unit}: not a proportion of one group.")
        return tuple(found)

    @property
    def in_words(self) -> str:
        """``46.9% of all pre-charge outcomes ... (2,822 of 6,012, year to March 2018)``."""
        return (
            f"{100 * self.value:.1f}% of {self.denominator_id.words} "
            f"({self.numerator.value:,} of {self.denominator.value:,}, {self.period.label})"
        )


@dataclass(frozen=True)
class Change:
    """From one count to another of the same series.

    Raises:
        NotAFigure: the two count different things, or in different areas, or the earlier is zero.
    """

    before: Count
    after: Count

    def __post_init__(self) -> None:
        one, two = self.before, self.after
        if (one.series, one.unit, one.area, one.breakdown) != (two.series, two.unit, two.area, two.breakdown):
            raise NotAFigure(
                f"{one.label} in {one.area} and {two.label} in {two.area} are not one series.",
                remedy="Compare like with like: same series, unit, area and breakdown.",
            )
        if one.value == 0:
            raise NotAFigure("a change from zero has no percentage.", remedy="Show both counts.")

    @property
    def percent(self) -> float:
        """Change in per cent; negative is a fall."""
        return 100 * (self.after.value - self.before.value) / self.before.value

    @property
    def periods(self) -> tuple[Period, ...]:
        """Before, after."""
        return (self.before.period, self.after.period)

    @property
    def label(self) -> str:
        """Series in words."""
        return self.before.label

    @property
    def warnings(self) -> tuple[str, ...]:
        """Mixed bases and mixed vintages."""
        found = []
        if self.before.basis != self.after.basis:
            found.append(
                f"The counting rule differs: {self.before.basis or 'not stated'}; {self.after.basis or 'not stated'}."
            )
        if self.before.vintage != self.after.vintage:
            found.append(
                "The two figures come from different releases "
                f"({self.before.vintage or 'not stated'}; {self.after.vintage or 'not stated'})."
            )
        return tuple(found)


class Quotable(Protocol):
    """Anything that has a label and the periods it speaks of."""

    @property
    def label(self) -> str: ...

    @property
    def periods(self) -> tuple[Period, ...]: ...


@dataclass(frozen=True)
class Pairing:
    """Figures set side by side, and what must be said when they are (``E10``, ``L126``)."""

    items: tuple[Quotable, ...]
    warnings: tuple[str, ...] = field(default=())


def pair(*items: Quotable) -> Pairing:
    """Set figures side by side.

    Returns:
        the figures, with a warning that names every period where they are not all the same.

    Example:
        >>> from datetime import date
        >>> source = Source("A table", "A publisher")
        >>> one = Count("charged", 2822, "suspects", "", Period.financial_year(2017), "England and Wales", source)
        >>> two = Count("recorded", 57200, "offences", "", Period(date(2017, 10, 1), date(2018, 9, 30)),
        ...     "England and Wales", source)
        >>> pair(one, two).warnings[0]
        'These figures do not share a period: suspects charged, year to March 2018; recorded, year to September 2018.'
    """
    if len({item.periods for item in items}) <= 1:
        return Pairing(items)
    parts = "; ".join(f"{item.label}, {_spoken(item.periods)}" for item in items)
    return Pairing(items, (f"These figures do not share a period: {parts}.",))


def _spoken(periods: Sequence[Period]) -> str:
    if len(periods) == 2:
        return f"{periods[1].label} against {periods[0].label}"
    return " and ".join(period.label for period in periods) or "period not stated"

"""The direction test: did charging fall while those charged were convicted more often? And when it must not be run.

After Gaebler and Goel (2025): if prosecutors charge fewer of the cases that reach them *and* those they charge are
convicted more often, the bar rose, provided that the two years' cases are ordered in strength. Three corrections are
built in (change.md 12):

* A third one-sided test: **convictions per decision fell**. Better information before the decision also gives fewer
  charges and more convictions among them; it does not lower convictions per decision. Without this part the test is
  false in a quarter of such cases, with it in about one in a hundred.
* Areas, not cases, are the units: a t test on area differences with areas - 1 degrees of freedom. Treating cases as
  independent gives false alarms in 18 to 27% where 5% were promised.
* It **refuses** counts that are not one cohort. Convictions published for a year are not of those charged that year.

The strongest thing it says is "consistent with". "Shown" would need bounds, fixed beforehand, on how far the strength
and the information of cases can have moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from scipy import stats

from merits.change.decompose import Floats

#: Fewer areas than this give a t test with hardly any power and a doubtful size.
LEAST_AREAS = 6
ALPHA = 0.05


@dataclass(frozen=True)
class Cell:
    """One area in one period.

    Attributes:
        area: its name.
        period: in words, for messages: ``year to March 2018``.
        decisions: legal decisions; None where not published.
        charged: suspects charged.
        convicted: of those (if linked), convicted; otherwise convictions of the period.
        completed: prosecutions completed in the period, where the counts are not linked.
    """

    area: str
    period: str
    decisions: int | None
    charged: int
    convicted: int
    completed: int | None = None


@dataclass(frozen=True)
class Number:
    """One number in a refusal, with what it is."""

    what: str
    value: float


@dataclass(frozen=True)
class Refusal:
    """Why the test was not run, and what would be needed.

    Attributes:
        reason: in a sentence.
        numbers: the figures that show it.
        needed: the data that would allow it.
    """

    reason: str
    numbers: tuple[Number, ...]
    needed: str


class Verdict(StrEnum):
    """What the three tests together are consistent with."""

    HIGHER_BAR = "consistent with a higher bar"
    LOWER_BAR = "consistent with a lower bar"
    WEAKER_CASES = "consistent with weaker cases; a higher bar is neither shown nor excluded"
    STRONGER_CASES = "consistent with stronger cases; a lower bar is neither shown nor excluded"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Part:
    """One of the three comparisons, averaged over areas.

    Attributes:
        what: the rate compared.
        difference: after minus before, mean of the areas' differences.
        p_fall: one-sided p against "did not fall".
        p_rise: one-sided p against "did not rise".
    """

    what: str
    difference: float
    p_fall: float
    p_rise: float


@dataclass(frozen=True)
class Direction:
    """The result of the test."""

    areas: int
    charge_rate: Part
    conviction_rate: Part
    convictions_per_decision: Part
    verdict: Verdict


NEEDED = (
    "Case-level or linked counts: for each area and quarter, the suspects decided on, of these the suspects charged, "
    "and of those same suspects the convicted, whenever they were tried; legal decisions apart from administrative "
    "closures."
)


def direction_test(
    before: Sequence[Cell], after: Sequence[Cell], *, linked: bool, alpha: float = ALPHA
) -> Direction | Refusal:
    """Run the three-part test on linked cells, or say why it cannot be run.

    Args:
        before: one cell for each area, earlier period.
        after: the same areas, later period.
        linked: True only if ``convicted`` counts convictions of the very suspects in ``charged``. Must be said.
        alpha: of each one-sided test; all three must pass, so that no correction for several tests is needed.

    Returns:
        the result, or a refusal with its reason and numbers.
    """
    refusal = _refuse([*before, *after], linked=linked)
    if refusal:
        return refusal
    pairs = _pairs(before, after)
    if len(pairs) < LEAST_AREAS:
        return Refusal(
            f"Only {len(pairs)} areas have decisions and charges in both periods; {LEAST_AREAS} are the least.",
            (Number("areas with both periods", len(pairs)),),
            NEEDED,
        )
    rates = np.array([[_rates(one), _rates(two)] for one, two in pairs])  # areas x period x rate
    parts = three_parts(rates[:, 1] - rates[:, 0])
    return Direction(len(pairs), *parts, verdict_of(parts, alpha))


def _refuse(cells: Sequence[Cell], *, linked: bool) -> Refusal | None:
    if not linked:
        numbers = []
        for cell in cells:
            if cell.completed is not None and cell.charged:
                ratio = cell.completed / cell.charged
                numbers.append(Number(f"prosecutions completed per suspect charged, {cell.period}", ratio))
            if cell.convicted > cell.charged:
                numbers.append(
                    Number(f"convictions beyond suspects charged, {cell.period}", cell.convicted - cell.charged)
                )
        return Refusal(
            "Convictions are not of the suspects charged in the same period: the counts are not one cohort, so a "
            "conviction rate of those charged cannot be formed.",
            tuple(numbers),
            NEEDED,
        )
    for cell in cells:
        chain = [("decisions", cell.decisions), ("charged", cell.charged), ("convicted", cell.convicted)]
        if cell.decisions is None:
            return Refusal(f"Legal decisions are missing for {cell.area}, {cell.period}.", (), NEEDED)
        for (parent, more), (child, fewer) in pairwise(chain):
            if more is not None and fewer is not None and fewer > more:
                return Refusal(
                    f"In {cell.area}, {cell.period}, {child} exceed {parent}: a part cannot exceed the whole, so the "
                    "counts are not linked.",
                    (Number(parent, more), Number(child, fewer)),
                    NEEDED,
                )
    return None


def _pairs(before: Sequence[Cell], after: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    later = {cell.area: cell for cell in after}
    both = [(cell, later[cell.area]) for cell in before if cell.area in later]
    return [(one, two) for one, two in both if all(cell.decisions and cell.charged for cell in (one, two))]


def _rates(cell: Cell) -> tuple[float, float, float]:
    assert cell.decisions  # cells without decisions or charges were left out
    return (cell.charged / cell.decisions, cell.convicted / cell.charged, cell.convicted / cell.decisions)


def three_parts(differences: Floats) -> tuple[Part, Part, Part]:
    """One-sample t tests on area differences.

    Args:
        differences: after minus before, shape (areas, 3): charge rate, conviction rate of the charged, convictions
            per decision.
    """
    names = ("charge rate of legal decisions", "conviction rate of those charged", "convictions per legal decision")
    return tuple(_part(name, differences[:, i]) for i, name in enumerate(names))  # type: ignore[return-value]  # three


def _part(what: str, differences: Floats) -> Part:
    mean = float(differences.mean())
    spread = float(differences.std(ddof=1) / np.sqrt(len(differences)))
    if spread == 0:
        # Every area moved alike: a t statistic is infinite, or, where none moved, nothing at all.
        p_fall, p_rise = (0.0, 1.0) if mean < 0 else (1.0, 0.0) if mean > 0 else (1.0, 1.0)
    else:
        t = mean / spread
        p_fall = float(stats.t.cdf(t, len(differences) - 1))
        p_rise = 1 - p_fall
    return Part(what, mean, p_fall, p_rise)


def verdict_of(parts: tuple[Part, Part, Part], alpha: float = ALPHA) -> Verdict:
    """From the three tests to the words."""
    charge, hit, yielded = parts
    if max(charge.p_fall, hit.p_rise, yielded.p_fall) < alpha:
        return Verdict.HIGHER_BAR
    if max(charge.p_rise, hit.p_fall, yielded.p_rise) < alpha:
        return Verdict.LOWER_BAR
    if max(charge.p_fall, hit.p_fall) < alpha:
        return Verdict.WEAKER_CASES
    if max(charge.p_rise, hit.p_rise) < alpha:
        return Verdict.STRONGER_CASES
    return Verdict.CANNOT_TELL

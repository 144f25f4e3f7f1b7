"""Intervals for a proportion, and the comparison of two."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from scipy import stats

from merits.base.errors import UserError
from merits.change.uncertain import Range


def _checked(part: int, whole: int) -> None:
    if not 0 <= part <= whole or whole == 0:
        raise UserError(f"{part} of {whole} is not a proportion.", remedy="Give 0 <= part <= whole, whole above 0.")


def exact_interval(part: int, whole: int, level: float = 0.95) -> Range:
    """Clopper and Pearson's interval: never too narrow.

    Raises:
        UserError: the counts are not a part and a whole.

    Example:
        >>> interval = exact_interval(15, 21)
        >>> f"{interval.low:.0%} to {interval.high:.0%}"
        '48% to 89%'
    """
    _checked(part, whole)
    tail = (1 - level) / 2
    low = 0.0 if part == 0 else float(stats.beta.ppf(tail, part, whole - part + 1))
    high = 1.0 if part == whole else float(stats.beta.ppf(1 - tail, part + 1, whole - part))
    return Range(low, high)


def wilson_interval(part: int, whole: int, level: float = 0.95) -> Range:
    """Wilson's score interval.

    Raises:
        UserError: the counts are not a part and a whole.

    Example:
        >>> interval = wilson_interval(15, 21)
        >>> f"{interval.low:.0%} to {interval.high:.0%}"
        '50% to 86%'
    """
    _checked(part, whole)
    z = float(stats.norm.ppf(0.5 + level / 2))
    p = part / whole
    centre = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return Range(max(0.0, centre - half), min(1.0, centre + half))


@dataclass(frozen=True)
class Comparison:
    """Two proportions compared: difference second minus first, pooled z, one- and two-sided p."""

    difference: float
    z: float
    p_one_sided: float
    p_two_sided: float


def compare(first: tuple[int, int], second: tuple[int, int]) -> Comparison:
    """Compare two proportions by the pooled z test, counts taken as independent.

    Raises:
        UserError: the counts are not parts and wholes, or all or none succeed, so that there is nothing to compare.

    Example:
        >>> round(compare((53, 373), (24, 453)).z, 2)
        -4.38
    """
    for part, whole in (first, second):
        _checked(part, whole)
    pooled = (first[0] + second[0]) / (first[1] + second[1])
    if pooled in (0, 1):
        raise UserError("All or none of both groups succeeded.", remedy="Show the counts.")
    difference = second[0] / second[1] - first[0] / first[1]
    z = difference / sqrt(pooled * (1 - pooled) * (1 / first[1] + 1 / second[1]))
    tail = float(stats.norm.sf(abs(z)))
    return Comparison(difference, z, tail, 2 * tail)

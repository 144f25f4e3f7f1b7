"""Intervals for a proportion and for a statistic of letters, at 95%. Standard library only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

LEVEL = 0.95
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95% interval, or words instead.

    Attributes:
        value: the figure; None where it is not defined.
        low: lower end; None where there is no interval.
        high: upper end; None where there is no interval.
        reason: why the figure or its interval is missing; empty where both are there.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""


def wilson(share: float, count: int) -> tuple[float, float]:
    """Wilson's score interval of a proportion (1927): within 0 and 1, and of some width even at 0 and 1.

    Args:
        share: the proportion.
        count: of how many; at least 1.
    """
    square = _Z * _Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


@cache
def student(freedom: int) -> float:
    """The point that a t variable of so many degrees of freedom stays within, either side, with probability 0.95.

    By halving, on the finite sums for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4).
    """
    low, high = 0.0, 1.0
    while _within(high, freedom) < LEVEL:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        if _within(middle, freedom) < LEVEL:
            low = middle
        else:
            high = middle
    return high


def _within(point: float, freedom: int) -> float:
    """P(-point < T < point)."""
    angle = math.atan(point / math.sqrt(freedom))
    odd = freedom % 2 == 1
    term = math.cos(angle) if odd else 1.0
    total = 0.0
    for power in range(1 if odd else 0, freedom - 1, 2):
        total += term
        term *= math.cos(angle) ** 2 * (power + 1) / (power + 2)
    inside = math.sin(angle) * total
    return 2 / math.pi * (angle + inside) if odd else inside

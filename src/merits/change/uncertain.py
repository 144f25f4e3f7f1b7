"""How far a decomposition moves: with the rounding of its inputs, and as chance would move the counts.

The two are different. A printed 12% can be anything from 11.5% to 12.5%, and a printed "more than a fifth" has no
upper end at all: that is a range, over which every value is as good as another. A parametric bootstrap says how far
counts of this size scatter from year to year if nothing changed: that is an interval.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from merits.base.errors import UserError
from merits.change.decompose import Floats, Method, effects_of

#: Fixed, so that the same inputs give the same interval on every machine.
SEED = 20190610
DRAWS = 10_000


@dataclass(frozen=True)
class Range:
    """A lowest and a highest value."""

    low: float
    high: float


@dataclass(frozen=True)
class Rounded:
    """A number as it was printed, and what it may have been before it was rounded.

    Attributes:
        low: the least it can be.
        high: the most it can be.
        reason: why these ends; an assumption is named as one.
        value: the best single value, or None where none was printed ("more than a fifth").
    """

    low: float
    high: float
    reason: str
    value: float | None = None

    def __post_init__(self) -> None:
        inside = self.value is None or self.low <= self.value <= self.high
        if not (self.low <= self.high and inside):
            raise UserError(
                f"{self.value} does not lie from {self.low} to {self.high}.", remedy="Give low <= value <= high."
            )

    @classmethod
    def exact(cls, value: float) -> Rounded:
        """A count as published, not rounded."""
        return cls(value, value, "published as a count", value)

    @classmethod
    def percent(cls, printed: float, *, places: int = 0) -> Rounded:
        """A percentage as printed, to the nearest unit of its last place; held as a proportion.

        Example:
            >>> Rounded.percent(12).low, Rounded.percent(12).high
            (0.115, 0.125)
        """
        half = 0.5 * 10.0**-places
        shown = f"{printed:.{places}f}%"
        return cls((printed - half) / 100, (printed + half) / 100, f"printed as {shown}", printed / 100)

    @property
    def is_exact(self) -> bool:
        """Whether it can only be one value."""
        return self.low == self.high


#: Builds factors before and after, each of shape (n, k), from columns of inputs, each of shape (n,).
Build = Callable[[Mapping[str, Floats]], tuple[Floats, Floats]]


def range_from_rounding(
    inputs: Mapping[str, Rounded], build: Build, *, method: Method = Method.LMDI, steps: int = 9
) -> tuple[Range, ...]:
    """The range of each factor's share of the change over every corner and a grid inside the rounding boxes.

    Args:
        inputs: each input with its ends.
        build: from inputs to factors.
        method: how to split.
        steps: points along each input that is not exact, ends included.

    Returns:
        one range of shares (effect over total change) for each factor.
    """
    axes = [np.array([r.low]) if r.is_exact else np.linspace(r.low, r.high, steps) for r in inputs.values()]
    mesh = np.meshgrid(*axes, indexing="ij")
    columns = {name: points.ravel() for name, points in zip(inputs, mesh, strict=True)}
    before, after = build(columns)
    effects = effects_of(method, before, after)
    shares = effects / (after.prod(axis=-1) - before.prod(axis=-1))[..., None]
    return tuple(
        Range(float(low), float(high)) for low, high in zip(shares.min(axis=0), shares.max(axis=0), strict=True)
    )


def bootstrap(
    before: tuple[float, ...],
    after: tuple[float, ...],
    *,
    method: Method = Method.DAS_GUPTA,
    draws: int = DRAWS,
    seed: int = SEED,
    level: float = 0.95,
) -> tuple[Range, ...]:
    """Percentile intervals of the effects, if each year were one draw of a steady process.

    Args:
        before: counts along the chain: what came in, then what was left after each step, down to the outcome.
        after: the same, for the later period.
        draws: simulated pairs of years.
        seed: of the generator; the same seed, the same interval.
        level: coverage aimed at.

    Returns:
        one interval for each factor (the first count, then each ratio), in the units of the outcome. The first count
        is Poisson; a step that keeps a part is binomial; a step that gains is Poisson about its ratio.
    """
    generator = np.random.default_rng(seed)
    one = _draw(before, generator, draws)
    two = _draw(after, generator, draws)
    effects = effects_of(method, one, two)
    tail = 50 * (1 - level)
    low, high = np.percentile(effects, [tail, 100 - tail], axis=0)
    return tuple(Range(float(a), float(b)) for a, b in zip(low, high, strict=True))


def _draw(chain: tuple[float, ...], generator: np.random.Generator, draws: int) -> Floats:
    counts = generator.poisson(chain[0], draws).astype(float)
    factors = [counts]
    for parent, child in pairwise(chain):
        ratio = child / parent if parent else 0.0
        if ratio <= 1:
            drawn = generator.binomial(counts.astype(np.int64), ratio).astype(float)
        else:
            drawn = generator.poisson(counts * ratio).astype(float)
        factors.append(np.divide(drawn, counts, out=np.zeros_like(drawn), where=counts > 0))
        counts = drawn
    return np.stack(factors, axis=-1)

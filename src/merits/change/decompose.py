"""Splitting a change of a product into its factors, without leaving anything over and without depending on an order.

Charges are a product: suspects sent to the prosecutor, the share of these not closed without a decision, the share of
the rest that is charged. When the product falls, how much of the fall belongs to each factor?

* Das Gupta (1993): the effect of a factor is its change times the average of the others, each order of replacement
  counted once. In the units of the product.
* LMDI (logarithmic mean Divisia index): the effect is the logarithmic mean of the product times the log ratio of the
  factor. Its shares are the log shares.

Both add up exactly. Where they differ by more than a twentieth of the total, neither should be quoted alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from merits.base.errors import UserError

#: Methods that differ by more than this share of the total change must be shown together (change.md 5).
METHODS_DIFFER = 0.05

Floats = NDArray[np.float64]


class Method(StrEnum):
    """How to split."""

    DAS_GUPTA = "das-gupta"
    LMDI = "lmdi"

    @property
    def words(self) -> str:
        """For a table's head."""
        return {"das-gupta": "Das Gupta", "lmdi": "LMDI (log shares)"}[self.value]


@dataclass(frozen=True)
class Factor:
    """One factor of the product, before and after."""

    name: str
    before: float
    after: float


@dataclass(frozen=True)
class Decomposition:
    """A change split into effects.

    Attributes:
        factors: as given.
        method: how it was split.
        before: the product before.
        after: the product after.
        effects: one for each factor, in the units of the product.
        shares: effects over the change; empty if there was no change.
    """

    factors: tuple[Factor, ...]
    method: Method
    before: float
    after: float
    effects: tuple[float, ...]
    shares: tuple[float, ...]

    @property
    def total(self) -> float:
        """The change of the product."""
        return self.after - self.before

    @property
    def residual(self) -> float:
        """What the effects leave over; nothing, but for rounding in the last binary digits."""
        return self.total - sum(self.effects)


def das_gupta(before: ArrayLike, after: ArrayLike) -> Floats:
    """Das Gupta's effects for any number of factors.

    Args:
        before: factors before, shape (..., k).
        after: factors after, the same shape.

    Returns:
        effects, the same shape; along the last axis they add up to the change of the product.

    Example:
        >>> das_gupta([1000, 0.5, 0.6], [800, 0.4, 0.45]).round(6).tolist()
        [-47.5, -47.5, -61.0]
    """
    one, two = np.broadcast_arrays(np.asarray(before, dtype=float), np.asarray(after, dtype=float))
    k = one.shape[-1]
    effects = np.empty(one.shape)
    for i in range(k):
        # Coefficient r of the product of (x_j + x'_j z) over the other factors: the sum of all products with r of
        # them taken after and the rest before. Weight 1 / (k C(k-1, r)) makes every order of replacement count once.
        terms = np.zeros((*one.shape[:-1], k))
        terms[..., 0] = 1.0
        for j in range(k):
            if j != i:
                shifted = np.zeros_like(terms)
                shifted[..., 1:] = terms[..., :-1]
                terms = terms * one[..., j, None] + shifted * two[..., j, None]
        weights = np.array([1 / (k * comb(k - 1, r)) for r in range(k)])
        effects[..., i] = (two[..., i] - one[..., i]) * (terms @ weights)
    return effects


def lmdi(before: ArrayLike, after: ArrayLike) -> Floats:
    """LMDI effects, with the limit where a factor is zero: those that became (or had been) zero share the change.

    Args:
        before: factors before, none negative, shape (..., k).
        after: factors after, the same shape.

    Returns:
        effects, the same shape; along the last axis they add up to the change of the product.

    Raises:
        UserError: a factor is negative.

    Example:
        >>> lmdi([1000, 0.5, 0.6], [800, 0.4, 0.45]).round(2).tolist()
        [-47.43, -47.43, -61.14]
    """
    one, two = np.broadcast_arrays(np.asarray(before, dtype=float), np.asarray(after, dtype=float))
    if (one < 0).any() or (two < 0).any():
        raise UserError("LMDI needs factors of zero or more.", remedy="Use Das Gupta's method for signed factors.")
    total_before, total_after = one.prod(axis=-1), two.prod(axis=-1)
    turns_zero = (one == 0) != (two == 0)
    usual = (total_before > 0) & (total_after > 0)
    safe_one, safe_two = np.where(one > 0, one, 1.0), np.where(two > 0, two, 1.0)
    effects = _logarithmic_mean(total_before, total_after)[..., None] * np.log(safe_two / safe_one)
    counted = np.maximum(turns_zero.sum(axis=-1), 1)
    limit = ((total_after - total_before) / counted)[..., None] * turns_zero
    return np.where(usual[..., None], effects, limit)


def _logarithmic_mean(a: Floats, b: Floats) -> Floats:
    """(b - a) / ln(b / a), and its limits: a where they are equal, 0 where one is zero."""
    positive = (a > 0) & (b > 0)
    safe_a, safe_b = np.where(positive, a, 1.0), np.where(positive, b, 1.0)
    # Where b is close to a, ln(b/a) is taken as log1p((b-a)/a), which is exact there; far from it, that loses digits.
    d = (safe_b - safe_a) / safe_a
    near = np.abs(d) < 0.5
    log = np.where(near, np.log1p(np.where(near, d, 0.0)), np.log(safe_b) - np.log(safe_a))
    mean = np.where(d == 0, safe_a, (safe_b - safe_a) / np.where(d == 0, 1.0, log))
    return np.where(positive, mean, 0.0)


def effects_of(method: Method, before: ArrayLike, after: ArrayLike) -> Floats:
    """Effects by the method named, shape (..., k)."""
    return das_gupta(before, after) if method is Method.DAS_GUPTA else lmdi(before, after)


def decompose(factors: Sequence[Factor], method: Method = Method.DAS_GUPTA) -> Decomposition:
    """Split the change of a product.

    Raises:
        UserError: no factors, a factor that is not a finite number, or a negative one with LMDI.

    Example:
        >>> done = decompose([Factor("volume", 1000, 800), Factor("rate", 0.5, 0.4)])
        >>> done.total, round(done.residual, 12) + 0.0
        (-180.0, 0.0)
    """
    if not factors:
        raise UserError("There are no factors to split a change into.", remedy="Give at least one.")
    one = np.array([factor.before for factor in factors], dtype=float)
    two = np.array([factor.after for factor in factors], dtype=float)
    for factor, a, b in zip(factors, one, two, strict=True):
        if not (np.isfinite(a) and np.isfinite(b)):
            raise UserError(
                f"The factor {factor.name} is not a finite number.", remedy="Give a number before and after."
            )
    effects = effects_of(method, one, two)
    before, after = float(one.prod()), float(two.prod())
    shares = effects / (after - before) if after != before else np.array([])
    return Decomposition(
        factors=tuple(factors),
        method=method,
        before=before,
        after=after,
        effects=tuple(float(x) for x in effects),
        shares=tuple(float(x) for x in shares),
    )


def methods_differ(factors: Sequence[Factor]) -> bool:
    """Whether the two methods part by more than a twentieth of the total, so that both must be shown."""
    one, two = decompose(factors, Method.DAS_GUPTA), decompose(factors, Method.LMDI)
    gap = max(abs(a - b) for a, b in zip(one.effects, two.effects, strict=True))
    return bool(gap > METHODS_DIFFER * abs(one.total))

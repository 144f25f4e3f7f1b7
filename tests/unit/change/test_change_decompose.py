"""Decompositions against published results, and what must hold for any numbers."""

from __future__ import annotations

import itertools
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merits.base.errors import UserError
from merits.change import Factor, Method, das_gupta, decompose, lmdi, methods_differ

POSITIVE = st.floats(1e-3, 1e4)
PAIRS = st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("before", "after", "effects", "total"),
    [
        pytest.param((10930, 0.717892), (16591, 0.825974), (4369.913, 1487.262), 5857.175, id="earnings, two factors"),
        pytest.param(
            (51.78746, 0.45919, 0.52638),
            (84.90502, 0.75756, 0.51065),
            (10.4340333, 10.5608476, -0.6670084),
            20.3278726,
            id="Austria and Chile, three factors",
        ),
        pytest.param(
            (25.3, 0.214, 0.279, 0.949),
            (32.7, 0.290, 0.473, 0.986),
            (0.6889411, 0.8125381, 1.3829055, 0.1047547),
            2.9891394,
            id="1971 and 1979, four factors",
        ),
    ],
)
def test_das_gupta_gives_the_published_effects(
    before: tuple[float, ...], after: tuple[float, ...], effects: tuple[float, ...], total: float
) -> None:
    # The published earnings example is printed to three places, the others to seven.
    tolerance = 1e-3 if len(before) == 2 else 1e-6

    found = das_gupta(before, after)

    assert found == pytest.approx(effects, abs=tolerance)
    assert found.sum() == pytest.approx(total, abs=tolerance)


def test_the_toy_chain_by_both_methods() -> None:
    factors = [Factor("V", 1000, 800), Factor("q", 0.5, 0.4), Factor("r", 0.6, 0.45)]

    assert decompose(factors).effects == pytest.approx((-47.5, -47.5, -61.0), abs=1e-9)
    assert decompose(factors, Method.LMDI).effects == pytest.approx((-47.4276, -47.4276, -61.1448), abs=1e-4)
    assert not methods_differ(factors)


def size(pairs: list[tuple[float, float]]) -> float:
    """The largest product met on the way: what rounding in the last binary digit is relative to."""
    return prod(max(pair) for pair in pairs)


def average_over_orders(before: tuple[float, ...], after: tuple[float, ...]) -> list[float]:
    """The definition: replace factors one by one in every order, and average what each adds."""
    k, effects = len(before), [0.0] * len(before)
    orders = list(itertools.permutations(range(k)))
    for order in orders:
        now = list(before)
        for i in order:
            was = prod(now)
            now[i] = after[i]
            effects[i] += (prod(now) - was) / len(orders)
    return effects


@given(PAIRS.filter(lambda pairs: len(pairs) <= 5))
@settings(max_examples=60, deadline=None)
def test_das_gupta_is_the_average_over_all_orders(pairs: list[tuple[float, float]]) -> None:
    before, after = zip(*pairs, strict=True)
    scale = size(pairs)

    assert das_gupta(before, after) / scale == pytest.approx(
        [e / scale for e in average_over_orders(before, after)], abs=1e-9
    )


@settings(deadline=None)
@given(PAIRS, st.sampled_from(Method))
def test_effects_leave_nothing_over(pairs: list[tuple[float, float]], method: Method) -> None:
    done = decompose([Factor(str(i), a, b) for i, (a, b) in enumerate(pairs)], method)

    assert abs(done.residual) <= 1e-12 * size(pairs)


@settings(deadline=None)
@given(PAIRS, st.sampled_from(Method), st.randoms(use_true_random=False))
def test_the_order_of_factors_does_not_matter(pairs: list[tuple[float, float]], method: Method, random: object) -> None:
    order = list(range(len(pairs)))
    random.shuffle(order)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    one = decompose([Factor("", *pair) for pair in pairs], method).effects
    two = decompose([Factor("", *pairs[i]) for i in order], method).effects
    scale = size(pairs)

    assert [two[order.index(i)] / scale for i in range(len(pairs))] == pytest.approx([e / scale for e in one], abs=1e-9)


@settings(deadline=None)
@given(PAIRS, st.sampled_from(Method))
def test_going_back_undoes_going_there(pairs: list[tuple[float, float]], method: Method) -> None:
    there = decompose([Factor("", a, b) for a, b in pairs], method)
    back = decompose([Factor("", b, a) for a, b in pairs], method)
    scale = size(pairs)

    assert [e / scale for e in there.effects] == pytest.approx([-e / scale for e in back.effects], abs=1e-9)


@settings(deadline=None)
@given(PAIRS, st.sampled_from(Method))
def test_a_factor_that_did_not_move_has_no_effect(pairs: list[tuple[float, float]], method: Method) -> None:
    done = decompose([Factor("still", 2.5, 2.5), *(Factor("", a, b) for a, b in pairs)], method)

    assert done.effects[0] == 0


def test_log_shares_are_log_ratios() -> None:
    done = decompose([Factor("V", 6611, 6012), Factor("r", 3671 / 6611, 2822 / 6012)], Method.LMDI)

    assert done.shares[0] == pytest.approx(np.log(6012 / 6611) / np.log(2822 / 3671), abs=1e-12)


@pytest.mark.parametrize(
    ("before", "after", "effects"),
    [
        ((100, 0.5), (100, 0), (0, -50)),  # the factor that went to zero takes it all
        ((0, 0.5), (80, 0.5), (40, 0)),
        ((100, 0.5), (0, 0), (-25, -25)),  # both went: they share it
        ((0, 0.5), (0, 0.7), (0, 0)),
        ((0, 0.5), (80, 0), (0, 0)),
        ((100, 0.5), (50, 1.0), (-34.657, 34.657)),  # product unchanged: the logarithmic mean is its limit
    ],
)
def test_lmdi_has_its_limits_at_zero(
    before: tuple[float, ...], after: tuple[float, ...], effects: tuple[float, ...]
) -> None:
    assert lmdi(before, after) == pytest.approx(effects, abs=1e-3)


def test_lmdi_limit_is_where_small_numbers_lead() -> None:
    small = lmdi([100, 0.5, 0.6], [80, 0.5, 1e-300])
    zero = lmdi([100, 0.5, 0.6], [80, 0.5, 0.0])

    assert small == pytest.approx(zero, abs=0.05)
    assert zero.tolist() == [0, 0, -30]


def test_no_change_has_no_shares() -> None:
    assert decompose([Factor("a", 2, 4), Factor("b", 2, 1)]).shares == ()


def test_bad_factors_are_refused() -> None:
    with pytest.raises(UserError, match="no factors"):
        decompose([])
    with pytest.raises(UserError, match="not a finite number"):
        decompose([Factor("a", float("nan"), 1)])
    with pytest.raises(UserError, match="zero or more"):
        decompose([Factor("a", -1, 1)], Method.LMDI)


def test_methods_that_part_are_told_apart() -> None:
    assert methods_differ([Factor("a", 1, 100), Factor("b", 1, 0.02), Factor("c", 1, 3)])

"""Intervals and comparisons of proportions against printed results (evidence.md 6, law.md L40, L128)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merits.base.errors import UserError
from merits.change import compare, exact_interval, wilson_interval


def test_fifteen_of_twenty_one() -> None:
    exact, wilson = exact_interval(15, 21), wilson_interval(15, 21)

    assert (f"{exact.low:.0%}", f"{exact.high:.0%}") == ("48%", "89%")
    assert (f"{wilson.low:.0%}", f"{wilson.high:.0%}") == ("50%", "86%")


@pytest.mark.parametrize(("part", "whole", "low", "high"), [(5, 250, "0.9%", "4.6%"), (9, 450, "1.1%", "3.8%")])
def test_two_percent_of_the_inspected_files(part: int, whole: int, low: str, high: str) -> None:
    interval = wilson_interval(part, whole)

    assert (f"{interval.low:.1%}", f"{interval.high:.1%}") == (low, high)


def test_decisions_changed_on_review() -> None:
    comparison = compare((53, 373), (24, 453))

    assert round(comparison.z, 2) == -4.38
    assert comparison.p_two_sided == pytest.approx(1.2e-5, rel=0.1)
    assert comparison.difference == pytest.approx(24 / 453 - 53 / 373)


@settings(deadline=None)
@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_hold_the_proportion_and_stay_within_bounds(counts: tuple[int, int]) -> None:
    part, whole = counts
    for interval in (exact_interval(part, whole), wilson_interval(part, whole)):
        assert -1e-12 <= interval.low <= part / whole + 1e-12
        assert part / whole - 1e-12 <= interval.high <= 1 + 1e-12


def test_what_is_not_a_proportion_is_refused() -> None:
    for part, whole in ((3, 2), (-1, 2), (0, 0)):
        with pytest.raises(UserError, match="not a proportion"):
            exact_interval(part, whole)
    with pytest.raises(UserError, match="All or none"):
        compare((0, 5), (0, 7))

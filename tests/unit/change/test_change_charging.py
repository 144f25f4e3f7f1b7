"""The fall in charges from 2016-17 to 2017-18, to the last printed digit (evidence.md 6 as corrected in change.md 12.5)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from merits.base.errors import UserError
from merits.change import OVER_A_FIFTH, Method, Range, Rounded, Year, bootstrap, charging_fall, range_from_rounding

BEFORE = Year(Rounded.exact(3671), Rounded.exact(6611), Rounded.percent(12), Rounded.exact(4595))
AFTER = Year(Rounded.exact(2822), Rounded.exact(6012), OVER_A_FIFTH, Rounded.exact(4370))


def percent(value: float) -> str:
    return f"{100 * value:.0f}%"


def test_the_published_table_is_reproduced_to_the_last_printed_digit() -> None:
    account = charging_fall(BEFORE, AFTER)[0]
    printed = {
        percent(s.closed_after): (
            f"{100 * s.lmdi.factors[2].before:.1f}%",
            f"{100 * s.lmdi.factors[2].after:.1f}%",
            *(percent(share) for share in s.lmdi.shares),
        )
        for s in account.scenarios
    }

    assert printed == {
        "20%": ("63.1%", "58.7%", "36%", "36%", "28%"),
        "21%": ("63.1%", "59.4%", "36%", "41%", "23%"),
        "25%": ("63.1%", "62.6%", "36%", "61%", "3%"),
    }


def test_rounding_alone_moves_the_last_step_from_1_to_30_percent() -> None:
    referrals, closed, charged = charging_fall(BEFORE, AFTER)[0].ranges

    assert (percent(charged.low), percent(charged.high)) == ("1%", "30%")
    assert (percent(closed.low), percent(closed.high)) == ("34%", "63%")
    assert referrals.low == pytest.approx(referrals.high)


def test_on_receipts_referrals_hold_19_percent_and_the_rest_still_adds_up() -> None:
    outcomes, receipts = charging_fall(BEFORE, AFTER)
    shares = receipts.scenarios[0].lmdi.shares

    assert (outcomes.basis, receipts.basis) == ("all outcomes", "receipts")
    assert percent(shares[0]) == "19%"
    assert shares[0] + shares[1] == pytest.approx(outcomes.scenarios[0].lmdi.shares[0])
    assert sum(shares) == pytest.approx(1, abs=1e-12)


def test_das_gupta_effects_add_up_to_849_fewer_suspects() -> None:
    for account in charging_fall(BEFORE, AFTER):
        for scenario in account.scenarios:
            assert sum(scenario.das_gupta.effects) == pytest.approx(-849, abs=1e-9)
            assert not scenario.methods_differ


def test_the_assumed_upper_end_is_named() -> None:
    assumptions = charging_fall(BEFORE, AFTER)[0].assumptions

    assert any("25% as the upper end is an assumption" in words for words in assumptions)
    assert any("printed as 12%" in words for words in assumptions)


def test_without_receipts_there_is_one_account() -> None:
    assert len(charging_fall(BEFORE, replace(AFTER, receipts=None))) == 1


def test_a_tried_share_outside_what_was_printed_is_refused() -> None:
    with pytest.raises(UserError, match="19% does not fit"):
        charging_fall(BEFORE, AFTER, tried=(0.19,))


def test_more_charged_than_left_after_closures_is_refused() -> None:
    with pytest.raises(UserError, match="earlier year more were charged"):
        charging_fall(replace(BEFORE, charged=Rounded.exact(6000)), AFTER)
    with pytest.raises(UserError, match="not a share"):
        charging_fall(BEFORE, replace(AFTER, closed=Rounded.exact(20)))


def test_bootstrap_repeats_and_holds_the_effect() -> None:
    chain = ((6611, 5817.68, 3671), (6012, 4809.6, 2822))
    one, two = bootstrap(*chain), bootstrap(*chain)

    assert one == two
    assert bootstrap(*chain, seed=1) != one
    for interval, effect in zip(one, (-306.5, -307.6, -234.9), strict=True):
        assert interval.low < effect < interval.high


def test_bootstrap_width_agrees_with_the_delta_method() -> None:
    # One factor, Poisson counts: the effect is a difference of two, standard deviation sqrt(900 + 1600) = 50.
    (interval,) = bootstrap((900,), (1600,), draws=40_000)

    assert interval.high - interval.low == pytest.approx(2 * 1.96 * 50, rel=0.03)


def test_bootstrap_covers_a_steady_process_about_as_often_as_it_says() -> None:
    import numpy as np

    generator = np.random.default_rng(7)
    runs, held = 200, 0
    for _ in range(runs):
        chains = []
        for _ in range(2):
            n = int(generator.poisson(1000))
            chains.append((n, int(generator.binomial(n, 0.4))))
        held += bootstrap(*chains, draws=800)[1].low <= 0 <= bootstrap(*chains, draws=800)[1].high

    assert 0.90 <= held / runs <= 0.99


def test_range_from_rounding_finds_corners() -> None:
    inputs = {"a": Rounded.exact(100), "b": Rounded(0.4, 0.6, "printed as half", 0.5)}

    def build(columns):  # type: ignore[no-untyped-def]  # a test double
        import numpy as np

        one = np.stack([columns["a"], np.full_like(columns["a"], 1.0)], axis=-1)
        return one, np.stack([columns["a"] / 2, columns["b"]], axis=-1)

    first, second = range_from_rounding(inputs, build, method=Method.LMDI)

    logs = [np_log(0.5) / np_log(0.5 * b) for b in (0.4, 0.6)]
    assert (first.low, first.high) == pytest.approx((min(logs), max(logs)))
    assert second.low == pytest.approx(1 - first.high)


def np_log(x: float) -> float:
    from math import log

    return log(x)


def test_rounded_numbers_know_their_ends() -> None:
    assert Rounded.percent(9.1, places=1).low == pytest.approx(0.0905)
    assert Rounded.exact(3).is_exact
    assert not OVER_A_FIFTH.is_exact
    with pytest.raises(UserError, match="does not lie"):
        Rounded(0.2, 0.3, "", 0.4)
    with pytest.raises(UserError, match="does not lie"):
        Rounded(0.3, 0.2, "")
    assert Range(1, 2) == Range(1, 2)

"""The direction test: what it refuses, what it says on linked cells, and how often it is wrong (change.md 12)."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import norm

from merits.change import Cell, Direction, Part, Refusal, Verdict, compare, direction_test
from merits.change.direction import three_parts, verdict_of

NATIONAL = (
    Cell("England and Wales", "year to March 2017", None, 3671, 2991, 5190),
    Cell("England and Wales", "year to March 2018", None, 2822, 2635, 4517),
    Cell("England and Wales", "year to March 2019", None, 1758, 1925, 3034),
)


def areas(period: str, decisions: int, rates: list[tuple[float, float]]) -> list[Cell]:
    cells = []
    for i, (charge, convict) in enumerate(rates):
        charged = round(decisions * charge)
        cells.append(Cell(f"area {i}", period, decisions, charged, round(charged * convict)))
    return cells


def test_annual_national_series_are_refused_with_their_numbers() -> None:
    refusal = direction_test(NATIONAL[:1], NATIONAL[1:], linked=False)

    assert isinstance(refusal, Refusal)
    numbers = {number.what: round(number.value, 2) for number in refusal.numbers}
    assert numbers == {
        "prosecutions completed per suspect charged, year to March 2017": 1.41,
        "prosecutions completed per suspect charged, year to March 2018": 1.60,
        "prosecutions completed per suspect charged, year to March 2019": 1.73,
        "convictions beyond suspects charged, year to March 2019": 167,
    }
    assert "linked counts" in refusal.needed


def test_a_part_above_its_whole_is_refused_even_if_called_linked() -> None:
    rates = [(0.6, 0.6)] * 8
    cells = areas("after", 100, rates)
    cells[3] = Cell("area 3", "after", 100, 60, 61)

    refusal = direction_test(areas("before", 100, rates), cells, linked=True)

    assert isinstance(refusal, Refusal)
    assert "In area 3, after, convicted exceed charged" in refusal.reason


def test_missing_decisions_and_too_few_areas_are_refused() -> None:
    few = areas("before", 100, [(0.6, 0.6)] * 5)
    without = [Cell("area 0", "before", None, 10, 5)]

    for before, words in ((few, "Only 5 areas"), (without, "missing for area 0")):
        refusal = direction_test(before, before, linked=True)
        assert isinstance(refusal, Refusal)
        assert words in refusal.reason


def test_areas_without_charges_are_left_out() -> None:
    before = areas("before", 200, [(0.6, 0.6)] * 7)
    after = [*areas("after", 200, [(0.5, 0.7)] * 6), Cell("area 6", "after", 200, 0, 0)]

    result = direction_test(before, after, linked=True)

    assert isinstance(result, Direction)
    assert result.areas == 6


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        ((0.50, 0.70), Verdict.HIGHER_BAR),
        ((0.70, 0.55), Verdict.LOWER_BAR),
        ((0.50, 0.50), Verdict.WEAKER_CASES),
        ((0.70, 0.70), Verdict.STRONGER_CASES),
        ((0.50, 0.75), Verdict.CANNOT_TELL),  # convictions per decision did not fall: better information, perhaps
        ((0.60, 0.60), Verdict.CANNOT_TELL),
    ],
)
def test_verdicts_follow_the_three_parts(after: tuple[float, float], verdict: Verdict) -> None:
    jitter = np.linspace(-0.01, 0.01, 8)
    before = areas("before", 2000, [(0.6 + j, 0.6) for j in jitter])
    later = areas("after", 2000, [(after[0] + j / 2, after[1] - j / 3) for j in jitter])

    result = direction_test(before, later, linked=True)

    assert isinstance(result, Direction)
    assert result.verdict is verdict


def test_the_words_never_go_beyond_consistent_with() -> None:
    assert all(verdict.value.startswith(("consistent with", "cannot tell")) for verdict in Verdict)


def ups(two_parts: bool, parts: tuple[Part, Part, Part]) -> bool:
    """Whether the test says "higher bar"; with two parts only, as first published, or with all three."""
    if two_parts:
        return max(parts[0].p_fall, parts[1].p_rise) < 0.05
    return verdict_of(parts) is Verdict.HIGHER_BAR


def share_of_ups(
    before: tuple[float, float, float],
    after: tuple[float, float, float],
    *,
    runs: int,
    seed: int,
    two_parts: bool = False,
) -> float:
    """Share of runs that say "higher bar": 14 areas x 400 decisions, overdispersed; (bar, base rate, separation)."""
    generator = np.random.default_rng(seed)
    said = 0
    for _ in range(runs):
        area, rates = 0.2 * generator.standard_normal(14), []
        for bar, base, separation in (before, after):
            phi = expit(logit(base) + area + 0.1 * generator.standard_normal(14))
            tau = expit(logit(bar) + 0.1 * generator.standard_normal(14))
            cut = (logit(tau) - logit(phi) + separation**2 / 2) / separation
            guilty = generator.binomial(400, phi)
            convicted = generator.binomial(guilty, norm.sf(cut - separation))
            charged = convicted + generator.binomial(400 - guilty, norm.sf(cut))
            rates.append(np.stack([charged / 400, convicted / charged, convicted / 400], axis=-1))
        said += ups(two_parts, three_parts(rates[1] - rates[0]))
    return said / runs


def test_better_information_is_seldom_mistaken_for_a_higher_bar_thanks_to_the_third_part() -> None:
    moved, runs = ((0.4, 0.5, 0.9), (0.4, 0.5, 1.2)), 300

    assert share_of_ups(*moved, runs=runs, seed=2, two_parts=True) > 0.5
    assert share_of_ups(*moved, runs=runs, seed=2) <= 0.05 + 2 * (0.05 * 0.95 / runs) ** 0.5


def test_weaker_cases_are_not_mistaken_for_a_higher_bar() -> None:
    assert share_of_ups((0.4, 0.5, 1.2), (0.4, 0.38, 1.2), runs=300, seed=3) <= 0.05


def test_a_higher_bar_is_usually_seen() -> None:
    assert share_of_ups((0.4, 0.5, 1.2), (0.5, 0.5, 1.2), runs=200, seed=4) >= 0.6


def test_size_at_the_boundary_is_five_percent() -> None:
    """Charges fall, conviction rate equal: the boundary of the null. Clustered by area; tolerance 2 standard errors."""
    generator = np.random.default_rng(5)
    runs, ups = 1500, 0
    for _ in range(runs):
        area, rates = 0.05 * generator.standard_normal(14), []
        for charge in (0.6, 0.5):
            charged = generator.binomial(400, np.clip(charge + area, 0.05, 0.95))
            convicted = generator.binomial(charged, np.clip(0.67 + 0.06 * generator.standard_normal(14), 0, 1))
            rates.append(np.stack([charged / 400, convicted / charged, convicted / 400], axis=-1))
        ups += verdict_of(three_parts(rates[1] - rates[0])) is Verdict.HIGHER_BAR

    assert ups / runs <= 0.05 + 2 * (0.05 * 0.95 / runs) ** 0.5


def test_the_published_conviction_rates_do_not_differ_measurably() -> None:
    comparison = compare((2991, 5190), (2635, 4517))

    assert comparison.p_one_sided == pytest.approx(0.24, abs=0.005)

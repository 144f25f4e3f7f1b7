"""Counts, rates, changes and pairs cannot exist without what makes them figures (E9, E10, L119, L126)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from merits import figures
from merits.base.provenance import Confidence, Source
from merits.figures import Change, Count, Denominator, NotAFigure, Period, Rate, breaks_between, pair

FY = Period.financial_year
SOURCE = Source("A table", "A publisher")
CHARGED = Count("charged", 2822, "suspects", "rape-flagged", FY(2017), "England and Wales", SOURCE)
OUTCOMES = replace(CHARGED, series="referred_to_cps", value=6012, basis="all outcomes")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("unit", "", "unit"),
        ("series", "", "series"),
        ("period", None, "period"),
        ("source", None, "source"),
        ("source", Source(""), "source"),
        ("value", -1, "not a count"),
        ("value", 1.5, "not a count"),
        ("value", True, "not a count"),
    ],
)
def test_a_count_without_unit_period_or_source_cannot_be_built(field: str, value: object, words: str) -> None:
    with pytest.raises(NotAFigure, match=words):
        replace(CHARGED, **{field: value})  # type: ignore[arg-type]  # the point of the test


def test_a_rate_carries_both_counts_its_denominator_and_its_period() -> None:
    rate = Rate(CHARGED, OUTCOMES, Denominator.ALL_OUTCOMES)

    assert rate.value == pytest.approx(0.4694, abs=5e-5)
    assert rate.in_words == (
        "46.9% of all pre-charge outcomes, administrative closures included (2,822 of 6,012, year to March 2018)"
    )


def test_a_rate_without_a_denominator_id_cannot_be_built() -> None:
    with pytest.raises(NotAFigure, match="names no denominator"):
        Rate(CHARGED, OUTCOMES, "of referred")  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(TypeError):
        Rate(CHARGED, OUTCOMES)  # type: ignore[call-arg]  # the point of the test


def test_a_rate_over_another_period_area_or_nothing_cannot_be_built() -> None:
    with pytest.raises(NotAFigure, match="year to March 2018, the denominator for the year to March 2017"):
        Rate(CHARGED, replace(OUTCOMES, period=FY(2016)), Denominator.ALL_OUTCOMES)
    with pytest.raises(NotAFigure, match="different areas"):
        Rate(CHARGED, replace(OUTCOMES, area="Wales"), Denominator.ALL_OUTCOMES)
    with pytest.raises(NotAFigure, match="is zero"):
        Rate(CHARGED, replace(OUTCOMES, value=0), Denominator.ALL_OUTCOMES)


def test_a_rate_across_units_or_on_few_says_so() -> None:
    offences = replace(OUTCOMES, series="police_recorded_rape", unit="offences", value=19)

    warnings = Rate(CHARGED, offences, Denominator.RECORDED).warnings

    assert "Fewer than 20" in warnings[0]
    assert "suspects by offences" in warnings[1]
    assert Rate(CHARGED, OUTCOMES, Denominator.ALL_OUTCOMES).warnings == ()


def test_the_2021_22_no_further_action_rate_has_two_denominators() -> None:
    dropped = replace(CHARGED, series="no_further_action", value=983, period=FY(2021))
    legal = Rate(dropped, replace(OUTCOMES, value=3217, period=FY(2021)), Denominator.LEGAL_DECISIONS)
    every = Rate(dropped, replace(OUTCOMES, value=4712, period=FY(2021)), Denominator.ALL_OUTCOMES)

    assert (f"{legal.value:.1%}", f"{every.value:.1%}") == ("30.6%", "20.9%")


def test_the_headline_change_is_minus_23_1_percent() -> None:
    with figures.load() as store:
        change = Change(store.count("charged", period=FY(2016)), store.count("charged", period=FY(2017)))

    assert round(change.percent, 2) == -23.13
    assert change.warnings == ()


def test_a_change_between_different_things_cannot_be_built() -> None:
    with pytest.raises(NotAFigure, match="not one series"):
        Change(CHARGED, OUTCOMES)
    with pytest.raises(NotAFigure, match="from zero"):
        Change(replace(CHARGED, value=0), CHARGED)


def test_a_change_across_rules_or_vintages_says_so() -> None:
    after = replace(CHARGED, basis="receipts", vintage="revised", period=FY(2018))

    warnings = Change(CHARGED, after).warnings

    assert "rape-flagged; receipts" in warnings[0]
    assert "different releases" in warnings[1]


def test_pairing_the_2019_figures_warns_with_both_periods() -> None:
    with figures.load() as store:
        change = Change(store.count("charged", period=FY(2016)), store.count("charged", period=FY(2017)))
        (quoted,) = store.observations(
            "police_recorded_rape_annual_change", period=Period(date(2017, 10, 1), date(2018, 9, 30))
        )

    (warning,) = pair(change, quoted).warnings

    assert "year to March 2018 against year to March 2017" in warning
    assert "year to September 2018 against year to September 2017" in warning


def test_figures_of_one_period_pair_without_a_warning() -> None:
    assert pair(CHARGED, OUTCOMES).warnings == ()


def test_a_count_cannot_be_made_of_an_inequality_or_a_percentage() -> None:
    with figures.load() as store:
        (more,) = store.observations("admin_finalised_pct_of_referred", period=FY(2017))
        less = store.observations("police_recorded_rape", period=FY(2017), known_on=date(2019, 6, 10))[-1]

    for item in (more, less):
        with pytest.raises(NotAFigure, match="not a count for a period"):
            Count.of(item)


def test_a_count_keeps_how_directly_it_was_read() -> None:
    with figures.load() as store:
        count = store.count("charged", period=FY(2017))

    assert count.source.confidence is Confidence.SECONDARY
    assert str(count.published_on) == "2018-09-26"


def test_breaks_lie_between_the_periods_whichever_comes_first() -> None:
    between = breaks_between("charged", FY(2018), FY(2016))

    assert [item.on for item in between] == [date(2017, 4, 1), date(2018, 4, 1)]
    assert breaks_between("charged", FY(2012), FY(2013)) == ()
    assert breaks_between("convictions", FY(2016), FY(2017)) == ()

"""Quoted claims, recomputed: the table is ``figures.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from merits import figures
from merits.figures import Change, Denominator, Period, Rate, Store

EXAMPLES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "figures.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with figures.load() as opened:
        yield opened


@pytest.mark.parametrize("example", EXAMPLES["change"], ids=lambda example: example["claim"])
def test_a_quoted_change_is_reproduced(store: Store, example: dict[str, Any]) -> None:
    before, after = (
        store.count(example["series"], period=Period.financial_year(example[year]), basis=example.get("basis"))
        for year in ("from", "to")
    )

    assert round(Change(before, after).percent, 2) == example["percent"]


@pytest.mark.parametrize("example", EXAMPLES["rate"], ids=lambda example: example["claim"])
def test_a_quoted_rate_is_reproduced_with_its_denominator(store: Store, example: dict[str, Any]) -> None:
    period = Period.financial_year(example["year"])
    rate = Rate(
        store.count(example["numerator"], period=period, basis=example.get("numerator_basis")),
        store.count(example["denominator"], period=period),
        Denominator(example["denominator_id"]),
    )

    assert round(100 * rate.value, 2) == example["percent"]


def test_the_like_for_like_rise_is_30_to_31_percent(store: Store) -> None:
    before = [
        item.value
        for item in store.observations("police_recorded_rape", period=Period.financial_year(2016))
        if item.value in (41186, 41616)
    ]

    rises = sorted({round(100 * (54045 - value) / value, 1) for value in before if value})

    assert rises == [29.9, 31.2]

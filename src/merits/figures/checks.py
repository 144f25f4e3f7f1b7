"""Checks of the carried figures against totals that were published: run on every load of them."""

from __future__ import annotations

from dataclasses import dataclass

from merits.base.dates import Period
from merits.figures.store import Store

YEAR = Period.financial_year(2017)


@dataclass(frozen=True)
class Check:
    """One total, as found and as expected.

    Attributes:
        name: what was added up.
        found: what it came to.
        expected: the published total.
        authority: who published it.
    """

    name: str
    found: float
    expected: float
    authority: str

    @property
    def holds(self) -> bool:
        """True if they are equal."""
        return self.found == self.expected

    def __str__(self) -> str:
        return f"{self.name}: found {self.found:,}, expected {self.expected:,} ({self.authority})"


def check(store: Store) -> tuple[Check, ...]:
    """Add the carried figures up and compare.

    Returns:
        every check, whether it holds or not.
    """
    span = {"period_start": YEAR.start, "period_end": YEAR.end}
    recorded = store.ask("recorded", {**span})
    outcomes = store.ask("outcomes", {**span, "series": None})
    charged = store.ask("outcomes", {**span, "series": "outcome_01"})
    return (
        Check("rape recorded by 44 forces, year to March 2018", recorded, 54045, "HMICFRS, Rape Monitoring Group"),
        Check("outcomes of rape recorded in that year", outcomes, 53931, "Home Office outcomes file"),
        Check("of these charged or summonsed", charged, 2238, "Home Office outcomes file"),
        Check(
            "charged per hundred outcomes, two places",
            round(100 * charged / outcomes, 2) if outcomes else 0,
            4.15,
            "HMICFRS published 4.2",
        ),
        Check("quarters where 42 CPS areas miss National", store.ask("areas_against_national", {}), 0, "CPS"),
        Check("forces whose quarters miss their year", store.ask("quarters_against_year", {**span}), 0, "Home Office"),
    )

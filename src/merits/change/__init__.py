"""Did the figures change, and where in the chain did it arise? Takes numbers, returns results; knows no data source.

    >>> from merits.change import Factor, decompose
    >>> [round(effect, 1) for effect in decompose([Factor("V", 1000, 800), Factor("q", 0.5, 0.4)]).effects]
    [-90.0, -90.0]

Nothing here says why a figure changed: only where, by how much, and how surely.
"""

from merits.change.charging import OVER_A_FIFTH, TRIED, Account, Scenario, Year, charging_fall
from merits.change.decompose import (
    Decomposition,
    Factor,
    Method,
    das_gupta,
    decompose,
    lmdi,
    methods_differ,
)
from merits.change.direction import Cell, Direction, Number, Part, Refusal, Verdict, direction_test
from merits.change.proportion import Comparison, compare, exact_interval, wilson_interval
from merits.change.uncertain import SEED, Range, Rounded, bootstrap, range_from_rounding

__all__ = [
    "OVER_A_FIFTH",
    "SEED",
    "TRIED",
    "Account",
    "Cell",
    "Comparison",
    "Decomposition",
    "Direction",
    "Factor",
    "Method",
    "Number",
    "Part",
    "Range",
    "Refusal",
    "Rounded",
    "Scenario",
    "Verdict",
    "Year",
    "bootstrap",
    "charging_fall",
    "compare",
    "das_gupta",
    "decompose",
    "direction_test",
    "exact_interval",
    "lmdi",
    "methods_differ",
    "range_from_rounding",
    "wilson_interval",
]

"""Official statistics with their sources.

One observation is one published number with its series, unit, counting rule, area, period, publisher, vintage, source
and how directly it was read. Two vintages are two rows; a blank is not zero. Nothing here knows a case.

    >>> from merits import figures
    >>> with figures.load() as store:
    ...     store.count("police_recorded_rape", period=figures.Period.financial_year(2017), vintage="").value
    54045
"""

from merits.base.dates import Period
from merits.figures._table import FILE_COLUMNS, SCHEMA
from merits.figures.breaks import BREAKS, Break, breaks_between
from merits.figures.checks import Check, check
from merits.figures.figure import (
    Change,
    Count,
    Denominator,
    NotAFigure,
    Observation,
    Pairing,
    Quotable,
    Rate,
    pair,
)
from merits.figures.funnel import ALL_OUTCOMES, RECEIPTS, Stage, funnel
from merits.figures.store import ATTRIBUTION, NotHeld, Store, carried_on, load, tidy_csv
from merits.figures.titles import title

__all__ = [
    "ALL_OUTCOMES",
    "ATTRIBUTION",
    "BREAKS",
    "FILE_COLUMNS",
    "RECEIPTS",
    "SCHEMA",
    "Break",
    "Change",
    "Check",
    "Count",
    "Denominator",
    "NotAFigure",
    "NotHeld",
    "Observation",
    "Pairing",
    "Period",
    "Quotable",
    "Rate",
    "Stage",
    "Store",
    "breaks_between",
    "carried_on",
    "check",
    "funnel",
    "load",
    "pair",
    "tidy_csv",
    "title",
]

"""What the figures pages show, read from the carried figures. Results are kept: the figures do not change while we run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock

from merits.base.dates import Period
from merits.base.provenance import Source
from merits.figures import BREAKS, RECEIPTS, Break, Observation, Stage, Store, breaks_between, funnel, load

#: DuckDB's connection is used by one thread at a time.
_LOCK = Lock()

#: Lines that may be drawn over the years: key, words, series, counting rule, unit.
LINES = (
    ("recorded", "Recorded by the police", "police_recorded_rape", None, "offences"),
    ("receipts", "Received for a decision", "referred_to_cps", RECEIPTS, "suspects"),
    ("charged", "Charged", "charged", None, "suspects"),
    ("completed", "Prosecutions completed", "prosecutions_completed", None, "defendants"),
    ("convicted", "Convicted of any offence", "convictions", None, "defendants"),
)
FIRST_YEAR = 2009


@dataclass(frozen=True)
class Year:
    """One line's figure for one year; ``observation`` is None where none was public."""

    period: Period
    observation: Observation | None


@dataclass(frozen=True)
class Line:
    """One series over the years."""

    key: str
    title: str
    unit: str
    years: tuple[Year, ...]


@dataclass(frozen=True)
class Trend:
    """Lines over the same years.

    Attributes:
        lines: each with a figure, or none, for each period.
        periods: in order.
        breaks: breaks in any of the series, public by the day asked about.
        sources: what the numbers were read from, each once, in the order of use.
    """

    lines: tuple[Line, ...]
    periods: tuple[Period, ...]
    breaks: tuple[Break, ...]
    sources: tuple[Source, ...]


@cache
def _store() -> Store:
    return load()


@cache
def stages(year: int, known_on: date) -> tuple[Stage, ...]:
    """The stages of a financial year, as public on a day.

    Args:
        year: the calendar year in which it begins.
        known_on: nothing published later is used.
    """
    with _LOCK:
        return funnel(_store(), Period.financial_year(year), known_on)


@cache
def years_with_stages(known_on: date) -> tuple[int, ...]:
    """The financial years with at least three stages public on a day, latest first."""
    return tuple(year for year in range(known_on.year, FIRST_YEAR - 1, -1) if len(stages(year, known_on)) >= 3)


@cache
def trend(keys: tuple[str, ...], known_on: date) -> Trend:
    """Series over the financial years.

    Args:
        keys: of ``LINES``; unknown ones are left out.
        known_on: nothing published later is used.
    """
    chosen = [line for line in LINES if line[0] in keys]
    periods = [Period.financial_year(year) for year in range(FIRST_YEAR, known_on.year + 1)]
    found: dict[str, list[Year]] = {}
    with _LOCK:
        for key, _, series, basis, _ in chosen:
            found[key] = [Year(period, _best(series, basis, period, known_on)) for period in periods]
    used = [p for i, p in enumerate(periods) if any(years[i].observation for years in found.values())]
    lines = tuple(
        Line(key, title, unit, tuple(year for year in found[key] if year.period in used))
        for key, title, _, _, unit in chosen
    )
    series_used = {series for _, _, series, _, _ in chosen}
    breaks = tuple(
        item
        for item in BREAKS
        if len(used) > 1
        and item.known_from <= known_on
        and any(item in breaks_between(name, used[0], used[-1]) for name in series_used)
    )
    sources = dict.fromkeys(
        year.observation.source for line in lines for year in line.years if year.observation is not None
    )
    return Trend(lines, tuple(used), breaks, tuple(sources))


def _best(series: str, basis: str | None, period: Period, known_on: date) -> Observation | None:
    found = _store().observations(series, period=period, known_on=known_on, basis=basis, undated=False)
    return next((item for item in found if item.value is not None), None)

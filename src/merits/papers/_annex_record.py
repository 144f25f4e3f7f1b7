"""What the record says on a day: the figures an annex uses, each with the source it was taken from.

Only what was public by then is used. Where a count was not, but a published change or rate gives it, it is derived and
says so: 6,611 less a published fall of 9.1% is about 6,010.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from merits.base.dates import Period
from merits.change import OVER_A_FIFTH, Account, Cell, Rounded, Year, charging_fall
from merits.figures import ALL_OUTCOMES, RECEIPTS, Observation, Store

#: The two financial years of the fall that was quoted in 2019.
BEFORE, AFTER = Period.financial_year(2016), Period.financial_year(2017)


@dataclass(frozen=True)
class Quantity:
    """A number, as exactly as the record gives it.

    Attributes:
        value: the number, or the nearest single value.
        low, high: what it may be, given how it was printed.
        words: as a table prints it: ``2,822``, ``about 6,010``, ``almost 54,000``.
        reason: why these ends; empty for a published count.
        rests_on: the published numbers behind it.
    """

    value: float
    low: float
    high: float
    words: str
    reason: str
    rests_on: tuple[Observation, ...]

    @property
    def derived(self) -> bool:
        """Whether it is our arithmetic."""
        return self.reason.startswith("derived")

    @property
    def rounded(self) -> Rounded:
        """For `merits.change`."""
        return Rounded(self.low, self.high, self.reason or "published as a count", self.value)


class Record:
    """The figures public on a day; keeps a list of those used, and numbers their sources."""

    def __init__(self, store: Store, on: date) -> None:
        self.store, self.on = store, on
        self.used: dict[Observation, str] = {}
        self.sources: dict[tuple[str, str], int] = {}
        self._found: dict[tuple[str, Period, str | None], tuple[Observation, ...]] = {}

    def find(self, series: str, period: Period, basis: str | None = None) -> tuple[Observation, ...]:
        """Published numbers for England and Wales, best first. Undated ones are not used: they cannot be shown to have
        been public."""
        key = (series, period, basis)
        if key not in self._found:
            found = self.store.observations(series, period=period, known_on=self.on, basis=basis, undated=False)
            self._found[key] = found
        return self._found[key]

    def cite(self, section: str, *observations: Observation) -> str:
        """Note that a section uses these, and give the numbers of their sources: ``[1, 4]``."""
        numbers = []
        for item in observations:
            places = self.used.get(item, "")
            if section not in places.split("; "):
                self.used[item] = f"{places}; {section}" if places else section
            key = (item.source_title, item.source_address)
            numbers.append(self.sources.setdefault(key, len(self.sources) + 1))
        return f"[{', '.join(map(str, sorted(set(numbers))))}]" if numbers else ""

    def count(self, series: str, period: Period, basis: str | None = None) -> Quantity | None:
        """A published count; or, where only ``almost 54,000`` was printed, that."""
        found = self.find(series, period, basis)
        if not found:
            return None
        item = found[0]
        if item.value is not None:
            return Quantity(item.value, item.value, item.value, item.in_words, "", (item,))
        limit = float(item.printed.lstrip("<>"))
        quoted = re.search(r'printed as "(.+?)"', item.note)
        words = quoted[1] if quoted else item.in_words
        return Quantity(limit, limit, limit, words, f'printed as "{words}"', (item,))

    def charged(self, period: Period) -> Quantity | None:
        """Suspects charged."""
        return self.count("charged", period)

    def receipts(self, period: Period) -> Quantity | None:
        """Suspects received from the police, the newer basis."""
        return self.count("referred_to_cps", period, RECEIPTS)

    def outcomes(self, period: Period) -> Quantity | None:
        """Suspects with any pre-charge outcome; derived from a published change where no count was public."""
        found = [item for item in self.find("referred_to_cps", period, ALL_OUTCOMES) if item.value is not None]
        if found:
            # The count of the CPS's own report is preferred where an inspectorate printed another.
            shown = next((item for item in found if item.publication.startswith("VAWG")), found[0])
            values = [item.value for item in found if item.value is not None]
            assert shown.value is not None
            reason = (
                f"published as {' and as '.join(f'{v:,.0f}' for v in dict.fromkeys(values))}"
                if len(set(values)) > 1
                else ""
            )
            return Quantity(shown.value, min(values), max(values), shown.in_words, reason, tuple(found))
        changes = self.find("referred_to_cps_annual_change", period, ALL_OUTCOMES)
        base = self.outcomes(changes[0].periods[0]) if changes else None
        if base is None or changes[0].value is None:
            return None
        percent = changes[0].value
        low, value, high = (base.value * (1 + (percent + d) / 100) for d in (-0.05, 0, 0.05))
        return Quantity(
            value,
            low,
            high,
            f"about {round(value, -1):,.0f}",
            f"derived: {base.words} less a published fall of {abs(percent):g}%",
            (*base.rests_on, changes[0]),
        )

    def closed(self, period: Period) -> Quantity | None:
        """Share of outcomes that were administrative closures."""
        found = self.find("admin_finalised_pct_of_referred", period)
        if not found:
            return None
        item = found[0]
        if item.value is None:
            r = OVER_A_FIFTH
            return Quantity(r.low, r.low, r.high, "more than a fifth", r.reason, (item,))
        r = Rounded.percent(item.value)
        return Quantity(item.value / 100, r.low, r.high, item.in_words, r.reason, (item,))

    def convicted(self, period: Period) -> Quantity | None:
        """Defendants convicted of any offence in a rape-flagged prosecution."""
        return self.count("convictions", period)

    def completed(self, period: Period) -> Quantity | None:
        """Prosecutions completed; derived from convictions and the conviction rate where no count was public."""
        published = self.count("prosecutions_completed", period)
        if published:
            return published
        convicted, rates = self.convicted(period), self.find("conviction_rate", period)
        if convicted is None or not rates or rates[0].value is None:
            return None
        rate = rates[0].value
        low, value, high = (100 * convicted.value / (rate + d) for d in (0.05, 0, -0.05))
        return Quantity(
            value,
            low,
            high,
            f"about {round(value, -1):,.0f}",
            f"derived: {convicted.words} convictions at a published rate of {rate:g}%",
            (*convicted.rests_on, rates[0]),
        )

    def recorded(self, period: Period) -> Quantity | None:
        """Rape offences recorded by the police."""
        return self.count("police_recorded_rape", period)

    def numbers_csv(self) -> bytes:
        """Every published number used, with where it comes from."""
        rows = [
            {
                "series": item.series,
                "printed": item.printed,
                "unit": item.unit,
                "basis": item.basis,
                "jurisdiction": item.jurisdiction,
                "area": item.area,
                "breakdown": item.breakdown,
                "period_start": item.period.start.isoformat() if item.period else "",
                "period_end": item.period.end.isoformat() if item.period else "",
                "publisher": item.publisher,
                "publication": item.publication,
                "public_by": str(item.published_on or ""),
                "dated_by": item.dated_by,
                "vintage": item.vintage,
                "check": item.check,
                "source": self.sources[(item.source_title, item.source_address)],
                "source_title": item.source_title,
                "source_address": item.source_address,
                "note": item.note,
                "used_in": places,
            }
            for item, places in self.used.items()
        ]
        return table_csv(rows)


def table_csv(rows: Sequence[dict[str, object]]) -> bytes:
    """Rows with the same keys as CSV; empty bytes for none."""
    if not rows:
        return b""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def charging_accounts(record: Record) -> tuple[Account, ...]:
    """Where the fall in charges from the year to March 2017 to the year to March 2018 arose, as public on the day.

    Returns:
        one account for each basis of referrals that was public for both years; empty where none was.
    """
    years = []
    for period in (BEFORE, AFTER):
        charged, outcomes, closed = record.charged(period), record.outcomes(period), record.closed(period)
        if charged is None or outcomes is None or closed is None:
            return ()
        receipts = record.receipts(period)
        closed_share = closed.rounded
        if closed.words.startswith("more"):
            closed_share = OVER_A_FIFTH
        years.append(
            Year(charged.rounded, outcomes.rounded, closed_share, receipts.rounded if receipts is not None else None)
        )
    return charging_fall(*years)


def annual_cells(record: Record) -> tuple[Cell, ...]:
    """The annual national series as cells, for the direction test to refuse."""
    cells = []
    for year in (2016, 2017, 2018):
        period = Period.financial_year(year)
        charged, convicted, completed = record.charged(period), record.convicted(period), record.completed(period)
        if charged is None or convicted is None:
            continue
        done = round(completed.value) if completed is not None else None
        cells.append(Cell("England and Wales", period.label, None, round(charged.value), round(convicted.value), done))
    return tuple(cells)

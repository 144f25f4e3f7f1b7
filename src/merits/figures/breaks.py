"""Breaks in series: days on which what is counted, or how, changed (``L122``). A comparison across one says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from merits.base.dates import Period


@dataclass(frozen=True)
class Break:
    """A break.

    Attributes:
        on: the first day of the new state.
        series: what it touches.
        short: for a chart.
        words: for a paper.
        source: where this is known from.
        known_from: the day on which that was public.
    """

    on: date
    series: tuple[str, ...]
    short: str
    words: str
    source: str
    known_from: date


_CPS = ("referred_to_cps", "charged", "admin_finalised", "charged_pct_of_referred", "admin_finalised_pct_of_referred")

BREAKS = (
    Break(
        date(2014, 4, 1),
        ("police_recorded_rape", "charge_rate_of_recorded"),
        "outcomes framework",
        "From April 2014 the police publish outcomes, not detections; crime recording was inspected in 2014 and forces "
        "changed how they record.",
        "Home Office outcomes framework; HMIC crime recording inspection 2014",
        date(2014, 12, 31),
    ),
    Break(
        date(2017, 4, 1),
        _CPS,
        "administrative closures rise",
        "In 2017-18 administrative closures rose from 12% to more than a fifth of pre-charge outcomes.",
        "CPS Violence against Women and Girls report 2017-18, as reported on 26 September 2018",
        date(2018, 9, 26),
    ),
    Break(
        date(2018, 4, 1),
        _CPS,
        "counting rule for referrals",
        "From 2018-19 the CPS publishes referrals as receipts, not as all pre-charge outcomes.",
        "CPS Violence against Women and Girls report 2018-19",
        date(2019, 9, 12),
    ),
    Break(
        date(2020, 4, 1),
        (*_CPS, "police_recorded_rape", "prosecutions_completed", "convictions"),
        "pandemic",
        "Courts closed or ran at reduced capacity from March 2020.",
        "Home Affairs Committee, April 2022",
        date(2022, 4, 30),
    ),
    Break(
        date(2022, 4, 1),
        ("referred_to_cps",),
        "early advice counted",
        "Requests for early advice enter the count of referrals.",
        "CPS quarterly data summaries 2022-23",
        date(2023, 10, 25),
    ),
)


def breaks_between(series: str, before: Period, after: Period) -> tuple[Break, ...]:
    """Breaks of a series that lie between two periods.

    Returns:
        those that begin after the first day of the earlier period and not after the last day of the later one.
    """
    first, last = sorted((before, after))
    return tuple(item for item in BREAKS if series in item.series and first.start < item.on <= last.end)

"""Dates in the ways people write them, for the pseudonymiser.

Day before month, as in the United Kingdom; a numeric date is also tried the other way round, since covering too much is
the smaller harm. A date written without its year is taken for the protected one if day and month agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from merits.privacy.view import View

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
_DAYNAME = r"(?:mon|tues|tue|wednes|wed|thurs|thur|thu|fri|satur|sat|sun)(?:day)?"
_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
_WORD_DAYS = {word: n for n, word in enumerate([*_UNITS, *_TEENS, *(f"twenty{w}" for w in _UNITS), "thirtieth"], 1)}
_WORD_DAYS["thirtyfirst"] = 31
_WORD_DAY = rf"(?:(?:(?:twenty|thirty)[\s-]?)?(?:{'|'.join(_UNITS)})|{'|'.join(_TEENS)}|thirtieth)"
_ORDINAL = r"\s?(?:st|nd|rd|th)?"
_YEAR = r"(?:(?P<gap>[\s,./'-]{1,3})(?:of\s)?(?P<year>\d{4}|\d{2})(?![\d:])(?!\.\d)(?!\s?(?:am|pm)\b))?"
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<days>\d{{1,2}}{_ORDINAL}(?:\s{{0,2}}(?:-|to|and|&|or|,|/)\s{{0,2}}\d{{1,2}}{_ORDINAL}){{0,4}})"
    rf"\s{{0,2}}(?:day\s)?(?:of\s)?[-/.,]?\s{{0,2}}{_MONTH}\b\.?{_YEAR}"
)
_WORD_MONTH = re.compile(rf"\b(?P<days>{_WORD_DAY})\s(?:day\s)?(?:of\s)?{_MONTH}\b{_YEAR}")
_MONTH_DAY = re.compile(
    rf"\b{_MONTH}\b\.?[\s-]{{1,2}}(?:the\s)?(?P<days>\d{{1,2}}{_ORDINAL}|{_WORD_DAY}\b)(?![\d:]){_YEAR}"
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\b\.?[\s,/-]{{1,2}}(?:of\s)?(?P<year>\d{{4}}|'\d{{2}})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d])(\d{4}|\d{1,2})(?P<gap>\s?[-/._]\s?|\s)(\d{1,2})(?P=gap)(\d{4}|\d{1,2})(?!\d)")
_NO_YEAR = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])")
_SOLID = re.compile(r"(?<!\d)(?:\d{8}|\d{6})(?!\d)")
_BEFORE = re.compile(rf"(?:\b{_DAYNAME}\b\.?,?\s+)?(?:the\s+)?\Z")


@dataclass(frozen=True)
class Day:
    """A date as far as it was written: ``None`` where a part is not."""

    year: int | None
    month: int
    day: int | None


@dataclass(frozen=True)
class Written:
    """A date in a text: its span in the view and what it may mean; ``turned`` only if the month was written first."""

    start: int
    end: int
    meanings: frozenset[Day]
    turned: frozenset[Day] = frozenset()


def _month(text: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(text[:3]))


def _years(text: str | None) -> list[int | None]:
    if text is None:
        return [None]
    digits = int(text.strip("'"))
    return [digits] if digits > 99 else [1900 + digits, 2000 + digits]


def _days(text: str) -> list[int]:
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if numbers:
        return numbers
    word = re.sub(r"[\s-]", "", text)
    return [_WORD_DAYS[word]] if word in _WORD_DAYS else []


def find_dates(lower: str) -> Iterator[Written]:
    """Every date in a normalised lower-case text. Spans may overlap."""
    for pattern in (_DAY_MONTH, _WORD_MONTH, _MONTH_DAY):
        for match in pattern.finditer(lower):
            month = _month(match["month"])
            years = _years(match["year"])
            if match["year"] and len(match["year"]) == 2 and match["gap"].isspace():
                years.append(None)  # "on 12 March 14 people came": perhaps no year at all
            meanings = frozenset(Day(y, month, d) for y in years for d in _days(match["days"]))
            yield _with_weekday(lower, match.start(), match.end(), meanings)
    for match in _MONTH_YEAR.finditer(lower):
        yield Written(*match.span(), frozenset(Day(y, _month(match["month"]), None) for y in _years(match["year"])))
    for match in _NUMERIC.finditer(lower):
        a, b, c = match[1], match[3], match[4]
        triples = [(a, b, c)] if len(a) == 4 else [(c, b, a), (c, a, b)]
        if len(a) == len(c) == 2:
            triples.append((a, b, c))
        by_order = [{Day(y, int(m), int(d)) for y in _years(year) if y} for year, m, d in triples if len(d) < 3]
        turned = by_order[1] - by_order[0] if len(a) < 4 and len(by_order) > 1 else set()
        yield _with_weekday(lower, *match.span(), frozenset().union(*by_order), frozenset(turned))
    for match in _NO_YEAR.finditer(lower):
        yield Written(*match.span(), frozenset({Day(None, int(match[2]), int(match[1]))}))
    for match in _SOLID.finditer(lower):
        text = match[0]
        cuts = [(text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])] if len(text) == 8 else []
        cuts += [(text[4:], text[2:4], text[:2]), (text[:2], text[2:4], text[4:])] if len(text) == 6 else []
        yield Written(*match.span(), frozenset(Day(y, int(m), int(d)) for year, m, d in cuts for y in _years(year)))


def _with_weekday(
    lower: str, start: int, end: int, meanings: frozenset[Day], turned: frozenset[Day] = frozenset()
) -> Written:
    before = _BEFORE.search(lower, max(0, start - 20), start)
    return Written(before.start() if before else start, end, meanings, turned)


def read_date(value: str) -> frozenset[Day]:
    """What a recorded date means: ``2018-03-12``, ``12 March 2018``, ``March 2018``, ``2018-03``; empty if not a date."""
    lower = View.of(value.strip()).lower
    partial = re.fullmatch(r"(\d{4})-(\d{2})", lower)
    if partial:
        return frozenset({Day(int(partial[1]), int(partial[2]), None)})
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", lower)
    if iso:
        return frozenset({Day(int(iso[1]), int(iso[2]), int(iso[3]))})
    numeric = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", lower)
    if numeric:
        return frozenset(Day(year, int(numeric[2]), int(numeric[1])) for year in _years(numeric[3]))
    return frozenset(
        meaning
        for found in find_dates(lower)
        if (found.start, found.end) == (0, len(lower))
        for meaning in found.meanings
    )

"""Dates in the text of an output, read by the check's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_WORDED = re.compile(
    rf"(?<!\d)(?P<list>\d\d?(?:st|nd|rd|th)?(?:\s?(?:,|-|to|and|or)\s?\d\d?(?:st|nd|rd|th)?)*)\s{{0,2}}(?:day\s)?(?:of\s)?[-./]?(?P<month>{_MONTH})\b\.?"
    rf"(?:[\s,./'-]{{1,3}}(?P<year>\d{{4}}|\d\d(?![\d:])))?(?P<tail>\s(?:to|and|-|until)\s\d\d?(?:st|nd|rd|th)?\s{_MONTH}\s\d{{4}})?"
)
_AMERICAN = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s(?P<day>\d\d?)(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<year>\d{{4}}))?"
)
_MONTHLY = re.compile(rf"\b(?P<month>{_MONTH})\b\.?[\s,-]{{1,2}}(?P<year>\d{{4}})")
_FIGURES = re.compile(
    r"(?<!\d)(\d{1,4})(\s?[-/._]\s?)(\d\d?)\2(\d{4}|\d\d?)(?!\d)|(?<!\d)(\d\d?) (\d\d?) (\d{4})(?!\d)"
)
_SOLID = re.compile(r"(?<!\d)(?:(?:19|20)\d{6}|\d{4}(?:19|20)\d\d)(?!\d)")

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_SPELT = re.compile(
    rf"\b(?P<day>(?:(?:twenty|thirty)[ -])?(?:{'|'.join(w for w in _ORDINALS if '-' not in w)}))\s(?:day\s)?(?:of\s)?"
    rf"(?P<month>{_MONTH})\b(?:,?\s(?P<year>\d{{4}}))?"
)

Meaning = tuple[int | None, int, int | None]


def _number(month: str) -> int:
    return _NAMES.index(month[:3]) + 1


def _years(text: str | None) -> tuple[int | None, ...]:
    if not text:
        return (None,)
    return (int(text),) if len(text) == 4 else (1900 + int(text), 2000 + int(text))


def dates_in(low: str) -> Iterator[tuple[int, set[Meaning]]]:
    """Where dates stand in a plain lower-case text, and all that each may mean: (year, month, day)."""
    if any(name in low for name in _NAMES):
        yield from _in_words(low)
    for match in _FIGURES.finditer(low):
        a, b, c = (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
        meanings: set[Meaning] = set()
        if len(a) == 4:
            meanings.add((int(a), int(b), int(c[-2:])))
        elif len(a) < 3 and len(c) in (2, 4):
            for y in _years(c):
                meanings |= {(y, int(b), int(a)), (y, int(a), int(b))}
        yield match.start(), meanings
    for match in _SOLID.finditer(low):
        text = match[0]
        yield (
            match.start(),
            {(int(text[:4]), int(text[4:6]), int(text[6:])), (int(text[4:]), int(text[2:4]), int(text[:2]))},
        )


def _in_words(low: str) -> Iterator[tuple[int, set[Meaning]]]:
    for match in _WORDED.finditer(low):
        year = match["year"] or (match["tail"][-4:] if match["tail"] else None)
        days = [int(day) for day in re.findall(r"\d+", match["list"])]
        yield match.start(), {(y, _number(match["month"]), day) for y in _years(year) for day in days}
    for match in _AMERICAN.finditer(low):
        yield match.start(), {(y, _number(match["month"]), int(match["day"])) for y in _years(match["year"])}
    for match in _SPELT.finditer(low):
        word = match["day"].replace(" ", "-")
        if word in _ORDINALS:
            day = _ORDINALS.index(word) + 1
            yield match.start(), {(y, _number(match["month"]), day) for y in _years(match["year"])}
    for match in _MONTHLY.finditer(low):
        yield match.start(), {(int(match["year"]), _number(match["month"]), None)}

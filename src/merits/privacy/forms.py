"""The written forms of identifiers that are not names: run together, letters and digits only.

A text is compared with them piece by piece, whatever stands between the pieces, so that one form covers every spacing
and every separator.
"""

from __future__ import annotations

import re

from merits.privacy.protected import Protected
from merits.privacy.view import View, compact

_ABBREVIATIONS = {
    "road": "rd",
    "street": "st",
    "avenue": "ave",
    "lane": "ln",
    "drive": "dr",
    "close": "cl",
    "court": "ct",
    "crescent": "cres",
    "gardens": "gdns",
    "terrace": "terr",
    "place": "pl",
    "square": "sq",
    "saint": "st",
    "limited": "ltd",
    "company": "co",
    "university": "uni",
    "flat": "apt",
}
#: Words that say only what sort of thing a place or employer is: the rest names it on its own.
_SORTS = frozenset(
    "academy bar cafe centre charity church clinic club college company co council estate gp group high "
    "hospital hotel inc infirmary infant junior limited llp ltd nursery plc practice primary pub public "
    "restaurant school secondary services sixth form surgery the trust university uni village".split()
)
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_STREET = re.compile(
    r"\b(?:flat\s+\w+,?\s+)?(?:\d+[a-z]?\s+)?((?:[a-z']+[\s-]){1,4}?(?:road|rd|street|st|avenue|ave|lane|ln|drive|close|court|crescent|"
    r"gardens|terrace|place|square|way|grove|hill|row|walk|mews|parade|rise|view|wharf|mount|green|park|vale|yard))\b"
)


def words_of(value: str) -> list[str]:
    """Words and numbers of a value, normalised, without apostrophes.

    Example:
        >>> words_of("St. Anne’s School")
        ['st', 'annes', 'school']
    """
    return re.findall(r"[^\W_]+", View.of(value).lower.replace("'", ""))


def _telephone(value: str) -> set[str]:
    digits = "".join(c for c in View.of(value).lower if c.isdigit())
    for prefix in ("00440", "0044", "440", "44", "0"):
        if digits.startswith(prefix) and len(digits) - len(prefix) >= 9:
            national = digits[len(prefix) :]
            forms = {prefix + national for prefix in ("", "0", "44", "440", "0044", "00440")}
            if national[0] == "1":
                forms.add(national[-6:])  # as dialled within the area
            elif national[0] == "2":
                forms.add(national[-8:])
            return forms
    return {digits}


def _email(value: str) -> set[str]:
    local, _, domain = View.of(value).lower.partition("@")
    parts = [re.sub(r"[^a-z\d.]", "", part) for part in (local, domain)]
    spelt = [part.replace(".", dot) for part in parts for dot in ("", "dot")]
    forms = {a + at + b for a in spelt[:2] for at in ("", "at") for b in spelt[2:]}
    forms.add(compact(value))
    return forms | ({compact(local)} if len(compact(local)) >= 5 else set())


def _address(value: str) -> set[str]:
    forms: set[str] = set()
    lower = re.sub(r"[\n,;]+", ", ", View.of(value).lower.strip())
    for code in _POSTCODE.finditer(lower):
        forms.add(code[1] + code[2])
    for street in _STREET.finditer(lower):
        forms |= _phrase(street[0]) | _phrase(street[1])
    return forms | _phrase(lower) | _phrase(_POSTCODE.sub("", lower))


def _phrase(value: str) -> set[str]:
    lower = View.of(value).lower
    without_and = re.sub(r"\band\b|&", " ", lower)
    with_and = lower.replace("&", " and ")
    long = {abbreviation: word for word, abbreviation in _ABBREVIATIONS.items() if word != "saint"}
    forms: set[str] = set()
    for spelling in {lower, without_and, with_and}:
        whole = words_of(spelling)
        for words in (whole, without_sort(spelling)):
            forms.add("".join(words))
            forms.add("".join(_ABBREVIATIONS.get(word, word) for word in words))
            forms.add("".join(long.get(word, word) for word in words))
            if words and words[0] in ("st", "saint"):
                forms |= {start + "".join(words[1:]) for start in ("st", "saint")}
    return {form for form in forms if len(form) >= 2}


def without_sort(value: str) -> list[str]:
    """The words of a place or employer that name it, without those that only say what it is; empty if none are left.

    Example:
        >>> without_sort("Ashcombe Grove Academy")
        ['ashcombe', 'grove']
    """
    words = words_of(value)
    kept = list(words)
    while kept and kept[-1] in _SORTS:
        kept.pop()
    while kept and kept[0] == "the":
        kept.pop(0)
    return kept if len("".join(kept)) >= 4 else []


def compact_forms(identifier: Protected) -> set[str]:
    """Every run-together form of an identifier that is not a name."""
    forms: set[str] = set()
    for value in identifier.values:
        if identifier.kind == "telephone":
            forms |= _telephone(value)
        elif identifier.kind == "email":
            forms |= _email(value)
        elif identifier.kind == "address":
            forms |= _address(value)
        elif identifier.kind in ("place", "school", "employer", "other"):
            forms |= _phrase(value)
        forms.add(compact(value))
    return {form for form in forms if len(form) >= 2}

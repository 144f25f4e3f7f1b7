"""What the check looks for, made from the identifiers by its own rules.

Nothing here comes from the pseudonymiser: a variant it forgets may still be found here (S4).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from merits.base.errors import UserError
from merits.privacy.check.plain_letters import letters_only, plain
from merits.privacy.check.vocabulary import everyday
from merits.privacy.protected import Protected

_TITLES = set("mr mrs ms miss mx dr prof sir lady dame rev judge pc dc ds di sgt insp".split())
_LINKS = set("van von de der den da di del della la le al el bin ibn ben ter y mac mc st du do dos das".split())
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_ROAD = re.compile(
    r"(?:\d+\w?\s+)?(?:[a-z']+[ -]){1,3}(?:road|street|avenue|lane|drive|close|court|crescent|gardens|terrace|place|square|"
    r"way|grove|row|walk|mews|rd|st|ave)\b"
)
_LONG = {"ltd": "limited", "co": "company", "st": "saint", "uni": "university", "rd": "road", "ave": "avenue"}
_WHAT_IT_IS = frozenset(
    "academy bar cafe centre church club college company group hospital hotel inc limited llp ltd nursery plc practice pub "
    "restaurant school services surgery trust university".split()
)
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b")

_Key = TypeVar("_Key")


@dataclass(frozen=True)
class Run:
    """A run of letters and digits to be found in text from which all else was taken out.

    Attributes:
        text: lower case.
        rule: ``anywhere``; ``digits`` (no digit beside it); ``words`` (starts and ends with a word); ``solid`` (as
            ``words``, with nothing inside);
            ``broken word``
            (as ``words``, but only where the text breaks it); ``separated`` (short numbers, with their separators).
        pieces: number of words or numbers in the record.
    """

    text: str
    rule: str
    pieces: int = 1


@dataclass
class Needles:
    """All needles of all identifiers: needle -> ids."""

    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    runs: dict[Run, set[str]] = field(default_factory=lambda: defaultdict(set))
    days: dict[tuple[int | None, int, int | None], set[str]] = field(default_factory=lambda: defaultdict(set))
    initials: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: words of places, schools, employers and addresses, for slips in them
    phrase_words: set[str] = field(default_factory=set)
    #: words of identifiers that may appear: never taken for a slip of another's
    permitted: set[str] = field(default_factory=set)

    @property
    def all_ids(self) -> set[str]:
        """Every id that can still be hit."""
        tables: tuple[Iterable[set[str]], ...] = (
            self.words.values(), self.runs.values(), self.days.values(), self.initials.values(),
        )  # fmt: skip
        return set().union(*itertools.chain(*tables))


def make_needles(protected: Iterable[Protected], allowed: frozenset[str]) -> Needles:
    """Needles of all identifiers that are not allowed.

    A needle that an allowed identifier has too (a surname shared with a brother) is left out: its presence proves
    nothing about the other.

    Raises:
        UserError: there is no identifier at all, or one gives nothing to look for.
    """
    everything = tuple(protected)
    if not everything:
        raise UserError(
            "The list of protected identifiers is empty.",
            remedy="Give the identity records; a check for nothing proves nothing.",
        )
    barred, permitted = Needles(), Needles()
    for identifier in everything:
        needles = permitted if identifier.id in allowed else barred
        _add(needles, identifier)
        if identifier.id not in allowed and identifier.id not in barred.all_ids:
            raise UserError(
                f"Identifier {identifier.id} gives nothing that can be looked for.",
                remedy="Correct its value in the identity records.",
            )
    barred.permitted |= permitted.words.keys()
    _leave_out(barred.words, permitted.words)
    _leave_out(barred.runs, permitted.runs)
    _leave_out(barred.days, permitted.days)
    _leave_out(barred.initials, permitted.initials)
    return barred


def _leave_out(table: dict[_Key, set[str]], shared: dict[_Key, set[str]]) -> None:
    for key in table.keys() & shared.keys():
        del table[key]


def _add(needles: Needles, identifier: Protected) -> None:
    for value in identifier.values:
        text = plain(value).lower().strip()
        match identifier.kind:
            case "name" | "nickname":
                _add_name(needles, identifier, text)
            case "telephone":
                _add_telephone(needles, identifier.id, text)
            case "date" | "day":
                _add_date(needles, identifier.id, text)
            case "email":
                _add_email(needles, identifier.id, text)
            case "address":
                _add_address(needles, identifier.id, text)
            case _:
                _add_value(needles, identifier.id, text)


def _add_name(needles: Needles, identifier: Protected, text: str) -> None:
    if text.count(",") == 1:
        text = " ".join(reversed(text.split(",")))
    parts = [p for p in re.split(r"[\s.]+", text) if letters_only(p)]
    while len(parts) > 1 and parts[0] in _TITLES:
        del parts[0]
    for part in parts:
        for word in {letters_only(part), *(letters_only(half) for half in re.split(r"[-']", part))}:
            if len(word) >= 2 and word not in _LINKS and not (word == "o" or (len(word) < 3 and "'" in part)):
                needles.words[word].add(identifier.id)
                if len(word) >= 4:
                    needles.runs[Run(word, "broken word")].add(identifier.id)
    if len(parts) < 2:
        return
    first, last = letters_only(parts[0]), letters_only(parts[-1])
    linked = len(parts) - 1
    while linked > 1 and parts[linked - 1] in _LINKS:
        linked -= 1
    surname = letters_only("".join(parts[linked:]))
    whole = letters_only("".join(parts))
    runs = {first + last, last + first, whole, surname + first, first + surname}
    if len(surname) > 2 and surname not in needles.words:  # a surname of one word is looked for as a word
        runs.add(surname)
    for run in runs:
        needles.runs[Run(run, "anywhere" if len(run) >= 7 and run != surname else "words", 2)].add(identifier.id)
    for run in {first[0] + surname, surname + first[0]}:
        if len(run) >= 5:
            needles.runs[Run(run, "solid", 1)].add(identifier.id)
    initials = "".join(p[0] for p in parts[: linked + 1])
    for some in {initials, initials[0] + initials[-1]}:
        needles.initials[some].add(identifier.id)


def _add_telephone(needles: Needles, name: str, text: str) -> None:
    digits = re.sub(r"\D", "", text)
    national = re.sub(r"^(?:00440?|440?|0)(?=\d{9,10}$)", "", digits)
    for start in ("", "0", "44", "440", "0044", "00440"):
        needles.runs[Run(start + national, "digits" if len(national) >= 6 else "separated")].add(name)
    if national[:1] == "1" and len(national) >= 9:
        needles.runs[Run(national[-6:], "digits")].add(name)


def _add_email(needles: Needles, name: str, text: str) -> None:
    local, _, domain = text.partition("@")
    for run in {
        letters_only(text),
        letters_only(local + "at" + domain),
        letters_only((local + "at" + domain).replace(".", "dot")),
        letters_only(local + "at" + domain.replace(".", "dot")),
        letters_only(local + domain.replace(".", "dot")),
    }:
        needles.runs[Run(run, "words")].add(name)
    if len(letters_only(local)) >= 5:
        needles.runs[Run(letters_only(local), "words")].add(name)


def _add_address(needles: Needles, name: str, text: str) -> None:
    for code in _POSTCODE.findall(text):
        needles.runs[Run(letters_only(code), "words", 2)].add(name)
    for road in _ROAD.findall(re.sub(r"[,;\n]", " , ", text)):
        numberless = re.sub(r"^\d+\w?\s+", "", road)
        for form in (road, numberless):
            short = re.sub(r"road$", "rd", re.sub(r"street$", "st", re.sub(r"avenue$", "ave", form)))
            for run in (form, short):
                needles.runs[Run(letters_only(run), "words", len(run.split()))].add(name)
                needles.phrase_words.update(re.findall(r"[^\W\d_]+", run))
    needles.runs[Run(letters_only(text), "words", 3)].add(name)


def _add_value(needles: Needles, name: str, text: str) -> None:
    words = re.findall(r"[^\W_]+", text.replace("'", ""))
    run = "".join(words)
    if len(words) > 1 and any(word.isalpha() for word in words):
        needles.phrase_words.update(words)
        for other in _ways_of_writing(text.replace("'", "")):
            if len("".join(other)) >= 6:
                rule = "capitals" if all(w in everyday() for w in other) else "words"
                needles.runs[Run("".join(other), rule, len(other))].add(name)
    if len(words) == 1 and run.isalpha() and len(run) <= 12:
        needles.words[run].add(name)
        if len(run) >= 5:
            needles.runs[Run(run, "broken word")].add(name)
    elif run.isdigit():
        needles.runs[Run(run, "digits" if len(run) >= 6 else "separated", len(words))].add(name)
    else:
        everyday_words = all(w in everyday() for w in words)
        needles.runs[Run(run, "capitals" if everyday_words else "words", len(words))].add(name)


def _ways_of_writing(text: str) -> list[list[str]]:
    """A place or employer with and without "and", short and long, and without the words for what it is."""
    ways: list[list[str]] = []
    for join in (" and ", " "):
        words = re.findall(r"[^\W_]+", re.sub(r"\s*(?:&|\band\b)\s*", join, text))
        for swap in ({}, _LONG, {long: short for short, long in _LONG.items()}):
            swapped = [swap.get(word, word) for word in words]
            ways.append(swapped)
            while len(swapped) > 1 and swapped[-1] in _WHAT_IT_IS:
                swapped = swapped[:-1]
            ways.append(swapped)
    return ways


def _add_date(needles: Needles, name: str, text: str) -> None:
    found = re.fullmatch(r"(\d{4})-(\d\d?)(?:-(\d\d?))?", text)
    day: int | None
    if found:
        year, month, day = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    elif found := re.fullmatch(r"(\d\d?)[/. -](\d\d?)[/. -](\d{4})", text):
        year, month, day = int(found[3]), int(found[2]), int(found[1])
    elif found := re.fullmatch(r"(?:[a-z]+day,? )?(?:(\d\d?)(?:st|nd|rd|th)? )?(?:of )?([a-z]+),? (\d{4})", text):
        months = [n for n, m in enumerate(_MONTHS, 1) if m.startswith(found[2][:3])]
        if not months:
            return _add_value(needles, name, text)
        year, month, day = int(found[3]), months[0], int(found[1]) if found[1] else None
    else:
        return _add_value(needles, name, text)
    needles.days[year, month, day].add(name)
    if day:
        needles.days[None, month, day].add(name)
    return None

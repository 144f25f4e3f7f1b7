"""Rules as dated data: what each says, since when, on what authority and how sure we are.

Every rule with a number in it lives in ``data/*.toml``, never in code, so that a newcomer can change one by editing one
entry. A rule is cited by its stable number (``L33``); where one number sets several values each has a ``part``
(``L33`` "outer limit"). The versions of one rule follow one another in time without gap or overlap, and the loader
refuses a file in which they do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from merits.base.dates import PartialDate, in_words
from merits.base.errors import UserError
from merits.base.provenance import Confidence, Source

CHECK_THIS = "check this"


class Jurisdiction(StrEnum):
    """The three parts of the United Kingdom that have their own law and their own bank holidays."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def in_words(self) -> str:
        """England and Wales, Scotland, Northern Ireland."""
        return self.value.replace("-", " ").title().replace(" And ", " and ")


ENGLAND_AND_WALES = frozenset({Jurisdiction.ENGLAND_AND_WALES})
UNITED_KINGDOM = frozenset(Jurisdiction)


class NoSuchRule(UserError):
    """The rule is not in the book, or was not in force on that day."""


@dataclass(frozen=True)
class Rule:
    """One version of one rule.

    Attributes:
        id: stable number, e.g. ``L33``.
        part: which value of that number, e.g. ``outer limit``; empty for the main one.
        name: short name for a table.
        value: what it sets: a whole number in ``unit``, a text, a list of texts, or None where it sets nothing.
        unit: of the value, in words: ``working days``, ``months``.
        valid_from: first day in force, with its precision; None when open.
        valid_to: last day in force, with its precision; None when open.
        jurisdiction: where it applies.
        source: where it was read. ``checked_on`` there is None unless a person read the official text.
        paragraph: the paragraph of the source, empty when not known.
        paragraph_confidence: how sure the paragraph number is; not always as sure as the text.
        compiled_on: the day the entry was written down.
        text: what it says, in our own plain words.
        note: doubts, and choices of ours.
    """

    id: str
    name: str
    text: str
    source: Source
    compiled_on: date
    part: str = ""
    value: int | str | tuple[str, ...] | None = None
    unit: str = ""
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    jurisdiction: tuple[Jurisdiction, ...] = (Jurisdiction.ENGLAND_AND_WALES,)
    paragraph: str = ""
    paragraph_confidence: Confidence = Confidence.UNVERIFIED
    note: str = ""

    def __post_init__(self) -> None:
        if not self.source.title:
            raise ValueError(f"{self.id} has no source; a rule cannot be built without one (S7)")

    @property
    def confidence(self) -> Confidence:
        """How directly the source was read for this point."""
        return self.source.confidence

    @property
    def checked_on(self) -> date | None:
        """The day a person read the official text; None when nobody has."""
        return self.source.checked_on

    @property
    def check_this(self) -> bool:
        """True when it must be shown with "check this"."""
        return self.confidence.needs_check

    @property
    def number(self) -> int:
        """The value, where it is a whole number.

        Raises:
            TypeError: this rule sets no number.
        """
        if not isinstance(self.value, int):
            raise TypeError(f"{self.id} {self.part} sets no number")
        return self.value

    @property
    def citation(self) -> str:
        """The source as a letter may print it, with what is still to be checked said in it."""
        where = self.source.title
        if self.paragraph:
            doubt = f" (paragraph: {CHECK_THIS})" if self.paragraph_confidence.needs_check else ""
            where = f"{where}, {self.paragraph}{doubt}"
        return f"{where} [{self.id}; {self.standing}]"

    @property
    def standing(self) -> str:
        """When it was checked, or that it was not: ``checked 23 November 2026``, ``secondary: check this``."""
        if self.checked_on is not None:
            return f"checked {in_words(self.checked_on)}"
        return f"{self.confidence.value}: {CHECK_THIS}" if self.check_this else self.confidence.value

    @property
    def called(self) -> str:
        """``L33``, or ``L33 (outer limit)``."""
        return called(self.id, self.part)

    def record(self) -> dict[str, object]:
        """The same as plain values, for JSON and manifests."""
        return {
            "id": self.id,
            "part": self.part,
            "name": self.name,
            "text": self.text,
            "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "unit": self.unit,
            "valid_from": str(self.valid_from) if self.valid_from else None,
            "valid_to": str(self.valid_to) if self.valid_to else None,
            "jurisdiction": [part.value for part in self.jurisdiction],
            "source": self.source.title,
            "publisher": self.source.publisher,
            "address": self.source.address,
            "paragraph": self.paragraph,
            "paragraph_confidence": self.paragraph_confidence.value,
            "checked_on": self.checked_on.isoformat() if self.checked_on else None,
            "compiled_on": self.compiled_on.isoformat(),
            "confidence": self.confidence.value,
            "check_this": self.check_this,
            "note": self.note,
        }

    def in_force(self, on: date) -> bool:
        """Whether it may have been in force on ``on``: a boundary month counts as inside."""
        return (self.valid_from is None or self.valid_from.first <= on) and (
            self.valid_to is None or on <= self.valid_to.last
        )


class RuleBook:
    """All versions of all rules, found by number and day."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._series: dict[tuple[str, str], tuple[Rule, ...]] = {}
        for rule in rules:
            key = (rule.id, rule.part)
            self._series[key] = (*self._series.get(key, ()), rule)

    def __iter__(self) -> Iterator[Rule]:
        for versions in self._series.values():
            yield from versions

    def versions(self, rule_id: str, part: str = "") -> tuple[Rule, ...]:
        """Every version of one rule, oldest first.

        Raises:
            NoSuchRule: no rule has this number and part.
        """
        found = self._series.get((rule_id, part))
        if found is None:
            others = sorted(other for known, other in self._series if known == rule_id)
            remedy = "`merits law show` without a number lists them all."
            if others:
                remedy = f"{rule_id} has these parts: {', '.join(other or 'the main one' for other in others)}."
            raise NoSuchRule(f"There is no rule {called(rule_id, part)}.", remedy=remedy)
        return found

    def rule(self, rule_id: str, on: date, part: str = "") -> Rule:
        """The version in force on a day. In a month of which the boundary day is unknown the later version is given.

        Raises:
            NoSuchRule: no such rule, or not in force that day.
        """
        version = self._in_force(rule_id, on, part)
        if version is None:
            spans = "; ".join(validity(version) for version in self.versions(rule_id, part))
            raise NoSuchRule(
                f"{called(rule_id, part)} was not in force on {in_words(on)} ({spans}).", remedy="Choose another day."
            )
        return version

    def parts(self, rule_id: str, on: date) -> tuple[Rule, ...]:
        """Every part of one number that was in force on a day, in the order of the file.

        Raises:
            NoSuchRule: no such rule, or none of its parts in force that day.
        """
        parts = [part for known, part in self._series if known == rule_id]
        found = [self._in_force(rule_id, on, part) for part in parts or [""]]
        if not any(found):
            self.rule(rule_id, on, parts[0])
        return tuple(version for version in found if version is not None)

    def _in_force(self, rule_id: str, on: date, part: str) -> Rule | None:
        return next((version for version in reversed(self.versions(rule_id, part)) if version.in_force(on)), None)


def validity(rule: Rule) -> str:
    """When a version was in force, in words."""
    start = f"from {rule.valid_from.in_words}" if rule.valid_from else ""
    end = f"to {rule.valid_to.in_words}" if rule.valid_to else ""
    return f"{start} {end}".strip() or "no first or last day recorded"


def called(rule_id: str, part: str) -> str:
    """``L33 (outer limit)``."""
    return f"{rule_id} ({part})" if part else rule_id

"""Which edition of the Code for Crown Prosecutors a decision is read against (``L2``, ``L3``, ``L8``).

The edition in force on the day of the *decision* governs, not that of the offence or report. The day in January 2013 on
which the 7th edition began was not found, so a decision of that month is given the 7th and told that it may be the 6th.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from merits.base.dates import PartialDate
from merits.base.errors import UserError
from merits.law.book import rule_book
from merits.law.deadline import weakest
from merits.law.rules import CHECK_THIS, Rule

_ORDINALS = {6: "6th", 7: "7th", 8: "8th"}


@dataclass(frozen=True)
class CodeEdition:
    """The edition in force on the day of a decision.

    Attributes:
        number: 6, 7 or 8.
        rules: ``L2`` (this edition) and ``L3`` (the decision date governs).
        evidential_questions: the questions of the evidential stage we have read for it, in order; a rule each. The
            fourth is there only from the 8th edition (``L8``). Empty for the 6th, which was not read.
        may_also_be: other editions it may be, when the decision or the edition is not known to the day.
    """

    number: int
    rules: tuple[Rule, ...]
    evidential_questions: tuple[Rule, ...]
    may_also_be: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """``Code for Crown Prosecutors, 8th edition``."""
        return f"Code for Crown Prosecutors, {_ORDINALS[self.number]} edition"

    @property
    def asks_about_other_material(self) -> bool:
        """Whether evidential question 4 may be offered (``L8``). When in doubt, no."""
        return any(question.id == "L8" for question in self.evidential_questions)

    @property
    def certain(self) -> bool:
        """False when another edition is possible."""
        return not self.may_also_be

    @property
    def check_this(self) -> bool:
        """True when it must be shown with "check this"."""
        return not self.certain or weakest(*(rule.confidence for rule in self.rules)).needs_check

    def record(self) -> dict[str, object]:
        """The same as plain values, for JSON and manifests."""
        return {
            "number": self.number,
            "name": self.name,
            "may_also_be": list(self.may_also_be),
            "asks_about_other_material": self.asks_about_other_material,
            "evidential_questions": [question.text for question in self.evidential_questions],
            "sources": [rule.citation for rule in self.rules],
            "check_this": self.check_this,
        }

    @property
    def in_words(self) -> str:
        """The name, and the doubt where there is one."""
        if self.certain:
            return f"{self.name} ({CHECK_THIS})" if self.check_this else self.name
        others = " or ".join(f"the {_ORDINALS[number]}" for number in self.may_also_be)
        return f"{self.name} - it may also be {others} ({CHECK_THIS})"


def code_edition(on: date | PartialDate) -> CodeEdition:
    """The edition in force on the day of a decision.

    Args:
        on: the day the decision was made. Known only to a month or year, the edition of its first day is given and the
            others it may be are named.

    Raises:
        UserError: before the oldest edition we know.

    Example:
        >>> code_edition(date(2018, 10, 25)).number, code_edition(date(2018, 10, 26)).number
        (7, 8)
        >>> code_edition(date(2013, 1, 15)).in_words
        'Code for Crown Prosecutors, 7th edition - it may also be the 6th (check this)'
    """
    when = PartialDate.of(on) if isinstance(on, date) else on
    book = rule_book()
    editions = book.versions("L2")
    possible = [edition for edition in editions if _overlaps(edition, when)]
    oldest = editions[0].valid_from
    assert oldest is not None
    if when.first < oldest.first:
        raise UserError(
            f"The editions of the Code are known from {oldest.in_words}; this decision is of {when.in_words}.",
            remedy="Check the date of the decision.",
        )
    chosen = book.rule("L2", when.first)
    return CodeEdition(
        number=chosen.number,
        rules=(chosen, book.rule("L3", when.first)),
        evidential_questions=tuple(rule for rule in book if rule.id in ("L7", "L8") and rule.in_force(when.first)),
        may_also_be=tuple(edition.number for edition in possible if edition.number != chosen.number),
    )


def _overlaps(edition: Rule, when: PartialDate) -> bool:
    start, end = edition.valid_from, edition.valid_to
    return (start is None or start.first <= when.last) and (end is None or when.first <= end.last)

"""The rule book that comes with the package."""

from __future__ import annotations

from datetime import date
from functools import cache

from merits.law._rule_files import load_rules
from merits.law._tables import packaged_data
from merits.law.rules import Rule, RuleBook


@cache
def rule_book() -> RuleBook:
    """The rules that come with the package, read once."""
    return load_rules(packaged_data())


def rule(rule_id: str, on: date, part: str = "") -> Rule:
    """The version of a rule in force on a day.

    Args:
        rule_id: e.g. ``L33``.
        on: the day whose law is asked for.
        part: which value, where one number sets several.

    Raises:
        NoSuchRule: no such rule, or not in force that day.

    Example:
        >>> rule("L33", date(2026, 1, 5)).number, rule("L33", date(2019, 1, 7)).number
        (10, 5)
    """
    return rule_book().rule(rule_id, on, part)

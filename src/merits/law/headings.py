"""The headings of a letter before claim (``L57``) and of a reply (``L58``), in the protocol's order, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from merits.base.errors import Problem, ProblemsError
from merits.law._tables import Entry, packaged_data, toml_table
from merits.law.book import rule_book
from merits.law.rules import Rule, RuleBook

_FILE = "pre_action.toml"


@dataclass(frozen=True)
class Heading:
    """One heading.

    Attributes:
        number: its place, from 1.
        title: as it is printed.
        contents: our own short note of what belongs there.
        rule: the rule that sets the list, with its source and confidence.
    """

    number: int
    title: str
    contents: str
    rule: Rule


def load_headings(folder: Traversable, list_name: str, rules: RuleBook) -> tuple[Heading, ...]:
    """Read one list of headings and check that it has as many as its rule says.

    Raises:
        ProblemsError: a key is missing or unknown, or the number of headings is not the rule's.
    """
    problems: list[Problem] = []
    whole = toml_table(folder / _FILE)
    table = whole.get(list_name)
    raw: dict[str, object] = table if isinstance(table, dict) else {}
    head = Entry(raw, file=_FILE, place=list_name, problems=problems)
    rule_id = head.text("rule", required=True)
    entries = head.tables("headings")
    head.done()
    titles = [(entry.text("title", required=True), entry.text("contents", required=True)) for entry in entries]
    for entry in entries:
        entry.done()
    if problems:
        raise ProblemsError(problems, what="The headings")
    (source,) = rules.versions(rule_id)
    if len(titles) != source.number:
        head.problem(
            f"There are {len(titles)} headings; {rule_id} says {source.number}.", "Correct the list or the rule."
        )
        raise ProblemsError(problems, what="The headings")
    return tuple(Heading(number, title, contents, source) for number, (title, contents) in enumerate(titles, start=1))


@cache
def pre_action_headings() -> tuple[Heading, ...]:
    """The thirteen headings of a letter before claim, in order (Annex A)."""
    return load_headings(packaged_data(), "letter", rule_book())


@cache
def pre_action_reply_headings() -> tuple[Heading, ...]:
    """The nine headings of a reply, in order (Annex B)."""
    return load_headings(packaged_data(), "reply", rule_book())

"""Reading the files of rules: every mistake named with its file, rule and remedy, all together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from importlib.resources.abc import Traversable

from merits.base.dates import PartialDate, Precision
from merits.base.errors import Problem, ProblemsError
from merits.base.provenance import Confidence, Source
from merits.law._tables import Entry, toml_table
from merits.law.rules import Jurisdiction, Rule, RuleBook, called

RULE_FILES = ("code.toml", "vrr.toml", "judicial_review.toml", "court_and_time.toml")
_SOURCES = "sources.toml"


def load_rules(folder: Traversable, names: Iterable[str] = RULE_FILES) -> RuleBook:
    """Read and check every rule of a folder.

    Args:
        folder: holds ``sources.toml`` and the files of rules.
        names: the files of rules to read.

    Raises:
        ProblemsError: all that is wrong, each with file, rule and remedy: an unknown key or source, a checked day
            without ``verified`` or the reverse, versions of one rule that overlap or leave a gap.
    """
    problems: list[Problem] = []
    sources = _read_sources(folder, problems)
    placed: list[tuple[str, Rule]] = []
    for name in names:
        head = Entry(toml_table(folder / name), file=name, place="", problems=problems)
        compiled_on = head.day("compiled_on")
        where = head.texts("jurisdiction")
        entries = head.tables("rule")
        head.done()
        if compiled_on is None:
            head.problem("compiled_on is missing.", "Add compiled_on = 2026-11-23 at the top.")
            continue
        for entry in entries:
            rule = _read_rule(entry, sources, compiled_on, where)
            if rule is not None:
                placed.append((name, rule))
    _check_order(placed, problems)
    if problems:
        raise ProblemsError(problems, what="The rules")
    return RuleBook(rule for _, rule in placed)


def _read_sources(folder: Traversable, problems: list[Problem]) -> dict[str, tuple[str, str, str]]:
    head = Entry(toml_table(folder / _SOURCES), file=_SOURCES, place="", problems=problems)
    found: dict[str, tuple[str, str, str]] = {}
    for entry in head.tables("source"):
        key = entry.text("key", required=True)
        if key in found:
            entry.problem(f"The key {key} is used twice.", "Give each source its own key.")
        found[key] = (entry.text("title", required=True), entry.text("publisher", required=True), entry.text("address"))
        entry.done()
    head.done()
    return found


def _read_rule(
    entry: Entry, sources: dict[str, tuple[str, str, str]], compiled_on: date, where: tuple[str, ...]
) -> Rule | None:
    rule_id, part = entry.text("id", required=True), entry.text("part")
    entry.place = called(rule_id, part) if rule_id else entry.place
    confidence = _confidence(entry, "confidence") or Confidence.UNVERIFIED
    checked_on = entry.day("checked_on")
    if (checked_on is not None) != (confidence is Confidence.VERIFIED):
        entry.problem(
            "checked_on goes with confidence = verified, and only with it.",
            "Give checked_on only when a person has read the official text on that day.",
        )
    key = entry.text("source", required=True)
    title, publisher, address = sources.get(key, ("", "", ""))
    if not title:
        entry.problem(f"The source {key!r} is not in {_SOURCES}.", f"Add it to {_SOURCES}, or correct the key.")
    jurisdiction = _jurisdictions(entry, entry.texts("jurisdiction") or where)
    fields = {name: entry.text(name, required=name in ("name", "text")) for name in ("name", "text", "unit", "note")}
    paragraph = entry.text("paragraph")
    paragraph_confidence = _confidence(entry, "paragraph_confidence", required=False) or confidence
    value = entry.value("value")
    valid_from, valid_to = entry.when("valid_from"), entry.when("valid_to")
    if valid_from and valid_to and valid_to.last < valid_from.first:
        entry.problem("valid_to is before valid_from.", "Put the two dates in order.", "E-LAW-DATES")
    entry.done()
    if not title:
        return None  # a rule cannot be built without a source; the problem is already noted
    return Rule(
        id=rule_id,
        part=part,
        name=fields["name"],
        text=fields["text"],
        value=value,
        unit=fields["unit"],
        valid_from=valid_from,
        valid_to=valid_to,
        jurisdiction=jurisdiction,
        source=Source(title, publisher, address, checked_on, confidence),
        compiled_on=compiled_on,
        paragraph=paragraph,
        paragraph_confidence=paragraph_confidence,
        note=fields["note"],
    )


def _confidence(entry: Entry, key: str, *, required: bool = True) -> Confidence | None:
    text = entry.text(key, required=required)
    if not text:
        return None
    try:
        return Confidence(text)
    except ValueError:
        entry.problem(f"{key} is not a confidence word.", f"Use one of: {', '.join(Confidence)}.")
        return None


def _jurisdictions(entry: Entry, texts: tuple[str, ...]) -> tuple[Jurisdiction, ...]:
    try:
        return tuple(Jurisdiction(text) for text in texts)
    except ValueError:
        entry.problem("jurisdiction is not one we know.", f"Use any of: {', '.join(Jurisdiction)}.")
        return ()


def _check_order(placed: list[tuple[str, Rule]], problems: list[Problem]) -> None:
    """Versions of one rule must follow one another without gap or overlap, in the order of the file."""
    latest: dict[tuple[str, str], Rule] = {}
    for file, rule in placed:
        before = latest.get((rule.id, rule.part))
        if before is not None:
            fault = _fault_between(before.valid_to, rule.valid_from)
            if fault:
                place = called(rule.id, rule.part)
                remedy = "Let each version start on the day after the one before it ends, oldest first."
                problems.append(Problem(file, place, f"Two versions {fault}.", remedy, "E-LAW-ORDER"))
        latest[(rule.id, rule.part)] = rule


def _fault_between(end: PartialDate | None, start: PartialDate | None) -> str:
    if end is None or start is None:
        return "overlap: only the first may have an open start and only the last an open end"
    # A boundary known only to the month is the same month on both sides: the change happened within it.
    if end == start and end.precision is not Precision.DAY:
        return ""
    if start.first <= end.last:
        return "overlap"
    return "leave a gap" if start.first > end.last + timedelta(days=1) else ""

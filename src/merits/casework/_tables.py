"""Turns the plain tables of a TOML file into dataclasses, noting every key that does not fit."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from merits.base.dates import PartialDate
from merits.casework._schema import TableField, fields_of
from merits.casework.faults import Findings

T = TypeVar("T")
#: A year outside these is a slip of the pen (0219, 20018).
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
#: Stands for a value that was noted as faulty.
_WRONG = object()


@dataclass(frozen=True)
class Place:
    """Where in which file we are, and who is told."""

    file: str
    path: str
    findings: Findings

    def note(self, code: str, message: str, remedy: str) -> object:
        """Note a fault here; gives back what stands for a faulty value."""
        self.findings.add(code, self.file, self.path, message, remedy)
        return _WRONG

    def key(self, key: str) -> Place:
        """One key further in."""
        return Place(self.file, f"{self.path}.{key}" if self.path else key, self.findings)

    def row(self, number: int) -> Place:
        """A line of a CSV file, counted from 1."""
        return Place(self.file, f"row {number}", self.findings)

    def entry(self, number: int, raw: object) -> Place:
        """``decision[d1]`` where the table has an id that may be shown, else ``decision[#2]``."""
        name = raw.get("id", raw.get("key")) if isinstance(raw, dict) else None
        if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", name):
            name = f"#{number}"
        return Place(self.file, f"{self.path}[{name}]", self.findings)


def read_table(table: type[T], raw: Mapping[str, Any], at: Place, *, standing_in: bool = False) -> T | None:
    """One table.

    Args:
        table: the dataclass to fill.
        raw: what the file holds.
        at: where it stands; takes every problem.
        standing_in: for a whole file: fill what is missing with blanks, so that the rest can still be checked.

    Returns:
        The table, less any part of a list that did not fit; None where a required key did not fit. Whether it may be
        used is for ``at.findings`` to say.
    """
    fields = fields_of(table)
    _unknown_keys(fields, raw, at)
    values: dict[str, object] = {}
    for item in fields:
        value = _value(item, raw, at.key(item.key))
        if value is not _WRONG:
            values[item.name] = value
        elif item.required and standing_in:
            values[item.name] = _blank(item)
    complete = all(item.name in values for item in fields if item.required)
    return table(**values) if complete else None


def ids_in(raw: Mapping[str, Any], key: str, *, named: str = "id") -> set[str]:
    """The ids of a list of tables, also of those with other faults, so that one fault does not make ten."""
    tables = raw.get(key, [])
    if not isinstance(tables, list):
        return set()
    found = (item.get(named) for item in tables if isinstance(item, dict))
    return {value for value in found if isinstance(value, str)}


def _unknown_keys(fields: Iterable[TableField], raw: Mapping[str, Any], at: Place) -> None:
    known = sorted(item.key for item in fields)
    for key in raw:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            remedy = f'Did you mean "{near[0]}"?' if near else f"Remove it, or use one of: {', '.join(known)}."
            at.key(key).note("E-KEY", "The format has no such key.", remedy)


def _value(item: TableField, raw: Mapping[str, Any], at: Place) -> object:
    if item.required and _is_blank(raw.get(item.key)):
        wrong = "This key is blank." if item.key in raw else "This key is missing."
        means = f"{item.doc.rstrip('.')} ({item.kind_in_words})."
        return at.note(item.missing_code, wrong, f"{item.missing_remedy or 'Fill it in'}: {means}")
    if item.key not in raw:
        return item.default
    return _many(item, raw[item.key], at) if item.many else _one(item, raw[item.key], at)


def _is_blank(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _blank(item: TableField) -> object:
    if item.many:
        return ()
    return item.kind() if item.is_table or item.kind is not date else date.min


def _many(item: TableField, raw: object, at: Place) -> object:
    if not isinstance(raw, list):
        return at.note("E-TYPE", "This is not a list.", f"Write a {item.kind_in_words}.")
    found = [_one(item, value, at.entry(number, value)) for number, value in enumerate(raw, start=1)]
    kept = tuple(value for value in found if value is not _WRONG)
    return kept if item.is_table or len(kept) == len(found) else _WRONG


def _one(item: TableField, raw: object, at: Place) -> object:
    kind = item.kind
    if item.is_table and isinstance(raw, dict):
        return read_table(kind, raw, at) or _WRONG
    if kind is PartialDate and isinstance(raw, str | date) and not isinstance(raw, datetime):
        return _partial_date(raw, at)
    if kind is date and isinstance(raw, date) and not isinstance(raw, datetime):
        return raw if _plausible(PartialDate.of(raw), at) else _WRONG
    if issubclass(kind, StrEnum) and isinstance(raw, str):
        return _member(kind, raw, at)
    if kind is bool and isinstance(raw, bool):
        return raw
    if kind is int and isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return raw
    if kind is str and isinstance(raw, str):
        return _text(item, raw, at)
    if kind is date and isinstance(raw, str):
        return at.note("E-TYPE", "This is a text, not a date.", "Write the day without quotation marks: 2019-06-10.")
    return at.note("E-TYPE", "This is of the wrong type.", f"Write {item.one_in_words}.")


def _text(item: TableField, raw: str, at: Place) -> object:
    if item.many and _is_blank(raw):
        return at.note("E-MISSING", "This entry of the list is blank.", "Fill it in or remove it.")
    if raw and item.pattern and not re.fullmatch(item.pattern.expression, raw):
        return at.note("E-TYPE", "This does not have the right form.", f"Write {item.pattern.words}.")
    return raw


def _member(kind: type[StrEnum], raw: str, at: Place) -> object:
    values = [member.value for member in kind]
    if raw in values:
        return kind(raw)
    near = difflib.get_close_matches(raw, values, n=1)
    remedy = f'Did you mean "{near[0]}"?' if near else f"Use one of: {', '.join(values)}."
    return at.note("E-TYPE", "This is not one of the words the format knows here.", remedy)


def _partial_date(raw: str | date, at: Place) -> object:
    try:
        found = PartialDate.parse(str(raw))
    except ValueError:
        return at.note("E-DATE", "There is no such date.", 'Write 2019-06-10, or "2019-06" or "2019".')
    return found if _plausible(found, at) else _WRONG


def _plausible(found: PartialDate, at: Place) -> bool:
    if EARLIEST <= found.first and found.last <= LATEST:
        return True
    at.note("E-DATE", f"The year {found.first.year} cannot be meant.", "Correct the year.")
    return False

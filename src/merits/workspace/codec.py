"""Frozen dataclasses as plain values and back, so that what casework calls a decision is what the database keeps.

Dates become ISO text, enums their values, tuples lists. Reading follows the dataclass's own types and refuses a key that
the class does not have: a row written by a newer version is an error, not a silent loss.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from merits.base.dates import PartialDate
from merits.base.errors import MeritsError

T = TypeVar("T")


class NotSuchRecord(MeritsError):
    """Plain values that are not of the class they are read as."""


def to_plain(value: object) -> Any:
    """A value as JSON can hold it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, PartialDate):
            return str(value)
        return {item.name: to_plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    assert value is None or isinstance(value, str | int | bool), type(value)
    return value


def from_plain(kind: type[T], values: dict[str, Any]) -> T:
    """A dataclass from plain values; values that have their type already are taken as they are.

    Raises:
        NotSuchRecord: an unknown or missing key, or a value of another kind.
    """
    hints = _hints(typing.cast("typing.Hashable", kind))
    if values.keys() - hints.keys():
        raise NotSuchRecord(f"{kind.__name__} has no {', '.join(sorted(values.keys() - hints.keys()))}.")
    try:
        return kind(**{name: _read(hints[name], value) for name, value in values.items()})
    except (TypeError, ValueError) as error:
        raise NotSuchRecord(f"The stored values are not a {kind.__name__}.") from error


@cache
def _hints(kind: Any) -> dict[str, Any]:
    own = {item.name for item in dataclasses.fields(kind)}
    return {name: hint for name, hint in typing.get_type_hints(kind).items() if name in own}


def _read(hint: Any, value: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (part for part in typing.get_args(hint) if part is not type(None))
        return None if value is None else _read(inner, value)
    if origin is tuple:
        return tuple(_read(typing.get_args(hint)[0], item) for item in value)
    if hint is PartialDate:
        return value if isinstance(value, PartialDate) else PartialDate.parse(value)
    if hint is date:
        return value if isinstance(value, date) else date.fromisoformat(value)
    if dataclasses.is_dataclass(hint):
        return from_plain(typing.cast("type[Any]", hint), value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if not isinstance(value, hint):
        raise TypeError(hint)
    return value

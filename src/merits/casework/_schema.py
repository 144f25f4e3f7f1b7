"""What a table of a dossier folder may hold, read from the frozen dataclass that holds it.

Each field is ``name: Annotated[type, "One sentence."]``. A field without a default is required and may not be blank; a
field with one may be left out. The strict reader, the writer, the guidance comments of a new dossier and the reference
page all come from here, so that none of them can say something the others do not.
"""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from merits.base.dates import PartialDate


@dataclass(frozen=True)
class Key:
    """The key in the file, where it is not the field's own name (``[[decision]]`` fills ``decisions``)."""

    name: str


@dataclass(frozen=True)
class Pattern:
    """The form a text must have, and that form in words."""

    expression: str
    words: str


@dataclass(frozen=True)
class WhenMissing:
    """A code and a remedy of its own for a key that is missing."""

    code: str
    remedy: str


#: The field is filled from somewhere else than this file's keys.
NOT_IN_FILE = object()


@dataclass(frozen=True)
class TableField:
    """One key of a table.

    Attributes:
        name: the field of the dataclass.
        key: the key in the file.
        kind: the type of one value, without ``None`` and without ``tuple``.
        many: True for a list.
        required: True where the key must be there and hold something.
        doc: one sentence on what it means.
        pattern: the form a text must have, if any.
        default: what an absent key means; only for a field that is not required.
    """

    name: str
    key: str
    kind: type
    many: bool
    required: bool
    doc: str
    pattern: Pattern | None
    default: object = None
    missing_code: str = "E-MISSING"
    missing_remedy: str = ""

    @property
    def is_table(self) -> bool:
        """True where the value is a table, or a list of tables, of its own."""
        return dataclasses.is_dataclass(self.kind) and self.kind is not PartialDate

    @property
    def one_in_words(self) -> str:
        """The type of one value, as messages name it."""
        if self.is_table:
            return "a table"
        if issubclass(self.kind, StrEnum):
            return "one of " + ", ".join(f'"{member.value}"' for member in self.kind)
        return _WORDS[self.kind]

    @property
    def kind_in_words(self) -> str:
        """The type of the key's value."""
        return f"list, each {self.one_in_words}" if self.many else self.one_in_words


_WORDS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: "a day, 2019-06-10",
    PartialDate: 'a day, or "2019-06" or "2019" where no more is known',
}


def fields_of(table: type) -> tuple[TableField, ...]:
    """The keys of a table, in order.

    Args:
        table: a dataclass whose fields are annotated as the module says.
    """
    return _fields_of(table)


@cache
def _fields_of(table: type) -> tuple[TableField, ...]:
    hints = get_type_hints(table, include_extras=True)
    found = []
    for item in dataclasses.fields(table):
        annotated = hints[item.name]
        assert get_origin(annotated) is Annotated, f"{table.__name__}.{item.name} has no meaning beside it"
        kind, *marks = get_args(annotated)
        if NOT_IN_FILE in marks:
            continue
        kind, many = _plain(kind)
        missing = next((mark for mark in marks if isinstance(mark, WhenMissing)), WhenMissing("E-MISSING", ""))
        has_default = item.default is not dataclasses.MISSING
        found.append(
            TableField(
                name=item.name,
                key=next((mark.name for mark in marks if isinstance(mark, Key)), item.name),
                kind=kind,
                many=many,
                required=not has_default,
                doc=next(mark for mark in marks if isinstance(mark, str)),
                pattern=next((mark for mark in marks if isinstance(mark, Pattern)), None),
                default=item.default if has_default else None,
                missing_code=missing.code,
                missing_remedy=missing.remedy,
            )
        )
    return tuple(found)


def _plain(hint: Any) -> tuple[type, bool]:
    """``X | None`` -> X; ``tuple[X, ...]`` -> X, many."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False

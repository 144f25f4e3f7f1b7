"""How a casework dataclass lies in a row: safe fields in columns, the rest sealed together.

A model names its dataclass in ``record`` and the fields that identify or tell in ``hidden``; every other field has a column
of the same name (``id`` has the column ``key``: a row's own id is a random UUID). No field is kept twice.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, TypeVar

from django.db import models

from merits.base.dates import PartialDate
from merits.workspace.codec import from_plain, to_plain
from merits.workspace.vault.sealing import Key, seal_json, unseal_json

R = TypeVar("R", bound="Record")


class PartialDateField(models.CharField):
    """A date with its precision, kept as text: 2018, 2018-10 or 2018-10-26. Sorts by its first day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> PartialDate | None:
        """Text of the database as a partial date."""
        return None if value is None else PartialDate.parse(value)

    def to_python(self, value: object) -> PartialDate | None:
        """Text or partial date as a partial date."""
        return value if value is None or isinstance(value, PartialDate) else PartialDate.parse(str(value))

    def get_prep_value(self, value: object) -> str | None:
        """A partial date as text."""
        return None if value is None else str(value)


def among(name: str, field: str, values: Iterable[str], *, blank: bool = False) -> models.CheckConstraint:
    """A constraint of the database: the column holds one of these values."""
    allowed = [str(value) for value in values] + ([""] if blank else [])
    return models.CheckConstraint(name=name, condition=models.Q(**{f"{field}__in": allowed}))


class Record(models.Model):
    """A row that holds one casework dataclass.

    Attributes:
        place: its place in the order in which it was recorded.
        sealed: the hidden fields, sealed with the data key and bound to this row.
    """

    record: ClassVar[type]
    hidden: ClassVar[tuple[str, ...]] = ()
    #: Fields of the dataclass that other rows hold.
    elsewhere: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        abstract = True

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The fields of the dataclass that have a column."""
        names = (item.name for item in dataclasses.fields(cls.record))
        return tuple(name for name in names if name not in cls.hidden and name not in cls.elsewhere)

    @classmethod
    def holding(
        cls: type[R], value: object, key: Key, *, place: int, extra: dict[str, Any] | None = None, **links: Any
    ) -> R:
        """A row, not yet saved.

        Args:
            value: a dataclass of kind ``record``.
            key: the data key of its case or challenge.
            place: its place in the order.
            extra: more to seal with the hidden fields.
            links: other columns of the row.
        """
        row = cls(place=place, **links)
        row._fill(value, key, extra or {})
        return row

    def change_to(self, value: object, key: Key) -> None:
        """Take over another value of the same record; not yet saved. What was sealed beside it stays."""
        self._fill(value, key, self.beside(key))

    def _fill(self, value: object, key: Key, extra: dict[str, Any]) -> None:
        assert isinstance(value, self.record)
        for name in self.columns():
            setattr(self, _column(name), _stored(getattr(value, name)))
        table = {name: to_plain(getattr(value, name)) for name in self.hidden}
        if extra:
            table["+"] = extra
        self.sealed = seal_json(key, table, place=self.seal_place)

    @property
    def seal_place(self) -> str:
        """What the sealed fields are bound to."""
        return f"{self._meta.label_lower}:{self.id}"

    def value(self, key: Key, **elsewhere: Any) -> Any:
        """The dataclass again. ``elsewhere`` gives the fields that other rows hold."""
        table = unseal_json(key, self.sealed, place=self.seal_place)
        table.pop("+", None)
        stored = {name: getattr(self, _column(name)) for name in self.columns()}
        return from_plain(self.record, {**stored, **table, **elsewhere})

    def beside(self, key: Key) -> dict[str, Any]:
        """What was sealed beside the hidden fields."""
        extra = unseal_json(key, self.sealed, place=self.seal_place).get("+", {})
        assert isinstance(extra, dict)
        return extra


#: Fields whose column has another name: a row has an id of its own, and ``record`` names the dataclass.
_COLUMNS = {"id": "key", "record": "record_kind"}


def _column(name: str) -> str:
    return _COLUMNS.get(name, name)


def _stored(value: object) -> Any:
    """As the column takes it: dates as they are, enums and lists plain."""
    return value if isinstance(value, date | PartialDate) else to_plain(value)

"""The identity store: who the people of a case are. Apart from the case; everything that identifies is sealed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from merits import casework
from merits.workspace.cases.models.case import CaseRecord
from merits.workspace.records import among


class Person(CaseRecord):
    """Somebody in a case."""

    record: ClassVar[type] = casework.Person
    hidden: ClassVar[tuple[str, ...]] = ("names", "also", "date_of_birth", "shown_as")

    role = models.CharField(max_length=20)

    class Meta(CaseRecord.Meta):
        constraints = (*CaseRecord.Meta.constraints, among("person_role_is_known", "role", casework.Role))


class Identifier(CaseRecord):
    """A place, number or handle that could identify somebody."""

    record: ClassVar[type] = casework.Identifier
    hidden: ClassVar[tuple[str, ...]] = ("values", "shown_as")

    kind = models.CharField(max_length=20)
    person = models.CharField(max_length=40, blank=True)

    class Meta(CaseRecord.Meta):
        constraints = (
            *CaseRecord.Meta.constraints,
            among("identifier_kind_is_known", "kind", casework.IdentifierKind),
        )

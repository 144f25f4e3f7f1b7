"""Rows of coding, and letters given to coders."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from merits import casework
from merits.workspace.records import Record, among


class CodingRow(Record):
    """One span with its code, or a coder's word that there is none. The quotation and the note are sealed."""

    record: ClassVar[type] = casework.CodingRow
    hidden: ClassVar[tuple[str, ...]] = ("quotation", "note")
    elsewhere: ClassVar[tuple[str, ...]] = ("case", "document", "document_sha256", "reading_sha256")

    document_row = models.ForeignKey("cases.Document", on_delete=models.PROTECT, related_name="codings")
    reading_row = models.ForeignKey("cases.Reading", on_delete=models.PROTECT, related_name="codings")
    #: The user who coded it here; none for a row that came in with a dossier.
    coded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    record_kind = models.CharField(max_length=20)
    coder = models.CharField(max_length=60)
    code = models.CharField(max_length=20, blank=True)
    stance = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    on = models.DateField()

    class Meta:
        ordering = ("place", "id")
        constraints = (
            among("coding_record_is_known", "record_kind", casework.Record),
            models.CheckConstraint(
                name="coding_has_a_span_or_no_code",
                condition=Q(code="", stance="", start__isnull=True, end__isnull=True)
                | (~Q(code="") & ~Q(stance="") & Q(start__isnull=False, end__gt=models.F("start"))),
            ),
        )
        indexes = (models.Index(fields=["document_row", "record_kind"], name="coding_of_a_letter"),)


class LetterAssignment(models.Model):
    """A letter given to a coder: she sees this letter and her own coding of it, and nothing else of the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey("cases.Document", on_delete=models.PROTECT, related_name="assignments")
    membership = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="letters")
    #: The name under which she codes; what ``codings.csv`` says.
    coder = models.CharField(max_length=60)
    given_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["document", "membership"], name="assignment_once"),
            models.UniqueConstraint(fields=["document", "coder"], name="assignment_coder_once"),
        )

"""Documents of a case, word for word, and the readings made of them. Both immutable."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from merits import casework
from merits.workspace.cases.models.case import CaseRecord
from merits.workspace.records import PartialDateField, among


class Document(CaseRecord):
    """A document; its bytes lie encrypted in ``stored``. Its hash is sealed: a guess could be confirmed by it."""

    record: ClassVar[type] = casework.DocumentRef
    hidden: ClassVar[tuple[str, ...]] = ("file", "title", "supplied_by")

    kind = models.CharField(max_length=20)
    dated = PartialDateField(null=True)
    supplied_on = models.DateField()
    exhibit = models.BooleanField()
    privileged = models.BooleanField()
    date_order = models.CharField(max_length=20, null=True)
    stored = models.OneToOneField("vault.StoredFile", on_delete=models.PROTECT, related_name="document")

    class Meta(CaseRecord.Meta):
        constraints = (
            *CaseRecord.Meta.constraints,
            among("document_kind_is_known", "kind", casework.DocumentKind),
            models.CheckConstraint(
                name="document_date_order_is_known",
                condition=models.Q(date_order__isnull=True)
                | models.Q(date_order__in=[item.value for item in casework.DateOrder]),
            ),
        )


class Reading(models.Model):
    """The text of a document as one extractor read it. ``sealed`` is the reading's canonical form, whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    extractor = models.CharField(max_length=120)
    machine_read = models.BooleanField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "number"], name="reading_numbered_once"),)

    @property
    def seal_place(self) -> str:
        """What the sealed text is bound to."""
        return f"cases.reading:{self.id}"

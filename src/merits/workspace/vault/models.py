"""Data keys, wrapped by the installation key, and the files sealed with them."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from merits.workspace.vault.installation import current
from merits.workspace.vault.sealing import CannotOpen, Key, new_key, seal, unseal


class DataKey(models.Model):
    """The key of one case or one challenge. Destroyed, it takes everything sealed with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="datakey_is_there_or_destroyed",
                condition=Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | Q(wrapped__isnull=True, destroyed_at__isnull=False),
            ),
        )

    @classmethod
    def prepare(cls, *, at: datetime) -> tuple[DataKey, Key]:
        """A new random key, wrapped, in a row that is not saved yet."""
        key, row = new_key(), cls(made_at=at)
        row.wrapped = seal(current().subkey("wrap"), key.material, place=f"key:{row.id}")
        return row, key

    def open(self) -> Key:
        """The key in use.

        Raises:
            CannotOpen: it was destroyed, or belongs to another installation.
        """
        if self.wrapped is None:
            raise CannotOpen("The key was destroyed, and with it everything that it sealed.")
        return Key(unseal(current().subkey("wrap"), self.wrapped, place=f"key:{self.id}"))


class StoredFile(models.Model):
    """An encrypted file. Immutable: nothing writes to an address twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="files")
    address = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

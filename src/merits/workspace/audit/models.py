"""Chains and entries of the audit trail."""

from __future__ import annotations

import uuid

from django.db import models


class Chain(models.Model):
    """The head of one chain. ``id`` is the case's id, or ``INSTALLATION``."""

    id = models.UUIDField(primary_key=True, editable=False)
    length = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64)


#: The chain of everything that is not about one case.
INSTALLATION = uuid.UUID(int=0)


class Entry(models.Model):
    """One thing that was done. No foreign keys, no content.

    Attributes:
        chain: the case's id, or ``INSTALLATION``.
        seq: 1 for the first of its chain.
        at: the instant, UTC.
        who: id of the user; None for the installation itself.
        action: one of ``actions.Action``.
        objects_touched: ids of what was touched: ["document:...", ...].
        previous: hash of the entry before; zeros for the first.
        hash: keyed hash of all the above.
    """

    id = models.BigAutoField(primary_key=True)
    chain = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    who = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    objects_touched = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["chain", "seq"], name="entry_once_in_its_chain"),
            models.UniqueConstraint(fields=["chain", "previous"], name="entry_follows_one_entry"),
        )
        indexes = (models.Index(fields=["chain", "-seq"], name="entry_newest_first"),)

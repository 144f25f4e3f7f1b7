"""The workspace's only clock. Rules take today as an argument; pages and the audit trail get it from here."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This instant, UTC."""
    return timezone.now()


def today() -> date:
    """The day in London, where legal time limits run (L115); in a demo the day it is set in."""
    fixed: date | None = settings.DAY
    return fixed or timezone.localdate()

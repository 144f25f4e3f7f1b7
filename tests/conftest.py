"""For every test: Hypothesis waits for busy machines, and ``factories`` can be imported (pytest puts this folder on the path)."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("merits", deadline=None)
settings.load_profile("merits")

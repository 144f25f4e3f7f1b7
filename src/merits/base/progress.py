"""How long work tells a person where it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called as work advances. The command line draws a bar, a job writes a row, a test collects."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """``step`` in words ("Reading letters"), ``done`` of ``total``."""


def silent(step: str, done: int, total: int) -> None:
    """Nobody listens."""

"""A place in the view where something protected stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A span of the view.

    Attributes:
        start: first character.
        end: one past the last.
        orders: indices of the identifiers that it may be, in the order given; several if it is ambiguous.
    """

    start: int
    end: int
    orders: tuple[int, ...]

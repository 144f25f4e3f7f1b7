"""Small words and shapes that the sections of the annex share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from merits.documents.model import Block, Column, Table, Words


@dataclass
class Section:
    """Blocks of one section, the files that belong to it, what to warn of, and its lines for the summary."""

    blocks: list[Block]
    files: dict[str, bytes] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)


def moved(percent: float, places: int = 1) -> str:
    """``down 23.1%``, ``up 16%``."""
    text = f"{abs(percent):.{places}f}".removesuffix(".0")
    return f"{'up' if percent > 0 else 'down'} {text}%"


def percent(low: float, high: float, places: int = 1) -> str:
    """``46.9%``, ``58.7% to 62.6%``."""
    one, two = f"{low:.{places}f}%", f"{high:.{places}f}%"
    return one if one == two else f"{one} to {two}"


def whole(low: float, high: float) -> str:
    """Shares given as proportions, in whole per cent: ``36%``, ``1% to 30%``."""
    return percent(100 * low, 100 * high, 0)


def count(low: float, high: float) -> str:
    """``5,818``, ``4,505 to 4,810``."""
    one, two = f"{low:,.0f}", f"{high:,.0f}"
    return one if one == two else f"{one} to {two}"


def capital(words: str) -> str:
    """With a capital first letter."""
    return words[:1].upper() + words[1:]


def table(columns: str, rows: Sequence[tuple[Words, ...]], caption: str) -> Table:
    """A table from a line such as ``Year 1.3 | Charged 1 right | Source 0.8``: title, share of the width, alignment."""
    made = []
    for text in columns.split("|"):
        words = text.split()
        numeric = words[-1] == "right"
        if numeric:
            words.pop()
        share = float(words.pop())
        made.append(Column(" ".join(words), share, numeric))
    return Table(tuple(made), tuple(rows), caption)

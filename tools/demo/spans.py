"""Finds the words that a coder quoted in a letter's reading, and gives them back exactly as the reading has them."""

from __future__ import annotations

import unicodedata

#: OCR may misread this share of a quotation's letters before it counts as not found.
_SLIPS = 0.08


def find(quotation: str, text: str, *, machine_read: bool) -> tuple[int, int]:
    """Where ``quotation`` stands in ``text``: first code point, one past the last.

    Line ends, spaces, punctuation and capitals are not compared, since a reading has the letter's own.

    Raises:
        ValueError: it is not there, or there more than once.
    """
    letters, places = _letters(text)
    wanted, _ = _letters(quotation)
    if not wanted:
        raise ValueError("the quotation is empty")
    first = letters.find(wanted)
    if first >= 0:
        if letters.find(wanted, first + 1) >= 0:
            raise ValueError(f"{quotation!r} stands in the reading more than once: quote more words")
        return places[first], places[first + len(wanted) - 1] + 1
    if not machine_read:
        raise ValueError(f"{quotation!r} is not in the reading")
    begin, end, slips = _nearest(wanted, letters)
    if slips > len(wanted) * _SLIPS:
        raise ValueError(f"{quotation!r} is not in the reading (nearest differs in {slips} letters)")
    return places[begin], places[end - 1] + 1


def _letters(text: str) -> tuple[str, list[int]]:
    """Letters and digits only, folded; and for each where it stands in ``text``."""
    found, places = [], []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKD", character).casefold():
            if plain.isalnum():
                found.append(plain)
                places.append(place)
    return "".join(found), places


def _nearest(wanted: str, text: str) -> tuple[int, int, int]:
    """The stretch of ``text`` with the fewest letters to change (Sellers 1980): begin, end, changes."""
    row = [(0, start) for start in range(len(text) + 1)]
    for depth, letter in enumerate(wanted, start=1):
        new = [(depth, row[0][1])]
        for column, other in enumerate(text, start=1):
            diagonal, up, left = row[column - 1], row[column], new[column - 1]
            new.append(min((diagonal[0] + (letter != other), diagonal[1]), (up[0] + 1, up[1]), (left[0] + 1, left[1])))
        row = new
    end = min(range(len(row)), key=lambda place: row[place][0])
    return row[end][1], end, row[end][0]

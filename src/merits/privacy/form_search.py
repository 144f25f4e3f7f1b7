"""Finds run-together forms: telephone numbers, references, addresses, places, and names broken by spaces or lines.

The view is cut into words and numbers. From each of them the next ones are added until the run can no longer begin a
known form; only the few pieces that fit in the longest form are ever tried, so time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from merits.privacy.found import Found
from merits.privacy.lexicon import Form, Lexicon
from merits.privacy.ordinary import known_words
from merits.privacy.view import View

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_WIDEST_GAP = 5
_BROKEN = re.compile(r"-?[ \t]*\r?\n[ \t]*|-[ \t]*")
_NAME_GAP = re.compile(r"\s{0,4}-?\s{0,4}|[_.]")

Piece = tuple[int, int, str]


def find_forms(view: View, lexicon: Lexicon) -> list[Found]:
    """Every form, as written and with one slip in a word of a phrase."""
    if not lexicon.forms:
        return []
    pieces = [(m.start(), m.end(), m[0]) for m in _PIECE.finditer(view.lower)]
    pieces = _without_apostrophes(pieces, view)
    found = _search(pieces, range(len(pieces)), view, lexicon)
    slipped = [i for i, piece in enumerate(pieces) if lexicon.corrected(piece[2]) != piece[2]]
    if slipped:
        mended = [(start, end, lexicon.corrected(text)) for start, end, text in pieces]
        near = sorted({j for i in slipped for j in range(max(0, i - 8), i + 1)})
        found += _search(mended, near, view, lexicon)
    return found


def _without_apostrophes(pieces: list[Piece], view: View) -> list[Piece]:
    """``Anne's`` is one word, written without its apostrophe, as records are read."""
    if "'" not in view.lower:
        return pieces
    joined: list[Piece] = []
    for start, end, text in pieces:
        if (
            joined
            and start == joined[-1][1] + 1
            and view.lower[start - 1] == "'"
            and text.isalpha()
            and joined[-1][2].isalpha()
        ):
            joined[-1] = (joined[-1][0], end, joined[-1][2] + text)
        else:
            joined.append((start, end, text))
    return joined


def _search(pieces: list[Piece], starts: Iterable[int], view: View, lexicon: Lexicon) -> list[Found]:
    found: list[Found] = []
    forms, known_starts, longest, count = lexicon.forms, lexicon.starts, lexicon.longest, len(pieces)
    for i in starts:
        text = pieces[i][2]
        if len(text) >= 4 and text[:4] not in known_starts:
            continue
        best: Found | None = None
        j = i
        while True:
            possessive = text.endswith("s") and view.lower[pieces[j][1] - 2 : pieces[j][1]] == "'s"
            known = text[:-1] if possessive and text[:-1] in forms else text
            if known in forms:
                orders = sorted({f.order for f in forms[known].values() if _fits(f, known, pieces, i, j, view)})
                if orders:
                    end = pieces[j][1] - (2 if known != text else 0)
                    best = Found(_from(view, pieces[i]), end, tuple(orders))
            j += 1
            if j == count or len(text) >= longest or pieces[j][0] - pieces[j - 1][1] > _WIDEST_GAP:
                break
            short = len(text) < 4
            text += pieces[j][2]
            if short and len(text) >= 4 and text[:4] not in known_starts:
                break
        if best:
            found.append(best)
    return found


def _from(view: View, piece: Piece) -> int:
    """With the sign and bracket of ``+44`` or ``(020)``, and the @ of a handle."""
    start = piece[0]
    while (start and view.lower[start - 1] in "+@") or (start and view.lower[start - 1] == "(" and piece[2].isdigit()):
        start -= 1
    return start


def _fits(form: Form, text: str, pieces: list[Piece], i: int, j: int, view: View) -> bool:
    used = pieces[i : j + 1]
    gaps = [view.lower[used[k][1] : used[k + 1][0]] for k in range(len(used) - 1)]
    capital = view.cased[used[0][0]].isupper()
    if form.rule == "name part":
        if not gaps:
            return False  # whole words are the business of the search for names
        if all(len(piece[2]) == 1 for piece in used):
            return len(text) >= 4 or capital
        if len(text) < 5 or any("." in gap or "," in gap for gap in gaps):
            return False
        if all(_BROKEN.fullmatch(gap) for gap in gaps):
            return not all(piece[2] in known_words() for piece in used) or capital
        return (
            capital
            and len(gaps) == 1
            and gaps[0] in (" ", "  ", "_", ".")
            and not (used[0][2] in known_words() and used[1][2] in known_words())
        )
    if form.rule == "full name":
        if not all(_NAME_GAP.fullmatch(gap) for gap in gaps):
            return False
        if len(used) > form.pieces and not (
            all(len(piece[2]) == 1 for piece in used) or any(_BROKEN.fullmatch(gap) for gap in gaps)
        ):
            return False
        capitals = capital and view.cased[used[-1][0]].isupper()
        if all(len(piece[2]) == 1 for piece in used):
            return True
        return not gaps or (len(used) >= form.pieces and (capitals or not _all_known(used)))
    if form.rule == "ordinary words":
        return capital and view.cased[used[-1][0]].isupper()
    if form.rule == "short number":
        return len(used) == form.pieces
    return True


def _all_known(used: list[Piece]) -> bool:
    return all(len(piece[2]) == 1 or piece[2] in known_words() for piece in used)

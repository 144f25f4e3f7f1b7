"""Replaces every protected identifier in a text by what it is to be shown as (``privacy.md`` 3, ``L89``).

Where spans overlap the longest wins, and what is left of the others is covered too. A name that two persons share, and
that nothing beside it decides, becomes "[DE or the suspect in DE]": a guess would put words into the wrong mouth.
Nothing about a replacement comes from the value: not its length, its letters or its place in the alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from merits.privacy.dates import find_dates
from merits.privacy.evidence import starts_sentence
from merits.privacy.form_search import find_forms
from merits.privacy.found import Found
from merits.privacy.lexicon import Lexicon
from merits.privacy.name_search import find_names
from merits.privacy.protected import Protected
from merits.privacy.view import View

_NOTHING = re.compile(r"[ \t]*-?\r?\n?[ \t]*")


@dataclass(frozen=True)
class Mark:
    """One replacement. Offsets are code points, end exclusive.

    Attributes:
        start: where it starts in the source.
        end: where it ends in the source.
        out_start: where the replacement starts in the result.
        out_end: where it ends there.
        id: identifier; several joined by ``+`` where it may be any of them.
    """

    start: int
    end: int
    out_start: int
    out_end: int
    id: str


@dataclass(frozen=True)
class Redacted:
    """A text without its identifiers, and where they were."""

    text: str
    marks: tuple[Mark, ...]


class Pseudonymiser:
    """Knows the identifiers of a dossier and replaces them in texts.

    Args:
        protected: all identifiers. Their order decides between equals; it must not be made from the values.

    Raises:
        UserError: the list is empty.

    Example:
        >>> hide = Pseudonymiser([Protected("p1", "name", ("Jane Smith",), "DE")])
        >>> hide.apply("Ms J. Smith's letter to Jane").text
        "DE's letter to DE"
    """

    def __init__(self, protected: Iterable[Protected]) -> None:
        self._lexicon = Lexicon(protected)
        self._names = {i for i, one in enumerate(self._lexicon.identifiers) if one.kind in ("name", "nickname")}

    def apply(self, text: str) -> Redacted:
        """Replace everything protected in ``text``; time is linear in its length, whatever the number of identifiers."""
        view = View.of(text)
        pieces: list[str] = []
        marks: list[Mark] = []
        last = length = 0
        for start, end, orders, opening in self._spans(view):
            shown = self._shown(orders)
            if opening:
                shown = shown[0].upper() + shown[1:]
            pieces += [text[last:start], shown]
            length += start - last
            ids = "+".join(self._lexicon.identifiers[order].id for order in orders)
            marks.append(Mark(start, end, length, length + len(shown), ids))
            length += len(shown)
            last = end
        pieces.append(text[last:])
        return Redacted("".join(pieces), tuple(marks))

    def _spans(self, view: View) -> list[tuple[int, int, tuple[int, ...], bool]]:
        found = [*find_names(view, self._lexicon), *find_forms(view, self._lexicon)]
        if self._lexicon.days:
            for written in find_dates(view.lower):
                orders = {order for day in written.meanings for order in self._lexicon.days.get(day, ())}
                if orders:
                    found.append(Found(written.start, written.end, tuple(sorted(orders))))
        return [
            (*view.back(one.start, one.end), one.orders, bool(one.start) and starts_sentence(view, one.start))
            for one in _without_overlap(found, view, self._names)
        ]

    def _shown(self, orders: tuple[int, ...]) -> str:
        shown = list(dict.fromkeys(self._lexicon.identifiers[order].shown_as for order in orders))
        if len(shown) == 1:
            return shown[0]
        return "[" + " or ".join(one.strip("[]") for one in shown) + "]"


def _without_overlap(found: list[Found], view: View, names: set[int]) -> list[Found]:
    """Longest first; a shorter one keeps what the longer ones leave of it, if there are letters or digits in that."""
    together: dict[tuple[int, int], set[int]] = {}
    for one in found:
        together.setdefault((one.start, one.end), set()).update(one.orders)
    for span, orders in together.items():  # an e-mail's local part is a name if it reads as one
        named = orders & names
        together[span] = named or orders
    groups: list[list[tuple[int, int, set[int]]]] = []
    reach = -1
    for (start, end), orders in sorted(together.items(), key=lambda item: item[0]):
        if start >= reach:
            groups.append([])
        groups[-1].append((start, end, orders))
        reach = max(reach, end)
    kept: list[Found] = []
    for group in groups:
        taken: list[tuple[int, int]] = []
        for start, end, orders in sorted(group, key=lambda one: (one[0] - one[1], one[0])):
            for left, right in _rest(start, end, taken):
                while left < right and not view.cased[left].isalnum() and left > start:
                    left += 1
                while left < right and not view.cased[right - 1].isalnum() and right < end:
                    right -= 1
                if re.search(r"[^\W_]", view.cased[left:right]):
                    kept.append(Found(left, right, tuple(sorted(orders))))
                    taken.append((left, right))
    return _joined(sorted(kept, key=lambda one: one.start), view)


def _joined(found: list[Found], view: View) -> list[Found]:
    """Neighbours that mean the same become one: a name found in two pieces is shown once."""
    joined: list[Found] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and before.orders == one.orders and _NOTHING.fullmatch(view.cased, before.end, one.start):
            joined[-1] = Found(before.start, one.end, one.orders)
        else:
            joined.append(one)
    return joined


def _rest(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    parts = [(start, end)]
    for left, right in taken:
        parts = [piece for a, b in parts for piece in ((a, min(b, left)), (max(a, right), b)) if piece[0] < piece[1]]
    return parts

"""Words one slip of the keyboard apart: one letter more, less, other, or two swapped.

Every known word is filed under itself and under itself less each of its letters; so is the word asked about. That finds
neighbours with a number of look-ups that depends on the word's length only, however many words are known (SymSpell).
"""

from __future__ import annotations

from collections.abc import Iterable


def one_slip(a: str, b: str) -> bool:
    """True if ``a`` and ``b`` are equal or one insertion, deletion, substitution or swap of neighbours apart.

    Example:
        >>> one_slip("smith", "smtih"), one_slip("smith", "smyhe")
        (True, False)
    """
    if a == b:
        return True
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    start = 0
    while start < len(a) and a[start] == b[start]:
        start += 1
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    return a[start + 1 :] == b[start + 1 :] or (
        a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    )


class Near:
    """Known words, found again through one slip.

    Args:
        words: each of at least ``shortest`` letters; shorter ones are left out, since too many words are near them.
    """

    def __init__(self, words: Iterable[str], *, shortest: int = 5) -> None:
        self._filed: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            if len(word) >= shortest:
                for key in _less_one(word):
                    self._filed.setdefault(key, []).append(word)

    def find(self, word: str) -> list[str]:
        """The known words one slip from ``word``, itself included if known, in a fixed order."""
        filed = self._filed
        found = {known for key in _less_one(word) if key in filed for known in filed[key]}
        return sorted(known for known in found if one_slip(known, word))


def _less_one(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}

"""A normalised view of a text, with exact offsets back into it (``privacy.md`` 3.1).

Folds what a reader sees as the same: compatibility forms, ligatures, diacritics, look-alike letters of other scripts,
apostrophes, dashes and spaces; drops what a reader does not see: zero-width characters, soft hyphens, controls. Case is
kept in ``cased``, because a capital is evidence that "Grace" is a name; ``lower`` is the same with case folded.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LOOK_ALIKES = dict(
    zip(
        "аАВсСеЕНіІјЈКкМоОрРѕЅТтхХуУԁԛԝһɡαΑΒΕεΖΗΙιΚκΜΝνΟοΡρΤτυΥΧχᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢøØłŁđĐðÐħĦıŧŦƒɑɩʋⅼꞌ",
        "aABcCeEHiIjJKkMoOpPsSTtxXyYdqwhgaABEeZHIiKkMNvOoPpTtuYXxabcdefghijklmnoprstuvwyzoOlLdDdDhHitTfaivl'",
        strict=True,
    )
)
_SEVERAL = {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ẞ": "SS", "þ": "th", "Þ": "Th"}
_APOSTROPHES = "'’‘‛`´ʼʹʻ′＇"
_DASHES = "‐‑‒–—―−﹘﹣－"


def fold(character: str) -> str:
    """What a character looks like: usually one character, none if it is invisible, several for a ligature."""
    if character in _APOSTROPHES:
        return "'"
    if character in _DASHES:
        return "-"
    if character in _SEVERAL:
        return _SEVERAL[character]
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    if character in "\t\n\r\f\v" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category in ("Zl", "Zp") or character == "\x85":
        return "\n"
    if category == "Zs":
        return " "
    if category in ("Cf", "Cc", "Mn", "Me") or character in "\u115f\u1160\u3164\uffa0":
        return ""
    parts = [
        _SEVERAL.get(part) or _LOOK_ALIKES.get(part, part)
        for part in unicodedata.normalize("NFKD", character)
        if unicodedata.category(part) not in ("Mn", "Me", "Cf")
    ]
    folded = "".join(parts)
    return folded if len(folded.lower()) == len(folded) else folded.lower()


class _Folds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = fold(chr(code))
        return self[code]


_FOLDS = _Folds()


@dataclass(frozen=True)
class View:
    """The normalised text and where each of its characters came from.

    Attributes:
        cased: normalised, capitals kept.
        lower: ``cased`` with case folded; same length.
        origin: index in the source of each character of ``cased``, and one past the end; None where they are equal.
        source: the text itself.
    """

    cased: str
    lower: str
    origin: list[int] | None
    source: str

    @classmethod
    def of(cls, text: str) -> View:
        """Normalise ``text``; time is linear in its length."""
        cased = text.translate(_FOLDS)
        uneven = [character for character in set(text) if len(_FOLDS[ord(character)]) != 1]
        origin: list[int] | None = None
        if uneven:
            origin, last = [], 0
            for match in re.finditer("[" + re.escape("".join(uneven)) + "]", text):
                at = match.start()
                origin.extend(range(last, at))
                origin.extend([at] * len(_FOLDS[ord(text[at])]))
                last = at + 1
            origin.extend(range(last, len(text) + 1))
        lower = cased.lower()
        if len(lower) != len(cased):  # a script whose small letters are longer; rare, so slowly and safely
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in cased)
        return cls(cased, lower, origin, text)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a non-empty span of the view, with the marks and invisibles that hang on its last letter."""
        if self.origin is None:
            return start, end
        first, last = self.origin[start], self.origin[end - 1] + 1
        while last < len(self.source) and not _FOLDS[ord(self.source[last])]:
            last += 1
        return first, last


def compact(text: str) -> str:
    """Only the letters and digits of ``text``, normalised and in lower case.

    Example:
        >>> compact("O’Brien-Núñez, J.")
        'obriennunezj'
    """
    return "".join(c for c in View.of(text).lower if c.isalnum())

"""Words that look like names and that no identity store lists: for a person to look at, never a proof.

A sweep, not a detector: words with a capital that stand in no word list, and whatever follows a title. It shows what it
finds to the solicitor, who adds it to the identity store or leaves it. A name that is also an ordinary word, without a
title, is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from merits.privacy.ordinary import known_words

_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|PC|DC|DS|DI|DCI|Sgt|Sergeant|Inspector|Constable)\.? "
    r"(?:[A-Z]\.? )?([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
)
_WORD = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+(?:['’-][^\W\d_]+)*")
_OFTEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december english welsh british england wales scotland london whatsapp facebook instagram "
    "cps vrr rasso urn dna cctv tel ref mrs prosecutor prosecutors constabulary headquarters divisional tue wed thu fri sat "
    "sun mon".split()
)


def unlisted_names(text: str, public: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of an open text that look like names, each once, in order.

    Args:
        text: an open text, in which every listed identity is already replaced.
        public: texts whose words may stand: offices, courts, organisations, ciphers.

    Example:
        >>> unlisted_names("He met Mr Beynon in Tarnshire. Grace was said.", ["Tarnshire Constabulary"])
        ('Beynon',)
    """
    known = {word.lower() for item in public for word in _WORD.findall(item)} | _OFTEN
    titled = {match[1]: match.start(1) for match in _TITLED.finditer(text) if not _all_known(match[1], known)}
    found = dict(titled)
    for match in _WORD.finditer(text):
        word = match[0]
        plain = re.sub(r"['’]s$", "", word)
        parts = [part.lower() for part in re.split(r"['’-]", plain) if part]
        if len(plain) > 2 and not all(_is_word(part) or part in known for part in parts):
            if not any(plain in name for name in titled):
                found.setdefault(plain, match.start())
    return tuple(sorted(found, key=lambda name: found[name]))


def _all_known(name: str, known: set[str]) -> bool:
    return all(part.lower() in known for part in re.split(r"[ '’-]", name))


def _is_word(part: str) -> bool:
    words = known_words()
    return len(part) < 3 or part in words or part.removesuffix("s") in words or part.removesuffix("ed") in words

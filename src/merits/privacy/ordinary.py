"""Which words are ordinary English, so that "grace" is not mistaken for Grace, nor "crown" for a misspelt Brown."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

#: Rare as words, common as names: in running text, even in lower case, these are names.
_NAMES_FIRST = frozenset(
    "bob bobby charlie dave ed fred jack jackie jake jim jimmy joe john johnny josh ken kate mike nick pete peter "
    "ron sam sally smith susie singh ted tim tom tommy tony".split()
)
#: Names that are also ordinary words but too rare for the list.
_ALSO_ORDINARY = frozenset(
    "amber april august autumn baker basil carol cherry christian constance crystal daisy dale dean destiny "
    "drake earl ernest eve felicity fern fisher flora ford gale gene gray hazel heath heather heaven herb "
    "holly honour hunter iris ivy jade jasmine jay jewel june lance lily mason mercy miller myrtle olive opal "
    "pansy pearl piers poppy potter prudence ray reed robin rocky rowan ruby rusty sage sandy savannah sharp "
    "sienna sky skye spencer sterling stone storm summer tailor taylor temple tiger tulip turner verity "
    "victor viola violet wade walker willow winter wren".split()
)


def _words(name: str) -> frozenset[str]:
    return frozenset((files("merits.privacy") / "data" / name).read_text(encoding="utf-8").split())


@cache
def ordinary_words() -> frozenset[str]:
    """Everyday words in lower case (about 12,000): a name among them needs a capital or context as evidence."""
    return (_words("ordinary-words.txt") - _NAMES_FIRST) | _ALSO_ORDINARY


@cache
def known_words() -> frozenset[str]:
    """All words of the lists in lower case (about 33,000): none of them is taken for a misspelling of a name."""
    return ordinary_words() | _words("rarer-words.txt") | _words("ordinary-words.txt")

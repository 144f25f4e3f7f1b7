"""Which values of identifiers are ordinary words, for the check's own decisions about evidence."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

#: In the list of everyday words, but met as names far more often.
_RATHER_NAMES = frozenset(
    "bob bobby charlie dave dick don fred jack jim joe john johnny ken mike nick pat pete peter rob ron sam "
    "smith sue singh ted tim tom tony".split()
)
_RATHER_WORDS = frozenset(
    "april august august baker basil carol cherry christian constance crystal daisy dale dawn dean destiny "
    "faith flora gale gray hazel heath heather herb holly honour hunter iris ivy jade jasmine jay jewel june "
    "lance lily mason mercy miller olive opal pearl poppy potter prudence ray reed robin rocky rowan ruby "
    "rusty sandy sharp sky stone storm summer tailor taylor temple turner verity victor viola violet wade "
    "walker willow winter wren".split()
)
#: Proper words one slip from names that do not lead to anyone.
_PROPER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december england wales scotland ireland britain british english welsh "
    "scottish irish london london's manchester birmingham leeds bristol liverpool sheffield york yorkshire "
    "kent essex sussex surrey dorset devon cornwall norfolk suffolk cambridge oxford durham cumbria cheshire "
    "derbyshire lancashire lincolnshire mersey merseyside thames avon somerset gwent dyfed powys northumbria "
    "cleveland humberside hampshire wiltshire gloucestershire hertfordshire bedfordshire leicestershire "
    "nottinghamshire northamptonshire staffordshire warwickshire westminster whitehall crown pdfium adobe "
    "acrobat microsoft google python typst pikepdf helvetica arial times courier calibri cambria liberation "
    "dejavu noto unicode identity".split()
)


def _read(name: str) -> frozenset[str]:
    return frozenset((files("merits.privacy") / "data" / name).read_text("utf-8").splitlines())


@cache
def everyday() -> frozenset[str]:
    """Words that are a name only where capital and context say so."""
    return (_read("ordinary-words.txt") - _RATHER_NAMES) | _RATHER_WORDS


@cache
def dictionary() -> frozenset[str]:
    """Words that are never taken for a slip of a name."""
    return _read("ordinary-words.txt") | _read("rarer-words.txt") | _RATHER_WORDS | _PROPER

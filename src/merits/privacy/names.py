"""The forms in which a person's name is written: parts, nicknames, concatenations.

A full name is split into parts with a role. The pseudonymiser finds the parts and joins neighbours of one person, which
covers full name, surname first, title and surname, and initials with a surname in any order and spacing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag
from itertools import permutations

from merits.privacy.view import View, compact


class Role(IntFlag):
    """What a word is within a name."""

    FIRST = 1
    MIDDLE = 2
    LAST = 4
    NICKNAME = 8
    #: several parts written as one word: ``janesmith``
    JOINED = 16


#: Small words inside surnames; never looked for alone.
PARTICLES = frozenset(
    "al abu ap ben bin bint da das de del della den der di do dos du el ibn la le mac mc st ter van von y".split()
)
TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir lady lord dame rev revd reverend master judge hhj "
    "pc wpc dc wdc ds di dci dsi det detective constable sgt sergeant insp inspector officer cllr fr sr".split()
)
_SHORT_FORMS = (
    "alexander alexandra:alex sandy sasha lexi|andrew:andy drew|anthony:tony|benjamin:ben benji|catherine "
    "katherine kathryn catharine:kate katie cathy kathy kat cat katy|charlotte:charlie lottie|charles:charlie "
    "chuck|christine christina christopher:chris chrissie tina|daniel danielle:dan danny dani|david:dave "
    "davey|deborah:debbie deb|dorothy:dot dottie|edward:ed eddie ted teddy|elizabeth elisabeth:liz lizzie "
    "beth betty eliza libby lisa|emily emma:em|frances francis:fran frank frankie|frederick:fred "
    "freddie|gregory:greg|harold henry:harry hal|isabel isabella isobel:izzy bella|jacob:jake|james:jim jimmy "
    "jamie|jennifer:jen jenny|jessica:jess jessie|john jonathan:jon johnny jonny jack|joseph:joe "
    "joey|josephine joanne joanna:jo josie|joshua:josh|kenneth:ken kenny|lawrence laurence:larry "
    "laurie|leonard:len lenny|margaret:maggie meg peggy marge|matthew:matt matty|michael:mike mick "
    "mickey|michelle:shell|mohammed muhammad mohamed mohammad:mo|natalie natasha:nat tasha|nathan "
    "nathaniel:nate nat|nicholas nicola nicole:nick nicky nicki|oliver olivia:ollie liv|pamela:pam|patricia "
    "patrick:pat patsy paddy trish tricia|peter:pete|philip phillip:phil|rachel:rach|rebecca:becky "
    "becca|richard:rick ricky rich dick|robert:rob bob bobby robbie|ronald:ron ronnie|samantha samuel:sam "
    "sammy|sarah sara:sally|stephanie:steph|stephen steven:steve stevie|susan suzanne:sue susie|theodore:theo "
    "ted|theresa teresa:tess terry|thomas:tom tommy|timothy:tim timmy|victoria:vicky vicki tori|vincent:vince "
    "vinny|william:will bill billy willy liam|zachary:zach zac"
)
SHORT_FORMS: dict[str, frozenset[str]] = {
    full: frozenset(short.split())
    for group in _SHORT_FORMS.split("|")
    for fulls, short in [group.split(":")]
    for full in fulls.split()
}
_UMLAUTS = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "å": "aa",
    "ø": "oe",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "Å": "Aa",
    "Ø": "Oe",
}


@dataclass(frozen=True)
class Name:
    """One spelling of a person's name, in parts.

    Attributes:
        words: word in lower case -> what it is within the name.
        initials: initials in the order written, lower case: ``js``; several readings where there are small words.
        particles: small words of the surname: ``van``, ``der``.
        joined: parts run together, as in handles and e-mail addresses: ``janesmith``, ``jsmith``.
    """

    words: dict[str, Role]
    initials: frozenset[str]
    joined: frozenset[str]
    particles: frozenset[str] = frozenset()


def _pieces(spelling: str) -> list[str]:
    if spelling.count(",") == 1:
        last, first = spelling.split(",")
        spelling = f"{first} {last}"
    words = [word for word in re.split(r"[\s.]+", spelling.strip()) if compact(word)]
    while len(words) > 1 and compact(words[0]) in TITLES:
        words.pop(0)
    return words


def split_name(spelling: str, *, nickname: bool = False) -> Name:
    """Split a name as the records hold it (``Dr Anna van der Berg-Núñez``; ``Smith, Jane``).

    Example:
        >>> sorted(split_name("Smith, Jane").words)
        ['jane', 'smith']
        >>> "smithj" in split_name("Jane Smith").joined
        True
    """
    words: dict[str, Role] = {}
    pieces = _pieces(spelling)
    if nickname or len(pieces) == 1:
        role = Role.NICKNAME if nickname else Role.FIRST
        _add(words, pieces, role)
        whole = compact("".join(pieces))
        return Name(words, frozenset(), frozenset({whole} if len(pieces) > 1 else ()))
    split = len(pieces) - 1
    while split > 1 and compact(pieces[split - 1]) in PARTICLES:
        split -= 1
    _add(words, pieces[:1], Role.FIRST)
    _add(words, pieces[1:split], Role.MIDDLE)
    _add(words, pieces[split:], Role.LAST)
    first, middle, last = compact(pieces[0]), [compact(p) for p in pieces[1:split]], compact("".join(pieces[split:]))
    firsts = [first, *SHORT_FORMS.get(first, ())]
    joined = {last, first}
    for name in firsts:
        for some in permutations((name, last)):
            joined.add("".join(some))
        joined |= {name[0] + last, last + name[0], name + last[0]}
    joined.add("".join([first, *middle, last]))
    joined.add("".join([first[0], *(m[0] for m in middle), last]))
    for part in re.split(r"[-\s]", pieces[-1]):  # one half of a double-barrelled surname
        if compact(part):
            joined |= {first + compact(part), first[0] + compact(part), compact(part) + first}
    for title in ("mr", "mrs", "ms", "miss", "dr"):
        joined.add(title + last)
    firsts_and_middles = "".join(compact(piece)[0] for piece in pieces[:split])
    lasts = {compact(piece)[0] for piece in (pieces[split], pieces[-1])} | {compact(pieces[-1].split("-")[-1])[:1]}
    initials = {start + end for start in (firsts_and_middles, first[0]) for end in lasts if end}
    particles = {word for piece in pieces[1:] for word in compact_words(piece) if word in PARTICLES}
    long_enough = frozenset(word for word in joined if len(word) >= 3)
    return Name(words, frozenset(initials), long_enough, frozenset(particles))


def compact_words(piece: str) -> list[str]:
    """The parts of a hyphened word, normalised."""
    return [part for part in re.split(r"[^\w]+|_", View.of(piece).lower.replace("'", "")) if part]


def _add(words: dict[str, Role], pieces: list[str], role: Role) -> None:
    for piece in pieces:
        plain = "".join(_UMLAUTS.get(c, c) for c in piece)
        for spelling in {piece, plain}:
            for word in {*compact_words(spelling), compact(spelling)}:
                if word in PARTICLES or (len(word) < 2 and word.isascii()):
                    continue
                words[word] = words.get(word, Role(0)) | role
        if role & Role.FIRST:
            for short in SHORT_FORMS.get(compact(piece), ()):
                words.setdefault(short, Role.NICKNAME)

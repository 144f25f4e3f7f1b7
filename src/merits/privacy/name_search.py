"""Finds persons' names in a normalised view: words of names, joined to chains of one person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from merits.privacy.evidence import is_name_here
from merits.privacy.found import Found
from merits.privacy.lexicon import Lexicon, NameWord
from merits.privacy.names import TITLES, Role
from merits.privacy.ordinary import known_words
from merits.privacy.view import View

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PART = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\dA-Za-z_]+")
_GAP = re.compile(r"\s{0,4}-?\s{0,4}|[_.]|,\s{1,3}")
_FILLED_GAP = re.compile(r"\s{1,3}(?:[A-Z](?:[a-z'-]+|\.)?\s{0,3}){1,2}")
_TITLE = re.compile(r"(?:\b(?:" + "|".join(sorted(TITLES)) + r")\.?\s{1,3})+$")
_INITIALS_BEFORE = re.compile(r"(?<![\w'])(?:[A-Z]\.\s{0,2}|[B-HJ-Z]\s{1,2}){1,3}$")
_INITIALS_AFTER = re.compile(r"(?:,\s{0,2}|\s{1,2})(?:[A-Z]\.\s?){1,3}|(?:,\s{0,2}|\s{1,2})[B-HJ-Z]{1,2}(?![\w'])")
_HALF_AFTER = re.compile(r"-\s{0,2}[A-Z][^\W\d_]+")
_ARTICLE = re.compile(r"\b(?:the|an?|this|that|some|any|no|his|her|my|our|their)\s+$")
_PLAIN_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr)\b")
_SMALL_WORD = re.compile(r"\b([a-z]{1,4})[\s'-]{1,3}$")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){2,4}(?!\w)|(?<![\w.])(?:[A-Z]\.){1,3}[A-Z](?!\w)")
_CAPITALS = re.compile(r"(?<![\w.'-])[A-Z]{2,4}(?![\w.-]*\w)")
_INTRODUCED = re.compile(r"\s?[(\[][\"']?([A-Z]{2,4})[\"']?[)\]]")
_ABBREVIATIONS = frozenset(
    "ABE AC ACC AM BA CC CCTV CEO CJ CJS CPS CPU CSE DA DC DCI DCS DI DM DNA DOB DPP DS DV EU FA FAQ FB GB "
    "GBH GMT GP HHJ HMCTS HR IC ID IP IT JP JR KC LA LLP LJ LTD MG MOJ MP MR MRS MS NFA NHS NI NSPCC OIC OK "
    "PC PCC PE PHD PM PO PR PS QC RASSO RTA SMS SOIT TV UK UN US USA VPS VRR WPC YES NO ISVA".split()
)
_DOTTED_ABBREVIATIONS = frozenset("AM PM UK US USA EU MP QC KC JP PS NB NHS CPS DPP BA MA".split())
_SPEAKS_AFTER = re.compile(
    r"'s\b|\s+(?:said|told|asked|texted|replied|says|went|came|rang|phoned|messaged|was|had|did|is|has)\b"
)
_CALLED_BEFORE = re.compile(
    r"\b(?:told|asked|met|called|texted|messaged|rang|phoned|named|initials?|saw|with|and|by)\s+$"
)
_RUN_CHARACTERS = re.compile(r"[\w.@+%=-]*")
_LONG_WORD = re.compile(r"[^\W_]{8,}")
_MARKED_RUN = re.compile(r"[\w.+-]*[@#_][\w.+@-]*")


@dataclass
class _Hit:
    start: int
    end: int
    entries: tuple[NameWord, ...]
    word: str
    after_article: bool

    @property
    def persons(self) -> set[str]:
        return {entry.person for entry in self.entries}

    @property
    def sure(self) -> bool:
        return any(entry.sure and not (entry.rare and self.after_article) for entry in self.entries)

    def role(self, persons: set[str]) -> Role:
        role = Role(0)
        for entry in self.entries:
            if entry.person in persons:
                role |= entry.role
        return role


@dataclass
class _Chain:
    start: int
    end: int
    hits: list[_Hit]
    persons: set[str]
    titled: bool = False


def find_names(view: View, lexicon: Lexicon) -> list[Found]:
    """Every name, with its title, initials and unknown middle names."""
    chains = [_extended(chain, view, lexicon) for chain in _chains(_hits(view, lexicon), view, lexicon)]
    sure = {person for chain in chains if _is_sure(chain) for person in chain.persons}
    kept = [chain for chain in chains if _is_sure(chain) or _has_evidence(chain, view, chain.persons & sure)]
    found = [Found(*_whole_handle(view, chain.start, chain.end), _orders(chain)) for chain in kept]
    return [*found, *_initials_alone(view, lexicon, kept), *_inside_handles(view, lexicon)]


def _hits(view: View, lexicon: Lexicon) -> list[_Hit]:
    hits: list[_Hit] = []
    resolve, cased, lower = lexicon.resolve, view.cased, view.lower
    for match in _WORD.finditer(cased):
        start, end = match.span()
        word = lower[start:end]
        if "'" in word:
            if word.endswith("'s"):
                end -= 2
                word = word[:-2]
            word = word.replace("'", "")
        entries = resolve(word)
        if not entries and word.endswith("s") and len(word) > 4 and word[:-1] in lexicon.words:
            entries = tuple(e for e in resolve(word[:-1]) if e.sure)  # the Smiths
        if entries:
            hits.append(_hit(view, start, end, entries))
            continue
        written = match[0]
        if written.islower() or written.istitle():
            continue
        for part in _PART.finditer(cased, start, end):  # JaneSmith, theRealJane, Smith90
            if part.end() - part.start() >= 3 and part.span() != (start, end):
                entries = resolve(lower[part.start() : part.end()])
                if entries:
                    hits.append(_hit(view, part.start(), part.end(), entries))
    return hits


def _hit(view: View, start: int, end: int, entries: tuple[NameWord, ...]) -> _Hit:
    article = view.cased[start].islower() and bool(_ARTICLE.search(view.lower, max(0, start - 8), start))
    return _Hit(start, end, entries, view.lower[start:end], article)


def _chains(hits: list[_Hit], view: View, lexicon: Lexicon) -> list[_Chain]:
    chains: list[_Chain] = []
    for hit in hits:
        if chains:
            chain = chains[-1]
            together = chain.persons & hit.persons
            if together and _joined(chain, hit, together, view, lexicon):
                chain.end, chain.persons = hit.end, together
                chain.hits.append(hit)
                continue
        chains.append(_Chain(hit.start, hit.end, [hit], hit.persons))
    return chains


def _joined(chain: _Chain, hit: _Hit, persons: set[str], view: View, lexicon: Lexicon) -> bool:
    gap = view.cased[chain.end : _with_particles(hit.start, persons, view, lexicon)]
    before, after = chain.hits[-1].role(persons), hit.role(persons)
    if "," in gap and not (before & Role.LAST and after & (Role.FIRST | Role.NICKNAME)):
        return False
    if _GAP.fullmatch(gap):
        return True
    return bool(before & (Role.FIRST | Role.NICKNAME) and after & Role.LAST and _FILLED_GAP.fullmatch(gap))


def _with_particles(start: int, persons: set[str], view: View, lexicon: Lexicon) -> int:
    """Where a surname starts with the small words before it."""
    particles = set().union(*(lexicon.particles.get(person, set()) for person in persons))
    while particles:
        before = _SMALL_WORD.search(view.lower, max(0, start - 9), start)
        if not before or before[1] not in particles:
            break
        start = before.start()
    return start


def _extended(chain: _Chain, view: View, lexicon: Lexicon) -> _Chain:
    """Take in initials, title and the unknown half of a double surname."""
    role = chain.hits[-1].role(chain.persons)
    chain.start = _with_particles(chain.start, chain.persons, view, lexicon)
    if chain.hits[0].role(chain.persons) & (Role.LAST | Role.FIRST | Role.JOINED):
        before = _INITIALS_BEFORE.search(view.cased, max(0, chain.start - 12), chain.start)
        if before and (view.cased[chain.start].isupper() or chain.start < chain.hits[0].start):
            chain.start, chain.titled = before.start(), True
    if role & Role.LAST:
        half = _HALF_AFTER.match(view.cased, chain.end)
        if half:
            chain.end = half.end()
        after = _INITIALS_AFTER.match(view.cased, chain.end)
        letters = "".join(c for c in after[0] if c.isalpha()).lower() if after else ""
        if after and any(
            person in lexicon.initials.get(initials, {}) and initials.startswith(letters)
            for person in chain.persons
            for initials in lexicon.initials
            if letters and initials.startswith(letters[0])
        ):
            chain.end, chain.titled = after.end() - (len(after[0]) - len(after[0].rstrip())), True
    title = _TITLE.search(view.lower, max(0, chain.start - 30), chain.start)
    if title and (view.cased[chain.hits[0].start].isupper() or chain.hits[0].sure or _PLAIN_TITLE.search(title[0])):
        chain.start, chain.titled = title.start(), True
    return chain


def _is_sure(chain: _Chain) -> bool:
    return chain.titled or len({hit.word for hit in chain.hits}) > 1 or any(hit.sure for hit in chain.hits)


def _has_evidence(chain: _Chain, view: View, met: set[str]) -> bool:
    return any(is_name_here(view, hit.start, hit.end, met_before=bool(met)) for hit in chain.hits)


def _orders(chain: _Chain) -> tuple[int, ...]:
    """One identifier for each person the chain may be; names before nicknames come from the order given."""
    first: dict[str, int] = {}
    for hit in chain.hits:
        for entry in hit.entries:
            if entry.person in chain.persons:
                first[entry.person] = min(entry.order, first.get(entry.person, entry.order))
    return tuple(sorted(first.values()))


def _whole_handle(view: View, start: int, end: int) -> tuple[int, int]:
    """All of ``smith_fan99`` or ``j.smith@example.org``: what is left of a handle would still point to its owner."""
    left = start
    while left and _RUN_CHARACTERS.fullmatch(view.cased[left - 1]):
        left -= 1
    right = end
    while right < len(view.cased) and _RUN_CHARACTERS.fullmatch(view.cased[right]):
        right += 1
    run = view.cased[left:right].rstrip(".-")
    right = left + len(run)
    if right < end or not re.search(r"[@_\d]", run):
        return start, end
    return left, right


def _initials_alone(view: View, lexicon: Lexicon, chains: list[_Chain]) -> list[Found]:
    introduced = {m[1] for m in (_INTRODUCED.match(view.cased, chain.end) for chain in chains) if m}
    found: list[Found] = []
    if not lexicon.initials:
        return found
    for match in _DOTTED.finditer(view.cased):
        letters = "".join(c for c in match[0] if c.isalpha())
        if letters not in _DOTTED_ABBREVIATIONS and letters.lower() in lexicon.initials:
            if not re.match(r"\s?[A-Z][a-z]", view.cased[match.end() : match.end() + 3]):
                end = match.start() + len(match[0].rstrip())
                found.append(Found(match.start(), end, tuple(sorted(lexicon.initials[letters.lower()].values()))))
    for match in _CAPITALS.finditer(view.cased):
        letters = match[0]
        if letters in _ABBREVIATIONS or letters.lower() not in lexicon.initials:
            continue
        if (
            letters in introduced
            or _SPEAKS_AFTER.match(view.lower, match.end())
            or _CALLED_BEFORE.search(view.lower, max(0, match.start() - 14), match.start())
        ):
            found.append(Found(*match.span(), tuple(sorted(lexicon.initials[letters.lower()].values()))))
    return found


def _inside_handles(view: View, lexicon: Lexicon) -> list[Found]:
    """Names inside longer runs: ``@realjanesmith``, ``#justiceforjane``, ``xxjanesmithxx90``."""
    found: list[Found] = []
    for match in _MARKED_RUN.finditer(view.lower):
        name = lexicon.inside("".join(c for c in match[0] if c.isalpha()))
        if name:
            end = match.start() + len(match[0].rstrip(".-"))
            found.append(Found(match.start(), end, _owners(name, lexicon)))
    known = known_words()
    for match in _LONG_WORD.finditer(view.lower):
        name = "" if match[0] in known else lexicon.inside(match[0])
        if len(name) >= 6 and name in lexicon.forms:
            found.append(Found(*match.span(), _owners(name, lexicon)))
    return found


def _owners(name: str, lexicon: Lexicon) -> tuple[int, ...]:
    persons: dict[str, int] = {}
    for entry in lexicon.words.get(name, {}).values():
        persons[entry.person] = min(entry.order, persons.get(entry.person, entry.order))
    return tuple(sorted(persons.values()))

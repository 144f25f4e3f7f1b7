"""What to look for, compiled once from the protected identifiers so that a text is searched in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from merits.base.errors import UserError
from merits.privacy.dates import Day, read_date
from merits.privacy.forms import compact_forms, without_sort, words_of
from merits.privacy.names import Role, split_name
from merits.privacy.near import Near
from merits.privacy.ordinary import known_words, ordinary_words
from merits.privacy.protected import Protected

_LEET = (str.maketrans("013457$@", "oleastsa"), str.maketrans("013457$@", "oieastsa"))


@dataclass(frozen=True)
class NameWord:
    """A word that stands for a person: which identifier, in what role, and whether it is beyond doubt.

    Attributes:
        order: index of the identifier as given; decides between equals, so that values never do.
        person: key of the person.
        role: what the word is within the name.
        sure: False for ordinary or very short words, which need evidence.
        rare: it is also a word, but a rare one ("brook"): a name unless an article stands before it.
    """

    order: int
    person: str
    role: Role
    sure: bool
    rare: bool = False


@dataclass(frozen=True)
class Form:
    """A run-together form and what is asked of the text where it is found.

    Attributes:
        order: index of the identifier as given.
        rule: ``name part`` (one word of a name: only where broken or letter-spaced), ``full name``, ``value``,
            ``short number`` (needs the separators of the record) or ``ordinary words`` (needs capitals).
        pieces: how many words or numbers the record writes it in.
    """

    order: int
    rule: str
    pieces: int


class Lexicon:
    """All words and forms of all identifiers.

    Raises:
        UserError: the list is empty. Nothing to protect is more likely a mistake than a fact.
    """

    def __init__(self, protected: Iterable[Protected]) -> None:
        self.identifiers = tuple(protected)
        if not self.identifiers:
            raise UserError(
                "The list of protected identifiers is empty.",
                remedy="Give the identity records; without them nothing can be hidden.",
            )
        self.words: dict[str, dict[tuple[int, str], NameWord]] = {}
        self.forms: dict[str, dict[tuple[int, str], Form]] = {}
        self.days: dict[Day, list[int]] = {}
        self.initials: dict[str, dict[str, int]] = {}
        self.particles: dict[str, set[str]] = {}
        self._phrase_words: set[str] = set()
        for order, identifier in enumerate(self.identifiers):
            if identifier.kind in ("name", "nickname"):
                self._add_name(order, identifier)
            else:
                self._add_other(order, identifier)
        self.starts = {form[:4] for form in self.forms}
        self.longest = max(map(len, self.forms), default=0)
        self.embedded = {
            form for form in self.forms if len(form) >= 6 and any(r == "full name" for _, r in self.forms[form])
        }
        self.embedded |= {word for word in self.words if len(word) >= 5 and word not in known_words()}
        self._lengths = sorted({len(word) for word in self.embedded}, reverse=True)
        self._near = Near(
            word for word, entries in self.words.items() if any(not e.role & Role.JOINED for e in entries.values())
        )
        self._near_phrase = Near(word for word in self._phrase_words if word not in ordinary_words())
        self._resolved: dict[str, tuple[NameWord, ...]] = {}
        self._corrected: dict[str, str] = {}
        self._inside: dict[str, str] = {}

    def _add_name(self, order: int, identifier: Protected) -> None:
        person = identifier.person or identifier.id
        for value in identifier.values:
            name = split_name(value, nickname=identifier.kind == "nickname")
            for word, role in name.words.items():
                sure = len(word) >= 3 and word not in ordinary_words()
                entries = self.words.setdefault(word, {})
                old = entries.get((order, person))
                role |= old.role if old else Role(0)
                entries[order, person] = NameWord(order, person, role, sure, rare=word in known_words())
                if len(word) >= 3:
                    self._add_form(word, Form(order, "name part", 1))
            for joined in name.joined:
                if joined in name.words or joined in known_words():
                    continue
                sure = len(joined) >= 4
                pieces = len(words_of(value)) if joined == "".join(words_of(value)) else 2
                self.words.setdefault(joined, {}).setdefault(
                    (order, person), NameWord(order, person, Role.JOINED, sure)
                )
                if len(joined) >= 5:
                    self._add_form(joined, Form(order, "full name", pieces))
            self.particles.setdefault(person, set()).update(name.particles)
            for initials in sorted(name.initials):
                self.initials.setdefault(initials, {}).setdefault(person, order)

    def _add_other(self, order: int, identifier: Protected) -> None:
        if identifier.kind in ("date", "day"):
            for value in identifier.values:
                meanings = read_date(value)
                for meaning in meanings:
                    self.days.setdefault(meaning, []).append(order)
                    if meaning.day:
                        self.days.setdefault(Day(None, meaning.month, meaning.day), []).append(order)
                if not meanings:
                    self._add_form("".join(words_of(value)), Form(order, "value", len(words_of(value))))
            return
        for form in compact_forms(identifier):
            rule, pieces = "value", 1
            for value in identifier.values:
                words = words_of(value)
                if "".join(words) == form:
                    pieces = len(words)
                if form in ("".join(words), "".join(without_sort(value))) and all(
                    w in ordinary_words() or len(w) < 3
                    for w in (words if "".join(words) == form else without_sort(value))
                ):
                    rule = "ordinary words"
                self._phrase_words.update(w for w in words if w.isalpha())
            if form.isdigit():
                rule = "short number" if len(form) < 6 else "value"
            elif any(c.isdigit() for c in form):
                rule = "value"
            self._add_form(form, Form(order, rule, pieces))

    def _add_form(self, text: str, form: Form) -> None:
        self.forms.setdefault(text, {}).setdefault((form.order, form.rule), form)

    def resolve(self, word: str) -> tuple[NameWord, ...]:
        """The persons a word of a text stands for: as known, with a slip, or with digits for letters; usually nobody.

        Args:
            word: lower case, apostrophes removed.
        """
        try:
            return self._resolved[word]
        except KeyError:
            self._resolved[word] = found = self._resolve(word)
            return found

    def _resolve(self, word: str) -> tuple[NameWord, ...]:
        if word in self.words:
            return tuple(self.words[word].values())
        if not word.isalpha():
            if sum(map(str.isalpha, word)) < 3:
                return ()
            core = word.strip("0123456789")
            for candidate in (core, *(word.translate(table) for table in _LEET), *(core.translate(t) for t in _LEET)):
                if len(candidate) >= 3 and candidate.isalpha() and candidate != word:
                    found = tuple(self.words.get(candidate, {}).values()) or self._slip(candidate)
                    if found:
                        return found
            return ()
        return self._slip(word)

    def _slip(self, word: str) -> tuple[NameWord, ...]:
        if len(word) < 4 or word in known_words():
            return ()
        return tuple(
            NameWord(e.order, e.person, e.role, sure=e.sure or e.role == Role.JOINED)
            for known in self._near.find(word)
            for e in self.words[known].values()
            if not e.role & Role.JOINED or len(known) >= 7
        )

    def corrected(self, word: str) -> str:
        """A word of a place, school or other phrase for a slip of it; the word itself otherwise."""
        try:
            return self._corrected[word]
        except KeyError:
            near = self._near_phrase.find(word) if len(word) >= 4 and word not in known_words() else []
            self._corrected[word] = result = word if not near or word in near else near[0]
            return result

    def inside(self, run: str) -> str:
        """The longest name written inside a handle or a long made-up word, or an empty string."""
        try:
            return self._inside[run]
        except KeyError:
            self._inside[run] = result = self._search_inside(run)
            return result

    def _search_inside(self, run: str) -> str:
        for length in self._lengths:
            for start in range(len(run) - length + 1):
                if run[start : start + length] in self.embedded:
                    return run[start : start + length]
        return ""

"""Looks for needles in text, whatever has been done to the spacing, the order or one letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from merits.privacy.check.dates import dates_in
from merits.privacy.check.needles import Needles, Run
from merits.privacy.check.plain_letters import plain
from merits.privacy.check.vocabulary import dictionary, everyday

SEPARATOR = "\ue01e"  # for private use, so neither a letter nor a space; never left in an input
_TOKEN = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W_]")
_POSSESSIVE = re.compile(r"[^\W_]+'[^\W_]+")
_GRAM = 5
_PERSON_VERB = r"(?:said|told|asked|texted|replied|says|went|came|rang|phoned|messaged|was|had|did|has|is|and [A-Z]|who|told|met|felt|saw)\b"
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,3}[A-Z]\.?(?![\w])(?! [A-Z][a-z])")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|prof)\.?\s{1,3}$")
_INITIAL = re.compile(r"(?<![^\W_])([A-Z])\.?\s{0,2}$")
_NUMBERED = frozenset(
    "art bill case class day dean force grade law line order page part point rule sky star table ward".split()
)
_NOT_PERSONS = frozenset("uk us eu dc pc pm am ni qc kc jp mp ba ma db id sc".split())


class Sort(Enum):
    """What a text is, which decides how much of it must speak for a name."""

    TEXT = "text"
    #: the name of a file, folder or member: there a lower-case everyday word standing alone counts
    NAME = "name"
    #: a run of printable characters among bytes of no known form: everyday words say nothing there
    SCRAP = "scrap"
    #: a run so short that it may be chance: only plain words in plain case
    SHORT_SCRAP = "short scrap"


@dataclass(frozen=True)
class Seen:
    """One needle in a text: the identifier, how it was seen, and in which record of the batch (from 0)."""

    identifier_id: str
    method: str
    record: int


class Looker:
    """Compiled needles; looks at one text after another."""

    def __init__(self, needles: Needles) -> None:
        self._needles = needles
        self._slips = _Slips(word for word in needles.words if len(word) >= 5)
        self._phrase_slips = _Slips(word for word in needles.phrase_words if len(word) >= 5 and word not in everyday())
        self._short: list[tuple[str, Run, bool]] = []
        self._by_gram: dict[str, list[tuple[str, Run, bool]]] = {}
        for run in needles.runs:
            self._file(run.text, run, backwards=False)
            if len(run.text) >= 6 and run.text != run.text[::-1]:
                self._file(run.text[::-1], run, backwards=True)
        self._verdicts: dict[str, tuple[str, str] | None] = {}
        self._phrase_verdicts: dict[str, str] = {}

    def _file(self, text: str, run: Run, *, backwards: bool) -> None:
        if len(text) < _GRAM:
            self._short.append((text, run, backwards))
        else:
            self._by_gram.setdefault(text[:_GRAM], []).append((text, run, backwards))

    def look(self, text: str, sort: Sort = Sort.TEXT) -> Iterator[Seen]:
        """Everything found in a text, or in a batch of texts joined by ``SEPARATOR``.

        Args:
            text: as extracted.
            sort: what the text is.
        """
        flat = plain(text)
        low = flat.lower()
        if len(low) != len(flat):
            low = "".join(c.lower()[:1] for c in flat)
        tokens = set(_TOKEN.findall(low))
        yield from self._words(flat, low, tokens, sort)
        if sort is not Sort.SHORT_SCRAP:
            yield from self._runs(flat, low)
            yield from self._initials(flat)
            mended = self._mended(low, tokens)
            if mended:
                yield from (Seen(seen.identifier_id, "one slip", seen.record) for seen in self._runs(mended, mended))
        if self._needles.days:
            even = re.sub(r"[ \t_]{2,}|_", " ", low)
            for start, meanings in dates_in(even):
                for meaning in meanings:
                    for name in self._needles.days.get(meaning, ()):
                        yield Seen(name, "date", even.count(SEPARATOR, 0, start))

    def _words(self, flat: str, low: str, tokens: set[str], sort: Sort) -> Iterator[Seen]:
        interesting: dict[str, tuple[str, str]] = {}
        for token in tokens:
            if token not in self._verdicts:
                self._verdicts[token] = self._verdict(token)
            verdict = self._verdicts[token]
            if verdict and (sort is not Sort.SHORT_SCRAP or verdict[1] == "as written"):
                interesting[token] = verdict
        for token, (word, method) in interesting.items():
            for match in re.finditer(rf"(?<![^\W_]){re.escape(token)}(?![^\W_])", low):
                written = flat[match.start() : match.end()]
                if sort is Sort.SHORT_SCRAP and not (written.islower() or written.isupper() or written.istitle()):
                    continue
                if self._counts(word, written, match.start(), match.end(), flat, sort):
                    record = low.count(SEPARATOR, 0, match.start())
                    for name in self._needles.words[word]:
                        yield Seen(name, method, record)

    def _mended(self, low: str, tokens: set[str]) -> str:
        """The text with the slips in words of places, schools and the like put right; empty if there are none."""
        slips: dict[str, str] = {}
        if "'" in low:
            tokens = tokens | {word.replace("'", "") for word in _POSSESSIVE.findall(low)}
            low = low.replace("'", "")
        for token in tokens:
            if token not in self._phrase_verdicts:
                near = token.isalpha() and token not in dictionary() and self._phrase_slips.near(token)
                self._phrase_verdicts[token] = near or ""
            if self._phrase_verdicts[token]:
                slips[token] = self._phrase_verdicts[token]
        return _TOKEN.sub(lambda m: slips.get(m[0], m[0]), low) if slips else ""

    def _verdict(self, token: str) -> tuple[str, str] | None:
        words = self._needles.words
        if token in words:
            return token, "as written"
        if not token.isalpha():
            bare = token.strip("0123456789")
            if len(bare) >= 4 and bare in words:
                return bare, "with digits"
            for table in (str.maketrans("01345", "oleas"), str.maketrans("01345", "oieas")):
                if (other := token.translate(table)) in words and len(other) >= 4:
                    return other, "digits for letters"
            return None
        if len(token) >= 6 and token[::-1] in words and token not in dictionary():
            return token[::-1], "reversed"
        if token not in dictionary() and token not in self._needles.permitted:
            near = self._slips.near(token)
            if near:
                return near, "one slip"
        return None

    def _counts(self, word: str, written: str, start: int, end: int, flat: str, sort: Sort) -> bool:
        """Short words and everyday words are names only with a capital, and at the start of a sentence not even then."""
        if _TITLE.search(flat[max(0, start - 8) : start].lower()):
            return True
        initial = _INITIAL.search(flat, max(0, start - 6), start)
        if initial and written[0].isupper() and self._has_initial(word, initial[1].lower()):
            return True
        article = re.search(r"\b(?:the|an?)\s+$", flat[max(0, start - 6) : start].lower())
        if len(word) > 3 and word not in everyday():
            return not (article and written.islower() and word in dictionary())
        if article or sort in (Sort.SCRAP, Sort.SHORT_SCRAP):
            return False
        if not written[0].isupper():
            return (
                sort is Sort.NAME
                and flat[max(0, start - 1) : start] in ("", SEPARATOR)
                and flat[end : end + 1] in ("", SEPARATOR)
            )
        if word in _NUMBERED and re.match(r"\s+\d", flat[end : end + 4]):
            return False
        before = flat[max(0, start - 60) : start]
        after = flat[end : end + 40]
        if re.match(r"'s\b", after) or re.match(rf"\s+{_PERSON_VERB}", after):
            return True
        line_before = re.split(r"[\n\ue01e]", before)[-1].strip(" \t\"'([,;|-")
        line_after = re.split(r"[\n\ue01e]", after)[0].strip(" \t\"')],;|.-")
        if not line_before and not line_after:
            return True
        if written.isupper() and len(written) > 1:
            around = re.sub(r"[^A-Za-z]", "", before[-25:] + after[:25])
            if sum(c.isupper() for c in around) > 0.7 * len(around):
                return False
        if word in ("may", "april", "june", "august", "march", "december", "january") and (
            re.match(r"[\s,-]*(?:'?\d|(?:to|and|-) ?[A-Z])|\s+is the month", after)
            or re.search(
                r"(?:\d(?:st|nd|rd|th)?|\bof|\bin|\bsince|\bduring|\bmid|\bnext|\bthis|\blate|\bearly|\blast|[/-])[\s,-]*$",
                before,
            )
        ):
            return False
        if re.search(r"(?:[.!?:]['\")\]]*\s+|>\s*)['\"(]*$", before) or not line_before:
            return bool(re.match(r"[ \t]+[A-Z][a-z]+", after)) and word not in ("will", "may")
        return True

    def _has_initial(self, word: str, letter: str) -> bool:
        ids = self._needles.words[word]
        return any(initials.startswith(letter) and ids & whose for initials, whose in self._needles.initials.items())

    def _runs(self, flat: str, low: str) -> Iterator[Seen]:
        squeezed = re.sub(r"[^\w\ue01e]|_", "", low)
        grams = {squeezed[i : i + _GRAM] for i in range(len(squeezed))}
        wanted = [one for gram in grams & self._by_gram.keys() for one in self._by_gram[gram]]
        wanted += [one for one in self._short if one[0] in squeezed]
        where: list[int] | None = None
        for text, run, backwards in wanted:
            at = squeezed.find(text)
            while at >= 0:
                if where is None:
                    where = [m.start() for m in re.finditer(r"[^\W_]|\ue01e", low)]
                start, end = where[at], where[at + len(text) - 1] + 1
                if self._fits(run, flat, low, start, end, backwards=backwards):
                    record = low.count(SEPARATOR, 0, start)
                    method = "reversed" if backwards else "run together"
                    for name in self._needles.runs[run]:
                        yield Seen(name, method, record)
                at = squeezed.find(text, at + 1)

    def _fits(self, run: Run, flat: str, low: str, start: int, end: int, *, backwards: bool) -> bool:
        before, after = low[start - 1 : start] if start else "", low[end : end + 1]
        whole = not (_LETTER.match(before) or _LETTER.match(after))
        found = flat[start:end]
        gaps = [gap for gap in re.split(r"[^\W_]+", found) if gap]
        if any(len(gap) > 8 for gap in gaps):
            return False
        if run.rule == "digits":
            return not (before.isdigit() or after.isdigit())
        if run.rule == "solid":
            return whole and all(gap in ("_", ".") for gap in gaps)
        if run.rule == "separated":
            return whole and len(gaps) == run.pieces - 1
        if run.rule == "anywhere":
            sentence = any(re.search(r"[.!?;:]\s", gap) for gap in gaps)
            return not sentence or backwards
        if run.rule == "capitals":
            return whole and found[0].isupper() and len(gaps) >= run.pieces - 1
        if run.rule == "broken word":
            if not gaps or not (whole or _in_handle(low, start, end)):
                return not gaps and len(run.text) >= 6 and _in_handle(low, start, end) and run.text not in everyday()
            pieces = _TOKEN.findall(found)
            if all(len(piece) == 1 for piece in pieces):
                return len(set(gaps)) == 1 and not _goes_on(low, start, end, gaps[0])
            if any(re.search(r"[.,;:!?]", gap) for gap in gaps) or len(run.text) < 5:
                return False
            if all(re.fullmatch(r"-\s*\n\s*", gap) for gap in gaps):
                return True
            if all(piece.lower() in dictionary() for piece in pieces):
                return False
            return all("\n" in gap or "-" in gap for gap in gaps) or (found[0].isupper() and len(gaps) == 1)
        if whole or (run.text.isalpha() and len(run.text) >= 6 and _in_handle(low, start, end)):
            return True
        return len(run.text) >= (4 if run.text.isalpha() else 8) and not before.isalpha() and not after.isalpha()

    def _initials(self, flat: str) -> Iterator[Seen]:
        for match in _DOTTED.finditer(flat):
            letters = re.sub(r"[^A-Z]", "", match[0]).lower()
            if "." in match[0] and letters not in _NOT_PERSONS:
                for name in self._needles.initials.get(letters, ()):
                    yield Seen(name, "initials", flat.count(SEPARATOR, 0, match.start()))


def _goes_on(low: str, start: int, end: int, gap: str) -> bool:
    """Whether letters spelt out one by one go on before or after: ``p r o s e c u t e`` does not spell a name."""
    before, after = low[max(0, start - len(gap) - 2) : start], low[end : end + len(gap) + 2]
    step = re.escape(gap)
    return bool(re.search(rf"(?<![^\W_])[^\W_]{step}\Z", before) or re.match(rf"{step}[^\W_](?![^\W_])", after))


def _in_handle(low: str, start: int, end: int) -> bool:
    left = re.search(r"[\w@#.]*$", low[max(0, start - 30) : start])
    right = re.match(r"[\w@.]*", low[end : end + 30])
    around = (left[0] if left else "") + (right[0] if right else "")
    return bool(re.search(r"[@#_\d]", around))


class _Slips:
    """Finds the known word that a token is one slip from, by trying what a slip can have been."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = set(words)
        self._missing = {w[:i] + w[i + 1 :]: w for w in sorted(self._words) for i in range(len(w))}
        self._other = {w[:i] + "?" + w[i + 1 :]: w for w in sorted(self._words) for i in range(len(w))}

    def near(self, token: str) -> str:
        """The known word, or an empty string."""
        if len(token) < 4:
            return ""
        if token in self._missing:  # a letter left out
            return self._missing[token]
        for i in range(len(token)):
            extra = token[:i] + token[i + 1 :]
            if extra in self._words:
                return extra
            if (other := token[:i] + "?" + token[i + 1 :]) in self._other:
                return self._other[other]
            swapped = token[:i] + token[i + 1 : i + 2] + token[i] + token[i + 2 :]
            if swapped in self._words:
                return swapped
        return ""

"""The codebook for reasons given in decision letters (section 3 of the rule book), versioned.

A code says what a letter *says*. It never says that a complainant did something, that a reason was a bad one, or what
the law makes of it: a D code means that a theme is present (``L25``). A version, once used, is never edited; a new one
is a new file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable

from merits.base.errors import Problem, ProblemsError, UserError
from merits.law._tables import Entry, packaged_data, toml_table
from merits.law.book import rule_book
from merits.law.rules import Rule, RuleBook

VERSIONS = ("1",)
THEME_PRESENT = "theme present"
#: Words that no label may use: the codebook describes, a court decides (L25, L136).
_NOT_OURS_TO_SAY = ("lawful", "illegal", "wrongly", "liar")


class Stance(StrEnum):
    """What the letter does with the words that carry a code. Mentioning a subject is not relying on it (``L23``)."""

    RELIED_ON = "relied_on"
    MENTIONED_AND_DISCOUNTED = "mentioned_and_discounted"
    ATTRIBUTED = "attributed_to_defence_or_jury"
    UNCLEAR = "unclear"

    @property
    def label(self) -> str:
        """As a person reads it."""
        return self.value.replace("_", " ").replace("to defence", "to the defence").replace("or jury", "or a jury")


@dataclass(frozen=True)
class Group:
    """A letter of the codebook.

    Attributes:
        letter: ``A`` to ``F``.
        title: what its codes have in common.
        themes_only: True where a code says that a theme is present and no more.
    """

    letter: str
    title: str
    themes_only: bool


@dataclass(frozen=True)
class Code:
    """One code.

    Attributes:
        code: ``D3``.
        theme: its short name in the rule book.
        label: what the letter says, to follow "the letter ...".
        group: the letter it belongs to.
        jury_prediction: True for C3 to C5: the prospect is judged by what a jury or such cases usually do.
        from_edition: the edition of the Code from which it makes sense; None for all.
        pair_with: a code to look at beside it; empty for none.
        note: for coders.
        maps_to: where a published guidance names the same thing, as ``guidance version: entry``.
    """

    code: str
    theme: str
    label: str
    group: Group
    jury_prediction: bool = False
    from_edition: int | None = None
    pair_with: str = ""
    note: str = ""
    maps_to: tuple[str, ...] = ()

    @property
    def is_theme(self) -> bool:
        """True for a D code: it says that a theme is present, never more."""
        return self.group.themes_only

    @property
    def in_words(self) -> str:
        """As a paper prints it: ``D3 (theme present): the letter mentions when the report was made``."""
        mark = f" ({THEME_PRESENT})" if self.is_theme else ""
        return f"{self.code}{mark}: the letter {self.label}"


@dataclass(frozen=True)
class Codebook:
    """One version of the codebook.

    Attributes:
        version: its number as text.
        valid_from: the day it may first be used.
        groups: in order.
        codes: in order.
        rules: the rules it rests on.
    """

    version: str
    valid_from: date
    groups: tuple[Group, ...]
    codes: tuple[Code, ...]
    rules: tuple[Rule, ...]

    def code(self, code: str) -> Code:
        """One code.

        Raises:
            UserError: this version has no such code.
        """
        for known in self.codes:
            if known.code == code:
                return known
        raise UserError(
            f"Codebook {self.version} has no code {code!r}.",
            remedy=f"Use one of {self.codes[0].code} to {self.codes[-1].code}.",
        )

    def __contains__(self, code: object) -> bool:
        return any(known.code == code for known in self.codes)

    def in_group(self, letter: str) -> tuple[Code, ...]:
        """The codes of one group, in order."""
        return tuple(code for code in self.codes if code.group.letter == letter)

    def for_edition(self, number: int) -> tuple[Code, ...]:
        """The codes to offer for a decision under one edition of the Code (``L8``)."""
        return tuple(code for code in self.codes if code.from_edition is None or code.from_edition <= number)

    def record(self) -> dict[str, object]:
        """The same as plain values, for JSON."""
        return {
            "version": self.version,
            "valid_from": self.valid_from.isoformat(),
            "rules": [rule.id for rule in self.rules],
            "groups": [{"letter": group.letter, "title": group.title} for group in self.groups],
            "codes": [
                {
                    "code": code.code,
                    "group": code.group.letter,
                    "theme": code.theme,
                    "label": code.label,
                    "is_theme": code.is_theme,
                    "jury_prediction": code.jury_prediction,
                    "from_edition": code.from_edition,
                    "pair_with": code.pair_with,
                    "note": code.note,
                    "maps_to": list(code.maps_to),
                }
                for code in self.codes
            ],
            "stances": {stance.value: stance.label for stance in Stance},
        }

    @property
    def jury_prediction(self) -> tuple[Code, ...]:
        """C3 to C5."""
        return tuple(code for code in self.codes if code.jury_prediction)

    @property
    def themes(self) -> tuple[Code, ...]:
        """The D codes: themes that are present, and no more."""
        return tuple(code for code in self.codes if code.is_theme)


def load_codebook(folder: Traversable, version: str, rules: RuleBook) -> Codebook:
    """Read and check one version.

    Raises:
        ProblemsError: all that is wrong: an unknown key, group or pair, a code twice, a label that says what is not
            ours to say.
    """
    problems: list[Problem] = []
    name = f"codebook-{version}.toml"
    head = Entry(toml_table(folder / name), file=name, place="", problems=problems)
    if head.text("version", required=True) != version:
        head.problem("version is not that of the file's name.", f'Write version = "{version}".')
    valid_from = head.day("valid_from")
    if valid_from is None:
        head.problem("valid_from is missing.", "Add valid_from = 2026-11-23.")
        valid_from = date.min
    rule_ids = head.texts("rules")
    groups: dict[str, Group] = {}
    for entry in head.tables("group"):
        group = Group(
            entry.text("letter", required=True), entry.text("title", required=True), entry.flag("themes_only")
        )
        groups[group.letter] = group
        entry.done()
    codes: dict[str, Code] = {}
    for entry in head.tables("code"):
        code = _read_code(entry, groups)
        if code.code in codes:
            entry.problem("The code is there twice.", "Remove one of them.")
        codes[code.code] = code
    head.done()
    for code in codes.values():
        if code.pair_with and code.pair_with not in codes:
            problems.append(Problem(name, code.code, "pair_with names no code.", "Correct it.", "E-LAW-ENTRY"))
    if not codes:
        head.problem("There is no code.", "Add [[code]] tables.")
    if problems:
        raise ProblemsError(problems, what="The codebook")
    based_on = tuple(rules.rule(rule_id, valid_from) for rule_id in rule_ids)
    return Codebook(version, valid_from, tuple(groups.values()), tuple(codes.values()), based_on)


def _read_code(entry: Entry, groups: dict[str, Group]) -> Code:
    code = entry.text("code", required=True)
    entry.place = code or entry.place
    group = groups.get(code[:1])
    if group is None:
        entry.problem("The code's first letter is no group.", "Add the group, or correct the code.")
        group = Group("", "", themes_only=False)
    label = entry.text("label", required=True)
    for word in _NOT_OURS_TO_SAY:
        if word in label:
            entry.problem(f"The label says {word!r}.", "Describe what the letter says.")
    read = Code(
        code=code,
        theme=entry.text("theme", required=True),
        label=label,
        group=group,
        jury_prediction=entry.flag("jury_prediction"),
        from_edition=entry.whole("from_edition"),
        pair_with=entry.text("pair_with"),
        note=entry.text("note"),
        maps_to=entry.texts("maps_to"),
    )
    entry.done()
    return read


@cache
def codebook(version: str | None = None) -> Codebook:
    """A version of the codebook; the newest when none is named.

    Raises:
        UserError: there is no such version.

    Example:
        >>> [code.code for code in codebook().jury_prediction]
        ['C3', 'C4', 'C5']
    """
    wanted = version or VERSIONS[-1]
    if wanted not in VERSIONS:
        raise UserError(f"There is no codebook {wanted!r}.", remedy=f"Use one of: {', '.join(VERSIONS)}.")
    return load_codebook(packaged_data(), wanted, rule_book())

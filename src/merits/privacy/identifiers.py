"""Reads a file of identifiers: one a line, or TOML with persons and identifiers as in a dossier's identity store."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

from merits.base.errors import Problem, ProblemsError, UserError
from merits.privacy.protected import KINDS, Protected

_TOML = re.compile(r"^\s*(?:\[\[?\s*(?:person|identifier)\s*\]\]?|(?:person|identifier)\s*=)", re.MULTILINE)
_PERSON_KEYS = frozenset({"id", "role", "shown_as", "names", "also", "date_of_birth"})
_IDENTIFIER_KEYS = frozenset({"id", "kind", "person", "values", "shown_as"})
_GUESSES = (
    ("email", re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
    (
        "date",
        re.compile(
            r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]+ \d{4}"
        ),
    ),
    ("telephone", re.compile(r"(?:\+\d|\(?0)[\d\s()-]{8,}")),
    ("handle", re.compile(r"@\w+|\w+[_\d]\w*_\w*|[a-z]+_[a-z\d_]+")),
    ("address", re.compile(r".*\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b.*|\d+\w? .*")),
    ("reference", re.compile(r"\S*\d.*")),
    ("name", re.compile(r"[^\d]+")),
)


def read_identifiers(path: Path) -> tuple[Protected, ...]:
    """Read the identifiers to protect.

    Args:
        path: plain text with one identifier a line (blank lines and lines starting ``#`` passed over; the kind is told
            from the form, a name where nothing else fits; ids are ``line-1`` and so on), or TOML with ``[[person]]``
            (id, shown_as, names, also, date_of_birth) and ``[[identifier]]`` (id, kind, values, shown_as, person).

    Raises:
        UserError: the file cannot be read, or holds no identifier.
        ProblemsError: entries that cannot be used, all together; places are line or entry numbers, never values.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"The identifier file {path.name} cannot be read.", remedy="Give a readable UTF-8 text or TOML file."
        ) from error
    problems: list[Problem] = []
    if path.suffix == ".toml" or _TOML.search(text):
        found = _from_toml(text, path.name, problems)
    else:
        found = _from_lines(text, path.name, problems)
    if problems:
        raise ProblemsError(problems, what="Identifiers")
    if not found:
        raise UserError(
            f"The identifier file {path.name} holds no identifier.",
            remedy="List what must not appear; a check for nothing proves nothing.",
        )
    return tuple(found)


def _from_lines(text: str, file: str, problems: list[Problem]) -> list[Protected]:
    found: list[Protected] = []
    for number, line in enumerate(text.splitlines(), 1):
        value = line.strip()
        if not value or value.startswith("#"):
            continue
        kind = next((kind for kind, form in _GUESSES if form.fullmatch(value)), "other")
        try:
            found.append(
                Protected(f"line-{number}", kind, (value,), f"[{'person' if kind == 'name' else kind} {number}]")
            )
        except UserError as error:
            problems.append(Problem(file, f"line {number}", error.message, error.remedy, "E-IDENTIFIER"))
    return found


def _from_toml(text: str, file: str, problems: list[Problem]) -> list[Protected]:
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            f"The identifier file {file} is not TOML that can be read.",
            remedy="Correct its syntax; see the dossier format.",
        ) from error
    found: list[Protected] = []
    for key in sorted(tables.keys() - {"person", "identifier"}):
        problems.append(
            Problem(
                file,
                key[:20],
                "not a table of this format.",
                "Use [[person]] and [[identifier]] only.",
                "E-UNKNOWN-KEY",
            )
        )
    for kind, known in (("person", _PERSON_KEYS), ("identifier", _IDENTIFIER_KEYS)):
        entries = tables.get(kind, [])
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
            place = f"{kind} {number}"
            if not isinstance(entry, dict):
                problems.append(Problem(file, place, "not a table.", f"Write [[{kind}]].", "E-TYPE"))
                continue
            if unknown := sorted(entry.keys() - known):
                problems.append(
                    Problem(
                        file,
                        place,
                        f"{len(unknown)} unknown keys.",
                        f"Known keys: {', '.join(sorted(known))}.",
                        "E-UNKNOWN-KEY",
                    )
                )
                continue
            try:
                found += _person(entry) if kind == "person" else [_identifier(entry)]
            except UserError as error:
                problems.append(Problem(file, place, error.message, error.remedy, "E-IDENTIFIER"))
            except (KeyError, TypeError):
                problems.append(
                    Problem(
                        file, place, "a key is missing or of the wrong type.", "See the dossier format.", "E-IDENTIFIER"
                    )
                )
    seen: set[str] = set()
    for one in found:
        if one.id in seen:
            problems.append(Problem(file, "", "two entries have the same id.", "Give each its own.", "E-DUPLICATE"))
        seen.add(one.id)
    return found


def _person(entry: dict[str, Any]) -> list[Protected]:
    person, shown = _text(entry["id"]), _text(entry["shown_as"])
    found = [Protected(person, "name", _texts(entry["names"]), shown, person)]
    if entry.get("also"):
        found.append(Protected(f"{person}-also", "nickname", _texts(entry["also"]), shown, person))
    born = entry.get("date_of_birth")
    if born is not None:
        value = born.isoformat() if isinstance(born, datetime.date) else _text(born)
        found.append(Protected(f"{person}-born", "date", (value,), "[date of birth]", person))
    return found


def _identifier(entry: dict[str, Any]) -> Protected:
    kind = _text(entry["kind"])
    shown = _text(entry.get("shown_as", f"[{kind}]" if kind in KINDS else "[identifier]"))
    return Protected(_text(entry["id"]), kind, _texts(entry["values"]), shown, _text(entry.get("person", "")))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise TypeError("a list of texts expected")
    return tuple(one.isoformat() if isinstance(one, datetime.date) else _text(one) for one in value)

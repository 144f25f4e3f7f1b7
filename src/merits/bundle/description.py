"""``bundle.toml``: a bundle described in a file beside its documents.

title = "Claim bundle"
case_name = "EVAW v DPP"
number = "1"
hearing_date = 2026-11-30        # optional
profile = "admin-court"          # optional; general-2021

[[section]]
key = "A"
title = "Statements"

[[section.item]]
title = "Witness statement"
dated = "2018-10-26"             # optional
file = "statements/first.pdf"
id = "A1"                        # optional; section key and position
pages = 12                       # optional; how many there must be
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from merits.base.errors import Problem, ProblemsError, UserError
from merits.bundle.model import Bundle, Item, Section
from merits.bundle.profiles import profiles

_REMEDY = "Correct the bundle description."


def read_description(path: Path) -> Bundle:
    """Read a bundle description; files are sought beside it.

    Raises:
        UserError: the file is not there or not TOML.
        ProblemsError: unknown keys, missing or wrong values; all of them at once.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(
            f"{path} cannot be read ({error.strerror}).", remedy="Give the path of a bundle.toml."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not TOML: {error}.", remedy="Correct the line it names.") from error
    reader = _Reader(path)
    bundle = reader.bundle(table)
    if reader.problems:
        raise ProblemsError(reader.problems, what=f"{path.name} cannot be used")
    return bundle


class _Reader:
    """Reads the tables and notes every problem on the way."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problems: list[Problem] = []

    def bundle(self, table: dict[str, Any]) -> Bundle:
        self._known(table, "", {"title", "case_name", "number", "hearing_date", "profile", "section"})
        hearing = table.get("hearing_date")
        if hearing is not None and type(hearing) is not date:
            self._wrong("hearing_date", "it is not a day; write 2026-11-30 without quotation marks.")
            hearing = None
        chosen = self._text(table, "", "profile", "general-2021")
        if chosen not in profiles():
            self._wrong("profile", f"there is no such profile; use one of: {', '.join(profiles())}.")
        sections = tuple(
            self._section(entry, f"section {position}")
            for position, entry in enumerate(self._tables(table, "", "section"), 1)
        )
        return Bundle(
            title=self._text(table, "", "title", "Bundle"),
            case_name=self._text(table, "", "case_name", None),
            number=self._text(table, "", "number", ""),
            hearing_date=hearing,
            sections=sections,
            profile=chosen,
        )

    def _section(self, table: dict[str, Any], place: str) -> Section:
        self._known(table, place, {"key", "title", "item"})
        key = self._text(table, place, "key", "")
        items = tuple(
            self._item(entry, f"{place}, item {position}", f"{key or place.removeprefix('section ') + '-'}{position}")
            for position, entry in enumerate(self._tables(table, place, "item"), 1)
        )
        return Section(key, self._text(table, place, "title", ""), items)

    def _item(self, table: dict[str, Any], place: str, identity: str) -> Item:
        self._known(table, place, {"id", "title", "dated", "file", "pages"})
        file = self._text(table, place, "file", None)
        dated = table.get("dated", "")
        pages = table.get("pages")
        if pages is not None and (type(pages) is not int or pages < 1):
            self._wrong(f"{place}, pages", "it is not a number of pages.")
            pages = None
        return Item(
            id=self._text(table, place, "id", identity),
            title=self._text(table, place, "title", None),
            # TOML has dates of its own; both ways of writing one mean the same.
            dated=dated.isoformat() if isinstance(dated, date) else self._text(table, place, "dated", ""),
            source=self._path.parent / file,
            name=file,
            pages=pages,
        )

    def _text(self, table: dict[str, Any], place: str, key: str, default: str | None) -> str:
        """A text value; ``default`` None means that there must be one."""
        value = table.get(key, default)
        where = f"{place}, {key}" if place else key
        if value is None or (default is None and value == ""):
            self._wrong(where, "it is missing.")
            return ""
        if not isinstance(value, str):
            self._wrong(where, "it is not a text; put it in quotation marks.")
            return ""
        return value

    def _tables(self, table: dict[str, Any], place: str, key: str) -> list[dict[str, Any]]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self._wrong(f"{place}, {key}" if place else key, f"write it as [[{key}]].")
            return []
        return value

    def _known(self, table: dict[str, Any], place: str, keys: set[str]) -> None:
        for key in table.keys() - keys:
            self._wrong(f"{place}, {key}" if place else key, f"unknown key; known are {', '.join(sorted(keys))}.")

    def _wrong(self, place: str, message: str) -> None:
        self.problems.append(Problem(str(self._path.name), place, message, _REMEDY, "E-KEY"))

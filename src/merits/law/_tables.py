"""Reading our own TOML tables strictly: every key is expected, typed and used, or the file is refused.

The rules are data that other people will edit by hand, so each mistake is reported with file, rule and remedy, and all
of them together.
"""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable

from merits.base.dates import PartialDate
from merits.base.errors import Problem, ProblemsError


def packaged_data() -> Traversable:
    """The folder of rules that comes with the package."""
    return files("merits.law") / "data"


def toml_table(file: Traversable) -> dict[str, object]:
    """The whole of one TOML file.

    Raises:
        ProblemsError: it is not TOML, or not UTF-8.
    """
    try:
        return dict(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = Problem(file.name, "", f"The file is not TOML: {error}.", "Correct it at that line.", "E-LAW-TOML")
        raise ProblemsError([problem], what="The rules") from error


class Entry:
    """One table of a file, read key by key; mistakes are collected, not raised one by one."""

    def __init__(self, raw: dict[str, object], *, file: str, place: str, problems: list[Problem]) -> None:
        self._raw = dict(raw)
        self.file = file
        self.place = place
        self._problems = problems

    def problem(self, message: str, remedy: str, code: str = "E-LAW-ENTRY") -> None:
        """Note one mistake in this table."""
        self._problems.append(Problem(self.file, self.place, message, remedy, code))

    def text(self, key: str, *, required: bool = False) -> str:
        """A text, stripped; empty when absent."""
        value = self._raw.pop(key, "")
        if not isinstance(value, str):
            self.problem(f"{key} is not text.", f'Write {key} = "...".')
            return ""
        if required and not value.strip():
            self.problem(f"{key} is missing.", f'Add {key} = "...".')
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when absent."""
        value = self._raw.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.problem(f"{key} is not a list of texts.", f'Write {key} = ["...", "..."].')
            return ()
        return tuple(value)

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        value = self._raw.pop(key, False)
        if not isinstance(value, bool):
            self.problem(f"{key} is not true or false.", f"Write {key} = true.")
            return False
        return value

    def whole(self, key: str) -> int | None:
        """A whole number; None when absent."""
        value = self._raw.pop(key, None)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.problem(f"{key} is not a whole number.", f"Write {key} = 8.")
            return None
        return value

    def value(self, key: str) -> int | str | tuple[str, ...] | None:
        """What a rule sets: a whole number, a text or a list of texts; None when it sets nothing."""
        found = self._raw.get(key)
        if isinstance(found, list):
            return self.texts(key)
        if isinstance(found, str):
            return self.text(key)
        return self.whole(key)

    def when(self, key: str) -> PartialDate | None:
        """A date of any precision: a TOML date, or text such as ``2013-01``; None when absent."""
        value = self._raw.pop(key, None)
        if value is None:
            return None
        try:
            # a TOML date-time is also a date in Python; its text form is refused below as it should be
            return PartialDate.parse(value if isinstance(value, str) else str(value))
        except ValueError:
            self.problem(f"{key} is not a date.", f'Write {key} = 2018-10-26, or {key} = "2018-10".')
            return None

    def day(self, key: str) -> date | None:
        """A date known to the day; None when absent."""
        when = self.when(key)
        if when is None:
            return None
        if when.first != when.last:
            self.problem(f"{key} is not known to the day.", f"Write {key} = 2018-10-26.")
            return None
        return when.first

    def tables(self, key: str) -> list[Entry]:
        """The tables under ``key``, in order."""
        value = self._raw.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(f"{key} is not a list of tables.", f"Write each as [[{key}]].")
            return []
        return [
            Entry(item, file=self.file, place=f"{key} {number}", problems=self._problems)
            for number, item in enumerate(value, start=1)
        ]

    def done(self) -> None:
        """Call last: anything not asked for is a mistake, most often a misspelt key."""
        for key in self._raw:
            self.problem(f"{key} is not a key of this table.", "Remove it, or correct its spelling.")

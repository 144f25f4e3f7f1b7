"""Writes TOML, which the standard library only reads.

Same value, same bytes. Keys keep the order given; tables come after plain keys, as TOML wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import TypeGuard

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
#: Control characters, which TOML allows only escaped.
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')


def to_toml(table: Mapping[str, object], *, comments: Mapping[str, str] | None = None) -> str:
    """The text of a TOML document.

    Args:
        table: text, whole numbers, fractions, truth values, dates, times, lists and tables of such. ``None`` is left
            out, since TOML has none.
        comments: key path (``challenge.aware_on``; the same for each table of a list) -> a line written above that
            key. The path of a key that is not in ``table`` is ignored.

    Raises:
        TypeError: a value TOML has no form for.
        ValueError: a text that is not Unicode (a lone surrogate).

    Example:
        >>> print(to_toml({"title": "Spring", "case": [{"id": "a"}]}), end="")
        title = "Spring"
        <BLANKLINE>
        [[case]]
        id = "a"
    """
    return "".join(_lines((), table, comments or {}))


def _lines(path: tuple[str, ...], table: Mapping[str, object], comments: Mapping[str, str]) -> Iterable[str]:
    plain = {key: value for key, value in table.items() if value is not None and not _is_table(value)}
    for key, value in plain.items():
        yield from _comment((*path, key), comments)
        yield f"{_key(key)} = {_value(value)}\n"
    begun = bool(plain) or bool(path)
    for key, value in table.items():
        if not _is_table(value):
            continue
        here = (*path, key)
        header = ".".join(_key(part) for part in here)
        items, form = ([value], "[{}]") if isinstance(value, Mapping) else (value, "[[{}]]")
        assert isinstance(items, Sequence)
        for item in items:
            yield "\n" if begun else ""
            begun = True
            yield from _comment(here, comments)
            yield form.format(header) + "\n"
            yield from _lines(here, item, comments)


def _is_table(value: object) -> bool:
    """A table, or a list of nothing but tables; an empty list is a plain value."""
    if isinstance(value, Mapping):
        return True
    return _is_list(value) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _comment(path: tuple[str, ...], comments: Mapping[str, str]) -> Iterable[str]:
    words = comments.get(".".join(path), "")
    return [f"# {line}\n" for line in words.splitlines()]


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _long_text(value) if "\n" in value else _text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)  # 1.0, 1e+16, inf and nan are all TOML
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items() if item is not None) + "}"
    if _is_list(value):
        return _list(value)
    raise TypeError(f"TOML has no form for {type(value).__name__}")


def _list(values: Sequence[object]) -> str:
    parts = [_value(item) for item in values]
    one_line = "[" + ", ".join(parts) + "]"
    if len(one_line) <= 100 and "\n" not in one_line:
        return one_line
    return "[\n" + "".join(f"    {part},\n" for part in parts) + "]"


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def _text(text: str) -> str:
    text.encode()  # a lone surrogate cannot be written
    return '"' + _TO_ESCAPE.sub(_escape, text) + '"'


def _long_text(text: str) -> str:
    """Over several lines. The line break after the opening quotes is not part of the text."""
    return '"""\n' + "\n".join(_text(line)[1:-1] for line in text.split("\n")) + '"""'

"""S10: no text of ours says that a decision is unlawful, scores a complainant, or predicts a result (L136).

Every string in the code that could reach a person, and every text in the carried rules, is read. The fictional dossier is
left out: letters and grounds in it are other people's words.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from repository import ROOT

SOURCE = ROOT / "src/merits"
FORBIDDEN = re.compile(
    r"\b(un|not )lawful(ly)?\b|\billegal(ly|ity)?\b|\bwrongly (decided|dropped|charged|refused|closed|discontinued)\b|\bperverse\b|\birrational\b"
    r"|\bshould (not )?have (been )?(charged|prosecuted|dropped)\b"
    r"|\b(strong|weak|good|winning|losing) case\b|\b(chances?|prospects?) of (success|winning)\b"
    r"|\blikely to (win|lose|succeed|fail|convict|be convicted)\b"
    r"|\b(credibility|believability|merit|victim) (score|rating|rank)|\b(liar|lied|lying about)\b",
    re.IGNORECASE,
)
#: The list of words that the codebook's own check refuses.
ALLOWED = {"law/codes.py"}


def _said(path: Path) -> Iterator[tuple[int, str]]:
    """Strings of a module that are not docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def test_no_string_in_the_code_says_what_is_not_ours_to_say() -> None:
    found = [
        f"{name}:{line}: {match.group()}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not (name := path.relative_to(SOURCE).as_posix()).startswith("demo/") and name not in ALLOWED
        for line, text in _said(path)
        for match in FORBIDDEN.finditer(text)
    ]
    assert found == []


def test_no_carried_rule_or_code_says_what_is_not_ours_to_say() -> None:
    found = [
        f"{path.name}: {match.group()}"
        for path in sorted(SOURCE.rglob("*.toml"))
        if "demo" not in path.relative_to(SOURCE).parts
        for text in _texts(tomllib.loads(path.read_text("utf-8")))
        for match in FORBIDDEN.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "words",
    [
        "The decision was unlawful.",
        "The case was wrongly dropped.",
        "He should have been charged.",
        "This is a strong case.",
        "The claim is likely to succeed.",
        "Credibility score: 7",
    ],
)
def test_the_list_knows_what_it_is_for(words: str) -> None:
    assert FORBIDDEN.search(words)

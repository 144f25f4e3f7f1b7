"""The leak check shares nothing with the pseudonymiser but the description of an identifier (S4)."""

from __future__ import annotations

import ast
from pathlib import Path

import merits.privacy

ROOT = Path(merits.privacy.__file__).parent


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return names | {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}


def test_the_check_imports_nothing_of_the_pseudonymiser() -> None:
    files = sorted((ROOT / "check").glob("*.py"))
    assert len(files) > 10
    for path in files:
        ours = {name for name in imported(path) if name.startswith("merits.")}
        strangers = {name for name in ours if not name.startswith(("merits.privacy.check", "merits.base"))}
        assert strangers <= {"merits.privacy.protected"}, path.name


def test_the_pseudonymiser_imports_nothing_of_the_check() -> None:
    for path in sorted(ROOT.glob("*.py")):
        if path.name != "__init__.py":
            assert not any(name.startswith("merits.privacy.check") for name in imported(path)), path.name

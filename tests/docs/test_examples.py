"""Every example in a docstring runs and gives what it says."""

from __future__ import annotations

import doctest
import importlib

import pytest
from documents import ROOT

SOURCE = ROOT / "src"
MODULES = sorted(
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for path in (SOURCE / "merits").rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)
WITH_EXAMPLES = ("base", "law", "casework", "evidence", "documents", "figures", "change", "privacy")


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("package", WITH_EXAMPLES)
def test_package_has_examples(package: str) -> None:
    assert any(name.startswith(f"merits.{package}") for name in MODULES)

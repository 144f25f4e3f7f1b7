"""Every example in a docstring runs and says what it says."""

import doctest
import importlib
import pkgutil

import pytest

from merits import law

MODULES = sorted(module.name for module in pkgutil.iter_modules(law.__path__, "merits.law."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) >= 12


def test_every_public_name_is_there_and_described() -> None:
    for name in law.__all__:
        assert getattr(law, name) is not None
    assert sorted(law.__all__) == sorted(set(law.__all__))

"""The main job on small dossiers, without its fixed costs: the annex is worked out once and cut to its first page. Tests
on the demo dossier pay for everything."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from factories.small_dossiers import DAY, Small, small
from merits import figures
from merits.papers import make_pack
from merits.papers import pack as pack_module
from merits.papers.annex import Annex, statistical_annex
from merits.papers.pack import Pack

Packed = Callable[..., Pack]


@functools.cache
def _annex(on: date) -> Annex:
    with figures.load() as store:
        whole = statistical_annex(store, on=on)
    short = dataclasses.replace(whole.document, blocks=whole.document.blocks[:4])
    return dataclasses.replace(
        whole, document=short, files={"annex-data/README.txt": whole.files["annex-data/README.txt"]}
    )


def _make_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_module, "statistical_annex", lambda _store, *, on: _annex(on))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs of this test are quick."""
    _make_quick(monkeypatch)


@pytest.fixture(scope="session")
def small_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of the small dossier with a service copy, packed once. Not to be changed."""
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as monkeypatch:
        _make_quick(monkeypatch)
        make_pack(small().written(folder / "dossier"), folder / "papers", on=DAY, service_copies=("cps",))
    return folder / "papers"


@pytest.fixture
def packed(quick: None, tmp_path: Path) -> Packed:
    """Packs a small dossier: ``packed(small(), service_copies=("cps",))``; the papers are in ``tmp_path / "papers"``."""

    def pack(dossier: Small, *, name: str = "papers", service_copies: Sequence[str] = (), on: date = DAY) -> Pack:
        folder = dossier.written(tmp_path / f"{name}-dossier")
        return make_pack(folder, tmp_path / name, on=on, service_copies=service_copies)

    return pack

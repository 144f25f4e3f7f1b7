"""Dossier folders waiting to be taken in: those that whoever runs the machine put into ``incoming`` in the workspace's
own folder. A page never opens any other path."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404

FOLDER = "incoming"


def names() -> tuple[str, ...]:
    """The names of the folders that look like a dossier."""
    root = settings.HOME / FOLDER
    if not root.is_dir():
        return ()
    return tuple(sorted(item.name for item in root.iterdir() if _is_dossier(item)))


def folder(name: str) -> Path:
    """One of them.

    Raises:
        Http404: there is none of this name.
    """
    if name not in names():
        raise Http404
    return Path(settings.HOME) / FOLDER / name


def place() -> Path:
    """Where to put them."""
    return Path(settings.HOME) / FOLDER


def _is_dossier(item: Path) -> bool:
    # A link could lead anywhere.
    return item.is_dir() and not item.is_symlink() and (item / "dossier.toml").is_file()

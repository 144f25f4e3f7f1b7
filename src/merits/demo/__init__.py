"""The demo: a fictional dossier of 24 cases of three organisations, and the public key pair that opens its packs.

Every person, organisation, place and number in it is made up. It is built by ``tools/build_demo.py`` from the readable
sources in ``tools/demo`` and is part of the installed package.
"""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

__all__ = ["DEMO_DAY", "demo_dossier", "demo_key"]

#: The Monday on which the coalition's letter goes out; papers of the demo are made ``--on`` this day.
DEMO_DAY = date(2019, 6, 10)


def demo_dossier() -> Path:
    """The folder of the fictional dossier, sealed. It is read, never written.

    Example:
        >>> (demo_dossier() / "dossier.toml").is_file()
        True
    """
    return _inside("dossier")


def demo_key() -> Path:
    """The age identity that opens the cipher key of packs made from the demo. It is published and protects nothing."""
    return _inside("demo-key.txt")


def _inside(name: str) -> Path:
    # An installed wheel is a folder on disk; the dossier is hashed file by file and could not be read from an archive.
    return Path(str(resources.files("merits.demo") / name))

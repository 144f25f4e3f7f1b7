"""Reading a finished folder back: is its bundle fit, and does anything in it name anybody?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from merits.base.errors import ProblemsError
from merits.bundle import Placed, check
from merits.privacy import LeakReport, Protected, check_folder

PROFILE = "general-2021"
BUNDLE_NAME = "bundle.pdf"


def examine(
    folder: Path, protected: Sequence[Protected], *, allowed: frozenset[str], placed: Sequence[Placed]
) -> LeakReport:
    """Read a finished folder back.

    Args:
        folder: the finished folder.
        protected: every identifier of the dossier.
        allowed: ids of those that may appear there.
        placed: what should lie where in its bundle; empty where there is none.

    Raises:
        ProblemsError: its bundle is not one a court would take.
    """
    if placed:
        report = check(folder / BUNDLE_NAME, profile=PROFILE, manifest=placed)
        if not report.fit:
            raise ProblemsError(report.findings, what=f"{folder.name}/{BUNDLE_NAME} is not fit to be filed")
    return check_folder(folder, protected, allowed=allowed)

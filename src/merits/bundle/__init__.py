"""Court bundles: many documents made one PDF that a court can use, and a check that reads the result back.

Every page carries one number, from 1 at the first page: printed on it, as its page label, in the bookmark and in the
index (General guidance on electronic court bundles, L70-L81).

Example:
    built = build(bundle, Path("EVAW v DPP 1.pdf"), on=date(2019, 6, 10))
    report = check(Path("EVAW v DPP 1.pdf"), profile="general-2021", manifest=built.placed)
"""

from __future__ import annotations

from merits.bundle.assemble import build
from merits.bundle.check import Report, check
from merits.bundle.description import read_description
from merits.bundle.model import Built, Bundle, Item, Placed, Section, file_name
from merits.bundle.profiles import Profile, profile, profiles

__all__ = [
    "Built",
    "Bundle",
    "Item",
    "Placed",
    "Profile",
    "Report",
    "Section",
    "build",
    "check",
    "file_name",
    "profile",
    "profiles",
    "read_description",
]

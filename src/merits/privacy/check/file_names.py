"""Names of files, folders and members: a leak like any other, and one that a report must not repeat."""

from __future__ import annotations

import re

from merits.privacy.check.findings import Findings
from merits.privacy.check.look import Sort


def name_leaks(name: str, place: str, vector: str, findings: Findings) -> bool:
    """Look at a name as it stands, without its suffix, and with its words apart; True if something was found."""
    before = len(findings.hits)
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,5})+$", "", name)
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[_.\-+]+", " ", stem)
    findings.texts(vector, [(place, name), (place, stem), (place, spaced)], sort=Sort.NAME)
    return len(findings.hits) > before

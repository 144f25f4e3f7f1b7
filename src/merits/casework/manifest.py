"""The manifest: the hash of every file of a dossier folder, so that a changed or lost byte is noticed (E1, S5)."""

from __future__ import annotations

import json
from pathlib import Path

from merits.base.errors import ProblemsError
from merits.base.files import write_file
from merits.casework._folder import MANIFEST, MANIFEST_FORMAT, Folder
from merits.casework.faults import Findings


def write_manifest(folder: Path) -> Path:
    """Write ``manifest.json`` for every other file of the folder. Says nothing about what is in them.

    Returns:
        its path.

    Raises:
        ProblemsError: the folder holds a link.
        CannotWrite: no space, or not permitted.
    """
    findings = Findings()
    inside = Folder(folder, findings)
    listed = {name: inside.sha256(name) for name in sorted(inside.files) if name != MANIFEST}
    if findings.errors:
        raise ProblemsError(findings.errors, what=f"{folder} was not sealed")
    text = json.dumps({"format": MANIFEST_FORMAT, "files": listed}, ensure_ascii=False, indent=1) + "\n"
    write_file(folder / MANIFEST, text.encode())
    return folder / MANIFEST


def check_manifest(inside: Folder) -> bool:
    """Compare the folder with its manifest, if it has one.

    Returns:
        True if there is one. Every difference is noted in ``inside.findings``.
    """
    listed = inside.manifest()
    if listed is None:
        return inside.has(MANIFEST)
    note = inside.findings.add
    for name in sorted(set(listed) - inside.files):
        note("E-MISSING", name, "", "The manifest lists this file; it is not there.", "Put it back, or seal again.")
    for name in sorted(inside.files - set(listed) - {MANIFEST}):
        note("E-EXTRA", name, "", "The manifest does not list this file.", "Remove it, or seal again if it belongs.")
    for name in sorted(set(listed) & inside.files):
        if inside.sha256(name) != listed[name]:
            note(
                "E-HASH",
                name,
                "",
                "The file is not the one that was sealed.",
                "Put the sealed file back; seal again only if the change was meant.",
            )
    return True

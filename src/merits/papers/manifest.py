"""The manifest of a folder of papers: what is in it, made by what, from what, on which rules.

Hashes of inputs stand only in the privileged manifest: a hash of a short letter can be guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from merits import __version__
from merits.base.hashes import sha256_file
from merits.casework import Dossier
from merits.law import Rule
from merits.papers.selection import Selection

FORMAT = "merits-pack/1"
NO_CONSENT = "Not included: no live consent for this paper."
_TOOLS = ("typst", "pikepdf", "pypdfium2", "python-docx", "altair", "vl-convert-python", "duckdb", "polars")


def manifest(
    folder: Path,
    *,
    audience: str,
    dossier: Dossier,
    selection: Selection,
    rules: Sequence[Rule],
    notes: Sequence[str],
    on: date,
    inputs: bool = False,
) -> bytes:
    """The manifest of one finished folder, as JSON.

    Args:
        folder: whose files are hashed; ``.age`` files are listed without a hash, since encryption is never twice alike.
        audience: who the folder is for.
        dossier: where it came from.
        selection: the cases shown and left out.
        rules: used in its papers.
        notes: what a reader should know: no bundle was made, and why.
        on: the day worked on.
        inputs: True for the privileged manifest: adds the hash of every document, the consents relied on, and why each
            case that is not shown is not.
    """
    files = {
        path.relative_to(folder).as_posix(): None if path.suffix == ".age" else sha256_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    record: dict[str, object] = {
        "format": FORMAT,
        "made_for": audience,
        "dossier": dossier.id,
        "on": on.isoformat(),
        "made_with": {"merits": __version__, **_versions()},
        "cases": list(selection.references),
        "not_included": [
            # Outside the privileged manifest nobody is told whether, or when, a client said no.
            {"case": item.case, "reason": item.reason if inputs else NO_CONSENT}
            for item in selection.not_included
        ],
        "rules": [
            {"id": rule.id, "part": rule.part, "source": rule.citation, "confidence": rule.source.confidence.value}
            for rule in rules
        ],
        "notes": list(notes),
        "files": files,
    }
    if inputs:
        record["consents_relied_on"] = {case: list(ids) for case, ids in sorted(selection.consents.items())}
        record["inputs"] = {f"{case}/{document}": value for (case, document), value in sorted(dossier.hashes.items())}
    return to_json(record)


def to_json(record: Mapping[str, object]) -> bytes:
    """JSON as every file of ours is written: readable, in a fixed order."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _versions() -> dict[str, str]:
    found = {}
    for name in _TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found

"""Reads one case of a dossier folder: what it says, its documents' hashes, its carried readings, its identity store."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from merits.base.reading import Reading
from merits.casework._case_rules import Known, check_case
from merits.casework._folder import Folder, plain_path
from merits.casework._identity_rules import check_identities
from merits.casework._tables import Place, ids_in, read_table
from merits.casework.case import Case, DocumentRef
from merits.casework.identity import Identities

T = TypeVar("T")


@dataclass(frozen=True)
class CaseFolder:
    """One case as it lies on disk.

    Attributes:
        reference: the folder's name.
        case: what ``case.toml`` says, or a blank one.
        store: what its identity store says, or an empty one.
        documents: ids of its documents, also of faulty ones; None where ``case.toml`` could not be read at all.
        hashes: document id -> hash of its file.
        readings: document id -> carried reading.
        listed: the files of the dossier folder that belong to it.
    """

    reference: str
    case: Case
    store: Identities
    documents: AbstractSet[str] | None
    hashes: Mapping[str, str]
    readings: Mapping[str, Reading]
    listed: AbstractSet[str]


def identities_file(reference: str) -> str:
    """The identity store of a case."""
    return f"identities/{reference}.toml"


def read_file(inside: Folder, table: type[T], name: str, blank: T) -> tuple[T, Mapping[str, Any] | None]:
    """One TOML file that must be there.

    Returns:
        what it says, with blanks where something is missing, and its plain tables; ``blank`` and None where it could
        not be read at all.
    """
    if not inside.has(name):
        inside.findings.add("E-MISSING", name, "", "The file is not there.", "Put it back, or make it anew.")
        return blank, None
    raw = inside.toml_of(name)
    if raw is None:
        return blank, None
    return read_table(table, raw, Place(name, "", inside.findings), standing_in=True) or blank, raw


def read_case_folder(inside: Folder, reference: str) -> CaseFolder:
    """Read and check everything of one case that needs nothing of the others."""
    name = f"cases/{reference}/case.toml"
    at = Place(name, "", inside.findings)
    case, raw = read_file(inside, Case, name, _blank_case(reference))
    store, raw_store = read_file(inside, Identities, identities_file(reference), Identities())
    people = ids_in(raw_store or {}, "person")
    if raw_store is not None:
        check_identities(
            store, Place(identities_file(reference), "", inside.findings), reference=reference, people=people
        )
    if raw is None:
        return CaseFolder(reference, case, store, None, {}, {}, {name, identities_file(reference)})
    if case.reference and case.reference != reference:
        at.key("reference").note(
            "E-CONFLICT", "The folder has another name.", "Rename the folder, or correct the reference."
        )
    check_case(
        case,
        at,
        known=Known(ids_in(raw, "decision"), ids_in(raw, "document"), people if raw_store is not None else None),
        people=store,
        is_here=lambda file: inside.has(f"cases/{reference}/{file}"),
    )
    here = [item for item in case.documents if plain_path(item.file) and inside.has(_path(reference, item))]
    hashes = {item.id: inside.sha256(_path(reference, item)) for item in here}
    carried = {item.id: _reading(inside, reference, item, hashes[item.id]) for item in here}
    complainant = store.complainant
    return CaseFolder(
        reference=reference,
        case=dataclasses.replace(case, reference=reference, complainant=complainant.id if complainant else ""),
        store=store,
        documents=ids_in(raw, "document"),
        hashes=hashes,
        readings={key: reading for key, reading in carried.items() if reading is not None},
        listed={name, identities_file(reference)}
        | {f"cases/{reference}/{file}" for file in ids_in(raw, "document", named="file")}
        | {_reading_path(reference, document) for document in ids_in(raw, "document")},
    )


def _blank_case(reference: str) -> Case:
    """Stands in for a case that could not be read, while the rest is checked."""
    return Case(reference=reference, id="", organisation="", jurisdiction="", came_in="", came_in_on=date.min)


def _path(reference: str, document: DocumentRef) -> str:
    return f"cases/{reference}/{document.file}"


def _reading_path(reference: str, document_id: str) -> str:
    return f"cases/{reference}/readings/{document_id}.json"


def _reading(inside: Folder, reference: str, document: DocumentRef, sha256: str) -> Reading | None:
    name = _reading_path(reference, document.id)
    if not inside.has(name):
        Place(f"cases/{reference}/case.toml", f"document[{document.id}]", inside.findings).note(
            "W-READING",
            "The document has no carried reading; nothing can be quoted from it.",
            'Run "merits evidence readings" on the dossier.',
        )
        return None
    text = inside.text_of(name)
    if text is None:
        return None
    at = Place(name, "", inside.findings)
    try:
        reading = Reading.from_json(text)
    except ValueError:
        at.note("E-SYNTAX", "This is not a reading.", 'Remove it and run "merits evidence readings" on the dossier.')
        return None
    if reading.document_sha256 != sha256:
        at.key("document_sha256").note(
            "E-HASH",
            "The document is not the one this was read from.",
            'Put that document back, or run "merits evidence readings" and code it again.',
        )
        return None
    return reading

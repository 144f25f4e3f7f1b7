"""Writes a dossier folder. Every file is written whole or not at all (S5)."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from merits.base.dates import PartialDate, Precision
from merits.base.errors import UserError
from merits.base.files import new_folder, write_file
from merits.base.hashes import sha256_bytes
from merits.casework._case_folder import identities_file
from merits.casework._codings import HEADER
from merits.casework._folder import ADVERSE, CODINGS, HEAD, plain_path
from merits.casework._schema import fields_of
from merits.casework.adverse import AdverseLog
from merits.casework.case import Case
from merits.casework.challenge import DossierHead
from merits.casework.coding import CodingRow
from merits.casework.dossier import Dossier
from merits.casework.manifest import write_manifest
from merits.casework.toml import to_toml


def to_table(item: object) -> dict[str, object]:
    """A dataclass of this package as the plain table its file holds; what equals the default is left out.

    Args:
        item: e.g. a ``Case``.
    """
    assert dataclasses.is_dataclass(item)
    table: dict[str, object] = {}
    for entry in fields_of(type(item)):
        value = getattr(item, entry.name)
        if entry.required or value != entry.default:
            table[entry.key] = plain(value)
    return table


def plain(value: object) -> object:
    """One value as TOML can hold it."""
    if isinstance(value, PartialDate):
        return value.day if value.precision is Precision.DAY else str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return to_table(value) if dataclasses.is_dataclass(value) else value


def codings_csv(rows: Iterable[CodingRow]) -> str:
    """The text of ``codings.csv``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in rows:
        cells = [getattr(row, key) for key in HEADER]
        writer.writerow(["" if cell is None else str(cell) for cell in cells])
    return out.getvalue()


def write_dossier(
    dossier: Dossier, out: Path, *, documents: Mapping[tuple[str, str], bytes] | None = None, seal: bool = False
) -> None:
    """Write a whole dossier as a new folder.

    Args:
        dossier: what to write.
        out: must not exist, or be empty.
        documents: (case reference, document id) -> bytes. Without it they are copied from ``dossier.folder``.
        seal: write the manifest too.

    Raises:
        CannotWrite: ``out`` holds something, no space, or not permitted. Nothing is left behind.
        UserError: a document's bytes are not given, or its path leaves the case's folder.
    """
    with new_folder(out) as work:
        write_text(work / HEAD, to_toml(to_table(_head_of(dossier))))
        for case in dossier.cases:
            write_text(work / "cases" / case.reference / "case.toml", to_toml(to_table(case)))
            for document in case.documents:
                if not plain_path(document.file):
                    raise UserError(
                        f"Document {document.id} of case {case.reference} does not lie in its folder.",
                        remedy="Give its file a plain name.",
                    )
                data = _bytes_of(dossier, case, document.id, documents)
                write_file(work / "cases" / case.reference / document.file, data)
        for (reference, document_id), reading in dossier.readings.items():
            write_text(work / "cases" / reference / "readings" / f"{document_id}.json", reading.to_json())
        for reference, people in dossier.identities.items():
            write_text(work / identities_file(reference), to_toml(to_table(people)))
        write_text(work / ADVERSE, to_toml(to_table(AdverseLog(items=dossier.adverse))))
        write_text(work / CODINGS, codings_csv(dossier.codings))
        if seal:
            write_manifest(work)


def _head_of(dossier: Dossier) -> DossierHead:
    return DossierHead(**{item.name: getattr(dossier, item.name) for item in dataclasses.fields(DossierHead)})


def _bytes_of(
    dossier: Dossier, case: Case, document_id: str, documents: Mapping[tuple[str, str], bytes] | None
) -> bytes:
    if documents is None:
        return dossier.path_of(case, case.document(document_id)).read_bytes()
    if (case.reference, document_id) not in documents:
        raise UserError(
            f"The bytes of document {document_id} of case {case.reference} are not given.",
            remedy="Give them in documents.",
        )
    return documents[case.reference, document_id]


def write_text(path: Path, text: str) -> None:
    """Write a text whole, as UTF-8."""
    write_file(path, text.encode())


def case_files(dossier: Dossier, case: Case) -> dict[str, bytes]:
    """Everything of one case, as it lies in the dossier folder: path -> bytes. Of ``codings.csv`` its own rows only.

    Args:
        dossier: the dossier, read from its folder.
        case: one of its cases.

    Raises:
        UserError: a file was changed since the dossier was read.
    """
    files = {
        f"cases/{case.reference}/case.toml": to_toml(to_table(case)).encode(),
        identities_file(case.reference): to_toml(to_table(dossier.identities[case.reference])).encode(),
        CODINGS: codings_csv(row for row in dossier.codings if row.case == case.reference).encode(),
    }
    for document in case.documents:
        data = dossier.path_of(case, document).read_bytes()
        if sha256_bytes(data) != dossier.hashes[case.reference, document.id]:
            raise UserError(
                f"Document {document.id} of case {case.reference} was changed while it was being read.",
                remedy="Run this again.",
            )
        files[f"cases/{case.reference}/{document.file}"] = data
        reading = dossier.reading_of(case, document)
        if reading is not None:
            files[f"cases/{case.reference}/readings/{document.id}.json"] = reading.to_json().encode()
    return files

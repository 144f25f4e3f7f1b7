"""Reads a dossier folder, strictly, and tells every fault at once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from merits.base.errors import Problem, ProblemsError, UserError
from merits.casework import _codebook
from merits.casework._case_folder import CaseFolder, identities_file, read_case_folder, read_file
from merits.casework._codings import Letters, Rows, check_codings, read_codings
from merits.casework._folder import ADVERSE, CODINGS, HEAD, MANIFEST, Folder
from merits.casework._forms import REFERENCE
from merits.casework._head_rules import check_adverse, check_head
from merits.casework._identity_rules import check_ciphers
from merits.casework._rules import leads, once
from merits.casework._tables import Place, ids_in
from merits.casework.adverse import AdverseLog
from merits.casework.challenge import Challenge, DossierHead, Solicitor
from merits.casework.coding import Record
from merits.casework.dossier import Dossier
from merits.casework.faults import Findings
from merits.casework.manifest import check_manifest


def read_dossier(path: Path) -> Dossier:
    """Read a dossier folder.

    Args:
        path: the folder that holds ``dossier.toml``.

    Returns:
        the dossier, found whole; what should be known but does not stop the work is in its ``warnings``.

    Raises:
        ProblemsError: every fault found, each with its code, file, place and remedy.
        UserError: there is no such folder, or it may not be read.
    """
    dossier, findings = _read(path)
    if findings.errors:
        raise ProblemsError(findings.errors, what=f"The dossier {path} cannot be used")
    return dossier


def check_dossier(path: Path, *, seal: bool = True) -> tuple[Problem, ...]:
    """Every fault of a dossier folder, then every warning.

    Args:
        path: the folder that holds ``dossier.toml``.
        seal: compare it with its manifest too. False before it is sealed anew.

    Raises:
        UserError: there is no such folder, or it may not be read.
    """
    _, findings = _read(path, seal=seal)
    return findings.errors + findings.warnings


def _read(path: Path, *, seal: bool = True) -> tuple[Dossier, Findings]:
    findings = Findings()
    try:
        return _read_folder(Folder(path, findings), findings, seal=seal), findings
    except OSError as error:
        raise UserError(
            f"{error.filename or path} could not be read ({error.strerror}).",
            remedy="Allow it to be read, then try again.",
        ) from error


def _read_folder(inside: Folder, findings: Findings, *, seal: bool) -> Dossier:
    references = _references(inside, findings)
    head, raw = read_file(inside, DossierHead, HEAD, _BLANK_HEAD)
    folders = [read_case_folder(inside, reference) for reference in references]
    readable = [folder for folder in folders if folder.documents is not None]
    if raw is not None:
        at = Place(HEAD, "", findings)
        check_head(head, at, recipients=ids_in(raw, "recipient", named="key"), cases=set(references))
        _check_organisations(readable, raw, findings)
    once(Place("cases", "", findings), [head.id, *(folder.case.id for folder in readable if folder.case.id)], "UUID")
    check_ciphers(
        {folder.reference: folder.store for folder in folders},
        {reference: Place(identities_file(reference), "", findings) for reference in references},
    )
    log = _adverse(inside, findings, references)
    rows = _codings(inside, findings, folders)
    if head.sampling is not None:
        _check_cut_off(head.sampling.cut_off, readable, findings)
    _check_readers(readable, rows, findings)
    sealed = seal and check_manifest(inside)
    if seal and not sealed:
        Place(MANIFEST, "", findings).note("W-SEAL", "The dossier is not sealed.", 'Run "merits dossier seal" on it.')
    _check_extra(inside, folders, findings)
    return Dossier(
        **{item.name: getattr(head, item.name) for item in dataclasses.fields(DossierHead)},
        cases=tuple(folder.case for folder in readable),
        identities={folder.reference: folder.store for folder in folders},
        adverse=log.items,
        codings=tuple(row for _, row in rows),
        readings={(item.reference, key): value for item in folders for key, value in item.readings.items()},
        hashes={(item.reference, key): value for item in folders for key, value in item.hashes.items()},
        folder=inside.root,
        sealed=sealed,
        warnings=findings.warnings,
    )


#: Stands in for a ``dossier.toml`` that could not be read, while the rest is checked.
_BLANK_HEAD = DossierHead(format="", id="", title="", challenge=Challenge(), solicitor=Solicitor())


def _references(inside: Folder, findings: Findings) -> list[str]:
    """The names of the case folders; a name that is no reference is noted and left out."""
    found = []
    for name in sorted({_case_of(name) for name in inside.files} - {""}):
        if re.fullmatch(REFERENCE.expression, name):
            found.append(name)
        else:
            Place(f"cases/{name}", "", findings).note(
                "E-TYPE", "The folder's name is not a reference.", f"Name it with {REFERENCE.words}."
            )
    return found


def _case_of(name: str) -> str:
    """The case folder that a file lies in; empty if in none."""
    parts = name.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "cases" else ""


def _check_organisations(folders: Iterable[CaseFolder], raw: Mapping[str, Any], findings: Findings) -> None:
    known = ids_in(raw, "organisation", named="key")
    for folder in folders:
        at = Place(f"cases/{folder.reference}/case.toml", "organisation", findings)
        leads(at, folder.case.organisation, known, "organisation in dossier.toml")


def _adverse(inside: Folder, findings: Findings, references: Sequence[str]) -> AdverseLog:
    if not inside.has(ADVERSE):
        Place(ADVERSE, "", findings).note(
            "W-ADVERSE", "There is no adverse material log.", "Make one; an empty file says that nothing was found."
        )
        return AdverseLog()
    log, raw = read_file(inside, AdverseLog, ADVERSE, AdverseLog())
    if raw is not None:
        check_adverse(log, Place(ADVERSE, "", findings), cases=set(references))
    return log


def _codings(inside: Folder, findings: Findings, folders: Sequence[CaseFolder]) -> Rows:
    text = inside.text_of(CODINGS) if inside.has(CODINGS) else None
    if text is None:
        return []
    rows = read_codings(text, Place(CODINGS, "", findings))
    letters = Letters(
        cases={folder.reference: folder for folder in folders},
        codes=_codebook.codes(),
        stances=_codebook.stances(),
    )
    check_codings(rows, letters)
    return rows


def _check_cut_off(cut_off: date, folders: Iterable[CaseFolder], findings: Findings) -> None:
    for folder in folders:
        if folder.case.came_in_on > cut_off:
            Place(f"cases/{folder.reference}/case.toml", "came_in_on", findings).note(
                "W-CUT-OFF",
                "The case came in after the cut-off of the sampling statement.",
                "Take it out, or say why it is in.",
            )


def _check_readers(folders: Iterable[CaseFolder], rows: Rows, findings: Findings) -> None:
    """Each letter: two coders, and an adjudication."""
    readers: dict[tuple[str, str], set[str]] = {}
    for _, row in rows:
        coder = row.coder if row.record is Record.CODING else ""
        readers.setdefault((row.case, row.document), set()).add(coder)
    for folder in folders:
        for document in folder.case.documents:
            if not document.kind.is_letter:
                continue
            who = readers.get((folder.reference, document.id), set())
            at = Place(f"cases/{folder.reference}/case.toml", f"document[{document.id}]", findings)
            if "" not in who:
                at.note(
                    "W-ADJUDICATION", "No coding of this letter is agreed.", "Add adjudication rows to codings.csv."
                )
            if who - {""} and len(who - {""}) != 2:
                count = len(who - {""})
                at.note(
                    "W-CODERS", f"The letter was read by {count} coder{'s' if count > 1 else ''}.", "Two are needed."
                )


def _check_extra(inside: Folder, folders: Iterable[CaseFolder], findings: Findings) -> None:
    """Files that nothing accounts for. In a case that could not be read, or is misnamed, nobody can tell."""
    listed = {HEAD, MANIFEST, CODINGS, ADVERSE}
    sure = set()
    for folder in folders:
        listed |= folder.listed
        if folder.documents is not None:
            sure.add(folder.reference)
    for name in sorted(inside.files - listed):
        case = _case_of(name)
        if not case or case in sure:
            Place(name, "", findings).note(
                "E-EXTRA",
                "Nothing lists this file.",
                "List it as a document in case.toml, or take it out of the folder.",
            )

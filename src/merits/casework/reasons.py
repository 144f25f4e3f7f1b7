"""The agreed reasons: what was adjudicated, quoted, with its stance and its place in the letter.

Only adjudicated rows count (L27), only letters (L24), and a subject that a letter mentions and discounts is never
counted as relied on (L23, E2). What a letter says about a jury comes first (C3 to C5, E7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from merits.casework import _codebook
from merits.casework.case import Case, DocumentRef
from merits.casework.coding import CodingRow, Record
from merits.casework.dossier import Dossier


@dataclass(frozen=True)
class AgreedReason:
    """One agreed reason: exact words of one letter.

    Attributes:
        case: reference of the case.
        document: id of the letter.
        code: code of the codebook.
        stance: what the letter does with the subject (``law.Stance``).
        quotation: the words, exactly.
        start: first code point in the carried reading.
        end: one past the last.
        place: where a person finds it, e.g. ``page 2``; empty if the reading names no parts.
        machine_read: True where the words came from OCR and should be compared with the picture.
    """

    case: str
    document: str
    code: str
    stance: str
    quotation: str
    start: int
    end: int
    place: str
    machine_read: bool

    @property
    def relied_on(self) -> bool:
        """True where the letter relies on it."""
        return self.stance == _codebook.Stance.RELIED_ON


@dataclass(frozen=True)
class ReasonCount:
    """How often one code was agreed.

    Attributes:
        code: code of the codebook.
        cases_relied_on: cases with a letter that relies on it.
        letters_relied_on: letters that rely on it.
        letters_by_stance: (stance, letters with a span of that stance), in the codebook's order; a letter may be under
            more than one.
    """

    code: str
    cases_relied_on: int
    letters_relied_on: int
    letters_by_stance: tuple[tuple[str, int], ...]


def agreed_reasons(dossier: Dossier, *, cases: Collection[str] | None = None) -> tuple[AgreedReason, ...]:
    """Every agreed reason: C3 to C5 first, then in the order of the codebook, of the references and of the letter.

    Args:
        dossier: the dossier.
        cases: references of the cases to show; None for all. Ask ``may_appear`` first.
    """
    found = []
    for case, document, rows in _adjudicated(dossier, cases):
        reading = dossier.reading_of(case, document)
        for row in rows:
            if not row.code or row.start is None or row.end is None:
                continue
            part = reading.part_at(row.start) if reading else None
            found.append(
                AgreedReason(
                    case=row.case,
                    document=row.document,
                    code=row.code,
                    stance=row.stance,
                    quotation=row.quotation,
                    start=row.start,
                    end=row.end,
                    place=part.label if part else "",
                    machine_read=reading.machine_read if reading else False,
                )
            )
    first = set(_codebook.jury_prediction())
    order = {code: number for number, code in enumerate(_codebook.codes())}
    return tuple(
        sorted(
            found,
            key=lambda it: (it.code not in first, order[it.code], it.case, it.document, it.start, it.end, it.stance),
        )
    )


def reason_counts(reasons: Iterable[AgreedReason]) -> tuple[ReasonCount, ...]:
    """How often each code was agreed, in the order of the reasons given."""
    by_code: dict[str, list[AgreedReason]] = {}
    for reason in reasons:
        by_code.setdefault(reason.code, []).append(reason)
    return tuple(_count(code, found) for code, found in by_code.items())


def _count(code: str, found: list[AgreedReason]) -> ReasonCount:
    relied = [reason for reason in found if reason.relied_on]
    return ReasonCount(
        code=code,
        cases_relied_on=len({reason.case for reason in relied}),
        letters_relied_on=len({(reason.case, reason.document) for reason in relied}),
        letters_by_stance=tuple(
            (stance, len({(reason.case, reason.document) for reason in found if reason.stance == stance}))
            for stance in _codebook.stances()
        ),
    )


def not_adjudicated(dossier: Dossier, *, cases: Collection[str] | None = None) -> tuple[tuple[str, str], ...]:
    """The letters without an agreed coding, as (case reference, document id); papers name them as such."""
    agreed = {(case.reference, document.id) for case, document, _ in _adjudicated(dossier, cases)}
    return tuple(key for key in letters(dossier, cases) if key not in agreed)


def letters(dossier: Dossier, cases: Collection[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Every decision letter and review outcome, as (case reference, document id)."""
    return tuple(
        (case.reference, document.id)
        for case in dossier.cases
        if cases is None or case.reference in cases
        for document in case.documents
        if document.kind.is_letter
    )


def _adjudicated(dossier: Dossier, cases: Collection[str] | None) -> list[tuple[Case, DocumentRef, list[CodingRow]]]:
    rows: dict[tuple[str, str], list[CodingRow]] = {}
    for row in dossier.codings:
        if row.record is Record.ADJUDICATION:
            rows.setdefault((row.case, row.document), []).append(row)
    found = []
    for reference, document_id in letters(dossier, cases):
        if (reference, document_id) in rows:
            case = dossier.case(reference)
            found.append((case, case.document(document_id), rows[reference, document_id]))
    return found

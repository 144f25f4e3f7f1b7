"""The whole dossier in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from merits.base.errors import Problem
from merits.base.reading import Reading
from merits.casework._schema import NOT_IN_FILE
from merits.casework.adverse import AdverseItem
from merits.casework.case import Case, DocumentRef
from merits.casework.challenge import DossierHead
from merits.casework.coding import CodingRow
from merits.casework.identity import Identities

FORMAT = "merits-dossier/1"


@dataclass(frozen=True, kw_only=True)
class Dossier(DossierHead):
    """A dossier folder, read and found whole.

    Attributes beside the keys of ``dossier.toml``:
        cases: by reference.
        identities: case reference -> who its people are.
        adverse: the adverse material log (privileged).
        codings: rows of ``codings.csv``, in order.
        readings: (case reference, document id) -> carried reading, whose hash of the document was checked.
        hashes: (case reference, document id) -> SHA-256 of the document's bytes.
        folder: where it was read from.
        sealed: True if a manifest was there, and matched.
        warnings: what does not stop the work but should be known.
    """

    cases: Annotated[tuple[Case, ...], NOT_IN_FILE, ""] = ()
    identities: Annotated[Mapping[str, Identities], NOT_IN_FILE, ""] = field(default_factory=dict, repr=False)
    adverse: Annotated[tuple[AdverseItem, ...], NOT_IN_FILE, ""] = field(default=(), repr=False)
    codings: Annotated[tuple[CodingRow, ...], NOT_IN_FILE, ""] = ()
    readings: Annotated[Mapping[tuple[str, str], Reading], NOT_IN_FILE, ""] = field(default_factory=dict, repr=False)
    hashes: Annotated[Mapping[tuple[str, str], str], NOT_IN_FILE, ""] = field(default_factory=dict, repr=False)
    folder: Annotated[Path, NOT_IN_FILE, ""] = field(default=Path(), compare=False)
    sealed: Annotated[bool, NOT_IN_FILE, ""] = False
    warnings: Annotated[tuple[Problem, ...], NOT_IN_FILE, ""] = ()

    def case(self, reference: str) -> Case:
        """The case with this reference.

        Raises:
            KeyError: there is none.
        """
        return {item.reference: item for item in self.cases}[reference]

    def path_of(self, case: Case, document: DocumentRef) -> Path:
        """Where the document's file lies."""
        return self.folder / "cases" / case.reference / document.file

    def reading_of(self, case: Case, document: DocumentRef) -> Reading | None:
        """Its carried reading, if there is one."""
        return self.readings.get((case.reference, document.id))

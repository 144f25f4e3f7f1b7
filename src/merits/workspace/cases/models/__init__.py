"""Tables of cases: the case and who may see it, its people apart, its decisions, documents, reviews and authority."""

from __future__ import annotations

from merits.workspace.cases.models.access import CaseAccess, Level
from merits.workspace.cases.models.authority import Consent, Waiver
from merits.workspace.cases.models.case import Case, Decision, Review
from merits.workspace.cases.models.documents import Document, Reading
from merits.workspace.cases.models.people import Identifier, Person

__all__ = [
    "Case",
    "CaseAccess",
    "Consent",
    "Decision",
    "Document",
    "Identifier",
    "Level",
    "Person",
    "Reading",
    "Review",
    "Waiver",
]

"""The rules of casework: the dossier folder, consent and waiver, coding and agreement, adverse material.

Pure functions over frozen dataclasses; no database, no web, nothing beyond the standard library.
"""

from __future__ import annotations

from merits.casework.adverse import AdverseItem, AdverseLog, AdverseState
from merits.casework.authority import Capacity, Consent, GivenBy, Purpose, Scope, Waiver
from merits.casework.case import (
    Case,
    Classification,
    DateOrder,
    Decision,
    DecisionKind,
    DocumentKind,
    DocumentRef,
    Maker,
    Review,
    ReviewResult,
    ReviewScheme,
    ToldBy,
)
from merits.casework.challenge import (
    Audience,
    Challenge,
    Instruction,
    Organisation,
    Recipient,
    Role,
    Sampling,
    Solicitor,
)
from merits.casework.coding import CodingRow, Record
from merits.casework.dossier import FORMAT, Dossier
from merits.casework.identity import Identifier, IdentifierKind, Identities, Person

__all__ = [
    "FORMAT",
    "AdverseItem",
    "AdverseLog",
    "AdverseState",
    "Audience",
    "Capacity",
    "Case",
    "Challenge",
    "Classification",
    "CodingRow",
    "Consent",
    "DateOrder",
    "Decision",
    "DecisionKind",
    "DocumentKind",
    "DocumentRef",
    "Dossier",
    "GivenBy",
    "Identifier",
    "IdentifierKind",
    "Identities",
    "Instruction",
    "Maker",
    "Organisation",
    "Person",
    "Purpose",
    "Recipient",
    "Record",
    "Review",
    "ReviewResult",
    "ReviewScheme",
    "Role",
    "Sampling",
    "Scope",
    "Solicitor",
    "ToldBy",
    "Waiver",
]

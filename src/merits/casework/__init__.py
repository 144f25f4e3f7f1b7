"""The rules of casework: the dossier folder, consent and waiver, coding and agreement, adverse material.

Pure functions over frozen dataclasses; no database, no web, nothing beyond the standard library. The tables of the
folder are explained in ``docs/reference/dossier-folder.md``, which is made from the dataclasses.
"""

from __future__ import annotations

from merits.casework._intervals import Estimate
from merits.casework.adverse import AdverseItem, AdverseLog, AdverseState
from merits.casework.authority import Capacity, Consent, GivenBy, Purpose, Scope, Waiver
from merits.casework.begin import add_case, new_dossier
from merits.casework.candour import Permission, claim_bundle_allowed, undecided
from merits.casework.case import (
    Case,
    Classification,
    DateOrder,
    Decision,
    DocumentKind,
    DocumentRef,
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
from merits.casework.coders import CodeAgreement, Table, Unit, agreement
from merits.casework.coding import CodingRow, Record
from merits.casework.dossier import FORMAT, Dossier
from merits.casework.faults import FAULTS
from merits.casework.gate import Appearance, WaiverAnswer, may_appear, may_be_shared, waived
from merits.casework.identity import Identifier, IdentifierKind, Identities, Person
from merits.casework.manifest import write_manifest
from merits.casework.read import check_dossier, read_dossier
from merits.casework.reasons import AgreedReason, ReasonCount, agreed_reasons, letters, not_adjudicated, reason_counts
from merits.casework.reviews import Reviewer, reviewers
from merits.casework.sampling import proportion_wording_allowed, sampling_statement
from merits.casework.toml import to_toml
from merits.casework.write import case_files, write_dossier
from merits.law import DecisionKind, Maker

__all__ = [
    "FAULTS",
    "FORMAT",
    "AdverseItem",
    "AdverseLog",
    "AdverseState",
    "AgreedReason",
    "Appearance",
    "Audience",
    "Capacity",
    "Case",
    "Challenge",
    "Classification",
    "CodeAgreement",
    "CodingRow",
    "Consent",
    "DateOrder",
    "Decision",
    "DecisionKind",
    "DocumentKind",
    "DocumentRef",
    "Dossier",
    "Estimate",
    "GivenBy",
    "Identifier",
    "IdentifierKind",
    "Identities",
    "Instruction",
    "Maker",
    "Organisation",
    "Permission",
    "Person",
    "Purpose",
    "ReasonCount",
    "Recipient",
    "Record",
    "Review",
    "ReviewResult",
    "ReviewScheme",
    "Reviewer",
    "Role",
    "Sampling",
    "Scope",
    "Solicitor",
    "Table",
    "ToldBy",
    "Unit",
    "Waiver",
    "WaiverAnswer",
    "add_case",
    "agreed_reasons",
    "agreement",
    "case_files",
    "check_dossier",
    "claim_bundle_allowed",
    "letters",
    "may_appear",
    "may_be_shared",
    "new_dossier",
    "not_adjudicated",
    "proportion_wording_allowed",
    "read_dossier",
    "reason_counts",
    "reviewers",
    "sampling_statement",
    "to_toml",
    "undecided",
    "waived",
    "write_dossier",
    "write_manifest",
]

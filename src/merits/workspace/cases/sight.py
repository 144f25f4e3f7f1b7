"""What somebody named on a case sees of it, by level. Pages and templates ask; they never decide."""

from __future__ import annotations

from enum import StrEnum

from merits.casework import DocumentRef
from merits.workspace.accounts.models import Role
from merits.workspace.cases.models import Level


class Sight(StrEnum):
    """A part of a case."""

    SUMMARY = "summary"
    AUTHORITY = "consent and anonymity"
    IDENTITIES = "who the people are"
    LETTERS = "letters"
    EVIDENCE = "evidence"
    CODING = "coding"
    LOG = "log"


#: Support does not touch evidence; a supervisor of coding reads letters and codes, not who the people are.
SIGHTS: dict[Level, frozenset[Sight]] = {
    Level.CASEWORK: frozenset({Sight.SUMMARY, Sight.AUTHORITY, Sight.IDENTITIES, Sight.LETTERS, Sight.LOG}),
    Level.SUPERVISION: frozenset({Sight.SUMMARY, Sight.LETTERS, Sight.CODING}),
    Level.EVIDENCE: frozenset(Sight),
}

#: Roles that may be named on a case, and the most they may be given.
_MOST: dict[Role, frozenset[Level]] = {
    Role.CASEWORKER: frozenset({Level.CASEWORK, Level.EVIDENCE}),
    Role.SOLICITOR: frozenset(Level),
    Role.SUPERVISOR: frozenset({Level.SUPERVISION}),
}


def may_be_named(role: Role, level: Level) -> bool:
    """Whether somebody with this role may be named on a case at this level. Never an administrator or an analyst.

    A coder is not named on a case: she is given letters one by one.
    """
    return level in _MOST.get(role, frozenset())


def shows(sights: frozenset[Sight], document: DocumentRef) -> bool:
    """Whether a document may be seen: a letter with ``LETTERS``, anything else and anything privileged with ``EVIDENCE``."""
    needed = Sight.LETTERS if document.kind.is_letter and not document.privileged else Sight.EVIDENCE
    return needed in sights

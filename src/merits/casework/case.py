"""What ``case.toml`` says: one complainant's case, its decisions, documents and reviews.

A case holds no account of the offence and nothing of therapy (S11, L141), and no name: people are elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from merits.base.dates import PartialDate
from merits.casework._forms import ID, REFERENCE, UUID
from merits.casework._schema import NOT_IN_FILE, Key, Pattern
from merits.casework.authority import Consent, Waiver
from merits.law import DecisionKind, Maker


class Classification(StrEnum):
    """The stage of the Full Code Test the office says it failed (L17); never our reading of it."""

    EVIDENTIAL = "evidential"
    PUBLIC_INTEREST = "public_interest"
    NOT_STATED = "not_stated"


class ToldBy(StrEnum):
    """How the complainant was told."""

    LETTER = "letter"
    TELEPHONE = "telephone"
    EMAIL = "email"
    MEETING = "meeting"


class DocumentKind(StrEnum):
    """What a document is."""

    DECISION_LETTER = "decision_letter"
    REVIEW_REQUEST = "review_request"
    REVIEW_OUTCOME = "review_outcome"
    CHAT_EXPORT = "chat_export"
    EMAIL = "email"
    CHRONOLOGY = "chronology"
    OTHER = "other"

    @property
    def is_letter(self) -> bool:
        """True for the letters whose reasons are coded."""
        return self in (DocumentKind.DECISION_LETTER, DocumentKind.REVIEW_OUTCOME)


class DateOrder(StrEnum):
    """How a chat export writes its dates."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class ReviewScheme(StrEnum):
    """Under which scheme a decision is reviewed."""

    CPS_VRR = "cps-vrr"
    POLICE_VRR = "police-vrr"


class ReviewResult(StrEnum):
    """How a review ended (L42)."""

    AWAITED = "awaited"
    UPHELD_STAGE_1 = "upheld_stage_1"
    WRONG_STAGE_1 = "wrong_stage_1"
    UPHELD_STAGE_2 = "upheld_stage_2"
    WRONG_RESTARTED = "wrong_restarted"
    WRONG_NOT_RESTORABLE = "wrong_not_restorable"
    WITHDRAWN = "withdrawn"
    OUT_OF_TIME = "out_of_time"
    NO_ANSWER = "no_answer"

    @property
    def is_decided(self) -> bool:
        """True where the office gave an answer on the decision."""
        return self.value.startswith(("upheld", "wrong"))


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision not to go on."""

    id: Annotated[str, "Id inside this case.", ID]
    maker: Annotated[Maker, "Who decided."]
    unit: Annotated[str, "The unit that decided, as its letter names it."]
    area: Annotated[str, "CPS Area, or police force."] = ""
    kind: Annotated[DecisionKind, "What was decided."]
    classification: Annotated[Classification, "The stage failed, in the office's own classification (L17)."]
    made_on: Annotated[PartialDate, "When it was made."]
    communicated_on: Annotated[PartialDate | None, "When it was sent or told."] = None
    received_on: Annotated[PartialDate | None, "When it reached the complainant."] = None
    told_by: Annotated[ToldBy, "How the complainant was told."]
    letter: Annotated[str, "Id of the decision letter, if there is one (L148)."] = ""
    prosecutor_role: Annotated[str, "The decision-maker's role as the letter gives it; never a name."] = ""


@dataclass(frozen=True, kw_only=True)
class DocumentRef:
    """A document of the case, held word for word (E1)."""

    id: Annotated[str, "Id inside this case; its reading is `readings/ID.json`.", ID]
    file: Annotated[str, "File in the case's folder."]
    title: Annotated[str, "What it is, without names."]
    kind: Annotated[DocumentKind, "What kind of document it is."]
    dated: Annotated[PartialDate | None, "The date it bears."] = None
    supplied_by: Annotated[str, "Who supplied it, by role or organisation."]
    supplied_on: Annotated[date, "When it was supplied."]
    exhibit: Annotated[bool, "True: it goes into the bundle."] = False
    privileged: Annotated[bool, "True: it goes into no outgoing paper."] = False
    date_order: Annotated[DateOrder | None, "Only for a chat export whose dates could be read both ways."] = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """A review asked for, and how it ended."""

    id: Annotated[str, "Id inside this case.", ID]
    of: Annotated[str, "Id of the decision reviewed."]
    scheme: Annotated[ReviewScheme, "Under which scheme."]
    stage: Annotated[int, "1 or 2."]
    requested_on: Annotated[PartialDate, "When it was asked for."]
    decided_on: Annotated[PartialDate | None, "When it was decided."] = None
    result: Annotated[ReviewResult, "How it ended (L42)."]
    reviewer_unit: Annotated[str, "The unit that reviewed, as its letter names it."] = ""
    letter: Annotated[str, "Id of the letter that gives the result."] = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One complainant's case, known by a reference that says nothing about her."""

    reference: Annotated[str, "The folder's name.", REFERENCE]
    id: Annotated[str, "A random UUID.", UUID]
    organisation: Annotated[str, "Key of the organisation that holds it."]
    jurisdiction: Annotated[str, "Whose law applies.", Pattern(r"england-and-wales", '"england-and-wales"')]
    came_in: Annotated[str, "How the case came in (E6)."]
    came_in_on: Annotated[date, "When it came in."]
    decisions: Annotated[tuple[Decision, ...], Key("decision"), "Its decisions."] = ()
    documents: Annotated[tuple[DocumentRef, ...], Key("document"), "Its documents."] = ()
    reviews: Annotated[tuple[Review, ...], Key("review"), "Its reviews."] = ()
    consents: Annotated[tuple[Consent, ...], Key("consent"), "The client's authority, given and withdrawn."] = ()
    waivers: Annotated[tuple[Waiver, ...], Key("waiver"), "Waivers of anonymity (L87)."] = ()
    complainant: Annotated[str, NOT_IN_FILE, "Id of the complainant, from the identity store; empty if unknown."] = ""

    def decision(self, decision_id: str) -> Decision:
        """The decision with this id.

        Raises:
            KeyError: there is none.
        """
        return {item.id: item for item in self.decisions}[decision_id]

    def document(self, document_id: str) -> DocumentRef:
        """The document with this id.

        Raises:
            KeyError: there is none.
        """
        return {item.id: item for item in self.documents}[document_id]

    def decisions_of_letter(self, document_id: str) -> tuple[Decision, ...]:
        """The decisions that rest on this letter, directly or by a review whose result it gives."""
        reviewed = {review.of for review in self.reviews if review.letter == document_id}
        return tuple(item for item in self.decisions if item.letter == document_id or item.id in reviewed)

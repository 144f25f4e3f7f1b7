"""What ``case.toml`` must say, beyond the type of each key."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from merits.casework._folder import plain_path
from merits.casework._rules import in_order, leads, once, years_between
from merits.casework._tables import Place
from merits.casework.authority import Capacity, Consent, GivenBy, Waiver
from merits.casework.case import Case, Decision, DocumentKind, DocumentRef, Review, ReviewResult, ToldBy
from merits.casework.identity import Identities

#: The least age at which anonymity can be waived (L85).
WAIVER_AGE = 16


@dataclass(frozen=True)
class Known:
    """The ids of one case, also of tables with other faults, so that one fault does not make ten.

    ``people`` is None where the identity store could not be read.
    """

    decisions: AbstractSet[str]
    documents: AbstractSet[str]
    people: AbstractSet[str] | None


def check_case(case: Case, at: Place, *, known: Known, people: Identities, is_here: Callable[[str], bool]) -> None:
    """Check one ``case.toml``.

    Args:
        case: what it says.
        at: the file.
        known: the ids it may refer to.
        people: its identity store; empty where that could not be read.
        is_here: whether a file of the case's folder is there.
    """
    once(at.key("decision"), (item.id for item in case.decisions), "id")
    once(at.key("document"), (item.id for item in case.documents), "id")
    once(at.key("document"), (item.file for item in case.documents), "file")
    once(at.key("review"), (item.id for item in case.reviews), "id")
    once(at.key("consent"), (item.id for item in case.consents), "id")
    once(at.key("waiver"), (item.id for item in case.waivers), "id")
    for decision in case.decisions:
        _check_decision(decision, _entry(at, "decision", decision.id), known)
    for document in case.documents:
        _check_document(document, _entry(at, "document", document.id), is_here)
    for review in case.reviews:
        _check_review(case, review, _entry(at, "review", review.id), known)
    for consent in case.consents:
        _check_consent(consent, _entry(at, "consent", consent.id), known, people)
    for waiver in case.waivers:
        _check_waiver(waiver, _entry(at, "waiver", waiver.id), known, people)
    if not case.consents:
        at.key("consent").note(
            "W-CONSENT",
            "No consent is recorded; no paper will include this case.",
            "Record the client's authority, if it was given.",
        )


def _entry(at: Place, key: str, name: str) -> Place:
    return at.key(key).entry(0, {"id": name})


def _check_decision(item: Decision, at: Place, known: Known) -> None:
    in_order(
        at, ("made_on", item.made_on), ("communicated_on", item.communicated_on), ("received_on", item.received_on)
    )
    leads(at.key("letter"), item.letter, known.documents, "document")
    if item.told_by in (ToldBy.LETTER, ToldBy.EMAIL) and not item.letter:
        at.key("letter").note(
            "W-LETTER",
            "The decision was told in writing, but the letter is not held.",
            "Ask for a copy, or for written reasons (L148).",
        )


def _check_document(item: DocumentRef, at: Place, is_here: Callable[[str], bool]) -> None:
    in_order(at, ("dated", item.dated), ("supplied_on", item.supplied_on))
    if not plain_path(item.file) or item.file == "case.toml" or item.file.startswith("readings/"):
        at.key("file").note(
            "E-PATH", "A document must lie in its case's folder.", "Move the file there and name it plainly."
        )
    elif not is_here(item.file):
        at.key("file").note(
            "E-MISSING", "The file is not there.", "Put the file into the case's folder, or correct its name."
        )
    if item.exhibit and item.privileged:
        at.key("exhibit").note(
            "E-CONFLICT", "A privileged document cannot be an exhibit.", "Decide which it is: a solicitor's decision."
        )
    if item.date_order is not None and item.kind is not DocumentKind.CHAT_EXPORT:
        at.key("date_order").note("E-CONFLICT", "Only a chat export has a date order.", "Remove this key.")


def _check_review(case: Case, item: Review, at: Place, known: Known) -> None:
    leads(at.key("of"), item.of, known.decisions, "decision")
    leads(at.key("letter"), item.letter, known.documents, "document")
    made = next((decision.made_on for decision in case.decisions if decision.id == item.of), None)
    in_order(at, ("the decision", made), ("requested_on", item.requested_on), ("decided_on", item.decided_on))
    if item.stage not in (1, 2):
        at.key("stage").note("E-TYPE", "A review has stage 1 or 2.", "Write 1 or 2.")
    elif item.result.value.endswith(("stage_1", "stage_2")) and not item.result.value.endswith(str(item.stage)):
        at.key("result").note("E-CONFLICT", "The result is of the other stage.", "Correct the stage or the result.")
    if item.result is ReviewResult.AWAITED and item.decided_on is not None:
        at.key("result").note(
            "E-CONFLICT", "It is awaited, yet it was decided.", "Give the result, or remove decided_on."
        )


def _check_consent(item: Consent, at: Place, known: Known, people: Identities) -> None:
    in_order(at, ("given_on", item.given_on), ("withdrawn_on", item.withdrawn_on))
    in_order(at, ("given_on", item.given_on), ("until", item.until))
    leads(at.key("person"), item.person, known.people, "person")
    if people.complainant and item.person in (known.people or ()) and item.person != people.complainant.id:
        at.key("person").note(
            "E-CONFLICT", "A consent is the complainant's.", "Correct the person, or remove the consent."
        )
    if (item.capacity is Capacity.PARENTAL) != (item.given_by is GivenBy.PARENT):
        at.key("given_by").note(
            "E-CONFLICT",
            "Who gave it does not fit on what footing.",
            "A parent or guardian gives it by parental authority, the complainant otherwise.",
        )


def _check_waiver(item: Waiver, at: Place, known: Known, people: Identities) -> None:
    in_order(at, ("given_on", item.given_on), ("withdrawn_on", item.withdrawn_on))
    in_order(at, ("given_on", item.given_on), ("until", item.until))
    leads(at.key("person"), item.person, known.people, "person")
    born = (
        next((person.date_of_birth for person in people.people if person.id == item.person), None) if people else None
    )
    if not item.aged_16_or_over or (born is not None and years_between(born, item.given_on) < WAIVER_AGE):
        at.key("aged_16_or_over").note(
            "E-WAIVER",
            "Nobody under 16 can waive anonymity (L85).",
            "Remove the waiver; a new one may be made from 16 on.",
        )

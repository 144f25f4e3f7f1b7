"""The consent gate (S3) and the waiver of anonymity (L85, L87). What is not known is no.

The answers are words a paper may print: a case is "not included", never "refused", and nobody is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from merits.base.dates import in_words
from merits.casework.authority import Consent, Purpose, Scope, Waiver
from merits.casework.case import Case
from merits.casework.challenge import Audience

A = TypeVar("A", Consent, Waiver)

_PURPOSES = {
    Purpose.CASEWORK: "casework",
    Purpose.JOINT_DOSSIER: "a joint dossier",
    Purpose.COURT: "court proceedings",
    Purpose.STATISTICS: "statistics",
    Purpose.PRESS: "the press",
}
_AUDIENCES = {
    Audience.OPEN: "open copies",
    Audience.CPS: "the CPS",
    Audience.COURT: "the court",
    Audience.POLICE: "the police",
}


@dataclass(frozen=True)
class Appearance:
    """Whether a case may appear in a paper.

    Attributes:
        allowed: True only where a live consent covers it.
        reason: a sentence, without names.
        consent_ids: the consents it rests on; empty where it may not.
    """

    allowed: bool
    reason: str
    consent_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class WaiverAnswer:
    """Whether a person's anonymity is waived for one use.

    Attributes:
        waived: True only where a live waiver of that person covers it.
        reason: a sentence, without names.
        waiver_ids: the waivers it rests on; empty where there is none.
    """

    waived: bool
    reason: str
    waiver_ids: tuple[str, ...] = ()


def may_appear(case: Case, *, purpose: Purpose, audience: Audience, on: date) -> Appearance:
    """Whether a case may appear in a paper for this purpose and audience.

    Only the complainant's consent counts (given by her, or for her by a parent or guardian). A recorded withdrawal ends
    the consent and every earlier one for the same purpose and audience, whatever day the paper is made for: once she
    has said no, no choice of ``on`` brings her case back. Only a consent given after it counts again.

    Args:
        case: the case.
        purpose: what the paper is for.
        audience: who will see it.
        on: the day the paper is made for.
    """
    words = f"{_PURPOSES[purpose]}, for {_AUDIENCES[audience]}"
    hers = [item for item in case.consents if case.complainant and item.person == case.complainant]
    if not hers:
        return Appearance(False, "Not included: no consent is recorded.")
    for_purpose = [item for item in hers if purpose in item.purposes]
    if not for_purpose:
        return Appearance(False, f"Not included: no consent is recorded for {_PURPOSES[purpose]}.")
    covering = [item for item in for_purpose if audience in item.audiences]
    if not covering:
        return Appearance(False, f"Not included: no consent is recorded for {words}.")
    live, reason = _live(covering, on, "consent")
    if not live:
        return Appearance(False, f"Not included: {reason} ({words}).")
    return Appearance(True, f"Included: consent is recorded for {words}.", tuple(item.id for item in live))


def may_be_shared(case: Case, *, on: date) -> Appearance:
    """Whether a case may be handed to the organisation that leads a joint dossier: consent for that purpose, live."""
    covering = [
        item
        for item in case.consents
        if case.complainant and item.person == case.complainant and Purpose.JOINT_DOSSIER in item.purposes
    ]
    if not covering:
        return Appearance(False, "Not included: no consent is recorded for a joint dossier.")
    live, reason = _live(covering, on, "consent")
    if not live:
        return Appearance(False, f"Not included: {reason} (a joint dossier).")
    return Appearance(True, "Included: consent is recorded for a joint dossier.", tuple(item.id for item in live))


def waived(
    case: Case, person: str, *, publisher: str, medium: str, scope: Scope = Scope.NAME, on: date
) -> WaiverAnswer:
    """Whether a person's own anonymity is waived. Nobody's waiver uncovers anybody else.

    Args:
        case: the case.
        person: id of the person to be uncovered.
        publisher: who will publish; must be named in the waiver, capitals aside.
        medium: where; must be named in the waiver, capitals aside.
        scope: what of her.
        on: the day of publication.
    """
    own = [item for item in case.waivers if item.person == person and item.aged_16_or_over]
    if not own:
        return WaiverAnswer(False, "Not waived: no waiver is recorded.")
    fits: Callable[[Waiver], bool] = lambda item: (  # noqa: E731  # reads better here than a named function
        _names(item.publishers, publisher) and _names(item.medium, medium) and scope in item.scope
    )
    covering = [item for item in own if fits(item)]
    if not covering:
        return WaiverAnswer(False, "Not waived: the waiver does not cover this publisher, medium and scope.")
    live, reason = _live(covering, on, "waiver")
    if not live:
        return WaiverAnswer(False, f"Not waived: {reason}.")
    return WaiverAnswer(True, "Waived in writing.", tuple(item.id for item in live))


def _names(listed: Iterable[str], wanted: str) -> bool:
    return bool(wanted.strip()) and wanted.strip().casefold() in {item.strip().casefold() for item in listed}


def _live(items: Iterable[A], on: date, what: str) -> tuple[list[A], str]:
    """Those that hold on this day; where none does, why the latest does not."""
    latest_first = sorted(items, key=lambda item: item.given_on, reverse=True)
    withdrawn_on = max((item.withdrawn_on for item in latest_first if item.withdrawn_on), default=date.min)
    live = [item for item in latest_first if not _why_not(item, withdrawn_on, on, what)]
    if live:
        return live, ""
    return [], _why_not(latest_first[0], withdrawn_on, on, what)


def _why_not(item: Consent | Waiver, withdrawn_on: date, on: date, what: str) -> str:
    if item.given_on <= withdrawn_on:
        return f"the {what} was withdrawn on {in_words(withdrawn_on)}"
    if on < item.given_on:
        return f"the {what} was not yet given; it is dated {in_words(item.given_on)}"
    if item.until is not None and item.until < on:
        return f"the {what} ended on {in_words(item.until)}"
    return ""

"""What happened in a case, in the order of time: as recorded, with what is still to come below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from merits.base.dates import PartialDate
from merits.casework import Case
from merits.papers.words import KIND, MAKER, RESULT, SCHEME, TOLD
from merits.workspace.cases.clocks import Clocks


@dataclass(frozen=True)
class Event:
    """One thing that happened, or a date to come.

    Attributes:
        when: as far as it is known.
        what: in words, without anything that was told in confidence.
        kind: ``decision``, ``review``, ``clock``, ``now`` or empty; how it is drawn.
        letter: id of the document that it rests on, or empty.
    """

    when: PartialDate
    what: str
    kind: str = ""
    letter: str = ""


def timeline(case: Case, clocks: Clocks, *, on: date) -> tuple[Event, ...]:
    """The events of a case and the dates to come.

    Args:
        case: as the reader may see it; documents and consents that are not in it are not in the timeline.
        clocks: its clocks.
        on: today, which has its own place in the line.
    """
    shown = {document.id for document in case.documents}
    events = [Event(PartialDate.of(case.came_in_on), "The case came in.")]
    for decision in case.decisions:
        letter = decision.letter if decision.letter in shown else ""
        what = f"Decision: {KIND[decision.kind]}, by the {MAKER[decision.maker]}, {decision.unit}."
        events.append(Event(decision.made_on, what, "decision", letter))
        if decision.communicated_on is not None:
            events.append(Event(decision.communicated_on, f"The decision was told {TOLD[decision.told_by]}."))
        if decision.received_on is not None:
            events.append(Event(decision.received_on, "Word of the decision reached the client."))
    for review in case.reviews:
        name = f"{SCHEME[review.scheme]}, stage {review.stage}"
        events.append(Event(review.requested_on, f"{name}: asked for.", "review"))
        if review.decided_on is not None:
            letter = review.letter if review.letter in shown else ""
            events.append(Event(review.decided_on, f"{name}: {RESULT[review.result]}.", "decision", letter))
    for consent in case.consents:
        events.append(Event(PartialDate.of(consent.given_on), "Consent was given."))
        if consent.withdrawn_on is not None:
            events.append(Event(PartialDate.of(consent.withdrawn_on), "Consent was withdrawn."))
    for waiver in case.waivers:
        events.append(Event(PartialDate.of(waiver.given_on), "A waiver of anonymity was signed."))
    past = sorted(events, key=lambda event: (event.when.first, event.when.last))
    coming = [Event(PartialDate.of(clock.date), f"{clock.deadline.what}.", "clock") for clock in clocks.running]
    return (*past, Event(PartialDate.of(on), "Today.", "now"), *sorted(coming, key=lambda event: event.when))

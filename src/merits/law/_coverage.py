"""What the review schemes' own texts leave in doubt about a decision (``L28``-``L31``, ``L44``-``L45``, ``L147``).

Nothing here refuses: a doubt is a sentence with its rule, and no doubt means that the scheme plainly
covers the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from merits.base.dates import PartialDate
from merits.law.book import rule_book
from merits.law.rules import Rule


class Maker(StrEnum):
    """Who made the decision: the first question at intake (``L46``)."""

    CPS = "cps"
    POLICE = "police"


class DecisionKind(StrEnum):
    """What was decided (``L29``, ``L44``)."""

    NOT_CHARGED = "not_charged"
    DISCONTINUED = "discontinued"
    NO_EVIDENCE_OFFERED = "no_evidence_offered"
    LEFT_ON_FILE = "left_on_file"
    ADMINISTRATIVELY_FINALISED = "administratively_finalised"
    OTHER = "other"

    @property
    def ends_a_prosecution(self) -> bool:
        """True where there had been a charge; such a decision qualifies if it ended every charge about the victim."""
        return self in (DecisionKind.DISCONTINUED, DecisionKind.NO_EVIDENCE_OFFERED, DecisionKind.LEFT_ON_FILE)


class Fact(StrEnum):
    """What is known about a decision beyond its kind. Leave out what is not known: the answer then says what to ask."""

    ALL_CHARGES_ENDED = "all_charges_ended"
    SUSPECT_INTERVIEWED = "suspect_interviewed"
    NO_SUSPECT_INTERVIEWED = "no_suspect_interviewed"
    OTHER_SUSPECT_CHARGED = "other_suspect_charged"
    OTHER_ALLEGATION_CHARGED = "other_allegation_charged"
    CHARGE_CHANGED = "charge_changed"
    OUT_OF_COURT = "out_of_court"
    ASKED_TO_STOP = "asked_to_stop"
    SUPPORT_RESTORED = "support_restored"
    SUMMARY_ONLY = "summary_only"


@dataclass(frozen=True)
class Ground:
    """A sentence of an answer with the rule it rests on."""

    text: str
    rule: Rule


def version_on(rule_id: str, on: date, part: str = "") -> Rule:
    """The version in force on a day, or the oldest for a day before it: an answer is never withheld."""
    versions = rule_book().versions(rule_id, part)
    return next((version for version in reversed(versions) if version.in_force(on)), versions[0])


#: fact -> (rule, sentence). Each is what the scheme's text says, not what we decide.
_CPS = {
    Fact.OTHER_SUSPECT_CHARGED: (
        "L30",
        "Where some suspects are charged the scheme does not usually cover the others, save exceptionally.",
    ),
    Fact.OTHER_ALLEGATION_CHARGED: (
        "L31",
        "Where other allegations are charged the scheme is said not to cover the rest.",
    ),
    Fact.CHARGE_CHANGED: ("L31", "Where a charge is changed and the case goes on the scheme is said not to cover it."),
    Fact.OUT_OF_COURT: ("L31", "A case that ends out of court is said not to be covered."),
}
_POLICE = {
    Fact.NO_SUSPECT_INTERVIEWED: (
        "L44",
        "The police scheme covers cases in which a suspect was interviewed under caution.",
    ),
    Fact.OTHER_SUSPECT_CHARGED: ("L44", "Where some suspects are charged the police scheme does not cover the others."),
    Fact.OTHER_ALLEGATION_CHARGED: (
        "L44",
        "Where other allegations are charged the police scheme does not cover the rest.",
    ),
    Fact.CHARGE_CHANGED: ("L44", "Where a different offence is charged the police scheme does not cover it."),
    Fact.OUT_OF_COURT: ("L44", "A case that ends out of court is not covered by the police scheme."),
}


def cps_doubts(kind: DecisionKind, made_on: PartialDate, known: frozenset[Fact]) -> list[Ground]:
    """What stands in doubt under the CPS scheme; empty when it plainly covers the decision."""
    listed = version_on("L29", made_on.first)
    doubts = _start_doubts(version_on("L28", made_on.first), made_on)
    if kind is DecisionKind.ADMINISTRATIVELY_FINALISED:
        doubts.append(_closed_without_decision(made_on))
    elif kind is DecisionKind.OTHER:
        doubts.append(Ground(f"The decision is not one of those listed. {listed.text}", listed))
    elif kind.ends_a_prosecution and Fact.ALL_CHARGES_ENDED not in known:
        doubts.append(Ground("It qualifies if it ended every charge about you: did it?", listed))
    return doubts + _fact_doubts(_CPS, made_on, known) + _support_doubts("L31", made_on, known)


def police_doubts(kind: DecisionKind, made_on: PartialDate, known: frozenset[Fact]) -> list[Ground]:
    """What stands in doubt under the police scheme; empty when it plainly covers the decision."""
    scheme = version_on("L44", made_on.first)
    doubts = _start_doubts(scheme, made_on)
    if kind is DecisionKind.ADMINISTRATIVELY_FINALISED:
        doubts.append(_closed_without_decision(made_on))
    elif kind is not DecisionKind.NOT_CHARGED:
        doubts.append(
            Ground("The police scheme covers decisions not to charge or not to refer. Who decided this?", scheme)
        )
    if not known & {Fact.SUSPECT_INTERVIEWED, Fact.NO_SUSPECT_INTERVIEWED}:
        doubts.append(Ground("It qualifies if a suspect was interviewed under caution: was one?", scheme))
    doubts += _fact_doubts(_POLICE, made_on, known)
    if Fact.SUMMARY_ONLY in known:
        limit = version_on("L45", made_on.first, "summary-only offence")
        doubts.append(Ground(limit.text, limit))
    return doubts + _support_doubts("L44", made_on, known)


def _start_doubts(scheme: Rule, made_on: PartialDate) -> list[Ground]:
    """A doubt where the decision may have been made before the scheme began."""
    start = scheme.valid_from
    if start is None or made_on.first >= start.first:
        return []
    text = (
        f"The scheme is said to cover decisions made on or after {start.in_words}; this one is of {made_on.in_words}."
    )
    return [Ground(text, scheme)]


def _closed_without_decision(made_on: PartialDate) -> Ground:
    return Ground("Ask the police whether there is any decision to review.", version_on("L147", made_on.first))


def _fact_doubts(table: dict[Fact, tuple[str, str]], made_on: PartialDate, known: frozenset[Fact]) -> list[Ground]:
    return [Ground(text, version_on(number, made_on.first)) for fact, (number, text) in table.items() if fact in known]


def _support_doubts(rule_id: str, made_on: PartialDate, known: frozenset[Fact]) -> list[Ground]:
    if Fact.SUPPORT_RESTORED in known:
        text = "A person who withdrew support and later restored it may qualify: ask."
        return [Ground(text, version_on("L147", made_on.first))]
    if Fact.ASKED_TO_STOP in known:
        text = "Where a person asked for the case to stop the scheme is said not to cover it. Has that changed since?"
        return [Ground(text, version_on(rule_id, made_on.first))]
    return []

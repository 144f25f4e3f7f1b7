"""Who reviewed a decision, as the letters state it: facts, without a word on what follows from them (S10)."""

from __future__ import annotations

from dataclasses import dataclass

from merits.casework.case import Case


@dataclass(frozen=True)
class Reviewer:
    """Which unit decided and which reviewed.

    Attributes:
        review: id of the review.
        decision: id of the decision reviewed.
        decided_by: the unit that decided, as its letter names it.
        reviewed_by: the unit that reviewed, as its letter names it; empty if it does not.
        same_unit: whether the two are named alike, capitals and spaces aside; None where one is not stated.
    """

    review: str
    decision: str
    decided_by: str
    reviewed_by: str
    same_unit: bool | None

    @property
    def in_words(self) -> str:
        """A sentence for the schedule of cases."""
        if self.same_unit is None:
            return "The letters do not state which unit reviewed the decision."
        if self.same_unit:
            return "As the letters name them, the unit that reviewed is the unit that decided."
        return "As the letters name them, the unit that reviewed is not the unit that decided."


def reviewers(case: Case) -> tuple[Reviewer, ...]:
    """Who reviewed each decision of a case that has a review with an answer, in order."""
    found = []
    for review in case.reviews:
        if review.result.is_decided:
            unit = case.decision(review.of).unit
            same = _plain(unit) == _plain(review.reviewer_unit) if review.reviewer_unit else None
            found.append(Reviewer(review.id, review.of, unit, review.reviewer_unit, same))
    return tuple(found)


def _plain(unit: str) -> str:
    return " ".join(unit.casefold().split())

"""Both time limits of each case, side by side: the first decision's and the review decision's (L53, L144).

One table for the solicitor's checklist and the service copy of the letter. The first date going by closes nothing, so it
is never shown alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from merits import law
from merits.base.dates import in_words
from merits.casework import Case, Dossier
from merits.documents import Block, Column, Paragraph, Run, Table, Words
from merits.papers.selection import cipher
from merits.papers.words import KIND, MAKER, count


@dataclass(frozen=True)
class CaseLimits:
    """The limits of one case's first decision and of the decision that reviewed it."""

    case: Case
    tracks: law.JrTracks

    @property
    def running(self) -> bool:
        """Whether either limit is still to come."""
        review = self.tracks.review
        return not self.tracks.first.gone_by or (review is not None and not review.gone_by)


def case_limits(cases: Sequence[Case], on: date) -> tuple[CaseLimits, ...]:
    """The limits of some cases: those still running first, the soonest at the top."""
    found = []
    for case in cases:
        decision = case.decisions[0]
        reviewed = [item.decided_on for item in case.reviews if item.of == decision.id and item.decided_on is not None]
        found.append(CaseLimits(case, law.jr_tracks(decision.made_on, max(reviewed, default=None), on)))
    return tuple(
        sorted(found, key=lambda item: (not item.running, item.tracks.headline.outer.date, item.case.reference))
    )


def limits_blocks(dossier: Dossier, cases: Sequence[Case], on: date) -> tuple[Block, ...]:
    """The table, and below it the rules it rests on, each once."""
    rows = case_limits(cases, on)
    used = dict.fromkeys(
        rule for item in rows for rule in (law.rule("L52", on), *item.tracks.first.safe.rules, law.rule("L53", on))
    )
    table = Table(
        (
            Column("Case", 0.8),
            Column("First decision", 2),
            Column("Its safe date, and outer limit", 2.3),
            Column("Review decision: safe date, and outer limit", 2.3),
        ),
        tuple(_row(dossier, item) for item in rows),
        caption="Judicial review: each decision's own limits. Work to the safe date; promptly may be sooner (check this)",
    )
    return (
        table,
        Paragraph(law.rule("L52", on).text, source="; ".join(dict.fromkeys(rule.citation for rule in used))),
        Paragraph(
            f"{law.rule('L53', on).text} {law.rule('L144', on).text}", "small", source=law.rule("L144", on).citation
        ),
    )


def _row(dossier: Dossier, item: CaseLimits) -> tuple[Words, ...]:
    case, decision = item.case, item.case.decisions[0]
    review = item.tracks.review
    return (
        f"{cipher(dossier, case)} ({case.reference})",
        f"{KIND[decision.kind]}, {decision.made_on.in_words}, {MAKER[decision.maker]}",
        _dates(item.tracks.first),
        _dates(review) if review else "No review decision is recorded.",
    )


def _dates(limits: law.JrLimits) -> Words:
    safe, outer = _span(limits.safe), _span(limits.outer)
    confirm = f" {limits.confirm.capitalize()}." if limits.confirm else ""
    if limits.gone_by:
        return f"{safe}; {outer}. The usual time has passed.{confirm}"
    left = f"{count(limits.days_left, 'day')} left" if limits.days_left >= 0 else "may have passed"
    return (Run(f"{safe}; {outer}. "), Run(f"{left[0].upper()}{left[1:]}.", bold=True), Run(confirm))


def _span(deadline: law.Deadline) -> str:
    if deadline.is_range:
        return f"{in_words(deadline.date)} to {in_words(deadline.latest)}"
    return in_words(deadline.date)

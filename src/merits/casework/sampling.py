"""How the cases were found, and what may therefore be said of them (E6)."""

from __future__ import annotations

from merits.base.dates import in_words
from merits.casework.candour import Permission
from merits.casework.dossier import Dossier

#: True of every dossier, however it was gathered; printed with every table.
NOT_A_SAMPLE = (
    "The cases were not drawn at random from all cases decided. They show what happened in these cases; "
    "they do not show how often it happens."
)
NO_FRAME = "It is not recorded who was asked, who answered, or by what rule a case was taken in."


def sampling_statement(dossier: Dossier, *, shown: int | None = None) -> str:
    """The statement printed with every table of cases.

    Args:
        dossier: the dossier.
        shown: how many of its cases the paper shows, if not all.
    """
    held = len(dossier.cases)
    organisations = len({case.organisation for case in dossier.cases})
    count = f"{held} case{_s(held)} of {organisations} organisation{_s(organisations)}"
    if shown is not None and shown != held:
        count = f"{shown} of {count}"
    sampling = dossier.sampling
    if sampling is None:
        return f"Source of cases: {count}. {NO_FRAME} {NOT_A_SAMPLE}"
    return (
        f"Source of cases: {count}. Frame: {_sentence(sampling.frame)} Asked: {sampling.asked}; "
        f"answered: {sampling.answered}. How: {_sentence(sampling.route)} "
        f"Rule for taking a case in: {_sentence(sampling.inclusion_rule)} "
        f"Cut-off: {in_words(sampling.cut_off)}. {NOT_A_SAMPLE}"
    )


def proportion_wording_allowed(dossier: Dossier) -> Permission:
    """Whether a paper may say "n of the m cases" (E6). Even then it speaks of these cases and no others."""
    if dossier.sampling is None:
        return Permission(False, f"{NO_FRAME} Counts are shown without a total.")
    return Permission(True, "The frame, the numbers asked and answered, the rule and the cut-off are recorded.")


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."

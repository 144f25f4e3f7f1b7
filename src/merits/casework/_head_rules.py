"""What ``dossier.toml`` and ``adverse.toml`` must say, beyond the type of each key."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from merits.casework._rules import in_order, leads, once
from merits.casework._tables import Place
from merits.casework.adverse import AdverseItem, AdverseLog, AdverseState
from merits.casework.challenge import USUAL_REPLY_DAYS, Challenge, DossierHead, Sampling

#: Texts of the letter; where one is blank the letter says so.
LETTER_TEXTS = (
    "claimant",
    "claimant_address",
    "defendant",
    "defendant_address",
    "matter",
    "action_expected",
    "grounds",
)


def check_head(head: DossierHead, at: Place, *, recipients: AbstractSet[str], cases: AbstractSet[str]) -> None:
    """Check ``dossier.toml``.

    Args:
        head: what it says.
        at: the file.
        recipients: keys of all recipients, also of faulty ones.
        cases: references of all cases, also of faulty ones.
    """
    once(at.key("organisation"), (item.key for item in head.organisations), "key")
    once(at.key("recipient"), (item.key for item in head.recipients), "key")
    _check_challenge(head.challenge, at.key("challenge"))
    if head.sampling is None:
        at.key("sampling").note(
            "W-SAMPLING", "There is no sampling statement.", "Add a [sampling] table, if you know who was asked."
        )
    else:
        _check_sampling(head.sampling, at.key("sampling"))
    for number, item in enumerate(head.instructions, start=1):
        here = at.key("instruction").entry(number, None)
        leads(here.key("recipient"), item.recipient, recipients, "recipient")
        for reference in item.cases:
            if reference != "*":
                leads(here.key("cases"), reference, cases, "case")


def _check_challenge(challenge: Challenge, at: Place) -> None:
    if challenge.grounds and not challenge.grounds_by:
        at.key("grounds_by").note("E-MISSING", "There are grounds, but nobody's.", "Name the solicitor who wrote them.")
    if challenge.reply_days == 0:
        at.key("reply_days").note("E-TYPE", "No time to reply is not possible.", "Write 14, or another number of days.")
    elif challenge.reply_days != USUAL_REPLY_DAYS and not challenge.reply_days_reason:
        at.key("reply_days_reason").note(
            "E-MISSING", "A reply time other than 14 days needs a reason (L59).", "Give the reason, or write 14."
        )
    blank = [key for key in LETTER_TEXTS if not getattr(challenge, key)]
    if challenge.aware_on is None:
        blank.append("aware_on")
    if blank:
        at.note("W-BLANK", f"Left blank: {', '.join(blank)}.", "Fill them in before a letter is sent.")


def _check_sampling(sampling: Sampling, at: Place) -> None:
    if sampling.answered > sampling.asked:
        at.key("answered").note("E-CONFLICT", "More answered than were asked.", "Correct one of the two numbers.")


def check_adverse(log: AdverseLog, at: Place, *, cases: AbstractSet[str]) -> None:
    """Check ``adverse.toml``: known cases, and who decided what is decided (L140)."""
    once(at.key("item"), (item.id for item in log.items), "id")
    for item in log.items:
        _check_item(item, at.key("item").entry(0, {"id": item.id}), cases)


def _check_item(item: AdverseItem, at: Place, cases: AbstractSet[str]) -> None:
    leads(at.key("case"), item.case, cases, "case")
    in_order(at, ("found_on", item.found_on), ("decided_on", item.decided_on))
    if item.state is AdverseState.UNDECIDED:
        return
    needed = ["decided_by", "decided_on", "reason"]
    if item.state is not AdverseState.NOT_REQUIRED:
        needed.append("where")
    for key in needed:
        if not getattr(item, key):
            at.key(key).note(
                "E-MISSING", "The item is decided, but this is not said.", 'Say it, or write state = "undecided".'
            )

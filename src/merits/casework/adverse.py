"""The adverse material log: what speaks against the claim (E8). Privileged; in no outgoing paper (L140)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from merits.casework._forms import ID
from merits.casework._schema import Key


class AdverseState(StrEnum):
    """What the solicitor decided that candour requires."""

    UNDECIDED = "undecided"
    TO_BE_DISCLOSED = "to_be_disclosed"
    ALREADY_DISCLOSED = "already_disclosed"
    NOT_REQUIRED = "not_required"


@dataclass(frozen=True, kw_only=True)
class AdverseItem:
    """One thing that speaks against the claim."""

    id: Annotated[str, "Id, unique in the log.", ID]
    case: Annotated[str, "Reference of the case; blank for the whole claim."] = ""
    summary: Annotated[str, "What it is, in a sentence."]
    source: Annotated[str, "Document id, or where it comes from in words."]
    found_on: Annotated[date, "When it was found."]
    found_by: Annotated[str, "Who found it, by role."]
    state: Annotated[AdverseState, "What the solicitor decided."]
    decided_by: Annotated[str, "Who decided; needed unless undecided."] = ""
    decided_on: Annotated[date | None, "When; needed unless undecided."] = None
    reason: Annotated[str, "Why; needed unless undecided."] = ""
    where: Annotated[str, "Where it is or will be disclosed; needed if it is to be or has been."] = ""


@dataclass(frozen=True, kw_only=True)
class AdverseLog:
    """The keys of ``adverse.toml``."""

    items: Annotated[tuple[AdverseItem, ...], Key("item"), "What speaks against the claim."] = ()

"""What undecided adverse material holds back (E8, L140). The log itself is in no outgoing paper."""

from __future__ import annotations

from typing import NamedTuple

from merits.casework.adverse import AdverseItem, AdverseState
from merits.casework.dossier import Dossier


class Permission(NamedTuple):
    """An answer with its reason, which a paper may print."""

    allowed: bool
    reason: str


def undecided(dossier: Dossier) -> tuple[AdverseItem, ...]:
    """The items of adverse material that nobody has decided yet."""
    return tuple(item for item in dossier.adverse if item.state is AdverseState.UNDECIDED)


def claim_bundle_allowed(dossier: Dossier) -> Permission:
    """Whether a claim bundle may be made: not while an item is undecided (E8, L140).

    A letter or a review request is never held back; it carries a warning instead. The reason counts the items and
    says nothing of them.
    """
    count = len(undecided(dossier))
    if not count:
        return Permission(True, "Every item of adverse material is decided.")
    items_are = "1 item of adverse material is" if count == 1 else f"{count} items of adverse material are"
    return Permission(False, f"{items_are} undecided; a solicitor decides what candour requires before a claim bundle.")

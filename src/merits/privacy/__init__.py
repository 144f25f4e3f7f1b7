"""Nobody identifiable who did not say so in writing: pseudonymise, and check that nothing leaked."""

from merits.privacy.check import Hit, LeakReport, Unread, check_folder
from merits.privacy.protected import KINDS, Protected
from merits.privacy.pseudonymise import Mark, Pseudonymiser, Redacted
from merits.privacy.unlisted import unlisted_names

__all__ = [
    "KINDS",
    "Hit",
    "LeakReport",
    "Mark",
    "Protected",
    "Pseudonymiser",
    "Redacted",
    "Unread",
    "check_folder",
    "unlisted_names",
]

"""Nobody identifiable who did not say so in writing: pseudonymise, and check that nothing leaked."""

from merits.privacy.protected import KINDS, Protected
from merits.privacy.pseudonymise import Mark, Pseudonymiser, Redacted

__all__ = ["KINDS", "Mark", "Protected", "Pseudonymiser", "Redacted"]

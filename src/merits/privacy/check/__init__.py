"""The leak check: proves that nothing protected is left in what is about to leave.

A separate code path. Nothing here imports the pseudonymiser, its normalisation or its variants; only the description of
an identifier is shared. It reads outputs, never inputs.
"""

from merits.privacy.check.report import Hit, LeakReport, Unread
from merits.privacy.check.walk import check_folder

__all__ = ["Hit", "LeakReport", "Unread", "check_folder"]

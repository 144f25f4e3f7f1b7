"""Evidence: PDF, scans, DOCX, e-mail, chat exports, photographs and plain text into text with places.

``read`` makes a ``merits.base.reading.Reading`` of one document; ``carry`` keeps the readings of a dossier beside its
documents. Neither changes a document or uses the network, and both list what could not be read.

Libraries above that render originals may use these modules directly: ``kinds``, ``limits``, ``archive``, ``decoding``,
``markup`` and ``chat`` (``chat.messages``). The others may change without notice.
"""

from __future__ import annotations

from merits.evidence._read import DateOrderWord, read
from merits.evidence.carried import Carried, Outcome, State, carry
from merits.evidence.kinds import READABLE, in_words, sniff
from merits.evidence.refusals import CannotRead

__all__ = [
    "READABLE",
    "CannotRead",
    "Carried",
    "DateOrderWord",
    "Outcome",
    "State",
    "carry",
    "in_words",
    "read",
    "sniff",
]

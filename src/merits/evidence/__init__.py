"""Evidence: PDF, scans, DOCX, e-mail, chat exports, photographs and plain text into text with places.

``read`` makes a ``merits.base.reading.Reading`` of one document. It never changes the document, never uses the network,
and lists what it could not read.
"""

from __future__ import annotations

from merits.evidence._read import read
from merits.evidence.kinds import READABLE, in_words, sniff
from merits.evidence.refusals import CannotRead

__all__ = ["READABLE", "CannotRead", "in_words", "read", "sniff"]

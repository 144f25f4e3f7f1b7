"""Where something comes from, and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """The confidence words of the rule book. Anything but VERIFIED is shown with "check this"."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    DERIVED = "derived"
    PRACTICE = "practice"

    @property
    def needs_check(self) -> bool:
        """True unless the official text was read for this very point, or it is arithmetic on such."""
        return self not in (Confidence.VERIFIED, Confidence.DERIVED)


@dataclass(frozen=True)
class Source:
    """A document that something rests on.

    Attributes:
        title: as its publisher calls it.
        publisher: who published it.
        address: where it was read; a web address or a file name.
        checked_on: the day a person last read it there.
        confidence: how directly it was read.
    """

    title: str
    publisher: str = ""
    address: str = ""
    checked_on: date | None = None
    confidence: Confidence = Confidence.UNVERIFIED

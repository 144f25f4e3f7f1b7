"""Court profiles: what a court asks of a bundle, read from dated data with its sources (``profiles.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from merits.base.errors import UserError
from merits.base.provenance import Confidence, Source


@dataclass(frozen=True)
class ProfileSource:
    """A source of a profile and the rules that rest on it."""

    source: Source
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """What one court asks.

    Attributes:
        key: as named in a bundle description.
        title: in words.
        in_force_from: of the guidance; None where there is none.
        late_pages: ``append`` at the end (L77), or ``supplement``: a separate bundle (L79).
        max_dpi: of scans (L76).
        opening_zoom: 1.0 is 100% (L76).
        required: names of checks that make a bundle unfit.
        advised: names of checks that warn.
        sources: where this comes from, and how sure it is.
    """

    key: str
    title: str
    in_force_from: date | None
    late_pages: str
    max_dpi: int
    opening_zoom: float
    required: frozenset[str]
    advised: frozenset[str]
    sources: tuple[ProfileSource, ...]

    def code(self, check: str) -> str | None:
        """The code a failed check is reported under; None if this profile does not ask for it."""
        if check in self.required:
            return f"E-{check}"
        return f"W-{check}" if check in self.advised else None


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by key."""
    text = resources.files("merits.bundle").joinpath("profiles.toml").read_text(encoding="utf-8")
    return {
        key: Profile(
            key=key,
            title=entry["title"],
            in_force_from=entry.get("in_force_from"),
            late_pages=entry["late_pages"],
            max_dpi=entry["max_dpi"],
            opening_zoom=entry["opening_zoom"],
            required=frozenset(entry["required"]),
            advised=frozenset(entry["advised"]),
            sources=tuple(
                ProfileSource(
                    Source(
                        source["title"],
                        source["publisher"],
                        source.get("address", ""),
                        source["checked_on"],
                        Confidence(source["confidence"]),
                    ),
                    tuple(source["rules"]),
                )
                for source in entry["sources"]
            ),
        )
        for key, entry in tomllib.loads(text).items()
    }


def profile(key: str) -> Profile:
    """One profile.

    Raises:
        UserError: there is no such profile.
    """
    try:
        return profiles()[key]
    except KeyError:
        known = ", ".join(profiles())
        raise UserError(f"there is no court profile {key!r}.", remedy=f"Use one of: {known}.") from None

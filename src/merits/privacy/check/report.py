"""What a leak check says: identifiers by id and places, never the words themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Hit:
    """A protected identifier in an output.

    Attributes:
        identifier_id: which, by id.
        file: path relative to what was checked; numbered instead where the name itself leaks.
        place: where in it: ``page 3``, ``object 12``, ``part 4``.
        vector: what kind of place: ``page text``, ``document information``, ``bookmark``, ``file name`` ...
        method: how it was read: ``as written``, ``run together``, ``one slip``, ``reversed``; with ``base64`` and the like.
    """

    identifier_id: str
    file: str
    place: str
    vector: str
    method: str


@dataclass(frozen=True, order=True)
class Unread:
    """A part that could not be read, and so cannot be called clean."""

    file: str
    place: str
    why: str


@dataclass(frozen=True)
class LeakReport:
    """The result of a leak check.

    Attributes:
        hits: what was found, sorted.
        unread: what could not be read, sorted.
        files: how many files were walked, those inside containers included.
        opaque: encrypted files that are opaque by design (``.age``), relative paths; their contents were not checked.
    """

    hits: tuple[Hit, ...]
    unread: tuple[Unread, ...]
    files: int
    opaque: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """True only if nothing was found and nothing was left unread."""
        return not self.hits and not self.unread

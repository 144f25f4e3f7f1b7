"""Encrypted files, written and read in pieces, so that a large recording needs no large memory.

The construction is STREAM as age uses it: each file has its own key (from the data key and a random salt), each chunk its
number and a mark if it is the last, so that chunks cannot be dropped, repeated, moved or cut off unseen.

    "MERITS1\\n"  salt (32 bytes)  chunk 0  chunk 1  ...      each chunk 64 KiB of content + 16 bytes of tag
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from merits.workspace.vault.sealing import CannotOpen, Key

MAGIC = b"MERITS1\n"
_SALT = 32
CHUNK = 64 * 1024
_TAG = 16


class Readable(Protocol):
    """Anything that is read in pieces."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; none at the end."""


def encrypt(key: Key, source: Readable, *, address: str) -> Iterator[bytes]:
    """The encrypted file, piece by piece.

    Args:
        key: the data key.
        source: what to encrypt, read from where it stands.
        address: where it will lie; a file that was moved does not open.
    """
    salt = secrets.token_bytes(_SALT)
    cipher = AESGCM(key.derive("file", salt))
    yield MAGIC + salt
    number, piece = 0, source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        yield cipher.encrypt(_nonce(number, last=not following), piece, address.encode())
        if not following:
            return
        number, piece = number + 1, following


def decrypt(key: Key, source: Readable, *, address: str) -> Iterator[bytes]:
    """The content, piece by piece; each piece is authenticated before it is handed out.

    Raises:
        CannotOpen: damaged, cut off, moved, or another key.
    """
    head = source.read(len(MAGIC) + _SALT)
    if not head.startswith(MAGIC) or len(head) != len(MAGIC) + _SALT:
        raise CannotOpen(f"{address[:12]} is not an encrypted file.")
    cipher = AESGCM(key.derive("file", head[len(MAGIC) :]))
    number, piece = 0, source.read(CHUNK + _TAG)
    while True:
        following = source.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, address.encode())
        except InvalidTag:
            raise CannotOpen(f"{address[:12]} does not open: it is damaged or belongs to another key.") from None
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def joined(pieces: Iterable[bytes]) -> bytes:
    """All pieces together, for what is known to be small."""
    return b"".join(pieces)

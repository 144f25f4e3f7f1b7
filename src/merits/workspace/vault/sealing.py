"""Sealing of small things: a data key under the installation key, a name or a quotation under a data key.

AES-256-GCM with a random nonce. ``place`` says where the sealed thing belongs (table, row); a sealed thing that was moved
to another row does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from merits.base.errors import MeritsError

_VERSION = b"\x01"
_NONCE = 12


class CannotOpen(MeritsError):
    """A sealed thing does not open: damaged, moved, or sealed with another key. Says nothing of its content."""


@dataclass(frozen=True)
class Key:
    """A data key in use. ``repr`` shows nothing of it."""

    material: bytes = field(repr=False)

    def derive(self, purpose: str, salt: bytes | None = None) -> bytes:
        """32 bytes for one purpose."""
        return HKDF(hashes.SHA256(), 32, salt=salt, info=b"merits/data/1/" + purpose.encode()).derive(self.material)

    def digest(self, purpose: str, data: bytes) -> str:
        """A keyed hash in hexadecimal: the same data gives the same digest to holders of the key alone."""
        return hmac.new(self.derive(purpose), data, hashlib.sha256).hexdigest()


def new_key() -> Key:
    """A random data key."""
    return Key(secrets.token_bytes(32))


def seal(key: bytes, data: bytes, *, place: str) -> bytes:
    """Encrypt and authenticate ``data``, bound to ``place``."""
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """Open what ``seal`` made.

    Raises:
        CannotOpen: damaged, moved, or another key.
    """
    sealed = bytes(sealed)  # PostgreSQL hands out a memoryview
    if sealed[:1] != _VERSION or len(sealed) < 1 + _NONCE + 16:
        raise CannotOpen(f"{place} is not a sealed value.")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place.encode())
    except InvalidTag:
        raise CannotOpen(f"{place} does not open: it is damaged, was moved, or belongs to another key.") from None


def seal_json(key: Key, value: dict[str, Any], *, place: str) -> bytes:
    """Seal a table of plain values."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return seal(key.material, text.encode(), place=place)


def unseal_json(key: Key, sealed: bytes, *, place: str) -> dict[str, Any]:
    """Open what ``seal_json`` made.

    Raises:
        CannotOpen: damaged, moved, or another key.
    """
    value = json.loads(unseal(key.material, sealed, place=place))
    assert isinstance(value, dict)
    return value

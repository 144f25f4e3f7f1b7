"""The installation key: made once, wrapped by a key that Argon2id derives from the passphrase.

The key file holds the salt, the cost and the wrapped key. Salt and cost are authenticated with it, so that nobody can
lower the cost unseen. Without the key file or without the passphrase nothing in the workspace can be read: both belong
in the backup plan, apart from each other.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from merits.base.errors import CannotWrite, UserError
from merits.base.files import write_file

KEY_FILE = "workspace.key"
FORMAT = "merits-key/1"
KEY_BYTES = 32
#: Five words picked by dice, or anything as long: a stolen disk can be tried offline for ever.
SHORTEST = 16


@dataclass(frozen=True)
class Cost:
    """What one guess at the passphrase costs. The default takes about half a second and 256 MiB (RFC 9106, 4)."""

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4


class WrongPassphrase(UserError):
    """The passphrase does not open this workspace."""


class Locked(UserError):
    """The workspace has not been opened in this process."""


@dataclass(frozen=True)
class Installation:
    """An opened installation key. ``repr`` shows nothing of it.

    Attributes:
        home: the folder of the workspace.
    """

    home: Path
    master: bytes = field(repr=False)

    def subkey(self, purpose: str) -> bytes:
        """32 bytes for one purpose; one purpose's key says nothing about another's."""
        return _subkey(self.master, purpose)

    @property
    def database_key(self) -> str:
        """The raw key of the embedded database, in hexadecimal."""
        return self.subkey("database").hex()

    @property
    def fingerprint(self) -> str:
        """Says which installation key a database belongs to, without saying anything of the key."""
        return hmac.new(self.subkey("fingerprint"), b"merits", hashlib.sha256).hexdigest()


@lru_cache(maxsize=64)
def _subkey(master: bytes, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"merits/1/" + purpose.encode()).derive(master)


def create(home: Path, passphrase: str, *, cost: Cost | None = None) -> Installation:
    """Make an installation key and its key file.

    Args:
        home: the folder of the new workspace; exists and holds no key file.
        passphrase: at least ``SHORTEST`` characters.
        cost: what a guess costs.

    Raises:
        UserError: the passphrase is too short.
        CannotWrite: there is a key file already, or it cannot be written.
    """
    if len(passphrase.strip()) < SHORTEST:
        raise UserError(
            f"The passphrase is shorter than {SHORTEST} characters.",
            remedy="Take five or more words picked at random. It cannot be recovered: keep it where the firm keeps keys.",
        )
    path = home / KEY_FILE
    if path.exists():
        raise CannotWrite(f"{path} exists already; nothing was changed.", remedy="Choose another folder.")
    cost = cost or Cost()
    master, salt, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(16), secrets.token_bytes(12)
    head: dict[str, Any] = {
        "format": FORMAT,
        "derivation": {
            "name": "argon2id",
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            "salt": _text(salt),
        },
    }
    wrapped = AESGCM(_derive(passphrase, salt, cost)).encrypt(nonce, master, _authenticated(head))
    write_file(path, json.dumps({**head, "wrapped": _text(nonce + wrapped)}, indent=1).encode() + b"\n")
    return Installation(home, master)


def open_installation(home: Path, passphrase: str) -> Installation:
    """Open the installation key with the passphrase. Changes nothing, creates nothing.

    Raises:
        UserError: there is no workspace here, or its key file is damaged.
        WrongPassphrase: the passphrase does not open it.
    """
    path = home / KEY_FILE
    try:
        raw = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UserError(
            f"There is no workspace in {home}: it has no {KEY_FILE}.",
            remedy="Name its folder in MERITS_HOME, or make one with `merits workspace init`.",
        ) from None
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    try:
        how, wrapped = raw["derivation"], _bytes(raw.pop("wrapped"))
        if raw["format"] != FORMAT or how["name"] != "argon2id":
            raise ValueError
        cost = Cost(int(how["memory_kib"]), int(how["passes"]), int(how["lanes"]))
        key = _derive(passphrase, _bytes(how["salt"]), cost)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(path) from error
    try:
        return Installation(home, AESGCM(key).decrypt(wrapped[:12], wrapped[12:], _authenticated(raw)))
    except InvalidTag:
        raise WrongPassphrase(
            f"The passphrase does not open the workspace in {home}. Nothing was changed.",
            remedy="Try again. Capitals, spaces and hyphens count.",
        ) from None


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # Normalised, so that an accent typed on another keyboard is the same accent.
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _authenticated(head: dict[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True, separators=(",", ":")).encode()


def _damaged(path: Path) -> UserError:
    return UserError(
        f"{path} is damaged or cannot be read.", remedy="Put back the copy that was kept when the workspace was made."
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


_current: list[Installation] = []


def hold(installation: Installation) -> None:
    """Make this the installation of the process: its database and data keys are opened with it."""
    _current[:] = [installation]


def is_open() -> bool:
    """Whether an installation key is held."""
    return bool(_current)


def current() -> Installation:
    """The installation of this process.

    Raises:
        Locked: none has been opened.
    """
    if not _current:
        raise Locked("The workspace is locked.", remedy="Open it with its passphrase first.")
    return _current[0]

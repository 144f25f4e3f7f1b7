"""Where encrypted files lie: under keyed addresses, written once, never changed.

An address is a keyed hash of the file's id, so it says nothing of the content and two cases never share a file. A file
takes its final name before the row that names it is committed; after a crash a file may be left that no row names. Its
key was never committed either, so it cannot be read by anybody; ``sweep`` removes it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import connection

from merits.base.errors import CannotWrite
from merits.workspace.vault import streams
from merits.workspace.vault.installation import current
from merits.workspace.vault.models import DataKey, StoredFile
from merits.workspace.vault.sealing import CannotOpen, Key

FOLDER = "evidence"


def _root() -> Path:
    return current().home / FOLDER


def path_of(address: str) -> Path:
    """Where the file with this address lies."""
    return _root() / address[:2] / address


@dataclass(frozen=True)
class Stored:
    """A file that lies encrypted under its address and has no row yet."""

    id: uuid.UUID
    address: str
    size: int
    sha256: str

    def row(self, data_key: DataKey, *, at: datetime) -> StoredFile:
        """Record it, in the transaction that names it."""
        assert connection.in_atomic_block, "a stored file is recorded in the transaction that names it"
        return StoredFile.objects.create(
            id=self.id, data_key=data_key, address=self.address, size=self.size, stored_at=at
        )


def store(key: Key, source: BinaryIO) -> Stored:
    """Encrypt a file in pieces under a new address. Call it inside ``writing()``.

    Args:
        key: the data key of the case or challenge.
        source: the content.

    Raises:
        CannotWrite: no space, or not permitted. Nothing is left behind.
    """
    file_id = uuid.uuid4()
    address = key.digest("address", file_id.bytes)
    counted = _Counted(source)
    final = path_of(address)
    partial = None
    try:
        final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(suffix=".partial", dir=final.parent)
        partial = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            for piece in streams.encrypt(key, counted, address=address):
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        partial.chmod(0o400)
        partial.replace(final)
        _flush_folder(final.parent)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        raise CannotWrite(
            f"A file could not be stored ({error.strerror}).", remedy="Free space on the disk, then try again."
        ) from error
    return Stored(file_id, address, counted.size, counted.sha256)


def contents(row: StoredFile, key: Key) -> Iterator[bytes]:
    """The content of a stored file, piece by piece.

    Raises:
        CannotOpen: lost, damaged, or sealed with another key.
    """
    try:
        stream = path_of(row.address).open("rb")
    except OSError as error:
        raise CannotOpen(f"The stored file {row.address[:12]} is not there.") from error
    with stream:
        yield from streams.decrypt(key, stream, address=row.address)


@contextmanager
def writing() -> Iterator[None]:
    """Hold this while storing files, until their rows are committed: ``sweep`` waits for nobody and disturbs nobody."""
    with _lock_file() as stream:
        fcntl.flock(stream, fcntl.LOCK_SH)
        yield


def sweep() -> int:
    """Remove encrypted files that no row names: what a crash left. Does nothing while files are being stored.

    Returns:
        how many were removed.
    """
    with _lock_file() as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        named = set(StoredFile.objects.values_list("address", flat=True))
        left = [path for path in _files() if path.name not in named]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


def _files() -> Iterator[Path]:
    yield from (path for path in _root().glob("??/*") if path.is_file())


@contextmanager
def _lock_file() -> Iterator[BinaryIO]:
    _root().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (_root() / ".lock").open("ab") as stream:
        yield stream


def _flush_folder(folder: Path) -> None:
    """So that the new name survives a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Counted:
    """Reads through, counting and hashing."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._hash, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

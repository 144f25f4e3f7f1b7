"""Zip files opened with limits: nothing is unpacked to disk, and nothing unpacks to more than it may."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType

from merits.evidence import limits
from merits.evidence.refusals import CannotRead, damaged, encrypted, too_large

_STEP = 1 << 20
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Archive:
    """A zip. Its directory may lie about sizes, so what is unpacked is counted."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open it.

        Raises:
            CannotRead: ``E-DAMAGED``; ``E-ENCRYPTED``; ``E-LIMIT``: more than ``limits.MEMBERS`` files.
        """
        self._name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise damaged(name, "the zip inside the file is cut short or damaged.") from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > limits.MEMBERS:
            raise too_large(name, f"it holds {len(entries)} files, more than {limits.MEMBERS}.")
        if any(entry.flag_bits & 1 for entry in entries):
            raise encrypted(name)
        self.names = tuple(entry.filename for entry in entries)

    def read(self, member: str, *, limit: int) -> bytes:
        """The bytes of one file.

        Raises:
            CannotRead: ``E-LIMIT``: they are more than ``limit``; ``E-DAMAGED``.
        """
        out = bytearray()
        for piece in self._pieces(member):
            out += piece
            if len(out) > limit:
                raise too_large(self._name, f"one file in it unpacks to more than {limit // limits.MEBIBYTE} MB.")
        return bytes(out)

    def sha256(self, member: str) -> str:
        """Hash of one file, which is never held whole.

        Raises:
            CannotRead: ``E-LIMIT``: the zip unpacks to more than ``limits.ARCHIVE``; ``E-DAMAGED``.
        """
        digest = hashlib.sha256()
        for piece in self._pieces(member):
            digest.update(piece)
        return digest.hexdigest()

    def _pieces(self, member: str) -> Iterator[bytes]:
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(_STEP):
                    self._unpacked += len(piece)
                    if self._unpacked > limits.ARCHIVE:
                        raise too_large(self._name, f"it unpacks to more than {limits.ARCHIVE // limits.MEBIBYTE} MB.")
                    yield piece
        except CannotRead:
            raise
        except _FAULTS as error:
            raise damaged(self._name, "the zip inside the file is damaged.") from error

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

"""Writes a PDF object by object, so that memory does not grow with the sources.

Objects other than streams are gathered into compressed object streams; the cross-reference is a stream too (PDF 1.5).
The file identifier is taken from the content, so the same objects give the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from typing import BinaryIO

#: Objects in one object stream: large enough to compress well, small enough to hold.
BATCH = 200
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def text_string(text: str) -> bytes:
    """A PDF text string; plain where it can be, UTF-16 where it must (Welsh, emoji, right to left)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be", errors="replace").hex().upper().encode("ascii") + b">"


class ObjectWriter:
    """Numbers objects and writes them to ``stream`` as they come.

    ``reserve`` gives a number before its object exists, so that links may point forward. Every reserved number must be
    written before ``finish``.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self._at = 0
        # One entry an object: byte offset, or (object stream number << 8 | index) with the kind in _kinds.
        self._places = array("Q", [0])
        self._kinds = bytearray([0])
        self._pending: list[tuple[int, bytes]] = []
        self._write(_HEADER)

    def reserve(self, count: int = 1) -> int:
        """The first of ``count`` new consecutive object numbers."""
        first = len(self._kinds)
        self._places.extend([0] * count)
        self._kinds.extend(bytes(count))
        return first

    def put(self, number: int, value: bytes) -> None:
        """Give object ``number`` its value (anything but a stream)."""
        self._kinds[number] = 2
        self._pending.append((number, value))
        if len(self._pending) == BATCH:
            self._flush()

    def add(self, value: bytes) -> int:
        """A new object with this value."""
        number = self.reserve()
        self.put(number, value)
        return number

    def put_stream(self, number: int, entries: bytes, data: bytes | memoryview) -> None:
        """Give object ``number`` a stream.

        Args:
            entries: the inside of its dictionary without ``/Length``.
            data: the stream as it is stored, that is, already filtered.
        """
        self._kinds[number] = 1
        self._places[number] = self._at
        self._write(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def add_stream(self, entries: bytes, data: bytes | memoryview) -> int:
        """A new stream object."""
        number = self.reserve()
        self.put_stream(number, entries, data)
        return number

    def finish(self, *, root: int, info: int) -> tuple[str, int]:
        """Write what is pending and the cross-reference.

        Returns:
            SHA-256 of the whole file, and its size in bytes.
        """
        self._flush()
        xref = self.reserve()
        self._kinds[xref] = 1
        self._places[xref] = start = self._at
        missing = [number for number, kind in enumerate(self._kinds) if kind == 0 and number]
        assert not missing, f"{len(missing)} objects were promised and never written"
        rows = bytearray()
        for kind, place in zip(self._kinds, self._places, strict=True):
            if kind == 2:
                rows += b"\x02" + (place >> 8).to_bytes(6, "big") + (place & 0xFF).to_bytes(2, "big")
            elif kind == 1:
                rows += b"\x01" + place.to_bytes(6, "big") + b"\x00\x00"
            else:
                rows += b"\x00" + bytes(6) + b"\xff\xff"
        identity = self._hash.hexdigest()[:32].encode("ascii")
        data = zlib.compress(bytes(rows), 6)
        self._write(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 6 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
            b"/Filter/FlateDecode/Length %d>>\n" % (xref, len(self._kinds), root, info, identity, identity, len(data))
        )
        self._write(b"stream\n" + data + b"\nendstream\nendobj\n")
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._hash.hexdigest(), self._at

    def _flush(self) -> None:
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        holder = self.reserve()
        heads, bodies, at = [], [], 0
        for index, (number, value) in enumerate(pending):
            self._places[number] = holder << 8 | index
            heads.append(b"%d %d" % (number, at))
            bodies.append(value)
            at += len(value) + 1
        head = b" ".join(heads) + b"\n"
        data = zlib.compress(head + b"\n".join(bodies), 6)
        self.put_stream(holder, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(pending), len(head)), data)

    def _write(self, data: bytes | memoryview) -> None:
        self._stream.write(data)
        self._hash.update(data)
        self._at += len(data)

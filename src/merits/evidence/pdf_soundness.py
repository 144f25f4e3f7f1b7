"""Is a PDF whole, and will it stay within the machine? Asked before anything is read from it.

PDF readers repair what they can and say nothing: a letter cut off in the post may open with two pages of three. So
the file is first opened strictly, and repairs are named or refused.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator

import pikepdf

from merits.evidence import limits
from merits.evidence.refusals import damaged, encrypted, too_large

#: No zlib stream grows by more than this.
_MOST_GROWTH = 1032
_STEP = 1 << 20


def check_sound(data: bytes, name: str) -> tuple[str, ...]:
    """What had to be repaired, in words for ``not_read``; empty for a sound file.

    Raises:
        CannotRead: ``E-ENCRYPTED``; ``E-LIMIT``: a stream unpacks to more than ``limits.STREAM``; ``E-DAMAGED``: the
            end of the file is missing.
    """
    _check_streams(data, name)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False):
            return ()
    except pikepdf.PasswordError as error:
        raise encrypted(name) from error
    except pikepdf.PdfError as error:
        # The end mark stands in the last kilobyte of a whole file, whatever a mail program put behind it.
        if b"%%EOF" not in data[-2048:]:
            found = _pages_after_repair(data)
            pages = (
                f"; {found} page{'' if found == 1 else 's'} could be recovered, more may be missing" if found else ""
            )
            raise damaged(name, f"the PDF is cut short: its end is missing{pages}.") from error
        return ("the PDF is not sound and was repaired when it was opened; compare its pages with the original",)


def _pages_after_repair(data: bytes) -> int:
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as repaired:
            return len(repaired.pages)
    except pikepdf.PdfError:
        return 0


def _check_streams(data: bytes, name: str) -> None:
    """Refuse a file with a stream that unpacks to more than the limit, without ever holding it unpacked."""
    for match in re.finditer(rb"stream\r?\n", data):
        end = data.find(b"endstream", match.end())
        packed = memoryview(data)[match.end() : len(data) if end < 0 else end]
        if _unpacks_to_too_much(packed):
            raise too_large(name, f"part of the PDF unpacks to more than {limits.STREAM // limits.MEBIBYTE} MB.")


def _unpacks_to_too_much(packed: memoryview) -> bool:
    # A stream may be packed twice, so that 300 bytes hold a gigabyte.
    twice = _is_zlib(_beginning(packed))
    if not twice and len(packed) * _MOST_GROWTH < limits.STREAM:
        return False
    size = 0
    pieces = _unpacked([bytes(packed)])
    for piece in _unpacked(pieces) if twice else pieces:
        size += len(piece)
        if size > limits.STREAM:
            return True
    return False


def _beginning(packed: memoryview) -> bytes:
    try:
        return zlib.decompressobj().decompress(bytes(packed[:512]), 2)
    except zlib.error:
        return b""


def _is_zlib(head: bytes) -> bool:
    return len(head) == 2 and head[0] == 0x78 and int.from_bytes(head) % 31 == 0


def _unpacked(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack in steps; ends quietly where the data are not zlib, which is for the PDF library to say."""
    machine = zlib.decompressobj()
    try:
        for data in packed:
            rest = data
            while rest and not machine.eof:
                piece = machine.decompress(rest, _STEP)
                rest = machine.unconsumed_tail
                yield piece
    except zlib.error:
        return

"""Is a PDF whole, and will it stay within the machine? Asked before anything is read from it.

PDF readers repair what they can and say nothing: a letter cut off in the post may open with two pages of three. So
the file is first opened strictly, and repairs are named or refused.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf

from merits.evidence import limits
from merits.evidence.refusals import damaged, encrypted, too_large

#: No zlib stream grows by more than this.
_MOST_GROWTH = 1032
_STEP = 1 << 20
#: What pikepdf lets out where an object is of another type than a PDF needs there.
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Sound:
    """A PDF that holds together.

    Attributes:
        data: the file itself, or a repaired copy of it in memory.
        notes: what was repaired, in words for ``not_read``; empty for a sound file.
    """

    data: bytes
    notes: tuple[str, ...] = ()


def make_sound(data: bytes, name: str) -> Sound:
    """The file if it is sound, a repaired copy if it can be repaired.

    Raises:
        CannotRead: ``E-ENCRYPTED``; ``E-LIMIT``: a stream unpacks to more than ``limits.STREAM``; ``E-DAMAGED``: the
            end of the file is missing, or nothing can be recovered.
    """
    _check_streams(data, name)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as document:
            found, stated = len(document.pages), int(document.Root.Pages.get("/Count", 0))
            # Warnings that nobody takes are printed.
            warned = document.get_warnings()
            if found == stated and not warned:
                return Sound(data)
    except pikepdf.PasswordError as error:
        raise encrypted(name) from error
    except (pikepdf.PdfError, *_MALFORMED) as error:
        stated = 0
        # The end mark stands in the last kilobyte of a whole file, whatever a mail program put behind it.
        if b"%%EOF" not in data[-2048:]:
            found = _repaired(data, name).found
            pages = (
                f"; {found} page{'' if found == 1 else 's'} could be recovered, more may be missing" if found else ""
            )
            raise damaged(name, f"the PDF is cut short: its end is missing{pages}.") from error
    repaired = _repaired(data, name)
    if not repaired.data:
        raise damaged(name, "the PDF is damaged and does not open.")
    notes = ["the PDF is not sound and was repaired when it was opened; compare its pages with the original"]
    if stated and stated != repaired.found:
        # Readers that believe the number show that many pages and no more.
        notes.append(f"the PDF says that it has {stated} pages and holds {repaired.found}; all that it holds were read")
    return Sound(repaired.data, tuple(notes))


@dataclass(frozen=True)
class _Repaired:
    data: bytes
    found: int


def _repaired(data: bytes, name: str) -> _Repaired:
    """A copy in which all can be found that is still there; empty if there is nothing."""
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            found = len(document.pages)
            document.save(out)
            document.get_warnings()
    except pikepdf.PasswordError as error:
        raise encrypted(name) from error
    except (pikepdf.PdfError, *_MALFORMED):
        return _Repaired(b"", 0)
    return _Repaired(out.getvalue(), found)


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

"""Bytes to text, without losing a byte in silence."""

from __future__ import annotations

import codecs
from dataclasses import dataclass


@dataclass(frozen=True)
class Decoded:
    """Text and how it was got.

    Attributes:
        text: decoded, otherwise untouched; a byte-order mark is left out.
        charset: what it was read as.
        note: for ``not_read``: empty if every byte was understood.
    """

    text: str
    charset: str
    note: str = ""


def decode(data: bytes, charset: str = "", *, partial: bool = False) -> Decoded:
    """Read bytes as ``charset``, else by byte-order mark, else as UTF-8, else as Windows-1252 with a note.

    Args:
        data: the bytes.
        charset: what the document says of itself; unknown or untrue ones end in a note, never in an error.
        partial: the bytes may stop in the middle of a character.

    Example:
        >>> decode(b"caf\\xe9").text, decode(b"caf\\xe9").charset
        ('café', 'windows-1252')
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _with_replacement(data[len(mark) :], name, partial=partial)
    if charset:
        return _as_declared(data, charset)
    try:
        return Decoded(codecs.getincrementaldecoder("utf-8")().decode(data, final=not partial), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("windows-1252", "replace")
        return Decoded(
            text, "windows-1252", "the text is not UTF-8; it was read as Windows-1252, check accents and signs"
        )


def _as_declared(data: bytes, charset: str) -> Decoded:
    try:
        # "us-ascii" is declared by programs that never looked; UTF-8 reads everything that ASCII does.
        name = codecs.lookup("utf-8" if charset.lower() in ("us-ascii", "ascii") else charset).name
        data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError) as error:
        unknown = isinstance(error, LookupError)
        replaced = _with_replacement(data, "utf-8", partial=False)
        why = (
            f"character set {charset!r} is unknown" if unknown else f"the text is not in its character set {charset!r}"
        )
        count = replaced.text.count("\ufffd")
        return Decoded(replaced.text, "utf-8", f"{why}; read as UTF-8, {count} characters could not be read")
    return Decoded(data.decode(name), name)


def _with_replacement(data: bytes, name: str, *, partial: bool) -> Decoded:
    text = codecs.getincrementaldecoder(name)("replace").decode(data, final=not partial)
    count = text.count("\ufffd")
    return Decoded(text, name, f"{count} characters could not be read as {name}" if count else "")

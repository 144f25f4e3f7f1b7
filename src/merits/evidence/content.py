"""What a reader of one kind of document gives back, and how its text is put together.

The text of every reading obeys the same rules, so that a span copied from one place is found in another:

* Unicode NFC, ``\\n`` line ends, and no control character but newline and tab;
* soft hyphens (U+00AD) inside words are left out: nobody sees them on the page;
* what cannot be shown as text (a stray control byte, half a surrogate pair, a non-character) becomes U+FFFD;
* parts that follow one another (pages, header and body, attachments) are set apart by one empty line.

Chat exports and plain text keep everything else exactly, marks of writing direction and narrow spaces included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from merits.base.reading import Part, PartKind

#: Between parts that follow one another.
BREAK = "\n\n"

_UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """Text as readings hold it; see the rules at the top of this module.

    Example:
        >>> clean("cafe\\u0301\\r\\nco\\u00adoperate")
        'café\\ncooperate'
    """
    text = text.replace("\r\n", "\n")
    text = re.sub("[\r\v\f\x85]", "\n", text).replace("\u00ad", "")
    return unicodedata.normalize("NFC", _UNSHOWABLE.sub("\ufffd", text))


@dataclass(frozen=True)
class Content:
    """The text of one document with its places, before it is bound to the document's hash.

    Attributes:
        text: obeys the rules of this module.
        parts: in order, not overlapping.
        extractors: names and versions of all that read a piece of it, in order of first use.
        machine_read: whether any of the text came from OCR.
        not_read: what could not be read, in words.
    """

    text: str
    parts: tuple[Part, ...]
    extractors: tuple[str, ...]
    machine_read: bool = False
    not_read: tuple[str, ...] = ()


@dataclass
class Composer:
    """Puts a text together part by part."""

    extractors: list[str]
    machine_read: bool = False
    not_read: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _parts: list[Part] = field(default_factory=list)

    def add(
        self, kind: PartKind, label: str, text: str, detail: Iterable[tuple[str, str]] = (), *, before: str = BREAK
    ) -> None:
        """Append a part; ``before`` sets it apart from what stands already. Empty details are left out."""
        text = clean(text).strip("\n")
        if text and self._length:
            self._append(before)
        start = self._length
        self._append(text)
        facts = tuple((key, clean(value)) for key, value in detail if value)
        self._parts.append(Part(kind, label, start, self._length, facts))

    def include(self, content: Content, *, prefix: str) -> None:
        """Append another document's content, its labels and notes beginning with ``prefix``."""
        if content.text and self._length:
            self._append(BREAK)
        start = self._length
        self._append(content.text)
        for part in content.parts:
            self._parts.append(
                replace(part, label=f"{prefix}{part.label}", start=part.start + start, end=part.end + start)
            )
        self.not_read.extend(f"{prefix}{note}" for note in content.not_read)
        self.extractors.extend(name for name in content.extractors if name not in self.extractors)
        self.machine_read = self.machine_read or content.machine_read

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    @property
    def content(self) -> Content:
        """All that was added."""
        return Content(
            "".join(self._text), tuple(self._parts), tuple(self.extractors), self.machine_read, tuple(self.not_read)
        )

"""A reading: the immutable text of one document, with places.

A span cites the document's hash, the reading's hash, code-point offsets and the quotation, so that a better extractor
never moves a coded reason (E1, E2). Readings are made by ``evidence`` and checked by ``casework``; both meet here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from merits.base.hashes import sha256_bytes

FORMAT = "merits-reading/1"


class PartKind(StrEnum):
    """What a part of a document is."""

    PAGE = "page"
    SECTION = "section"
    MESSAGE = "message"
    HEADER = "header"
    ATTACHMENT = "attachment"


@dataclass(frozen=True)
class Part:
    """A stretch of the text that a reader can be sent to.

    Attributes:
        kind: page, message, ...
        label: how a person names it: ``page 2``, ``message 17``.
        start: first code point in ``Reading.text``.
        end: one past the last.
        detail: facts about the part as the document states them, never guessed: ``sent``, ``sender``, ``media``.
    """

    kind: PartKind
    label: str
    start: int
    end: int
    detail: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str:
        """The detail named ``key``, or an empty string."""
        return dict(self.detail).get(key, "")


@dataclass(frozen=True)
class Reading:
    """The text of one document as one extractor read it.

    Attributes:
        document_sha256: hash of the original's bytes.
        media_type: what the bytes are, sniffed from content.
        extractor: name and version of what read it, e.g. ``pdfium 5.15.2`` or ``tesseract 5.3.0 eng 300dpi``.
        machine_read: True where the text came from OCR and may hold misreadings.
        text: the whole text, Unicode NFC, ``\\n`` line ends.
        parts: in order, not overlapping.
        not_read: what could not be read, in words; never silently empty.
    """

    document_sha256: str
    media_type: str
    extractor: str
    machine_read: bool
    text: str
    parts: tuple[Part, ...]
    not_read: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the canonical form; what a span cites."""
        return sha256_bytes(self.to_json().encode())

    def part_at(self, offset: int) -> Part | None:
        """The part that holds this code point, or None."""
        return next((part for part in self.parts if part.start <= offset < part.end), None)

    def to_json(self) -> str:
        """Canonical JSON: same reading, same bytes."""
        return (
            json.dumps(
                {
                    "format": FORMAT,
                    "document_sha256": self.document_sha256,
                    "media_type": self.media_type,
                    "extractor": self.extractor,
                    "machine_read": self.machine_read,
                    "not_read": list(self.not_read),
                    "parts": [[p.kind.value, p.label, p.start, p.end, dict(p.detail)] for p in self.parts],
                    "text": self.text,
                },
                ensure_ascii=False,
                indent=1,
            )
            + "\n"
        )

    @classmethod
    def from_json(cls, data: str) -> Reading:
        """Read what ``to_json`` wrote.

        Raises:
            ValueError: it is not such a file, or its parts do not lie inside its text.
        """
        try:
            raw: dict[str, Any] = json.loads(data)
            if raw["format"] != FORMAT:
                raise ValueError(f"format is {raw['format']!r}, not {FORMAT!r}")
            parts = tuple(
                Part(
                    PartKind(kind), str(label), int(start), int(end), tuple((str(k), str(v)) for k, v in detail.items())
                )
                for kind, label, start, end, detail in raw["parts"]
            )
            reading = cls(
                document_sha256=str(raw["document_sha256"]),
                media_type=str(raw["media_type"]),
                extractor=str(raw["extractor"]),
                machine_read=bool(raw["machine_read"]),
                text=str(raw["text"]),
                parts=parts,
                not_read=tuple(str(item) for item in raw["not_read"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a reading: {error}") from error
        for part in parts:
            if not 0 <= part.start <= part.end <= len(reading.text):
                raise ValueError(f"{part.label} does not lie inside the text")
        return reading

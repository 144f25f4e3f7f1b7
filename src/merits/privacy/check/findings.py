"""Collects what the readers bring: texts to look at, parts that could not be read, the file at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from merits.privacy.check.decode import other_readings
from merits.privacy.check.look import SEPARATOR, Looker, Sort
from merits.privacy.check.report import Hit, Unread

#: In scraps of binary data, runs of printable characters at least this long are looked at.
_SCRAP = re.compile(rb"(?:[\x20-\x7e\t\r\n]|[\xc3-\xcf][\x80-\xbf]){5,}")
_LONG = 14
#: What a page's content shows comes in pieces of words, and a piece may be one slip from some name. The page's text,
#: where a second reader puts the pieces together by their place, is looked at for slips instead.
FRAGMENTS = "page content"
_BATCH = 2_000_000


class Findings:
    """What has been found so far.

    Args:
        looker: the compiled needles.
    """

    def __init__(self, looker: Looker) -> None:
        self._looker = looker
        self.hits: set[Hit] = set()
        self.unread: set[Unread] = set()
        self.opaque: list[str] = []
        self.files = 0
        self.file = ""

    def text(self, place: str, vector: str, text: str, *, how: str = "") -> None:
        """Look at one text and at everything it may encode."""
        self.texts(vector, [(place, text)], how=how)

    def texts(self, vector: str, pieces: Iterable[tuple[str, str]], *, how: str = "", sort: Sort = Sort.TEXT) -> None:
        """Look at many short texts at once; each comes with its place. ``sort``: what they are."""
        batch: list[tuple[str, str]] = []
        size = 0
        for piece in pieces:
            batch.append(piece)
            size += len(piece[1])
            if size > _BATCH:
                self._batch(vector, batch, how, sort)
                batch, size = [], 0
        if batch:
            self._batch(vector, batch, how, sort)

    def _batch(self, vector: str, batch: list[tuple[str, str]], how: str, sort: Sort) -> None:
        self._look(vector, [place for place, _ in batch], [text for _, text in batch], how, sort)
        decoded = [
            (place, reading, f"{how}, {way}".strip(", "))
            for place, text in batch
            for way, reading in other_readings(text)
        ]
        for way in sorted({way for _, _, way in decoded}):
            some = [(place, text) for place, text, its_way in decoded if its_way == way]
            self._look(vector, [place for place, _ in some], [text for _, text in some], way, sort)

    def _look(self, vector: str, places: list[str], texts: list[str], how: str, sort: Sort = Sort.TEXT) -> None:
        joined = SEPARATOR.join(text.replace(SEPARATOR, " ") for text in texts)
        for seen in self._looker.look(joined, sort):
            if vector == FRAGMENTS and seen.method == "one slip" and "letter-spaced" not in how:
                continue
            method = f"{seen.method}, {how}" if how else seen.method
            self.hits.add(Hit(seen.identifier_id, self.file, places[seen.record], vector, method))

    def scraps(self, place: str, vector: str, data: bytes, *, how: str = "") -> None:
        """Look at the printable runs of bytes of no known form; of 16-bit text too."""
        for way, some in (("", data), ("16-bit", data.replace(b"\0", b"") if b"\0" in data else b"")):
            runs = [run.decode("utf-8", "replace") for run in _SCRAP.findall(some)]
            method = ", ".join(filter(None, (how, way)))
            short, long = [run for run in runs if len(run) < _LONG], [run for run in runs if len(run) >= _LONG]
            for chosen, sort in ((short, Sort.SHORT_SCRAP), (long, Sort.SCRAP)):
                if chosen:
                    self._look(vector, [place] * len(chosen), chosen, method, sort)

    def not_read(self, place: str, why: str) -> None:
        """A part could not be read: the check cannot pass."""
        self.unread.add(Unread(self.file, place, why))

"""The documents of the cases as exhibits: open text set afresh, or the original where the recipient may see it all.

An open exhibit is reflowed: a new PDF made from the text without identities, with its paragraphs numbered, so that
neither a gap's width, nor a font, nor a scanned page can say what stood there (``privacy.md`` 4). It says on its face
that it is not the original, and what could not be read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from merits.base.reading import PartKind
from merits.casework import Case, DocumentKind, DocumentRef, Dossier
from merits.documents import Block, Column, Document, Note, Paragraph, Table, to_pdf
from merits.evidence.kinds import DOCX
from merits.papers.protection import OpenText, OpenTexts
from merits.papers.selection import cipher

#: The bundle's sections for exhibits, in order.
SECTIONS = (
    ("Decision letters", (DocumentKind.DECISION_LETTER,)),
    ("Reviews", (DocumentKind.REVIEW_REQUEST, DocumentKind.REVIEW_OUTCOME)),
    (
        "Messages, chronologies and other documents",
        (DocumentKind.CHAT_EXPORT, DocumentKind.EMAIL, DocumentKind.CHRONOLOGY, DocumentKind.OTHER),
    ),
)


_SALUTATION = re.compile(r"(?:Annwyl\W+)?Dear\b")


@dataclass(frozen=True)
class Exhibit:
    """One document of one case, on its way into a bundle.

    Attributes:
        id: stable in the bundle: ``K7F3-letter-1``.
        title: with the cipher, never a name.
        dated: ISO date or words; an open copy gives the month.
        text: the open text.
        original: True where the document itself goes in.
        apart: name of the file under ``originals/`` where a Word file goes beside the bundle; empty otherwise. Its words
            are set afresh in the bundle, because what pages a Word file differs from one machine to the next.
    """

    id: str
    case: Case
    document: DocumentRef
    title: str
    dated: str
    text: OpenText
    original: bool = False
    apart: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A document that is not exhibited, and why."""

    case: str
    document: str
    reason: str


def exhibits(
    dossier: Dossier, cases: Sequence[Case], texts: OpenTexts, *, originals: bool
) -> tuple[tuple[Exhibit, ...], tuple[LeftOut, ...]]:
    """The exhibits of some cases in the order of ``SECTIONS``, and what is left out.

    Args:
        dossier: the dossier.
        cases: the cases to show.
        texts: their texts without the identities to hide.
        originals: True puts the document itself in where its reading holds nothing to hide.
    """
    shown: list[Exhibit] = []
    left_out: list[LeftOut] = []
    for _, kinds in SECTIONS:
        for case in cases:
            for document in case.documents:
                if document.kind not in kinds or not document.exhibit:
                    continue
                reason = _why_not(texts, case, document)
                if reason:
                    left_out.append(LeftOut(case.reference, document.id, reason))
                    continue
                text = texts.of(case, document.id)
                assert text is not None
                when = document.dated
                dated = "" if when is None else str(when) if texts.whole_dates else str(when)[:7]
                title = f"{cipher(dossier, case)}: {texts.words(case, document.title)}"
                whole = originals and texts.nothing_hidden(case, document.id)
                key = f"{case.reference}-{document.id}"
                word = whole and text.reading.media_type == DOCX
                apart = f"{key}.docx" if word else ""
                shown.append(Exhibit(key, case, document, title, dated, text, whole and not word, apart))
    return tuple(shown), tuple(left_out)


def _why_not(texts: OpenTexts, case: Case, document: DocumentRef) -> str:
    if document.privileged:
        return "privileged"
    if texts.of(case, document.id) is None:
        return "it could not be read, so nobody can say what it holds; run `merits evidence readings` first"
    return ""


def reflow(exhibit: Exhibit, *, on: date) -> bytes:
    """The open text of an exhibit as a new PDF."""
    reading = exhibit.text.reading
    note = Note(_provenance(exhibit), "Text")
    if exhibit.document.kind is DocumentKind.CHAT_EXPORT:
        body: tuple[Block, ...] = (_messages(exhibit.text),)
    elif reading.media_type == "text/csv":
        body = (_rows(exhibit.text),)
    else:
        body = tuple(
            Paragraph(f"{item.number}.  {item.words}") if item.number else Paragraph(item.words, "address")
            for item in paragraphs(exhibit.text)
        )
    return to_pdf(Document(exhibit.title, (note, *body), marking=f"Exhibit {exhibit.id}: text set afresh"), on=on)


def _provenance(exhibit: Exhibit) -> str:
    reading = exhibit.text.reading
    whole_dates = len(exhibit.dated) != len("2018-03")
    hidden = "" if whole_dates else " Days of decisions are given as months."
    machine = " Read by machine from a scan; compare it with the original." if reading.machine_read else ""
    not_read = f" Not read: {'; '.join(reading.not_read)}." if reading.not_read else ""
    what = (
        f"The words of the original, a Word file that goes with this bundle as originals/{exhibit.apart}."
        if exhibit.apart
        else "The words of the document, set afresh. Identities are replaced by ciphers and by words in brackets."
    )
    return f"{what}{hidden} Numbers of paragraphs are added.{machine}{not_read}"


@dataclass(frozen=True)
class Numbered:
    """A paragraph of an open text. ``number`` is 0 for what stands above the salutation of a letter."""

    start: int
    number: int
    words: str


def paragraphs(text: OpenText) -> tuple[Numbered, ...]:
    """The paragraphs of an open text, numbered.

    Where a reading keeps the space at which a line was wrapped, that tells a wrapped line from the end of a paragraph;
    otherwise blank lines do. Neither depends on how long a name is, so the open text of two letters that differ only in
    names is cut alike.
    """
    words = text.text
    wrapped = text.reading.media_type == DOCX or re.search(r"[^\s] \n", words) is not None
    pattern = r"\S[^\n\f]*(?:(?<= )\n(?!\s*\n)[^\n\f]+)*" if wrapped else r"\S[^\n\f]*(?:\n(?!\s*\n)[^\n\f]+)*"
    blocks = [(found.start(), found.group()) for found in re.finditer(pattern, words)]
    salutation = next((at for at, block in enumerate(blocks) if _SALUTATION.match(block[1])), 0)
    head = (
        [Numbered(blocks[0][0], 0, "\n".join(block.strip() for _, block in blocks[:salutation]))] if salutation else []
    )
    body = [
        Numbered(start, number, re.sub(r"\s+", " ", block).strip())
        for number, (start, block) in enumerate(blocks[salutation:], start=1)
    ]
    return tuple(head + body)


def paragraph_at(text: OpenText, offset: int) -> int:
    """The number of the paragraph that holds a place of the open text; 0 above the salutation."""
    return max((item.number for item in paragraphs(text) if item.start <= offset), default=0)


def _rows(text: OpenText) -> Table:
    rows = [row for row in csv.reader(io.StringIO(text.text)) if row]
    width = max(len(row) for row in rows)
    head, *body = [row + [""] * (width - len(row)) for row in rows]
    return Table(
        tuple(Column(title or f"Column {number}", 2) for number, title in enumerate(head, start=1)),
        tuple(tuple(row) for row in body),
    )


def _messages(text: OpenText) -> Table:
    rows = []
    for part in text.reading.parts:
        if part.kind is not PartKind.MESSAGE:
            continue
        words = text.quote(part.start, part.end)
        rows.append((part.label.removeprefix("message ").strip(), re.sub(r"[ \t]+", " ", words).strip()))
    if not rows:
        rows = [(str(item.number), item.words) for item in paragraphs(text)]
    return Table((Column("No", 0.5, numeric=True), Column("Message, as exported", 9)), tuple(rows))

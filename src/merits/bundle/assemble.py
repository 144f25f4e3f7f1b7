"""Builds a bundle: one streaming pass over the sources, one source open at a time.

Every page is numbered from 1 at the very first page, index included, and the printed number, the page label, the
bookmark and the index entry say the same (L71-L73). Same inputs give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pypdfium2 as pdfium

from merits import __version__
from merits.base.errors import CannotWrite, Problem, ProblemsError
from merits.base.progress import Progress, silent
from merits.bundle._annotations import flatten
from merits.bundle._copy import ContentTooLarge, Copied, Copier, number
from merits.bundle._faults import fault
from merits.bundle._geometry import PageBox
from merits.bundle._index import Index, Row, make_index
from merits.bundle._outline import Entry, write_outline
from merits.bundle._stamp import NumberFont, embed_number_font, page_content
from merits.bundle._writer import ObjectWriter, text_string
from merits.bundle.intake import MALFORMED, Prepared, examine, open_pdf
from merits.bundle.model import Built, Bundle, Placed

#: Pages read back before the reader is opened anew.
_PROVED_AT_ONCE = 2000


def build(bundle: Bundle, out: Path, *, on: date, progress: Progress = silent) -> Built:
    """Build ``bundle`` into the PDF ``out``.

    Args:
        on: the day stated in the file as its date, so that the same inputs give the same bytes.

    Raises:
        ProblemsError: one or more items cannot be taken in; every fault of every item is in it and no file is written.
        CannotWrite: the disk is full or the place is not writable; an old ``out`` stays as it was.
    """
    with _work_folder(out) as folder:
        examined = examine(bundle, folder, on=on, progress=progress)
        if examined.errors:
            raise ProblemsError(examined.problems, what="The bundle cannot be built")
        rows = _rows(examined.prepared)
        index = make_index(bundle, rows, on=on)
        draft = folder / "bundle.pdf"
        with draft.open("wb") as stream:
            press = _Press(bundle, examined.prepared, index, stream, on)
            digest, size = press.run(progress)
            stream.flush()
            os.fsync(stream.fileno())
        problems = (*examined.problems, *press.problems)
        if any(not problem.is_warning for problem in problems):
            raise ProblemsError(problems, what="The bundle cannot be built")
        _prove(draft, press.total)
        draft.chmod(0o600)
        draft.replace(out)
    return Built(press.total, index.pages, digest, size, press.placed, tuple(sorted(set(problems))))


@contextmanager
def _work_folder(out: Path) -> Iterator[Path]:
    """A private folder beside ``out``, gone at the end whatever happens."""
    folder = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".partial", dir=out.parent))
        yield folder
    except OSError as error:
        raise CannotWrite(
            f"{out} could not be written ({error.strerror}).",
            remedy="Free space or choose another --out, then run it again.",
        ) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _rows(prepared: tuple[Prepared, ...]) -> list[Row]:
    return [
        Row(ready.section, position, ready.item.title, ready.item.date_in_words, ready.pages)
        for position, ready in enumerate(prepared, 1)
    ]


def _prove(draft: Path, total: int) -> None:
    """Read the file back with another reader: every page that went in is there (S8). Else it is a fault of ours."""
    at = 0
    while at < total:
        # Opened anew every so many pages, because a reader keeps every object that it has met.
        with pdfium.PdfDocument(draft) as document:
            assert len(document) == total, "the bundle read back does not have the pages that went in"
            for index in range(at, min(at + _PROVED_AT_ONCE, total)):
                width, height = document.get_page_size(index)
                assert width > 0 and height > 0, f"page {index + 1} of the bundle cannot be read back"
        at += _PROVED_AT_ONCE


class _Press:
    """Prints the pages of one bundle."""

    def __init__(
        self, bundle: Bundle, prepared: tuple[Prepared, ...], index: Index, stream: BinaryIO, on: date
    ) -> None:
        self._bundle = bundle
        self._prepared = prepared
        self._index = index
        self._on = on
        self._writer = writer = ObjectWriter(stream)
        self.total = index.pages + sum(ready.pages for ready in prepared)
        self.placed = _place(prepared, index.pages)
        self.problems: list[Problem] = []
        self._root, self._info, self._tree = writer.reserve(), writer.reserve(), writer.reserve()
        #: Page n of the bundle is object ``_page_one + n - 1``.
        self._page_one = writer.reserve(self.total)
        self._branches: list[tuple[int, int]] = []
        self._layers: list[tuple[int, bool]] = []

    def run(self, progress: Progress) -> tuple[str, int]:
        """Write everything; SHA-256 and size of the file."""
        font = embed_number_font(self._writer, on=self._on)
        done = 0
        targets = {placed.number: self._page_one + placed.first - 1 for placed in self.placed}
        for part in self._index.parts:
            with open_pdf(part) as source:
                done += self._pages(source, done + 1, font, targets)
        for placed, ready in zip(self.placed, self._prepared, strict=True):
            progress("Writing pages", done, self.total)
            assert done + 1 == placed.first
            try:
                with open_pdf(ready.pdf, repair=ready.repaired) as source:
                    if len(source.pages) != ready.pages:
                        self.problems.append(fault(ready.item, "E-CHANGED", "it changed while the bundle was built."))
                    else:
                        self.problems.extend(flatten(source, ready.item))
                        self._pages(source, placed.first, font, None, ready)
            except (FileNotFoundError, PermissionError):
                self.problems.append(fault(ready.item, "E-CHANGED", "it vanished while the bundle was built."))
            except ContentTooLarge:
                self.problems.append(fault(ready.item, "E-LIMIT", "a page of it unpacks to more than is safe."))
            except MALFORMED:
                self.problems.append(fault(ready.item, "E-DAMAGED", "a page of it cannot be read."))
            done = placed.last
        progress("Writing pages", done, self.total)
        if any(not problem.is_warning for problem in self.problems):
            return "", 0
        self._write_frame()
        return self._writer.finish(root=self._root, info=self._info)

    def _pages(
        self,
        source: pikepdf.Pdf,
        first: int,
        font: NumberFont,
        targets: dict[int, int] | None,
        ready: Prepared | None = None,
    ) -> int:
        branch = self._writer.reserve()
        copier = Copier(source, self._writer, self._page_one + first - 1, targets)
        count = 0
        for count, (box, form, links) in enumerate(copier.pages(), 1):
            page_number = first + count - 1
            content = page_content(box, form, page_number, font)
            contents = self._writer.add_stream(b"", content)
            self._writer.put(self._page_one + page_number - 1, _page(box, branch, contents, form, links, font))
        copier.layers()
        self._layers.extend(copier.copied.layers)
        if ready is not None:
            self.problems.extend(_left_out(ready, copier.copied))
        kids = b" ".join(b"%d 0 R" % (self._page_one + first - 1 + offset) for offset in range(count))
        self._writer.put(branch, b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (self._tree, count, kids))
        self._branches.append((branch, count))
        return count

    def _write_frame(self) -> None:
        """Page tree, bookmarks, labels, catalogue, information."""
        writer, bundle = self._writer, self._bundle
        kids = b" ".join(b"%d 0 R" % branch for branch, _ in self._branches)
        total = sum(count for _, count in self._branches)
        assert total == self.total
        writer.put(self._tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (total, kids))
        outline = write_outline(writer, _bookmarks(bundle, self.placed), self._page_one)
        title = " ".join(part for part in (bundle.case_name, bundle.title, bundle.number) if part)
        catalogue = (
            b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/Lang(en-GB)"
            b"/PageLabels<</Nums[0<</S/D/St 1>>]>>/ViewerPreferences<</DisplayDocTitle true>>"
            # Opens at the first page at 100% (L76).
            b"/OpenAction[%d 0 R/XYZ null null 1]"
        ) % (self._tree, outline, self._page_one)
        if self._layers:
            every = b" ".join(b"%d 0 R" % layer for layer, _ in self._layers)
            hidden = b" ".join(b"%d 0 R" % layer for layer, off in self._layers if off)
            catalogue += b"/OCProperties<</OCGs[%s]/D<</Order[]/OFF[%s]>>>>" % (every, hidden)
        writer.put(self._root, catalogue + b">>")
        stamp = f"(D:{self._on:%Y%m%d}000000Z)".encode("ascii")
        writer.put(
            self._info,
            b"<</Title %s/Producer %s/CreationDate %s/ModDate %s>>"
            % (text_string(title), text_string(f"merits {__version__}"), stamp, stamp),
        )


def _place(prepared: tuple[Prepared, ...], index_pages: int) -> tuple[Placed, ...]:
    placed, at = [], index_pages
    for position, ready in enumerate(prepared, 1):
        placed.append(Placed(ready.item.id, ready.item.title, position, at + 1, at + ready.pages, ready.section))
        at += ready.pages
    return tuple(placed)


def _page(box: PageBox, branch: int, contents: int, form: int | None, links: bytes, font: NumberFont) -> bytes:
    return b"".join(
        (
            b"<</Type/Page/Parent %d 0 R/Contents %d 0 R" % (branch, contents),
            b"/MediaBox[%s]" % b" ".join(number(edge) for edge in box.media),
            b"/CropBox[%s]" % b" ".join(number(edge) for edge in box.crop) if box.crop != box.media else b"",
            b"/Rotate %d" % box.rotate if box.rotate else b"",
            b"/UserUnit " + number(box.unit) if box.unit != 1 else b"",
            b"/Resources<</Font<</N %d 0 R>>" % font.object_number,
            b"/XObject<</C %d 0 R>>" % form if form is not None else b"",
            b">>",
            b"/Annots" + links if links else b"",
            b">>",
        )
    )


def _bookmarks(bundle: Bundle, placed: tuple[Placed, ...]) -> list[Entry]:
    """Index, sections, items; each with its page number (L73)."""
    entries = [Entry("Index (page 1)", 1)]
    section: Entry | None = None
    for item in placed:
        where = f"page {item.first}" if item.first == item.last else f"pages {item.first}-{item.last}"
        entry = Entry(f"{item.number}. {item.title} ({where})", item.first)
        if not item.section:
            section = None
            entries.append(entry)
            continue
        if section is None or section.key != item.section:
            section = Entry(f"{item.section} (page {item.first})", item.first, key=item.section)
            entries.append(section)
        section.below.append(entry)
    return entries


def _left_out(ready: Prepared, copied: Copied) -> list[Problem]:
    problems = []
    if copied.dead_links:
        problems.append(
            fault(ready.item, "W-LINKS", f"{copied.dead_links} of its links lead nowhere and were left out.")
        )
    if copied.active:
        problems.append(
            fault(ready.item, "W-ACTIVE", f"{copied.active} links that run or open something else were left out.")
        )
    return problems

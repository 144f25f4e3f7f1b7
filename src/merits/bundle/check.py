"""Reads a finished bundle back and says what a court would reject in it.

It looks only at the file: what is printed on the pages, where the links lead, what the labels and bookmarks say. It
shares no memory with the builder, and it reads bundles made by other programs too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from merits.base.errors import Problem, UserError
from merits.base.hashes import sha256_file
from merits.base.progress import Progress, silent
from merits.bundle._geometry import PageBox
from merits.bundle._index_reading import IndexFacts, IndexRow, read_index
from merits.bundle._link_facts import LinkFact, opening_zoom, page_links, running, scan_dpi
from merits.bundle._page_facts import PageFacts, number_place, number_shown, page_facts
from merits.bundle.intake import MALFORMED
from merits.bundle.model import Placed
from merits.bundle.profiles import Profile
from merits.bundle.profiles import profile as profile_named

#: Resolution may exceed the limit by this much: scanners round.
_DPI_SLACK = 1.05
#: Pages read before the reader is opened anew.
_READ_AT_ONCE = 100
_REMEDIES = {
    "DAMAGED": "Build the bundle again; do not file this copy.",
    "ENCRYPTED": "Save it without password and restrictions.",
    "ACTIVE": "Build it with `merits bundle build`, which leaves such things out.",
    "PAGES": "Compare with the documents page by page; pages are missing, extra, or not in the index.",
    "NUMBER": "Number the pages by software, from 1 at the very first page, in one run.",
    "LABEL": "Set page labels 1, 2, 3 ... from the first page, so that the number in the reader is the printed one.",
    "INDEX": "Put an index with a linked row for each document at the front.",
    "INDEX-LINK": "Correct the link: it must lead to the first page of its document.",
    "INDEX-PAGE": "Correct the page numbers of the index.",
    "BOOKMARK": "Bookmark every document at its first page.",
    "BOOKMARK-NUMBER": "Add the page number to the bookmark's description.",
    "LINK": "Correct or remove the link.",
    "LINK-ACROSS": "Nothing if it is meant; otherwise correct it: a link of a document should stay in it.",
    "UPSIDE-DOWN": "Turn the page.",
    "SIDEWAYS": "Turn the page so that it reads from left to right.",
    "NOT-SEARCHABLE": "If these pages hold typed text, run OCR on the source and build again. Pictures need nothing.",
    "DPI": "Scan or reduce to the limit: larger scans slow the court's reading and add nothing.",
    "VIEW": "Set the opening view to page 1 at 100%.",
    "NUMBER-OVER-TEXT": "Look at these pages: the printed number lies on text of the document.",
    "FILE-NAME": "Name it: short case name, bundle number, hearing date, e.g. `EVAW v DPP 1 2026-11-30.pdf`.",
}


@dataclass(frozen=True)
class Report:
    """What was found.

    Attributes:
        file: name of the bundle.
        profile: key of the court profile it was read against.
        fit: no required check failed.
        pages: of the whole file.
        index_pages: pages up to the end of the index; 0 if no index was found.
        rows: the index as printed.
        findings: codes ``E-`` make it unfit, ``W-`` should be looked at.
        unsearchable: pages without text of their own.
        size: in bytes.
        sha256: of the file.
    """

    file: str
    profile: str
    fit: bool
    pages: int
    index_pages: int
    rows: tuple[IndexRow, ...]
    findings: tuple[Problem, ...]
    unsearchable: tuple[int, ...]
    size: int
    sha256: str


def check(
    path: Path, *, profile: str = "general-2021", manifest: Sequence[Placed] | None = None, progress: Progress = silent
) -> Report:
    """Check a bundle.

    Args:
        path: the PDF.
        profile: court profile it is read against.
        manifest: what should lie where (``Built.placed``), if it is known; otherwise the index is taken at its word.

    Raises:
        UserError: there is no such file or profile.
    """
    asked = profile_named(profile)
    if not path.is_file():
        raise UserError(f"{path} is not there.", remedy="Give the path of the bundle.")
    ledger = _Ledger(path.name, asked)
    pages = 0
    index = IndexFacts(0, ())
    bare: tuple[int, ...] = ()
    try:
        opened = _open(path, ledger)
        if opened is not None:
            with opened as pdf:
                pages = len(pdf.pages)
                index, bare = _examine(pdf, path, ledger, manifest, progress)
    except MALFORMED:
        # Both libraries let out errors of many types where an object is not what a PDF needs there.
        ledger.note("DAMAGED", (), "it cannot be read through to its end.")
    findings = ledger.findings()
    return Report(
        file=path.name,
        profile=asked.key,
        fit=not any(not problem.is_warning for problem in findings),
        pages=pages,
        index_pages=index.last_page,
        rows=index.rows,
        findings=findings,
        unsearchable=bare,
        size=path.stat().st_size,
        sha256=sha256_file(path),
    )


@dataclass
class _Ledger:
    """Gathers what fails; pages that fail in the same way are named together."""

    file: str
    profile: Profile
    _noted: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def note(self, check_name: str, pages: Iterable[int], message: str) -> None:
        """A failed check on some pages (none: the whole file)."""
        self._noted.setdefault((check_name, message), []).extend(pages)

    def findings(self) -> tuple[Problem, ...]:
        """What the profile asks for, worst first."""
        found = []
        for (name, message), pages in self._noted.items():
            code = self.profile.code(name)
            if code is not None:
                found.append(Problem(self.file, page_ranges(pages), message, _REMEDIES[name], code))
        return tuple(sorted(found, key=lambda problem: (problem.is_warning, problem.code, problem.place)))


def page_ranges(pages: Iterable[int]) -> str:
    """Pages in words: ``page 3``, ``pages 3, 5-9``; empty if none.

    Example:
        >>> page_ranges([9, 3, 5, 6, 7])
        'pages 3, 5-7, 9'
    """
    numbers = sorted(set(pages))
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return "" if not numbers else f"{'page' if len(numbers) == 1 else 'pages'} {words}"


def _open(path: Path, ledger: _Ledger) -> pikepdf.Pdf | None:
    try:
        pdf = pikepdf.open(path, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        ledger.note("ENCRYPTED", (), "it opens only with a password.")
        return None
    except MALFORMED:
        ledger.note("DAMAGED", (), "it cannot be opened without repair.")
        return None
    if not len(pdf.pages):
        ledger.note("DAMAGED", (), "it has no pages.")
        pdf.close()
        return None
    if pdf.is_encrypted:
        ledger.note("ENCRYPTED", (), "it is encrypted or restricted.")
    return pdf


def _examine(
    pdf: pikepdf.Pdf,
    path: Path,
    ledger: _Ledger,
    manifest: Sequence[Placed] | None,
    progress: Progress,
) -> tuple[IndexFacts, tuple[int, ...]]:
    """Every check; the index, and the pages without text."""
    with pdfium.PdfDocument(path) as document:
        if len(document) != len(pdf.pages):
            ledger.note("DAMAGED", (), "two readers find different numbers of pages in it.")
            return IndexFacts(0, ()), ()
    boxes = [PageBox.of(page.obj) for page in pdf.pages]
    facts: list[PageFacts] = []
    while len(facts) < len(boxes):
        progress("Reading pages", len(facts), len(boxes))
        # Opened anew every so many pages, because a reader keeps every stream that it has met.
        with pdfium.PdfDocument(path) as document:
            for index in range(len(facts), min(len(facts) + _READ_AT_ONCE, len(boxes))):
                label = document.get_page_label(index)
                facts.append(page_facts(document, index, boxes[index], label or str(index + 1)))
                if label and label != str(index + 1):
                    ledger.note("LABEL", [index + 1], "the page label is not the number of the page in the file.")
    progress("Reading pages", len(boxes), len(boxes))
    links = page_links(pdf)
    with pdfium.PdfDocument(path) as document:
        found = read_index(document, links, boxes)
        _bookmarks(document, found, ledger)
    _numbers(facts, ledger)
    _index(found, len(boxes), ledger)
    _links(links, found, ledger)
    if manifest is not None:
        _manifest(found, manifest, len(boxes), ledger)
    for place, what in running(pdf):
        ledger.note("ACTIVE", [] if place is None else [place], f"there is {what}.")
    for number, (page, box) in enumerate(zip(pdf.pages, boxes, strict=True), 1):
        if scan_dpi(page, box) > ledger.profile.max_dpi * _DPI_SLACK:
            ledger.note("DPI", [number], f"a scan has more than {ledger.profile.max_dpi} dpi.")
    first, zoom = opening_zoom(pdf)
    if first != 1 or zoom is None or abs(zoom - ledger.profile.opening_zoom) > 0.005:
        ledger.note("VIEW", (), f"it does not open at page 1 at {ledger.profile.opening_zoom:.0%}.")
    if not re.search(r"\S.* \S.* \d{4}-\d{2}-\d{2}\.pdf$|\S.* \S+\.pdf$", ledger.file):
        ledger.note("FILE-NAME", (), "the file name does not name the case and the bundle.")
    bare = tuple(number for number, fact in enumerate(facts, 1) if not fact.has_text)
    ledger.note("NOT-SEARCHABLE", bare, "these pages have no text that can be searched.") if bare else None
    return found, bare


def _numbers(facts: list[PageFacts], ledger: _Ledger) -> None:
    """The printed number is the page's (L71), upright, and lies on nothing."""
    place = number_place(facts)
    for number, fact in enumerate(facts, 1):
        shown, seen = number_shown(fact, place)
        if shown is None:
            ledger.note("NUMBER", [number], "no upright page number is printed where the others have theirs.")
        elif shown != str(number):
            ledger.note("NUMBER", [number], "the printed number is not that of the page.")
        elif seen is not None and not seen.clear:
            ledger.note("NUMBER-OVER-TEXT", [number], "the printed number touches text of the document.")
        if fact.turned == 180:
            ledger.note("UPSIDE-DOWN", [number], "most of its text stands upside down.")
        elif fact.turned in (90, 270):
            ledger.note("SIDEWAYS", [number], "most of its text runs up or down the page.")


def _index(found: IndexFacts, pages: int, ledger: _Ledger) -> None:
    """Every row leads to the page it prints, and the rows cover every page once (L72, S8)."""
    if not found.rows:
        ledger.note("INDEX", (), "no index with links was found on the first pages.")
        return
    expected = found.last_page + 1
    for row in found.rows:
        if len(row.targets) != 1 or (row.first is not None and row.targets != (row.first,)):
            ledger.note("INDEX-LINK", [row.on_page], "a row of the index does not lead to the page it names.")
        first = row.first if row.first is not None else row.targets[0]
        if row.first is None:
            ledger.note("INDEX-PAGE", [row.on_page], "a row of the index has no page number.")
        if first != expected or (row.last is not None and row.last < first):
            ledger.note("PAGES", [first], "by the index, pages before this one are missing or counted twice.")
        expected = (row.last if row.last is not None else first) + 1
        if row.last is None:
            following = [other.first or other.targets[0] for other in found.rows if other.on_page >= row.on_page]
            expected = min((page for page in following if page > first), default=pages + 1)
    if expected != pages + 1:
        ledger.note("PAGES", (), f"the index ends at page {expected - 1}, the file at page {pages}.")


def _bookmarks(document: pdfium.PdfDocument, found: IndexFacts, ledger: _Ledger) -> None:
    """Each document is bookmarked at its first page, and the bookmark says which page that is (L73)."""
    marked: set[int] = set()
    for mark in document.get_toc():
        target = mark.get_dest()
        page = None if target is None else target.get_index()
        title = mark.get_title()
        if page is None:
            ledger.note("BOOKMARK", (), "a bookmark leads nowhere.")
            continue
        marked.add(page + 1)
        stated = re.search(r"(?:pages?|pp?\.?)\s*(\d+)(?:\s*[-–]\s*\d+)?\)?\s*$", title)
        if stated is None:
            ledger.note("BOOKMARK-NUMBER", [page + 1], "the bookmark to this page gives no page number.")
        elif int(stated.group(1)) != page + 1:
            ledger.note("BOOKMARK", [page + 1], "the bookmark to this page gives another page number.")
    for row in found.rows:
        first = row.first if row.first is not None else row.targets[0]
        if first not in marked:
            ledger.note("BOOKMARK", [first], "the document that begins here has no bookmark.")


def _links(links: dict[int, list[LinkFact]], found: IndexFacts, ledger: _Ledger) -> None:
    """Links lead somewhere; those of a document stay in it."""
    spans = [(row.first, row.last) for row in found.rows if row.first is not None and row.last is not None]
    for page, on_page in links.items():
        for link in on_page:
            if link.target is None:
                name = "INDEX-LINK" if page <= found.last_page else "LINK"
                ledger.note(name, [page], "a link leads nowhere.")
            elif page > found.last_page:
                home = next((span for span in spans if span[0] <= page <= span[1]), None)
                if home is not None and not home[0] <= link.target <= home[1]:
                    ledger.note("LINK-ACROSS", [page], "a link leads into another document.")


def _manifest(found: IndexFacts, manifest: Sequence[Placed], pages: int, ledger: _Ledger) -> None:
    """The index says what the builder's own list says."""
    wanted = [(placed.first, placed.last) for placed in manifest]
    printed = [(row.first, row.last) for row in found.rows]
    if wanted != printed or (manifest and manifest[-1].last != pages):
        ledger.note("PAGES", (), "the index is not the one that the list of documents asks for.")

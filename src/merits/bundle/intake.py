"""Examines every item and turns each into pages, before a single page is written.

All items are examined and all faults reported together. An item that cannot be taken in stops the bundle: there is
never a bundle that is silently shorter than its description (S8).
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf

from merits.base.errors import Problem
from merits.base.hashes import sha256_bytes, sha256_file
from merits.base.progress import Progress, silent
from merits.bundle import _convert
from merits.bundle._faults import fault
from merits.bundle.model import Bundle, Item
from merits.evidence import in_words, kinds, sniff

#: What pikepdf lets out where a file is damaged, or an object is of another type than a PDF needs there.
MALFORMED = (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RuntimeError)
#: Enough of a PDF to tell that it is one.
_HEAD = 4096


@dataclass(frozen=True)
class Prepared:
    """An item that is ready to be copied in.

    Attributes:
        item: the item, or one made from an attachment of an e-mail.
        section: heading of its section.
        pdf: where its pages are.
        pages: how many.
        repaired: True if it can only be opened by repair and a person confirmed its page count.
    """

    item: Item
    section: str
    pdf: Path | bytes
    pages: int
    repaired: bool = False


@dataclass(frozen=True)
class Examined:
    """Every item of a bundle, examined.

    Attributes:
        prepared: in order; complete only if there are no errors.
        problems: errors and warnings.
    """

    prepared: tuple[Prepared, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those that stop the bundle."""
        return tuple(problem for problem in self.problems if not problem.is_warning)


class Refused(Exception):
    """An item cannot be taken in; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def examine(bundle: Bundle, folder: Path, *, on: date, progress: Progress = silent) -> Examined:
    """Read every item.

    Args:
        folder: an existing private folder where pages made from other formats are kept until the bundle is written.
        on: the day, for what is set as pages here.
    """
    problems = list(_identities(bundle))
    prepared: list[Prepared] = []
    done = 0
    for section in bundle.sections:
        for item in section.items:
            progress("Examining items", done, len(bundle.items))
            done += 1
            queue = [item]
            while queue:
                current = queue.pop(0)
                try:
                    ready, warnings, attachments = _examine_one(current, section.heading, folder, on)
                except Refused as refusal:
                    problems.append(refusal.problem)
                    continue
                prepared.append(ready)
                problems.extend(warnings)
                queue = list(attachments) + queue
    progress("Examining items", done, len(bundle.items))
    problems.extend(_duplicates([ready.item for ready in prepared]))
    return Examined(tuple(prepared), tuple(problems))


def _examine_one(item: Item, section: str, folder: Path, on: date) -> tuple[Prepared, list[Problem], tuple[Item, ...]]:
    kind = _kind(item)
    warnings: list[Problem] = []
    attachments: tuple[Item, ...] = ()
    pdf: Path | bytes = item.source
    if kind != kinds.PDF:
        try:
            made = _convert.to_pdf(item, kind, on=on)
        except _convert.CannotConvert as error:
            raise Refused(fault(item, error.code, error.message)) from error
        # A running number, because an id may hold characters that no file name may.
        pdf = folder / f"{sum(1 for _ in folder.iterdir()):06}.pdf"
        pdf.write_bytes(made.pdf)
        warnings += [fault(item, code, message) for code, message in made.warnings]
        attachments = made.attachments
    pages, repaired, notes = _open(item, pdf)
    if item.pages is not None and item.pages != pages:
        raise Refused(fault(item, "E-PAGES", f"it has {pages} pages, not the {item.pages} that were stated."))
    return Prepared(item, section, pdf, pages, repaired), warnings + notes, attachments


def _kind(item: Item) -> str:
    """What the item is, as a media type.

    Raises:
        Refused: it is missing, empty, or of a kind that cannot be taken in.
    """
    try:
        if isinstance(item.source, bytes):
            data = item.source
        else:
            with item.source.open("rb") as stream:
                data = stream.read(_HEAD)
                # A PDF shows itself at its beginning and may be huge; of anything else all is read.
                data += b"" if sniff(data, item.name) == kinds.PDF else stream.read()
    except OSError as error:
        raise Refused(fault(item, "E-MISSING", f"it cannot be read ({error.strerror}).")) from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused(fault(item, "E-EMPTY", "it is empty."))
    kind = sniff(data, item.name)
    if kind == "application/x-ole-storage" and "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(fault(item, "E-ENCRYPTED", "it is an Office document that opens only with a password."))
    if kind not in _convert.KINDS and kind != kinds.PDF:
        raise Refused(fault(item, "E-TYPE", f"by its content it is {in_words(kind)}, which cannot be paged."))
    return kind


@contextmanager
def open_pdf(pdf: Path | bytes, *, repair: bool = False) -> Iterator[pikepdf.Pdf]:
    """Open one source.

    Raises:
        pikepdf.PasswordError: it needs a password.
        pikepdf.PdfError: it is damaged.
    """
    source = io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf
    with pikepdf.open(source, attempt_recovery=repair, suppress_warnings=True) as opened:
        try:
            yield opened
        finally:
            opened.get_warnings()  # those that nobody takes are printed


def _open(item: Item, pdf: Path | bytes) -> tuple[int, bool, list[Problem]]:
    """Page count, whether repair was needed, warnings.

    Readers repair what they can and say nothing: a letter cut off in the post may open with two pages of three. So the
    file is first opened strictly.
    """
    try:
        with open_pdf(pdf) as source:
            pages, stated = _count(item, source), int(source.Root.Pages.get("/Count", 0))
            warned = source.get_warnings()
            if pages == stated:
                odd = fault(item, "W-REPAIRED", "it has small faults, which were put right in the copy.")
                return pages, False, [*([odd] if warned else []), *_notes(item, source)]
            why = f"it states {stated} pages and holds {pages}."
    except pikepdf.PasswordError as error:
        raise Refused(fault(item, "E-ENCRYPTED", "it is protected by a password.")) from error
    except MALFORMED:
        why = ""
    try:
        with open_pdf(pdf, repair=True) as source:
            pages = _count(item, source)
            if item.pages is None:
                why = why or f"it is damaged; by repair it opens with {pages} pages, and some may be lost."
                raise Refused(fault(item, "E-DAMAGED", why))
            note = fault(item, "W-REPAIRED", f"it is damaged and was repaired; its {pages} pages were confirmed.")
            return pages, True, [note, *_notes(item, source)]
    except MALFORMED as error:
        raise Refused(fault(item, "E-DAMAGED", "it is damaged and cannot be opened.")) from error


def _count(item: Item, source: pikepdf.Pdf) -> int:
    pages = len(source.pages)
    if not pages:
        raise Refused(fault(item, "E-DAMAGED", "it has no pages."))
    if source.Root.get("/NeedsRendering", False):
        raise Refused(fault(item, "E-XFA", "it is an XFA form, which only the program that made it can show."))
    return pages


def _notes(item: Item, source: pikepdf.Pdf) -> list[Problem]:
    """Warnings that can be told from the document as a whole."""
    notes = []
    if source.is_encrypted:
        notes.append(fault(item, "W-RESTRICTED", "its owner restricted copying or printing."))
    root = source.Root
    names = root.get("/Names")
    names = names if isinstance(names, pikepdf.Dictionary) else pikepdf.Dictionary()
    removed = []
    opening = root.get("/OpenAction")
    if (
        "/JavaScript" in names
        or "/AA" in root
        or (isinstance(opening, pikepdf.Dictionary) and opening.get("/S") not in (None, "/GoTo"))
    ):
        removed.append("scripts or actions that run by themselves")
    if "/EmbeddedFiles" in names or "/Collection" in root:
        count = len(source.attachments)
        removed.append(f"{count} embedded file{'' if count == 1 else 's'}")
    if removed:
        notes.append(fault(item, "W-ACTIVE", f"these were left out: {' and '.join(removed)}."))
    return notes


def _identities(bundle: Bundle) -> list[Problem]:
    if not bundle.items:
        nothing = Item("", "", "", b"", bundle.title or "bundle")
        return [fault(nothing, "E-NO-ITEMS", "the bundle has no items.")]
    seen: dict[str, int] = defaultdict(int)
    for item in bundle.items:
        seen[item.id] += 1
    return [fault(item, "E-ID", "two items have this id.") for item in bundle.items if seen[item.id] > 1]


def _duplicates(items: list[Item]) -> list[Problem]:
    """Items with the same bytes. Only those of equal size are hashed."""
    by_size: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_size[len(item.source) if isinstance(item.source, bytes) else item.source.stat().st_size].append(item)
    problems = []
    for group in by_size.values():
        first: dict[str, Item] = {}
        for item in group if len(group) > 1 else ():
            digest = sha256_bytes(item.source) if isinstance(item.source, bytes) else sha256_file(item.source)
            if digest in first:
                problems.append(
                    fault(item, "W-DUPLICATE", f"it is the same, byte for byte, as item {first[digest].id}.")
                )
            first.setdefault(digest, item)
    return problems

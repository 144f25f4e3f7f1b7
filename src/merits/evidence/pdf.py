"""PDF: the text a page carries, and where it carries none, the text that can be seen on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from merits.base.progress import Progress
from merits.base.reading import PartKind
from merits.evidence.content import Composer, Content
from merits.evidence.ocr import Picture
from merits.evidence.pdf_soundness import make_sound
from merits.evidence.refusals import damaged, encrypted
from merits.evidence.scans import read_scans

#: Name and version of the reader.
EXTRACTOR = f"pdfium {pdfium.PYPDFIUM_INFO}".split("@")[0]
#: At which pages are drawn for reading.
DPI = 300
#: A page drawn for reading has at most so many pixels (A2 at 300 dpi); larger ones are drawn more coarsely.
PAGE_PIXELS = 40_000_000
#: A page with fewer letters than this, over a picture of at least half its size, is a scan with a stamp or a fax line
#: printed over it: the picture holds the letter.
STAMP = 200
SCAN_SHARE = 0.5
#: A picture of at least this share of the page on a page with text is mentioned: it may hold words.
PICTURE_SHARE = 0.15

#: pdfium is one program for all threads of this process.
_PDFIUM = threading.Lock()


@dataclass(frozen=True)
class _Page:
    number: int
    text: str
    is_scan: bool
    hidden_layer: bool = False
    notes: tuple[str, ...] = ()


def read_pdf(data: bytes, name: str, language: str, progress: Progress) -> Content:
    """Read every page, in order.

    A hyphen at the end of a line stays, with the line end after it: whether it belongs to the word is for the reader.
    Filled-in form fields, stamps and typed annotations are read where they stand on the page.

    Args:
        data: the file.
        name: for messages.
        language: for scanned pages, Tesseract's name.
        progress: told as pages are read.

    Raises:
        CannotRead: ``E-ENCRYPTED``, ``E-DAMAGED``, ``E-LIMIT``.
        MissingPart: a page needs OCR in a language that is not installed.
    """
    composer = Composer([EXTRACTOR])
    sound = make_sound(data, name)
    composer.not_read.extend(sound.notes)
    with _PDFIUM:
        document = _open(sound.data, name)
    try:
        pages = list(_pages(document, progress))
        scans = [page.number for page in pages if page.is_scan]
        read = read_scans(scans, ((number, _draw(document, number)) for number in scans), language, progress)
        with _PDFIUM:
            composer.not_read.extend(_beside_the_pages(document))
    finally:
        with _PDFIUM:
            document.close()
    for page in pages:
        text, detail = page.text, read.detail.get(page.number, ())
        if page.is_scan:
            # Where Tesseract found nothing, what little text the page carries (a stamp) is still text.
            text = read.text.get(page.number) or page.text
        elif page.hidden_layer:
            detail = (
                ("machine_read", "yes"),
                ("layer", "hidden text that the scanner's program put behind the picture"),
            )
            composer.machine_read = True
        composer.add(PartKind.PAGE, f"page {page.number}", text, detail)
        composer.not_read.extend(f"page {page.number}: {note}" for note in page.notes)
        if page.number in read.not_read:
            composer.not_read.append(read.not_read[page.number])
    read.into(composer)
    return composer.content


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        # No password is also how a file opens that only restricts printing or copying.
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise encrypted(name) from error
        raise damaged(name, "the PDF is cut short or damaged and does not open.") from error
    if len(document) == 0:
        document.close()
        raise damaged(name, "the PDF has no pages.")
    if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
        document.init_forms()
    return document


def _pages(document: pdfium.PdfDocument, progress: Progress) -> Iterator[_Page]:
    total = len(document)
    for index in range(total):
        with _PDFIUM:
            page = _read_page(document, index)
        yield page
        progress("Reading pages", index + 1, total)


def _read_page(document: pdfium.PdfDocument, index: int) -> _Page:
    number = index + 1
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return _Page(number, "", is_scan=False, notes=("the page is damaged and could not be opened",))
    try:
        notes = []
        stuck_on, margin = _annotations(page)
        if stuck_on:
            # Burns what is stuck on the page into it (in memory), so that a filled-in form is read and drawn filled in.
            page.flatten()
            page.close()
            page = document[index]
        if margin:
            notes.append(f"{margin} note{'' if margin == 1 else 's'} in the margin not read")
        textpage = page.get_textpage()
        try:
            # pdfium marks a hyphen at a line end with U+FFFE and leaves the line end out.
            text = textpage.get_text_range().replace("\ufffe", "-\n") if textpage.count_chars() else ""
            readable = _has_words(text, textpage)
        finally:
            textpage.close()
        pictures, only_hidden = _pictures(page)
        letters = sum(not character.isspace() for character in text)
        if not letters:
            # An empty page is drawn too: its words may be lines and curves rather than text.
            return _Page(number, "", is_scan=_shows_something(page), notes=tuple(notes))
        if not readable:
            notes.append(
                "the page's own text is garbled (its fonts say nothing about their letters); what is seen was read"
            )
            return _Page(number, "", is_scan=True, notes=tuple(notes))
        if only_hidden:
            return _Page(number, text, is_scan=False, hidden_layer=True, notes=tuple(notes))
        if letters < STAMP and pictures >= SCAN_SHARE:
            return _Page(number, text, is_scan=True, notes=tuple(notes))
        if pictures >= PICTURE_SHARE:
            notes.append(f"pictures covering about {min(pictures, 1):.0%} of the page were not read")
        return _Page(number, text, is_scan=False, notes=tuple(notes))
    finally:
        page.close()


def _annotations(page: pdfium.PdfPage) -> tuple[int, int]:
    """How many annotations show text on the page, and how many are notes that only open when clicked."""
    shown, notes = 0, 0
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        shown += kind in (pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP)
        notes += kind == pdfium_c.FPDF_ANNOT_TEXT
    return shown, notes


def _has_words(text: str, textpage: pdfium.PdfTextPage) -> bool:
    """False where most letters could not be told from the font (private-use or missing characters)."""
    shown = [character for character in text if not character.isspace()]
    strange = sum(character == "\ufffd" or character < " " or "\ue000" <= character <= "\uf8ff" for character in shown)
    sample = range(min(textpage.count_chars(), 400))
    unmapped = sum(pdfium_c.FPDFText_HasUnicodeMapError(textpage, index) == 1 for index in sample)
    return strange * 3 <= len(shown) and unmapped * 3 <= len(sample)


def _pictures(page: pdfium.PdfPage) -> tuple[float, bool]:
    """The share of the page that pictures cover (summed), and whether all its text is invisible (a scanner's layer)."""
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    covered, texts, hidden = 0.0, 0, 0
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_TEXT]):
        if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            texts += 1
            hidden += pdfium_c.FPDFTextObj_GetTextRenderMode(item) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
            continue
        try:
            x0, y0, x1, y1 = _bounds(item)
        except pdfium.PdfiumError:
            continue
        covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
    area = width * height
    return (covered / area if area else 0.0), texts > 0 and hidden == texts


def _bounds(item: pdfium.PdfObject) -> tuple[float, float, float, float]:
    """Where an object lies on the page, through the forms it is nested in."""
    left, bottom, right, top = item.get_bounds()
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    form = item.container
    while form is not None:
        matrix = form.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
        form = form.container
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _shows_something(page: pdfium.PdfPage) -> bool:
    """Whether anything but white is on the page: a blank page needs no reading and is no gap."""
    bitmap = page.render(scale=0.5, grayscale=True)
    try:
        low, high = bitmap.to_pil().getextrema()
    finally:
        bitmap.close()
    return bool(low != high)


def _draw(document: pdfium.PdfDocument, number: int) -> Picture:
    with _PDFIUM:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            inches = max(width * height / 72 / 72, 0.01)
            dpi = min(DPI, int((PAGE_PIXELS / inches) ** 0.5))
            bitmap = page.render(scale=dpi / 72, grayscale=True)
            try:
                picture = bitmap.to_pil()
                return Picture(picture.width, picture.height, picture.tobytes(), dpi)
            finally:
                bitmap.close()
        finally:
            page.close()


def _beside_the_pages(document: pdfium.PdfDocument) -> Iterator[str]:
    attached = document.count_attachments()
    if attached:
        names = ", ".join(repr(document.get_attachment(index).get_name()) for index in range(min(attached, 20)))
        yield f"{attached} file{'' if attached == 1 else 's'} carried inside the PDF not read: {names}"
    if document.get_formtype() in (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND):
        yield "this is an XFA form, whose fields only Adobe's reader shows: print it to PDF there and read that too"

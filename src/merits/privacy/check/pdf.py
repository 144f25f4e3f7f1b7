"""PDF files: what a page shows, what it hides, and everything a page does not show at all."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from merits.privacy.check.findings import Findings
from merits.privacy.check.markup import read_markup
from merits.privacy.check.ocr import read_picture
from merits.privacy.check.pdf_fonts import FontCodes
from merits.privacy.check.pdf_strings import (
    OF_THE_FORMAT,
    STRINGS,
    beside_strings,
    names_in,
    shown_in,
    text_string,
    told_in,
)
from merits.privacy.check.vocabulary import everyday

if TYPE_CHECKING:
    import pikepdf

_VECTORS = (
    (b"/Subtype /XML", "XMP"),
    (b"/JS ", "JavaScript"),
    (b"/JavaScript", "JavaScript"),
    (b"/Filespec", "attachment"),
    (b"/EF ", "attachment"),
    (b"/OCG", "layer"),
    (b"/Annot", "annotation"),
    (b"/URI", "link"),
    (b"/FT ", "form"),
    (b"/XFA", "form"),
    (b"/Fields", "form"),
    (b"/PieceInfo", "private data"),
    (b"/ByteRange", "signature"),
    (b"/StructElem", "structure"),
    (b"/ActualText", "structure"),
    (b"/Alt ", "structure"),
    (b"/Nums", "page label or structure"),
    (b"/Names", "named destination"),
    (b"/Dests", "named destination"),
    (b"/Title", "bookmark"),
)
_END = re.compile(rb"%%EOF[ \t]*\r?\n?")
_STREAM = re.compile(rb"stream\r?\n")
_CURVES = re.compile(rb"\sc(?=\s)")
_LINES = re.compile(rb"\sl(?=\s)")
_FILL = re.compile(rb"\s(?:f\*?|F|B\*?|b\*?)(?=\s|$)")
_PAINT = re.compile(rb"\s(?:f\*?|F|B\*?|b\*?|S|s|n)(?=\s|$)")
_INLINE = re.compile(rb"\bBI\b[\s\S]{4,400}?\bID\b")


def read_pdf(
    data: bytes, place: str, findings: Findings, *, every_page: bool, depth: int, revision: bool = False
) -> None:
    """Look at a PDF as a reader shows it, as its objects hold it, and as its bytes lie.

    Args:
        data: from ``%PDF-`` on.
        place: where it is within the file at hand.
        findings: takes what is found.
        every_page: picture every page for OCR.
        depth: how many containers deep.
        revision: it is an earlier state of a file already read; what cannot be read then is read as bytes.
    """
    import pikepdf

    prefix = f"{place}, " if place else ""
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        findings.not_read(place or "whole file", "a PDF under a password")
        return
    except (pikepdf.PdfError, ValueError, RuntimeError):
        findings.scraps(place or "whole file", "raw bytes", data)
        if not revision:
            findings.not_read(place or "whole file", "a damaged PDF")
        return
    with pdf:
        reader = _Reader(pdf, prefix, findings, depth=depth, every_page=every_page, revision=revision)
        reader.objects()
        reader.pages(data)
        if pdf.is_encrypted:
            findings.not_read(place or "whole file", "an encrypted PDF: what lies outside its objects cannot be read")
        if pdf.get_warnings() and not revision:
            findings.not_read(place or "whole file", "a PDF with faults in its structure: some objects may be lost")
    if not revision:
        reader.raw(data)


class _Reader:
    def __init__(
        self, pdf: pikepdf.Pdf, prefix: str, findings: Findings, *, depth: int, every_page: bool, revision: bool
    ) -> None:
        self._pdf = pdf
        self._prefix = prefix
        self._findings = findings
        self._depth = depth
        self._every_page = every_page
        self._seen: set[bytes] = set()
        self._how = "earlier revision" if revision else ""
        self._fonts: dict[tuple[int, int], FontCodes] = {}
        self._by_name: dict[str, FontCodes] = {}
        self._fonts_of: dict[tuple[int, int], dict[str, FontCodes]] = {}
        #: streams that pages show, and that the second reader therefore reads as well
        self._on_pages: set[tuple[int, int]] = set()

    def objects(self) -> None:
        """Every object of the file, whether or not anything points to it."""
        import pikepdf

        self._learn_fonts()
        info = self._pdf.trailer.get("/Info")
        info_id = info.objgen if isinstance(info, pikepdf.Object) else None
        strings: dict[str, list[tuple[str, str]]] = {}
        names: dict[str, str] = {}
        sources = [(self._prefix + "trailer", "trailer", self._pdf.trailer.unparse())]
        for thing in _objects(self._pdf):
            here = f"{self._prefix}object {thing.objgen[0]}"
            if isinstance(thing, pikepdf.Stream):
                source = thing.stream_dict.unparse()
                self._stream(thing, here, source)
            else:
                source = thing.unparse(resolved=True)
            vector = "document information" if thing.objgen == info_id else _vector(source)
            sources.append((here, vector, source))
        for here, vector, source in sources:
            found = [text_string(token) for token in STRINGS.findall(source)]
            strings.setdefault(vector, []).extend((here, text) for text in found)
            for name in names_in(source):
                names.setdefault(name, here)
        for vector, pieces in strings.items():
            self._findings.texts(vector, pieces, how=self._how)
        # A name object is one word of the format's own language or a label; an everyday word there is the former.
        labels = [
            (here, name) for name, here in names.items() if name.lower() not in everyday() and name not in OF_THE_FORMAT
        ]
        self._findings.texts("name in the structure", labels, how=self._how)

    def _learn_fonts(self) -> None:
        import pikepdf

        for thing in _objects(self._pdf):
            if isinstance(thing, pikepdf.Stream) and "/Resources" in thing:
                self._fonts_of[thing.objgen] = self._fonts_in(thing["/Resources"])
        for page in self._pdf.pages:
            fonts = self._fonts_in(page.resources)
            for part in _parts(page.obj.get("/Contents")):
                self._fonts_of[part.objgen] = fonts
                self._on_pages.add(part.objgen)
            forms: list[pikepdf.Stream] = []
            _has_image(page.resources, forms)
            self._on_pages.update(form.objgen for form in forms)

    def _fonts_in(self, resources: pikepdf.Object) -> dict[str, FontCodes]:
        import pikepdf

        fonts: dict[str, FontCodes] = {}
        table = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(table, pikepdf.Dictionary):
            return fonts
        for name, font in table.items():
            if not isinstance(font, pikepdf.Dictionary):
                continue
            key = font.objgen
            if key == (0, 0) or key not in self._fonts:
                self._fonts[key] = FontCodes(font)
            fonts[name[1:]] = self._fonts[key]
            self._by_name.setdefault(name[1:], self._fonts[key])
        return fonts

    def _stream(self, stream: pikepdf.Stream, here: str, source: bytes) -> None:
        import pikepdf

        self._seen.add(_digest(stream.read_raw_bytes()))
        if b"/Subtype /Image" in source:
            self._image(stream, here)
            return
        try:
            data = stream.read_bytes()
        except pikepdf.PdfError:
            self._findings.not_read(here, "a stream packed in a way that cannot be undone")
            return
        self._seen.add(_digest(data))
        from merits.privacy.check.kinds import read_bytes

        if b"/EmbeddedFile" in source:
            self._findings.files += 1
            read_bytes(data, f"{here}, attachment", self._findings, every_page=self._every_page, depth=self._depth + 1)
        elif data.lstrip()[:1] == b"<" and b">" in data[:2000]:
            vector = "XMP" if b"/Metadata" in source else "form"
            read_markup(data.decode("utf-8", "replace"), here, self._findings, vector=vector)
        elif b"/Length1" in source or b"/Type1C" in source or b"/CIDFontType0C" in source or b"/OpenType" in source:
            self._findings.scraps(here, "font", data, how=self._how)
        else:
            vector = "page content" if stream.objgen in self._on_pages else "drawn content"
            self._content(data, here, self._fonts_of.get(stream.objgen, self._by_name), vector)

    def _content(self, data: bytes, here: str, fonts: dict[str, FontCodes], vector: str) -> None:
        if b"/ActualText" in data or b"/Alt" in data:
            self._findings.texts("structure", [(here, text) for text in told_in(data)], how=self._how)
        if b"BT" in data and b"ET" in data:
            for way, text in enumerate(shown_in(data, fonts)):
                self._findings.text(here, f"{vector} by glyph names" if way else vector, text, how=self._how)
            self._findings.texts(vector, [(here, beside_strings(data))], how=self._how)
        else:
            self._findings.scraps(here, "stream", data, how=self._how)

    def _image(self, stream: pikepdf.Stream, here: str) -> None:
        import pikepdf

        raw = stream.read_raw_bytes()
        self._findings.scraps(here, "image data", raw)
        try:
            picture = pikepdf.PdfImage(stream).as_pil_image()
            picture.load()
        except (pikepdf.PdfError, NotImplementedError, ValueError, OSError, KeyError, AttributeError, TypeError):
            self._findings.not_read(here, "an image that cannot be decoded")
            return
        read_picture(picture, here, "image pixels", self._findings)

    def pages(self, data: bytes) -> None:
        """The text of each page by a second engine, and a picture of those whose text cannot be trusted."""
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            self._findings.not_read(self._prefix.rstrip(", ") or "whole file", "no second reader can open this PDF")
            return
        try:
            if len(document) != len(self._pdf.pages):
                self._findings.not_read(self._prefix.rstrip(", ") or "whole file", "two readers count different pages")
            texts: list[tuple[str, str]] = []
            for number in range(len(document)):
                here = f"{self._prefix}page {number + 1}"
                page = document[number]
                text = page.get_textpage()
                texts.append((here, text.get_text_range()))
                text.close()
                if number < len(self._pdf.pages) and (self._every_page or self._must_be_pictured(number)):
                    picture = page.render(scale=200 / 72, grayscale=True, may_draw_forms=True).to_pil()
                    read_picture(picture, here, "page picture", self._findings)
                page.close()
            self._findings.texts("page text", texts, how=self._how)
        finally:
            document.close()

    def _must_be_pictured(self, number: int) -> bool:
        """True for a page with images, with letters drawn as shapes, or with fonts whose codes say nothing."""
        import pikepdf

        page = self._pdf.pages[number]
        if any(not font.readable for font in self._fonts_in(page.resources).values()):
            return True
        forms: list[pikepdf.Stream] = []
        if _has_image(page.resources, forms):
            return True
        try:
            contents = [part.read_bytes() for part in (*_parts(page.obj.get("/Contents")), *forms)]
        except pikepdf.PdfError:
            return True  # the stream itself is reported as unread where it is read
        return any(_INLINE.search(content) or _drawn_letters(content) >= 3 for content in contents)

    def raw(self, data: bytes) -> None:
        """What no table of contents of the file lists: earlier revisions, lost objects, bytes between and after."""
        ends = [match.end() for match in _END.finditer(data)]
        for end in ends[:-1]:
            if b"startxref" in data[:end] and data[end:].strip() and b"xref" in data[end:]:
                read_pdf(
                    data[:end],
                    f"{self._prefix}earlier revision",
                    self._findings,
                    every_page=False,
                    depth=self._depth,
                    revision=True,
                )
        tail = data[ends[-1] :] if ends else b""
        if tail.strip(b"\0\r\n\t "):
            from merits.privacy.check.kinds import read_bytes

            read_bytes(tail, f"{self._prefix}data after the end", self._findings, depth=self._depth + 1)
        outside: list[bytes] = []
        last = 0
        for match in _STREAM.finditer(data):
            if match.start() < last or data[match.start() - 3 : match.start()] == b"end":
                continue
            end = data.find(b"endstream", match.end())
            end = len(data) if end < 0 else end
            outside.append(data[last : match.start()])
            last = end
            self._lost(data[match.end() : end])
        outside.append(data[last:])
        loose = b"\n".join(outside)
        self._findings.scraps(f"{self._prefix}raw bytes", "raw bytes", loose)
        self._findings.texts(
            "raw bytes", [(f"{self._prefix}raw bytes", text_string(token)) for token in STRINGS.findall(loose)]
        )

    def _lost(self, body: bytes) -> None:
        if any(_digest(some) in self._seen for some in (body, body.removesuffix(b"\n"), body.removesuffix(b"\r\n"))):
            return
        here = f"{self._prefix}unlisted stream"
        try:
            data = zlib.decompressobj().decompress(body)
        except zlib.error:
            data = body
        if _digest(data) in self._seen:
            return
        self._content(data, here, self._by_name, "unlisted stream")
        self._findings.texts("unlisted stream", [(here, text_string(token)) for token in STRINGS.findall(data)])


def _has_image(resources: pikepdf.Object | None, forms: list[pikepdf.Stream], deep: int = 0) -> bool:
    """Whether these resources hold an image, also within forms; the forms met are added to ``forms``."""
    import pikepdf

    drawn = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    found = False
    for thing in drawn.values() if isinstance(drawn, pikepdf.Dictionary) else ():
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get("/Subtype") == "/Image":
            found = True
        elif deep < 8:
            forms.append(thing)
            found = _has_image(thing.get("/Resources"), forms, deep + 1) or found
    return found


def _objects(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Indirect objects, without the numbers, truths and nulls that pikepdf gives as Python's own."""
    import pikepdf

    everything: Iterable[object] = pdf.objects
    for thing in everything:
        if isinstance(thing, pikepdf.Object):
            yield thing


def _parts(contents: pikepdf.Object | None) -> list[pikepdf.Object]:
    """The streams of a page's contents: none, one, or an array of them."""
    import pikepdf

    if contents is None:
        return []
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _vector(source: bytes) -> str:
    return next((vector for mark, vector in _VECTORS if mark in source), "object")


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _drawn_letters(content: bytes) -> int:
    """How many filled shapes look like letters: curves, but not the four of a circle or of rounded corners."""
    count = last = 0
    for paint in _PAINT.finditer(content):
        path = content[last : paint.end()]
        last = paint.end()
        if not _FILL.search(path):
            continue
        for shape in re.split(rb"\sm(?=\s)", path)[1:]:
            curves = len(_CURVES.findall(shape))
            lines = len(_LINES.findall(shape))
            if curves > 4 or (curves and curves != 4 and lines):
                count += 1
    return count

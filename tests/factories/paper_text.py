"""What a person could read in a paper, by readers that had no part in writing it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pdf_text(data: bytes) -> str:
    """All pages, as pdfium reads them. A hyphen at a line's end, which pdfium marks and joins to the next line,
    is put back."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "\n".join(pages).replace("\ufffe", "-\n").replace("\r\n", "\n")


def docx_lines(data: bytes) -> list[str]:
    """The paragraphs of the body, those of tables included, in order; read from the XML itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    return ["".join(_words(paragraph)) for paragraph in root.iter(f"{_W}p")]


def _words(paragraph: ElementTree.Element) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif node.tag == f"{_W}tab":
            yield "\t"
        elif node.tag == f"{_W}noBreakHyphen":
            yield "-"


def squeezed(text: str) -> str:
    """Without white space, which a page may set anywhere."""
    return re.sub(r"\s+", "", text)


def all_text(folder: Path) -> dict[str, str]:
    """Every file of a folder as text, by relative path; encrypted ones left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix == ".age":
            continue
        data = path.read_bytes()
        if path.suffix == ".pdf":
            text = pdf_text(data)
        elif path.suffix == ".docx":
            text = "\n".join(docx_lines(data))
        else:
            text = data.decode("utf-8-sig")
        found[path.relative_to(folder).as_posix()] = text
    return found

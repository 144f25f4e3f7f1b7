"""The neutral document as DOCX, for the solicitor to edit. The same document gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from merits.documents.model import (
    Blank,
    Bullets,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Words,
    printable,
    runs,
)

if TYPE_CHECKING:
    from docx.document import Document as Docx

_ACCENT = (0x0B, 0x55, 0x60)
_RED = (0xA4, 0x26, 0x2C)
_FONT = "Atkinson Hyperlegible Next"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def to_docx(document: Document, *, on: date) -> bytes:
    """Write a document as DOCX.

    Args:
        document: what to write.
        on: the date written into the properties; the clock is never read.
    """
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = printable(document)
    out: Docx = docx.Document()
    _properties(out, document, on)
    _styles(out)
    section = out.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    _write(section.header.paragraphs[0], (Run(document.marking, bold=True),), size=8.5, colour=_ACCENT)
    _write(section.footer.paragraphs[0], document.title, size=8.5)
    out.add_heading(document.title, 0)
    if document.subtitle:
        out.add_paragraph(document.subtitle, style="Subtitle")
    for block in document.blocks:
        _add(out, block, section.page_width - section.left_margin - section.right_margin)
    stream = io.BytesIO()
    out.save(stream)
    return _repacked(stream.getvalue())


def _properties(out: Docx, document: Document, on: date) -> None:
    moment = datetime(on.year, on.month, on.day, 12)  # noqa: DTZ001 - python-docx writes naive times as UTC
    properties = out.core_properties
    properties.title, properties.author, properties.language = document.title, "", document.lang
    properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _styles(out: Docx) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        style: Any = out.styles[name]  # python-docx types styles as their common base, which has no font
        style.font.name = _FONT
        fonts = style.element.rPr.rFonts
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        fonts.set(qn("w:hAnsi"), _FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor(*_ACCENT)
    for style in list(out.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    normal: Any = out.styles["Normal"]
    normal.font.size = Pt(10.5)


def _write(paragraph: Any, words: Words, *, size: float = 0, colour: tuple[int, int, int] | None = None) -> None:
    from docx.shared import Pt, RGBColor

    for part in runs(words):
        run = paragraph.add_run(part.text)
        run.bold, run.italic = part.bold or None, part.italic or None
        if size:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = RGBColor(*colour)


def _add(out: Docx, block: object, width: int) -> None:
    from docx.shared import Mm

    match block:
        case Heading():
            out.add_heading(f"{block.number} {block.text}".strip(), block.level)
        case Paragraph():
            paragraph = out.add_paragraph()
            _write(paragraph, block.words, size=8.5 if block.style == "small" else 0)
            if block.style == "quote":
                paragraph.paragraph_format.left_indent = Mm(8)
            if block.source:
                _write(out.add_paragraph(), block.source, size=8)
        case Bullets():
            numbering = _new_numbering(out) if block.numbered else None
            for item in block.items:
                paragraph = out.add_paragraph(style="List Number" if block.numbered else "List Bullet")
                if numbering is not None:
                    _number_by(paragraph, numbering)
                _write(paragraph, item)
        case Note():
            paragraph = out.add_paragraph()
            paragraph.add_run(f"{block.label}: ").bold = True
            _write(paragraph, block.words)
            _shade(paragraph._p, "F4F7F7")
        case Blank():
            paragraph = out.add_paragraph()
            _write(paragraph, block.text, colour=_RED)
            _shade(paragraph._p, "FBEFEF")
        case Table():
            _table(out, block, width)
        case Figure():
            _figure(out, block, width)
        case PageBreak():
            out.add_paragraph().paragraph_format.page_break_before = True


def _table(out: Docx, block: Table, width: int) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Emu, Pt

    if block.caption:
        caption = out.add_paragraph()
        caption.add_run(block.caption).bold = True
        caption.paragraph_format.keep_with_next = True
    table: Any = out.add_table(rows=1, cols=len(block.columns))
    table.autofit = False
    _rules(table)
    total = sum(column.share for column in block.columns)
    widths = [Emu(int(width * column.share / total)) for column in block.columns]
    for grid, size in zip(table.columns, widths, strict=True):  # LibreOffice goes by the grid, Word by the cells
        grid.width = size
    header = table.rows[0]
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column in zip(header.cells, block.columns, strict=True):
        _write(cell.paragraphs[0], (Run(column.title, bold=True),), size=9)
    for row in block.rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, words, column in zip(added.cells, row, block.columns, strict=True):
            _write(cell.paragraphs[0], words, size=9)
            if column.numeric:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row in table.rows:
        for cell, size in zip(row.cells, widths, strict=True):
            cell.width = size
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    out.add_paragraph()


def _rules(table: Any) -> None:
    """Thin rules between rows and a stronger one above, as in the PDF."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for edge, size, colour in (("top", "8", "0B5560"), ("bottom", "4", "9AA5A8"), ("insideH", "4", "9AA5A8")):
        border = OxmlElement(f"w:{edge}")
        for name, value in (("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", colour)):
            border.set(qn(name), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)


def _new_numbering(out: Docx) -> int:
    """A list that counts from 1 again: Word numbers every "List Number" paragraph of a document as one list."""
    style: Any = out.styles["List Number"]
    abstract = out.part.numbering_part.element
    base = style.element.pPr.numPr.numId.val
    number = abstract.add_num(abstract.num_having_numId(base).abstractNumId.val)
    override = number.add_lvlOverride(ilvl=0)
    override.add_startOverride(1)
    return int(number.numId)


def _number_by(paragraph: Any, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def _figure(out: Docx, block: Figure, width: int) -> None:
    import vl_convert
    from docx.shared import Emu

    if block.caption:
        caption = out.add_paragraph()
        caption.add_run(block.caption).bold = True
        caption.paragraph_format.keep_with_next = True
    picture = vl_convert.svg_to_png(block.svg.decode(), scale=2.0)
    shape = out.add_picture(io.BytesIO(picture), width=Emu(int(width * block.width)))
    shape._inline.docPr.set("descr", block.alt)


def _shade(paragraph: Any, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
        shading.set(qn(name), value)
    paragraph.get_or_add_pPr().append(shading)


def _repacked(data: bytes) -> bytes:
    """The same parts with fixed times, without what python-docx's template brings and no page of ours needs.

    Its thumbnail is somebody else's page, its custom XML a bibliography, and its second set of styles is for Word 2007.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if _BROUGHT.search(name):
                continue
            part = source.read(name)
            if name.endswith((".rels", "[Content_Types].xml")):
                part = _NAMES_BROUGHT.sub(b"", part)
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, part)
    return out.getvalue()


_BROUGHT = re.compile(r"thumbnail|customXml|stylesWithEffects")
_NAMES_BROUGHT = re.compile(rb"<(?:Relationship|Override) [^>]*(?:thumbnail|customXml|stylesWithEffects)[^>]*/>")

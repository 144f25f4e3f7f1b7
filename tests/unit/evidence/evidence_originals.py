"""Tiny synthetic originals, made when a test asks for them. Nothing here is about anybody."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import docx
import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

A4 = (595, 842)
SENTENCES = (
    "The decision is that there is not enough evidence.",
    "The reviewing lawyer considered every statement.",
    "You may ask for this decision to be reviewed.",
)


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF of typed pages, one line under another."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4, invariant=1)
    for lines in pages:
        for number, line in enumerate(lines):
            sheet.drawString(72, 770 - 16 * number, line)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def picture_of_text(*lines: str, dpi: int = 150) -> Image.Image:
    """An A4 page as a scanner sees it."""
    picture = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(dpi // 5)
    for number, line in enumerate(lines):
        pen.text((dpi * 2 // 3, dpi + number * dpi // 2), line, font=font, fill=0)
    return picture


def scanned_pdf(*pages: Image.Image, stamp: str = "", hidden: str = "") -> bytes:
    """A PDF whose pages are pictures, with a line typed over each or hidden behind it."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4, invariant=1)
    for picture in pages:
        sheet.drawImage(ImageReader(picture), 0, 0, *A4)
        if stamp:
            sheet.drawString(20, 20, stamp)
        if hidden:
            text = sheet.beginText(72, 700)
            text.setTextRenderMode(3)
            text.textLine(hidden)
            sheet.drawText(text)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def locked(data: bytes, *, user: str, owner: str) -> bytes:
    """The same PDF under passwords."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


def image_bytes(picture: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word document of plain paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: object) -> bytes:
    """A python-docx document as bytes."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def with_body(xml: str, **members: str) -> bytes:
    """A Word document whose body is written by hand; ``members`` are further files by name, ``__`` for ``/``."""
    space = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{xml}</w:body></w:document>")
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content.replace("SPACE", space))
    return out.getvalue()


def paragraph(inner: str) -> str:
    """A hand-written paragraph."""
    return f"<w:p>{inner}</w:p>"


def run(text: str) -> str:
    """A hand-written run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mail(subject: str = "Your case", body: str = "Dear Madam,\nPlease see the letter.\n") -> EmailMessage:
    """An e-mail to which parts can be added."""
    message = EmailMessage()
    message["From"] = "Review Unit <review@example.org>"
    message["To"] = "client@example.org"
    message["Date"] = "Mon, 12 Mar 2018 10:15:00 +0100"
    message["Subject"] = subject
    message.set_content(body)
    return message


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()

"""Writes papers: a neutral document model, a tagged PDF and a DOCX of equal text, both the same bytes every time."""

from merits.documents.docx import to_docx
from merits.documents.model import (
    Blank,
    Block,
    Bullets,
    Column,
    Document,
    Figure,
    Heading,
    Inline,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Words,
    plain,
    text_lines,
)
from merits.documents.pdf import to_pdf
from merits.documents.typesetting import FONT_LIST, FONTS, compile_typst, escape, string

__all__ = [
    "FONTS",
    "FONT_LIST",
    "Blank",
    "Block",
    "Bullets",
    "Column",
    "Document",
    "Figure",
    "Heading",
    "Inline",
    "Note",
    "PageBreak",
    "Paragraph",
    "Run",
    "Table",
    "Words",
    "compile_typst",
    "escape",
    "plain",
    "string",
    "text_lines",
    "to_docx",
    "to_pdf",
]

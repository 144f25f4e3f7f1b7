"""One model, two renderings: equal text, blanks that are seen, nothing lost, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import docx
import pikepdf
import pytest

from factories.paper_text import docx_lines, pdf_text, squeezed
from factories.rendered import body_of, expected_lines
from merits.documents import (
    Blank,
    Block,
    Bullets,
    Column,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    text_lines,
    to_docx,
    to_pdf,
)

DAY = date(2019, 6, 10)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#0b5560"/></svg>'
EVERYTHING = Document(
    "A paper",
    (
        Heading("The first part", 1, "1"),
        Paragraph((Run("Plain, "), Run("bold", bold=True), Run(" and "), Run("slanted.", italic=True))),
        Paragraph("Quoted words", "quote", source="Letter, paragraph 3"),
        Paragraph("1 Quay\nMarsh", "address"),
        Paragraph("Small print", "small"),
        Bullets(("One", "Two")),
        Bullets(("First", "Second"), numbered=True),
        Note("Check this.", "Warning"),
        Blank("the grounds"),
        Table(
            (Column("Case", 1), Column("Count", 1, numeric=True)), (("DW", "12"), ((Run("HG"),), "3")), caption="Counts"
        ),
        Figure(SVG, "A bar", "Figure 1"),
        PageBreak(),
        Heading("A smaller part", 2),
        Heading("A smallest part", 3),
        Bullets(("Begins at one again",), numbered=True),
    ),
    subtitle="Of a claim",
    marking="Open copy",
)


def one(*blocks: Block) -> Document:
    return Document("T", blocks)


def test_the_pdf_says_every_line_in_order_and_nothing_else() -> None:
    text = body_of(pdf_text(to_pdf(EVERYTHING, on=DAY)), EVERYTHING)

    assert squeezed(text) == squeezed("".join(expected_lines(EVERYTHING, marks=True)))


def test_the_docx_says_every_line_in_order_and_nothing_else() -> None:
    said = [line for line in docx_lines(to_docx(EVERYTHING, on=DAY)) if line.strip()]

    assert said == list(text_lines(EVERYTHING))


@pytest.mark.parametrize(
    "text",
    [
        "#set page(width: 1pt) $x$ *b* _i_ `c` <l> @r [x] {y} \\n // /* */",
        "= not a heading",
        "- not a list",
        "+ nor this",
        "/ term: nor this",
        "1. nor this",
        "\"straight\" 'quotes' -- --- ... ~ https://example.org/a_b",
        "ligatures: office, affluent, fjord",
        "100% of £3.50 & 5 < 6 > 4",
        "trailing backslash \\",
        "“Curly” ‘quotes’ – and — dashes… é ŵ ŷ ß",
    ],
)
def test_text_is_printed_as_it_stands(text: str) -> None:
    document = one(
        Paragraph(text), Heading(text), Bullets((text,)), Note(text), Table((Column(text),), ((text,),), text)
    )
    want = squeezed("".join(expected_lines(document, marks=True)))

    assert squeezed(body_of(pdf_text(to_pdf(document, on=DAY)), document)) == want
    assert [line for line in docx_lines(to_docx(document, on=DAY)) if line.strip()] == list(text_lines(document))


def test_a_line_end_inside_a_text_stays_one() -> None:
    document = one(Paragraph("1 Quay\nMarsh", "address"))

    assert "1 Quay\nMarsh" in pdf_text(to_pdf(document, on=DAY))
    assert "1 Quay\nMarsh" in docx_lines(to_docx(document, on=DAY))


def test_a_character_no_paper_can_hold_is_written_out() -> None:
    document = one(Paragraph("before\x00after\x1b\ufeff"), Bullets(("x\x0cy",)))

    for text in (pdf_text(to_pdf(document, on=DAY)), "\n".join(docx_lines(to_docx(document, on=DAY)))):
        assert "before‹U+0000›after‹U+001B›‹U+FEFF›" in squeezed(text)
        assert "x‹U+000C›y" in text


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("ਪੰਜ", "‹U+0A2A U+0A70 U+0A1C›"),
        ("你好 and 中", "‹U+4F60 U+597D› and ‹U+4E2D›"),
        ("한 中", "‹U+D55C› ‹U+4E2D›"),
    ],
)
def test_writing_without_a_carried_font_is_printed_as_code_points_and_stops_nothing(words: str, printed: str) -> None:
    document = Document(f"T {words}", (Paragraph((Run("x", bold=True), Run(words))),), marking=words)

    assert squeezed(f"x{printed}") in squeezed(pdf_text(to_pdf(document, on=DAY)))
    assert f"x{words}" in docx_lines(to_docx(document, on=DAY))


@pytest.mark.parametrize("words", ["Łódź ąęś", "Привет", "Ελλάδα", "😀", "½ → ✓"])
def test_writing_with_a_carried_font_is_printed_as_it_stands(words: str) -> None:
    assert squeezed(words) in squeezed(pdf_text(to_pdf(one(Paragraph(words)), on=DAY)))


def test_a_blank_is_seen_in_both() -> None:
    document = one(Blank("the grounds, with the law relied on"))
    words = "[Blank: the grounds, with the law relied on. To be completed by the solicitor.]"

    assert words in docx_lines(to_docx(document, on=DAY))
    assert squeezed(words) in squeezed(pdf_text(to_pdf(document, on=DAY)))
    paragraph = next(p for p in docx.Document(io.BytesIO(to_docx(document, on=DAY))).paragraphs if "Blank" in p.text)
    assert str(paragraph.runs[0].font.color.rgb) == "A4262C"


def test_the_pdf_is_tagged_titled_and_in_its_language() -> None:
    with pikepdf.open(io.BytesIO(to_pdf(EVERYTHING, on=DAY))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).lower() == "en-gb"
        assert str(pdf.docinfo.Title) == "A paper"
        assert "/Author" not in pdf.docinfo or not str(pdf.docinfo.Author)


def test_a_picture_has_words_for_who_cannot_see_it() -> None:
    with pikepdf.open(io.BytesIO(to_pdf(EVERYTHING, on=DAY))) as pdf:
        told = [str(thing.Alt) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
    assert "A bar" in told
    with zipfile.ZipFile(io.BytesIO(to_docx(EVERYTHING, on=DAY))) as package:
        assert b'descr="A bar"' in package.read("word/document.xml")


def test_the_docx_has_headings_a_table_head_and_nobodys_name_in_its_properties() -> None:
    document = docx.Document(io.BytesIO(to_docx(EVERYTHING, on=DAY)))

    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert styles == [
        ("Heading 1", "1 The first part"),
        ("Heading 2", "A smaller part"),
        ("Heading 3", "A smallest part"),
    ]
    assert (document.core_properties.author, document.core_properties.last_modified_by) == ("", "")
    assert document.core_properties.title == "A paper"
    assert document.core_properties.created.date() == DAY
    assert document.sections[0].header.paragraphs[0].text == "Open copy"
    with zipfile.ZipFile(io.BytesIO(to_docx(EVERYTHING, on=DAY))) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
        assert not [name for name in package.namelist() if "thumbnail" in name]
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert len(list(root.iter(f"{word}tblHeader"))) == 1


def test_the_same_document_gives_the_same_bytes_and_another_day_others() -> None:
    for write in (to_pdf, to_docx):
        assert write(EVERYTHING, on=DAY) == write(EVERYTHING, on=DAY)
        assert write(EVERYTHING, on=DAY) != write(EVERYTHING, on=date(2019, 6, 11))


def test_wide_papers_lie_on_their_side() -> None:
    wide = Document("T", (Paragraph("x"),), landscape=True)

    with pikepdf.open(io.BytesIO(to_pdf(wide, on=DAY))) as pdf:
        _, _, width, height = pdf.pages[0].mediabox
    assert width > height
    section = docx.Document(io.BytesIO(to_docx(wide, on=DAY))).sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)


def test_a_row_that_does_not_fit_its_table_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2 columns"):
        Table((Column("a"), Column("b")), (("only one",),))

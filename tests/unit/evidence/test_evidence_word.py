"""Word documents, with everything that is not plainly text."""

from __future__ import annotations

import docx
import pytest
from evidence_originals import image_bytes, paragraph, picture_of_text, run, saved, with_body, word

from merits.base.reading import PartKind, Reading
from merits.evidence import CannotRead, limits, read


def _parts(reading: Reading) -> list[tuple[str, str]]:
    return [(part.label, reading.text[part.start : part.end]) for part in reading.parts]


def test_header_body_table_and_footer_come_in_reading_order() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Crown Prosecution Service"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Dear Madam,")
    table = document.add_table(2, 2)
    for row, words in enumerate((("Date", "Step"), ("12 March", "Decision"))):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
    document.add_paragraph("Yours sincerely")
    reading = read(saved(document), name="letter.docx")
    assert _parts(reading) == [
        ("header", "Crown Prosecution Service"),
        ("paragraph 1", "Dear Madam,"),
        ("table 1, row 1", "Date\tStep"),
        ("table 1, row 2", "12 March\tDecision"),
        ("paragraph 2", "Yours sincerely"),
        ("footer", "Page 1"),
    ]
    assert reading.parts[0].kind is PartKind.HEADER
    assert reading.not_read == ()


def test_tracked_deletion_is_out_insertion_is_in_and_both_are_listed() -> None:
    body = paragraph(
        run("There is ")
        + "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        + "<w:ins>"
        + run("some ")
        + "</w:ins>"
        + run("evidence.")
    )
    reading = read(with_body(body), name="a.docx")
    assert reading.text == "There is some evidence."
    assert set(reading.not_read) == {
        "1 tracked deletion is not in the text",
        "1 tracked insertion is in the text as if accepted",
    }


def test_comments_hidden_text_pictures_and_automatic_numbers_are_listed() -> None:
    document = docx.Document()
    first = document.add_paragraph("First ground")
    first.style = "List Number"
    document.add_comment(first.runs, text="is this right?")
    document.add_paragraph().add_run("secret").font.hidden = True
    import io

    document.add_picture(io.BytesIO(image_bytes(picture_of_text(dpi=20), "PNG")))
    reading = read(saved(document), name="a.docx")
    assert reading.text == "First ground"
    assert set(reading.not_read) == {
        "1 comment in the margin not read",
        "1 run of hidden text not read",
        "1 picture not read",
        "1 paragraph has a number or bullet made by Word, which is not in the text",
    }


def test_tabs_breaks_and_hyphens_are_kept_and_field_codes_are_not() -> None:
    inner = (
        run("a") + "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
        "<w:r><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> DATE </w:instrText></w:r>' + run(" 1 May")
    )
    assert read(with_body(paragraph(inner)), name="a.docx").text == "a\tb\nc\u2011dcooperate 1 May"


def test_text_box_is_read_once_though_word_writes_it_twice() -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"

    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>"
        + box("In the box")
        + box("Second box")
        + "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
        + box("In the box")
        + "</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    reading = read(with_body(paragraph(run("Before") + drawing) + paragraph(run("After"))), name="a.docx")
    assert _parts(reading) == [
        ("paragraph 1", "Before"),
        ("text box 1", "In the box"),
        ("text box 2", "Second box"),
        ("paragraph 2", "After"),
    ]


def test_text_box_inside_a_group_is_read_once() -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"

    twice = f"<mc:AlternateContent><mc:Choice>{box('A')}</mc:Choice><mc:Fallback>{box('A')}</mc:Fallback></mc:AlternateContent>"
    data = with_body(paragraph(f"<w:r><w:drawing>{twice}</w:drawing></w:r>"))
    assert _parts(read(data, name="a.docx")) == [("text box 1", "A")]


def test_footnotes_follow_the_body_in_the_order_they_are_cited() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    notes = (
        '<w:footnotes SPACE><w:footnote w:type="separator" w:id="0">' + paragraph(run("rule")) + "</w:footnote>"
        '<w:footnote w:id="1">' + paragraph(run("Later note")) + "</w:footnote>"
        '<w:footnote w:id="2">' + paragraph(run("Earlier note")) + "</w:footnote></w:footnotes>"
    )
    cite = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = paragraph(run("One") + cite.format(2)) + paragraph(run("Two") + cite.format(1))
    data = with_body(body, **{"word___rels__document.xml.rels": relations, "word__footnotes.xml": notes})
    assert _parts(read(data, name="a.docx"))[2:] == [("footnote 1", "Earlier note"), ("footnote 2", "Later note")]


def test_paragraphs_in_content_controls_and_nested_tables_are_read() -> None:
    cell = f"<w:tc>{paragraph(run('outer'))}<w:tbl><w:tr><w:tc>{paragraph(run('inner'))}</w:tc></w:tr></w:tbl></w:tc>"
    control = f"<w:sdt><w:sdtContent>{paragraph(run('In a control'))}</w:sdtContent></w:sdt>"
    body = f"{control}<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    assert _parts(read(with_body(body), name="a.docx")) == [
        ("paragraph 1", "In a control"),
        ("table 1, row 1", "outer\ninner"),
    ]


@pytest.mark.parametrize(
    "declaration", ['<!DOCTYPE d [<!ENTITY a "b">]>', '<!DOCTYPE d SYSTEM "https://example.org/d.dtd">']
)
def test_declarations_are_refused(declaration: str) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/styles" Target="styles.xml"/></Relationships>'
    )
    hostile = with_body("", **{"word___rels__document.xml.rels": relations, "word__styles.xml": declaration + "<d/>"})
    with pytest.raises(CannotRead, match=r"E-DAMAGED.*entities"):
        read(hostile, name="a.docx")


def test_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORD_PART", limits.MEBIBYTE)
    data = with_body(paragraph(run("a" * 3 * limits.MEBIBYTE)))
    assert len(data) < 100_000
    with pytest.raises(CannotRead, match="E-LIMIT"):
        read(data, name="a.docx")


def test_body_nested_a_hundred_thousand_deep_is_refused() -> None:
    deep = "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000
    with pytest.raises(CannotRead, match="E-DAMAGED"):
        read(with_body(deep), name="a.docx")


def test_malformed_xml_is_damaged() -> None:
    with pytest.raises(CannotRead, match="E-DAMAGED"):
        read(with_body("<w:p>"), name="a.docx")


def test_document_of_word_itself_reads_back_what_was_written() -> None:
    sentences = ("Dear Madam,", "I have decided this — on the evidence.", "Café")
    assert read(word(*sentences), name="a.docx").text == "\n".join(sentences)

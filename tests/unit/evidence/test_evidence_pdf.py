"""PDF with text, without text, and with less of either than it seems."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from evidence_originals import SENTENCES, locked, pdf, picture_of_text, scanned_pdf
from reportlab.pdfgen import canvas

from merits.base.reading import PartKind
from merits.evidence import CannotRead, limits, ocr, read


def test_each_page_is_a_part_with_its_text() -> None:
    reading = read(pdf(("First", "letter"), ("Second",)), name="letter.pdf")
    assert reading.text == "First\nletter\n\nSecond"
    assert [(part.label, reading.text[part.start : part.end]) for part in reading.parts] == [
        ("page 1", "First\nletter"),
        ("page 2", "Second"),
    ]
    assert all(part.kind is PartKind.PAGE for part in reading.parts)
    assert reading.extractor.startswith("pdfium ")
    assert (reading.machine_read, reading.not_read) == (False, ())


def test_hyphen_at_a_line_end_stays_with_its_line_end() -> None:
    assert (
        read(
            pdf(
                ("the cross-", "examination"),
            ),
            name="a.pdf",
        ).text
        == "the cross-\nexamination"
    )


def test_blank_page_is_a_part_and_no_gap() -> None:
    reading = read(pdf(("First",), (), ("Third",)), name="a.pdf")
    assert [part.label for part in reading.parts] == ["page 1", "page 2", "page 3"]
    assert reading.parts[1].start == reading.parts[1].end
    assert reading.not_read == ()


def test_filled_in_form_fields_are_read() -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.drawString(72, 700, "Reason for decision:")
    sheet.acroForm.textfield(name="reason", value="Insufficient evidence", x=72, y=600, width=300, height=20)
    sheet.save()
    assert "Insufficient evidence" in read(out.getvalue(), name="form.pdf").text


def test_notes_in_the_margin_and_carried_files_are_listed() -> None:
    with pikepdf.open(io.BytesIO(pdf(("Letter",)))) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 20, 20], Contents="see me"
        )
        document.pages[0].Annots = document.make_indirect([note])
        document.attachments["notes.txt"] = b"words"
        out = io.BytesIO()
        document.save(out)
    reading = read(out.getvalue(), name="a.pdf")
    assert reading.text == "Letter"
    assert "page 1: 1 note in the margin not read" in reading.not_read
    assert any("'notes.txt'" in note for note in reading.not_read)


def test_owner_password_alone_does_not_stop_reading() -> None:
    assert read(locked(pdf(SENTENCES), user="", owner="secret"), name="a.pdf").text == "\n".join(SENTENCES)


def test_user_password_is_refused_with_a_remedy() -> None:
    with pytest.raises(CannotRead, match=r"E-ENCRYPTED a\.pdf") as caught:
        read(locked(pdf(SENTENCES), user="secret", owner="owner"), name="a.pdf")
    assert "password" in caught.value.remedy


def test_pdf_cut_short_is_refused_and_never_a_shorter_letter() -> None:
    whole = pdf(*[(f"Page {number}",) for number in range(1, 9)])
    for share in (0.3, 0.6, 0.9, 0.99):
        with pytest.raises(CannotRead, match="E-DAMAGED"):
            read(whole[: int(len(whole) * share)], name="a.pdf")


def test_pdf_whose_index_is_wrong_is_read_and_the_repair_is_said() -> None:
    data = pdf(SENTENCES)
    place = data.index(b"startxref\n") + len(b"startxref\n")
    reading = read(data[:place] + b"12345\n%%EOF\n", name="a.pdf")
    assert reading.text == "\n".join(SENTENCES)
    assert any("repaired" in note for note in reading.not_read)


@pytest.mark.parametrize("stated", [b"2", b"4"])
def test_page_that_the_pdf_does_not_count_is_read_all_the_same(stated: bytes) -> None:
    data = pdf(("One",), ("Two",), ("Three",)).replace(b"/Count 3", b"/Count " + stated)
    reading = read(data, name="a.pdf")
    assert reading.text == "One\n\nTwo\n\nThree"
    assert any(f"says that it has {stated.decode()} pages and holds 3" in note for note in reading.not_read)


def test_page_that_is_no_page_is_noticed() -> None:
    with pikepdf.open(io.BytesIO(pdf(("One",), ("Two",), ("Three",)))) as document:
        document.Root.Pages.Kids[1] = 5
        out = io.BytesIO()
        document.save(out)
    reading = read(out.getvalue(), name="a.pdf")
    assert reading.text == "One\n\nThree"
    assert any("repaired" in note for note in reading.not_read)


def test_pages_that_lie_in_a_circle_do_not_hang() -> None:
    with pikepdf.open(io.BytesIO(pdf(("One",)))) as document:
        document.Root.Pages.Kids.append(document.Root.Pages)
        out = io.BytesIO()
        document.save(out)
    try:
        reading = read(out.getvalue(), name="a.pdf")
    except CannotRead as refusal:
        assert refusal.code == "E-DAMAGED"
    else:
        assert any("repaired" in note for note in reading.not_read)


def test_pdf_without_pages_is_damaged() -> None:
    with pikepdf.new() as document:
        out = io.BytesIO()
        document.save(out)
    with pytest.raises(CannotRead, match="E-DAMAGED"):
        read(out.getvalue(), name="a.pdf")


def test_header_and_nothing_else_is_damaged() -> None:
    with pytest.raises(CannotRead, match="E-DAMAGED"):
        read(b"%PDF-1.7\nhello\n%%EOF\n", name="a.pdf")


@pytest.mark.parametrize("twice", [False, True])
def test_inflate_bomb_is_refused(twice: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STREAM", 4 * limits.MEBIBYTE)
    packed = zlib.compress(b" " * (8 * limits.MEBIBYTE), 9)
    with pikepdf.open(io.BytesIO(pdf(("x",)))) as document:
        bomb = pikepdf.Stream(document, b"")
        if twice:
            kinds = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
            bomb.write(zlib.compress(packed, 9), filter=kinds)
        else:
            bomb.write(packed, filter=pikepdf.Name.FlateDecode)
        document.pages[0].Contents = document.make_indirect(bomb)
        out = io.BytesIO()
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(CannotRead, match="E-LIMIT"):
        read(out.getvalue(), name="a.pdf")


def test_scan_without_tesseract_is_listed_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    scan = picture_of_text(*SENTENCES, dpi=60)
    reading = read(scanned_pdf(scan, scan), name="scan.pdf")
    assert reading.text == ""
    assert [part.label for part in reading.parts] == ["page 1", "page 2"]
    assert [note for note in reading.not_read if "Tesseract is not installed" in note] == list(reading.not_read)
    assert len(reading.not_read) == 2
    assert reading.machine_read is False


def test_stamp_on_a_scan_does_not_pass_for_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    reading = read(scanned_pdf(picture_of_text(*SENTENCES, dpi=60), stamp="RECEIVED 12 MAR"), name="scan.pdf")
    assert reading.text == "RECEIVED 12 MAR"
    assert any("page 1 is a picture" in note for note in reading.not_read)


def test_hidden_layer_of_a_scanner_is_machine_read() -> None:
    scan = scanned_pdf(picture_of_text(*SENTENCES, dpi=60), hidden="I have decided that there is not enouqh evidence")
    reading = read(scan, name="scan.pdf")
    assert reading.text == "I have decided that there is not enouqh evidence"
    assert reading.machine_read
    assert reading.parts[0].get("machine_read") == "yes"


def test_large_picture_beside_text_is_mentioned() -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(600, 800))
    for number in range(12):
        sheet.drawString(72, 760 - 16 * number, SENTENCES[0])
    sheet.drawInlineImage(picture_of_text("x", dpi=30), 0, 0, 600, 400)
    sheet.save()
    reading = read(out.getvalue(), name="a.pdf")
    assert reading.text.count(SENTENCES[0]) == 12
    assert reading.not_read == ("page 1: pictures covering about 50% of the page were not read",)


def test_scan_enlarged_inside_a_form_is_still_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(119, 168))  # a fifth of A4 each way
    sheet.drawInlineImage(picture_of_text(*SENTENCES, dpi=60), 0, 0, 119, 168)
    sheet.save()
    inner = out.getvalue()
    with pikepdf.open(io.BytesIO(pdf(("Page 1 of 3",)))) as document, pikepdf.open(io.BytesIO(inner)) as scan:
        document.pages[0].add_underlay(scan.pages[0], pikepdf.Rectangle(0, 0, 595, 842))
        out = io.BytesIO()
        document.save(out)
    assert any("page 1 is a picture" in note for note in read(out.getvalue(), name="a.pdf").not_read)


@pytest.mark.ocr
def test_scanned_pages_are_read_in_order_and_say_so() -> None:
    tesseract = ocr.find_tesseract()
    if tesseract is None:
        pytest.skip("tesseract is not installed")
    pages = [picture_of_text(f"This is sheet number {number}.", SENTENCES[number - 1]) for number in (1, 2, 3)]
    steps: list[tuple[str, int, int]] = []
    reading = read(
        scanned_pdf(*pages), name="scan.pdf", progress=lambda step, done, total: steps.append((step, done, total))
    )
    for number, part in enumerate(reading.parts, 1):
        assert SENTENCES[number - 1] in reading.text[part.start : part.end]
        assert part.get("machine_read") == "yes" and int(part.get("confidence")) > 80
    assert reading.machine_read and reading.not_read == ()
    assert reading.extractor.endswith(f"; tesseract {tesseract.version} eng 300dpi")
    assert ("Reading scans", 3, 3) in steps


@pytest.mark.ocr
def test_scan_upside_down_is_read() -> None:
    if ocr.find_tesseract() is None:
        pytest.skip("tesseract is not installed")
    lines = SENTENCES * 4
    reading = read(scanned_pdf(picture_of_text(*lines).rotate(180)), name="scan.pdf")
    assert reading.text.count(SENTENCES[1]) == 4


@pytest.mark.ocr
def test_typed_pages_keep_their_own_text_beside_scanned_ones() -> None:
    if ocr.find_tesseract() is None:
        pytest.skip("tesseract is not installed")
    with (
        pikepdf.open(io.BytesIO(pdf(("Covering note",)))) as document,
        pikepdf.open(io.BytesIO(scanned_pdf(picture_of_text(*SENTENCES)))) as scan,
    ):
        document.pages.extend(scan.pages)
        out = io.BytesIO()
        document.save(out)
    reading = read(out.getvalue(), name="a.pdf")
    assert reading.parts[0].get("machine_read") == ""
    assert reading.parts[1].get("machine_read") == "yes"
    assert SENTENCES[0] in reading.text and reading.text.startswith("Covering note\n\n")

"""What a file is, told from its content."""

from __future__ import annotations

import pytest
from evidence_originals import image_bytes, mail, pdf, picture_of_text, word, zipped

from merits.base.reading import Reading
from merits.evidence import READABLE, CannotRead, read, sniff

CHAT = b"[31/12/2018, 21:05:11] Sam: Hello\n[31/12/2018, 21:06:00] Jo: Hi\n"
JPEG = image_bytes(picture_of_text(dpi=30), "JPEG")

ORIGINALS = {
    "application/pdf": pdf(("Dear Madam",)),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word("Dear Madam"),
    "message/rfc822": mail().as_bytes(),
    "text/x-whatsapp-export": CHAT,
    "application/x-whatsapp-export+zip": zipped({"_chat.txt": CHAT}),
    "image/jpeg": JPEG,
    "image/png": image_bytes(picture_of_text(dpi=30), "PNG"),
    "image/tiff": image_bytes(picture_of_text(dpi=30), "TIFF"),
    "text/plain": b"Dear Madam,\n",
}


@pytest.mark.parametrize("media_type", ORIGINALS)
def test_kind_is_told_from_content_whatever_the_name(media_type: str) -> None:
    assert sniff(ORIGINALS[media_type], "document") == media_type
    assert sniff(ORIGINALS[media_type], "misleading.xyz") == media_type
    assert media_type in READABLE


def test_only_the_name_tells_a_table_from_a_note() -> None:
    assert sniff(b"date,event\n2018-03-12,letter\n", "chronology.csv") == "text/csv"
    assert sniff(b"date,event\n2018-03-12,letter\n", "chronology.txt") == "text/plain"


def test_note_that_begins_like_an_email_is_a_note_unless_named_so() -> None:
    copied = b"From: Review Unit\nSubject: Your case\n\nDear Madam\n"
    assert sniff(copied, "note.txt") == "text/plain"
    assert sniff(copied, "note.eml") == "message/rfc822"


def test_pdf_with_bytes_before_its_header_is_a_pdf() -> None:
    assert sniff(b"\x00\x01junk\n" + pdf(("x",)), "a.pdf") == "application/pdf"


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("letter.pdf", b"", "E-EMPTY", "nothing"),
        ("letter.pdf", b" \r\n\x00", "E-EMPTY", "nothing"),
        ("letter.pdf", b"<!DOCTYPE html><html><body>Sign in", "E-TYPE", "a web page"),
        ("letter.pdf", JPEG, "E-TYPE", "a JPEG picture"),
        ("letter.pdf", word("x"), "E-TYPE", "a Word document"),
        ("letter.docx", pdf(("x",)), "E-TYPE", "a PDF"),
        ("letter.pdf", zipped({"a/b.bin": b"x"}), "E-TYPE", "a zip"),
        ("letter.pdf", b"Dear Madam", "E-TYPE", "plain text"),
        ("message.eml", b"Dear Madam", "E-TYPE", "plain text"),
        ("figures.xlsx", zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "E-TYPE", "an Excel workbook"),
        ("letter.odt", zipped({"mimetype": b"application/vnd", "content.xml": b""}), "E-TYPE", "an OpenDocument file"),
        ("letter.rtf", b"{\\rtf1 x}", "E-TYPE", "a Rich Text file"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E-TYPE", "an old Office file"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic" + bytes(30), "E-TYPE", "an iPhone photograph"),
        ("moving.gif", b"GIF89a" + bytes(30), "E-TYPE", "a GIF"),
        ("x.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "E-TYPE", "a WebP"),
        ("what", b"\x00\x01\x02\x03" * 50, "E-TYPE", "does not know"),
        ("what", b"\x01\x02\x03\x04" * 50, "E-TYPE", "does not know"),
        ("letter.docx", word("x" * 3000)[:-300], "E-DAMAGED", "cut short"),
        ("chat.zip", zipped({"_chat.txt": CHAT})[:-30], "E-DAMAGED", "cut short"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_real_kind_and_a_remedy(
    name: str, data: bytes, code: str, words: str
) -> None:
    with pytest.raises(CannotRead) as caught:
        read(data, name=name)
    assert caught.value.code == code == caught.value.problem.code
    assert words in str(caught.value)
    assert name in str(caught.value) and caught.value.problem.file == name
    assert caught.value.remedy and caught.value.problem.remedy == caught.value.remedy


def test_office_document_with_a_password_is_encrypted_not_merely_old() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(40)
    with pytest.raises(CannotRead, match="E-ENCRYPTED"):
        read(data, name="letter.docx")


def test_chat_zip_with_a_password_is_encrypted() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(CannotRead, match="E-ENCRYPTED"):
        read(bytes(data), name="chat.zip")


def test_picture_may_have_the_ending_of_another_kind_of_picture() -> None:
    assert read(image_bytes(picture_of_text(dpi=30), "PNG"), name="photo.jpg").media_type == "image/png"


def test_missing_file_is_named(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    with pytest.raises(CannotRead, match=r"E-NOT-READ lost\.pdf"):
        read(tmp_path / "lost.pdf", name="lost.pdf")


@pytest.mark.parametrize("media_type", [kind for kind in ORIGINALS if not kind.startswith("image/")])
def test_reading_survives_its_canonical_form_and_reading_twice_gives_the_same_hash(media_type: str) -> None:
    first = read(ORIGINALS[media_type], name="document")
    assert Reading.from_json(first.to_json()) == first
    assert read(ORIGINALS[media_type], name="another name").sha256 == first.sha256
    assert first.text.strip()

"""Pictures, e-mails, chats, Word documents and plain text as pages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from bundle_sources import ON, built, bundle, everything, item, pdf, picture
from PIL import Image, ImageChops, ImageOps

from merits.base.errors import ProblemsError
from merits.base.hashes import sha256_bytes
from merits.bundle import Built, _images, _office, build

EMAIL = """\
From: Anna Example <anna@example.org>
To: reviews@example.org
Subject: =?utf-8?q?Your_decision_=E2=80=93_request?=
Date: Mon, 3 Sep 2018 10:00:00 +0100
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=X

--X
Content-Type: multipart/alternative; boundary=Y

--Y
Content-Type: text/plain; charset=utf-8

Dear team,

    an indented line with #hash and *stars*
--Y
Content-Type: text/html; charset=utf-8

<p>Dear team in HTML</p><img src="https://example.org/pixel.png">
--Y--
--X
Content-Type: application/pdf; name="letter.pdf"
Content-Disposition: attachment; filename="letter.pdf"
Content-Transfer-Encoding: base64

{letter}
--X
Content-Type: image/jpeg; name="photo.jpg"
Content-Disposition: attachment; filename="photo.jpg"
Content-Transfer-Encoding: base64

{photo}
--X
Content-Type: message/rfc822

From: Someone Else <else@example.org>
To: anna@example.org
Subject: Earlier
Date: Sun, 2 Sep 2018 09:00:00 +0100
Message-ID: <2@example.org>
MIME-Version: 1.0
Content-Type: text/plain

The forwarded words.
--X--
"""

CHAT = """\
12/03/2018, 10:14 - Messages and calls are end-to-end encrypted.
12/03/2018, 10:15 - Sam: Hello 🙂
a second line
13/03/2018, 09:02 - Jo: Are you free?
"""


def text_of(path: Path, page: int) -> str:
    with pdfium.PdfDocument(path) as document:
        text = document[page - 1].get_textpage().get_text_range()
    return " ".join(text.split())


def shown(path: Path, page: int, size: tuple[int, int]) -> Image.Image:
    with pdfium.PdfDocument(path) as document:
        return document[page - 1].render(scale=2).to_pil().convert("RGB").resize(size)


def one(folder: Path, source: bytes, **values: object) -> tuple[Path, Built]:
    out = folder / "A v B 1.pdf"
    return out, build(bundle(item("1", source, **values)), out, on=ON)


def oriented(orientation: int, **save: object) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "Secret-Place"
    return picture(exif=exif, dpi=(100, 100), **save)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_photograph_stands_as_it_was_taken(tmp_path: Path, orientation: int, kind: str) -> None:
    source = oriented(orientation, kind=kind)
    out, _ = one(tmp_path, source)
    wanted = ImageOps.exif_transpose(Image.open(io.BytesIO(source))).convert("RGB").resize((200, 200))
    got = shown(out, 2, (200, 200))
    # The page number covers little; a wrong turn would change a third of the picture.
    changed = sum(ImageChops.difference(wanted, got).convert("L").histogram()[64:])
    assert changed < 0.05 * 200 * 200


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_what_a_camera_notes_is_not_carried(tmp_path: Path, kind: str) -> None:
    extra = {"comment": b"Secret-Comment"} if kind == "JPEG" else {}
    out, _ = one(tmp_path, oriented(6, kind=kind, **extra))
    assert b"Secret" not in everything(out)


def test_jpeg_is_not_compressed_again(tmp_path: Path) -> None:
    source = oriented(6, progressive=True) + b"a second picture that some phones append"
    stripped = _images.without_metadata(source)
    out, _ = one(tmp_path, source)
    assert stripped in out.read_bytes()
    assert Image.open(io.BytesIO(stripped)).tobytes() == Image.open(io.BytesIO(source)).tobytes()


def test_scan_of_several_pages_keeps_its_pages_and_size(tmp_path: Path) -> None:
    frames = [Image.new("1", (1240, 1754), shade) for shade in (0, 1, 1)]
    source = io.BytesIO()
    frames[0].save(source, "TIFF", save_all=True, append_images=frames[1:], dpi=(150, 150), compression="group4")
    out, result = one(tmp_path, source.getvalue())
    assert result.placed[0].pages == 3
    with pdfium.PdfDocument(out) as document:
        assert document[1].get_size() == pytest.approx((595.2, 841.9), abs=0.1)


def test_what_is_transparent_becomes_paper(tmp_path: Path) -> None:
    source = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(source, "PNG")
    out, _ = one(tmp_path, source.getvalue())
    assert shown(out, 2, (100, 100)).getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK", "RGBA"])
def test_pictures_of_every_mode_are_shown(tmp_path: Path, mode: str) -> None:
    source = io.BytesIO()
    grey = Image.new("L", (300, 300), 255)
    image = grey.convert("I").point(lambda value: value * 257).convert(mode) if mode == "I;16" else grey.convert(mode)
    image.save(source, "TIFF")
    out, _ = one(tmp_path, source.getvalue())
    assert min(shown(out, 2, (100, 100)).getpixel((50, 50))) > 250


def test_colours_of_a_cmyk_jpeg_are_right(tmp_path: Path) -> None:
    source = io.BytesIO()
    Image.new("CMYK", (300, 300), (0, 255, 255, 0)).save(source, "JPEG")
    out, _ = one(tmp_path, source.getvalue())
    red, green, blue = shown(out, 2, (100, 100)).getpixel((50, 50))
    assert red > 200
    assert max(green, blue) < 80


def test_picture_above_300_dpi_is_reduced_in_the_copy(tmp_path: Path) -> None:
    _, result = one(tmp_path, picture(size=(5000, 3400)))
    assert [warning.code for warning in result.warnings] == ["W-REDUCED"]


def test_picture_with_too_many_points_is_refused(tmp_path: Path) -> None:
    source = io.BytesIO()
    Image.new("1", (20000, 10000)).save(source, "PNG")
    with pytest.raises(ProblemsError) as caught:
        one(tmp_path, source.getvalue())
    assert [problem.code for problem in caught.value.problems] == ["E-LIMIT"]


def email(photo: bytes = b"") -> bytes:
    import base64

    letter = base64.encodebytes(pdf(2, "Attached")).decode()
    return EMAIL.format(letter=letter, photo=base64.encodebytes(photo or picture()).decode()).encode()


def test_email_shows_its_header_and_text_and_its_attachments_follow(tmp_path: Path) -> None:
    out, result = one(tmp_path, email(), title="E-mail of 3 September 2018")
    assert [(placed.id, placed.pages) for placed in result.placed] == [("1", 1), ("1.1", 2), ("1.3", 1)]
    text = text_of(out, 2)
    for words in (
        "Anna Example <anna@example.org>",
        "Mon, 3 Sep 2018 10:00:00 +0100",
        "Your decision – request",
        "an indented line with #hash and *stars*",
        "Attachment 1: letter.pdf (follows)",
        "Attachment 2: photo.jpg (not in this bundle)",
    ):
        assert words in text
    assert "HTML" not in text
    assert "Attached 1" in text_of(out, 3)
    assert "The forwarded words." in text_of(out, 5)
    assert result.placed[1].title == "E-mail of 3 September 2018: attachment 1"
    assert [warning.code for warning in result.warnings] == ["W-ATTACHMENT"]


def test_email_in_html_only_is_read_without_fetching(tmp_path: Path) -> None:
    source = (
        b"From: a@example.org\nTo: b@example.org\nSubject: S\nDate: Mon, 3 Sep 2018 10:00:00 +0100\n"
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        b'<style>p {}</style><p>First</p><p>Second</p><img src="https://example.org/x.png">'
    )
    out, _ = one(tmp_path, source)
    assert "First Second" in text_of(out, 2)


def test_email_in_an_unknown_character_set_is_shown_with_a_warning(tmp_path: Path) -> None:
    source = (
        b"From: a@example.org\nTo: b@example.org\nSubject: S\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=klingon\n\nCaf\xe9 words"
    )
    out, result = one(tmp_path, source)
    assert "words" in text_of(out, 2)
    assert [warning.code for warning in result.warnings] == ["W-CHARSET"]


def test_damaged_attachment_stops_the_bundle_and_is_named(tmp_path: Path) -> None:
    source = email().replace(b"Content-Type: image/jpeg", b"Content-Type: application/octet-stream")
    import base64

    cut = base64.encodebytes(pdf(2)[:700])
    start = source.index(b'filename="photo.jpg"')
    begin = source.index(b"\n\n", start) + 2
    end = source.index(b"--X", begin)
    with pytest.raises(ProblemsError) as caught:
        one(tmp_path, source[:begin] + cut + source[end:])
    (problem,) = [problem for problem in caught.value.problems if not problem.is_warning]
    assert (problem.code, problem.place) == ("E-DAMAGED", "item 1.2")


def test_chat_is_numbered_and_shown_exactly_as_exported(tmp_path: Path) -> None:
    out, result = one(tmp_path, CHAT.encode())
    text = text_of(out, 2)
    assert "1 12/03/2018, 10:14 - Messages and calls are end-to-end encrypted." in text
    assert "2 12/03/2018, 10:15 - Sam: Hello" in text
    assert "a second line" in text
    assert "3 13/03/2018, 09:02 - Jo: Are you free?" in text
    assert sha256_bytes(CHAT.encode()) in text
    assert not result.warnings


def test_long_chat_keeps_every_message(tmp_path: Path) -> None:
    lines = [f"12/03/2018, 10:{n % 60:02} - Sam: message {n} of many" for n in range(1, 1301)]
    out, result = one(tmp_path, "\n".join(lines).encode())
    text = " ".join(text_of(out, page) for page in range(2, result.pages + 1))
    assert all(f"message {n} of many" in text for n in range(1, 1301))


def test_media_of_a_chat_are_listed_not_opened(tmp_path: Path) -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as made:
        made.writestr("_chat.txt", CHAT)
        made.writestr("IMG-1.jpg", b"not even a picture")
    out, result = one(tmp_path, source.getvalue())
    assert "Media files in the export, not in this bundle: 1." in text_of(out, 2)
    assert [warning.code for warning in result.warnings] == ["W-ATTACHMENT"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Plain words\n\n  and “quotes”, ŵ".encode(), "and “quotes”, ŵ"),
        ("Windows “words”".encode("cp1252"), "Windows “words”"),
        ("Wide wörds".encode("utf-16"), "Wide wörds"),
    ],
    ids=["utf-8", "cp1252", "utf-16"],
)
def test_plain_text_is_shown_line_by_line(tmp_path: Path, data: bytes, words: str) -> None:
    out, _ = one(tmp_path, data)
    assert words in text_of(out, 2)


def test_long_text_loses_no_line(tmp_path: Path) -> None:
    out, result = one(tmp_path, "\n".join(f"line number {n}." for n in range(1, 2001)).encode())
    text = " ".join(text_of(out, page) for page in range(2, result.pages + 1))
    assert all(f"line number {n}." in text for n in range(1, 2001))


def word_document(*, macros: bool = False) -> bytes:
    import docx

    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("A letter in Word")
    document.save(out)
    if macros:
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("word/vbaProject.bin", b"macro")
    return out.getvalue()


@pytest.fixture
def stand_in_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place that takes the same arguments and copies a ready PDF."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "ready.pdf").write_bytes(pdf(2, "Converted"))
    program = folder / "soffice"
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do echo "$1" >> "$(dirname "$0")/seen"; shift; done\n'
        'cp "$(dirname "$0")/ready.pdf" "$2/item.pdf"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(_office.shutil, "which", lambda name: str(program) if name == "soffice" else None)
    return folder


def test_word_document_goes_through_libreoffice_with_a_profile_of_its_own(
    tmp_path: Path, stand_in_office: Path
) -> None:
    out, result = one(tmp_path, word_document())
    assert result.placed[0].pages == 2
    assert "Converted 1" in text_of(out, 2)
    arguments = (stand_in_office / "seen").read_text()
    assert "-env:UserInstallation=file:///" in arguments
    assert "--headless" in arguments


def test_macros_are_reported(tmp_path: Path, stand_in_office: Path) -> None:
    _, result = one(tmp_path, word_document(macros=True))
    assert [warning.code for warning in result.warnings] == ["W-MACRO"]


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nexit 0\n"], ids=["fails", "makes nothing"])
def test_failing_converter_refuses_the_item(tmp_path: Path, stand_in_office: Path, script: str) -> None:
    (stand_in_office / "soffice").write_text(script)
    with pytest.raises(ProblemsError) as caught:
        one(tmp_path, word_document())
    assert [problem.code for problem in caught.value.problems] == ["E-CONVERTER"]


def test_converter_that_hangs_is_stopped(
    tmp_path: Path, stand_in_office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_office, "TIMEOUT", 0.2)
    (stand_in_office / "soffice").write_text("#!/bin/sh\nexec sleep 30\n")
    with pytest.raises(ProblemsError, match="did not finish"):
        one(tmp_path, word_document())


def test_without_libreoffice_the_item_is_refused_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_office.shutil, "which", lambda name: None)
    with pytest.raises(ProblemsError) as caught:
        one(tmp_path, word_document())
    (problem,) = caught.value.problems
    assert problem.code == "E-CONVERTER"
    assert "save the document as PDF" in problem.remedy


def test_bundle_of_mixed_files_is_the_same_every_time(tmp_path: Path) -> None:
    sources = (email(), CHAT.encode(), picture(), b"words", picture("PNG"), pdf(2))
    assert built(tmp_path / "a", *sources)[1].sha256 == built(tmp_path / "b", *sources)[1].sha256

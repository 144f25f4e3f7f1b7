"""Photographs and scans kept as pictures."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from evidence_originals import SENTENCES, image_bytes, picture_of_text
from PIL import Image

from merits.base.errors import MissingPart, UserError
from merits.evidence import CannotRead, image, ocr, read


def _tesseract() -> None:
    if ocr.find_tesseract() is None:
        pytest.skip("tesseract is not installed")


@pytest.mark.ocr
def test_photograph_is_turned_as_its_camera_noted() -> None:
    _tesseract()
    exif = Image.Exif()
    exif[0x0112] = 6  # "turn clockwise to view"
    photo = picture_of_text(*SENTENCES).rotate(90, expand=True)
    reading = read(image_bytes(photo, "JPEG", exif=exif, quality=90), name="photo.jpg")
    assert SENTENCES[0] in reading.text
    assert reading.machine_read and reading.parts[0].label == "page 1"


def test_orientation_is_applied_before_anything_is_read() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.new("L", (40, 20), 255)
    lying.paste(0, (0, 0, 10, 20))  # black at the left edge as stored, at the top as seen
    with Image.open(io.BytesIO(image_bytes(lying, "PNG", exif=exif))) as stored:
        picture = image._upright_grey(stored)
    assert (picture.width, picture.height) == (20, 40)
    assert picture.grey[:20] == bytes(20) and picture.grey[-20:] == b"\xff" * 20


@pytest.mark.ocr
def test_each_page_of_a_tiff_is_a_page() -> None:
    _tesseract()
    pages = [picture_of_text(sentence) for sentence in SENTENCES]
    data = image_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_deflate")
    reading = read(data, name="scan.tif")
    assert [reading.text[part.start : part.end].strip() for part in reading.parts] == list(SENTENCES)


@pytest.mark.ocr
def test_text_on_a_transparent_ground_is_read_as_on_paper() -> None:
    _tesseract()
    picture = picture_of_text(*SENTENCES)
    clear = Image.new("RGBA", picture.size, (0, 0, 0, 255))
    clear.putalpha(picture.point(lambda value: 255 - value))
    assert SENTENCES[2] in read(image_bytes(clear, "PNG"), name="shot.png").text


@pytest.mark.ocr
def test_picture_without_words_is_listed() -> None:
    _tesseract()
    reading = read(image_bytes(Image.new("L", (400, 400), 128), "PNG"), name="grey.png")
    assert reading.text == "" and reading.machine_read is False
    assert reading.not_read == ("page 1: no words were found; it is blank, a picture or handwriting",)


@pytest.mark.ocr
def test_language_that_is_not_installed_names_the_package() -> None:
    _tesseract()
    with pytest.raises(MissingPart, match="tesseract-ocr-xyz"):
        read(image_bytes(picture_of_text(dpi=30), "PNG"), name="a.png", ocr_language="xyz")
    with pytest.raises(UserError, match="does not name languages"):
        read(image_bytes(picture_of_text(dpi=30), "PNG"), name="a.png", ocr_language="--psm 1")


def test_without_tesseract_the_picture_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    reading = read(image_bytes(picture_of_text(dpi=30), "PNG"), name="a.png")
    assert (reading.text, reading.extractor) == ("", "none")
    assert "Tesseract is not installed" in reading.not_read[0]


def test_tesseract_that_fails_leaves_a_listed_gap(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\ncase "$1" in --version) echo tesseract 9.9;; --list-langs) echo "List:"; echo eng;; '
        "*) cat >/dev/null; exit 3;; esac\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    reading = read(image_bytes(picture_of_text(dpi=30), "PNG"), name="a.png")
    assert reading.not_read == ("page 1 is a picture and was not read: Tesseract failed (it ended with 3)",)
    assert reading.extractor == "tesseract 9.9 eng"


def test_picture_of_200_megapixels_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 10_000, 8, 0, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    with pytest.raises(CannotRead, match=r"E-LIMIT.*more than 100 million pixels"):
        read(data, name="huge.png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_picture_cut_short_is_damaged(kind: str) -> None:
    data = image_bytes(picture_of_text(*SENTENCES), kind)
    with pytest.raises(CannotRead, match="E-DAMAGED"):
        read(data[: len(data) // 2], name="photo")

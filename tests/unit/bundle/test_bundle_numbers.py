"""Printed numbers stand upright at the lower right of what is seen, whatever the page's geometry or content."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from bundle_sources import built, pdf
from pikepdf import Array, Stream
from PIL import Image, ImageChops

from merits.bundle import check


def lower_right(path: Path, page: int, points: float = 60.0) -> Image.Image:
    """The lower right corner as shown, in shares of the page's shorter side so that all sizes compare."""
    with pdfium.PdfDocument(path) as document:
        opened = document[page - 1]
        width, height = opened.get_size()
        image = opened.render(scale=1190 / min(width, height)).to_pil().convert("L")
    side = round(1190 * points / 595)
    return image.crop((image.width - side, image.height - side, image.width, image.height))


def difference(a: Image.Image, b: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255."""
    histogram = ImageChops.difference(a, b).histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (a.width * a.height)


def rotated(degrees: int, *, inherited: bool = False):
    def change(made: pikepdf.Pdf) -> None:
        (made.Root.Pages if inherited else made.pages[0].obj).Rotate = degrees

    return change


def cropped(*box: float):
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.CropBox = Array(list(box))

    return change


def sized(*box: float, inherited: bool = False):
    def change(made: pikepdf.Pdf) -> None:
        del made.pages[0].obj.MediaBox
        if inherited:
            made.Root.Pages.MediaBox = Array(list(box))
        else:
            made.pages[0].obj.MediaBox = Array(list(box))

    return change


def turned_and_cropped(made: pikepdf.Pdf) -> None:
    cropped(100, 50, 500, 650)(made)
    rotated(90)(made)


def units(value: float, degrees: int = 0):
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.UserUnit = value
        made.pages[0].obj.Rotate = degrees

    return change


GEOMETRIES = {
    "turned 90": rotated(90),
    "turned 180": rotated(180),
    "turned 270": rotated(270),
    "turned -90": rotated(-90),
    "turned 450": rotated(450),
    "turned by its parent": rotated(90, inherited=True),
    "turned by nonsense": rotated(45),
    "negative box": sized(-300, -421, 295, 421),
    "box from the other corner": sized(595, 842, 0, 0),
    "box from its parent": sized(0, 0, 595, 842, inherited=True),
    "user unit 2": units(2),
    "user unit 3, turned": units(3, 270),
    "A3": sized(0, 0, 842, 1191),
    "A0 lying": sized(0, 0, 3370, 2384),
    "crop beyond the page": cropped(-100, -100, 700, 900),
    "crop outside the page": cropped(2000, 2000, 2100, 2100),
}


@pytest.mark.parametrize("name", GEOMETRIES)
def test_number_is_upright_at_the_lower_right(tmp_path: Path, name: str) -> None:
    # A plain page in the same place of another bundle shows how it should look.
    plain, _ = built(tmp_path / "plain", pdf())
    odd, _ = built(tmp_path / "odd", pdf(change=GEOMETRIES[name]))
    wanted, got = lower_right(plain, 2), lower_right(odd, 2)
    blank = Image.new("L", wanted.size, 255)
    assert difference(wanted, blank) > 1, "the reference shows a number"
    assert difference(wanted, got) < difference(wanted, blank) / 4
    codes = {finding.code for finding in check(odd).findings}
    assert "E-NUMBER" not in codes


@pytest.mark.parametrize("name", ["cropped", "turned and cropped", "A6", "1 x 1 point"])
def test_number_is_inside_small_pages(tmp_path: Path, name: str) -> None:
    change = {
        "cropped": cropped(100, 50, 500, 650),
        "turned and cropped": turned_and_cropped,
        "A6": sized(0, 0, 298, 420),
        "1 x 1 point": sized(0, 0, 1, 1),
    }[name]
    out, _ = built(tmp_path, pdf(change=change))
    assert not [finding for finding in check(out).findings if finding.code == "E-NUMBER"]
    corner = lower_right(out, 2, points=200)
    assert difference(corner, Image.new("L", corner.size, 255)) > 0.3


@pytest.mark.parametrize(
    "content",
    [
        b"q 3 0 0 3 0 0 cm q 1 0 0 -1 0 842 cm",
        b"0.1 0 0 0.1 50 50 cm",
        b"Q Q Q 2 0 0 2 -100 -100 cm q",
        b"0 0 10 10 re W n",
        b"1 1 1 rg 1 1 1 RG 3 Tr BT /F 12 Tf 50 400 Td (left open) Tj",
        b"/Span BMC /Artifact BMC",
        b"(a string that never ends",
    ],
    ids=["open q", "scaled", "too many Q", "clipped", "open text", "open marks", "broken"],
)
def test_unbalanced_content_cannot_move_the_number(tmp_path: Path, content: bytes) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Contents = Stream(made, content)

    plain, _ = built(tmp_path / "plain", pdf())
    odd, _ = built(tmp_path / "odd", pdf(change=change))
    assert difference(lower_right(plain, 2), lower_right(odd, 2)) < 0.1


def test_number_is_marked_as_no_part_of_the_document(tmp_path: Path) -> None:
    out, _ = built(tmp_path, pdf())
    with pikepdf.open(out) as made:
        content = made.pages[1].obj.Contents.read_bytes()
    assert b"/Artifact" in content
    assert content.index(b"/C Do") < content.index(b"/Artifact")


def test_number_that_lies_on_text_is_reported(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Contents = Stream(made, b"BT /F 14 Tf 500 16 Td (covered text here) Tj ET")

    out, _ = built(tmp_path, pdf(2), pdf(change=change))
    (finding,) = [finding for finding in check(out).findings if finding.code == "W-NUMBER-OVER-TEXT"]
    assert finding.place == "page 4"

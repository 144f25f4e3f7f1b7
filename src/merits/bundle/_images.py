"""Photographs and scans as pages: turned the way they were taken, without what a camera notes about itself.

A JPEG is carried as it is (no second compression), only its metadata is cut out: place, time and device of a
photograph are no part of the copy. Turning is done by placing, so nothing is lost.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageOps

from merits.bundle._convert import CannotConvert, Made
from merits.bundle._copy import number

A4 = (595.276, 841.890)
#: A3 and a little: larger "natural" sizes come from pictures that state a nonsense resolution.
_LARGEST = (842 * 1.1, 1191 * 1.1)
_MARGIN = 34.0
#: Scans not above 300 dpi (L76).
MAX_DPI = 300
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class _Picture:
    """One page's picture, ready to embed; ``orientation`` as in EXIF, 1 to 8."""

    width: int
    height: int
    colours: str
    bits: int
    filter: str
    data: bytes
    orientation: int
    dpi: float | None
    inverted: bool = False


def image_pages(data: bytes) -> Made:
    """A page for each picture in the file.

    Raises:
        CannotConvert: ``E-DAMAGED`` or ``E-LIMIT``.
    """
    reduced = 0
    pdf = pikepdf.new()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                for picture, was_reduced in _pictures(image, data):
                    reduced += was_reduced
                    _add_page(pdf, picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise CannotConvert("E-LIMIT", "the picture has more points than is safe to open.") from error
    except (OSError, ValueError, SyntaxError, EOFError, zlib.error) as error:
        raise CannotConvert("E-DAMAGED", "the picture is damaged.") from error
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    notes = (("W-REDUCED", f"{reduced} of its pictures had more than {MAX_DPI} dpi."),) if reduced else ()
    return Made(out.getvalue(), notes)


def _pictures(image: Image.Image, data: bytes) -> Iterator[tuple[_Picture, bool]]:
    for frame in range(getattr(image, "n_frames", 1) if image.format == "TIFF" else 1):
        image.seek(frame)
        image.load()  # decodes all of it, so that a truncated file is found
        orientation = int(image.getexif().get(_ORIENTATION, 1))
        orientation = orientation if 1 <= orientation <= 8 else 1
        dpi = _dpi(image)
        shown = (image.height, image.width) if orientation >= 5 else image.size
        width, _ = _page_size(shown, dpi)
        excess = shown[0] / (_placed_width(shown, dpi, width) / 72) / MAX_DPI
        if image.format == "JPEG" and image.mode in ("L", "RGB", "CMYK") and excess <= 1.02:
            colours = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
            # Adobe writes CMYK inverted and says so in its own segment.
            inverted = image.mode == "CMYK" and "adobe" in image.info
            stripped = without_metadata(data)
            yield (
                _Picture(image.width, image.height, colours, 8, "/DCTDecode", stripped, orientation, dpi, inverted),
                False,
            )
            continue
        upright = _plain(ImageOps.exif_transpose(image))
        if excess > 1.02:
            size = (max(1, round(upright.width / excess)), max(1, round(upright.height / excess)))
            upright = (upright.convert("L") if upright.mode == "1" else upright).resize(size, Image.Resampling.LANCZOS)
            dpi = dpi and dpi / excess
        yield _encoded(upright, dpi, jpeg=image.format == "JPEG"), excess > 1.02


def _plain(image: Image.Image) -> Image.Image:
    """Black and white, grey or RGB; what is transparent becomes paper."""
    if image.mode in ("1", "L", "RGB"):
        return image
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _encoded(image: Image.Image, dpi: float | None, *, jpeg: bool) -> _Picture:
    colours, bits = ("/DeviceRGB", 8) if image.mode == "RGB" else ("/DeviceGray", 1 if image.mode == "1" else 8)
    if jpeg:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=90)
        return _Picture(image.width, image.height, colours, bits, "/DCTDecode", out.getvalue(), 1, dpi)
    data = zlib.compress(image.tobytes(), 6)
    return _Picture(image.width, image.height, colours, bits, "/FlateDecode", data, 1, dpi)


def _dpi(image: Image.Image) -> float | None:
    """What the file says of its resolution, if it is the same both ways and can be true."""
    stated = image.info.get("dpi")
    if not stated or not all(99.5 <= float(value) <= 1200.5 for value in stated):
        return None
    across, down = (float(value) for value in stated)
    return across if abs(across - down) < 1 else None


def _page_size(shown: tuple[int, int], dpi: float | None) -> tuple[float, float]:
    """The picture's own size where it states a true one (a scan); otherwise A4, standing or lying as it does."""
    if dpi:
        width, height = shown[0] / dpi * 72, shown[1] / dpi * 72
        if 200 <= min(width, height) and min(width, height) <= _LARGEST[0] and max(width, height) <= _LARGEST[1]:
            return width, height
    return A4 if shown[1] >= shown[0] else (A4[1], A4[0])


def _placed_width(shown: tuple[int, int], dpi: float | None, page_width: float) -> float:
    """Width in points of the picture on its page."""
    width, height = _page_size(shown, dpi)
    if width not in A4 or height not in A4:
        return page_width
    scale = min((width - 2 * _MARGIN) / shown[0], (height - 2 * _MARGIN) / shown[1])
    # Small pictures are not blown up beyond 96 points an inch.
    return shown[0] * min(scale, 72 / 96)


def _add_page(pdf: pikepdf.Pdf, picture: _Picture) -> None:
    turned = picture.orientation >= 5
    shown = (picture.height, picture.width) if turned else (picture.width, picture.height)
    page_width, page_height = _page_size(shown, picture.dpi)
    w = _placed_width(shown, picture.dpi, page_width)
    h = w * shown[1] / shown[0]
    x, y = (page_width - w) / 2, (page_height - h) / 2
    # Where the unit square of the picture goes, for each of the eight ways a camera can be held.
    a, b, c, d, e, f = {
        1: (w, 0, 0, h, 0, 0),
        2: (-w, 0, 0, h, w, 0),
        3: (-w, 0, 0, -h, w, h),
        4: (w, 0, 0, -h, 0, h),
        5: (0, -h, -w, 0, w, h),
        6: (0, -h, w, 0, 0, h),
        7: (0, h, w, 0, 0, 0),
        8: (0, h, -w, 0, w, 0),
    }[picture.orientation]
    matrix = b" ".join(number(value) for value in (a, b, c, d, e + x, f + y))
    stream = pikepdf.Stream(pdf, picture.data)
    stream.stream_dict.Type, stream.stream_dict.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.stream_dict.Width, stream.stream_dict.Height = picture.width, picture.height
    stream.stream_dict.ColorSpace = pikepdf.Name(picture.colours)
    stream.stream_dict.BitsPerComponent = picture.bits
    stream.stream_dict.Filter = pikepdf.Name(picture.filter)
    if picture.inverted:
        stream.stream_dict.Decode = pikepdf.Array([1, 0] * 4)
    page = pdf.add_blank_page(page_size=(round(page_width, 3), round(page_height, 3)))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(stream)))
    page.obj.Contents = pikepdf.Stream(pdf, b"q " + matrix + b" cm /I Do Q")


def without_metadata(jpeg: bytes) -> bytes:
    """The same picture without EXIF, GPS, comments, thumbnails, and whatever follows its end.

    Raises:
        ValueError: not a JPEG.
    """
    out = bytearray(b"\xff\xd8")
    at = 2
    while at + 4 <= len(jpeg):
        if jpeg[at] != 0xFF:
            raise ValueError("not a JPEG: a marker is missing")
        marker = jpeg[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == 0xD9:
            break
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        # JFIF and Adobe's segment say how to read the colours; all other application segments and comments go.
        if marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            out += jpeg[at:end]
        at = end
        if marker == 0xDA:  # the scan runs to the next marker that is neither stuffing nor a restart
            start = at
            while at + 1 < len(jpeg) and not (jpeg[at] == 0xFF and jpeg[at + 1] not in (0, *range(0xD0, 0xD8))):
                following = jpeg.find(b"\xff", at + 1)
                at = following if following >= 0 else len(jpeg)
            out += jpeg[start:at]
    return bytes(out) + b"\xff\xd9"

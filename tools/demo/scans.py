"""Makes a letter look like one from an office scanner: skew, grain, a crease, punched holes, no text layer."""

from __future__ import annotations

import io

import numpy
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

DPI = 200
_QUALITY = 50
_A4 = (595.276, 841.89)


def scanned(pdf: bytes, *, seed: int) -> bytes:
    """Picture pages of ``pdf``.

    Args:
        pdf: a born-digital letter.
        seed: decides skew and grain; the same seed gives the same bytes.
    """
    chance = numpy.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    out = pikepdf.new()
    for page in document:
        picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
        _add(out, _worn(picture, chance))
    document.close()
    data = io.BytesIO()
    out.save(data, deterministic_id=True)
    return data.getvalue()


def _worn(picture: Image.Image, chance: numpy.random.Generator) -> Image.Image:
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    for y in (height * 0.5 - DPI * 1.57, height * 0.5 + DPI * 1.57):  # two holes, 80 mm apart
        draw.ellipse((DPI * 0.35, y - 20, DPI * 0.35 + 40, y + 20), fill=70, outline=40)
    angle = float(chance.uniform(0.4, 1.1)) * (1 if chance.random() < 0.5 else -1)
    picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=250)
    picture = picture.filter(ImageFilter.GaussianBlur(0.5))
    grey = numpy.asarray(picture, dtype=numpy.float32)
    grey = 38 + grey * (206 / 255)
    across = numpy.linspace(0, 1, width, dtype=numpy.float32)
    grey -= 9 * across[None, :] ** 3  # the lid did not close
    for crease in (0.335, 0.665):
        row = int(height * crease)
        grey[row : row + 2] -= 10
    grey += chance.normal(0, 2.4, size=grey.shape).astype(numpy.float32)
    return Image.fromarray(grey.clip(0, 255).astype(numpy.uint8))


def _add(out: pikepdf.Pdf, picture: Image.Image) -> None:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=_QUALITY, optimize=True)
    image = out.make_stream(
        data.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = out.add_blank_page(page_size=_A4)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = out.make_stream(b"q %.3f 0 0 %.3f 0 0 cm /Im0 Do Q" % _A4)

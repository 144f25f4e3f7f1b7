"""Photographs and scans kept as pictures: JPEG, PNG, TIFF (each of its pages)."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps

from merits.base.progress import Progress
from merits.base.reading import PartKind
from merits.evidence import limits
from merits.evidence.content import Composer, Content
from merits.evidence.ocr import Picture
from merits.evidence.refusals import damaged, too_large
from merits.evidence.scans import read_scans

#: Resolutions outside this range say nothing true about the paper (72 stands in photographs of anything).
_CREDIBLE_DPI = range(100, 1201)


def read_image(data: bytes, name: str, language: str, progress: Progress) -> Content:
    """Read the words in a picture, turned as its camera noted.

    Raises:
        CannotRead: ``E-LIMIT``: more than ``limits.PIXELS`` pixels; ``E-DAMAGED``.
        MissingPart: the data of the language are not installed.
    """
    with warnings.catch_warnings():
        # Pillow warns at its own limit; ours is checked before anything is unpacked.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as image:
                count = getattr(image, "n_frames", 1)
                pages = list(range(1, count + 1))
                for page in pages:
                    image.seek(page - 1)
                    _check_size(image, name, page, count)
                read = read_scans(pages, _pictures(image, pages), language, progress)
        except (OSError, SyntaxError, EOFError, ValueError, Image.DecompressionBombError) as error:
            raise damaged(name, "the picture is cut short or damaged.") from error
    composer = Composer([])
    for page in pages:
        composer.add(PartKind.PAGE, f"page {page}", read.text.get(page, ""), read.detail.get(page, ()))
        if page in read.not_read:
            composer.not_read.append(read.not_read[page])
    read.into(composer)
    composer.extractors = composer.extractors or ["none"]
    return composer.content


def _check_size(image: Image.Image, name: str, page: int, count: int) -> None:
    if image.width * image.height > limits.PIXELS:
        place = f" on page {page}" if count > 1 else ""
        raise too_large(
            name,
            f"the picture{place} has {image.width * image.height // 1_000_000} million pixels, more than "
            f"{limits.PIXELS // 1_000_000} million.",
        )


def _pictures(image: Image.Image, pages: list[int]) -> Iterator[tuple[int, Picture]]:
    for page in pages:
        image.seek(page - 1)
        dpi = image.info.get("dpi", (0, 0))[0]
        upright = ImageOps.exif_transpose(image)
        if upright.mode in ("RGBA", "LA", "PA", "P"):
            # What is transparent is seen as paper.
            layered = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
        grey = upright.convert("L")
        yield page, Picture(grey.width, grey.height, grey.tobytes(), round(dpi) if round(dpi) in _CREDIBLE_DPI else 0)

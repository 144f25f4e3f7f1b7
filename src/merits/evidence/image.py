"""Photographs and scans kept as pictures: JPEG, PNG, TIFF (each of its pages)."""

from __future__ import annotations

import io
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

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

_WARNINGS = threading.Lock()


def read_image(data: bytes, name: str, language: str, progress: Progress) -> Content:
    """Read the words in a picture, turned as its camera noted.

    Raises:
        CannotRead: ``E-LIMIT``: more than ``limits.PIXELS`` pixels; ``E-DAMAGED``.
        MissingPart: the data of the language are not installed.
    """
    damage: list[str] = []
    try:
        with _pillow(damage):
            image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF"))
        with image:
            with _pillow(damage):
                pages = list(range(1, getattr(image, "n_frames", 1) + 1))
                for page in pages:
                    image.seek(page - 1)
                    _check_size(image, name, page, len(pages))
            read = read_scans(pages, _pictures(image, pages, damage), language, progress)
    except Image.DecompressionBombError as error:
        raise too_large(name, f"the picture has more than {limits.PIXELS // 1_000_000} million pixels.") from error
    except (OSError, EOFError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, struct.error) as error:
        # Pillow lets all of these out of damaged files.
        raise damaged(name, "the picture is cut short or damaged.") from error
    composer = Composer([])
    for page in pages:
        composer.add(PartKind.PAGE, f"page {page}", read.text.get(page, ""), read.detail.get(page, ()))
        if page in read.not_read:
            composer.not_read.append(read.not_read[page])
    if damage:
        composer.not_read.append(
            "what the camera or scanner noted in the file is damaged: pages may be missing or turned wrongly"
        )
    read.into(composer)
    composer.extractors = composer.extractors or ["none"]
    return composer.content


@contextmanager
def _pillow(damage: list[str]) -> Iterator[None]:
    """Keep Pillow's warnings as findings. Python's list of warnings is one for all threads, so they take turns."""
    with _WARNINGS, warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        yield
        # That a picture is large is no damage; our own limit is checked before anything is unpacked.
        damage.extend(str(one.message) for one in found if one.category is not Image.DecompressionBombWarning)


def _check_size(image: Image.Image, name: str, page: int, count: int) -> None:
    if image.width * image.height > limits.PIXELS:
        place = f" on page {page}" if count > 1 else ""
        raise too_large(
            name,
            f"the picture{place} has {image.width * image.height // 1_000_000} million pixels, more than "
            f"{limits.PIXELS // 1_000_000} million.",
        )


def _pictures(image: Image.Image, pages: list[int], damage: list[str]) -> Iterator[tuple[int, Picture]]:
    for page in pages:
        with _pillow(damage):
            image.seek(page - 1)
            picture = _upright_grey(image)
        yield page, picture


def _upright_grey(image: Image.Image) -> Picture:
    dpi = round(image.info.get("dpi", (0, 0))[0])
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        # What is transparent is seen as paper.
        layered = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
    grey = upright.convert("L")
    return Picture(grey.width, grey.height, grey.tobytes(), dpi if dpi in _CREDIBLE_DPI else 0)

"""Reads pictures with Tesseract, an external program, in four rotations. Absent Tesseract is a part not read."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from merits.privacy.check.findings import Findings

if TYPE_CHECKING:
    from PIL.Image import Image

_TURNS = (0, 90, 180, 270)
_SECONDS = 120
_SMALLEST = 12
_LARGEST = 100_000_000


def read_picture(picture: Image, place: str, vector: str, findings: Findings) -> None:
    """Look at what OCR reads in a picture upright and turned. Pictures too small for a letter, or blank, are passed."""
    from PIL import Image as Pictures

    if min(picture.size) < _SMALLEST:
        return
    if picture.width * picture.height > _LARGEST:
        findings.not_read(place, "a picture too large to be read")
        return
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        solid = Pictures.new("RGBA", picture.size, "white")
        grey = Pictures.alpha_composite(solid, picture).convert("L")
        hidden = picture.convert("RGB").convert("L")  # what full transparency hides is still in the file
        pictures = [grey] if list(grey.getextrema()) == list(hidden.getextrema()) else [grey, hidden]
    else:
        pictures = [picture.convert("L")]
    for grey in pictures:
        shades = [shade for shade, count in enumerate(grey.histogram()) if count]
        lowest, highest = shades[0], shades[-1]
        if lowest == highest:
            continue
        if not tesseract():
            findings.not_read(place, "a picture, and no OCR is installed (Tesseract)")
            return
        if highest - lowest < 128:  # low contrast hides from the eye, not from a computer
            low, span = lowest, highest - lowest
            grey = grey.point([min(255, max(0, (v - low) * 255 // span)) for v in range(256)])
        if grey.height < 120:
            grey = grey.resize((grey.width * 3, grey.height * 3))
        with ThreadPoolExecutor(2) as pool:
            turned = [grey.rotate(turn, expand=True, fillcolor=255) if turn else grey for turn in _TURNS]
            for turn, text in zip(_TURNS, pool.map(_read, turned), strict=True):
                if text is None:
                    findings.not_read(place, "a picture that OCR could not read")
                else:
                    findings.text(place, vector, text, how=f"OCR {turn}")


def tesseract() -> str | None:
    """Path of the program, or None where it is not installed."""
    return shutil.which("tesseract")


def _read(picture: Image) -> str | None:
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    try:
        done = subprocess.run(
            [tesseract() or "tesseract", "stdin", "stdout", "--psm", "3", "-l", "eng"],
            input=stream.getvalue(),
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None

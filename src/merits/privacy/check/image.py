"""Image files: pixels, text chunks, EXIF, thumbnails, and bytes after the end."""

from __future__ import annotations

import io
import warnings

from merits.privacy.check.findings import Findings
from merits.privacy.check.ocr import read_picture


def read_image(data: bytes, place: str, findings: Findings, *, depth: int, guess: bool = False) -> None:
    """Look at everything an image file can carry."""
    from PIL import Image, UnidentifiedImageError

    from merits.privacy.check.kinds import read_bytes

    here = place or "image"
    findings.scraps(here, "image data", data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                for frame in range(getattr(image, "n_frames", 1)):
                    image.seek(frame)
                    _metadata(image, here, findings)
                    read_picture(image, here, "image pixels", findings)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        if not guess:
            findings.not_read(here, "an image that cannot be decoded")
        return
    tail = _after_end(data)
    if tail.strip(b"\0\r\n\t "):
        read_bytes(tail, f"{here}, after the end", findings, depth=depth + 1)
    inner = data.find(b"\xff\xd8\xff", 3)  # a thumbnail inside EXIF
    if data.startswith(b"\xff\xd8\xff") and 0 < inner < 70_000:
        end = data.find(b"\xff\xd9", inner)
        try:
            with Image.open(io.BytesIO(data[inner : end + 2])) as thumbnail:
                thumbnail.load()
                read_picture(thumbnail, f"{here}, thumbnail", "thumbnail", findings)
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            pass  # two such bytes by chance; they were looked at as bytes


def _metadata(image: object, here: str, findings: Findings) -> None:
    from PIL import Image
    from PIL.ExifTags import IFD

    assert isinstance(image, Image.Image)
    pieces: list[tuple[str, str]] = []
    for value in image.info.values():
        pieces.append((here, value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)))
    exif = image.getexif()
    tables = [exif, *(exif.get_ifd(table) for table in IFD)]
    for table in tables:
        for value in table.values():
            text = value.replace(b"\0", b"").decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
            pieces.append((here, text))
    findings.texts("image metadata", pieces)


def _after_end(data: bytes) -> bytes:
    if data.startswith(b"\x89PNG"):
        at = data.rfind(b"IEND")
        return data[at + 8 :] if at >= 0 else b""
    if data.startswith(b"\xff\xd8"):
        at = data.rfind(b"\xff\xd9")
        return data[at + 2 :] if at >= 0 else b""
    if data.startswith(b"GIF8"):
        at = data.rfind(b"\x3b")
        return data[at + 1 :] if at >= 0 else b""
    return b""

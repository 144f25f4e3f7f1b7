"""Page boxes and how a reader sees them: inherited values, negative boxes, crop, rotation, user units.

Everything that is placed on a page is placed in what the reader sees, not in the coordinates of the file: otherwise
numbers come out sideways on scans (``bundles.md`` 5, "Rotated pages").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

#: What readers assume when a page states no size (US Letter, as pdfium and Acrobat do).
_DEFAULT = (0.0, 0.0, 612.0, 792.0)
_DEPTH = 64
A4_WIDTH = 595.276

Matrix = tuple[float, float, float, float, float, float]


def inherited(page: pikepdf.Dictionary, key: str) -> Any:
    """The page's own value for ``key``, or that of the nearest node above it; None if there is none.

    Returns Any: pikepdf gives plain numbers for numbers and its own objects for the rest.
    """
    node: Any = page
    for _ in range(_DEPTH):
        value = node.get(key)
        if value is not None:
            return value
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            return None
    return None


@dataclass(frozen=True)
class PageBox:
    """A page as seen.

    Attributes:
        media: left, bottom, right, top in the file's own units, put in order.
        crop: the visible part, same units; never empty.
        rotate: 0, 90, 180 or 270 degrees clockwise.
        unit: size of one unit in points (1/72 inch).
    """

    media: tuple[float, float, float, float]
    crop: tuple[float, float, float, float]
    rotate: int
    unit: float

    @classmethod
    def of(cls, page: pikepdf.Dictionary) -> PageBox:
        """Read from a page of an opened PDF; nonsense is read as readers read it."""
        media = _box(inherited(page, "/MediaBox")) or _DEFAULT
        crop = _box(inherited(page, "/CropBox")) or media
        seen = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
        if seen[2] <= seen[0] or seen[3] <= seen[1]:
            seen = media
        unit = _number(page.get("/UserUnit"))
        rotate = _number(inherited(page, "/Rotate")) or 0
        turned = int(rotate) % 360
        return cls(media, seen, turned if turned % 90 == 0 else 0, unit if unit and unit > 0 else 1.0)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen, in points."""
        width, height = (self.crop[2] - self.crop[0]) * self.unit, (self.crop[3] - self.crop[1]) * self.unit
        return (height, width) if self.rotate in (90, 270) else (width, height)

    @property
    def to_file(self) -> Matrix:
        """Takes a point as seen (points from the lower left of what is visible) to the file's coordinates."""
        x0, y0, x1, y1 = self.crop
        s = 1 / self.unit
        return {
            0: (s, 0.0, 0.0, s, x0, y0),
            90: (0.0, s, -s, 0.0, x1, y0),
            180: (-s, 0.0, 0.0, -s, x1, y1),
            270: (0.0, -s, s, 0.0, x0, y1),
        }[self.rotate]

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Takes a point of the file's coordinates to what is seen; the reverse of ``to_file``."""
        x0, y0, x1, y1 = self.crop
        u = self.unit
        return {
            0: ((x - x0) * u, (y - y0) * u),
            90: ((y - y0) * u, (x1 - x) * u),
            180: ((x1 - x) * u, (y1 - y) * u),
            270: ((y1 - y) * u, (x - x0) * u),
        }[self.rotate]

    @property
    def number_size(self) -> float:
        """Height in points of the printed page number: 11 on A4, in proportion on larger sheets (they are printed
        reduced), never more than a twelfth of a tiny one."""
        short = min(self.size)
        return 11 * short / A4_WIDTH if short > A4_WIDTH else min(11.0, short * 0.08)


def _number(value: Any) -> float | None:
    try:
        return None if value is None else float(value)
    except (TypeError, ValueError):
        return None


def _box(value: Any) -> tuple[float, float, float, float] | None:
    """Four numbers in order, or None where the file gives something else or an empty box."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    numbers = [_number(entry) for entry in value]
    if any(number is None for number in numbers):
        return None
    a, b, c, d = (number for number in numbers if number is not None)
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[2] > box[0] and box[3] > box[1] else None

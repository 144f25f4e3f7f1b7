"""Make the pictures of the README from a finished pack of the demo dossier.

Usage: python tools/make_pictures.py PACK_FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

OUT = Path(__file__).parent.parent / "docs/pictures"
PAPER, EDGE, GAP = "#ffffff", "#9aa5a8", 24


def main(pack: Path) -> None:
    """Two pages side by side: the letter's second page, and a page of the schedule."""
    pages = [_page(pack / "open/letter-before-action.pdf", 1), _page(pack / "open/schedule-of-cases.pdf", 5)]
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, pages[0].height + 2 * GAP), "#e8ecec")
    left = GAP
    for page in pages:
        frame = Image.new("RGB", (page.width + 2, page.height + 2), EDGE)
        frame.paste(page, (1, 1))
        sheet.paste(frame, (left - 1, GAP - 1))
        left += page.width + GAP
    OUT.mkdir(parents=True, exist_ok=True)
    sheet.quantize(64).save(OUT / "schedule.png", optimize=True)


def _page(path: Path, number: int) -> Image.Image:
    picture = pypdfium2.PdfDocument(path)[number].render(scale=0.92).to_pil()
    assert isinstance(picture, Image.Image)
    return picture.convert("RGB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

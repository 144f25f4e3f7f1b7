"""Makes documents like those of a real bundle: typed pages with embedded fonts and links, scans, turned and odd pages.

Same seed, same bytes. About three pages in ten are scans of about half a megabyte.
"""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

import merits.documents

SIZES = [(595, 842)] * 8 + [(842, 595), (842, 1191), (612, 792)]
WORDS = "the review of this decision was asked for on a day that is not in doubt and the letter says so plainly".split()


def make_inputs(folder: Path, documents: int, pages: int, *, seed: int = 1) -> list[Path]:
    """Write ``documents`` PDFs of ``pages`` pages each."""
    rl_config.invariant = 1
    pdfmetrics.registerFont(TTFont("Body", str(merits.documents.FONTS / "AtkinsonHyperlegibleNext-Regular.ttf")))
    scans = [_scan(random.Random(number)) for number in range(8)]
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(documents):
        path = folder / f"{number:05}.pdf"
        if not path.exists():
            _document(path, pages, random.Random(f"{seed} {number}"), scans)
        paths.append(path)
    return paths


def _document(path: Path, pages: int, chance: random.Random, scans: list[bytes]) -> None:
    sheet = canvas.Canvas(str(path), pageCompression=1)
    for page in range(pages):
        width, height = chance.choice(SIZES)
        sheet.setPageSize((width, height))
        sheet.bookmarkPage(f"p{page}")
        if chance.random() < 0.04:
            sheet.setPageRotation(90)
        if chance.random() < 0.3:
            # A byte after the picture's end makes each scan its own, so that nothing is stored once for all.
            own = io.BytesIO(chance.choice(scans) + chance.randbytes(4))
            sheet.drawImage(ImageReader(own), 0, 0, width, height)
        else:
            sheet.setFont("Body", 10)
            for line in range(int(height / 14) - 8):
                sheet.drawString(56, height - 56 - 14 * line, " ".join(chance.choices(WORDS, k=14)))
            sheet.linkRect("", "p0", (56, 60, 200, 74), relative=0)
            sheet.linkURL("https://example.org/", (210, 60, 300, 74))
        sheet.showPage()
    sheet.save()


def _scan(chance: random.Random) -> bytes:
    """A grey page with grain, 200 dpi."""
    grain = Image.frombytes("L", (1654, 2339), chance.randbytes(1654 * 2339)).point(lambda value: 200 + value // 5)
    out = io.BytesIO()
    grain.save(out, "JPEG", quality=55)
    return out.getvalue()

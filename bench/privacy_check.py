"""How long the leak check takes on text PDFs, against what reading their text with pdfium alone takes in the same run.

    python bench/privacy_check.py [--pages 150] [--identifiers 250]

Prints JSON. Goals: 150 pages <= 5 s; a 2,000-page bundle <= 60 s on two cores (`--pages 2000`), no page needing OCR.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

import merits.documents
from merits.privacy import check_folder

sys.path.insert(0, str(Path(__file__).parent))
from privacy_pseudonymise import identifiers


def make(path: Path, pages: int, dice: random.Random) -> None:
    """A text PDF of ``pages`` full pages in an embedded font."""
    font = next((Path(merits.documents.__file__).parent / "fonts").glob("Atkinson*-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("body", str(font)))
    words = (files("merits.privacy") / "data/ordinary-words.txt").read_text(encoding="utf-8").split()
    paper = canvas.Canvas(str(path), invariant=1)
    for _ in range(pages):
        paper.setFont("body", 11)
        for line in range(45):
            paper.drawString(60, 790 - line * 16, " ".join(dice.choices(words, k=12)) + ".")
        paper.showPage()
    paper.save()


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--identifiers", type=int, default=250)
    options = parser.parse_args()
    protected = identifiers(options.identifiers, random.Random(2))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(5):
            make(Path(folder) / f"{number}.pdf", options.pages // 5, random.Random(number))
        start = time.perf_counter()
        for path in sorted(Path(folder).iterdir()):
            with pypdfium2.PdfDocument(path) as document:
                for page in document:
                    page.get_textpage().get_text_range()
        floor = time.perf_counter() - start
        start = time.perf_counter()
        report = check_folder(Path(folder), protected)
        spent = time.perf_counter() - start
    result = {
        "python": platform.python_version(),
        "pages": options.pages // 5 * 5,
        "identifiers": options.identifiers,
        "clean": report.clean,
        "wall_s": round(spent, 2),
        "pages_per_s": round(options.pages / spent, 1),
        "pdfium_text_s": round(floor, 2),
        "ratio_to_pdfium_text": round(spent / floor, 1),
    }
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()

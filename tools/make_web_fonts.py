"""Make the WOFF2 subsets that the workspace serves from the TrueType fonts that papers carry (SIL Open Font License).

Latin letters, punctuation, figures and the few signs that pages use; everything else falls back to the system's font.
The same input gives the same bytes. Usage: python tools/make_web_fonts.py
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "src/merits/documents/fonts"
OUT = ROOT / "src/merits/workspace/static/merits/fonts"
FACES = ("Regular", "Bold", "Italic")
LICENCE = "OFL-AtkinsonHyperlegibleNext.txt"
#: ASCII, Latin-1, Latin Extended-A, dashes, quotation marks, ellipsis, euro, arrows, minus, comparison signs.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    *(0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x00D7),
]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum", "pnum", "frac"]


def main() -> None:
    """Write one WOFF2 file for each face and the licence beside them."""
    OUT.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        font = TTFont(FONTS / f"AtkinsonHyperlegibleNext-{face}.ttf", recalcTimestamp=False)
        options = Options()
        options.layout_features = FEATURES
        options.flavor = "woff2"
        options.hinting = False
        options.name_IDs = ["*"]  # the notices of the licence stay inside
        options.recalc_timestamp = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=CHARACTERS)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(OUT / f"AtkinsonHyperlegibleNext-{face}.woff2")
    (OUT / LICENCE).write_bytes((FONTS / LICENCE).read_bytes())
    total = sum(path.stat().st_size for path in OUT.glob("*.woff2"))
    print(f"{len(FACES)} faces, {total / 1000:.1f} kB")


if __name__ == "__main__":
    main()

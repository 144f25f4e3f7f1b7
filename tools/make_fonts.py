"""Make the TrueType fonts that the product carries from the WOFF2 subsets of the npm packages
``@fontsource/atkinson-hyperlegible-next`` and ``@fontsource/noto-emoji`` (both SIL Open Font License).

Usage: python tools/make_fonts.py ATKINSON_PACKAGE_FOLDER EMOJI_PACKAGE_FOLDER
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

OUT = Path(__file__).parent.parent / "src/merits/documents/fonts"
FAMILY = "Atkinson Hyperlegible Next"
FACES = {
    "Regular": ("400-normal", 400, False),
    "Italic": ("400-italic", 400, True),
    "Bold": ("700-normal", 700, False),
    "BoldItalic": ("700-italic", 700, True),
}
EPOCH = 3_600_000_000  # a fixed "modified" time, so that the same input gives the same bytes


def _merged(sources: list[Path]) -> TTFont:
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for number, source in enumerate(sources):
            font = TTFont(source)
            font.flavor = None
            path = Path(folder) / f"{number}.ttf"
            font.save(path)
            plain.append(str(path))
        return Merger(options=Options(drop_tables=["vmtx", "vhea", "DSIG", "STAT"])).merge(plain)


def _name(font: TTFont, family: str, style: str) -> None:
    compact = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 4: f"{family} {style}", 6: compact, 16: family, 17: style}
    for number in list(names):
        font["name"].removeNames(nameID=number)
        font["name"].setName(names[number], number, 3, 1, 0x409)


def main(atkinson: Path, emoji: Path) -> None:
    """Write the four faces and the emoji font."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for style, (suffix, weight, italic) in FACES.items():
        stem = "files/atkinson-hyperlegible-next"
        font = _merged([atkinson / f"{stem}-{subset}-{suffix}.woff2" for subset in ("latin", "latin-ext")])
        _name(font, FAMILY, style)
        font["OS/2"].usWeightClass = weight
        bold, regular = weight == 700, style == "Regular"
        font["OS/2"].fsSelection = (1 if italic else 0) | (0x20 if bold else 0) | (0x40 if regular else 0)
        font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)
        font["head"].modified = font["head"].created = EPOCH
        font.recalcTimestamp = False
        font.save(OUT / f"AtkinsonHyperlegibleNext-{style}.ttf")
    font = _merged(sorted(emoji.glob("files/noto-emoji-*-400-normal.woff2"), key=lambda p: p.name))
    _name(font, "Noto Emoji", "Regular")
    font["head"].modified = font["head"].created = EPOCH
    font.recalcTimestamp = False
    font.save(OUT / "NotoEmoji-Regular.ttf")
    (OUT / "OFL-AtkinsonHyperlegibleNext.txt").write_bytes((atkinson / "LICENSE").read_bytes())
    (OUT / "OFL-NotoEmoji.txt").write_bytes((emoji / "LICENSE").read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

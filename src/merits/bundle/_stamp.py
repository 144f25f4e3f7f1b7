"""The printed page number: upright, at the lower right of what the reader sees, in an embedded font."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import pikepdf

from merits.bundle._copy import Copier, number
from merits.bundle._geometry import PageBox
from merits.bundle._typst import NUMBER_FONT, typeset
from merits.bundle._writer import ObjectWriter

#: Distance of the number from the right and lower edge, in heights of the number.
MARGIN = 1.5
_DIGITS = "0123456789"


@dataclass(frozen=True)
class NumberFont:
    """A font with the ten digits.

    Attributes:
        object_number: of the font in the bundle.
        codes: two bytes for each digit.
        width: of one digit, in heights; all ten are equal.
    """

    object_number: int
    codes: tuple[bytes, ...]
    width: float


def embed_number_font(writer: ObjectWriter, *, on: date) -> NumberFont:
    """Take the font from a page that typst sets, so that only ten glyphs are carried."""
    page_source = f'#set page(width: 20cm, height: 5cm)\n#set text(font: "{NUMBER_FONT}", weight: "bold")\n{_DIGITS}'
    with pikepdf.open(io.BytesIO(typeset(page_source, on=on))) as pdf:
        page = pdf.pages[0]
        (font,) = page.obj.Resources.Font.values()
        shown = b"".join(
            bytes(part)
            for line in pikepdf.parse_content_stream(page)
            if isinstance(line, pikepdf.ContentStreamInstruction) and str(line.operator) in ("Tj", "TJ")
            for part in (line.operands[0] if isinstance(line.operands[0], pikepdf.Array) else line.operands)
            if isinstance(part, pikepdf.String)
        )
        codes = tuple(shown[at : at + 2] for at in range(0, len(shown), 2))
        widths = font.DescendantFonts[0].W
        assert len(codes) == len(_DIGITS), "the digits were not set in one line of two-byte codes"
        width = float(widths[2]) / 1000
        reference = Copier(pdf, writer, 0).copy(font)
    return NumberFont(int(reference.split()[0]), codes, width)


def page_content(box: PageBox, form: int | None, page_number: int, font: NumberFont) -> bytes:
    """Content of an output page: the source's content, then the number, marked as no part of the document."""
    size = box.number_size
    digits = str(page_number)
    x = box.size[0] - MARGIN * size - len(digits) * font.width * size
    y = MARGIN * size
    a, b, c, d, e, f = box.to_file
    at = (a * x + c * y + e, b * x + d * y + f)
    matrix = b" ".join(number(value) for value in (a, b, c, d, *at))
    shown = b"".join(font.codes[int(digit)] for digit in digits).hex().encode("ascii")
    return (
        b"q /C Do Q\n" if form is not None else b""
    ) + b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC q BT 0 g 0 Tr /N %s Tf %s Tm <%s> Tj ET Q EMC\n" % (
        number(size),
        matrix,
        shown,
    )

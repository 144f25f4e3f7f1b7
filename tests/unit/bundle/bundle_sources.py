"""Small synthetic sources for the tests of ``merits.bundle``, each named for what it shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw

from merits.bundle import Built, Bundle, Item, Section, build

ON = date(2019, 6, 10)
A4 = (0, 0, 595, 842)


def pdf(
    pages: int = 1,
    text: str = "Page",
    *,
    box: tuple[float, ...] = A4,
    change: Callable[[pikepdf.Pdf], None] | None = None,
    **save: object,
) -> bytes:
    """A PDF whose page n says ``<text> n`` near its middle."""
    with pikepdf.new() as made:
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for number in range(1, pages + 1):
            made.add_blank_page()
            page = made.pages[-1].obj
            page.MediaBox = Array(list(box))
            page.Resources = Dictionary(Font=Dictionary(F=font))
            page.Contents = Stream(made, f"BT /F 12 Tf {x - 60} {y} Td ({text} {number}) Tj ET".encode())
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, deterministic_id="encryption" not in save, **save)
        return out.getvalue()


def link(target: object = None, **action: object) -> Dictionary:
    """A link annotation with an explicit or named destination, or with an action."""
    made = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 400, 300, 440]))
    made["/A" if action else "/Dest"] = Dictionary(**action) if action else target
    return made


def with_named_link(made: pikepdf.Pdf) -> None:
    """Page 1 links to the destination ``chapter``, which is page 2 of this very document."""
    made.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String("chapter"), Array([made.pages[1].obj, Name.Fit])]))
    )
    made.pages[0].obj.Annots = Array([made.make_indirect(link(String("chapter")))])


def item(identity: str, source: bytes | Path, **values: object) -> Item:
    """An item; its title is ``Document <id>`` unless given."""
    given = {"title": f"Document {identity}", "dated": "2018-10-26", "name": f"{identity}.pdf"} | values
    return Item(id=identity, source=source, **given)  # type: ignore[arg-type]


def bundle(*items: Item, **values: object) -> Bundle:
    """A bundle of one section without a heading."""
    given = {"title": "Claim bundle", "case_name": "A v B", "number": "1", "hearing_date": None} | values
    return Bundle(sections=(Section("", "", items),), **given)  # type: ignore[arg-type]


def built(folder: Path, *sources: bytes) -> tuple[Path, Built]:
    """A bundle of these sources, as items ``1``, ``2`` ..."""
    out = folder / "A v B 1.pdf"
    return out, build(bundle(*(item(str(n), source) for n, source in enumerate(sources, 1))), out, on=ON)


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), **save: object) -> bytes:
    """A picture with a red upper left and a blue upper right corner."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 3, size[1] // 4), fill="red")
    draw.rectangle((size[0] - size[0] // 5, 0, size[0], size[1] // 4), fill="blue")
    out = io.BytesIO()
    image.save(out, kind, **save)
    return out.getvalue()


def everything(path: Path) -> bytes:
    """Every object and every unpacked stream of a PDF, to search for what must not be in it."""
    parts = [path.read_bytes()]
    with pikepdf.open(path) as opened:
        for entry in opened.objects:
            parts.append(entry.unparse(resolved=True) if not isinstance(entry, Stream) else entry.stream_dict.unparse())
            if isinstance(entry, Stream):
                try:
                    parts.append(entry.read_bytes())
                except pikepdf.PdfError:
                    parts.append(entry.read_raw_bytes())
    return b"\n".join(parts)

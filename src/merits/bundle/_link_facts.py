"""Links, scripts and layout of a finished bundle, read with pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from merits.bundle._geometry import PageBox, inherited
from merits.bundle._links import Destinations

_RUNS = frozenset({"/FileAttachment", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D"})
_HARMLESS = frozenset({"/GoTo", "/URI", "/Named"})
_DEPTH = 8


@dataclass(frozen=True)
class LinkFact:
    """A link that is meant to lead to a page of the same file.

    Attributes:
        rectangle: left, bottom, right, top in the file's coordinates.
        target: page from 1; None if it leads nowhere.
    """

    rectangle: tuple[float, float, float, float]
    target: int | None


def page_links(pdf: pikepdf.Pdf) -> dict[int, list[LinkFact]]:
    """Internal links of every page that has any, by page number from 1."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)}
    resolver = Destinations(pdf, 1, len(pages), pages)
    found: dict[int, list[LinkFact]] = {}
    for index, page in enumerate(pdf.pages, 1):
        for annotation in _annotations(page.obj):
            action = annotation.get("/A")
            if annotation.get("/Subtype") != "/Link":
                continue
            if "/Dest" in annotation:
                wanted: Any = annotation["/Dest"]
            elif isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo":
                wanted = action.get("/D")
            else:
                continue
            target = resolver.resolve(wanted)
            number = None if target is None else int(target[1:].split()[0])
            found.setdefault(index, []).append(LinkFact(_rectangle(annotation), number))
    return found


def running(pdf: pikepdf.Pdf) -> Iterator[tuple[int | None, str]]:
    """What would run, open or hand out something: page (None: the whole file) and what it is."""
    root = pdf.Root
    names = root.get("/Names")
    names = names if isinstance(names, pikepdf.Dictionary) else pikepdf.Dictionary()
    opening = root.get("/OpenAction")
    if "/JavaScript" in names or (isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo"):
        yield None, "a script or action that runs at opening"
    if "/AA" in root:
        yield None, "actions bound to the document"
    if "/EmbeddedFiles" in names:
        yield None, "embedded files"
    for index, page in enumerate(pdf.pages, 1):
        if "/AA" in page.obj:
            yield index, "actions bound to the page"
        for annotation in _annotations(page.obj):
            action = annotation.get("/A")
            if str(annotation.get("/Subtype", "")) in _RUNS or "/AA" in annotation:
                yield index, "an attachment, media or a bound action"
            elif isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) not in _HARMLESS:
                yield index, "a link that runs or opens something"


def opening_zoom(pdf: pikepdf.Pdf) -> tuple[int | None, float | None]:
    """Page (from 1) and zoom (1.0 is 100%) at opening; None where the file does not say."""
    opening: Any = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary):
        opening = opening.get("/D")
    if not isinstance(opening, pikepdf.Array) or len(opening) < 2:
        return None, None
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)}
    page = pages.get(opening[0].objgen) if isinstance(opening[0], pikepdf.Object) else None
    zoom = opening[4] if len(opening) > 4 and opening[1] == "/XYZ" else None
    return page, float(zoom) if zoom is not None else None


def scan_dpi(page: pikepdf.Page, box: PageBox) -> float:
    """Least resolution that the page's largest picture must have: what it has if it fills the whole page.

    Smaller pictures (a seal, a signature) may be finer and are not scans.
    """
    width, height = (side / 72 for side in box.size)
    best = 0.0
    for across, down in _pictures(inherited(page.obj, "/Resources"), 0):
        # A picture may lie on its side.
        best = max(best, min(max(across, down) / max(width, height), min(across, down) / min(width, height)))
    return best


def _pictures(resources: Any, depth: int) -> Iterator[tuple[int, int]]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEPTH:
        return
    objects = resources.get("/XObject")
    for entry in objects.values() if isinstance(objects, pikepdf.Dictionary) else ():
        if not isinstance(entry, pikepdf.Stream):
            continue
        if entry.get("/Subtype") == "/Image":
            yield int(entry.get("/Width", 0)), int(entry.get("/Height", 0))
        elif entry.get("/Subtype") == "/Form":
            yield from _pictures(entry.get("/Resources"), depth + 1)


def _annotations(page: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        if isinstance(annotation, pikepdf.Dictionary):
            yield annotation


def _rectangle(annotation: pikepdf.Dictionary) -> tuple[float, float, float, float]:
    try:
        a, b, c, d = (float(value) for value in annotation.get("/Rect", ()))
    except (TypeError, ValueError):
        return 0.0, 0.0, 0.0, 0.0
    return min(a, c), min(b, d), max(a, c), max(b, d)

"""Links of a source: rebuilt from nothing, each kept inside its own document or on the web."""

from __future__ import annotations

from typing import Any, Literal

import pikepdf

#: Address of a row of the index before it is given its page.
PLACEHOLDER = "https://row.invalid/"
_WEB = ("http://", "https://", "mailto:")
#: How each kind of destination is completed, and with how many numbers.
_VIEWS = {"/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1}
_DEPTH = 16


class Destinations:
    """Resolves the destinations of one source.

    Args:
        source: opened.
        first_page_object: output object number of the source's first page; the others follow it.
        count: how many pages the source has.
        page_objects: page object of the source -> output object number.
        rows: for the index, row number -> page object it leads to.
    """

    def __init__(
        self,
        source: pikepdf.Pdf,
        first_page_object: int,
        count: int,
        page_objects: dict[tuple[int, int], int],
        rows: dict[int, int] | None = None,
    ) -> None:
        self.rows = rows
        self._source = source
        self._pages = range(first_page_object, first_page_object + count)
        self._page_objects = page_objects
        self._named: dict[str, Any] | None = None

    def resolve(self, value: Any) -> bytes | None:
        """An explicit destination as it is written in the bundle; None if it leads nowhere."""
        for _ in range(_DEPTH):
            if isinstance(value, pikepdf.Dictionary):
                value = value.get("/D")
            elif isinstance(value, pikepdf.String | pikepdf.Name | str | bytes):
                value = self._by_name().get(_key(value))
            else:
                break
        if not isinstance(value, pikepdf.Array) or not len(value):
            return None
        # A plain number means the page with that index; pikepdf then gives a Python int.
        target: object = value[0]
        if isinstance(target, int):
            page = self._pages[target] if 0 <= target < len(self._pages) else None
        else:
            page = self._page_objects.get(target.objgen) if isinstance(target, pikepdf.Object) else None
        if page is None:
            return None
        view = str(value[1]) if len(value) > 1 else "/Fit"
        if view not in _VIEWS:
            view = "/Fit"
        numbers = [_coordinate(value[2 + index] if 2 + index < len(value) else None) for index in range(_VIEWS[view])]
        return b"[%d 0 R %s]" % (page, " ".join([view, *numbers]).encode("ascii"))

    def _by_name(self) -> dict[str, Any]:
        if self._named is None:
            self._named = {}
            root = self._source.Root
            old = root.get("/Dests")
            if isinstance(old, pikepdf.Dictionary):
                self._named.update((_key(pikepdf.Name(name)), target) for name, target in old.items())
            names = root.get("/Names")
            tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
            if isinstance(tree, pikepdf.Dictionary):
                self._named.update(_walk(tree))
        return self._named


def link(annotation: pikepdf.Dictionary, destinations: Destinations) -> bytes | Literal["dead", "active"]:
    """The link as it is written in the bundle, or why it is left out."""
    action = annotation.get("/A")
    if "/Dest" in annotation:
        target = destinations.resolve(annotation["/Dest"])
        entry = b"/Dest " + target if target else None
    elif not isinstance(action, pikepdf.Dictionary):
        return "dead"
    elif action.get("/S") == "/GoTo":
        target = destinations.resolve(action.get("/D"))
        entry = b"/Dest " + target if target else None
    elif action.get("/S") == "/URI" and str(action.get("/URI", "")).lower().startswith(_WEB):
        address = str(action.URI)
        if destinations.rows is not None and address.startswith(PLACEHOLDER):
            target_page = destinations.rows[int(address.removeprefix(PLACEHOLDER))]
            entry = b"/Dest[%d 0 R/XYZ null null null]" % target_page
        else:
            entry = b"/A<</S/URI/URI " + pikepdf.String(address).unparse() + b">>"
    else:
        return "active"
    rectangle = _numbers(annotation.get("/Rect"))
    if entry is None or rectangle is None or len(rectangle) != 4:
        return "dead"
    parts = [b"/Rect[%s]" % b" ".join(rectangle)]
    quads = _numbers(annotation.get("/QuadPoints"))
    if quads and len(quads) % 8 == 0:
        parts.append(b"/QuadPoints[%s]" % b" ".join(quads))
    border = _numbers(annotation.get("/Border"))
    colour = _numbers(annotation.get("/C"))
    parts.append(b"/Border[%s]" % (b" ".join(border[:3]) if border and len(border) >= 3 else b"0 0 0"))
    if colour:
        parts.append(b"/C[%s]" % b" ".join(colour))
    return b"<</Type/Annot/Subtype/Link/F 4" + b"".join(parts) + entry + b">>"


def _key(value: Any) -> str:
    """One spelling for a destination's name, whether it is a name or a string."""
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    if isinstance(value, pikepdf.String):
        return bytes(value).decode("latin-1")
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _walk(tree: pikepdf.Dictionary) -> dict[str, Any]:
    """A name tree as a dictionary; a tree that bites its tail ends there."""
    found: dict[str, Any] = {}
    seen: set[tuple[int, int]] = set()
    queue: list[Any] = [tree]
    while queue:
        node = queue.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        names = node.get("/Names")
        if isinstance(names, pikepdf.Array):
            pairs = list(names)
            found.update((_key(name), target) for name, target in zip(pairs[::2], pairs[1::2], strict=False))
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            queue.extend(kids)
    return found


def _coordinate(value: Any) -> str:
    try:
        return "null" if value is None else f"{float(value):.3f}"
    except (TypeError, ValueError):
        return "null"


def _numbers(value: Any) -> list[bytes] | None:
    if not isinstance(value, pikepdf.Array):
        return None
    try:
        return [f"{float(entry):.3f}".rstrip("0").rstrip(".").encode("ascii") for entry in value]
    except (TypeError, ValueError):
        return None

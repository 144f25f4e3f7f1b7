"""Copies the pages of one opened PDF into the bundle.

What a page *shows* is carried over; what it *does* or says about its makers is not:

- The page's content becomes one form XObject with the page's own resources. A form starts and ends its own graphics
  state, so an unbalanced ``q`` or a stray ``cm`` in a source cannot move the page number, and no resource of a source
  is changed or renamed.
- Links keep their targets inside their own document: named destinations are resolved here, because two documents may
  use the same name (``bundles.md`` 5).
- Only page keys that affect appearance are written. Scripts, actions, thumbnails, metadata, structure parents and
  private application data have no way in.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from merits.bundle._geometry import PageBox, inherited
from merits.bundle._links import Destinations, link
from merits.bundle._writer import ObjectWriter

#: A content stream that inflates beyond this is refused (``E-LIMIT``).
MAX_CONTENT = 256 * 1024 * 1024

# qpdf writes an object in one fixed way: strings escape every parenthesis, names escape every delimiter. So this finds
# references, and never something inside a string.
_TOKEN = re.compile(
    rb"\((?:[^\\()]|\\.)*\)"
    rb"|(?<=[ \[])(\d+) (\d+) R(?=[ \]>])"
    rb"|/Length (?:\d+ \d+ R|\d+)(?=[ >])"
    rb"|/StructParents? -?\d+(?=[ >])",
    re.DOTALL,
)
_PRIVATE = (
    "/PieceInfo",
    "/Metadata",
    "/AF",
    "/AA",
    "/OPI",
    "/LastModified",
    "/Thumb",
    "/F",
    "/FFilter",
    "/FDecodeParms",
)
_PRIVATE_BYTES = re.compile(rb"/(?:PieceInfo|Metadata|AF|AA|OPI|LastModified|Thumb|F|FFilter|FDecodeParms) ")
_NOT_CARRIED = frozenset({"/Catalog", "/Pages", "/Page", "/StructTreeRoot", "/StructElem", "/Outlines"})


class ContentTooLarge(Exception):
    """A page's content inflates beyond ``MAX_CONTENT``."""


@dataclass
class Copied:
    """What happened to one source.

    Attributes:
        dead_links: links whose target does not exist in the source itself; they are dropped.
        active: links that would run something, open a file or send data; they are dropped.
        layers: optional content groups of the source, with whether each is hidden at opening.
    """

    dead_links: int = 0
    active: int = 0
    layers: list[tuple[int, bool]] = field(default_factory=list)


class Copier:
    """Copies from one source.

    Args:
        source: opened; may be changed in memory.
        writer: where objects go.
        first_page_object: number of the output page object of the source's first page; those of the following pages
            follow it.
        rows: for the index, the page object each of its rows leads to; None for everything else.
    """

    def __init__(
        self, source: pikepdf.Pdf, writer: ObjectWriter, first_page_object: int, rows: dict[int, int] | None = None
    ) -> None:
        self._writer = writer
        self._source = source
        self.copied = Copied()
        self._numbers: dict[tuple[int, int], int] = {}
        self._queue: list[tuple[tuple[int, int], int]] = []
        self._forms: dict[bytes, int] = {}
        self._pages = [page.obj for page in source.pages]
        self._page_objects: dict[tuple[int, int], int] = {}
        for index, page in enumerate(self._pages):
            self._page_objects.setdefault(page.objgen, first_page_object + index)
        self._destinations = Destinations(source, first_page_object, len(self._pages), self._page_objects, rows)

    def pages(self) -> Iterator[tuple[PageBox, int | None, bytes]]:
        """Each page: its box, the number of the form with its content (None: blank), its links as an array."""
        for page in self._pages:
            box = PageBox.of(page)
            yield box, self._content(page, box), self._links(page)
            self._drain()

    def layers(self) -> None:
        """Note the source's layers that were carried, so that what was hidden stays hidden."""
        properties = self._source.Root.get("/OCProperties")
        if not isinstance(properties, pikepdf.Dictionary):
            return
        default = properties.get("/D", pikepdf.Dictionary())
        hidden_first = str(default.get("/BaseState", "/ON")) == "/OFF"
        named = {state: {entry.objgen for entry in _array(default.get(state))} for state in ("/ON", "/OFF")}
        for group in _array(properties.get("/OCGs")):
            number = self._numbers.get(group.objgen)
            if number is not None:
                off = group.objgen in named["/OFF"] or (hidden_first and group.objgen not in named["/ON"])
                self.copied.layers.append((number, off))

    def copy(self, value: pikepdf.Object) -> bytes:
        """``value`` as it is written in the bundle; objects it needs are copied too."""
        text = self._rewritten(self._unparse(value))
        self._drain()
        return text

    def _content(self, page: pikepdf.Dictionary, box: PageBox) -> int | None:
        contents = page.get("/Contents")
        streams = [contents] if isinstance(contents, pikepdf.Stream) else _array(contents)
        streams = [stream for stream in streams if isinstance(stream, pikepdf.Stream)]
        if not streams:
            return None
        resources = inherited(page, "/Resources")
        group = page.get("/Group")
        entries = b"/Type/XObject/Subtype/Form/BBox[%s]/Resources %s" % (
            b" ".join(number(edge) for edge in box.media),
            self._unparse(resources) if isinstance(resources, pikepdf.Dictionary) else b"<<>>",
        )
        if isinstance(group, pikepdf.Dictionary):
            entries += b"/Group " + self._unparse(group)
        # The same content with the same resources is stored once, however often the page is repeated.
        key = entries + b"|".join(b"%d %d" % stream.objgen for stream in streams)
        if all(stream.is_indirect for stream in streams) and key in self._forms:
            return self._forms[key]
        entries = self._rewritten(entries)
        if len(streams) == 1:
            form = self._stored(streams[0], entries)
        else:
            data = zlib.compress(b"\n".join(_inflated(streams)), 6)
            form = self._writer.add_stream(entries + b"/Filter/FlateDecode", data)
        self._forms[key] = form
        return form

    def _stored(self, stream: pikepdf.Stream, entries: bytes) -> int:
        """One content stream, not unpacked."""
        for key in ("/Filter", "/DecodeParms"):
            value = stream.stream_dict.get(key)
            if value is not None:
                entries += key.encode() + b" " + self._rewritten(self._unparse(value))
        return self._writer.add_stream(entries, memoryview(stream.get_raw_stream_buffer()))

    def _links(self, page: pikepdf.Dictionary) -> bytes:
        links = []
        for annotation in _array(page.get("/Annots")):
            if not isinstance(annotation, pikepdf.Dictionary) or annotation.get("/Subtype") != "/Link":
                continue
            value = link(annotation, self._destinations)
            if isinstance(value, bytes):
                links.append(value)
            elif value == "dead":
                self.copied.dead_links += 1
            elif value == "active":
                self.copied.active += 1
        return b"[" + b" ".join(links) + b"]" if links else b""

    def _unparse(self, value: Any) -> bytes:
        if isinstance(value, pikepdf.Object):
            return value.unparse(resolved=False) if value.is_indirect else value.unparse(resolved=True)
        return pikepdf.Array([value]).unparse()[1:-1].strip()

    def _rewritten(self, text: bytes) -> bytes:
        """``text`` with references to the source replaced by references to the bundle."""

        def replace(match: re.Match[bytes]) -> bytes:
            found = match.group(1)
            if found is not None:
                return b"%d 0 R" % self._reference((int(found), int(match.group(2))))
            token = match.group()
            return token if token.startswith(b"(") else b""

        # A space at each end, so that every token has something on both sides.
        return _TOKEN.sub(replace, b" " + text + b" ")

    def _reference(self, key: tuple[int, int]) -> int:
        page = self._page_objects.get(key)
        if page is not None:
            return page
        new = self._numbers.get(key)
        if new is None:
            new = self._numbers[key] = self._writer.reserve()
            self._queue.append((key, new))
        return new

    def _drain(self) -> None:
        while self._queue:
            key, new = self._queue.pop()
            value = self._source.get_object(key)
            if isinstance(value, pikepdf.Stream):
                entries = self._rewritten(self._inside(value.stream_dict))
                self._writer.put_stream(new, entries, memoryview(value.get_raw_stream_buffer()))
            elif isinstance(value, pikepdf.Dictionary):
                if str(value.get("/Type", "")) in _NOT_CARRIED:
                    self._writer.put(new, b"null")
                else:
                    self._writer.put(new, b"<<" + self._rewritten(self._inside(value)) + b">>")
            else:
                self._writer.put(new, self._rewritten(self._unparse_direct(value)))

    def _unparse_direct(self, value: Any) -> bytes:
        return value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else self._unparse(value)

    def _inside(self, dictionary: pikepdf.Dictionary) -> bytes:
        """The entries of a dictionary without its brackets and without what is private."""
        text: bytes = dictionary.unparse(resolved=True)
        if _PRIVATE_BYTES.search(text):
            for key in _PRIVATE:
                if key in dictionary and (key != "/F" or "/Length" in dictionary):
                    del dictionary[key]
            text = dictionary.unparse(resolved=True)
        return text[2:-2]


def number(value: float) -> bytes:
    """A number as PDF writes it: no exponent, no needless digits."""
    return (f"{value:.5f}".rstrip("0").rstrip(".") or "0").replace("-0", "0", value == 0).encode("ascii")


def _array(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _inflated(streams: list[pikepdf.Stream]) -> Iterator[bytes]:
    """The streams of one page unpacked, stopping before they fill the memory."""
    room = MAX_CONTENT
    for stream in streams:
        if stream.stream_dict.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream.stream_dict:
            inflater = zlib.decompressobj()
            try:
                data = inflater.decompress(stream.read_raw_bytes(), room + 1)
            except zlib.error:
                data = stream.read_bytes()
        else:
            data = stream.read_bytes()
        room -= len(data)
        if room < 0:
            raise ContentTooLarge
        yield data

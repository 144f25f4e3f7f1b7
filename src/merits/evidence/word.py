"""Word documents (DOCX): header, body with its tables, notes, footer, in reading order.

The text is the document as it stands: tracked insertions are in it, tracked deletions are not, and both are listed.
Comments in the margin, hidden text, pictures and the numbers Word puts before paragraphs by itself are not text of the
document and are listed too. Pages are not known: they are made anew by each printer, so places are paragraphs and rows.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from merits.base.reading import PartKind
from merits.evidence import limits
from merits.evidence.archive import Archive
from merits.evidence.content import BREAK, Composer, Content
from merits.evidence.refusals import damaged

#: Name and version of this reader; see ``chat.EXTRACTOR``.
EXTRACTOR = "merits-word 1"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"

_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_PASSED_OVER = {f"{_W}{name}" for name in ("pPr", "rPr", "delText", "instrText", "softHyphen", "tblPr", "trPr", "tcPr")}

#: What is listed, with its words for one and for many.
_LISTED = {
    "deleted": ("1 tracked deletion is not in the text", "{} tracked deletions are not in the text"),
    "inserted": (
        "1 tracked insertion is in the text as if accepted",
        "{} tracked insertions are in the text as if accepted",
    ),
    "comment": ("1 comment in the margin not read", "{} comments in the margin not read"),
    "hidden": ("1 run of hidden text not read", "{} runs of hidden text not read"),
    "picture": ("1 picture not read", "{} pictures not read"),
    "object": ("1 embedded object not read", "{} embedded objects not read"),
    "number": (
        "1 paragraph has a number or bullet made by Word, which is not in the text",
        "{} paragraphs have a number or bullet made by Word, which is not in the text",
    ),
    "symbol": ("1 sign from a symbol font shown as \ufffd", "{} signs from a symbol font shown as \ufffd"),
    "imported": ("1 part imported from another file not read", "{} parts imported from other files not read"),
}


@dataclass
class _Seen:
    """What is met while text is gathered."""

    counts: Counter[str] = field(default_factory=Counter)
    boxes: list[ET.Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read_word(data: bytes, name: str) -> Content:
    """Read a Word document.

    Raises:
        CannotRead: ``E-DAMAGED``, ``E-ENCRYPTED``, ``E-LIMIT``.
    """
    try:
        with Archive(data, name) as archive:
            return _read(_Package(archive, name), name)
    except RecursionError as error:
        raise damaged(name, "its parts lie inside one another hundreds deep, which Word never writes.") from error


def _read(package: _Package, name: str) -> Content:
    composer = Composer([EXTRACTOR])
    seen = _Seen()
    body = package.document.find(f"{_W}body")
    if body is None:
        raise damaged(name, "the Word document has no body.")
    numbered = package.numbered_styles()
    margins = package.headers_and_footers(body)
    for kind in ("header", "footer"):
        stories = [story for found, story in margins if found == kind]
        if kind == "footer":
            _add_body(composer, body, seen, numbered)
            for note_kind in ("footnote", "endnote"):
                _add_notes(composer, package.notes(note_kind), note_kind, seen)
        _add_margins(composer, stories, kind, seen)
    seen.counts["comment"] = len(package.comments)
    for key, (one, many) in _LISTED.items():
        if count := seen.counts[key]:
            composer.not_read.append(one if count == 1 else many.format(count))
    return composer.content


class _Package:
    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        targets = self._targets("")
        main = next((path for path, kind in targets.values() if kind == "officeDocument"), "word/document.xml")
        self.document = self._xml(main)
        self._parts = self._targets(main)
        comments = self._only("comments")
        self.comments = comments.findall(f"{_W}comment") if comments is not None else []

    def _xml(self, member: str) -> ET.Element:
        if member not in self._archive.names:
            raise damaged(self._name, f"the Word document lacks its part {member}.")
        raw = self._archive.read(member, limit=limits.WORD_PART)
        if b"<!DOCTYPE" in raw[:4096] or b"<!ENTITY" in raw:
            raise damaged(self._name, f"its part {member} declares entities, which Word never does.")
        # No declarations (the way in for every XML attack) get this far.
        try:
            # Documents saved as "Strict" differ only in the names of their vocabularies.
            raw = raw.replace(_STRICT_W.encode(), _W[1:-1].encode()).replace(_STRICT_R.encode(), _R[1:-1].encode())
            return ET.fromstring(raw)  # noqa: S314 - see above
        except (ET.ParseError, LookupError, ValueError) as error:
            raise damaged(self._name, f"its part {member} is not well-formed.") from error

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (member, last word of its type)."""
        folder, file = posixpath.split(part)
        member = posixpath.join(folder, "_rels", f"{file}.rels")
        if member not in self._archive.names:
            return {}
        found = {}
        for relation in self._xml(member):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                found[relation.get("Id", "")] = (path, relation.get("Type", "").rsplit("/", 1)[-1])
        return found

    def _only(self, kind: str) -> ET.Element | None:
        member = next((path for path, found in self._parts.values() if found == kind), None)
        return self._xml(member) if member else None

    def numbered_styles(self) -> frozenset[str]:
        styles = self._only("styles")
        if styles is None:
            return frozenset()
        return frozenset(
            style.get(f"{_W}styleId", "")
            for style in styles.findall(f"{_W}style")
            if style.find(f"{_W}pPr/{_W}numPr/{_W}numId") is not None
        )

    def headers_and_footers(self, body: ET.Element) -> list[tuple[str, ET.Element]]:
        """Each header and footer that a section uses, once, in order."""
        used: dict[str, str] = {}
        for kind in ("header", "footer"):
            for reference in body.iter(f"{_W}{kind}Reference"):
                path, _ = self._parts.get(reference.get(f"{_R}id", ""), ("", ""))
                if path:
                    used.setdefault(path, kind)
        return [(kind, self._xml(path)) for path, kind in used.items()]

    def notes(self, kind: str) -> dict[str, ET.Element]:
        """Foot- or endnotes by id, without the rules that Word keeps among them."""
        story = self._only(f"{kind}s")
        if story is None:
            return {}
        return {note.get(f"{_W}id", ""): note for note in story.findall(f"{_W}{kind}") if note.get(f"{_W}type") is None}


def _add_margins(composer: Composer, stories: list[ET.Element], kind: str, seen: _Seen) -> None:
    texts = dict.fromkeys(text for story in stories if (text := _story(story, seen)).strip())
    for number, text in enumerate(texts, 1):
        composer.add(PartKind.HEADER, kind if len(texts) == 1 else f"{kind} {number}", text)


def _add_body(composer: Composer, body: ET.Element, seen: _Seen, numbered: frozenset[str]) -> None:
    paragraphs = tables = boxes = 0
    before = BREAK
    for block in _blocks(body, seen):
        if block.tag == f"{_W}tbl":
            tables += 1
            for number, row in enumerate(_rows(block), 1):
                text = "\t".join(_story(cell, seen) for cell in row)
                if text.strip():
                    composer.add(PartKind.SECTION, f"table {tables}, row {number}", text, before=before)
                    before = "\n"
        else:
            text = _text(block, seen)
            if text.strip():
                paragraphs += 1
                label = f"paragraph {paragraphs}"
                composer.add(PartKind.SECTION, label, text, before=before)
                before = "\n"
                seen.counts["number"] += _is_numbered(block, numbered)
        while seen.boxes:
            boxes += 1
            text = _story(seen.boxes.pop(0), seen)
            if text.strip():
                composer.add(PartKind.SECTION, f"text box {boxes}", text, before=before)
                before = "\n"


def _add_notes(composer: Composer, notes: dict[str, ET.Element], kind: str, seen: _Seen) -> None:
    cited = [identifier for found, identifier in seen.notes if found == kind]
    for number, identifier in enumerate(dict.fromkeys(cited), 1):
        if identifier in notes:
            composer.add(PartKind.SECTION, f"{kind} {number}", _story(notes[identifier], seen).strip())


def _blocks(container: ET.Element, seen: _Seen) -> Iterator[ET.Element]:
    """Paragraphs and tables, through the wrappers that Word puts around them."""
    for child in container:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag == f"{_W}altChunk":
            seen.counts["imported"] += 1
        elif child.tag in (f"{_W}del", f"{_W}moveFrom"):
            seen.counts["deleted"] += 1
        elif child.tag == f"{_MC}AlternateContent":
            yield from _blocks(_alternative(child), seen)
        elif child.tag in {f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}:
            yield from _blocks(child, seen)


def _rows(table: ET.Element) -> Iterator[list[ET.Element]]:
    for row in _own(table, f"{_W}tr"):
        yield _own(row, f"{_W}tc")


def _own(parent: ET.Element, tag: str) -> list[ET.Element]:
    found: list[ET.Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in {f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}:
            found.extend(_own(child, tag))
    return found


def _story(story: ET.Element, seen: _Seen) -> str:
    """A header, note, cell or text box: its paragraphs as lines, a table inside it row by row."""
    lines: list[str] = []
    for block in _blocks(story, seen):
        if block.tag == f"{_W}tbl":
            lines.extend("\t".join(_story(cell, seen) for cell in row) for row in _rows(block))
        else:
            lines.append(_text(block, seen))
    return "\n".join(lines)


def _text(element: ET.Element, seen: _Seen) -> str:
    return "".join(_pieces(element, seen))


def _pieces(element: ET.Element, seen: _Seen) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in (f"{_W}t", _MATHS):
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag in _PASSED_OVER:
            continue
        elif tag in (f"{_W}del", f"{_W}moveFrom"):
            seen.counts["deleted"] += 1
        elif tag == f"{_W}r" and _is_hidden(child):
            seen.counts["hidden"] += 1
        elif tag == f"{_W}sym":
            seen.counts["symbol"] += 1
            yield "\ufffd"
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            seen.notes.append((tag.removeprefix(_W).removesuffix("Reference"), child.get(f"{_W}id", "")))
        elif tag in (f"{_W}drawing", f"{_W}pict", f"{_W}object"):
            _meet_drawing(child, seen)
        elif tag == f"{_MC}AlternateContent":
            yield from _pieces(_alternative(child), seen)
        else:
            seen.counts["inserted"] += tag in (f"{_W}ins", f"{_W}moveTo")
            yield from _pieces(child, seen)


def _meet_drawing(drawing: ET.Element, seen: _Seen) -> None:
    seen.boxes.extend(_outermost(drawing, f"{_W}txbxContent"))  # a box inside a box is met when the outer one is read
    seen.counts["picture"] += sum(1 for tag in (_BLIP, _VML_IMAGE) for _ in drawing.iter(tag))
    seen.counts["object"] += drawing.tag == f"{_W}object"


def _outermost(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _outermost(_alternative(child), tag)
        else:
            yield from _outermost(child, tag)


def _alternative(element: ET.Element) -> ET.Element:
    """Word writes a drawing twice, for itself and for older programs; only the first is the document."""
    choice = element.find(f"{_MC}Choice")
    if choice is None:
        choice = element.find(f"{_MC}Fallback")
    return element if choice is None else choice


def _is_hidden(run: ET.Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return (
        vanish is not None
        and vanish.get(f"{_W}val", "true") not in ("0", "false", "off")
        and run.find(f"{_W}t") is not None
    )


def _is_numbered(paragraph: ET.Element, numbered: frozenset[str]) -> bool:
    own = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if own is not None:
        return own.get(f"{_W}val") != "0"
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val", "") in numbered

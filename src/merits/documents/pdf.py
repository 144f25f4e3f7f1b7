"""The neutral document as a tagged PDF (PDF/UA-1 as typst makes it; not validated by a third party)."""

from __future__ import annotations

from datetime import date

from merits.documents.model import (
    Blank,
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Words,
    printable,
    runs,
)
from merits.documents.typesetting import FONT_LIST, NoGlyph, compile_typst, escape, spelt_out, string

_INK = "#1b1b1b"
_ACCENT = "#0b5560"  # deep teal


def to_pdf(document: Document, *, on: date) -> bytes:
    """Typeset a document; the same arguments give the same bytes.

    Writing for which the carried fonts have no letters is printed as code points, a script at a time, so that a message
    in Punjabi is not lost and does not stop a pack. The DOCX keeps the letters.

    Args:
        document: what to set.
        on: the date written into the file.
    """
    pictures: dict[str, bytes] = {}
    document = printable(document)
    body = "\n\n".join(_block(block, pictures) for block in document.blocks)
    source = _preamble(document) + body + "\n"
    while True:
        try:
            return compile_typst(source, on=on, files=pictures)
        except NoGlyph as error:
            if error.character not in source:
                raise
            source = spelt_out(source, error.character)


def _preamble(document: Document) -> str:
    margins = "(top: 24mm, bottom: 22mm, x: 22mm)"
    marking = f"text(size: 8.5pt, fill: rgb({string(_ACCENT)}), weight: 700)[{escape(document.marking)}]"
    subtitle = f"\n#text(size: 12pt)[{escape(document.subtitle)}]\n" if document.subtitle else ""
    return f"""\
#set document(title: {string(document.title)}, author: "")
#set text(font: {FONT_LIST}, size: 10.5pt, lang: {string(document.lang[:2])}, region: {string(document.lang[3:] or "GB")},
  fill: rgb({string(_INK)}), hyphenate: false)
#set smartquote(enabled: false)
#set page(paper: "a4", flipped: {str(document.landscape).lower()}, margin: {margins},
  header: context align(right, {marking}),
  footer: context text(size: 8.5pt)[{escape(document.title)} #h(1fr) Page #counter(page).display() of #counter(page).final().first()])
#set par(leading: 0.62em, spacing: 1.0em, justify: false)
#set list(spacing: 0.75em)
#set enum(spacing: 0.75em)
#set table(stroke: (x, y) => (bottom: 0.5pt + rgb("#9aa5a8"), top: if y == 0 {{ 0.8pt + rgb({string(_ACCENT)}) }}), inset: (x: 4pt, y: 5pt))
#set table.cell(breakable: false)
#show table.cell.where(y: 0): set text(weight: 700)
#show table: set text(size: 9pt)
#show table: set par(leading: 0.5em)
#show heading: set text(fill: rgb({string(_ACCENT)}))
#show heading.where(level: 1): set text(size: 13pt)
#show heading.where(level: 2): set text(size: 11.5pt)
#show heading.where(level: 3): set text(size: 10.5pt)
#show heading: set block(above: 1.5em, below: 0.8em, sticky: true)
#show figure.where(kind: table): set block(breakable: true)
#show figure.caption: set block(sticky: true)
#show figure.caption: set align(left)
#show figure.caption: set text(size: 9pt, weight: 700)
#let source-line(body) = block(above: 0.45em, below: 1.1em, text(size: 8pt, fill: rgb("#44525a"), body))
#let boxed(colour, body) = block(width: 100%, inset: 8pt, stroke: (left: 3pt + rgb(colour)), fill: rgb("#f4f7f7"), body)

#block(below: 0.9em, text(size: 18pt, weight: 700, fill: rgb({string(_ACCENT)}), title()))
{subtitle}
#v(0.6em)

"""


def _inline(words: Words) -> str:
    return "".join(_run(run.text, run.bold, run.italic) for run in runs(words))


def _run(text: str, bold: bool, italic: bool) -> str:
    inner = escape(text)
    if bold:
        inner = f"#strong[{inner}]"
    return f"#emph[{inner}]" if italic else inner


def _paragraph(block: Paragraph) -> str:
    inner = _inline(block.words)
    match block.style:
        case "quote":
            inner = f'#block(inset: (left: 12pt), stroke: (left: 1.5pt + rgb("#9aa5a8")))[{inner}]'
        case "small":
            inner = f"#text(size: 8.5pt)[{inner}]"
        case "address":
            inner = f"#block[{inner}]"
        case "body":
            pass
    return f"{inner}\n\n#source-line[{escape(block.source)}]" if block.source else inner


def _table(block: Table) -> str:
    widths = ", ".join(f"{column.share}fr" for column in block.columns)
    aligns = ", ".join("right" if column.numeric else "left" for column in block.columns)
    head = ", ".join(f"[{escape(column.title)}]" for column in block.columns)
    rows = ",\n  ".join(", ".join(f"[{_inline(cell)}]" for cell in row) for row in block.rows)
    table = f"table(columns: ({widths},), align: ({aligns},), table.header({head}),\n  {rows})"
    if not block.caption:
        return f"#{table}"
    return (
        f"#figure(kind: table, supplement: none, numbering: none, caption: figure.caption(position: top)[{escape(block.caption)}],\n"
        f" {table})"
    )


def _figure(block: Figure, pictures: dict[str, bytes]) -> str:
    name = f"picture-{len(pictures) + 1}.svg"
    pictures[name] = block.svg
    caption = f", caption: figure.caption(position: top)[{escape(block.caption)}]" if block.caption else ""
    return (
        f"#figure(kind: image, supplement: none, numbering: none, alt: {string(block.alt)}{caption},\n"
        f' image("{name}", width: {block.width * 100:.0f}%, alt: {string(block.alt)}))'
    )


def _block(block: Block, pictures: dict[str, bytes]) -> str:
    match block:
        case Heading():
            title = f"{block.number} {block.text}".strip()
            return f"#heading(level: {block.level})[{escape(title)}]"
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            # Called, not marked up: two lists of markup that follow one another would become one, and count on.
            items = "".join(f"[{_inline(item)}], " for item in block.items)
            return f"#{'enum' if block.numbered else 'list'}({items})"
        case Note():
            return f'#boxed("#b36b00")[#strong[{escape(block.label)}:] {_inline(block.words)}]'
        case Blank():
            return f'#boxed("#a4262c")[#text(fill: rgb("#a4262c"))[{escape(block.text)}] #v(18pt)]'
        case Table():
            return _table(block)
        case Figure():
            return _figure(block, pictures)
        case PageBreak():
            return "#pagebreak(weak: true)"

"""Any document reads the same in both renderings: every word, in order, and no other."""

from __future__ import annotations

import dataclasses
import io
from datetime import date

import pikepdf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factories.paper_text import docx_lines, pdf_text, squeezed
from factories.rendered import body_of, expected_lines
from merits.documents import (
    Blank,
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    escape,
    text_lines,
    to_docx,
    to_pdf,
)

DAY = date(2019, 6, 10)
#: Everything on a keyboard, typst's own marks and the signs of English and Welsh letters.
LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "£€§½éâêîôûŵŷÂŴŶß–—‘’“”…•\n"
texts = st.text(LETTERS, max_size=60)
words = texts | st.lists(st.builds(Run, texts, st.booleans(), st.booleans()), max_size=4).map(tuple)
labels = st.text(LETTERS.replace("\n", ""), min_size=1, max_size=30).filter(str.strip)
#: In a cell no word is wider than a narrow column: it would be printed over the next one, and read there.
short = st.lists(st.text(LETTERS, max_size=4), max_size=8).map(lambda found: " ".join([*found, ""]))
cells = short | st.lists(st.builds(Run, short, st.booleans(), st.booleans()), max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(
        st.lists(st.builds(Column, short.filter(str.strip), st.floats(0.5, 2), st.booleans()), min_size=1, max_size=4)
    )
    row = st.tuples(*[cells for _ in columns])
    return Table(tuple(columns), tuple(draw(st.lists(row, max_size=4))), draw(st.just("") | labels))


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, labels, st.integers(1, 3), st.sampled_from(["", "1", "12"])),
    st.builds(Paragraph, words, st.sampled_from(["body", "quote", "small", "address"]), st.just("") | labels),
    st.builds(Bullets, st.lists(words, min_size=1, max_size=4).map(tuple), st.booleans()),
    st.builds(Note, words, labels),
    st.builds(Blank, labels),
    tables(),
)


def _in_order(found: list[Block]) -> tuple[Block, ...]:
    """Headings begin at level 1 and skip none, as PDF/UA asks and every paper of ours does."""
    level, ordered = 0, []
    for block in found:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            block = dataclasses.replace(block, level=level)
        ordered.append(block)
    return tuple(ordered)


documents = st.builds(
    Document,
    st.just("A paper of tests"),
    st.lists(blocks, max_size=6).map(_in_order),
    subtitle=st.just("") | labels,
    marking=st.sampled_from(["", "Open copy: test"]),
    landscape=st.booleans(),
)


@given(documents)
@settings(max_examples=60)
def test_the_docx_reads_as_the_model(document: Document) -> None:
    said = [line for line in docx_lines(to_docx(document, on=DAY)) if line.strip()]

    assert [squeezed(line) for line in said] == [squeezed(line) for line in text_lines(document) if line.strip()]


@given(documents)
@settings(max_examples=60)
def test_the_pdf_reads_as_the_model(document: Document) -> None:
    """On one page: on a second one a table prints its head again."""
    data = to_pdf(document, on=DAY)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assume(len(pdf.pages) == 1)
    said = body_of(pdf_text(data), document)

    assert squeezed(said) == squeezed("".join(expected_lines(document, marks=True)))


@given(st.text())
def test_no_text_is_markup(text: str) -> None:
    """Every character that typst could take for markup is escaped, whatever stands around it."""
    marked = escape(text)

    position = 0
    while position < len(marked):
        if marked[position] == "\\":
            assert marked[position + 1] in "\\#$*_`<>@[]~=-+/'\"{}()&%^|:;.!? "
            position += 2
        else:
            assert marked[position] not in "#$*_`<>@[]~=-+/'\"{}()&%^|:;.!?\n"
            position += 1

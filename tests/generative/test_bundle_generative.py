"""Random small bundles: pages in = pages out; printed number = label = bookmark = index; links stay in their item."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String

from merits.bundle import Bundle, Item, Section, build, check

boxes = st.tuples(
    st.integers(-500, 500), st.integers(-500, 500), st.integers(60, 1200), st.integers(60, 1200), st.booleans()
)
pages = st.lists(
    st.tuples(boxes, st.sampled_from([0, 90, 180, 270, -90]), st.sampled_from([1, 1, 1, 2])), max_size=3, min_size=1
)
titles = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=40)
sections = st.lists(st.lists(st.tuples(titles, pages), max_size=4), min_size=1, max_size=3).filter(any)


def source(name: str, layout: list[tuple[tuple[int, int, int, int, bool], int, int]]) -> bytes:
    """A PDF whose every page says ``<name>p<n>`` and links by name to its last page."""
    with pikepdf.new() as made:
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number, ((x, y, width, height, flipped), rotate, unit) in enumerate(layout, 1):
            made.add_blank_page()
            page = made.pages[-1].obj
            corners = [x, y, x + width, y + height]
            page.MediaBox = Array(corners[2:] + corners[:2] if flipped else corners)
            page.Rotate, page.UserUnit = rotate, unit
            page.Resources = Dictionary(Font=Dictionary(F=font))
            page.Contents = Stream(made, f"BT /F 5 Tf {x + 5} {y + height / 2} Td ({name}p{number}) Tj ET".encode())
            page.Annots = Array([Dictionary(Subtype=Name.Link, Rect=Array([x, y, x + 9, y + 9]), Dest=String("last"))])
        last = Array([made.pages[-1].obj, Name.Fit])
        made.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("last"), last])))
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sections)
def test_bundle_agrees_with_itself_and_loses_nothing(
    layout: list[list[tuple[str, list[tuple[tuple[int, int, int, int, bool], int, int]]]]],
) -> None:
    described = tuple(
        Section(
            f"{number}" if len(layout) > 1 else "",
            "",
            tuple(
                Item(f"s{number}i{at}", title, "", source(f"s{number}i{at}", its_pages), "x.pdf")
                for at, (title, its_pages) in enumerate(items)
            ),
        )
        for number, items in enumerate(layout)
    )
    bundle = Bundle("Bundle", "A v B", "1", None, described)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "A v B 1.pdf"
        built = build(bundle, out, on=date(2019, 6, 10))
        report = check(out, manifest=built.placed)
        # Sources turned upside down are upside down; that is theirs, and reported.
        errors = [finding for finding in report.findings if finding.code.startswith("E-")]
        assert {finding.code for finding in errors} <= {"E-UPSIDE-DOWN"}, errors
        reader = pypdf.PdfReader(out)
        assert len(reader.pages) == built.pages == built.index_pages + sum(placed.pages for placed in built.placed)
        assert reader.page_labels == [str(number) for number in range(1, built.pages + 1)]
        for placed in built.placed:
            for number in range(1, placed.pages + 1):
                page = reader.pages[placed.first + number - 2]
                assert f"{placed.id}p{number}" in page.extract_text()
                (annotation,) = page["/Annots"]
                target = reader.get_page_number(annotation.get_object()["/Dest"][0].get_object()) + 1
                assert target == placed.last

"""``check`` reads a bundle back: each seeded fault is found, under its code, on its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from bundle_sources import ON, built, bundle, item, link, pdf, picture, with_named_link
from pikepdf import Array, Dictionary, Name, Stream, String

from merits.base.errors import UserError
from merits.bundle import Placed, Report, build, check, profile, profiles
from merits.bundle.check import page_ranges

Spoil = Callable[[pikepdf.Pdf], None]


@pytest.fixture
def sound(tmp_path: Path) -> tuple[Path, tuple[Placed, ...]]:
    out, result = built(tmp_path, pdf(3, change=with_named_link), pdf(4), pdf(2), pdf(3))
    return out, result.placed


def spoiled(path: Path, spoil: Spoil, **save: object) -> Report:
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        spoil(made)
        made.save(path, **save)
    return check(path)


def found(report: Report) -> dict[str, str]:
    return {finding.code: finding.place for finding in report.findings}


def test_sound_bundle_is_fit_without_a_word(sound: tuple[Path, tuple[Placed, ...]]) -> None:
    path, placed = sound
    report = check(path, profile="admin-court", manifest=placed)
    assert report.fit
    assert report.findings == ()
    assert (report.pages, report.index_pages) == (13, 1)
    assert [(row.title, row.dated, row.first, row.last) for row in report.rows] == [
        (entry.title, "26 October 2018", entry.first, entry.last) for entry in placed
    ]


def wrong_labels(made: pikepdf.Pdf) -> None:
    made.Root.PageLabels.Nums[1].St = 2


def roman_index(made: pikepdf.Pdf) -> None:
    made.Root.PageLabels.Nums = Array([0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D)])


def page_gone(made: pikepdf.Pdf) -> None:
    del made.pages[6]


def last_page_gone(made: pikepdf.Pdf) -> None:
    del made.pages[-1]


def page_more(made: pikepdf.Pdf) -> None:
    made.add_blank_page(page_size=(595, 842))


def pages_swapped(made: pikepdf.Pdf) -> None:
    page = made.pages[5]
    del made.pages[5]
    made.pages.insert(6, page)


def wrong_number(made: pikepdf.Pdf) -> None:
    """Page 6 prints 7: the content of its neighbour, whose form is called the same."""
    made.pages[5].obj.Contents = made.pages[6].obj.Contents


def no_number(made: pikepdf.Pdf) -> None:
    made.pages[5].obj.Contents = Stream(made, b"q /C Do Q")


def number_elsewhere(made: pikepdf.Pdf) -> None:
    content = made.pages[5].obj.Contents.read_bytes()
    made.pages[5].obj.Contents = Stream(made, b"1 0 0 1 -300 300 cm " + content)


def number_sideways(made: pikepdf.Pdf) -> None:
    content = made.pages[5].obj.Contents.read_bytes()
    made.pages[5].obj.Contents = Stream(made, b"q /C Do Q 0 1 -1 0 595 -540 cm " + content.split(b"Q", 1)[1])


def upside_down(made: pikepdf.Pdf) -> None:
    made.pages[5].obj.Rotate = 180


def index_link_wrong(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Annots[0].Dest[0] = made.pages[2].obj


def whole_row_wrong(made: pikepdf.Pdf) -> None:
    for position in range(4, 8):
        made.pages[0].obj.Annots[position].Dest[0] = made.pages[2].obj


def index_link_dead(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Annots[5].Dest = String("nowhere")


def index_row_unlinked(made: pikepdf.Pdf) -> None:
    for _ in range(4):
        del made.pages[0].obj.Annots[4]


def index_unlinked(made: pikepdf.Pdf) -> None:
    del made.pages[0].obj["/Annots"]


def bookmark_wrong(made: pikepdf.Pdf) -> None:
    with made.open_outline() as outline:
        outline.root[2].destination = 3


def bookmark_gone(made: pikepdf.Pdf) -> None:
    with made.open_outline() as outline:
        del outline.root[2]


def bookmarks_gone(made: pikepdf.Pdf) -> None:
    del made.Root["/Outlines"]


def dead_link(made: pikepdf.Pdf) -> None:
    made.pages[5].obj.Annots = Array([link(String("nowhere"))])


def script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def named_script(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def launching_link(made: pikepdf.Pdf) -> None:
    made.pages[5].obj.Annots = Array([link(S=Name.Launch, F=String("program"))])


def attachment(made: pikepdf.Pdf) -> None:
    made.attachments["a.txt"] = b"attached"


@pytest.mark.parametrize(
    ("spoil", "code", "place"),
    [
        (wrong_labels, "E-LABEL", "pages 1-13"),
        (roman_index, "E-LABEL", "pages 1-13"),
        (page_gone, "E-NUMBER", "pages 7-12"),
        (page_gone, "E-PAGES", ""),
        (last_page_gone, "E-PAGES", ""),
        (page_more, "E-PAGES", ""),
        (page_more, "E-NUMBER", "page 14"),
        (pages_swapped, "E-NUMBER", "pages 6-7"),
        (wrong_number, "E-NUMBER", "page 6"),
        (no_number, "E-NUMBER", "page 6"),
        (number_elsewhere, "E-NUMBER", "page 6"),
        (number_sideways, "E-NUMBER", "page 6"),
        (upside_down, "E-UPSIDE-DOWN", "page 6"),
        (index_link_wrong, "E-INDEX-LINK", "page 1"),
        (whole_row_wrong, "E-INDEX-LINK", "page 1"),
        (index_link_dead, "E-INDEX-LINK", "page 1"),
        (index_row_unlinked, "E-PAGES", "page 9"),
        (index_unlinked, "E-INDEX", ""),
        (bookmark_wrong, "E-BOOKMARK", "page 4"),
        (bookmark_gone, "E-BOOKMARK", "page 5"),
        (bookmarks_gone, "E-BOOKMARK", "pages 2, 5, 9, 11"),
        (dead_link, "E-LINK", "page 6"),
        (script, "E-ACTIVE", ""),
        (named_script, "E-ACTIVE", ""),
        (launching_link, "E-ACTIVE", "page 6"),
        (attachment, "E-ACTIVE", ""),
    ],
)
def test_seeded_fault_makes_it_unfit(sound: tuple[Path, object], spoil: Spoil, code: str, place: str) -> None:
    report = spoiled(sound[0], spoil)
    assert not report.fit
    assert (code, place) in [(finding.code, finding.place) for finding in report.findings]


def test_encrypted_bundle_is_unfit(sound: tuple[Path, object]) -> None:
    report = spoiled(sound[0], lambda made: None, encryption=pikepdf.Encryption(owner="o", user=""))
    assert found(report) == {"E-ENCRYPTED": ""}
    report = spoiled(sound[0], lambda made: None, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert found(report) == {"E-ENCRYPTED": ""}
    assert not report.fit


@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_truncated_bundle_is_unfit(sound: tuple[Path, object], share: float) -> None:
    path = sound[0]
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    report = check(path)
    assert not report.fit
    assert found(report) == {"E-DAMAGED": ""}


def test_file_that_is_no_pdf_is_unfit(tmp_path: Path) -> None:
    path = tmp_path / "A v B.pdf"
    path.write_bytes(b"<html>no</html>")
    assert found(check(path)) == {"E-DAMAGED": ""}


def test_manifest_that_differs_makes_it_unfit(sound: tuple[Path, tuple[Placed, ...]]) -> None:
    path, placed = sound
    other = (*placed[:-1], replace(placed[-1], last=placed[-1].last + 1))
    assert "E-PAGES" in found(check(path, manifest=other))
    assert "E-PAGES" in found(check(path, manifest=placed[:-1]))


def test_opening_view_other_than_full_size_is_noted(sound: tuple[Path, object]) -> None:
    def spoil(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])

    report = spoiled(sound[0], spoil)
    assert found(report) == {"W-VIEW": ""}
    assert report.fit


def test_link_into_another_document_is_noted(sound: tuple[Path, object]) -> None:
    def spoil(made: pikepdf.Pdf) -> None:
        made.pages[5].obj.Annots = Array([link(Array([made.pages[2].obj, Name.Fit]))])

    assert found(spoiled(sound[0], spoil)) == {"W-LINK-ACROSS": "page 6"}


def test_bookmark_without_a_number_is_noted(sound: tuple[Path, object]) -> None:
    def spoil(made: pikepdf.Pdf) -> None:
        with made.open_outline() as outline:
            outline.root[2].title = "Document 2"

    assert found(spoiled(sound[0], spoil)) == {"W-BOOKMARK-NUMBER": "page 5"}


def test_pages_without_text_are_listed(tmp_path: Path) -> None:
    out, _ = built(tmp_path, pdf(2), picture(size=(600, 800)), pdf(1))
    report = check(out)
    assert found(report) == {"W-NOT-SEARCHABLE": "page 4"}
    assert report.unsearchable == (4,)
    assert report.fit


def test_scan_of_more_than_300_dpi_is_noted(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        image = Stream(made, bytes(5000 * 7000 // 8), Type=Name.XObject, Subtype=Name.Image, Width=5000, Height=7000)
        image.stream_dict.ColorSpace, image.stream_dict.BitsPerComponent = Name.DeviceGray, 1
        page = made.pages[0].obj
        page.Resources.XObject = Dictionary(I=image)
        page.Contents = Stream(made, b"q 595 0 0 842 0 0 cm /I Do Q BT /F 9 Tf 50 50 Td (text) Tj ET")

    out, _ = built(tmp_path, pdf(change=change))
    assert found(check(out)) == {"W-DPI": "page 2"}


def test_text_across_the_page_is_noted(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Contents = Stream(made, b"BT /F 12 Tf 0 1 -1 0 300 300 Tm (text across) Tj ET")

    out, _ = built(tmp_path, pdf(change=change))
    assert found(check(out)) == {"W-SIDEWAYS": "page 2"}


def test_poor_file_name_is_noted(tmp_path: Path) -> None:
    out = tmp_path / "scan.pdf"
    build(bundle(item("1", pdf())), out, on=ON)
    assert found(check(out)) == {"W-FILE-NAME": ""}


def test_source_with_page_numbers_of_its_own_is_not_mistaken(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        for number, page in enumerate(made.pages, 1):
            page.obj.Contents = Stream(made, f"BT /F 12 Tf 290 40 Td ({number + 5}) Tj 0 740 Td (Text) Tj ET".encode())

    out, _ = built(tmp_path, pdf(9, change=change))
    assert check(out).findings == ()
    assert found(spoiled(out, wrong_number)) == {"E-NUMBER": "page 6"}


def test_index_by_another_program_is_read(tmp_path: Path) -> None:
    """Links on the descriptions only, one page number to a row, a cover before the index."""

    def change(made: pikepdf.Pdf) -> None:
        cover, index = made.pages[0], made.pages[1]
        cover.obj.Contents = Stream(made, b"BT /F 30 Tf 200 500 Td (Bundle) Tj ET")
        lines, links = [], []
        for number, (title, page) in enumerate((("Statement", 3), ("Letter", 6)), 1):
            y = 700 - 30 * number
            lines.append(f"BT /F 12 Tf 100 {y} Td ({title}) Tj 300 0 Td ({page}) Tj ET")
            annotation = link(Array([made.pages[page - 1].obj, Name.Fit]))
            annotation.Rect = Array([98, y - 4, 300, y + 14])
            links.append(annotation)
        index.obj.Contents = Stream(made, "\n".join(lines).encode())
        index.obj.Annots = Array(links)
        for number, page in enumerate(made.pages, 1):
            page.contents_add(f"BT /F 10 Tf 290 20 Td ({number}) Tj ET".encode())
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Statement p. 3", 2))
            outline.root.append(pikepdf.OutlineItem("Letter p. 6", 5))

    path = tmp_path / "Smith v Jones 1.pdf"
    path.write_bytes(pdf(8, "Text", change=change))
    report = check(path)
    assert report.index_pages == 2
    assert [(row.title, row.first, row.targets) for row in report.rows] == [("Statement", 3, (3,)), ("Letter", 6, (6,))]
    assert report.fit, report.findings
    assert set(found(report)) == {"W-VIEW"}


def test_profile_decides_what_is_required(tmp_path: Path) -> None:
    out, _ = built(tmp_path, pdf(3))
    report = spoiled(out, lambda made: setattr(made.pages[2].obj, "Rotate", 180))
    assert "E-UPSIDE-DOWN" in found(report)
    assert "W-UPSIDE-DOWN" in found(check(out, profile="plain"))


def test_profiles_state_their_sources_and_how_sure_they_are() -> None:
    assert set(profiles()) == {"general-2021", "admin-court", "plain"}
    assert profile("general-2021").late_pages == "append"
    assert profile("admin-court").late_pages == "supplement"
    from merits.bundle.check import _REMEDIES

    for entry in profiles().values():
        assert entry.sources
        assert not entry.required & entry.advised
        assert entry.required | entry.advised <= set(_REMEDIES)
    assert any(source.source.confidence.needs_check for source in profile("admin-court").sources)


def test_unknown_profile_and_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no court profile"):
        check(tmp_path / "x.pdf", profile="moon")
    with pytest.raises(UserError, match="is not there"):
        check(tmp_path / "x.pdf")


def test_pages_are_put_in_words() -> None:
    assert page_ranges([]) == ""
    assert page_ranges([4]) == "page 4"
    assert page_ranges([9, 3, 5, 6, 7, 7]) == "pages 3, 5-7, 9"

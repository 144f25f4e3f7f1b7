"""A bundle as built: complete, numbered, linked, bookmarked, the same bytes every time."""

from __future__ import annotations

import errno
import hashlib
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pypdf
import pytest
from bundle_sources import ON, built, bundle, item, pdf

from merits.base.errors import CannotWrite, ProblemsError
from merits.bundle import Bundle, Section, _writer, build, check, file_name


def nested(count: int = 6) -> Bundle:
    items = [item(f"i{n}", pdf(n % 3 + 1, f"Text{n}")) for n in range(count)]
    half = count // 2
    sections = (Section("A", "Statements", tuple(items[:half])), Section("B", "Letters", tuple(items[half:])))
    return Bundle("Claim bundle", "A v B", "1", date(2026, 11, 30), sections)


def test_every_page_goes_in_once_and_in_order(tmp_path: Path) -> None:
    out, result = built(tmp_path, pdf(3, "Alpha"), pdf(1, "Beta"), pdf(2, "Gamma"))
    reader = pypdf.PdfReader(out)
    assert len(reader.pages) == result.pages == result.index_pages + 6
    texts = [page.extract_text() for page in reader.pages[result.index_pages :]]
    for text, wanted in zip(texts, ["Alpha 1", "Alpha 2", "Alpha 3", "Beta 1", "Gamma 1", "Gamma 2"], strict=True):
        assert wanted in text
    assert [(p.id, p.first, p.last) for p in result.placed] == [("1", 2, 4), ("2", 5, 5), ("3", 6, 7)]


def test_labels_count_from_one_at_the_very_first_page(tmp_path: Path) -> None:
    out, result = built(tmp_path, pdf(3), pdf(2))
    assert pypdf.PdfReader(out).page_labels == [str(n) for n in range(1, result.pages + 1)]


def test_printed_number_can_be_read_on_every_page(tmp_path: Path) -> None:
    out, result = built(tmp_path, pdf(12))
    for number, page in enumerate(pypdf.PdfReader(out).pages, 1):
        assert page.extract_text().split()[-1] == str(number)
    assert result.pages == 13


def test_rows_of_the_index_lead_to_the_first_page_of_their_item(tmp_path: Path) -> None:
    out, result = built(tmp_path, pdf(3), pdf(1), pdf(2))
    reader = pypdf.PdfReader(out)
    targets = [
        reader.get_page_number(annotation.get_object()["/Dest"][0].get_object()) + 1
        for annotation in reader.pages[0]["/Annots"]
    ]
    # Description, date, first and last page of each row.
    assert targets == [placed.first for placed in result.placed for _ in range(4)]


def test_index_prints_number_description_date_first_and_last_page(tmp_path: Path) -> None:
    out, _ = built(tmp_path, pdf(3), pdf(1))
    text = " ".join(pypdf.PdfReader(out).pages[0].extract_text().split())
    assert "1 Document 1 26 October 2018 2 4" in text
    assert "2 Document 2 26 October 2018 5 5" in text


def test_bookmarks_are_nested_and_carry_page_numbers(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    build(nested(), out, on=ON)
    index, first_section, its_items, second_section, others = pypdf.PdfReader(out).outline
    assert (index.title, first_section.title) == ("Index (page 1)", "A. Statements (page 2)")
    assert [mark.title for mark in its_items] == [
        "1. Document i0 (page 2)",
        "2. Document i1 (pages 3-4)",
        "3. Document i2 (pages 5-7)",
    ]
    assert second_section.title == "B. Letters (page 8)"
    assert len(others) == 3


def test_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    first = build(nested(), tmp_path / "a.pdf", on=ON)
    second = build(nested(), tmp_path / "b.pdf", on=ON)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert first == second
    assert first.sha256 == hashlib.sha256((tmp_path / "a.pdf").read_bytes()).hexdigest()
    assert first.size == (tmp_path / "a.pdf").stat().st_size


def test_another_day_changes_only_what_states_the_day(tmp_path: Path) -> None:
    first = build(nested(), tmp_path / "a.pdf", on=ON)
    second = build(nested(), tmp_path / "b.pdf", on=date(2019, 6, 11))
    assert first.sha256 != second.sha256
    assert first.placed == second.placed


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    build(nested(40), out, on=ON)
    done = subprocess.run(["qpdf", "--check", str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_opens_at_page_one_at_full_size_and_states_its_language(tmp_path: Path) -> None:
    out, _ = built(tmp_path, pdf())
    root = pypdf.PdfReader(out).trailer["/Root"]
    assert root["/OpenAction"][4] == 1
    assert root["/Lang"] == "en-GB"
    assert root["/PageMode"] == "/UseOutlines"


@pytest.mark.parametrize("count", [1, 28, 29, 30, 31, 60, 120])
def test_length_of_the_index_is_settled(tmp_path: Path, count: int) -> None:
    out = tmp_path / "A v B 1.pdf"
    source = pdf()
    result = build(bundle(*(item(str(n), source) for n in range(count))), out, on=ON)
    assert result.placed[0].first == result.index_pages + 1
    report = check(out, manifest=result.placed)
    assert report.fit, report.findings
    assert report.index_pages == result.index_pages


def test_very_long_index_is_set_in_pieces(tmp_path: Path) -> None:
    out = tmp_path / "A v B 1.pdf"
    source = pdf()
    result = build(bundle(*(item(str(n), source) for n in range(1001))), out, on=ON)
    report = check(out, manifest=result.placed)
    assert report.fit, report.findings
    assert len(report.rows) == 1001


@pytest.mark.parametrize(
    "title",
    [
        "A title of three hundred signs " * 10,
        'Markup: #panic("x") *bold* _it_ $x$ @ref <label> [a] \\ // /* `raw`',
        "Łódź, Ŵyŷ, Ελληνικά, Українська",
        "Emoji 🙂 and (brackets) \\ backslash",
        "Line\nbreak\tand tab",
        "מכתב מהתובע",
        "1984",
    ],
)
def test_titles_of_every_kind_are_kept_whole(tmp_path: Path, title: str) -> None:
    out = tmp_path / "A v B 1.pdf"
    result = build(bundle(item("1", pdf(2), title=title), item("2", pdf())), out, on=ON)
    mark = pypdf.PdfReader(out).outline[1].title
    assert mark == f"1. {title} (pages 2-3)"
    report = check(out, manifest=result.placed)
    assert report.fit, report.findings


def test_date_that_is_no_date_is_shown_as_it_stands(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    build(bundle(item("1", pdf(), dated="undated"), item("2", pdf(), dated="2018-10")), out, on=ON)
    text = pypdf.PdfReader(out).pages[0].extract_text()
    assert "undated" in text
    assert "October 2018" in text


def test_old_bundle_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    out, _ = built(tmp_path, pdf())
    before = out.read_bytes()
    with pytest.raises(ProblemsError):
        build(bundle(item("1", b"")), out, on=ON)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_full_disk_leaves_the_old_bundle_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, _ = built(tmp_path, pdf())
    before = out.read_bytes()

    def full(self: object, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(_writer.ObjectWriter, "_write", full)
    with pytest.raises(CannotWrite, match="No space left"):
        build(bundle(item("1", pdf())), out, on=ON)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_bundle_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    out, _ = built(tmp_path, pdf())
    assert out.stat().st_mode & 0o077 == 0


def test_progress_tells_of_every_page(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    result = build(nested(), tmp_path / "out.pdf", on=ON, progress=lambda *step: told.append(step))
    assert told[-1] == ("Writing pages", result.pages, result.pages)
    assert ("Examining items", 6, 6) in told


def test_file_name_names_case_bundle_and_hearing() -> None:
    assert file_name(nested()) == "A v B 1 2026-11-30.pdf"
    assert file_name(Bundle("T", "R (on the application of A/B) v: C", "2", None, ())) == (
        "R (on the application of A B) v C 2.pdf"
    )
    assert file_name(Bundle("", "", "", None, ())) == "bundle.pdf"

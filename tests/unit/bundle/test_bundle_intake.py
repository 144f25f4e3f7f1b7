"""Intake: by content, every fault with its code and its item, all of them together, never a shorter bundle."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from bundle_sources import ON, built, bundle, item, pdf, picture

from merits.base.errors import ProblemsError
from merits.bundle import Bundle, build

HTML = b"<!doctype html><html><head><title>A letter</title></head><body>Dear Madam</body></html>"


def locked() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="owner", user="user"))


def no_pages() -> bytes:
    with pikepdf.new() as empty:
        out = io.BytesIO()
        empty.save(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("readme.md", "nothing")
    return out.getvalue()


def dynamic_form() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.NeedsRendering = True

    return pdf(change=change)


def locked_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "EncryptedPackage".encode("utf-16-le")


def faults(*sources: bytes | Path, **values: object) -> list[tuple[str, str]]:
    """Code and item of every problem a bundle of these sources is refused for."""
    items = [item(str(n), source, **values) for n, source in enumerate(sources, 1)]
    with pytest.raises(ProblemsError) as caught:
        build(bundle(*items), Path("never-written.pdf"), on=ON)
    assert not Path("never-written.pdf").exists()
    return [(problem.code, problem.place) for problem in caught.value.problems]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (locked(), "E-ENCRYPTED"),
        (locked_office(), "E-ENCRYPTED"),
        (b"", "E-EMPTY"),
        (b"\n \r\n\x00", "E-EMPTY"),
        (HTML, "E-TYPE"),
        (archive(), "E-TYPE"),
        (b"GIF89a" + bytes(100), "E-TYPE"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024), "E-TYPE"),
        (bytes(range(256)) * 10, "E-TYPE"),
        (pdf(3)[:600], "E-DAMAGED"),
        (b"%PDF-1.7\nnothing follows", "E-DAMAGED"),
        (no_pages(), "E-DAMAGED"),
        (picture()[:4000], "E-DAMAGED"),
        (dynamic_form(), "E-XFA"),
        (Path("not-there.pdf"), "E-MISSING"),
        (Path(), "E-MISSING"),
    ],
    ids=lambda value: value if isinstance(value, str) else "source",
)
def test_each_fault_has_its_code_and_names_its_item(source: bytes | Path, code: str) -> None:
    assert faults(pdf(1), source, pdf(2)) == [(code, "item 2")]


def test_all_faults_are_reported_together_with_a_remedy() -> None:
    assert faults(b"", locked(), pdf(), HTML, Path("gone.pdf")) == [
        ("E-EMPTY", "item 1"),
        ("E-ENCRYPTED", "item 2"),
        ("E-TYPE", "item 4"),
        ("E-MISSING", "item 5"),
    ]
    with pytest.raises(ProblemsError) as caught:
        build(bundle(item("1", HTML, name="letter.pdf")), Path("out.pdf"), on=ON)
    message = str(caught.value)
    assert "letter.pdf" in message
    assert "a web page" in message
    assert "What to do" in message


def test_kind_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    result = build(
        bundle(item("1", pdf(2), name="photo.jpg"), item("2", picture(), name="x.pdf")), Path("o.pdf"), on=ON
    )
    assert [placed.pages for placed in result.placed] == [2, 1]


def test_pdf_may_begin_after_some_other_bytes(tmp_path: Path) -> None:
    _, result = built(tmp_path, b"junk from a gateway\n" + pdf(2))
    assert result.placed[0].pages == 2


def test_owner_restrictions_are_noted_and_do_not_stop(tmp_path: Path) -> None:
    source = pdf(2, "Kept", encryption=pikepdf.Encryption(owner="secret", user=""))
    out, result = built(tmp_path, source)
    assert [warning.code for warning in result.warnings] == ["W-RESTRICTED"]
    with pikepdf.open(out) as made:
        assert not made.is_encrypted
        assert b"Kept 1" in made.pages[1].obj.Resources.XObject.C.read_bytes()


def damaged() -> bytes:
    """Its cross-reference points nowhere; the pages are there."""
    source = pdf(3, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    at = source.rindex(b"startxref")
    return source[:at] + b"startxref\n9\n%%EOF\n"


def test_repair_needs_a_person_to_confirm_the_page_count(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="opens with 3 pages"):
        built(tmp_path, damaged())
    result = build(bundle(item("1", damaged(), pages=3)), Path("o.pdf"), on=ON)
    assert [warning.code for warning in result.warnings] == ["W-REPAIRED"]
    assert result.placed[0].pages == 3


def test_stated_page_count_must_be_true() -> None:
    assert faults(pdf(3), pages=4) == [("E-PAGES", "item 1")]


def test_same_bytes_twice_are_noted_and_both_kept(tmp_path: Path) -> None:
    _, result = built(tmp_path, pdf(2), pdf(1), pdf(2))
    assert [(warning.code, warning.place) for warning in result.warnings] == [("W-DUPLICATE", "item 3")]
    assert "item 1" in result.warnings[0].message
    assert len(result.placed) == 3


def test_same_name_with_different_content_are_two_items(tmp_path: Path) -> None:
    items = (item("1", pdf(1, "One"), name="statement.pdf"), item("2", pdf(2, "Two"), name="statement.pdf"))
    result = build(bundle(*items), Path("o.pdf"), on=ON)
    assert [placed.pages for placed in result.placed] == [1, 2]
    assert not result.warnings


def test_name_that_is_part_of_another_does_not_confuse_them(tmp_path: Path) -> None:
    for name, pages in (("1_statement.pdf", 1), ("11_statement.pdf", 2)):
        (tmp_path / name).write_bytes(pdf(pages))
    items = (item(name, tmp_path / name) for name in ("11_statement.pdf", "1_statement.pdf"))
    result = build(bundle(*items), Path("o.pdf"), on=ON)
    assert [placed.pages for placed in result.placed] == [2, 1]


def test_two_items_with_one_id_and_no_items_are_refused() -> None:
    with pytest.raises(ProblemsError) as caught:
        build(bundle(item("1", pdf()), item("1", pdf(2))), Path("o.pdf"), on=ON)
    assert {problem.code for problem in caught.value.problems} == {"E-ID"}
    with pytest.raises(ProblemsError) as caught:
        build(Bundle("T", "C", "1", None, ()), Path("o.pdf"), on=ON)
    assert [problem.code for problem in caught.value.problems] == ["E-NO-ITEMS"]


def test_file_that_changes_during_the_build_stops_it(tmp_path: Path) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(pdf(2))

    def swap(step: str, done: int, total: int) -> None:
        if step == "Writing pages":
            source.write_bytes(pdf(1))

    with pytest.raises(ProblemsError) as caught:
        build(bundle(item("1", source)), Path("o.pdf"), on=ON, progress=swap)
    assert [problem.code for problem in caught.value.problems] == ["E-CHANGED"]


def test_file_that_vanishes_during_the_build_stops_it(tmp_path: Path) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(pdf(2))

    def remove(step: str, done: int, total: int) -> None:
        if step == "Writing pages":
            source.unlink(missing_ok=True)

    with pytest.raises(ProblemsError) as caught:
        build(bundle(item("1", source)), Path("o.pdf"), on=ON, progress=remove)
    assert [problem.code for problem in caught.value.problems] == ["E-CHANGED"]


def test_originals_are_only_read(tmp_path: Path) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(pdf(2))
    source.chmod(0o400)
    before = source.read_bytes()
    build(bundle(item("1", source)), Path("o.pdf"), on=ON)
    assert source.read_bytes() == before

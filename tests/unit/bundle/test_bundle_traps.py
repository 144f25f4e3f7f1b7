"""What other tools got wrong: links into the wrong document, lost form values, private data carried along."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
from bundle_sources import built, everything, link, pdf, with_named_link
from pikepdf import Array, Dictionary, Name, Stream, String

from merits.base.errors import ProblemsError
from merits.bundle import _copy, check


def text_of(path: Path, page: int) -> str:
    with pdfium.PdfDocument(path) as document:
        return document[page - 1].get_textpage().get_text_range()


def targets(path: Path, page: int) -> list[int]:
    """Pages that the links of one page lead to."""
    reader = pypdf.PdfReader(path)
    annotations = reader.pages[page - 1].get("/Annots", [])
    return [
        reader.get_page_number(annotation.get_object()["/Dest"][0].get_object()) + 1
        for annotation in annotations
        if "/Dest" in annotation.get_object()
    ]


def codes(problems: object) -> list[str]:
    return [problem.code for problem in problems]  # type: ignore[attr-defined]


def test_same_named_destination_in_two_sources_stays_in_each(tmp_path: Path) -> None:
    source = pdf(3, change=with_named_link)
    out, result = built(tmp_path, source, pdf(2, change=with_named_link), source)
    first, second, third = result.placed
    assert targets(out, first.first) == [first.first + 1]
    assert targets(out, second.first) == [second.first + 1]
    assert targets(out, third.first) == [third.first + 1]
    assert check(out).fit


def old_style(made: pikepdf.Pdf) -> None:
    made.Root.Dests = Dictionary(chapter=Dictionary(D=Array([made.pages[1].obj, Name.Fit])))
    made.pages[0].obj.Annots = Array([link(Name.chapter)])


def by_action(made: pikepdf.Pdf) -> None:
    with_named_link(made)
    made.pages[0].obj.Annots = Array([link(S=Name.GoTo, D=String("chapter"))])


def by_index(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Annots = Array([link(Array([1, Name.XYZ, 0, 700, None]))])


def in_a_deep_tree(made: pikepdf.Pdf) -> None:
    leaf = Dictionary(Names=Array([String("chapter"), Array([made.pages[1].obj, Name.FitH, 500])]))
    branch = made.make_indirect(Dictionary(Kids=Array([made.make_indirect(leaf)])))
    # A tree that bites its tail must not hang.
    branch.Kids.append(branch)
    made.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([branch])))
    made.pages[0].obj.Annots = Array([link(String("chapter"))])


@pytest.mark.parametrize("change", [old_style, by_action, by_index, in_a_deep_tree])
def test_every_kind_of_destination_is_resolved(tmp_path: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    out, result = built(tmp_path, pdf(1), pdf(2, change=change))
    assert targets(out, result.placed[1].first) == [result.placed[1].first + 1]
    assert not result.warnings


def test_link_without_a_target_is_left_out_and_reported(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Annots = Array([link(String("nowhere")), link(Array([7, Name.Fit]))])

    out, result = built(tmp_path, pdf(change=change))
    assert targets(out, 2) == []
    assert codes(result.warnings) == ["W-LINKS"]
    assert "2 of its links" in result.warnings[0].message


def test_web_links_stay_and_others_that_act_go(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Annots = Array(
            [
                link(S=Name.URI, URI=String("https://example.org/a(b)")),
                link(S=Name.URI, URI=String("javascript:evil-script")),
                link(S=Name.URI, URI=String("file:///etc/passwd")),
                link(S=Name.Launch, F=String("calc-program")),
                link(S=Name.GoToR, F=String("other-file.pdf"), D=Array([0, Name.Fit])),
                link(S=Name.JavaScript, JS=String("evil-script")),
            ]
        )

    out, result = built(tmp_path, pdf(change=change))
    (kept,) = pypdf.PdfReader(out).pages[1]["/Annots"]
    assert kept.get_object()["/A"]["/URI"] == "https://example.org/a(b)"
    content = everything(out)
    for word in (b"evil-script", b"calc-program", b"other-file", b"passwd"):
        assert word not in content
    assert codes(result.warnings) == ["W-ACTIVE"]
    assert "5 links" in result.warnings[0].message


def form(value: str) -> Callable[[pikepdf.Pdf], None]:
    """A filled text field called ``name``, with its appearance."""

    def change(made: pikepdf.Pdf) -> None:
        look = Stream(made, f"BT /F 12 Tf 2 4 Td ({value}) Tj ET".encode())
        look.stream_dict.Type, look.stream_dict.Subtype = Name.XObject, Name.Form
        look.stream_dict.BBox = Array([0, 0, 200, 20])
        look.stream_dict.Resources = made.pages[0].obj.Resources
        field = made.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("name"),
                V=String(value),
                F=4,
                Rect=Array([100, 600, 300, 620]),
                AP=Dictionary(N=look),
            )
        )
        made.pages[0].obj.Annots = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]))

    return change


def test_fields_of_the_same_name_keep_their_own_values_as_part_of_the_page(tmp_path: Path) -> None:
    out, result = built(tmp_path, pdf(change=form("Alpha value")), pdf(change=form("Beta value")))
    assert "Alpha value" in text_of(out, result.placed[0].first)
    assert "Beta value" in text_of(out, result.placed[1].first)
    root = pypdf.PdfReader(out).trailer["/Root"]
    assert "/AcroForm" not in root
    assert "/Annots" not in pypdf.PdfReader(out).pages[1]


def test_field_without_an_appearance_is_drawn(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        form("Drawn value")(made)
        field = made.pages[0].obj.Annots[0]
        del field["/AP"]
        field.DA = String("/F 12 Tf 0 g")
        made.Root.AcroForm.NeedAppearances = True
        made.Root.AcroForm.DR = made.pages[0].obj.Resources

    out, _ = built(tmp_path, pdf(change=change))
    assert "Drawn value" in text_of(out, 2)


def test_marks_of_a_reader_become_part_of_the_page(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        form("Stamped")(made)
        stamp = made.pages[0].obj.Annots[0]
        stamp.Subtype, stamp.T, stamp.Contents = Name.Stamp, String("Author-Name"), String("hidden note")
        del made.Root.AcroForm

    out, result = built(tmp_path, pdf(change=change))
    assert "Stamped" in text_of(out, 2)
    assert codes(result.warnings) == ["W-COMMENTS"]
    assert b"Author-Name" not in everything(out)


def test_field_for_a_digital_signature_is_reported(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        form("Signed")(made)
        made.pages[0].obj.Annots[0].FT = Name.Sig

    _, result = built(tmp_path, pdf(change=change))
    assert codes(result.warnings) == ["W-SIGNED"]


def test_tags_of_a_source_do_not_make_the_bundle_look_tagged(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.MarkInfo = Dictionary(Marked=True)
        tree = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        element = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=tree, Pg=made.pages[0].obj))
        tree.K = element
        made.Root.StructTreeRoot = tree
        made.pages[0].obj.StructParents = 0

    out, _ = built(tmp_path, pdf(change=change))
    content = everything(out)
    for word in (b"StructParent", b"StructTreeRoot", b"StructElem", b"MarkInfo"):
        assert word not in content


def test_scripts_attachments_and_bound_actions_are_left_out_and_reported(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("evil-script"))
        made.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("evil-script")))
        made.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("evil-script")))
        made.attachments["secret.txt"] = b"attached secret"

    out, result = built(tmp_path, pdf(change=change))
    content = everything(out)
    for word in (b"evil-script", b"attached secret", b"secret.txt", b"JavaScript"):
        assert word not in content
    assert codes(result.warnings) == ["W-ACTIVE", "W-ACTIVE"]
    assert any("1 embedded file" in warning.message for warning in result.warnings)
    assert check(out).fit


def test_what_a_source_says_of_its_makers_is_not_carried(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.docinfo["/Author"] = "Secret-Author"
        with made.open_metadata() as metadata:
            metadata["dc:creator"] = ["Secret-Author"]
        page = made.pages[0].obj
        page.PieceInfo = Dictionary(App=Dictionary(Private=String("Secret-Private")))
        page.Thumb = Stream(made, b"Secret-Thumb", Width=1, Height=1)
        page.Metadata = Stream(made, b"Secret-XML")
        # The same hidden one level down, in a form that the page shows.
        inner = Stream(made, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        inner.stream_dict.PieceInfo = Dictionary(App=Dictionary(Private=String("Secret-Inner")))
        inner.stream_dict.Metadata = Stream(made, b"Secret-Inner-XML")
        inner.stream_dict.StructParents = 3
        page.Resources.XObject = Dictionary(X=inner)

    out, _ = built(tmp_path, pdf(change=change))
    content = everything(out)
    assert b"Secret" not in content
    assert b"StructParents" not in content


def test_inherited_and_shared_resources_reach_the_right_pages(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        shared = made.pages[0].obj.Resources
        for page in made.pages:
            del page.obj["/Resources"]
        made.Root.Pages.Resources = shared

    out, result = built(tmp_path, pdf(2, "Inherited", change=change))
    assert result.pages == 3
    assert "Inherited 1" in text_of(out, 2)
    assert "Inherited 2" in text_of(out, 3)


def test_page_without_a_size_or_content_is_a_page(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        for key in ("/MediaBox", "/Contents", "/Resources"):
            del made.pages[0].obj[key]

    out, result = built(tmp_path, pdf(2, change=change))
    assert result.pages == 3
    assert text_of(out, 2).strip() == "2"
    assert check(out).unsearchable == (2,)


def test_content_in_several_streams_is_one(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        # The second stream goes on where the first stops: text object, font and position.
        parts = [b"BT /F 12 Tf 100 400 Td (First", b"half) Tj ET"]
        made.pages[0].obj.Contents = Array([made.make_indirect(Stream(made, part)) for part in parts])

    out, _ = built(tmp_path, pdf(change=change))
    assert "Firsthalf" in text_of(out, 2).replace("\n", "").replace("\r", "").replace(" ", "")


def test_page_that_stands_twice_is_stored_once(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 400

    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Contents = Stream(
            made, b"% " + noise.hex().encode() + b"\nBT /F 12 Tf 99 99 Td (Twice) Tj ET"
        )
        for _ in range(9):
            made.pages.append(made.pages[0])

    source = pdf(change=change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    out, result = built(tmp_path, source)
    assert result.pages == 11
    assert all("Twice" in text_of(out, page) for page in range(2, 12))
    assert out.stat().st_size < 1.5 * len(source)


def test_hidden_layer_stays_hidden(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        hidden = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
        shown = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
        made.Root.OCProperties = Dictionary(OCGs=Array([hidden, shown]), D=Dictionary(OFF=Array([hidden])))
        page = made.pages[0].obj
        page.Resources.Properties = Dictionary(H=hidden, S=shown)
        page.Contents = Stream(made, b"/OC /H BDC 0 g 100 300 100 100 re f EMC /OC /S BDC 0 g 300 300 100 100 re f EMC")

    out, _ = built(tmp_path, pdf(change=change), pdf(change=change))
    for page in (2, 3):
        with pdfium.PdfDocument(out) as document:
            image = document[page - 1].render(scale=1).to_pil().convert("L")
        assert image.getpixel((150, 842 - 350)) == 255
        assert image.getpixel((350, 842 - 350)) == 0


def test_text_that_looks_like_a_reference_is_left_alone(tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Resources.Properties = Dictionary(
            P=made.make_indirect(
                Dictionary(Kept=String("see 1 0 R and (2 0 R) /Length 5 > end"), Ref=made.pages[0].obj)
            )
        )

    out, _ = built(tmp_path, pdf(change=change))
    with pikepdf.open(out) as made:
        form_ = made.pages[1].obj.Resources.XObject.C
        kept = form_.Resources.Properties.P
        assert str(kept.Kept) == "see 1 0 R and (2 0 R) /Length 5 > end"
        assert kept.Ref.objgen == made.pages[1].obj.objgen


@pytest.mark.parametrize(
    "save",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
        {"force_version": "2.0"},
        {"linearize": True},
        {"qdf": True},
    ],
    ids=str,
)
def test_files_of_every_build_are_read(tmp_path: Path, save: dict[str, object]) -> None:
    out, result = built(tmp_path, pdf(3, "Kept", **save))
    assert [f"Kept {n}" in text_of(out, n + 1) for n in (1, 2, 3)] == [True] * 3
    assert not result.warnings


def test_page_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_copy, "MAX_CONTENT", 1024 * 1024)

    def change(made: pikepdf.Pdf) -> None:
        bomb = zlib.compress(b" " * 50_000_000, 9)
        streams = [Stream(made, bomb), Stream(made, b"")]
        streams[0].stream_dict.Filter = Name.FlateDecode
        made.pages[0].obj.Contents = Array([made.make_indirect(stream) for stream in streams])

    source = pdf(change=change, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(ProblemsError) as caught:
        built(tmp_path, source)
    assert codes(caught.value.problems) == ["E-LIMIT"]


def test_scan_is_carried_byte_for_byte(tmp_path: Path) -> None:
    from bundle_sources import picture

    raw = picture()

    def change(made: pikepdf.Pdf) -> None:
        image = Stream(made, raw, Type=Name.XObject, Subtype=Name.Image, Width=900, Height=600)
        image.stream_dict.ColorSpace, image.stream_dict.BitsPerComponent = Name.DeviceRGB, 8
        image.stream_dict.Filter = Name.DCTDecode
        made.pages[0].obj.Resources.XObject = Dictionary(I=image)

    out, _ = built(tmp_path, pdf(change=change))
    assert raw in out.read_bytes()

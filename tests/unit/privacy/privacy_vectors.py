"""Files that each hide one secret in one way: the seeded corpus of the leak check.

Each function takes the secret as text and a folder, and writes into the folder. The numbers are those of the list of
vectors the check must know. Nothing here imports the product.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

FONT = next((Path(__file__).resolve().parents[3] / "src/merits/documents/fonts").glob("Atkinson*-Regular.ttf"), None)
Plant = Callable[[str, Path], None]
VECTORS: dict[str, Plant] = {}
#: Only a picture shows these: they need Tesseract, and are tried with a name only.
PICTURES: dict[str, Plant] = {}


def vector(function: Plant) -> Plant:
    VECTORS[function.__name__] = function
    return function


def picture(function: Plant) -> Plant:
    PICTURES[function.__name__] = function
    return function


def escaped(text: str) -> bytes:
    return text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def shown(text: str) -> bytes:
    return b"(" + escaped(text) + b") Tj"


def blank(content: bytes = b"", extra: Callable[[Pdf, pikepdf.Page], None] | None = None, **save: object) -> bytes:
    """A one-page PDF with harmless text and the given content and changes."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    harmless = b"BT /F1 12 Tf 50 780 Td (The decision was reviewed by another prosecutor.) Tj ET\n"
    page.Contents = Stream(pdf, harmless + content)
    if extra:
        extra(pdf, page)
    stream = io.BytesIO()
    pdf.save(stream, static_id=True, **save)  # type: ignore[arg-type]
    return stream.getvalue()


def put(folder: Path, data: bytes, name: str = "paper.pdf") -> None:
    (folder / name).write_bytes(data)


def text_at(text: str, before: bytes = b"", after: bytes = b"") -> bytes:
    return b"q " + before + b" BT /F1 12 Tf 60 600 Td " + shown(text) + b" ET " + after + b" Q\n"


# PDF: what a page shows or hides


@vector
def pdf_01_plain(secret: str, folder: Path) -> None:
    put(folder, blank(text_at(secret)))


@vector
def pdf_02_box_over_text(secret: str, folder: Path) -> None:
    put(folder, blank(text_at(secret) + b"0 g 50 590 300 30 re f\n"))


@vector
def pdf_03_white_and_tiny(secret: str, folder: Path) -> None:
    put(folder, blank(b"BT 1 g /F1 0.5 Tf 60 600 Td " + shown(secret) + b" ET\n"))


@vector
def pdf_04_invisible_mode(secret: str, folder: Path) -> None:
    put(folder, blank(b"BT 3 Tr /F1 12 Tf 60 600 Td " + shown(secret) + b" ET\n"))


@vector
def pdf_05_off_the_page(secret: str, folder: Path) -> None:
    put(folder, blank(b"BT /F1 12 Tf 3000 600 Td " + shown(secret) + b" ET\n"))


@vector
def pdf_06_outside_crop_box(secret: str, folder: Path) -> None:
    put(folder, blank(text_at(secret), lambda pdf, page: page.__setattr__("CropBox", Array([0, 700, 595, 842]))))


@vector
def pdf_08_letter_by_letter(secret: str, folder: Path) -> None:
    letters = b"".join(b"1 0 0 1 %d 600 Tm " % (60 + 9 * i) + shown(c) + b"\n" for i, c in enumerate(secret))
    put(folder, blank(b"BT /F1 12 Tf " + letters + b" ET\n"))


@vector
def pdf_08b_kerned_pieces(secret: str, folder: Path) -> None:
    pieces = b" 20 ".join(b"(" + escaped(c) + b")" for c in secret)
    put(folder, blank(b"BT /F1 12 Tf 60 600 Td [" + pieces + b"] TJ ET\n"))


@vector
def pdf_09_split_in_two_spans(secret: str, folder: Path) -> None:
    half = len(secret) // 2
    content = b"BT /F1 12 Tf 60 600 Td " + shown(secret[:half]) + b" " + shown(secret[half:]) + b" ET\n"
    put(folder, blank(content))


@vector
def pdf_10_rotated(secret: str, folder: Path) -> None:
    put(folder, blank(b"BT /F1 12 Tf 0 1 -1 0 300 300 Tm " + shown(secret) + b" ET\n"))


@vector
def pdf_11_vertical(secret: str, folder: Path) -> None:
    letters = b"".join(b"1 0 0 1 60 %d Tm " % (600 - 14 * i) + shown(c) + b"\n" for i, c in enumerate(secret))
    put(folder, blank(b"BT /F1 12 Tf " + letters + b" ET\n"))


@vector
def pdf_14_lying_tounicode(secret: str, folder: Path) -> None:
    def lie(pdf: Pdf, page: pikepdf.Page) -> None:
        table = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0078> endbfrange"
        page.Resources.Font.F1.ToUnicode = Stream(pdf, b"/CMapName /X def begincmap " + table + b" endcmap")

    put(folder, blank(text_at(secret), lie))


@vector
def pdf_16_clipped_away(secret: str, folder: Path) -> None:
    put(folder, blank(text_at(secret, before=b"0 0 1 1 re W n")))


@vector
def pdf_17_form_xobject(secret: str, folder: Path) -> None:
    def form(pdf: Pdf, page: pikepdf.Page) -> None:
        body = Stream(pdf, text_at(secret))
        body.Type, body.Subtype, body.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        body.Resources = Dictionary(Font=page.Resources.Font)
        page.Resources.XObject = Dictionary(X1=body)

    put(folder, blank(b"/X1 Do\n", form))


@vector
def pdf_17b_pattern(secret: str, folder: Path) -> None:
    def pattern(pdf: Pdf, page: pikepdf.Page) -> None:
        body = Stream(pdf, text_at(secret))
        body.PatternType, body.PaintType, body.TilingType = 1, 1, 1
        body.BBox, body.XStep, body.YStep = Array([0, 0, 595, 842]), 595, 842
        body.Resources = Dictionary(Font=page.Resources.Font)
        page.Resources.Pattern = Dictionary(P1=body)

    put(folder, blank(b"/Pattern cs /P1 scn 0 0 595 842 re f\n", pattern))


@vector
def pdf_hex_string(secret: str, folder: Path) -> None:
    put(folder, blank(b"BT /F1 12 Tf 60 600 Td <" + secret.encode("cp1252").hex().encode() + b"> Tj ET\n"))


@vector
def pdf_octal_escapes(secret: str, folder: Path) -> None:
    codes = b"".join(b"\\%03o" % byte for byte in secret.encode("cp1252"))
    put(folder, blank(b"BT /F1 12 Tf 60 600 Td (" + codes + b") Tj ET\n"))


def _typeset(text: str) -> bytes:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont as Embedded
    from reportlab.pdfgen import canvas

    rl_config.invariant = 1
    pdfmetrics.registerFont(Embedded("body", str(FONT)))
    stream = io.BytesIO()
    paper = canvas.Canvas(stream)
    paper.setFont("body", 14)
    paper.drawString(60, 700, f"Statement of {text} today")
    paper.save()
    return stream.getvalue()


@vector
def pdf_embedded_font(secret: str, folder: Path) -> None:
    put(folder, _typeset(secret))


@vector
def pdf_two_byte_codes(secret: str, folder: Path) -> None:
    import typst

    source = f'#set text(font: "Atkinson Hyperlegible Next")\nStatement of #text("{secret}") today'
    assert FONT is not None
    put(folder, typst.compile(source.encode(), font_paths=[str(FONT.parent)], ignore_system_fonts=True))


@vector
def pdf_own_encoding(secret: str, folder: Path) -> None:
    """Codes of the file's own choosing, told only by glyph names."""
    spelt = dict(
        zip("0123456789 +,", "zero one two three four five six seven eight nine space plus comma".split(), strict=True)
    )
    letters = sorted(set(secret))

    def encode(pdf: Pdf, page: pikepdf.Page) -> None:
        names = Array([1, *(Name(f"/{spelt.get(letter, letter)}") for letter in letters)])
        page.Resources.Font.F2 = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Dictionary(Differences=names)
        )

    codes = bytes(letters.index(letter) + 1 for letter in secret).hex().encode()
    put(folder, blank(b"BT /F2 12 Tf 60 600 Td <" + codes + b"> Tj ET\n", encode))


@vector
def rtf_text(secret: str, folder: Path) -> None:
    coded = "".join(f"\\'{ord(c):02x}" for c in secret)
    put(folder, ("{\\rtf1\\ansi {\\b Statement of} " + coded + "\\par}").encode(), "a.rtf")


# PDF: structure


@vector
def pdf_18_information(secret: str, folder: Path) -> None:
    put(folder, blank(extra=lambda pdf, page: pdf.docinfo.__setitem__("/Subject", f"Re: {secret}")))


@vector
def pdf_18b_information_utf16(secret: str, folder: Path) -> None:
    put(folder, blank(extra=lambda pdf, page: pdf.docinfo.__setitem__("/Keywords", f"Łódź — {secret}")))


@vector
def pdf_19_xmp(secret: str, folder: Path) -> None:
    xml = (
        '<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>"
        f"<rdf:Seq><rdf:li>{secret}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )

    def xmp(pdf: Pdf, page: pikepdf.Page) -> None:
        body = Stream(pdf, xml.encode())
        body.Type, body.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = body

    put(folder, blank(extra=xmp))


def _annotation(**entries: object) -> bytes:
    def add(pdf: Pdf, page: pikepdf.Page) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), **entries)
        page.Annots = Array([pdf.make_indirect(note)])

    return blank(extra=add)


@vector
def pdf_20_note_text(secret: str, folder: Path) -> None:
    put(folder, _annotation(Contents=String(f"ask {secret} again")))


@vector
def pdf_21_note_author(secret: str, folder: Path) -> None:
    put(folder, _annotation(Contents=String("ask again"), T=String(secret), Subj=String("x")))


@vector
def pdf_22_stamp_appearance(secret: str, folder: Path) -> None:
    def stamp(pdf: Pdf, page: pikepdf.Page) -> None:
        body = Stream(pdf, text_at(secret))
        body.Type, body.Subtype, body.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 50])
        body.Resources = Dictionary(Font=page.Resources.Font)
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 200, 50]), AP=Dictionary(N=body), F=2)
        page.Annots = Array([pdf.make_indirect(note)])

    put(folder, blank(extra=stamp))


@vector
def pdf_23_attachment(secret: str, folder: Path) -> None:
    put(folder, blank(extra=lambda pdf, page: pdf.attachments.__setitem__("notes.txt", f"Call {secret}.".encode())))


@vector
def pdf_24_attachment_name(secret: str, folder: Path) -> None:
    name = f"{secret}.txt".replace("/", "-")
    put(folder, blank(extra=lambda pdf, page: pdf.attachments.__setitem__(name, b"nothing here")))


def _layer(name: str, content: bytes) -> bytes:
    def layer(pdf: Pdf, page: pikepdf.Page) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
        page.Resources.Properties = Dictionary(MC0=group)
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary(OFF=Array([group]), BaseState=Name.ON, Order=Array([group]))
        )

    return blank(b"/OC /MC0 BDC " + content + b" EMC\n", layer)


@vector
def pdf_25_hidden_layer(secret: str, folder: Path) -> None:
    put(folder, _layer("Notes", text_at(secret)))


@vector
def pdf_26_layer_name(secret: str, folder: Path) -> None:
    put(folder, _layer(secret, text_at("nothing")))


@vector
def pdf_27_bookmark(secret: str, folder: Path) -> None:
    def outline(pdf: Pdf, page: pikepdf.Page) -> None:
        with pdf.open_outline() as tree:
            tree.root.append(pikepdf.OutlineItem(f"Letter to {secret}", 0))

    put(folder, blank(extra=outline))


def _field(**entries: object) -> bytes:
    def field(pdf: Pdf, page: pikepdf.Page) -> None:
        one = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), Rect=Array([0, 0, 9, 9]), **entries
            )
        )
        page.Annots = Array([one])
        pdf.Root.AcroForm = Dictionary(Fields=Array([one]))

    return blank(extra=field)


@vector
def pdf_28_form_value(secret: str, folder: Path) -> None:
    put(folder, _field(V=String(secret)))


@vector
def pdf_28b_form_default(secret: str, folder: Path) -> None:
    put(folder, _field(DV=String(secret)))


@vector
def pdf_29_xfa(secret: str, folder: Path) -> None:
    def xfa(pdf: Pdf, page: pikepdf.Page) -> None:
        body = Stream(pdf, f"<xdp:xdp><field name='f'><value>{secret}</value></field></xdp:xdp>".encode())
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=body)

    put(folder, blank(extra=xfa))


@vector
def pdf_30_link_address(secret: str, folder: Path) -> None:
    address = f"https://example.org/find?q={quote(secret)}"
    action = Dictionary(S=Name.URI, URI=String(address))
    put(folder, _annotation(A=action, Contents=String("")))


@vector
def pdf_31_actual_text(secret: str, folder: Path) -> None:
    put(folder, blank(b"/Span <</ActualText (" + escaped(secret) + b")>> BDC " + text_at("DE") + b" EMC\n"))


@vector
def pdf_31b_alternative_text(secret: str, folder: Path) -> None:
    def structure(pdf: Pdf, page: pikepdf.Page) -> None:
        figure = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(f"Photo of {secret}")))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=figure))

    put(folder, blank(extra=structure))


@vector
def pdf_32_javascript(secret: str, folder: Path) -> None:
    def script(pdf: Pdf, page: pikepdf.Page) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=Stream(pdf, f'app.alert("{secret}");'.encode()))

    put(folder, blank(extra=script))


@vector
def pdf_33_private_data(secret: str, folder: Path) -> None:
    def piece(pdf: Pdf, page: pikepdf.Page) -> None:
        page.PieceInfo = Dictionary(
            Tool=Dictionary(LastModified=String("D:2020"), Private=Dictionary(Note=String(secret)))
        )

    put(folder, blank(extra=piece))


@vector
def pdf_35_named_destination(secret: str, folder: Path) -> None:
    def destination(pdf: Pdf, page: pikepdf.Page) -> None:
        names = Array([String(f"case {secret}"), Array([page.obj, Name.Fit])])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))

    put(folder, blank(extra=destination))


@vector
def pdf_35b_destination_as_name(secret: str, folder: Path) -> None:
    def destination(pdf: Pdf, page: pikepdf.Page) -> None:
        pdf.Root.Dests = Dictionary({f"/{secret.replace(' ', '_')}": Array([page.obj, Name.Fit])})

    put(folder, blank(extra=destination))


@vector
def pdf_36_page_label(secret: str, folder: Path) -> None:
    def label(pdf: Pdf, page: pikepdf.Page) -> None:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(f"{secret} "))]))

    put(folder, blank(extra=label))


@vector
def pdf_37_structure_title(secret: str, folder: Path) -> None:
    def structure(pdf: Pdf, page: pikepdf.Page) -> None:
        heading = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.H1, T=String(secret)))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=heading))

    put(folder, blank(extra=structure))


@vector
def pdf_38_earlier_revision(secret: str, folder: Path) -> None:
    """The content stream is replaced in an incremental update; the old one stays in the file."""
    old = blank(text_at(secret), compress_streams=True)
    clean = blank(text_at("DE"))
    with Pdf.open(io.BytesIO(old)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
        size = int(pdf.trailer.Size)
        root = pdf.Root.objgen[0]
    with Pdf.open(io.BytesIO(clean)) as pdf:
        body = pdf.pages[0].Contents.read_bytes()
    at = len(old) + 1
    update = b"\n%d 0 obj\n<< /Length %d >>\nstream\n" % (number, len(body)) + body + b"\nendstream\nendobj\n"
    table = len(old) + len(update)
    before = int(old[old.rindex(b"startxref") + 9 :].split()[0])
    update += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        number,
        at,
        size,
        root,
        before,
        table,
    )
    put(folder, old + update)


@vector
def pdf_39_orphan_object(secret: str, folder: Path) -> None:
    """An object that no table lists, compressed."""
    import zlib

    data = blank()
    body = zlib.compress(text_at(secret))
    lost = b"99 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(body) + body + b"\nendstream\nendobj\n"
    at = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    moved = data[:at] + lost + data[at:]
    put(folder, moved.replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(lost))))


@vector
def pdf_39b_unreferenced_object(secret: str, folder: Path) -> None:
    data = blank()
    lost = b"98 0 obj\n<< /Old (" + escaped(secret) + b") >>\nendobj\n"
    at = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    moved = data[:at] + lost + data[at:]
    put(folder, moved.replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(lost))))


@vector
def pdf_40_redaction_not_applied(secret: str, folder: Path) -> None:
    def redact(pdf: Pdf, page: pikepdf.Page) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Redact, Rect=Array([50, 590, 300, 620]), OverlayText=String("x")
        )
        page.Annots = Array([pdf.make_indirect(note)])

    put(folder, blank(text_at(secret), redact))


@vector
def pdf_41_signature_name(secret: str, folder: Path) -> None:
    def sign(pdf: Pdf, page: pikepdf.Page) -> None:
        value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=String(secret), Reason=String("x"))
        field = Dictionary(FT=Name.Sig, T=String("sig"), V=pdf.make_indirect(value))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))

    put(folder, blank(extra=sign))


@vector
def pdf_42_producer_path(secret: str, folder: Path) -> None:
    path = f"C:\\Users\\{secret.replace(' ', '.')}\\letter.docx"
    put(folder, blank(extra=lambda pdf, page: pdf.docinfo.__setitem__("/Creator", path)))


@vector
def pdf_43_object_stream(secret: str, folder: Path) -> None:
    put(
        folder,
        blank(
            extra=lambda pdf, page: pdf.docinfo.__setitem__("/Title", secret),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
    )


@vector
def pdf_44_encrypted_with_empty_password(secret: str, folder: Path) -> None:
    put(folder, blank(text_at(secret), encryption=pikepdf.Encryption(owner="o", user="")))


@vector
def pdf_45_font_name(secret: str, folder: Path) -> None:
    def font(pdf: Pdf, page: pikepdf.Page) -> None:
        page.Resources.Font.F1.BaseFont = Name("/ABCDEF+" + secret.replace(" ", "-"))

    put(folder, blank(extra=font))


@vector
def pdf_52_after_the_end(secret: str, folder: Path) -> None:
    put(folder, blank() + f"\nbackup: {secret}\n".encode())


@vector
def pdf_52b_before_the_start(secret: str, folder: Path) -> None:
    put(folder, f"X-Note: {secret}\n".encode() + blank())


@vector
def pdf_52c_zip_after_the_end(secret: str, folder: Path) -> None:
    put(folder, blank() + _zip({"a.txt": secret.encode()}))


@vector
def pdf_comment(secret: str, folder: Path) -> None:
    put(folder, blank() + b"% " + secret.encode())


@vector
def pdf_ascii85_stream(secret: str, folder: Path) -> None:
    def packed(pdf: Pdf, page: pikepdf.Page) -> None:
        body = base64.a85encode(text_at(secret)) + b"~>"
        page.Contents = Stream(pdf, body, Filter=Name.ASCII85Decode)

    put(folder, blank(extra=packed))


# Office files, archives


def _zip(members: dict[str, bytes], comment: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(body: str = "", **parts: str) -> bytes:
    members = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types><Default Extension="xml" ContentType="application/xml"/></Types>',
        "word/document.xml": f"<w:document {_W}><w:body><w:p><w:r><w:t>The letter.</w:t></w:r></w:p>{body}</w:body></w:document>".encode(),
    }
    members.update({name: text.encode() for name, text in parts.items()})
    return _zip(members)


def _docx_with(part: str, xml: str) -> bytes:
    return _docx(**{part: xml})


@vector
def office_text(secret: str, folder: Path) -> None:
    put(folder, _docx(f"<w:p><w:r><w:t>{secret}</w:t></w:r></w:p>"), "a.docx")


@vector
def office_split_runs(secret: str, folder: Path) -> None:
    half = len(secret) // 2 + 1
    runs = f"<w:r><w:t>{secret[:half]}</w:t></w:r><w:proofErr w:type='x'/><w:r><w:t xml:space='preserve'>{secret[half:]}</w:t></w:r>"
    put(folder, _docx(f"<w:p>{runs}</w:p>"), "a.docx")


@vector
def office_56_tracked_deletion(secret: str, folder: Path) -> None:
    put(folder, _docx(f"<w:p><w:del w:author='x'><w:r><w:delText>{secret}</w:delText></w:r></w:del></w:p>"), "a.docx")


@vector
def office_57_comment(secret: str, folder: Path) -> None:
    xml = f"<w:comments {_W}><w:comment w:author='x'><w:p><w:r><w:t>{secret}</w:t></w:r></w:p></w:comment></w:comments>"
    put(folder, _docx_with("word/comments.xml", xml), "a.docx")


@vector
def office_57b_comment_author(secret: str, folder: Path) -> None:
    put(
        folder,
        _docx_with("word/comments.xml", f'<w:comments {_W}><w:comment w:author="{secret}"/></w:comments>'),
        "a.docx",
    )


@vector
def office_58_hidden_sheet(secret: str, folder: Path) -> None:
    xml = f'<workbook><sheets><sheet name="{secret[:31]}" state="hidden"/></sheets></workbook>'
    put(folder, _zip({"xl/workbook.xml": xml.encode()}), "a.xlsx")


@vector
def office_58b_shared_string(secret: str, folder: Path) -> None:
    put(folder, _zip({"xl/sharedStrings.xml": f"<sst><si><t>{secret}</t></si></sst>".encode()}), "a.xlsx")


@vector
def office_59_properties(secret: str, folder: Path) -> None:
    put(folder, _docx_with("docProps/core.xml", f"<cp:x><dc:creator>{secret}</dc:creator></cp:x>"), "a.docx")


@vector
def office_59b_custom_xml(secret: str, folder: Path) -> None:
    put(folder, _docx_with("customXml/item1.xml", f"<r><owner v='{secret}'/></r>"), "a.docx")


@vector
def office_60_embedded_workbook(secret: str, folder: Path) -> None:
    inner = _zip({"xl/sharedStrings.xml": f"<sst><si><t>{secret}</t></si></sst>".encode()})
    put(folder, _zip({"word/document.xml": b"<w:document/>", "word/embeddings/b.xlsx": inner}), "a.docx")


@vector
def office_61_defined_name(secret: str, folder: Path) -> None:
    xml = f"<workbook><definedNames><definedName name='{secret.replace(' ', '_')}'>A1</definedName></definedNames></workbook>"
    put(folder, _zip({"xl/workbook.xml": xml.encode()}), "a.xlsx")


@vector
def office_alt_text(secret: str, folder: Path) -> None:
    put(
        folder,
        _docx(f'<w:p><w:drawing><wp:docPr id="1" name="p" descr="{secret} at home"/></w:drawing></w:p>'),
        "a.docx",
    )


@vector
def zip_64_comment(secret: str, folder: Path) -> None:
    put(folder, _zip({"a.txt": b"x"}, comment=secret.encode()), "a.zip")


@vector
def zip_64b_member_name(secret: str, folder: Path) -> None:
    put(folder, _zip({f"{secret.replace('/', '-')}/a.txt": b"x"}), "a.zip")


@vector
def zip_in_zip(secret: str, folder: Path) -> None:
    put(folder, _zip({"b.zip": _zip({"c.zip": _zip({"d.txt": secret.encode()})})}), "a.zip")


@vector
def zip_unlisted_member(secret: str, folder: Path) -> None:
    data = _zip({"a.txt": f"{secret}, {secret}, {secret}".encode(), "b.txt": b"x"})
    lost = data[: data.index(b"PK\3\4", 4)]
    short = _zip({"b.txt": b"x"})
    directory = short.index(b"PK\1\2")
    end = short.index(b"PK\5\6") + 16
    moved = short[:end] + (directory + len(lost)).to_bytes(4, "little") + short[end + 4 :]
    put(folder, moved[:directory] + lost + moved[directory:], "a.zip")


@vector
def gzip_file(secret: str, folder: Path) -> None:
    put(folder, gzip.compress(f"note: {secret}".encode()), "a.gz")


@vector
def tar_member(secret: str, folder: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        data = f"note: {secret}".encode()
        member = tarfile.TarInfo("a.txt")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    put(folder, stream.getvalue(), "a.tar")


# Text files


@vector
def csv_cell(secret: str, folder: Path) -> None:
    put(folder, f'case,who\nK7F3,"{secret}"\n'.encode(), "a.csv")


@vector
def csv_utf16(secret: str, folder: Path) -> None:
    put(folder, f"case\twho\nK7F3\t{secret}\n".encode("utf-16"), "a.tsv")


@vector
def json_65_sidecar(secret: str, folder: Path) -> None:
    put(folder, json.dumps({"index": {secret: [1]}}).encode(), "index.json")


@vector
def json_escapes(secret: str, folder: Path) -> None:
    put(folder, ('{"a": "' + "".join(f"\\u{ord(c):04x}" for c in secret) + '"}').encode(), "a.json")


@vector
def html_62_comment(secret: str, folder: Path) -> None:
    put(folder, f"<html><body><!-- was {secret} --><p>DE</p></body></html>".encode(), "a.html")


@vector
def html_62b_attribute(secret: str, folder: Path) -> None:
    put(folder, f'<html><body><p data-who="{secret}">DE</p></body></html>'.encode(), "a.html")


@vector
def html_across_tags(secret: str, folder: Path) -> None:
    half = len(secret) // 2 + 1
    put(folder, f"<html><body><p>{secret[:half]}<b>{secret[half:]}</b></p></body></html>".encode(), "a.html")


@vector
def html_63_entities(secret: str, folder: Path) -> None:
    put(folder, ("<html><p>" + "".join(f"&#{ord(c)};" for c in secret) + "</p></html>").encode(), "a.html")


@vector
def html_63b_percent(secret: str, folder: Path) -> None:
    coded = "".join(f"%{byte:02X}" for byte in secret.encode())
    put(folder, f'<html><a href="https://example.org/{coded}">x</a></html>'.encode(), "a.html")


@vector
def text_63c_base64(secret: str, folder: Path) -> None:
    put(folder, b"id: " + base64.b64encode(f"for {secret}".encode()) + b"\n", "a.txt")


@vector
def text_63d_base64_twice(secret: str, folder: Path) -> None:
    put(folder, b"id: " + base64.b64encode(base64.b64encode(f"for {secret}".encode())) + b"\n", "a.txt")


@vector
def text_63e_hexadecimal(secret: str, folder: Path) -> None:
    put(folder, b"id: " + secret.encode().hex().encode() + b"\n", "a.txt")


@vector
def svg_text(secret: str, folder: Path) -> None:
    put(
        folder,
        f'<svg xmlns="http://www.w3.org/2000/svg"><text x="1"><tspan>{secret}</tspan></text></svg>'.encode(),
        "a.svg",
    )


@vector
def svg_title(secret: str, folder: Path) -> None:
    put(folder, f'<svg xmlns="http://www.w3.org/2000/svg"><title>{secret}</title></svg>'.encode(), "a.svg")


@vector
def mail_base64_body(secret: str, folder: Path) -> None:
    body = base64.encodebytes(f"Dear {secret}".encode()).decode()
    head = "From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    coding = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    put(folder, (head + coding + body).encode(), "a.eml")


@vector
def mail_coded_header(secret: str, folder: Path) -> None:
    coded = base64.b64encode(secret.encode()).decode()
    put(
        folder,
        f"From: =?utf-8?b?{coded}?= <a@example.org>\r\nTo: b@example.org\r\nSubject: x\r\n\r\nhello\r\n".encode(),
        "a.eml",
    )


@vector
def text_zero_width_and_soft_hyphen(secret: str, folder: Path) -> None:
    put(folder, ("with " + "\u200b".join(secret[:4]) + "\u00ad".join(secret[4:]) + " there").encode(), "a.txt")


@vector
def text_look_alikes(secret: str, folder: Path) -> None:
    put(folder, secret.translate(str.maketrans("aceopxAEO", "асеорхАЕО")).encode(), "a.txt")


@vector
def text_full_width(secret: str, folder: Path) -> None:
    put(folder, "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in secret).encode(), "a.txt")


@vector
def text_reversed(secret: str, folder: Path) -> None:
    put(folder, f"code: {secret[::-1]}".encode(), "a.txt")


@vector
def text_doubled_spaces(secret: str, folder: Path) -> None:
    put(folder, secret.replace(" ", "   ").encode(), "a.txt")


@vector
def text_line_break(secret: str, folder: Path) -> None:
    put(folder, ("we met " + secret.replace(" ", "\n") + " again").encode(), "a.txt")


@vector
def name_64c_file(secret: str, folder: Path) -> None:
    put(folder, b"nothing", f"{secret.replace(' ', '_').replace('/', '-')}.txt")


@vector
def name_64d_folder(secret: str, folder: Path) -> None:
    inner = folder / secret.replace(" ", "-").replace("/", "-")
    inner.mkdir()
    put(inner, b"nothing", "a.txt")


# Images


def _drawn(text: str, colour: int = 0) -> Image.Image:
    image = Image.new("L", (900, 160), 255)
    assert FONT is not None
    ImageDraw.Draw(image).text(
        (30, 40), f"Statement of {text} today", fill=colour, font=ImageFont.truetype(str(FONT), 36)
    )
    return image


def _png(image: Image.Image, **save: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", **save)  # type: ignore[arg-type]
    return stream.getvalue()


@vector
def image_50_exif(secret: str, folder: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = f"{secret} at the station"
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(stream, "JPEG", exif=exif)
    put(folder, stream.getvalue(), "a.jpg")


@vector
def image_50b_png_text(secret: str, folder: Path) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", secret, zip=True)
    put(folder, _png(Image.new("L", (40, 40), 255), pnginfo=info), "a.png")


@vector
def image_52_after_the_end(secret: str, folder: Path) -> None:
    put(folder, _png(Image.new("L", (40, 40), 255)) + f"note {secret}".encode(), "a.png")


@picture
def image_47_pixels(secret: str, folder: Path) -> None:
    put(folder, _png(_drawn(secret)), "a.png")


@picture
def image_48_rotated_pixels(secret: str, folder: Path) -> None:
    put(folder, _png(_drawn(secret).rotate(90, expand=True)), "a.png")


@picture
def image_49_low_contrast(secret: str, folder: Path) -> None:
    put(folder, _png(_drawn(secret, colour=235)), "a.png")


@picture
def image_transparent_pixels(secret: str, folder: Path) -> None:
    """Letters in pixels that full transparency hides from the eye."""
    drawn = _drawn(secret).convert("RGBA")
    drawn.putalpha(0)
    put(folder, _png(drawn), "a.png")


@picture
def image_51_exif_thumbnail(secret: str, folder: Path) -> None:
    small, large = io.BytesIO(), io.BytesIO()
    _drawn(secret).convert("RGB").save(small, "JPEG", quality=80)
    Image.new("RGB", (64, 64), "white").save(large, "JPEG")
    thumbnail = small.getvalue()
    segment = b"Exif\0\0" + thumbnail
    data = large.getvalue()
    put(folder, data[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:], "a.jpg")


@picture
def pdf_14b_codes_without_letters(secret: str, folder: Path) -> None:
    """An embedded font whose codes no table explains: only its picture can be read."""
    with Pdf.open(io.BytesIO(_typeset(secret))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                del font.ToUnicode
        stream = io.BytesIO()
        pdf.save(stream, static_id=True)
    put(folder, stream.getvalue())


@picture
def image_in_html(secret: str, folder: Path) -> None:
    coded = base64.b64encode(_png(_drawn(secret))).decode()
    put(folder, f'<html><img src="data:image/png;base64,{coded}"></html>'.encode(), "a.html")


@picture
def pdf_15_outlined_letters(secret: str, folder: Path) -> None:
    assert FONT is not None
    font = TTFont(FONT)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    x, shapes = 0.0, [b"q 0.02 0 0 0.02 60 600 cm"]
    for letter in secret:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[names[ord(letter)]].draw(pen)
        for verb, points in pen.value:
            flat = [(px + x, py) for px, py in points]
            if verb == "moveTo":
                shapes.append(b"%f %f m" % flat[0])
            elif verb == "lineTo":
                shapes.append(b"%f %f l" % flat[0])
            elif verb == "qCurveTo":
                for i, point in enumerate(flat[:-1]):
                    end = (
                        flat[-1]
                        if i == len(flat) - 2
                        else ((point[0] + flat[i + 1][0]) / 2, (point[1] + flat[i + 1][1]) / 2)
                    )
                    shapes.append(b"%f %f %f %f %f %f c" % (*point, *end, *end))
            elif verb == "closePath":
                shapes.append(b"h")
        shapes.append(b"f")
        x += glyphs[names[ord(letter)]].width
    put(folder, blank(b"\n".join(shapes) + b" Q\n"))


@picture
def pdf_47_image_under_a_box(secret: str, folder: Path) -> None:
    def image(pdf: Pdf, page: pikepdf.Page) -> None:
        drawn = _drawn(secret)
        body = Stream(pdf, drawn.tobytes())
        body.Type, body.Subtype, body.ColorSpace, body.BitsPerComponent = Name.XObject, Name.Image, Name.DeviceGray, 8
        body.Width, body.Height = drawn.size
        page.Resources.XObject = Dictionary(I1=body)

    put(folder, blank(b"q 450 0 0 80 60 500 cm /I1 Do Q 0 g 50 490 480 100 re f\n", image))


@picture
def pdf_34_thumbnail(secret: str, folder: Path) -> None:
    def thumb(pdf: Pdf, page: pikepdf.Page) -> None:
        drawn = _drawn(secret)
        body = Stream(pdf, drawn.tobytes())
        body.ColorSpace, body.BitsPerComponent, body.Subtype = Name.DeviceGray, 8, Name.Image
        body.Width, body.Height = drawn.size
        page.Thumb = body

    put(folder, blank(extra=thumb))


@picture
def office_picture(secret: str, folder: Path) -> None:
    put(folder, _zip({"word/document.xml": b"<w:document/>", "word/media/image1.png": _png(_drawn(secret))}), "a.docx")


#: These are never clean, whatever they hold: what an encrypted file hides beside its objects cannot be read.
SECRET_FREE = frozenset({"pdf_44_encrypted_with_empty_password"})

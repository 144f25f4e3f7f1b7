"""However an original is damaged, it is read or refused in words; nothing else comes out."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from functools import cache

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen import canvas

from merits.base.reading import Reading
from merits.evidence import CannotRead, read


@cache
def _original(name: str) -> bytes:
    out = io.BytesIO()
    if name == "letter.pdf":
        sheet = canvas.Canvas(out, invariant=1)
        for words in ("First page", "Second page"):
            sheet.drawString(72, 700, words)
            sheet.showPage()
        sheet.save()
    elif name == "letter.docx":
        document = docx.Document()
        document.add_paragraph("Dear Madam,")
        document.add_table(1, 2).cell(0, 0).text = "12 March"
        document.save(out)
    elif name == "chat.zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("_chat.txt", "[31/12/2018, 21:05:11] Sam: Hello\n[31/12/2018, 21:06:00] Jo: Hi\n")
            archive.writestr("1-PHOTO.jpg", b"x")
    elif name == "scan.tif":
        Image.new("L", (40, 40), 200).save(out, "TIFF", compression="tiff_lzw", dpi=(150, 150))
    elif name == "photo.jpg":
        exif = Image.Exif()
        exif[0x0112] = 6
        Image.new("L", (40, 40), 200).save(out, "JPEG", exif=exif)
    else:
        message = EmailMessage()
        message["From"], message["Date"] = "a@example.org", "Mon, 12 Mar 2018 10:15:00 +0000"
        message.set_content("Dear Madam")
        message.add_attachment(_original("letter.docx"), maintype="application", subtype="x", filename="letter.docx")
        out.write(message.as_bytes())
    return out.getvalue()


DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(["overwrite", "cut", "insert"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("name", ["letter.pdf", "letter.docx", "chat.zip", "scan.tif", "photo.jpg", "message.eml"])
def test_damaged_original_is_read_or_refused_in_words(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # scans are listed, not read: this is about the files themselves

    @settings(max_examples=60, deadline=None)
    @given(DAMAGE)
    def check(damage: list[tuple[str, float, bytes]]) -> None:
        data = bytearray(_original(name))
        for kind, where, content in damage:
            place = int(where * len(data))
            if kind == "overwrite":
                data[place : place + len(content)] = content
            elif kind == "insert":
                data[place:place] = content
            else:
                del data[place : place + 4 * len(content)]
        try:
            reading = read(bytes(data), name=name)
        except CannotRead as refusal:
            assert refusal.code.startswith("E-") and refusal.remedy and name in str(refusal)
        else:
            assert Reading.from_json(reading.to_json()) == reading

    check()

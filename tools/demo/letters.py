"""Makes the demo's letters: PDF, DOCX and e-mail, the same bytes every time."""

from __future__ import annotations

import io
import json
import random
import re
import textwrap
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from merits.base.dates import in_words

HERE = Path(__file__).parent
#: All that is made carries this moment, so that two builds give the same bytes.
MOMENT = datetime(2019, 5, 1, 9, 0, tzinfo=UTC)
_INKS = {"northmarch": "#12324f", "harrowmere": "#2b2d42", "dyffryn": "#5a1f2b", "appeals": "#12324f"}
_WORD_FONTS = {"Liberation Sans": "Arial", "Liberation Serif": "Times New Roman"}


def curly(text: str) -> str:
    """Quotation marks and apostrophes as a word processor makes them."""
    text = re.sub(r'(^|[\s(])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(“])'", r"\1‘", text).replace("'", "’")


def _letter(make: dict[str, Any], office: dict[str, Any], dated: str) -> dict[str, Any]:
    """The letter as data, in the office's spelling of quotation marks."""
    fix = curly if office["curly"] else str
    paragraphs = [" ".join(block.split()) for block in make["body"].strip().split("\n\n")]
    return {
        "date": make.get("date_shown") or in_words(date.fromisoformat(dated)),
        "to": [fix(line) for line in make.get("to", [])],
        "refs": make.get("refs", []),
        "salutation": make["salutation"],
        "body": [_paragraph(fix(text)) for text in paragraphs],
        "closing": make["closing"],
        "signed": make["signed"],
    }


def _paragraph(text: str) -> dict[str, Any]:
    heading = text.startswith("# ") or (len(text) < 70 and text[-1] not in ".,:?")
    return {"text": text.removeprefix("# "), "heading": heading}


def _squiggle(seed: int) -> list[list[float]]:
    """Points of something like a signature."""
    chance = random.Random(seed)
    x, points = 2.0, [[2.0, 18.0]]
    for _ in range(chance.randrange(9, 15)):
        points.append([x + chance.uniform(-6, 8), chance.uniform(0, 30)])
        x += chance.uniform(3, 11)
        points.append([x, chance.uniform(10, 22)])
    return points


def pdf(make: dict[str, Any], office: dict[str, Any], *, dated: str, title: str, seed: int) -> bytes:
    """A born-digital letter."""
    letter = _letter(make, office, dated)
    letter |= {
        "office": office,
        "title": title,
        "ink": _INKS.get(make["office"], "#222222"),
        "squiggle": _squiggle(seed),
    }
    made = typst.compile(
        str(HERE / "letter.typ"),
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"letter": json.dumps(letter, ensure_ascii=False)},
        timestamp=int(MOMENT.timestamp()),
        pdf_tags=office["tags"],
    )
    assert isinstance(made, bytes)
    return made


def word(make: dict[str, Any], office: dict[str, Any], *, dated: str, title: str) -> bytes:
    """A letter as a word processor keeps it."""
    letter = _letter(make, office, dated)
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _WORD_FONTS[office["font"]], Pt(office["size"])
    head = document.add_paragraph()
    head.add_run(office["name"]).bold = True
    for line in (office["unit"], *office["address"], office["telephone"]):
        if line:
            head.add_run("\n" + line)
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("\n".join(letter["to"]))
    document.add_paragraph("\n".join([letter["date"], *letter["refs"]]))
    document.add_paragraph(letter["salutation"])
    for paragraph in letter["body"]:
        document.add_paragraph().add_run(paragraph["text"]).bold = paragraph["heading"]
    document.add_paragraph(letter["closing"] + "\n\n")
    document.add_paragraph("\n".join(letter["signed"]))
    if office["footer"]:
        document.sections[0].footer.paragraphs[0].text = office["footer"]
    about = document.core_properties
    about.author = about.last_modified_by = office["unit"]
    about.title, about.created, about.modified, about.revision = title, MOMENT, MOMENT, 1
    out = io.BytesIO()
    document.save(out)
    return _same_times(out.getvalue())


def _same_times(data: bytes) -> bytes:
    """The archive again, without the moment at which it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def packed(files: dict[str, bytes]) -> bytes:
    """A zip archive that is the same every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def mail(make: dict[str, Any], office: dict[str, Any]) -> bytes:
    """A letter sent as an e-mail."""
    letter = _letter(make, office, "2019-01-01")
    blocks = [letter["salutation"], *(item["text"] for item in letter["body"]), letter["closing"]]
    blocks.append("\n".join([*letter["signed"], office["telephone"]]))
    short_lines = make["encoding"] == "8bit"
    text = "\n\n".join(
        "\n".join(textwrap.fill(line, 74) for line in block.split("\n")) if short_lines else block for block in blocks
    )
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{office["unit"]}" <{office["email"]}>'
    message["To"] = '"{}" <{}>'.format(*make["mail_to"])
    message["Subject"] = make["subject"]
    message["Date"] = format_datetime(datetime.fromisoformat(make["sent"]))
    message["Message-ID"] = f"<{re.sub('[^0-9]', '', make['sent'])}@mail.example.org>"
    message.set_content(text + "\n", cte=make["encoding"])
    if make.get("html"):
        paragraphs = "".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>\n" for block in blocks)
        message.add_alternative(f"<html><body>\n{paragraphs}</body></html>\n", subtype="html", cte="quoted-printable")
        message.set_boundary("=_part_1")
    return message.as_bytes()

"""Word documents through LibreOffice, where it is installed. There is no second way: taking out the text alone would
lose what a court must see, so without LibreOffice the item is refused with advice."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from merits.bundle._convert import CannotConvert, Made

#: Seconds for one document; LibreOffice takes 2 to 4.
TIMEOUT = 120


def converter() -> str | None:
    """Path of LibreOffice, if it is there."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def office_pages(data: bytes) -> Made:
    """Pages of a DOCX.

    Raises:
        CannotConvert: ``E-CONVERTER`` (absent, failed, too slow).
    """
    program = converter()
    if program is None:
        raise CannotConvert("E-CONVERTER", "it is a Word document, and LibreOffice, which pages it, is not installed.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        macros = "word/vbaProject.bin" in archive.namelist()
    with tempfile.TemporaryDirectory(prefix="merits-office-") as name:
        folder = Path(name)
        (folder / "item.docx").write_bytes(data)
        command = [
            program,
            # A profile of its own: nothing of the user's settings or trusted macro places applies.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            str(folder),
            str(folder / "item.docx"),
        ]
        try:
            subprocess.run(command, check=True, timeout=TIMEOUT, capture_output=True, stdin=subprocess.DEVNULL)
            pdf = (folder / "item.pdf").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise CannotConvert("E-CONVERTER", f"LibreOffice did not finish within {TIMEOUT} seconds.") from error
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            raise CannotConvert("E-CONVERTER", "LibreOffice could not page it; the document may be damaged.") from error
    return Made(pdf, (("W-MACRO", "it holds macros."),) if macros else ())

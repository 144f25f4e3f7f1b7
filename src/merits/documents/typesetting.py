"""Typst, called so that the same input gives the same bytes: no system fonts, a fixed date, shipped fonts only."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from merits.base.errors import MeritsError

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("Atkinson Hyperlegible Next", "Noto Emoji", "DejaVu Sans Mono")

#: Named on every page that typst makes for us.
FONT_LIST = "(" + ", ".join(f'"{family}"' for family in FAMILIES) + ")"

_ESCAPED = {ord(character): f"\\{character}" for character in "\\#$*_`<>@[]~=-+/'\"{}()&%^|:;.!?"}


def escape(text: str) -> str:
    """Text as typst markup that prints exactly it.

    Every mark that typst could read as markup, and every quote or dash it would make pretty, is escaped, so that a
    quotation is printed as it stands in the letter.

    Example:
        >>> escape("a*b")
        'a\\\\*b'
    """
    return text.translate(_ESCAPED).replace("\n", " \\ ")


def string(text: str) -> str:
    """Text as a typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def compile_typst(source: str, *, on: date, files: Mapping[str, bytes] | None = None, tagged: bool = True) -> bytes:
    """Typeset to PDF.

    Args:
        source: typst markup.
        on: the date written into the PDF; the clock is never read.
        files: pictures that the markup names, by relative name.
        tagged: PDF/UA-1 with a structure tree; False for pages that go into a bundle.

    Returns:
        The bytes of the PDF; the same for the same arguments and typst version.

    Raises:
        MeritsError: typst refused the markup; a fault of ours, since nothing a person types reaches it unescaped.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="merits-") as folder:
        root = Path(folder)
        for name, data in (files or {}).items():
            (root / name).write_bytes(data)
        main = root / "main.typ"
        main.write_text(source, encoding="utf-8")
        moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        try:
            output = typst.compile(
                str(main),
                root=str(root),
                font_paths=[str(FONTS)],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"] if tagged else [],
                timestamp=int(moment.timestamp()),
                pdf_tags=tagged,
            )
        except Exception as error:
            raise MeritsError(f"a page could not be typeset: {error}") from error
    assert isinstance(output, bytes)
    return output

"""Typst, called so that the same input gives the same bytes: no system fonts, a fixed date, shipped fonts only."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from merits.base.errors import MeritsError

#: How typst says so: text `"x"` could not be displayed, or a codepoint that PDF/UA does not allow.
_NO_GLYPH = re.compile(r'(?:the text|disallowed codepoint) `"(.+?)"`')

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


class NoGlyph(MeritsError):
    """None of the carried fonts has this character."""

    def __init__(self, character: str) -> None:
        super().__init__(f"no carried font has the character U+{ord(character):04X}")
        self.character = character


def spelt_out(source: str, character: str) -> str:
    """Markup in which every character of one script stands as its code point.

    Args:
        source: typst markup.
        character: one of the script that cannot be printed.

    Example:
        >>> spelt_out("a\u0a2a\u0a70 b", "\u0a2a")
        'a‹U+0A2A U+0A70› b'
    """
    script = _script(character)
    lost = "".join(sorted({each for each in source if not each.isascii() and _script(each) == script} | {character}))
    # These marks mean nothing to typst, in markup or in a string, and every carried font has them.
    return re.sub(
        f"[{re.escape(lost)}]+", lambda run: "‹" + " ".join(f"U+{ord(each):04X}" for each in run.group()) + "›", source
    )


def _script(character: str) -> str:
    """The first word of its Unicode name: GURMUKHI, CJK, HANGUL."""
    return unicodedata.name(character, f"{ord(character):04X}").split()[0]


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
        NoGlyph: a tagged page holds a character that no carried font has.
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
            missing = _NO_GLYPH.search(str(error))
            if missing:
                raise NoGlyph(_first_character(missing[1])) from error
            raise MeritsError(f"a page could not be typeset: {error}") from error
    assert isinstance(output, bytes)
    return output


def _first_character(quoted: str) -> str:
    """Of what typst quotes: the letter itself, or ``\\u{a70}``."""
    code = re.match(r"\\u\{([0-9a-f]+)\}", quoted)
    return chr(int(code[1], 16)) if code else quoted[0]

"""Pages set here: the index, e-mails, chats, plain text. Untagged, because a bundle makes no claim to be tagged."""

from __future__ import annotations

import re
from datetime import date

from merits import documents

#: Wide enough for Welsh, Polish, emoji; a sign that no font has shows as a box and is never dropped.
FONT = documents.FONT_LIST
#: For printed page numbers: all digits are equally wide.
NUMBER_FONT = "DejaVu Sans Mono"


def typeset(source: str, *, on: date) -> bytes:
    """A PDF from typst source; the same bytes for the same arguments."""
    return documents.compile_typst(source, on=on, tagged=False)


def string(text: str) -> str:
    """A typst string literal on one line. Nothing a title contains can be read as markup."""
    return documents.string("".join(sign for sign in re.sub(r"[\r\n\t]", " ", text) if sign >= " "))

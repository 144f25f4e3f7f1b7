"""Writes the reference page of the dossier folder: ``python -m merits.casework.reference``."""

from __future__ import annotations

from pathlib import Path

from merits.base.files import write_file
from merits.casework._codings import HEADER
from merits.casework._schema import TableField, fields_of
from merits.casework.adverse import AdverseLog
from merits.casework.case import Case
from merits.casework.challenge import DossierHead
from merits.casework.coding import CodingRow
from merits.casework.faults import FAULTS
from merits.casework.identity import Identities

PAGE = Path("docs/reference/dossier-folder.md")

_START = """\
# The dossier folder

<!-- Made from the code by `python -m merits.casework.reference`. Change the code, not this page. -->

A dossier folder is the portable form of a dossier, format `merits-dossier/1`. `merits dossier new` begins one,
`merits dossier add-case` adds a case, `merits dossier check` names everything that is wrong with it at once, and
`merits dossier seal` records the hash of every file.

    DOSSIER/
      dossier.toml                            the challenge, who acts, how the cases were found
      cases/K7F3/case.toml                    one folder for each case, named by its reference
      cases/K7F3/decision-letter.pdf          documents of the case, word for word
      cases/K7F3/readings/letter-1.json       the text of document letter-1, with places (`merits evidence readings`)
      identities/K7F3.toml                    who the people of the case are, apart from the case
      adverse.toml                            what speaks against the claim (privileged)
      codings.csv                             which words of which letter give which reason
      manifest.json                           SHA-256 of every other file, once sealed

Files that file managers leave behind (`.DS_Store`, `Thumbs.db`, `desktop.ini`) are passed over. Any other file that
nothing lists is an error, and so is a link.

TOML files are UTF-8. A key that is not in these tables is an error. "Needed" means that the key must be there and hold
something. A day is written `2019-06-10` without quotation marks; where less is known, `"2019-06"` or `"2019"`, with
them. Whole numbers are not negative.
"""

_MANIFEST = """
## manifest.json

An object with `format`, always `merits-manifest/1`, and `files`: the path of every other file, with `/` between its
parts, and its SHA-256 in hexadecimal. A dossier without it is not sealed; where it is there, it must match exactly.
"""
_CODINGS = """
## codings.csv

UTF-8, commas; a cell that holds a comma, quotation mark or line break stands in quotation marks. The header is exactly:

    {header}

A coder who finds no reason in a letter writes one row without code, stance, start, end and quotation. Adjudication rows
are the agreed coding of a letter; a letter without one is not adjudicated, and papers say so. The quotation must be
what the carried reading has from `start` to `end`, exactly.
"""

_FILES: tuple[tuple[str, type], ...] = (
    ("dossier.toml", DossierHead),
    ("cases/REFERENCE/case.toml", Case),
    ("identities/REFERENCE.toml", Identities),
    ("adverse.toml", AdverseLog),
)


def reference_page() -> str:
    """The whole page, as Markdown."""
    parts = [_START]
    for name, table in _FILES:
        parts.append(f"\n## {name}\n")
        parts.extend(_table(table, ""))
    parts.append(_codings())
    parts.append(_MANIFEST)
    parts.append("\n## What can be wrong\n\n`W-` codes do not stop the work.\n\n| Code | Meaning |\n|---|---|\n")
    parts.extend(f"| `{code}` | {meaning} |\n" for code, meaning in FAULTS.items())
    return "".join(parts)


def _table(table: type, path: str) -> list[str]:
    plain = [item for item in fields_of(table) if not item.is_table]
    parts = [_rows(plain)] if plain else []
    for item in fields_of(table):
        if item.is_table:
            here = f"{path}{item.key}"
            head = f"[[{here}]]" if item.many else f"[{here}]"
            need = " Needed." if item.required else ""
            parts.append(f"\n### `{head}`\n\n{item.doc}{need}\n")
            parts.extend(_table(item.kind, f"{here}."))
    return parts


def _rows(items: list[TableField]) -> str:
    lines = ["", "| Key | Value | Needed | Meaning |", "|---|---|---|---|"]
    for item in items:
        need = "yes" if item.required else "no"
        lines.append(f"| `{item.key}` | {_value(item)} | {need} | {item.doc} |")
    return "\n".join(lines) + "\n"


def _value(item: TableField) -> str:
    words = item.kind_in_words
    if "one of" in words:
        words = words.replace('"', "`")
    if item.pattern:
        words += f": {item.pattern.words}"
    if not item.required and item.default not in (None, "", (), False):
        words += f"; {item.default} if left out"
    return words


def _codings() -> str:
    return _CODINGS.format(header=",".join(HEADER)) + _rows(list(fields_of(CodingRow)))


if __name__ == "__main__":  # pragma: no cover  # a test compares the page with what this writes
    write_file(PAGE, reference_page().encode())
    PAGE.chmod(0o644)  # a page of the repository is for everybody, unlike a dossier

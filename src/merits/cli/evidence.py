"""``merits evidence``: one document into text with places, or all documents of a dossier folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from merits.cli._shared import json_option, print_json, progress_bar

if TYPE_CHECKING:
    from merits.evidence import Carried, Outcome

_language = click.option(
    "--ocr-language", default="eng", show_default=True, help="For scans: eng, cym, or cym+eng for both."
)


@click.group()
def command() -> None:
    """Read documents into text with places. Nothing that is read is changed."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--date-order",
    type=click.Choice(["day-first", "month-first"]),
    help="For chat exports whose dates do not show it.",
)
@_language
@click.option("--out", type=click.Path(path_type=Path), help="Keep the reading in this new file (JSON).")
@json_option
def read(
    file: Path,
    date_order: Literal["day-first", "month-first"] | None,
    ocr_language: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Read FILE: PDF, scan, DOCX, e-mail (.eml), WhatsApp export (.txt, .zip), table, text, JPEG, PNG, TIFF.

    The text goes to standard output, what it is and what could not be read to standard error.
    """
    from merits import evidence
    from merits.base.errors import CannotWrite
    from merits.base.files import write_file

    if out is not None and out.exists():
        raise CannotWrite(f"{out} exists already; nothing was changed.", remedy="Choose another --out, or move it.")
    with progress_bar() as progress:
        reading = evidence.read(
            file, name=str(file), date_order=date_order, ocr_language=ocr_language, progress=progress
        )
    if out is not None:
        write_file(out, reading.to_json().encode())
    if as_json:
        click.echo(reading.to_json(), nl=False)
        return
    by = "read by machine, check it against the picture: " if reading.machine_read else ""
    click.echo(f"{file}: {evidence.in_words(reading.media_type)}, {by}{reading.extractor}", err=True)
    click.echo(f"document {reading.document_sha256}\nreading  {reading.sha256}", err=True)
    for note in reading.not_read:
        click.echo(f"not read: {note}", err=True)
    click.echo(reading.text)


@command.command()
@click.argument("dossier", type=click.Path(path_type=Path))
@click.option(
    "--replace", is_flag=True, help="Also refresh readings that codings cite. Those codings must be made again."
)
@_language
@json_option
def readings(dossier: Path, replace: bool, ocr_language: str, as_json: bool) -> None:
    """Make the readings that DOSSIER lacks, and refresh those that no longer fit.

    One no longer fits when its document changed, or when scans were left unread for want of Tesseract and it is now
    installed.

    A reading that codings cite is left as it is, unless --replace is given.
    """
    from merits.base.errors import ProblemsError
    from merits.evidence import State, carry

    documents = _documents_of(dossier)
    with progress_bar() as progress:
        outcomes = carry(documents, replace=replace, ocr_language=ocr_language, progress=progress)
    if as_json:
        print_json([_as_row(outcome, dossier) for outcome in outcomes])
    else:
        _print_outcomes(outcomes)
    problems = [outcome.problem for outcome in outcomes if outcome.problem is not None]
    if problems:
        raise ProblemsError(problems, what=f"{dossier}: {State.FAILED.value} readings")


def _print_outcomes(outcomes: tuple[Outcome, ...]) -> None:
    from merits.evidence import State

    for outcome in outcomes:
        if outcome.state in (State.MADE, State.REFRESHED):
            click.echo(f"{outcome.state.value}: {outcome.carried.name}")
            for note in outcome.reading.not_read if outcome.reading else ():
                click.echo(f"  not read: {note}")
    counts = {state: sum(outcome.state is state for outcome in outcomes) for state in State}
    click.echo(", ".join(f"{count} {state.value}" for state, count in counts.items()))


def _as_row(outcome: Outcome, dossier: Path) -> dict[str, object]:
    reading = outcome.reading
    return {
        "document": outcome.carried.name,
        "reading": outcome.carried.reading.relative_to(dossier).as_posix(),
        "state": outcome.state.value,
        "reading_sha256": reading.sha256 if reading else None,
        "machine_read": reading.machine_read if reading else None,
        "not_read": list(reading.not_read) if reading else [],
        "problem": str(outcome.problem) if outcome.problem else None,
    }


def _documents_of(dossier: Path) -> list[Carried]:
    """All documents that the cases of a dossier name.

    ``casework`` reads a dossier only as a whole and refuses one whose readings do not fit its documents, which is what
    this command is there to mend. So only the names of documents are taken here; the rest is left to ``dossier check``.
    """
    from merits.base.errors import UserError

    files = sorted(dossier.glob("cases/*/case.toml"))
    if not files:
        raise UserError(f"{dossier} holds no cases.", remedy="Give the folder in which dossier.toml lies.")
    cited = _cited(dossier / "codings.csv")
    return [_carried(dossier, file, table, cited) for file in files for table in _tables(file)]


def _carried(dossier: Path, file: Path, table: dict[str, object], cited: set[tuple[str, str]]) -> Carried:
    from merits.base.errors import UserError
    from merits.evidence import Carried

    case = file.parent
    match table:
        case {"id": str(key), "file": str(name)} if _inside(case, name) and _inside(case, f"{key}.json"):
            pass
        case _:
            raise UserError(
                f"{file}: a document has no usable id or file.",
                remedy="Run `merits dossier check`, which says which and why.",
            )
    order: Literal["day-first", "month-first"] | None = None
    match table.get("date_order"):
        case "day-first" | "month-first" as order:
            pass
    return Carried(
        document=case / name,
        reading=case / "readings" / f"{key}.json",
        name=(case / name).relative_to(dossier).as_posix(),
        date_order=order,
        cited=(case.name, key) in cited,
    )


def _inside(folder: Path, name: str) -> bool:
    path = (folder / name).resolve()
    return bool(name) and path != folder.resolve() and path.is_relative_to(folder.resolve())


def _tables(file: Path) -> list[dict[str, object]]:
    import tomllib

    from merits.base.errors import UserError

    try:
        tables = tomllib.loads(file.read_text("utf-8")).get("document", [])
    except (OSError, ValueError) as error:
        raise UserError(f"{file} cannot be read as TOML: {error}", remedy="Correct it, then run it again.") from error
    return [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else []


def _cited(codings: Path) -> set[tuple[str, str]]:
    """(case, document) of every coded letter."""
    import csv

    if not codings.exists():
        return set()
    with codings.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        return {(row.get("case") or "", row.get("document") or "") for row in csv.DictReader(stream)}

"""``merits figures``: what is held, one series with its sources, the stages of a year, and everything as a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from merits.cli._shared import DAY, json_option, print_json

if TYPE_CHECKING:
    import polars as pl

    from merits.base.dates import Period
    from merits.figures import Store

_SHOWN = ("period", "area", "breakdown", "printed", "unit", "basis", "public by", "vintage", "check")

_csv_option = click.option(
    "--csv", "as_csv", is_flag=True, help="Print the rows as CSV, as published and with sources."
)
_known_option = click.option(
    "--on", "on", type=DAY, help="Only what was public on this day, and whose period had ended."
)
_file_option: Callable[..., Any] = click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Read this tidy file instead of the figures carried in merits (may be repeated).",
)


@click.group()
def command() -> None:
    """Official statistics with their sources.

    Every figure has its unit, counting rule, period, publisher and how directly it was read. Two published values of
    one figure are two rows. Offences, suspects and defendants are different things.
    """


@command.command()
@click.argument("series", required=False)
@click.option("--area", help="One area by name; 'all' for every area. Without it, totals for the country.")
@click.option("--period", "period_text", metavar="PERIOD", help="2017-18, or 2017-10-01..2018-09-30.")
@_known_option
@_file_option
@json_option
@_csv_option
def show(
    series: str | None,
    area: str | None,
    period_text: str | None,
    on: date | None,
    files: tuple[Path, ...],
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show one SERIES, or without it the series that are held."""
    from merits import figures

    period = _period(period_text) if period_text else None
    with figures.load(*files) as store:
        if series is None:
            _show_names(store, as_json=as_json, as_csv=as_csv)
            return
        frame = store.series(
            series,
            area=None if area in (None, "all") else area,
            area_type="national" if area is None else None,
            period=period,
            known_on=on,
        )
    if as_json:
        print_json(frame.to_dicts())
    elif as_csv:
        click.echo(figures.tidy_csv(frame).decode(), nl=False)
    else:
        _show_frame(frame, figures.title(series))


@command.command()
@click.option(
    "--period",
    "period_text",
    metavar="PERIOD",
    default="2017-18",
    show_default=True,
    help="2017-18, or 2017-10-01..2018-09-30.",
)
@_known_option
@json_option
def stages(period_text: str, on: date | None, as_json: bool) -> None:
    """Show each stage from report to conviction, in its own unit.

    No rate is computed from one stage to another: they are not one group of cases.
    """
    from merits import figures

    period = _period(period_text)
    with figures.load() as store:
        found = figures.funnel(store, period, on or date.max)
    if as_json:
        print_json(
            [
                {
                    "stage": stage.name,
                    "title": stage.title,
                    "unit": stage.unit,
                    "basis": stage.basis,
                    "value": stage.value,
                    "printed": stage.observation.printed,
                    "period": period.label,
                    "published_on": str(stage.observation.published_on or ""),
                    "source": stage.observation.source_title,
                    "address": stage.observation.source_address,
                    "check": stage.observation.check,
                    "also_published": [item.printed for item in stage.others],
                }
                for stage in found
            ]
        )
        return
    if not found:
        click.echo(f"No stage for the {period.label} was public on that day.", err=True)
    rows = [(stage.title, stage.observation.in_words, stage.unit, stage.observation.source_title) for stage in found]
    _table(("stage", "number", "unit", "source"), rows)


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="csv, or parquet for other programs.",
)
@_file_option
@json_option
def export(folder: Path, form: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Write every figure into FOLDER, which must not hold anything yet."""
    from merits import figures
    from merits.base.files import new_folder, write_file

    with figures.load(*files) as store, new_folder(folder) as work:
        name = store.write(work, as_parquet=form == "parquet").name
        write_file(work / "README.txt", _readme(name, figures.ATTRIBUTION).encode())
    if as_json:
        print_json({"folder": folder, "files": [name, "README.txt"]})
    else:
        click.echo(f"{folder / name}")


def _show_names(store: Store, *, as_json: bool, as_csv: bool) -> None:
    from merits import figures

    frame = store.names()
    if as_json:
        print_json(frame.to_dicts())
    elif as_csv:
        click.echo(frame.write_csv(), nl=False)
    else:
        rows = [
            (r["series"], figures.title(r["series"]), r["unit"], str(r["first_day"] or ""), str(r["last_day"] or ""), str(r["observations"]))
            for r in frame.iter_rows(named=True)
        ]  # fmt: skip
        _table(("series", "in words", "unit", "from", "to", "rows"), rows)


def _show_frame(frame: pl.DataFrame, title: str) -> None:
    from merits.base.dates import Period

    if frame.is_empty():
        click.echo("Nothing that is held fits. A figure that is not held is not zero.", err=True)
        return
    click.echo(title, err=True)
    sources: dict[tuple[str, str], int] = {}
    rows = []
    for r in frame.iter_rows(named=True):
        period = Period(r["period_start"], r["period_end"]).label if r["period_start"] else "not stated"
        number = sources.setdefault((r["source_title"], r["source_address"]), len(sources) + 1)
        cells = (period, r["area"], r["breakdown"], r["printed"], r["unit"], r["basis"])
        rows.append((*cells, r["published_on"], r["vintage"], r["check"], f"[{number}]"))
    _table((*_SHOWN, "source"), rows)
    for (name, address), number in sources.items():
        click.echo(f"[{number}] {name}. {address}")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns apart by two spaces; a column that is empty throughout is left out."""
    kept = [i for i in range(len(head)) if any(row[i] for row in rows)]
    widths = {i: max(len(head[i]), *(len(row[i]) for row in rows)) for i in kept}
    for row in (head, *rows) if rows else ():
        click.echo("  ".join(row[i].ljust(widths[i]) for i in kept).rstrip())


def _period(text: str) -> Period:
    """``2017-18`` or ``2017/18`` as a financial year; ``START..END`` as given."""
    from merits.base.dates import Period
    from merits.base.errors import UserError

    if match := re.fullmatch(r"(\d{4})[-/](\d{2})", text):
        year = int(match[1])
        if (year + 1) % 100 == int(match[2]):
            return Period.financial_year(year)
    try:
        start, end = text.split("..")
        return Period(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError as error:
        raise UserError(
            f"{text!r} is not a period.",
            remedy="Write a financial year as 2017-18, or two days as 2017-10-01..2018-09-30.",
        ) from error


def _readme(name: str, attribution: str) -> str:
    return (
        f"{name}: one published number a row. An empty cell is not zero; two values of one figure are two rows.\n"
        "published_on is the latest day by which the figure was public; dated_by says how that is known.\n"
        "check: file = computed from the publisher's file; page_official = read on an official page; page_secondary = "
        "read in press or charity text that quotes the publisher; derived = arithmetic, shown in note.\n\n"
        f"{attribution}\n"
    )

"""The observation table: its columns, and reading it from CSV so that a wrong file is refused with a remedy.

One row is one published number. Two vintages of a figure are two rows; a blank is not zero and is refused rather than
guessed; a value that is not a number (``>20``) keeps its text and has no value.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from merits.base.dates import PartialDate
from merits.base.errors import Problem, ProblemsError, UserError

#: Columns of a tidy file, in order. All are text there; dates are ISO 8601; ``published_on`` may be a year or a month.
FILE_COLUMNS = (
    "series",
    "unit",
    "basis",
    "jurisdiction",
    "area_type",
    "area",
    "breakdown",
    "period_start",
    "period_end",
    "value",
    "publisher",
    "publication",
    "published_on",
    "dated_by",
    "vintage",
    "source_title",
    "source_address",
    "check",
    "note",
)

#: Columns of a frame as `Store.series` returns it. ``printed`` is the value as published, ``value`` the number or null;
#: ``public_by`` is the last day that ``published_on`` can be, or null where the date is not known.
SCHEMA: dict[str, pl.DataType] = {
    **{name: pl.String() for name in FILE_COLUMNS[:7]},
    "period_start": pl.Date(),
    "period_end": pl.Date(),
    "value": pl.Float64(),
    "printed": pl.String(),
    "publisher": pl.String(),
    "publication": pl.String(),
    "published_on": pl.String(),
    "public_by": pl.Date(),
    **{name: pl.String() for name in FILE_COLUMNS[13:]},
}

CHECKS = ("file", "page_official", "page_secondary", "derived")
_REQUIRED = ("series", "unit", "jurisdiction", "area_type", "area", "publisher", "source_title", "check", "value")
_NUMBER = r"^-?\d+(\.\d+)?$"
_INEQUALITY = r"^[<>]\d+(\.\d+)?$"
_REMEDY = "Use the columns and forms of the observation table (`merits figures export DIR` writes an example)."


def read_table(data: bytes, name: str) -> pl.DataFrame:
    """Read one tidy CSV file (plain or gzipped).

    Args:
        data: the bytes of the file.
        name: how to name it in a message.

    Returns:
        a frame with the columns and types of `SCHEMA`.

    Raises:
        UserError: a column is missing, extra or misspelt, or the file is not CSV.
        ProblemsError: cells that cannot be read, each with its row.
    """
    try:
        raw = pl.read_csv(io.BytesIO(data), infer_schema=False).fill_null("")
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise UserError(f"{name} could not be read as CSV.", remedy="Save it as comma-separated UTF-8 text.") from error
    _check_columns(raw.columns, name)
    days = {text: _public_by(text) for text in raw["published_on"].unique().to_list()}
    bad_days = [text for text, day in days.items() if text and day is None]
    frame = raw.rename({"value": "printed"}).with_columns(
        pl.col("printed").str.strip_chars(),
        pl.col("period_start", "period_end").replace("", None).str.to_date("%Y-%m-%d", strict=False),
        pl.when(pl.col("printed").str.contains(_NUMBER)).then(pl.col("printed")).cast(pl.Float64).alias("value"),
        pl.col("published_on").replace_strict(days, return_dtype=pl.Date).alias("public_by"),
    )
    _check_cells(raw, frame, bad_days, name)
    return frame.select(*SCHEMA)


def read_files(paths: Sequence[Path]) -> pl.DataFrame:
    """Read several tidy files into one frame.

    Raises:
        UserError: a file is absent or cannot be read.
    """
    frames = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UserError(f"{path} cannot be read ({error.strerror}).", remedy="Check the path.") from error
        frames.append(read_table(data, str(path)))
    return pl.concat(frames)


def _public_by(text: str) -> object:
    try:
        return PartialDate.parse(text).last if text else None
    except ValueError:
        return None


def _check_columns(found: Sequence[str], name: str) -> None:
    missing = [column for column in FILE_COLUMNS if column not in found]
    extra = [column for column in found if column not in FILE_COLUMNS]
    if missing or extra:
        parts = []
        if missing:
            parts.append(f"lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}")
        if extra:
            shown = ", ".join(column or "(no name)" for column in extra)
            parts.append(f"has the unknown column{'s' if len(extra) > 1 else ''} {shown}")
        raise UserError(f"{name} {' and '.join(parts)}.", remedy=f"Its first line must read: {','.join(FILE_COLUMNS)}")


def _check_cells(raw: pl.DataFrame, frame: pl.DataFrame, bad_days: list[str], name: str) -> None:
    problems = []

    def report(mask: pl.Series, column: str, message: str) -> None:
        # Row 1 is the header, as a spreadsheet numbers it; ten rows of one kind are enough to see what is wrong.
        for index in mask.arg_true().head(10).to_list():
            problems.append(Problem(name, f"row {index + 2}, column {column}", message, _REMEDY, "E-FIGURE"))

    for column in _REQUIRED:
        report(raw[column].str.strip_chars() == "", column, "is empty; a blank is not zero.")
    number = frame["printed"].str.contains(_NUMBER) | frame["printed"].str.contains(_INEQUALITY)
    report(~number & (frame["printed"] != ""), "value", "is neither a number nor an inequality such as >20.")
    for column in ("period_start", "period_end"):
        report((raw[column] != "") & frame[column].is_null(), column, "is not a day; write it as 2018-03-31.")
    one_sided = frame["period_start"].is_null() != frame["period_end"].is_null()
    report(one_sided, "period_start", "and period_end must both be given, or neither.")
    reversed_period = (frame["period_start"] > frame["period_end"]).fill_null(False)
    report(reversed_period, "period_end", "is before the period starts.")
    early = (frame["public_by"] < frame["period_end"]).fill_null(False)
    report(early, "published_on", "is before the period ended.")
    report(raw["published_on"].is_in(bad_days), "published_on", "is not a date; write 2018, 2018-10 or 2018-10-26.")
    report(~raw["check"].is_in(CHECKS), "check", f"is not one of {', '.join(CHECKS)}.")
    if problems:
        raise ProblemsError(problems, what=name)

"""The store of observations: DuckDB in memory, SQL in files, every parameter bound."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from types import TracebackType

import duckdb
import polars as pl

from merits.base.dates import PartialDate, Period
from merits.base.errors import MeritsError, UserError
from merits.base.hashes import sha256_bytes
from merits.figures._table import SCHEMA, read_files, read_table
from merits.figures.figure import Count, Observation

#: The files carried in the package. `tools/carry_figures.py` writes them.
CARRIED = ("observations.csv", "home_office_by_force.csv.gz")

#: The day of carrying and the checksums, beside them.
MANIFEST = "carried.json"

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Sources: Home Office, Crown "
    "Prosecution Service, Ministry of Justice, Office for National Statistics. Contains Parliamentary information "
    "licensed under the Open Parliament Licence v3.0. None of the publishers has checked or endorsed these copies."
)

#: Which source to prefer where several give a figure: nearest to the publisher first.
_RANK = {"file": 0, "page_official": 1, "page_secondary": 2, "derived": 3}


class NotHeld(UserError):
    """The store holds no such series or figure."""


@cache
def _sql(name: str) -> str:
    return resources.files("merits.figures").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


class Store:
    """Observations, to be asked for by series.

    Use `load`; or build one from any frame with the columns of `SCHEMA`. A context manager, or call `close`.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self._connection = duckdb.connect(":memory:", config={"enable_external_access": "false"})
        self._connection.register("incoming", frame.to_arrow())
        self._connection.execute("create table observation as select * from incoming")
        self._connection.unregister("incoming")

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the memory go."""
        self._connection.close()

    def names(self) -> pl.DataFrame:
        """What is held: series, unit, basis, observations, areas, first_day, last_day."""
        return self._frame("names", {})

    def ask(self, name: str, parameters: dict[str, str | date | bool | None]) -> int:
        """The one whole number that a packaged query gives; for checks."""
        return int(self._frame(name, parameters).item() or 0)

    def series(
        self,
        name: str,
        *,
        area: str | None = None,
        area_type: str | None = None,
        jurisdiction: str | None = None,
        breakdown: str | None = None,
        basis: str | None = None,
        unit: str | None = None,
        period: Period | None = None,
        known_on: date | None = None,
        undated: bool = True,
    ) -> pl.DataFrame:
        """Observations of one series, one row each, oldest period first.

        Args:
            name: the series, as `names` lists it.
            area, area_type, jurisdiction, breakdown, basis, unit: keep only rows that say exactly this.
            period: keep only this period.
            known_on: keep only what was known on that day: its period had ended and it was public by then.
            undated: with ``known_on``, whether a figure of unknown publication date counts once its period has ended.

        Returns:
            a frame with the columns of `SCHEMA`; empty if nothing fits.

        Raises:
            NotHeld: there is no such series at all.
        """
        frame = self._frame(
            "series",
            {
                "series": name,
                "area": area,
                "area_type": area_type,
                "jurisdiction": jurisdiction,
                "breakdown": breakdown,
                "basis": basis,
                "unit": unit,
                "period_start": period.start if period else None,
                "period_end": period.end if period else None,
                "known_on": known_on,
                "undated": undated,
            },
        )
        if frame.is_empty():
            self._must_hold(name)
        return frame

    def observations(
        self,
        name: str,
        *,
        period: Period | None = None,
        known_on: date | None = None,
        basis: str | None = None,
        area: str = "England and Wales",
        area_type: str = "national",
        breakdown: str = "all",
        undated: bool = True,
    ) -> tuple[Observation, ...]:
        """The same as `series` as values, best first: a number before an inequality, the source nearest to the
        publisher, the latest to be published. Without more, for England and Wales as a whole.
        """
        frame = self.series(
            name,
            period=period,
            known_on=known_on,
            basis=basis,
            area=area,
            area_type=area_type,
            breakdown=breakdown,
            undated=undated,
        )
        return tuple(sorted(_observations(frame), key=_preference))

    def count(
        self,
        name: str,
        *,
        period: Period,
        known_on: date | None = None,
        basis: str | None = None,
        vintage: str | None = None,
        area: str = "England and Wales",
        area_type: str = "national",
        breakdown: str = "all",
    ) -> Count:
        """One count.

        Raises:
            NotHeld: none is held, or several values are, which the message lists; say which by basis or vintage.
        """
        found = [
            item
            for item in self.observations(
                name, period=period, known_on=known_on, basis=basis, area=area, area_type=area_type, breakdown=breakdown
            )
            if item.value is not None and (vintage is None or item.vintage == vintage)
        ]
        if len({item.value for item in found}) == 1:
            return Count.of(found[0])
        day = f" public by {known_on.isoformat()}" if known_on else ""
        if not found:
            raise NotHeld(
                f"No count of {name} for the {period.label}, {area}{day} is held.", remedy="See `merits figures show`."
            )
        listed = "; ".join(
            f"{item.printed} (basis {item.basis or 'not stated'}; vintage {item.vintage or 'not stated'})"
            for item in found
        )
        raise NotHeld(
            f"{name} for the {period.label}, {area}{day} has more than one published value: {listed}.",
            remedy="Name the basis or the vintage.",
        )

    def write(self, folder: Path, *, as_parquet: bool = False) -> Path:
        """Write the whole table into a folder, as tidy CSV that `load` reads, or as Parquet."""
        from merits.base.files import write_file

        path = folder / ("observations.parquet" if as_parquet else "observations.csv")
        frame = self._run("select * from observation", {})
        if as_parquet:
            import io

            buffer = io.BytesIO()
            frame.write_parquet(buffer)
            write_file(path, buffer.getvalue())
        else:
            write_file(path, tidy_csv(frame))
        return path

    def _frame(self, name: str, parameters: dict[str, str | date | bool | None]) -> pl.DataFrame:
        return self._run(_sql(name), parameters)

    def _run(self, query: str, parameters: dict[str, str | date | bool | None]) -> pl.DataFrame:
        frame = pl.from_arrow(self._connection.sql(query, params=parameters).to_arrow_table())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def _must_hold(self, name: str) -> None:
        known = sorted(set(self.names()["series"]))
        if name not in known:
            near = difflib.get_close_matches(name, known, 3)
            raise NotHeld(
                f"There is no series {name!r}.",
                remedy=f"Did you mean {', '.join(near)}?" if near else "`merits figures show` lists them.",
            )


def load(*files: Path) -> Store:
    """Load the figures carried in the package, or tidy files of the same form.

    Args:
        files: tidy CSV files (``.csv``, ``.csv.gz``); without any, the carried figures.

    Returns:
        a store; close it when done.

    Raises:
        UserError: a file has a wrong column or a cell that cannot be read: the message names file, column and remedy.

    Example:
        >>> with load() as store:
        ...     store.count("charged", period=Period.financial_year(2017)).value
        2822
    """
    if files:
        return Store(read_files(files))
    from merits.figures.checks import check

    folder = resources.files("merits.figures").joinpath("data")
    expected = json.loads(folder.joinpath(MANIFEST).read_text(encoding="utf-8"))["sha256"]
    frames = []
    for name in CARRIED:
        data = folder.joinpath(name).read_bytes()
        if sha256_bytes(data) != expected[name]:
            raise MeritsError(f"{name}, carried in this installation, is damaged. Install merits again.")
        frames.append(read_table(data, name))
    store = Store(pl.concat(frames))
    failed = [item for item in check(store) if not item.holds]
    if failed:
        store.close()
        raise MeritsError(f"The figures carried in this installation do not add up: {failed[0]}. Install merits again.")
    return store


def carried_on() -> date:
    """The day on which the carried figures were put into the package."""
    text = resources.files("merits.figures").joinpath("data", MANIFEST).read_text(encoding="utf-8")
    return date.fromisoformat(json.loads(text)["carried_on"])


def tidy_csv(frame: pl.DataFrame) -> bytes:
    """A frame with the columns of `SCHEMA` as the CSV that `load` reads."""
    from merits.figures._table import FILE_COLUMNS

    return frame.drop("value", "public_by").rename({"printed": "value"}).select(*FILE_COLUMNS).write_csv().encode()


def _observations(frame: pl.DataFrame) -> Iterator[Observation]:
    names = [name for name in SCHEMA if name not in ("period_start", "period_end", "public_by", "published_on")]
    for row in frame.iter_rows(named=True):
        start, end, published = row["period_start"], row["period_end"], row["published_on"]
        yield Observation(
            period=Period(start, end) if start else None,
            published_on=PartialDate.parse(published) if published else None,
            **{name: row[name] for name in names},
        )


def _preference(item: Observation) -> tuple[bool, int, int]:
    published = item.published_on.last.toordinal() if item.published_on else 0
    return (item.value is None, _RANK[item.check], -published)


def best(observations: Sequence[Observation]) -> Observation | None:
    """The first of a sequence that `Store.observations` ordered, or None."""
    return observations[0] if observations else None

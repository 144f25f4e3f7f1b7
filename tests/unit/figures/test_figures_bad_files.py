"""A figures file with something wrong is refused, with file, place and remedy."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from merits import figures
from merits.base.errors import ProblemsError, UserError
from merits.figures import FILE_COLUMNS, Period

GOOD = {
    "series": "charged",
    "unit": "suspects",
    "basis": "",
    "jurisdiction": "England and Wales",
    "area_type": "national",
    "area": "England and Wales",
    "breakdown": "all",
    "period_start": "2017-04-01",
    "period_end": "2018-03-31",
    "value": "2822",
    "publisher": "A publisher",
    "publication": "A report",
    "published_on": "2018-09",
    "dated_by": "publication",
    "vintage": "",
    "source_title": "A page",
    "source_address": "https://example.org/page",
    "check": "page_official",
    "note": "",
}


def write(path: Path, *rows: dict[str, str], columns: tuple[str, ...] = FILE_COLUMNS) -> Path:
    lines = [",".join(columns), *(",".join(row.get(name, "") for name in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_good_file_loads(tmp_path: Path) -> None:
    with figures.load(write(tmp_path / "own.csv", GOOD)) as store:
        assert store.count("charged", period=Period.financial_year(2017)).value == 2822


def test_a_gzipped_file_loads(tmp_path: Path) -> None:
    plain = write(tmp_path / "own.csv", GOOD)
    packed = tmp_path / "own.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    with figures.load(packed) as store:
        assert store.series("charged").height == 1


def test_a_misspelt_column_names_file_column_and_remedy(tmp_path: Path) -> None:
    columns = tuple("valeu" if name == "value" else name for name in FILE_COLUMNS)
    path = write(tmp_path / "own.csv", GOOD, columns=columns)

    with pytest.raises(UserError) as caught:
        figures.load(path)

    assert "own.csv lacks the column value and has the unknown column valeu." in caught.value.message
    assert "value" in caught.value.remedy


def test_every_bad_cell_is_reported_together_with_its_row(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.csv",
        GOOD,
        GOOD | {"value": "2,822".replace(",", "·")},
        GOOD | {"value": ""},
        GOOD | {"period_end": "2018-02-30"},
        GOOD | {"period_start": "2019-04-01"},
        GOOD | {"published_on": "soon"},
        GOOD | {"published_on": "2018-01"},
        GOOD | {"check": "rumour"},
        GOOD | {"unit": ""},
    )

    with pytest.raises(ProblemsError) as caught:
        figures.load(path)

    places = {problem.place for problem in caught.value.problems}
    assert {
        "row 3, column value",
        "row 4, column value",
        "row 5, column period_end",
        "row 6, column period_end",
        "row 7, column published_on",
        "row 8, column published_on",
        "row 9, column check",
        "row 10, column unit",
    } <= places
    assert not any(place.startswith("row 2,") for place in places)
    assert all(problem.file.endswith("own.csv") and problem.remedy for problem in caught.value.problems)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"absent\.csv cannot be read"):
        figures.load(tmp_path / "absent.csv")


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"\xff\xfe\xff"])
def test_what_is_not_csv_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(data)

    with pytest.raises(UserError, match=r"own\.csv"):
        figures.load(path)

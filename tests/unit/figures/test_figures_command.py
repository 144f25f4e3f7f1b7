"""``merits figures``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from merits.base.errors import CannotWrite, UserError
from merits.cli.figures import command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


def test_show_without_a_series_lists_what_is_held() -> None:
    names = {row["series"] for row in json.loads(run("show", "--json").stdout)}

    assert {"charged", "police_recorded_rape", "cps_sexual_offences_convictions", "outcome_01"} <= names


def test_show_prints_the_value_its_unit_and_its_source() -> None:
    printed = run("show", "charged", "--period", "2017-18").stdout

    assert "2822" in printed
    assert "suspects" in printed
    assert "EVAW: Collapse in number of rape cases charged by CPS (26 Sep 2018)" in printed


def test_show_on_a_day_leaves_out_what_came_later() -> None:
    rows = json.loads(run("show", "charged", "--on", "2019-06-10", "--json").stdout)

    assert max(row["period_end"] for row in rows) == "2018-03-31"


def test_show_of_one_force_and_of_all() -> None:
    sussex = json.loads(run("show", "police_recorded_rape", "--area", "Sussex", "--period", "2017/18", "--json").stdout)
    every = json.loads(run("show", "police_recorded_rape", "--area", "all", "--period", "2017/18", "--json").stdout)

    assert [row["value"] for row in sussex] == [1381]
    assert len({row["area"] for row in every}) > 44


def test_show_as_csv_can_be_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "charged.csv"
    path.write_text(run("show", "charged", "--csv").stdout, encoding="utf-8")

    assert "2822" in run("show", "charged", "--file", str(path)).stdout


def test_nothing_that_fits_is_not_zero() -> None:
    result = run("show", "charged", "--area", "Atlantis")

    assert result.stdout == ""
    assert "not zero" in result.stderr


@pytest.mark.parametrize("text", ["2017-19", "last year", "2018-03-31..2017-04-01"])
def test_a_period_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is not a period"):
        run("show", "charged", "--period", text)


def test_stages_name_their_units() -> None:
    stages = json.loads(run("stages", "--on", "2020-01-01", "--json").stdout)

    assert [stage["unit"] for stage in stages] == ["offences", *["suspects"] * 3, *["defendants"] * 2]


def test_export_writes_the_table_and_will_not_write_over_it(tmp_path: Path) -> None:
    folder = tmp_path / "out"

    assert json.loads(run("export", str(folder), "--json").stdout)["files"] == ["observations.csv", "README.txt"]
    assert "Open Government Licence" in (folder / "README.txt").read_text(encoding="utf-8")
    with pytest.raises(CannotWrite, match="not empty"):
        run("export", str(folder))

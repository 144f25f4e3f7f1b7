"""``merits change decompose``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from merits.base.errors import ProblemsError, UserError
from merits.cli.change import command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["decompose", *arguments], catch_exceptions=False)


def test_the_carried_figures_on_both_bases() -> None:
    accounts = json.loads(run("--on", "2022-12-31", "--json").stdout)

    assert [account["basis"] for account in accounts] == ["all outcomes", "receipts"]
    assert [f"{share:.0%}" for share in accounts[0]["scenarios"][0]["lmdi_shares"]] == ["36%", "36%", "28%"]
    assert f"{accounts[1]['scenarios'][0]['lmdi_shares'][0]:.0%}" == "19%"


def test_on_the_day_of_the_letter_receipts_were_not_public() -> None:
    printed = run("--on", "2019-06-10").stdout

    assert "counted as all outcomes" in printed
    assert "receipts" not in printed
    assert "1% to 30%" in printed
    assert "not the measure of a changed test" in printed


def test_before_the_figures_were_public_it_says_so() -> None:
    with pytest.raises(UserError, match="not all public on 2018-09-25"):
        run("--on", "2018-09-25")


def test_factors_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "factors.csv"
    path.write_text("name,before,after\nV,1000,800\nq,0.5,0.4\nr,0.6,0.45\n", encoding="utf-8")

    result = json.loads(run("--factors", str(path), "--json").stdout)

    assert result["methods"]["das-gupta"]["effects"] == pytest.approx([-47.5, -47.5, -61.0])
    assert abs(result["methods"]["lmdi"]["residual"]) < 1e-10
    assert "-61.1448" in run("--factors", str(path)).stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,before\nV,1\n", "lacks the column after"),
        ("name,before,after\n", "holds no factor"),
        ("name,before,after\nV,many,few\n", "row 2"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "factors.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises((UserError, ProblemsError), match=words):
        run("--factors", str(path))

"""The statistical annex: what it says on a day, what it never says, and that it repeats."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from itertools import pairwise

import pytest

from merits import figures
from merits.documents import Figure, Heading, Table, text_lines, to_pdf
from merits.papers.annex import Annex, statistical_annex

DAY = date(2019, 6, 10)


def annex_on(day: date) -> Annex:
    with figures.load() as store:
        return statistical_annex(store, on=day)


@pytest.fixture(scope="module")
def annex() -> Annex:
    return annex_on(DAY)


@pytest.fixture(scope="module")
def later() -> Annex:
    return annex_on(date(2022, 12, 31))


@pytest.fixture(scope="module")
def early() -> Annex:
    return annex_on(date(2018, 1, 1))


def text(annex: Annex) -> str:
    return "\n".join(text_lines(annex.document))


def rows(annex: Annex, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(annex.files[f"annex-data/{name}"].decode())))


def test_the_headline_is_checked_on_both_periods(annex: Annex) -> None:
    said = text(annex)

    assert "from 3,671 in the year to March 2017 to 2,822 in the year to March 2018, down 23.1%" in said
    assert (
        "The 16% is the change in recorded rape from the year to September 2017 to the year to September 2018" in said
    )
    assert "recorded rape rose by about 30% to 31%" in said
    assert "year to March 2018 against year to March 2017" in said
    assert "year to September 2018 against year to September 2017" in said


def test_nothing_is_used_that_was_not_public_on_the_day(annex: Annex) -> None:
    from merits.base.dates import PartialDate

    for row in rows(annex, "numbers.csv"):
        assert PartialDate.parse(row["public_by"]).last <= DAY, row
    for later_word in ("6,012", "54,045", "4,370", "1,758", "17 June 2019", "receipts, not as all"):
        assert later_word not in text(annex)


def test_what_was_published_later_is_used_later(later: Annex) -> None:
    said = text(later)

    for word in ("6,012", "54,045", "4,370", "1,758", "17 June 2019", "41,616 (revised) to 54,045, up 29.9%"):
        assert word in said


def test_the_fall_is_split_with_ranges_on_each_basis_that_was_public(annex: Annex, later: Annex) -> None:
    tables = [block for block in later.document.blocks if isinstance(block, Table) and "each step" in block.caption]
    printed = [row[1:] for row in tables[0].rows]

    assert printed[:3] == [
        ("Suspects with a pre-charge outcome", "36%", "36%", "36%", "36%"),
        ("Share not administratively closed", "36%", "41%", "61%", "34% to 63%"),
        ("Share charged of those not closed", "28%", "23%", "3%", "1% to 30%"),
    ]
    assert printed[3][:2] == ("Suspects received from the police", "19%")
    assert "25% is its upper end is an assumption" in text(annex)
    assert "were not public for both years on 10 June 2019" in text(annex)
    assert "not the measure of a changed test, only one part" in text(annex)


def test_derived_numbers_say_how_they_were_derived(annex: Annex) -> None:
    said = text(annex)

    assert "about 6,010" in said
    assert "Derived: 6,611 less a published fall of 9.1%" in said
    assert "Derived: 2,635 convictions at a published rate of 58.3%" in said


def test_the_threshold_test_is_refused_with_its_numbers(annex: Annex, later: Annex) -> None:
    assert "year to March 2017: 1.41." in text(annex)
    assert "year to March 2018: 1.60." in text(annex)
    assert "year to March 2019: 1.73." in text(later)
    assert "Convictions beyond suspects charged, year to March 2019: 167." in text(later)
    assert "linked counts" in text(annex)
    refused = json.loads(annex.files["annex-data/decomposition.json"])["direction_test"]
    assert refused["run"] is False


@pytest.mark.parametrize("which", ["annex", "later", "early"])
def test_other_explanations_are_always_there(which: str, request: pytest.FixtureRequest) -> None:
    document = request.getfixturevalue(which).document
    (table,) = [
        block for block in document.blocks if isinstance(block, Table) and "Other explanations" in block.caption
    ]

    first = " ".join(str(row[0]) for row in table.rows)
    for word in ("referrals", "resubmitted", "Disclosure", "Workload", "advice", "reporting"):
        assert word in first


@pytest.mark.parametrize("which", ["annex", "later", "early"])
def test_neutral_words_only(which: str, request: pytest.FixtureRequest) -> None:
    made = request.getfixturevalue(which)
    said = text(made) + "".join(figure.alt for figure in made.document.blocks if isinstance(figure, Figure))

    forbidden = (
        r"\b(caus\w+|due to|led to|result(?:s|ed)? in|unlawful\w*|illegal\w*|prove[sdn]?|guilty|failed|should have)\b"
    )
    assert re.findall(forbidden, said, re.IGNORECASE) == []


def test_each_chart_has_alternative_text_a_table_and_a_csv(annex: Annex) -> None:
    blocks = annex.document.blocks
    charts = [i for i, block in enumerate(blocks) if isinstance(block, Figure)]

    assert len(charts) == 4
    for number, i in enumerate(charts, 1):
        chart = blocks[i]
        assert isinstance(chart, Figure)
        assert len(chart.alt) > 60
        assert isinstance(blocks[i + 1], Table)
        assert annex.files[f"annex-data/figure-{number}.svg"] == chart.svg
        assert any(re.match(rf"annex-data/figure-{number}-.*\.csv", name) for name in annex.files)


def test_every_cited_number_has_a_source_in_the_list(annex: Annex) -> None:
    cited = {int(n) for group in re.findall(r"\[(\d+(?:, \d+)*)\]", text(annex)) for n in group.split(", ")}
    listed = {int(row["source"]) for row in rows(annex, "numbers.csv")}

    assert cited == listed == set(range(1, len(listed) + 1))


def test_numbers_carry_unit_period_publisher_and_check(annex: Annex) -> None:
    for row in rows(annex, "numbers.csv"):
        for name in (
            "series",
            "printed",
            "unit",
            "period_start",
            "period_end",
            "publisher",
            "check",
            "source_title",
            "used_in",
        ):
            assert row[name], (name, row)


def test_sections_are_numbered_without_a_gap(annex: Annex) -> None:
    numbers = [int(block.number) for block in annex.document.blocks if isinstance(block, Heading)]

    assert numbers[0] == 1
    assert all(two == one + 1 for one, two in pairwise(numbers))


def test_the_readme_names_code_version_day_and_commands(annex: Annex) -> None:
    readme = annex.files["annex-data/README.txt"].decode()

    for word in (
        "merits 0.",
        "numpy",
        "2019-06-10",
        "merits change decompose --on 2019-06-10 --json",
        "Open Government",
    ):
        assert word in readme
    for name in annex.files:
        assert name.removeprefix("annex-data/") in readme or name.endswith("README.txt")


def test_warnings_name_what_was_missing_and_secondary(annex: Annex) -> None:
    assert any("not public on 10 June 2019" in warning for warning in annex.warnings)
    assert any("press or charity text" in warning for warning in annex.warnings)


def test_before_the_figures_were_public_the_annex_says_so(early: Annex) -> None:
    said = text(early)

    assert "2,822" not in said
    assert "was not public on 1 January 2018" in said
    assert "cannot be split" in said


def test_the_same_day_gives_the_same_bytes(annex: Annex) -> None:
    again = annex_on(DAY)

    assert again.files == annex.files
    assert again.document == annex.document


def test_it_can_be_typeset(annex: Annex) -> None:
    assert to_pdf(annex.document, on=DAY).startswith(b"%PDF")


def test_charts_name_their_font_and_fetch_nothing(annex: Annex) -> None:
    for block in annex.document.blocks:
        if isinstance(block, Figure):
            svg = block.svg.decode()
            assert "Atkinson Hyperlegible Next" in svg
            assert re.findall(r'(?:href|src|url)\s*[=(]\s*"?https?:', svg) == []


def test_the_first_chart_prints_each_number_with_its_period(annex: Annex) -> None:
    svg = annex.files["annex-data/figure-1.svg"].decode()

    for word in (
        "3,671",
        "2,822",
        "year to March 2018",
        "year to September 2018",
        "down 23.1%",
        "up 16%",
        "up 30% to 31%",
    ):
        assert f">{word}<" in svg


def test_a_year_that_is_not_held_breaks_its_line() -> None:
    from merits.base.dates import Period
    from merits.documents.charts import Point, to_svg, trend_chart

    def strokes(years: tuple[int, ...]) -> int:
        points = [Point("with gaps", Period.financial_year(year), 100 + year) for year in years]
        points += [Point("whole", Period.financial_year(year), 50) for year in range(2010, 2015)]
        svg = to_svg(trend_chart(points, [], unit="Suspects")).decode()
        lines = re.findall(
            r'aria-roledescription="line mark"[^>]* d="([^"]*)"|<path [^>]*d="([^"]*)"[^>]*line mark', svg
        )
        return sum(path.count("M") for pair in lines for path in pair)

    assert strokes((2010, 2011, 2013, 2014)) == strokes((2010, 2011, 2012, 2013, 2014)) + 1


def test_breaks_not_yet_known_are_not_drawn(annex: Annex, later: Annex) -> None:
    assert "counting rule for referrals" not in annex.files["annex-data/figure-3.svg"].decode()
    assert "counting rule for referrals" in later.files["annex-data/figure-3.svg"].decode()

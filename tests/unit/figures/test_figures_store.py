"""The carried figures, and asking them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from merits import figures
from merits.base.errors import MeritsError
from merits.figures import ALL_OUTCOMES, RECEIPTS, SCHEMA, NotHeld, Period, Store

FY = Period.financial_year
ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="module")
def store() -> Store:
    return figures.load()


def test_carried_figures_add_up_to_the_published_totals(store: Store) -> None:
    checks = {check.name: check.found for check in figures.check(store)}

    assert all(check.holds for check in figures.check(store))
    assert set(checks.values()) == {54045, 53931, 2238, 4.15, 0}


def test_a_lost_force_is_noticed_by_the_checks(store: Store) -> None:
    frame = store.series("police_recorded_rape").filter(pl.col("area") != "Sussex")

    with Store(frame) as short:
        failed = [check for check in figures.check(short) if not check.holds]

    assert "rape recorded by 44 forces" in failed[0].name
    assert failed[0].found == 54045 - 1381


def test_a_changed_quarter_is_noticed_for_its_force(store: Store) -> None:
    frame = store.series("police_recorded_rape")
    chosen = (
        (pl.col("area") == "Kent") & (pl.col("breakdown") == "male <13") & (pl.col("period_start") == date(2017, 4, 1))
    )
    changed = frame.with_columns(pl.when(chosen).then(pl.col("value") + 1).otherwise(pl.col("value")).alias("value"))

    with Store(changed) as one_more:
        found = {check.name: check.found for check in figures.check(one_more)}

    assert found["forces whose quarters miss their year"] == 1


def test_a_damaged_carried_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("merits.figures.store.sha256_bytes", lambda data: hashlib.sha256(data + b" ").hexdigest())

    with pytest.raises(MeritsError, match="is damaged"):
        figures.load()


def test_series_has_the_declared_columns_even_when_empty(store: Store) -> None:
    full = store.series("charged")
    empty = store.series("charged", area="Atlantis")

    assert dict(full.schema) == SCHEMA
    assert dict(empty.schema) == SCHEMA
    assert empty.is_empty()


def test_unknown_series_names_the_near_ones(store: Store) -> None:
    with pytest.raises(NotHeld, match="Did you mean charged"):
        store.series("chargd")


def test_filters_narrow_and_bind(store: Store) -> None:
    hostile = "x' or '1'='1"

    assert store.series("charged", area=hostile).is_empty()
    assert store.series("police_recorded_rape", area="Sussex", period=FY(2017), breakdown="all")["value"].to_list() == [
        1381
    ]
    assert set(store.series("outcome_01", unit="offences", area_type="police_force")["unit"]) == {"offences"}


def test_two_vintages_of_one_year_are_two_rows(store: Store) -> None:
    values = store.series("police_recorded_rape", area_type="national", period=FY(2016), breakdown="all")[
        "value"
    ].to_list()

    assert {41186, 41616} <= set(values)


def test_a_count_with_two_values_is_refused_and_both_are_named(store: Store) -> None:
    with pytest.raises(NotHeld, match=r"6606.*6611|6611.*6606"):
        store.count("referred_to_cps", period=FY(2016), basis=ALL_OUTCOMES)

    assert store.count("referred_to_cps", period=FY(2016), basis=RECEIPTS).value == 4595


def test_a_count_that_is_not_held_says_so(store: Store) -> None:
    with pytest.raises(NotHeld, match="public by 2018-09-25 is held"):
        store.count("charged", period=FY(2017), known_on=date(2018, 9, 25))


@pytest.mark.parametrize(
    ("series", "period", "value", "first_day"),
    [
        ("charged", FY(2017), 2822, date(2018, 9, 26)),
        ("charged", FY(2018), 1758, date(2019, 9, 12)),
        ("referred_to_cps", FY(2016), 6611, date(2017, 10, 10)),
        ("referred_to_cps", FY(2017), 6012, date(2019, 8, 29)),
        ("police_recorded_rape_annual_change", Period(date(2017, 10, 1), date(2018, 9, 30)), 16, date(2019, 1, 24)),
        ("police_recorded_rape", FY(2018), 58657, date(2019, 12, 31)),  # "December 2019": known at its end
    ],
)
def test_a_figure_is_known_from_its_publication_and_not_a_day_before(
    store: Store, series: str, period: Period, value: float, first_day: date
) -> None:
    def known(on: date) -> list[float | None]:
        return [item.value for item in store.observations(series, period=period, known_on=on)]

    assert value in known(first_day)
    assert value not in known(date.fromordinal(first_day.toordinal() - 1))


def test_an_undated_figure_counts_from_the_end_of_its_period_only_where_asked(store: Store) -> None:
    quarter = Period(date(2018, 4, 1), date(2018, 6, 30))
    name = "cps_sexual_offences_convictions"

    assert store.observations(name, period=quarter, known_on=date(2018, 6, 30))
    assert not store.observations(name, period=quarter, known_on=date(2018, 6, 29))
    assert not store.observations(name, period=quarter, known_on=date(2018, 6, 30), undated=False)


def test_a_value_without_a_period_is_kept_but_never_known_on_a_day(store: Store) -> None:
    frame = store.series("police_recorded_rape").filter(pl.col("period_start").is_null())

    assert sorted(frame["value"].to_list()) == [35847, 57882]
    assert 57882 not in store.series("police_recorded_rape", known_on=date(2030, 1, 1))["value"].to_list()


def test_more_than_a_fifth_keeps_its_words_and_has_no_number(store: Store) -> None:
    (item,) = store.observations("admin_finalised_pct_of_referred", period=FY(2017))

    assert (item.value, item.printed, item.in_words) == (None, ">20", "more than 20%")


def test_each_stage_has_its_own_unit_and_basis(store: Store) -> None:
    stages = {stage.name: stage for stage in figures.funnel(store, FY(2017), date(2020, 1, 1))}

    assert {name: (stage.value, stage.unit) for name, stage in stages.items()} == {
        "recorded": (54045, "offences"),
        "referred-all-outcomes": (6012, "suspects"),
        "referred-receipts": (4370, "suspects"),
        "charged": (2822, "suspects"),
        "prosecuted": (4517, "defendants"),
        "convicted": (2635, "defendants"),
    }
    assert stages["referred-all-outcomes"].basis != stages["referred-receipts"].basis


def test_a_stage_shows_other_published_values(store: Store) -> None:
    stages = {stage.name: stage for stage in figures.funnel(store, FY(2016), date(2022, 12, 31))}

    assert {item.printed for item in stages["recorded"].others} >= {"41616"}


def test_stages_not_public_on_the_day_are_absent(store: Store) -> None:
    names = {stage.name for stage in figures.funnel(store, FY(2017), date(2018, 9, 25))}

    assert names == set()


def test_written_figures_load_again_the_same(store: Store, tmp_path: Path) -> None:
    path = store.write(tmp_path)

    with figures.load(path) as again:
        assert again.names().equals(store.names())
        assert again.series("charged").equals(store.series("charged"))


def test_parquet_holds_the_same_rows(store: Store, tmp_path: Path) -> None:
    frame = pl.read_parquet(store.write(tmp_path, as_parquet=True))

    assert dict(frame.schema) == SCHEMA
    assert frame.filter(pl.col("series") == "charged").height == store.series("charged").height


def test_the_store_cannot_reach_files(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a\n1\n")

    with pytest.raises(Exception, match=r"(?i)disabled|permission"):
        store._connection.execute(f"select * from read_csv('{tmp_path / 'x.csv'}')")


def test_provenance_file_and_package_name_the_same_checksums() -> None:
    described = tomllib.loads((ROOT / "data" / "sources.toml").read_text(encoding="utf-8"))
    manifest = json.loads((ROOT / "src/merits/figures/data/carried.json").read_text(encoding="utf-8"))

    assert described["carried_on"] == figures.carried_on()
    for item in described["carried"]:
        path = ROOT / item["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == item["sha256"] == manifest["sha256"][path.name]


def test_every_file_row_points_at_a_described_source(store: Store) -> None:
    described = tomllib.loads((ROOT / "data" / "sources.toml").read_text(encoding="utf-8"))
    known = {f"data/sources.toml#{item['id']}" for item in described["source"]}
    used = set(
        store._run("select distinct source_address from observation where \"check\" = 'file'", {})["source_address"]
    )

    assert used <= known


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the official raw files are not beside the repository")
def test_carrying_again_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import runpy
    import shutil

    for name in ("tools/carry_figures.py", "data/sources.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr("sys.argv", ["carry", str(SHARED), "--on", figures.carried_on().isoformat()])

    runpy.run_path(str(tmp_path / "tools/carry_figures.py"), run_name="__main__")

    for path in sorted((tmp_path / "src/merits/figures/data").iterdir()):
        assert path.read_bytes() == (ROOT / "src/merits/figures/data" / path.name).read_bytes(), path.name
    assert (tmp_path / "data/sources.toml").read_text() == (ROOT / "data/sources.toml").read_text()


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the official raw files are not beside the repository")
def test_a_blank_in_the_official_extract_makes_no_row(store: Store) -> None:
    frame = pl.read_csv(SHARED / "ho_outcomes_rape_by_force_2017-18_2018-19.csv", infer_schema=False)
    columns = ("outcomes_for_offences_recorded_in_quarter", "outcomes_recorded_in_quarter")
    held = sum(frame[column].is_not_null().sum() for column in columns)
    counted = store._run(
        "select count(*) as n from observation where series like 'outcome%' and area_type = 'police_force'", {}
    ).item()

    assert counted == held < 2 * frame.height

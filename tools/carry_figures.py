"""Carry official figures into the package: tidy files in, the observation table out.

    python tools/carry_figures.py FOLDER --on 2026-11-23

FOLDER holds the tidy files described in ``data/sources.toml`` (one published number per row, taken from the publishers'
files and pages). What is written, byte for byte the same each time:

* ``src/merits/figures/data/observations.csv``: published numbers, CPS areas;
* ``src/merits/figures/data/home_office_by_force.csv.gz``: the two Home Office extracts by force and quarter;
* ``src/merits/figures/data/carried.json`` and the lines of ``data/sources.toml`` that repeat it: day and checksums.

A blank is not zero: a blank cell makes no row. Two published values for one period are two rows. ``published_on`` is
the latest day by which the figure was public: the date of the publication where that is known, else the date of the
page it was read on; empty where neither is known.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import tomllib
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "merits" / "figures" / "data"
SOURCES = ROOT / "data" / "sources.toml"

COLUMNS = (
    "series", "unit", "basis", "jurisdiction", "area_type", "area", "breakdown", "period_start", "period_end",
    "value", "publisher", "publication", "published_on", "dated_by", "vintage", "source_title", "source_address",
    "check", "note",
)  # fmt: skip

#: Publications whose date is known (CPS and ONS release dates; the Rape Monitoring Group's release of 29 August 2019).
PUBLICATIONS = {
    "VAWG report 2016-17": "2017-10-10",
    "VAWG report 2017-18": "2018-09-26",
    "VAWG report 2018-19": "2019-09-12",
    "RMG dashboard 2017/18": "2019-08-29",
    "Crime in E&W, year ending September 2018": "2019-01-24",
}

#: Source pages whose title carries no date, or a misleading one.
PAGES = {
    "HMCPSI: Rape Inspection 2019 (summary page)": "2019-12",
    "Rape Crisis E&W: The Decriminalisation of Rape (report page)": "2020",
    "CPS news: Q3 2021-22 statistics": "",
    "CPS news: Q1 2022-23 statistics": "",
    "CPS news: Q2 2022-23 statistics": "",
    "CPS data summary Quarter 1 2021-2022": "",
    "CPS news: Prosecution statistics published for 2020-21": "",
    "CPS VAWG report 2014-15, DPP foreword (transcript)": "",
    "Victims' Commissioner: CPS Q2 2020-21 release": "",
    # Answered by the Attorney General who left office in July 2018.
    "Attorney General written answer: Rape: Prosecutions (question 8464)": "2018-07",
    "Attorney General written answer: Rape: Prosecutions (question 8429), Victims' Right to Review": "2018-07",
    "Police recorded crime, Police Force Area open data table, 2017/18 sheet": "2019-08",  # copied publicly by then
    "Police recorded crime outcomes open data, 2017/18": "2019-05",  # released in spring 2019
    "Police recorded crime outcomes open data, 2018/19": "2020-01",
}
BOUNDED = {title for title in PAGES if title.startswith(("Police recorded crime", "Attorney General"))}

#: Numbers read on a later page that a dated article shows to have been public earlier: (series, period end, value).
SHOWN_EARLIER = {
    ("charged", "2019-03-31", "1758"): "2019-09-12",
    ("convictions", "2019-03-31", "1925"): "2019-09-12",
    ("conviction_rate", "2019-03-31", "63.4"): "2019-09-12",
    ("police_recorded_rape", "2019-03-31", "58657"): "2019-12",
}

MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
MONTH = r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"

SEXES = {
    "19C": "female 16+", "19D": "female <16", "19E": "female <13",
    "19F": "male 16+", "19G": "male <16", "19H": "male <13",
}  # fmt: skip

INDEPENDENT = (
    "Independent: Rape charges down by 23% in year (26 Sep 2018)",
    "https://www.independent.co.uk/news/uk/crime/"
    "rape-charges-police-reports-prosecutions-down-fall-cps-cases-evidence-rise-a8555341.html",
)
CPS_NEWS = (
    "CPS news: Annual Violence against Women and Girls report published (26 Sep 2018)",
    "https://www.cps.gov.uk/cps/news/annual-violence-against-women-and-girls-report-published",
)
EVAW = (
    "EVAW: Collapse in number of rape cases charged by CPS (26 Sep 2018)",
    "https://www.endviolenceagainstwomen.org.uk/collapse-in-number-of-rape-cases-charged-by-cps-despite-huge-rise-in-reports/",
)
ALL_OUTCOMES = "suspects, all pre-charge outcomes incl. administratively finalised (basis used to 2017-18)"

#: Published statements that matter for what was known on a day: (series, unit, basis, year end, value, publisher,
#: publication, page, check, note).
STATEMENTS = (
    ("police_recorded_rape", "offences", "", 2018, "<54000", "Home Office", "Police recorded crime", INDEPENDENT,
     "page_secondary", 'printed as "almost 54,000"; which release it rests on is not stated'),
    ("police_recorded_rape", "offences", "", 2017, ">41000", "Home Office", "Police recorded crime", EVAW,
     "page_secondary", 'printed as "more than 41,000"'),
    ("police_recorded_rape_annual_change", "percent", "against the year before", 2018, "31", "Home Office",
     "Police recorded crime", INDEPENDENT, "page_secondary", "comparison is the year to March 2017"),
    ("referred_to_cps_annual_change", "percent", ALL_OUTCOMES, 2018, "-9.1", "Crown Prosecution Service",
     "VAWG report 2017-18", CPS_NEWS, "page_official", "comparison is the year to March 2017"),
    ("charged_annual_change", "percent", "rape-flagged suspects", 2018, "-23.1", "Crown Prosecution Service",
     "VAWG report 2017-18", CPS_NEWS, "page_official", "comparison is the year to March 2017"),
)  # fmt: skip


def quarter(financial_year: str, number: str) -> tuple[str, str]:
    """``2017/18`` and ``1`` to 2017-04-01, 2017-06-30."""
    year, first = int(financial_year[:4]), int(number) * 3 + 1
    if first > 12:
        year, first = year + 1, first - 12
    last_day = {6: 30, 9: 30, 12: 31, 3: 31}[first + 2]
    return date(year, first, 1).isoformat(), date(year, first + 2, last_day).isoformat()


def page_date(title: str) -> str:
    """The date a page's title carries, as precise as it is written; empty where there is none."""
    if title in PAGES:
        return PAGES[title]
    if m := re.search(rf"(?:\d{{1,2}}/)?(\d{{1,2}}) {MONTH} (\d{{4}})", title):
        return f"{m[3]}-{MONTHS[m[2][:3].lower()]:02d}-{int(m[1]):02d}"
    if m := re.search(rf"\b{MONTH} (\d{{4}})", title):
        return f"{m[2]}-{MONTHS[m[1][:3].lower()]:02d}"
    if m := re.search(r"\((\d{4})\)|^Daily Mail (\d{4})", title):
        return m[1] or m[2]
    return ""


def dated(row: dict[str, str]) -> tuple[str, str]:
    """When the figure was public, and how that is known."""
    key = (row["series"], row["period_end"], row["value"])
    if key in SHOWN_EARLIER:
        return SHOWN_EARLIER[key], "publication"
    if row["publication"] in PUBLICATIONS:
        return PUBLICATIONS[row["publication"]], "publication"
    day = page_date(row["source_title"])
    if not day:
        return "", ""
    return day, "bound" if row["source_title"] in BOUNDED else "source page"


def vintage(row: dict[str, str]) -> str:
    """Which release of a figure that is revised: as the row states it, else empty."""
    note = row["note"].lower()
    if m := re.search(r"\((.*vintage)\)", row["publication"]):
        return m[1]
    if "first published" in note or "first-published" in note:
        return "first published"
    if "later vintage" in note or note == "revised":
        return "revised"
    if row["quote_check"] == "file":
        return "open data file, release not stated" if "Force Area" in row["source_title"] else "open data file"
    return ""


def published(folder: Path, addresses: dict[str, str]) -> list[dict[str, str]]:
    """``rape_series.csv``, and the few dated statements above."""
    rows = []
    with (folder / "rape_series.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            day, how = dated(row)
            address = row["source_url"]
            rows.append(
                {
                    **{name: row[name] for name in COLUMNS if name in row},
                    "published_on": day,
                    "dated_by": how,
                    "vintage": vintage(row),
                    "source_address": addresses.get(address.removeprefix("raw/"), address),
                    "check": row["quote_check"],
                }
            )
    for series, unit, basis, year, value, publisher, publication, (title, address), check, note in STATEMENTS:
        rows.append(
            {
                "series": series, "unit": unit, "basis": basis, "jurisdiction": "England and Wales",
                "area_type": "national", "area": "England and Wales", "breakdown": "all",
                "period_start": f"{year - 1}-04-01", "period_end": f"{year}-03-31", "value": value,
                "publisher": publisher, "publication": publication, "published_on": "2018-09-26",
                "dated_by": "source page", "vintage": "", "source_title": title, "source_address": address,
                "check": check, "note": note,
            }
        )  # fmt: skip
    return rows


def cps_areas(folder: Path) -> list[dict[str, str]]:
    """Convictions and unsuccessful outcomes, principal offence category sexual offences, 42 areas and National."""
    rows = []
    with (folder / "cps_sexual_offences_by_area_quarterly_2015-16_2018-19.csv").open(encoding="utf-8", newline="") as s:
        for row in csv.DictReader(s):
            start, end = quarter(row["financial_year"], row["financial_quarter"])
            national = row["area"] == "National"
            for column in ("convictions", "unsuccessful"):
                if row[f"sexual_offences_{column}"] == "":
                    continue
                rows.append(
                    {
                        "series": f"cps_sexual_offences_{column}", "unit": "defendants",
                        "basis": "principal offence category sexual offences, which includes rape",
                        "jurisdiction": "England and Wales", "area_type": "national" if national else "cps_police_area",
                        "area": "England and Wales" if national else row["area"], "breakdown": "all",
                        "period_start": start, "period_end": end, "value": row[f"sexual_offences_{column}"],
                        "publisher": "Crown Prosecution Service",
                        "publication": "Case outcomes by principal offence category, quarterly",
                        "published_on": "", "dated_by": "", "vintage": "open data file",
                        "source_title": "CPS case outcomes by principal offence category, "
                        f"{row['financial_year']} quarter {row['financial_quarter']}",
                        "source_address": "data/sources.toml#cps-poc-quarterly", "check": "file", "note": "",
                    }
                )  # fmt: skip
    return rows


def home_office(folder: Path) -> list[dict[str, str]]:
    """Recorded rape and outcomes, force by quarter by sex and age of the victim."""
    common = {"jurisdiction": "England and Wales", "area_type": "police_force", "publisher": "Home Office",
              "dated_by": "bound", "vintage": "open data file", "check": "file", "unit": "offences"}  # fmt: skip
    rows = []
    with (folder / "ho_prc_rape_by_force_2017-18.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            start, end = quarter(row["financial_year"], row["financial_quarter"])
            rows.append(
                {
                    **common, "series": "police_recorded_rape", "basis": "", "area": row["force_name"],
                    "breakdown": SEXES[row["offence_code"]], "period_start": start, "period_end": end,
                    "value": row["offences"], "publication": "Police recorded crime open data",
                    "published_on": "2019-08", "vintage": "open data file, release not stated",
                    "source_title": "Police recorded crime, Police Force Area open data table, 2017/18 sheet",
                    "source_address": "data/sources.toml#ho-prc-2017-18", "note": "",
                }
            )  # fmt: skip
    bases = {
        "outcomes_for_offences_recorded_in_quarter": "outcomes for offences recorded in the quarter",
        "outcomes_recorded_in_quarter": "outcomes recorded in the quarter, whenever the offence was recorded",
    }
    with (folder / "ho_outcomes_rape_by_force_2017-18_2018-19.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            start, end = quarter(row["financial_year"], row["financial_quarter"])
            year = row["financial_year"]
            for column, basis in bases.items():
                if row[column] == "":  # not available, which is not zero
                    continue
                rows.append(
                    {
                        **common, "series": f"outcome_{int(row['outcome_type']):02d}", "basis": basis,
                        "area": row["force_name"], "breakdown": SEXES[row["offence_code"]], "period_start": start,
                        "period_end": end, "value": row[column], "publication": "Crime outcomes open data",
                        "published_on": "2019-05" if year == "2017/18" else "2020-01",
                        "source_title": f"Police recorded crime outcomes open data, {year}",
                        "source_address": f"data/sources.toml#ho-outcomes-{year.replace('/', '-')}",
                        "note": row["outcome_description"],
                    }
                )  # fmt: skip
    return rows


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """In a fixed order, ``\\n`` line ends."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    order = ("series", "area_type", "area", "period_start", "period_end", "basis", "breakdown", "published_on", "value")
    writer.writerows(sorted(rows, key=lambda row: tuple(row[name] for name in order)))
    return text.getvalue().encode()


def main() -> None:
    """Write the files and their checksums."""
    parser = argparse.ArgumentParser(description="Carry official figures into the package.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--on", required=True, type=date.fromisoformat, help="the day of carrying, for sources.toml")
    given = parser.parse_args()
    described = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    addresses = {item["raw"]: f"data/sources.toml#{item['id']}" for item in described["source"] if "raw" in item}
    OUT.mkdir(parents=True, exist_ok=True)
    main_rows = published(given.folder, addresses) + cps_areas(given.folder)
    force_rows = home_office(given.folder)
    for row in main_rows + force_rows:
        day = row["published_on"]
        latest = f"{day}-12-31" if len(day) == 4 else f"{day}-31" if len(day) == 7 else day
        if day and row["period_end"] and latest < row["period_end"]:
            raise SystemExit(f"{row['series']} {row['value']}: published {day}, before its period ended")
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0, compresslevel=9) as stream:
        stream.write(as_csv(force_rows))
    files = {"observations.csv": as_csv(main_rows), "home_office_by_force.csv.gz": packed.getvalue()}
    text = SOURCES.read_text(encoding="utf-8")
    for name, data in files.items():
        (OUT / name).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        text = re.sub(rf'(path = "src/merits/figures/data/{re.escape(name)}"\nsha256 = )".*"', rf'\1"{digest}"', text)
        print(f"{name}: {len(data):,} bytes")
    manifest = {
        "carried_on": given.on.isoformat(),
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    (OUT / "carried.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    text = re.sub(r"carried_on = .*", f"carried_on = {given.on.isoformat()}", text)
    SOURCES.write_text(text, encoding="utf-8")
    print(f"{len(main_rows):,} published and area rows, {len(force_rows):,} rows by force")
    for title in sorted({row["source_title"] for row in main_rows if not row["published_on"]}):
        print(f"  no publication date: {title}")


if __name__ == "__main__":
    main()

"""Builds the demo dossier, ``src/merits/demo/dossier``, from the readable sources in ``tools/demo``.

    python tools/build_demo.py            build it anew
    python tools/build_demo.py --out DIR  build it elsewhere, e.g. to compare

The same sources and the same versions of the tools give the same bytes. Needs tesseract and the development
requirements; the fonts are carried in ``tools/demo/fonts``.
"""

from __future__ import annotations

import argparse
import csv
import io
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

TOOLS = Path(__file__).resolve().parent
SOURCES = TOOLS / "demo"
sys.path.insert(0, str(TOOLS))

from demo import chats, letters, scans, spans  # noqa: E402

from merits import evidence  # noqa: E402
from merits.base.errors import UserError  # noqa: E402
from merits.base.files import write_file  # noqa: E402
from merits.base.hashes import sha256_bytes  # noqa: E402
from merits.base.reading import Reading  # noqa: E402
from merits.casework import check_dossier, to_toml, write_manifest  # noqa: E402

TARGET = TOOLS.parent / "src/merits/demo/dossier"
CODERS = {"1": ("coding", "coder-1"), "2": ("coding", "coder-2"), "A": ("adjudication", "adjudicator")}
CODED_ON = {"1": date(2019, 5, 14), "2": date(2019, 5, 16), "A": date(2019, 5, 29)}
#: The wordings printed on the sheet that the three organisations used.
WORDINGS = {
    True: "I agree that my case, without my name, may be part of the joint dossier and may be used in the letter "
    "to the Crown Prosecution Service and in court. I know that I can change my mind, and that what has been sent by "
    "then cannot be called back.",
    False: "I agree that the organisation may keep my letter and help me with it.",
}
HEADER = (
    "record,case,document,document_sha256,reading_sha256,coder,code,stance,start,end,quotation,on,note".split(",")
)  # fmt: skip


def main() -> None:
    """Build, check, put in place, say what was built."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=Path, default=TARGET, help="where to build; what is there is replaced")
    out = arguments.parse_args().out
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch) / "dossier"
        counts = build(work)
        write_manifest(work)
        problems = check_dossier(work)
        for problem in problems:
            print(problem)
        if any(not problem.is_warning for problem in problems):
            sys.exit("The dossier was not put in place: put the sources right first.")
        if out.exists():
            shutil.rmtree(out)
        shutil.copytree(work, out)
    for path in (out, *out.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"Built {out}: " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
    print(f"{size / 1e6:.2f} MB; manifest {sha256_bytes((out / 'manifest.json').read_bytes())}")


def build(out: Path) -> Counter[str]:
    """Write every file but the manifest.

    Raises:
        UserError: a source cannot be built, e.g. a quotation is not in the letter.
    """
    counts: Counter[str] = Counter()
    offices = tomllib.loads((SOURCES / "offices.toml").read_text())
    head = tomllib.loads((SOURCES / "dossier.toml").read_text())
    head["solicitor"]["cipher_key_recipient"] = _public_key()
    _write(out / "dossier.toml", to_toml({"format": "merits-dossier/1", **head}))
    _write(out / "adverse.toml", to_toml(tomllib.loads((SOURCES / "adverse.toml").read_text())))
    rows: list[list[str]] = []
    for number, path in enumerate(sorted((SOURCES / "cases").glob("*.toml"))):
        case = tomllib.loads(path.read_text())
        rows += _build_case(case, out, offices, number, counts)
        counts["cases"] += 1
        print(f"  {case['reference']}", end="", flush=True)
    print()
    counts["coding rows"] = len(rows)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    _write(out / "codings.csv", table.getvalue())
    return counts


def _build_case(
    case: dict[str, Any], out: Path, offices: dict[str, Any], number: int, counts: Counter[str]
) -> list[list[str]]:
    reference = case["reference"]
    folder = out / "cases" / reference
    own_names = [name for person in case["person"] for name in _all_names(person) if person["role"] == "complainant"]
    rows: list[list[str]] = []
    documents = []
    for position, source in enumerate(case["document"]):
        make = source.pop("make")
        data = _make(make, source, offices, number * 10 + position, own_names)
        write_file(folder / source["file"], data)
        reading = evidence.read(data, name=source["file"], date_order=source.get("date_order"))
        _write(folder / "readings" / f"{source['id']}.json", reading.to_json())
        try:
            rows += _codings(reference, source["id"], make.get("codings", []), reading)
        except ValueError as error:
            raise UserError(
                f"tools/demo/cases/{reference}.toml, {source['id']}: {error}", remedy="Correct the quotation."
            ) from error
        documents.append(
            {**source, "exhibit": source.get("exhibit", True), "privileged": source.get("privileged", False)}
        )
        counts[f"{make['form']} documents"] += 1
    _write(folder / "case.toml", to_toml(_case_table(case, documents)))
    people = {key: case[key] for key in ("person", "identifier")}
    _write(out / "identities" / f"{reference}.toml", to_toml(people))
    return rows


def _make(
    make: dict[str, Any],
    source: dict[str, Any],
    offices: dict[str, Any],
    seed: int,
    own_names: list[str],
) -> bytes:
    """The bytes of one document."""
    form, dated = make["form"], str(source.get("dated", ""))
    if form == "csv":
        return make["text"].strip().encode() + b"\n"
    if form == "whatsapp":
        return chats.chat(make, {*own_names, *(name.split()[0] for name in own_names)})
    office = offices[make["office"]]
    if form == "eml":
        return letters.mail(make, office)
    if form == "docx":
        return letters.word(make, office, dated=dated, title=source["title"])
    made = letters.pdf(make, office, dated=dated, title=source["title"], seed=seed)
    return scans.scanned(made, seed=seed) if form == "scan" else made


def _all_names(person: dict[str, Any]) -> list[str]:
    return [*person["names"], *person.get("also", [])]


def _case_table(case: dict[str, Any], documents: list[dict[str, Any]]) -> dict[str, Any]:
    reference = case["reference"]
    complainant = next(person["id"] for person in case["person"] if person["role"] == "complainant")
    decisions = [{"id": f"d{n}", **item} for n, item in enumerate(case["decision"], 1)]
    reviews = [{"id": f"r{n}", "of": "d1", **item} for n, item in enumerate(case.get("review", []), 1)]
    waivers = [{"id": f"w{n}", "person": complainant, **item} for n, item in enumerate(case.get("waiver", []), 1)]
    consents = [
        {
            "id": f"c{n}",
            "person": complainant,
            "wording": WORDINGS["joint_dossier" in item["purposes"]],
            "capacity": "adult",
            "given_by": "complainant",
            **item,
        }
        for n, item in enumerate(case.get("consent", []), 1)
    ]
    table = {
        "reference": reference,
        **{key: case[key] for key in ("id", "organisation")},
        "jurisdiction": "england-and-wales",
        **{key: case[key] for key in ("came_in", "came_in_on")},
        "decision": decisions,
        "document": documents,
        "review": reviews,
        "consent": consents,
        "waiver": waivers,
    }
    return {key: value for key, value in table.items() if value}


def _codings(reference: str, document: str, codings: list[list[str]], reading: Reading) -> list[list[str]]:
    """Rows of both coders and the adjudicator for one letter, with the reading's exact words."""
    rows = []
    for who in CODERS:
        for whose, code, stance, words, *note in codings:
            if who not in whose:
                continue
            record, coder = CODERS[who]
            start, end = spans.find(words, reading.text, machine_read=reading.machine_read) if code else (0, 0)
            place = [str(start), str(end), reading.text[start:end]] if code else ["", "", ""]
            said = note[0] if note and (who == "A" or "A" not in whose) else ""
            hashes = [reading.document_sha256, reading.sha256]
            rows.append([record, reference, document, *hashes, coder, code, stance, *place, str(CODED_ON[who]), said])
    return rows


def _public_key() -> str:
    lines = (TARGET.parent / "demo-key.txt").read_text().splitlines()
    return next(line for line in lines if "public key:" in line).rpartition(" ")[2]


def _write(path: Path, text: str) -> None:
    write_file(path, text.encode())


if __name__ == "__main__":
    main()

"""The main job on the demo dossier, packed once: what is in which folder, what is in none, and that it can be checked."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pyrage
import pytest

from factories.paper_text import all_text, docx_lines, squeezed
from factories.rendered import body_of
from factories.small_dossiers import manifest_of
from merits import law
from merits.base.errors import ExitCode
from merits.base.hashes import sha256_file
from merits.bundle import check
from merits.casework import Dossier, read_dossier
from merits.cli import main
from merits.demo import DEMO_DAY, demo_dossier, demo_key
from merits.documents import Document
from merits.papers import make_pack
from merits.papers.pack import Pack
from merits.papers.protection import protected_identifiers
from merits.privacy import check_folder

OUTGOING = ("open", "service/cps")
NOT_SHOWN = {"KD1N", "1DFP", "ZB6Q", "9JCG", "RH2H"}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return read_dossier(demo_dossier())


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return make_pack(demo_dossier(), tmp_path_factory.mktemp("demo") / "papers", on=DEMO_DAY, service_copies=("cps",))


@pytest.fixture(scope="module")
def papers(pack: Pack) -> Path:
    """Not to be changed."""
    return pack.out


@pytest.fixture(scope="module")
def texts(papers: Path) -> dict[str, dict[str, str]]:
    return {folder: all_text(papers / folder) for folder in (*OUTGOING, "privileged")}


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


ANNEX_DATA = {
    "README.txt",
    "decomposition.json",
    "numbers.csv",
    "table-4-rates.csv",
    "figure-1-periods.csv",
    "figure-1.svg",
    "figure-2-stages.csv",
    "figure-2.svg",
    "figure-3-years.csv",
    "figure-3.svg",
    "figure-4-where-the-fall-arose.csv",
    "figure-4.svg",
}
PAPERS = {
    "letter-before-action.docx",
    "letter-before-action.pdf",
    "schedule-of-cases.pdf",
    "schedule-of-cases.csv",
    "statistical-annex.pdf",
    "bundle.pdf",
    "manifest.json",
    "leak-check.json",
} | {f"annex-data/{name}" for name in ANNEX_DATA}


def test_each_folder_holds_what_it_should_and_nothing_else(papers: Path) -> None:
    assert files_of(papers / "open") == PAPERS
    assert files_of(papers / "service/cps") - PAPERS == {"originals/845V-letter-1.docx", "originals/E3SA-letter-1.docx"}
    assert PAPERS <= files_of(papers / "service/cps")
    assert files_of(papers / "privileged") == {
        *(
            f"{stem}.{kind}"
            for stem in ("adverse-material-log", "checklist", "request-lists")
            for kind in ("pdf", "docx")
        ),
        "cipher-key.age",
        "cipher-key-cps.age",
        "manifest.json",
        "leak-check.json",
    }
    assert sorted(path.name for path in papers.iterdir()) == ["open", "privileged", "service"]


def test_only_the_owner_may_enter(papers: Path) -> None:
    assert papers.stat().st_mode & 0o077 == 0


def test_bundles_are_fit_for_court(papers: Path, pack: Pack) -> None:
    for folder in OUTGOING:
        built = next(part.bundle for part in pack.folders if part.name == folder)
        assert built is not None
        report = check(papers / folder / "bundle.pdf", profile="general-2021", manifest=built.placed)
        assert report.fit, report.findings
        assert report.pages == built.pages


@pytest.mark.parametrize("folder", OUTGOING)
def test_cases_without_consent_are_in_no_outgoing_paper(
    texts: dict[str, dict[str, str]], papers: Path, dossier: Dossier, folder: str
) -> None:
    record = manifest_of(papers / folder)
    hidden = {item["case"] for item in record["not_included"]}

    assert NOT_SHOWN <= hidden
    assert {item["reason"] for item in record["not_included"]} == {"Not included: no live consent for this paper."}
    assert set(record["cases"]) & hidden == set()
    for name, text in texts[folder].items():
        if name != "manifest.json":
            assert [case for case in NOT_SHOWN if re.search(rf"\b{case}\b", text)] == [], name
        for case in NOT_SHOWN:
            people = dossier.identities[case]
            assert people.complainant is not None
            assert not re.search(rf"(?<!U\+)\b{people.complainant.shown_as}: ", text), (name, case)


def test_the_privileged_manifest_says_why(papers: Path) -> None:
    why = {item["case"]: item["reason"] for item in manifest_of(papers / "privileged")["not_included"]}

    assert set(why) == NOT_SHOWN
    assert "withdrawn on 15 May 2019" in why["1DFP"]


def test_the_words_of_cases_not_shown_are_quoted_nowhere(texts: dict[str, dict[str, str]], dossier: Dossier) -> None:
    quotations = [
        squeezed(row.quotation) for row in dossier.codings if row.case in NOT_SHOWN and len(row.quotation) > 40
    ]
    assert len(quotations) > 5

    for folder in OUTGOING:
        for name, text in texts[folder].items():
            said = squeezed(text)
            assert [words for words in quotations if words in said] == [], name


def shingles(text: str, size: int = 6) -> Iterator[str]:
    words = re.findall(r"\w+", text.lower())
    for start in range(len(words) - size + 1):
        yield "".join(words[start : start + size])


@pytest.mark.parametrize("folder", OUTGOING)
def test_no_six_words_of_the_adverse_log_are_in_an_outgoing_file(
    texts: dict[str, dict[str, str]], dossier: Dossier, folder: str
) -> None:
    """But for what the solicitor's log itself quotes from letters and from the sampling statement, which are shown."""
    shown = "".join(re.findall(r"\w+", " ".join(reading.text for reading in dossier.readings.values()).lower()))
    distinctive = {
        item.id: [
            words for part in (item.summary, item.reason, item.where) for words in shingles(part) if words not in shown
        ]
        for item in dossier.adverse
    }
    assert all(len(words) > 10 for words in distinctive.values())

    for name, text in texts[folder].items():
        said = "".join(re.findall(r"\w+", text.lower()))
        for item, words in distinctive.items():
            assert [each for each in words if each in said] == [], (name, item)
        assert "adverse material" not in " ".join(text.lower().split()), name


def test_the_adverse_log_is_whole_in_the_privileged_folder(texts: dict[str, dict[str, str]], dossier: Dossier) -> None:
    log = squeezed(texts["privileged"]["adverse-material-log.docx"])

    assert len(dossier.adverse) == 6
    assert [item.id for item in dossier.adverse if squeezed(item.summary) not in log] == []


def test_hashes_of_inputs_are_in_the_privileged_manifest_only(papers: Path, dossier: Dossier) -> None:
    inputs = set(dossier.hashes.values()) | {reading.sha256 for reading in dossier.readings.values()}
    assert set(manifest_of(papers / "privileged")["inputs"].values()) == set(dossier.hashes.values())

    for folder in OUTGOING:
        for path in (papers / folder).rglob("*"):
            # A Word original beside a service bundle is the input itself, and its hash is that of the output.
            own = {sha256_file(item) for item in (papers / folder).glob("originals/*")}
            if path.is_file():
                data = path.read_bytes()
                assert [value for value in inputs - own if value.encode() in data] == [], path.name


@pytest.mark.parametrize("folder", [*OUTGOING, "privileged"])
def test_a_manifest_lists_every_file_with_its_hash(papers: Path, folder: str) -> None:
    record = manifest_of(papers / folder)

    assert set(record["files"]) == files_of(papers / folder) - {"manifest.json", "leak-check.json"}
    for name, digest in record["files"].items():
        assert digest == (None if name.endswith(".age") else sha256_file(papers / folder / name)), name
    assert record["on"] == "2019-06-10"
    assert all(rule["source"] and rule["confidence"] for rule in record["rules"])
    assert str(demo_dossier()) not in json.dumps(record)


def test_a_leak_check_of_our_own_finds_the_open_folder_clean(papers: Path, dossier: Dossier) -> None:
    report = check_folder(papers / "open", protected_identifiers(dossier))

    assert report.clean, (report.hits, report.unread)
    assert json.loads((papers / "open/leak-check.json").read_text())["clean"] is True


def test_no_name_of_anybody_is_a_word_of_an_open_file(texts: dict[str, dict[str, str]], dossier: Dossier) -> None:
    """A plain search, apart from both the pseudonymiser and the leak check."""
    names = {
        name
        for people in dossier.identities.values()
        for person in people.people
        for name in (*person.names, *person.also)
        if " " in name
    }
    assert len(names) > 50

    for name, text in texts["open"].items():
        said = " ".join(text.split())
        assert [person for person in names if person in said] == [], name


# The letter


def headings_of(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style and p.style.name == "Heading 1"]


@pytest.mark.parametrize("folder", OUTGOING)
def test_the_letter_has_the_thirteen_headings_in_order(
    papers: Path, texts: dict[str, dict[str, str]], folder: str
) -> None:
    titles = [f"{heading.number} {heading.title}" for heading in law.pre_action_headings()]
    assert len(titles) == 13

    assert headings_of((papers / folder / "letter-before-action.docx").read_bytes()) == titles
    with pikepdf.open(papers / folder / "letter-before-action.pdf") as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == titles
    text, position = texts[folder]["letter-before-action.pdf"], 0
    for title in titles:
        position = text.index(f"\n{title}", position) + 1


@pytest.mark.parametrize("folder", OUTGOING)
def test_the_letter_reads_the_same_as_word_and_as_pdf(
    papers: Path, texts: dict[str, dict[str, str]], folder: str
) -> None:
    marking = docx.Document(str(papers / folder / "letter-before-action.docx")).sections[0].header.paragraphs[0].text
    page = Document("Letter before action", (), marking=marking)
    body = body_of(texts[folder]["letter-before-action.pdf"], page)
    word = docx_lines((papers / folder / "letter-before-action.docx").read_bytes())

    # A PDF prints the marks of lists, and the head of a table again on a second page.
    plain = squeezed(re.sub(r"(?m)^(?:•|\d+\.) ", "", body))
    assert plain == squeezed("".join(word))


@pytest.mark.parametrize("folder", OUTGOING)
def test_grounds_are_left_visibly_blank(texts: dict[str, dict[str, str]], folder: str) -> None:
    for name in ("letter-before-action.pdf", "letter-before-action.docx"):
        assert squeezed("[Blank: the grounds, with the law relied on. To be completed by the solicitor.]") in squeezed(
            texts[folder][name]
        )
    assert squeezed("Grounds (section 7 of the letter). They are yours") in squeezed(
        texts["privileged"]["checklist.pdf"]
    )


def section(text: str, start: str, end: str) -> str:
    begin = text.index(f"\n{start}")
    return text[begin : text.index(f"\n{end}", begin + 1)]


def test_every_deadline_shows_its_rules(texts: dict[str, dict[str, str]]) -> None:
    for folder in OUTGOING:
        reply = section(texts[folder]["letter-before-action.docx"], "13 ", "Enclosed")
        assert "24 June 2019" in reply
        assert "[L59" in reply and "[L49" in reply
    time = section(texts["privileged"]["checklist.docx"], "3. Time", "4. Rules")
    assert {rule for rule in ("L49", "L50", "L51", "L52", "L53", "L59") if f"[{rule}" in time} >= {"L52", "L53", "L59"}
    days = re.findall(r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October) 2019", time)
    assert len(days) > 10


#: What no machine may say of a decision, a person or a result (E13, S10).
FORBIDDEN = re.compile(
    r"\bunlawful|\billegal|\bcaused\b|\bcausing\b|\bled to the fall|\bbecause of the (?:change|policy)|\bperverse|\birrational"
    r"|\bscored?\b|\bpredict|\bprospects? of success|\blikely to (?:win|succeed|fail)|\bwrongly (?:decided|dropped)",
    re.IGNORECASE,
)


def test_no_paper_says_what_is_not_ours_to_say(texts: dict[str, dict[str, str]], dossier: Dossier) -> None:
    """Quotations and the words of the solicitor are theirs."""
    challenge = dossier.challenge
    theirs = [challenge.matter, challenge.action_expected, challenge.adr, challenge.interested_parties]
    theirs += [*challenge.information_sought, *challenge.documents_sought]
    for name in ("letter-before-action.docx", "schedule-of-cases.pdf", "statistical-annex.pdf"):
        text = re.sub(r"“[^”]*”", "", squeezed_lines(texts["open"][name]))
        for words in (*theirs, *(words for code in law.codebook().codes for words in (code.theme, code.label))):
            text = text.replace(squeezed_lines(words), "")
        found = [text[max(0, hit.start() - 60) : hit.end() + 60] for hit in FORBIDDEN.finditer(text)]
        assert [words for words in found if not re.search(r"\b(not|cannot|no|nor|neither|whether)\b", words)] == [], (
            name
        )


def squeezed_lines(text: str) -> str:
    return " ".join(text.split())


def test_every_quotation_is_in_its_letter_and_every_letter_page_is_right(
    papers: Path, texts: dict[str, dict[str, str]], dossier: Dossier
) -> None:
    import csv

    import pypdfium2

    rows = list(csv.DictReader(io.StringIO(texts["service/cps"]["schedule-of-cases.csv"])))
    bundle = pypdfium2.PdfDocument(papers / "service/cps/bundle.pdf")
    quoted = [row for row in rows if row["quotation"]]
    try:
        assert len(quoted) > 10
        for row in quoted:
            document = row["exhibit"].removeprefix(f"{row['case']}-")
            reading = dossier.readings[row["case"], document]
            if not reading.machine_read and "DW" not in row["quotation"]:
                first = int(row["bundle_page"])
                pages = "".join(
                    bundle[number].get_textpage().get_text_range()
                    for number in range(first - 1, min(first + 2, len(bundle)))
                )
                words = max(re.findall(r"[^“”\[\]]+", row["quotation"]), key=len)
                assert squeezed(words) in squeezed(pages.replace("\ufffe", "-")), row["exhibit"]
    finally:
        bundle.close()


def test_the_cipher_key_opens_with_the_demo_key(papers: Path, dossier: Dossier) -> None:
    secret = next(line for line in demo_key().read_text("utf-8").splitlines() if line.startswith("AGE-SECRET"))
    opened = pyrage.decrypt(
        (papers / "privileged/cipher-key.age").read_bytes(), [pyrage.x25519.Identity.from_str(secret)]
    ).decode()

    complainants = [people.complainant for people in dossier.identities.values()]
    assert all(person and person.names[0] in opened and person.shown_as in opened for person in complainants)


# The same inputs give the same bytes (design.md 3a)


def test_another_process_another_folder_another_seed_and_time_zone_give_the_same_bytes(
    papers: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "somewhere else" / "dossier"
    shutil.copytree(demo_dossier(), copy)
    surroundings = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "C"}
    arguments = [
        sys.executable,
        "-m",
        "merits",
        "pack",
        "dossier",
        "--out",
        "again",
        "--on",
        "2019-06-10",
        "--service-copy",
        "cps",
    ]
    done = subprocess.run(arguments, cwd=copy.parent, env=surroundings, capture_output=True, check=False)
    assert done.returncode == ExitCode.OK, done.stderr.decode()
    again = copy.parent / "again"

    assert files_of(again) == files_of(papers)
    different = [
        name
        for name in sorted(files_of(papers))
        if not name.endswith(".age") and (again / name).read_bytes() != (papers / name).read_bytes()
    ]
    assert different == []


# A fault in the finished pack is seen by the commands


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture
def bundle_copy(papers: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(papers / "open/bundle.pdf", tmp_path / "bundle.pdf"))


def test_the_bundle_as_packed_passes_the_command(bundle_copy: Path) -> None:
    assert run("bundle", "check", str(bundle_copy)) == ExitCode.OK


def delete_a_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[20]


def change_a_label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = pikepdf.Dictionary(
        Nums=pikepdf.Array(
            [0, pikepdf.Dictionary(S=pikepdf.Name.D, St=1), 9, pikepdf.Dictionary(S=pikepdf.Name.D, St=11)]
        )
    )


def turn_two_pages_round(pdf: pikepdf.Pdf) -> None:
    pdf.pages.insert(30, pdf.pages[31])
    del pdf.pages[32]


@pytest.mark.parametrize("spoil", [delete_a_page, change_a_label, turn_two_pages_round])
def test_a_fault_of_the_bundle_ends_the_check_with_3(
    bundle_copy: Path, spoil: object, capfd: pytest.CaptureFixture[str]
) -> None:
    with pikepdf.open(bundle_copy, allow_overwriting_input=True) as pdf:
        spoil(pdf)
        pdf.save(bundle_copy)

    assert run("bundle", "check", str(bundle_copy)) == ExitCode.NOT_FIT
    assert "NOT fit" in capfd.readouterr().out


NAMED = "Marigold Tamsin Pettifer-Vance"


def in_the_text(folder: Path) -> None:
    path = folder / "schedule-of-cases.csv"
    path.write_bytes(path.read_bytes() + f"see {NAMED}\r\n".encode())


def in_the_metadata(folder: Path) -> None:
    with pikepdf.open(folder / "letter-before-action.pdf", allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Subject"] = NAMED
        pdf.save()


def in_an_outline(folder: Path) -> None:
    with pikepdf.open(folder / "bundle.pdf", allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(NAMED, 3))
        pdf.save()


def in_a_link(folder: Path) -> None:
    with pikepdf.open(folder / "statistical-annex.pdf", allow_overwriting_input=True) as pdf:
        address = "https://example.org/" + NAMED.replace(" ", "-").lower()
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address)),
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([*pdf.pages[0].obj.get("/Annots", []), pdf.make_indirect(link)])
        pdf.save()


def in_a_file_name(folder: Path) -> None:
    (folder / f"{NAMED}.txt").write_text("nothing")


def in_a_word_comment(folder: Path) -> None:
    document = docx.Document(str(folder / "letter-before-action.docx"))
    document.core_properties.comments = f"as {NAMED} said"
    document.save(str(folder / "letter-before-action.docx"))


@pytest.mark.parametrize(
    "spoil", [in_the_text, in_the_metadata, in_an_outline, in_a_link, in_a_file_name, in_a_word_comment]
)
def test_a_name_put_into_a_finished_pack_ends_the_check_with_3(
    papers: Path, tmp_path: Path, spoil: object, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "open"
    shutil.copytree(papers / "open", folder, ignore=shutil.ignore_patterns("*.svg", "figure-*", "decomposition.json"))
    for path in folder.iterdir():  # only what the fault needs, so that a check is quick
        keep = {
            in_an_outline: "bundle.pdf",
            in_a_link: "statistical-annex.pdf",
            in_the_metadata: "letter-before-action.pdf",
        }
        if path.suffix == ".pdf" and path.name != keep.get(spoil):
            path.unlink()
    identifiers = tmp_path / "people.toml"
    identifiers.write_text(f'[[person]]\nid = "X-p1"\nnames = ["{NAMED}"]\nshown_as = "QQ"\nrole = "complainant"\n')
    before = run("privacy", "check", str(folder), "--identifiers", str(identifiers))

    spoil(folder)
    after = run("privacy", "check", str(folder), "--identifiers", str(identifiers))

    said = capfd.readouterr()
    assert (before, after) == (ExitCode.OK, ExitCode.NOT_FIT)
    assert "X-p1" in said.out
    assert "Pettifer" not in said.out + said.err

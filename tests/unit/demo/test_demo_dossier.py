"""The demo dossier is what its README says, and hurts nobody."""

from __future__ import annotations

import csv
import importlib.util
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pyrage
import pytest

from merits import evidence
from merits.base.reading import Reading
from merits.casework import (
    DecisionKind,
    DocumentKind,
    Dossier,
    Maker,
    Purpose,
    ReviewResult,
    ToldBy,
    check_dossier,
    read_dossier,
)
from merits.demo import DEMO_DAY, demo_dossier, demo_key
from merits.law import codebook

REPOSITORY = Path(__file__).resolve().parents[3]
#: Ranges that Ofcom keeps for drama.
DRAMA = re.compile(r"(01632960\d{3}|02079460\d{3}|07700900\d{3})")
TELEPHONE = re.compile(r"(?<![\w/.-])(?:\+44|0)[ \d]{8,13}\d(?![\w/-])")
#: Domains kept for examples (RFC 2606).
MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
NO_MERITS = ("C3", "C4", "C5", "C6", "D", "E", "F")


@pytest.fixture(scope="module")
def folder() -> Path:
    return demo_dossier()


@pytest.fixture(scope="module")
def dossier(folder: Path) -> Dossier:
    return read_dossier(folder)


@pytest.fixture(scope="module")
def texts(folder: Path, dossier: Dossier) -> dict[str, str]:
    """Everything a person could read: every text file and every document's reading."""
    found = {str(path): path.read_text() for path in folder.rglob("*") if path.suffix in (".toml", ".csv")}
    return found | {f"{case} {document}": reading.text for (case, document), reading in dossier.readings.items()}


def decision_letters(dossier: Dossier) -> list[tuple[str, str, Reading]]:
    return [
        (case.reference, document.id, dossier.readings[case.reference, document.id])
        for case in dossier.cases
        for document in case.documents
        if document.kind is DocumentKind.DECISION_LETTER
    ]


def test_it_is_sealed_and_has_no_fault_but_the_gaps_that_are_meant(folder: Path) -> None:
    problems = check_dossier(folder)

    assert (folder / "manifest.json").is_file()
    assert sorted(problem.code for problem in problems) == ["W-ADJUDICATION", "W-BLANK", "W-CONSENT", "W-CONSENT"]


def test_it_has_24_cases_of_three_organisations(dossier: Dossier) -> None:
    held = Counter(case.organisation for case in dossier.cases)

    assert len(dossier.cases) == 24
    assert len(held) == 3 and min(held.values()) >= 6


def test_decisions_are_of_every_kind_and_on_working_days_of_both_editions(dossier: Dossier) -> None:
    decisions = [decision for case in dossier.cases for decision in case.decisions]
    kinds = Counter(decision.kind for decision in decisions)
    days = [decision.made_on.first for decision in decisions if decision.made_on.first == decision.made_on.last]

    assert kinds[DecisionKind.NOT_CHARGED] > 12
    assert min(kinds[k] for k in (DecisionKind.DISCONTINUED, DecisionKind.NO_EVIDENCE_OFFERED)) >= 2
    assert kinds[DecisionKind.ADMINISTRATIVELY_FINALISED] == 2
    assert sum(decision.maker is Maker.POLICE for decision in decisions) >= 4
    assert all(day.weekday() < 5 and date(2016, 9, 1) <= day < DEMO_DAY for day in days)
    assert {date(2018, 10, 25), date(2018, 10, 26)} <= set(days)
    assert sum(day > date(2019, 3, 10) for day in days) == 4
    assert len(days) == len(decisions) - 2, "two dates are known to the month only"


def test_one_decision_was_told_by_telephone_and_has_no_letter(dossier: Dossier) -> None:
    bare = [decision for case in dossier.cases for decision in case.decisions if not decision.letter]

    assert [decision.told_by for decision in bare] == [ToldBy.TELEPHONE]


def test_reviews_ended_in_every_way(dossier: Dossier) -> None:
    assert {review.result for case in dossier.cases for review in case.reviews} == set(ReviewResult)


def test_documents_come_in_every_format(dossier: Dossier) -> None:
    formats = Counter(Path(document.file).suffix for case in dossier.cases for document in case.documents)
    scans = sum(reading.machine_read for reading in dossier.readings.values())
    chats = [
        document for case in dossier.cases for document in case.documents if document.kind is DocumentKind.CHAT_EXPORT
    ]

    assert scans >= 4 and formats[".docx"] >= 4 and formats[".eml"] >= 3 and formats[".pdf"] >= 20
    assert Counter(Path(chat.file).suffix for chat in chats) == {".zip": 2, ".txt": 2}
    assert sum(chat.date_order is not None for chat in chats) == 1
    assert formats[".csv"] == 2


def test_a_chat_with_ambiguous_dates_is_not_read_without_being_told_their_order(dossier: Dossier) -> None:
    case = dossier.case("0Z91")
    chat = case.document("chat-1")

    with pytest.raises(evidence.CannotRead) as refused:
        evidence.read(dossier.path_of(case, chat), name=chat.file)

    assert refused.value.problem.code == "E-DATE-ORDER"


def test_carried_readings_of_everything_but_scans_are_what_would_be_read_today(dossier: Dossier) -> None:
    for (reference, document_id), carried in dossier.readings.items():
        if not carried.machine_read:
            case = dossier.case(reference)
            document = case.document(document_id)
            fresh = evidence.read(
                dossier.path_of(case, document),
                name=document.file,
                date_order=document.date_order.value if document.date_order else None,
            )
            assert fresh.text == carried.text, f"{reference} {document_id}: run tools/build_demo.py"


def test_every_letter_was_read_whole_and_is_as_long_as_letters_are(dossier: Dossier) -> None:
    letters = decision_letters(dossier)

    assert len(letters) == 23
    for reference, _, reading in letters:
        assert reading.not_read == (), reference
        assert 150 <= len(reading.text.split()) <= 500, reference


def test_every_coded_span_is_exactly_the_words_of_its_letter(dossier: Dossier) -> None:
    spans = [row for row in dossier.codings if row.code]

    assert len(spans) > 400
    for row in spans:
        assert dossier.readings[row.case, row.document].text[row.start : row.end] == row.quotation


def test_reasons_are_spread_over_the_codebook_and_every_stance(dossier: Dossier) -> None:
    used = {row.code for row in dossier.codings if row.code}
    known = {code.code for code in codebook().codes}

    assert used <= known
    # Not used: out-of-court disposal, time bar, death of the suspect, three public interest questions.
    assert known - used == {"B5", "B7", "E2", "E3", "E4"}
    assert len({row.stance for row in dossier.codings if row.code}) == 4


def test_two_coders_read_every_letter_and_disagree_as_people_do(dossier: Dossier) -> None:
    marks: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for row in dossier.codings:
        marks[row.coder].add((row.case, row.document, row.code, row.start, row.end, row.stance))
    first, second = marks["coder-1"], marks["coder-2"]
    read = {mark[:2] for mark in first}

    assert read == {mark[:2] for mark in second}
    assert len(read) == 23 + 10
    assert 0.7 <= len(first & second) / len(first | second) <= 0.9


def test_all_letters_but_one_are_adjudicated_by_a_third_person(dossier: Dossier) -> None:
    read = {(row.case, row.document) for row in dossier.codings}
    agreed = {(row.case, row.document) for row in dossier.codings if row.coder == "adjudicator"}

    assert read - agreed == {("B5VJ", "letter-1")}


def test_at_least_five_letters_weigh_the_evidence_and_give_nothing_to_challenge(dossier: Dossier) -> None:
    relied: dict[str, set[str]] = defaultdict(set)
    for row in dossier.codings:
        if row.coder == "adjudicator" and row.document == "letter-1" and row.stance == "relied_on":
            relied[row.case].add(row.code)
    sound = {
        case
        for case, codes in relied.items()
        if {"C1", "C2"} <= codes and not any(c.startswith(NO_MERITS) for c in codes)
    }

    assert sound == {"PP8H", "E3SA", "F24R", "RH2H", "N51H"}


def test_authority_is_missing_withdrawn_and_narrow_where_it_should_be(dossier: Dossier) -> None:
    given = {case.reference: case.consents for case in dossier.cases}
    joint = [
        reference
        for reference, consents in given.items()
        if any(Purpose.JOINT_DOSSIER in consent.purposes and not consent.withdrawn_on for consent in consents)
    ]

    assert len(joint) == 19
    assert {reference for reference, consents in given.items() if not consents} == {"9JCG", "ZB6Q"}
    assert [r for r, consents in given.items() if any(c.withdrawn_on for c in consents)] == ["1DFP"]
    assert [c.purposes for c in given["KD1N"]] == [(Purpose.CASEWORK,)]
    assert [c.purposes for c in given["RH2H"]] == [(Purpose.STATISTICS,)]
    assert [case.reference for case in dossier.cases if case.waivers] == ["D1B3"]


def test_nothing_adverse_is_left_undecided(dossier: Dossier) -> None:
    states = Counter(item.state.value for item in dossier.adverse)

    assert states == {"to_be_disclosed": 2, "already_disclosed": 2, "not_required": 2}


def test_every_telephone_number_is_one_kept_for_drama(texts: dict[str, str]) -> None:
    numbers = {
        re.sub(r"^\+44", "0", match.group().replace(" ", ""))
        for text in texts.values()
        for match in TELEPHONE.finditer(text)
    }

    assert len(numbers) >= 10
    assert not {number for number in numbers if not DRAMA.fullmatch(number)}


def test_every_mail_address_is_at_a_domain_kept_for_examples(texts: dict[str, str], folder: Path) -> None:
    raw = [path.read_bytes().decode("latin-1") for path in folder.rglob("*.eml")]
    domains = {match[1] for text in (*texts.values(), *raw) for match in MAIL.finditer(text)}

    assert domains
    assert not {domain for domain in domains if not domain.endswith("example.org")}


def test_identities_stand_in_the_letters_so_that_there_is_something_to_hide(dossier: Dossier) -> None:
    broken = 0
    for case in dossier.cases:
        read = "\n".join(
            reading.text for (reference, _), reading in dossier.readings.items() if reference == case.reference
        )
        flat = re.sub(r"\s+", " ", read).replace("’", "'")
        store = dossier.identities[case.reference]
        for person in store.people:
            assert re.search(re.escape(person.names[0].split()[-1]), flat, re.IGNORECASE), person.id
            broken += any(name in flat and name not in read for name in person.names)
        for item in store.identifiers:
            assert any(value in flat for value in item.values), item.id
    assert broken, "some name runs over the end of a line"


def test_a_name_is_misspelt_in_a_letter(dossier: Dossier) -> None:
    assert "Wronksa" in dossier.readings["XR7V", "letter-1"].text
    assert "Mr Rahmanni’s" in dossier.readings["HN5B", "letter-1"].text


def test_the_published_key_opens_what_is_written_to_the_dossiers_recipient(dossier: Dossier) -> None:
    words = demo_key().read_text()
    identity = pyrage.x25519.Identity.from_str(words.splitlines()[-1])
    recipient = pyrage.x25519.Recipient.from_str(dossier.solicitor.cipher_key_recipient)

    assert "PUBLIC" in words.splitlines()[0]
    assert pyrage.decrypt(pyrage.encrypt(b"cipher key", [recipient]), [identity]) == b"cipher key"


def test_it_stays_small(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= 6_000_000


@pytest.mark.slow
@pytest.mark.ocr
def test_building_it_again_from_its_sources_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    script = REPOSITORY / "tools" / "build_demo.py"
    if not script.is_file() or importlib.util.find_spec("typst") is None:
        pytest.skip("the sources are not beside the tests, or typst is not installed")
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path / "again")], check=True, capture_output=True)
    sample = "cases/0ST0/readings/letter-1.json"
    extractors = [Reading.from_json((place / sample).read_text()).extractor for place in (folder, tmp_path / "again")]
    if extractors[0] != extractors[1]:
        pytest.skip(f"built with {extractors[0]}; here is {extractors[1]}")

    assert (tmp_path / "again" / "manifest.json").read_text() == (folder / "manifest.json").read_text()


def test_codings_are_in_the_order_of_their_cases(folder: Path) -> None:
    with (folder / "codings.csv").open(newline="") as stream:
        order = [row["case"] for row in csv.DictReader(stream)]

    assert order == sorted(order)

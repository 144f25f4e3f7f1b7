"""An identity that survives anywhere stops the pack: exit code 5, nothing under the final name, no name in the message."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from factories.small_dossiers import HOME, Small, small
from merits.base.errors import ExitCode, Stopped, UserError
from merits.casework import Organisation
from merits.cli import main
from merits.documents import Document
from merits.papers import exhibits as exhibits_module
from merits.papers import pack as pack_module
from merits.papers import protection
from merits.papers.pack import Pack
from merits.privacy import Protected

Packed = Callable[..., Pack]
NAME = HOME.complainants[0]
DOSSIER = small()


def stopped(packed: Packed, dossier: Small, tmp_path: Path, identifier: str = "K7F3-p1") -> str:
    """The message with which the pack stopped, after what must hold of every such stop."""
    with pytest.raises(Stopped) as caught:
        packed(dossier)
    message = str(caught.value)
    assert caught.value.exit_code is ExitCode.STOPPED
    assert f"identifier {identifier}" in message
    assert "What to do" in message
    for name in (*NAME.split(), HOME.nickname, *HOME.suspects[0].split(), HOME.place):
        assert name.lower() not in message.lower()
    assert [path.name for path in tmp_path.iterdir()] == ["papers-dossier"]
    return message


def test_a_spelling_that_the_pseudonymiser_alone_forgets(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = protection._of_case

    def without_witness(dossier: object, reference: str) -> tuple[Protected, ...]:
        return tuple(item for item in whole(dossier, reference) if item.id != "K7F3-p3")

    known = protection.protected_identifiers(DOSSIER.dossier)
    monkeypatch.setattr(protection, "_of_case", without_witness)
    monkeypatch.setattr(pack_module, "protected_identifiers", lambda _dossier: known)

    assert "bundle.pdf" in stopped(packed, DOSSIER, tmp_path, "K7F3-p3")


def test_a_name_in_the_solicitors_own_words(packed: Packed, tmp_path: Path) -> None:
    message = stopped(packed, DOSSIER.with_challenge(matter=f"The decision about {NAME}."), tmp_path)

    assert "letter-before-action.docx" in message
    assert "letter-before-action.pdf" in message


def test_a_name_in_the_claimants_address(packed: Packed, tmp_path: Path) -> None:
    stopped(packed, DOSSIER.with_challenge(claimant_address=f"c/o {NAME}, Marsh"), tmp_path)


def test_a_name_in_the_name_of_the_claim_which_is_in_every_head(packed: Packed, tmp_path: Path) -> None:
    message = stopped(packed, DOSSIER.with_challenge(name=f"R ({HOME.nickname}) v DPP"), tmp_path, "K7F3-p1.also")

    assert "schedule-of-cases.pdf" in message


def test_a_name_in_a_units_name(packed: Packed, tmp_path: Path) -> None:
    decision = dataclasses.replace(DOSSIER.dossier.case("K7F3").decisions[0], unit=f"Unit of {HOME.suspects[0]}")

    message = stopped(packed, DOSSIER.with_case("K7F3", decisions=(decision,)), tmp_path, "K7F3-p2")

    assert "schedule-of-cases.csv" in message


def test_another_cases_name_in_the_title_of_a_document(packed: Packed, tmp_path: Path) -> None:
    """A case's own names are taken out of its titles; nobody else's are looked for there."""
    case = DOSSIER.dossier.case("M2Q8")
    named = dataclasses.replace(case.documents[0], title=f"Letter, copy to {NAME}")

    assert "bundle.pdf" in stopped(packed, DOSSIER.with_case("M2Q8", documents=(named,)), tmp_path)


def test_a_cases_own_name_in_the_title_of_a_document_is_taken_out(packed: Packed, tmp_path: Path) -> None:
    case = DOSSIER.dossier.case("M2Q8")
    named = dataclasses.replace(case.documents[0], title=f"Letter to {HOME.complainants[1]}")

    packed(DOSSIER.with_case("M2Q8", documents=(named,)))

    assert (tmp_path / "papers/open/bundle.pdf").exists()


def test_a_name_of_a_case_that_is_not_shown(packed: Packed, tmp_path: Path) -> None:
    """T5W9 is in no open copy; its people are looked for all the same."""
    matter = f"As with {HOME.complainants[2]}."

    stopped(packed, DOSSIER.with_challenge(matter=matter), tmp_path, "T5W9-p1")


def test_a_name_in_the_metadata_of_a_paper(packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = pack_module.schedule

    def titled(*arguments: object) -> Document:
        return dataclasses.replace(honest(*arguments), title=f"Schedule ({HOME.place})")

    monkeypatch.setattr(pack_module, "schedule", titled)

    assert "schedule-of-cases.pdf" in stopped(packed, DOSSIER, tmp_path, "K7F3-i1")


def test_a_name_in_the_name_of_a_file(packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = pack_module.schedule_csv

    def and_a_file(facts: object) -> bytes:
        for folder in tmp_path.glob(".papers.*.partial/open"):
            (folder / f"{HOME.witness}.txt").write_text("nothing")
        return honest(facts)

    monkeypatch.setattr(pack_module, "schedule_csv", and_a_file)

    assert HOME.witness not in stopped(packed, DOSSIER, tmp_path, "K7F3-p3")


def test_a_part_that_cannot_be_read_stops_the_pack_too(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = pack_module.schedule_csv

    def and_a_file(facts: object) -> bytes:
        for folder in tmp_path.glob(".papers.*.partial/open"):
            (folder / "extra.zip").write_bytes(b"PK\x03\x04 broken")
        return honest(facts)

    monkeypatch.setattr(pack_module, "schedule_csv", and_a_file)

    with pytest.raises(Stopped, match="not read") as caught:
        packed(DOSSIER)

    assert caught.value.exit_code is ExitCode.STOPPED
    assert not (tmp_path / "papers").exists()


def test_an_unmasked_exhibit_in_a_service_copy_stops_it(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the original went in although it names somebody who may not be named."""
    monkeypatch.setattr(exhibits_module.OpenTexts, "nothing_hidden", lambda *_: True)

    with pytest.raises(Stopped, match=r"service/cps.*stopped(?s:.*)identifier K7F3-p[234]"):
        packed(DOSSIER, service_copies=("cps",))

    assert not (tmp_path / "papers").exists()


def test_nobody_recorded_means_nothing_can_be_called_clean(packed: Packed, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="identit"):
        packed(DOSSIER.but(identities={}))

    assert not (tmp_path / "papers").exists()


def test_the_command_ends_with_5_and_says_the_id_on_standard_error(
    quick: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = DOSSIER.with_challenge(matter=f"The decision about {NAME}.").written(tmp_path / "dossier")

    with pytest.raises(SystemExit) as ended:
        main(["pack", str(folder), "--out", str(tmp_path / "papers"), "--on", "2019-06-10"])

    said = capfd.readouterr()
    assert ended.value.code == ExitCode.STOPPED
    assert "identifier K7F3-p1" in said.err
    assert said.out == ""
    assert not any(name in said.err for name in NAME.split())
    assert not (tmp_path / "papers").exists()


def test_an_organisation_is_not_printed_so_its_name_leaks_nothing(packed: Packed, tmp_path: Path) -> None:
    packed(DOSSIER.but(organisations=(Organisation(key="harbour", name=f"Friends of {NAME}", kind="campaign"),)))

    assert (tmp_path / "papers/open/leak-check.json").exists()

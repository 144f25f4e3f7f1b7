"""Who appears in which paper: consent, waiver, instruction, cipher key, candour (S3, S4, E8)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyrage
import pytest

from factories.paper_text import all_text, pdf_text, squeezed
from factories.small_dossiers import ADVERSE, HOME, LATE, REFERENCES, Small, manifest_of, small
from merits.base.errors import ExitCode, Stopped, UserError
from merits.casework import AdverseState, Capacity, Consent, GivenBy, Instruction, Purpose, Role
from merits.demo import demo_key
from merits.papers.pack import Pack

Packed = Callable[..., Pack]

DOSSIER = small()


def consent(reference: str, **changes: object) -> Consent:
    return dataclasses.replace(DOSSIER.dossier.case(reference).consents[0], **changes)


def words_of(folder: Path) -> str:
    return squeezed("\n".join(all_text(folder).values()))


def opened(data: bytes) -> str:
    """With the demo's published key."""
    secret = next(line for line in demo_key().read_text("utf-8").splitlines() if line.startswith("AGE-SECRET"))
    return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(secret)])).decode()


def test_each_copy_shows_the_cases_whose_consent_covers_its_audience(small_papers: Path) -> None:
    papers = small_papers

    assert {name: set(manifest_of(papers / name)["cases"]) for name in ("open", "service/cps")} == {
        "open": {"K7F3", "M2Q8"},
        "service/cps": {"K7F3", "T5W9"},
    }
    left_out = manifest_of(papers / "open")["not_included"]
    assert left_out == [{"case": "T5W9", "reason": "Not included: no live consent for this paper."}]
    assert "Juriesincasesliketheseusually" not in words_of(papers / "open")
    assert squeezed("there is not enough evidence") not in words_of(papers / "service/cps")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"withdrawn_on": date(2019, 6, 1)}, id="withdrawn"),
        pytest.param({"purposes": (Purpose.CASEWORK, Purpose.COURT, Purpose.PRESS)}, id="for another purpose"),
    ],
)
def test_a_case_without_live_consent_is_in_no_paper(packed: Packed, tmp_path: Path, changes: dict[str, object]) -> None:
    packed(DOSSIER.with_case("K7F3", consents=(consent("K7F3", **changes),)))

    papers = tmp_path / "papers" / "open"
    assert manifest_of(papers)["cases"] == ["M2Q8"]
    assert "K7F3" in [item["case"] for item in manifest_of(papers)["not_included"]]
    said = {name: squeezed(text) for name, text in all_text(papers).items()}
    assert [name for name, text in said.items() if squeezed(LATE) in text] == []
    assert [name for name, text in said.items() if "K7F3" in text] == ["manifest.json"], "by reference, and only there"
    for text in said.values():
        assert "withdr" not in text.lower(), "nobody else is told whether or when she said no"


def test_no_consent_at_all_stops_the_pack(packed: Packed, tmp_path: Path) -> None:
    bare = DOSSIER
    for reference in REFERENCES:
        bare = bare.with_case(reference, consents=())

    with pytest.raises(Stopped) as stopped:
        packed(bare)

    assert stopped.value.exit_code is ExitCode.STOPPED
    assert not (tmp_path / "papers").exists()


def test_a_waiver_for_a_named_newspaper_unmasks_nobody_in_a_pack(small_papers: Path) -> None:
    assert DOSSIER.dossier.case("K7F3").waivers
    said = words_of(small_papers / "open")
    assert "DW" in said
    assert all(squeezed(name) not in said for name in (*HOME.complainants, *HOME.calls, HOME.nickname))


def test_a_service_copy_needs_a_recorded_instruction(packed: Packed, tmp_path: Path) -> None:
    for instructions in ((), (dataclasses.replace(DOSSIER.dossier.instructions[0], given_on=date(2019, 6, 11)),)):
        with pytest.raises(Stopped, match="no instruction is recorded by 2019-06-10"):
            packed(DOSSIER.but(instructions=instructions), name=f"papers-{len(instructions)}", service_copies=("cps",))

    assert list(tmp_path.glob("papers-?")) == []


def test_an_unknown_recipient_is_named_with_those_that_are_known(packed: Packed, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no recipient 'police'; it has: cps") as refused:
        packed(DOSSIER, service_copies=("police",))

    assert refused.value.exit_code is ExitCode.BAD_INPUT
    assert not (tmp_path / "papers").exists()


PEOPLE = {
    Role.COMPLAINANT: HOME.complainants[0],
    Role.SUSPECT: HOME.suspects[0],
    Role.WITNESS: HOME.witness,
    Role.PROFESSIONAL: HOME.officer,
}


@pytest.mark.parametrize("roles", [(Role.COMPLAINANT,), (Role.SUSPECT, Role.PROFESSIONAL), tuple(PEOPLE)], ids=str)
def test_only_the_roles_instructed_are_named_in_a_service_copy(
    packed: Packed, tmp_path: Path, roles: tuple[Role, ...]
) -> None:
    packed(DOSSIER.with_instruction(roles=roles), service_copies=("cps",))

    service, public = words_of(tmp_path / "papers/service/cps"), words_of(tmp_path / "papers/open")
    assert {role for role, name in PEOPLE.items() if squeezed(name) in service} == set(roles)
    assert {role for role, name in PEOPLE.items() if squeezed(name) in public} == set()


def test_an_instruction_for_some_cases_shows_no_other(packed: Packed, tmp_path: Path) -> None:
    packed(DOSSIER.with_instruction(cases=("T5W9",)), service_copies=("cps",))

    service = tmp_path / "papers/service/cps"
    assert manifest_of(service)["cases"] == ["T5W9"]
    assert squeezed(HOME.complainants[2]) in words_of(service)
    assert squeezed(HOME.complainants[0]) not in words_of(service)


def test_an_instruction_that_covers_no_case_with_consent_stops_the_pack(packed: Packed, tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="no case instructed has live consent"):
        packed(DOSSIER.with_instruction(cases=("M2Q8",)), service_copies=("cps",))

    assert not (tmp_path / "papers").exists()


def test_the_latest_instruction_counts(packed: Packed, tmp_path: Path) -> None:
    first = DOSSIER.dossier.instructions[0]
    later: Instruction = dataclasses.replace(first, given_on=date(2019, 6, 5), cases=("K7F3",), roles=(Role.SUSPECT,))
    packed(DOSSIER.but(instructions=(later, first)), service_copies=("cps",))

    said = words_of(tmp_path / "papers/service/cps")
    assert squeezed(HOME.suspects[0]) in said
    assert squeezed(HOME.complainants[0]) not in said


def test_the_cipher_key_is_there_only_encrypted_and_a_recipient_gets_its_own_part(small_papers: Path) -> None:
    privileged = small_papers / "privileged"

    whole, part = (opened((privileged / name).read_bytes()) for name in ("cipher-key.age", "cipher-key-cps.age"))
    assert all(name in whole for name in (*HOME.complainants, *HOME.suspects, HOME.witness, HOME.officer))
    assert [name in part for name in HOME.complainants] == [True, False, True], "M2Q8 has not agreed to the CPS"
    assert all(name not in part for name in (*HOME.suspects, HOME.witness, HOME.officer))
    assert {path.parent for path in small_papers.rglob("*.age")} == {privileged}
    said = words_of(privileged)
    assert all(squeezed(name) not in said for name in (*HOME.complainants, *HOME.suspects, HOME.witness))


def test_without_the_solicitors_key_no_cipher_key_is_written_and_the_checklist_says_so(
    packed: Packed, tmp_path: Path
) -> None:
    solicitor = dataclasses.replace(DOSSIER.dossier.solicitor, cipher_key_recipient="")
    packed(DOSSIER.but(solicitor=solicitor), service_copies=("cps",))

    papers = tmp_path / "papers"
    assert list(papers.rglob("*.age")) == []
    assert squeezed("The cipher key was not written") in squeezed(all_text(papers / "privileged")["checklist.pdf"])
    for folder in ("open", "privileged"):
        said = words_of(papers / folder)
        assert all(squeezed(name) not in said for name in HOME.complainants), folder


def undecided(dossier: Small = DOSSIER) -> Small:
    """With one item nobody has decided."""
    item = dataclasses.replace(
        ADVERSE, state=AdverseState.UNDECIDED, decided_by="", decided_on=None, reason="", where=""
    )
    return dossier.but(adverse=(item,))


def test_undecided_adverse_material_holds_back_the_bundle_and_nothing_else(packed: Packed, tmp_path: Path) -> None:
    pack: Pack = packed(undecided())

    public = tmp_path / "papers/open"
    assert pack.exit_code is ExitCode.STOPPED
    assert not (public / "bundle.pdf").exists()
    assert {path.name for path in public.iterdir() if path.suffix in (".pdf", ".docx")} == {
        "letter-before-action.pdf",
        "letter-before-action.docx",
        "schedule-of-cases.pdf",
        "statistical-annex.pdf",
    }
    assert manifest_of(public)["notes"] == ["No bundle was made. The solicitor has not released it."]
    said = json.dumps(manifest_of(public)).lower() + words_of(public).lower()
    assert all(word not in said for word in ("adverse", "undecided", "candour", "neighbour", "altogether"))
    log = squeezed(all_text(tmp_path / "papers/privileged")["adverse-material-log.pdf"])
    assert "UNDECIDED" in log and squeezed(ADVERSE.summary) in log


def test_adverse_material_is_in_no_outgoing_paper(small_papers: Path) -> None:
    for folder in ("open", "service/cps"):
        said = words_of(small_papers / folder).lower()
        assert squeezed("another evening").lower() not in said
        assert squeezed("attendance note").lower() not in said


def test_a_privileged_document_is_in_no_outgoing_paper(packed: Packed, tmp_path: Path) -> None:
    documents = tuple(
        dataclasses.replace(item, exhibit=False, privileged=True) if item.id == "chat-1" else item
        for item in DOSSIER.dossier.case("K7F3").documents
    )
    packed(DOSSIER.with_case("K7F3", documents=documents), service_copies=("cps",))

    for folder in ("open", "service/cps"):
        assert squeezed("ok speak tomorrow") not in words_of(tmp_path / "papers" / folder), folder


def test_a_parents_consent_counts_as_hers(packed: Packed) -> None:
    given = consent("K7F3", capacity=Capacity.PARENTAL, given_by=GivenBy.PARENT)

    pack: Pack = packed(DOSSIER.with_case("K7F3", consents=(given,)))

    assert "K7F3" in pack.selection.references


def test_a_service_copy_says_on_every_paper_that_it_is_one(small_papers: Path) -> None:
    for paper in ("letter-before-action.pdf", "schedule-of-cases.pdf"):
        served = pdf_text((small_papers / "service" / "cps" / paper).read_bytes())
        assert "Service copy" in served
        assert "Open copy" not in served
        assert "Open copy" in pdf_text((small_papers / "open" / paper).read_bytes())

"""Reading a dossier folder: every fault has its code, its file and its place, and all are told at once."""

# one fault a row
from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from casework_dossiers import (
    NAME,
    REFERENCE,
    a_case,
    a_consent,
    a_document,
    a_dossier,
    a_waiver,
    changed,
    codes,
    edit,
    faults,
    people,
    warnings,
    with_case,
    written,
)

from merits.base.dates import PartialDate
from merits.base.errors import ExitCode, ProblemsError, UserError
from merits.casework import (
    AdverseState,
    Capacity,
    Case,
    DateOrder,
    Decision,
    DocumentKind,
    GivenBy,
    Identities,
    Instruction,
    Review,
    ReviewResult,
    check_dossier,
    read_dossier,
)
from merits.casework._tables import Place, read_table
from merits.casework.faults import Findings

CASE = f"cases/{REFERENCE}/case.toml"
PEOPLE = f"identities/{REFERENCE}.toml"
LETTER = f"cases/{REFERENCE}/decision-letter.txt"
READING = f"cases/{REFERENCE}/readings/letter-1.json"


def test_a_whole_dossier_is_read_as_it_was_written_and_has_nothing_to_warn_of(tmp_path: Path) -> None:
    dossier = read_dossier(written(tmp_path / "d"))

    expected = changed(a_dossier(), hashes=dossier.hashes, sealed=True)
    assert dossier == expected
    assert dossier.warnings == ()
    assert dossier.case(REFERENCE).complainant == "K7F3-p1"
    assert sorted(dossier.hashes) == [(REFERENCE, "letter-1"), (REFERENCE, "letter-2")]


# (file, old, new) -> (code, file, place)
SPOILT = [
    ("dossier.toml", "[solicitor]", '[solicitor]\nfrim = "x"', "E-KEY", "dossier.toml", "solicitor.frim"),
    ("dossier.toml", 'title = "Spring"', "title = 3", "E-TYPE", "dossier.toml", "title"),
    ("dossier.toml", 'title = "Spring"', 'title = " "', "E-MISSING", "dossier.toml", "title"),
    ("dossier.toml", "merits-dossier/1", "merits-dossier/2", "E-TYPE", "dossier.toml", "format"),
    ("dossier.toml", "asked = 60", "asked = -1", "E-TYPE", "dossier.toml", "sampling.asked"),
    ("dossier.toml", "asked = 60", "asked = true", "E-TYPE", "dossier.toml", "sampling.asked"),
    ("dossier.toml", "asked = 60", "asked = 30", "E-CONFLICT", "dossier.toml", "sampling.answered"),
    ("dossier.toml", "cut_off = 2019-05-01", 'cut_off = "2019-05-01"', "E-TYPE", "dossier.toml", "sampling.cut_off"),
    ("dossier.toml", "cut_off = 2019-05-01", "cut_off = 2019-05-01T10:00:00Z", "E-TYPE", "dossier.toml", "sampling.cut_off"),
    ("dossier.toml", "cut_off = 2019-05-01", "cut_off = 0219-05-01", "E-DATE", "dossier.toml", "sampling.cut_off"),
    ("dossier.toml", "cut_off = 2019-05-01", "cut_off = 2019-02-30", "E-DATE", "dossier.toml", "line 28, column 11"),
    ("dossier.toml", "[solicitor]", "[solicitor", "E-SYNTAX", "dossier.toml", "line 18, column 11"),
    ("dossier.toml", 'grounds_by = "A. Solicitor"\n', "", "E-MISSING", "dossier.toml", "challenge.grounds_by"),
    ("dossier.toml", "[challenge]", "[challenge]\nreply_days = 7", "E-MISSING", "dossier.toml", "challenge.reply_days_reason"),
    ("dossier.toml", "[challenge]", "[challenge]\nreply_days = 0", "E-TYPE", "dossier.toml", "challenge.reply_days"),
    ("dossier.toml", '["The number of cases."]', '"x"', "E-TYPE", "dossier.toml", "challenge.information_sought"),
    ("dossier.toml", '["The number of cases."]', '["x", ""]', "E-MISSING", "dossier.toml", "challenge.information_sought[#2]"),
    ("dossier.toml", '["The number of cases."]', '["x", 2]', "E-TYPE", "dossier.toml", "challenge.information_sought[#2]"),
    ("dossier.toml", 'cases = ["*"]', 'cases = ["ZZZZ"]', "E-REF", "dossier.toml", "instruction[#1].cases"),
    ("dossier.toml", 'recipient = "cps"', 'recipient = "dpp"', "E-REF", "dossier.toml", "instruction[#1].recipient"),
    ("dossier.toml", 'audience = "cps"', 'audience = "cpss"', "E-TYPE", "dossier.toml", "recipient[cps].audience"),
    ("dossier.toml", 'audience = "cps"', 'audience = "everybody"', "E-TYPE", "dossier.toml", "recipient[cps].audience"),
    ("dossier.toml", 'firm = "Harbour Law Centre"', 'cipher_key_recipient = "rsa"', "E-TYPE", "dossier.toml", "solicitor.cipher_key_recipient"),
    ("dossier.toml", "[[recipient]]", '[[recipient]]\nkey = "cps"\nname = "x"\naudience = "cps"\n[[recipient]]', "E-DUPLICATE", "dossier.toml", "recipient[#2]"),
    ("dossier.toml", "[[organisation]]", '[[organisation]]\nkey = "harbour"\nname = "x"\n[[organisation]]', "E-DUPLICATE", "dossier.toml", "organisation[#2]"),
    (CASE, 'organisation = "harbour"', 'organisation = "port"', "E-REF", CASE, "organisation"),
    (CASE, f'reference = "{REFERENCE}"', 'reference = "ABCD"', "E-CONFLICT", CASE, "reference"),
    (CASE, f'reference = "{REFERENCE}"', 'reference = "OOOO"', "E-TYPE", CASE, "reference"),
    (CASE, 'made_on = "2018-03"', 'made_on = "2018-13"', "E-DATE", CASE, "decision[d1].made_on"),
    (CASE, 'made_on = "2018-03"', 'made_on = "0218"', "E-DATE", CASE, "decision[d1].made_on"),
    (CASE, 'made_on = "2018-03"', "made_on = 2018", "E-TYPE", CASE, "decision[d1].made_on"),
    (CASE, 'made_on = "2018-03"', "made_on = 2018-03-15", "E-DATE", CASE, "decision[d1].communicated_on"),
    (CASE, "received_on = 2018-03-16", "received_on = 2018-03-13", "E-DATE", CASE, "decision[d1].received_on"),
    (CASE, 'unit = "CPS Marsh RASSO unit"\n', "", "E-MISSING", CASE, "decision[d1].unit"),
    (CASE, 'letter = "letter-1"', 'letter = "letter-9"', "E-REF", CASE, "decision[d1].letter"),
    (CASE, 'of = "d1"', 'of = "d2"', "E-REF", CASE, "review[r1].of"),
    (CASE, 'letter = "letter-2"', 'letter = "letter-9"', "E-REF", CASE, "review[r1].letter"),
    (CASE, "stage = 1", "stage = 3", "E-TYPE", CASE, "review[r1].stage"),
    (CASE, "stage = 1", "stage = 2", "E-CONFLICT", CASE, "review[r1].result"),
    (CASE, "requested_on = 2018-04-02", "requested_on = 2018-01-02", "E-DATE", CASE, "review[r1].requested_on"),
    (CASE, "decided_on = 2018-05-02", "decided_on = 2018-04-01", "E-DATE", CASE, "review[r1].decided_on"),
    (CASE, 'result = "upheld_stage_1"', 'result = "awaited"', "E-CONFLICT", CASE, "review[r1].result"),
    (CASE, 'file = "decision-letter.txt"', 'file = "../../secret.txt"', "E-PATH", CASE, "document[letter-1].file"),
    (CASE, 'file = "decision-letter.txt"', 'file = "/etc/passwd"', "E-PATH", CASE, "document[letter-1].file"),
    (CASE, 'file = "decision-letter.txt"', r"file = 'a\b.txt'", "E-PATH", CASE, "document[letter-1].file"),
    (CASE, 'file = "decision-letter.txt"', 'file = "case.toml"', "E-PATH", CASE, "document[letter-1].file"),
    (CASE, 'file = "decision-letter.txt"', 'file = "lost.txt"', "E-MISSING", CASE, "document[letter-1].file"),
    (CASE, "supplied_on = 2018-11-02", "supplied_on = 2018-02-28", "E-DATE", CASE, "document[letter-1].supplied_on"),
    (CASE, "exhibit = true", "exhibit = true\nprivileged = true", "E-CONFLICT", CASE, "document[letter-1].exhibit"),
    (CASE, "exhibit = true", 'exhibit = "yes"', "E-TYPE", CASE, "document[letter-1].exhibit"),
    (CASE, "[[waiver]]\n", "[[waiver]]\nwitness = 3\n", "E-TYPE", CASE, "waiver[w1].witness"),
    (CASE, "[[decision]]", "[decision]", "E-TYPE", CASE, "decision"),
    (PEOPLE, 'role = "suspect"', 'role = "complainant"', "E-CONFLICT", PEOPLE, "person"),
    (PEOPLE, 'role = "complainant"', 'role = "witness"', "E-CONFLICT", PEOPLE, "person"),
    (PEOPLE, 'shown_as = "DE"', 'shown_as = "RQ"', "E-CIPHER", PEOPLE, "person[K7F3-p1].shown_as"),
    (PEOPLE, 'shown_as = "DE"', 'shown_as = "QR"', "E-CIPHER", PEOPLE, "person[K7F3-p1].shown_as"),
    (PEOPLE, 'shown_as = "DE"', 'shown_as = "the client"', "E-CIPHER", PEOPLE, "person[K7F3-p1].shown_as"),
    (PEOPLE, "the suspect in DE", "Mr Thrale", "E-CIPHER", PEOPLE, "person[K7F3-p2].shown_as"),
    (PEOPLE, "[place]", "a street in Saltby", "E-CIPHER", PEOPLE, "identifier[K7F3-i1].shown_as"),
    (PEOPLE, 'person = "K7F3-p1"', 'person = "K7F3-p9"', "E-REF", PEOPLE, "identifier[K7F3-i1].person"),
    (PEOPLE, 'id = "K7F3-i1"', 'id = "ZZZZ-i1"', "E-TYPE", PEOPLE, "identifier[ZZZZ-i1].id"),
    (PEOPLE, 'id = "K7F3-p2"', 'id = "K7F3-p1"', "E-DUPLICATE", PEOPLE, "person[#2]"),
    ("adverse.toml", f'case = "{REFERENCE}"', 'case = "ZZZZ"', "E-REF", "adverse.toml", "item[a1].case"),
    ("adverse.toml", "decided_on = 2019-05-02", "decided_on = 2019-04-30", "E-DATE", "adverse.toml", "item[a1].decided_on"),
    ("adverse.toml", 'where = "Letter, paragraph 3"\n', "", "E-MISSING", "adverse.toml", "item[a1].where"),
    ("adverse.toml", 'reason = "Candour"\n', "", "E-MISSING", "adverse.toml", "item[a1].reason"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "where", "place"), SPOILT)
def test_one_fault_is_told_once_with_code_file_and_place(
    tmp_path: Path, file: str, old: str, new: str, code: str, where: str, place: str
) -> None:
    folder = written(tmp_path / "d", seal=False)
    edit(folder / file, old, new)

    assert (code, where, place) in faults(folder)
    with pytest.raises(ProblemsError) as error:
        read_dossier(folder)
    assert error.value.exit_code is ExitCode.BAD_INPUT
    assert all(problem.message and problem.remedy for problem in error.value.problems)


@pytest.mark.parametrize(("file", "old", "new"), [case[:3] for case in SPOILT])
def test_no_message_repeats_a_name(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = written(tmp_path / "d", seal=False)
    edit(folder / file, old, new)

    told = " ".join(str(problem) for problem in check_dossier(folder))

    assert not any(part in told for part in (*NAME.split(), "Roz", "Alan", "Thrale", "Saltby"))


def test_a_mistyped_key_or_word_gets_the_nearest_right_one(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    edit(folder / "dossier.toml", "[solicitor]", '[solicitor]\nfrim = "x"\nzzz = 1')
    edit(folder / "dossier.toml", 'audience = "cps"', 'audience = "cpss"')

    remedies = {problem.place: problem.remedy for problem in check_dossier(folder)}

    assert remedies["solicitor.frim"] == 'Did you mean "firm"?'
    assert remedies["solicitor.zzz"].startswith("Remove it, or use one of: address")
    assert remedies["recipient[cps].audience"] == 'Did you mean "cps"?'


def test_all_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    edit(folder / "dossier.toml", "[solicitor]", '[solicitor]\nfrim = "x"')
    edit(folder / CASE, "came_in_on = 2018-11-02", 'came_in_on = "then"')
    edit(folder / CASE, "received_on = 2018-03-16", "received_on = 2018-03-13")
    edit(folder / CASE, "given_on = 2019-04-02\n", "")
    edit(folder / PEOPLE, 'shown_as = "DE"', 'shown_as = "RQ"')
    edit(folder / "adverse.toml", 'reason = "Candour"\n', "")
    (folder / "notes.txt").write_text("x")

    with pytest.raises(ProblemsError) as error:
        read_dossier(folder)

    assert {(problem.code, problem.file) for problem in error.value.problems} == {
        ("E-KEY", "dossier.toml"),
        ("E-TYPE", CASE),
        ("E-DATE", CASE),
        ("E-MISSING", CASE),
        ("E-CIPHER", PEOPLE),
        ("E-MISSING", "adverse.toml"),
        ("E-EXTRA", "notes.txt"),
    }


@pytest.mark.parametrize("file", ["dossier.toml", CASE, PEOPLE])
@pytest.mark.parametrize("how", ["gone", "not TOML", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_the_only_fault(tmp_path: Path, file: str, how: str) -> None:
    folder = written(tmp_path / "d", seal=False)
    if how == "gone":
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(b"= nonsense" if how == "not TOML" else b'title = "\xff"')

    assert [(code, where) for code, where, _ in faults(folder)] == [
        ("E-MISSING" if how == "gone" else "E-SYNTAX", file)
    ]


def test_a_fault_in_one_table_does_not_make_references_to_it_faulty(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    edit(folder / CASE, 'supplied_by = "the complainant"\n', "")
    edit(folder / CASE, 'unit = "CPS Marsh RASSO unit"\n', "")
    edit(folder / PEOPLE, f'names = ["{NAME}"]\n', "")
    edit(folder / "dossier.toml", 'name = "Crown Prosecution Service"\n', "")

    assert codes(faults(folder)) == {"E-MISSING"}
    assert len(faults(folder)) == 4


def test_a_byte_changed_in_a_letter_is_noticed_by_its_reading_its_codings_and_the_seal(tmp_path: Path) -> None:
    folder = written(tmp_path / "d")
    data = (folder / LETTER).read_bytes()
    (folder / LETTER).write_bytes(data.replace(b"late", b"Late"))

    found = faults(folder, seal=True)

    assert ("E-HASH", LETTER, "") in found
    assert ("E-HASH", READING, "document_sha256") in found
    assert ("E-HASH", "codings.csv", "row 2.document_sha256") in found


def test_a_sealed_dossier_must_match_its_manifest_exactly(tmp_path: Path) -> None:
    folder = written(tmp_path / "d")
    (folder / "cases" / REFERENCE / "readings" / "letter-2.json").unlink()
    (folder / "notes.txt").write_text("x")
    edit(folder / PEOPLE, '"Roz"', '"Rosa"')

    found = faults(folder, seal=True)

    assert ("E-MISSING", f"cases/{REFERENCE}/readings/letter-2.json", "") in found
    assert ("E-EXTRA", "notes.txt", "") in found
    assert ("E-HASH", PEOPLE, "") in found
    assert faults(folder, seal=False) == [("E-EXTRA", "notes.txt", "")]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "x", "files": {}}', '{"format": "merits-manifest/1", "files": {"a": 1}}', "["]
)
def test_a_manifest_that_is_none_is_a_fault(tmp_path: Path, text: str) -> None:
    folder = written(tmp_path / "d")
    (folder / "manifest.json").write_text(text)

    assert ("E-SYNTAX", "manifest.json", "") in faults(folder, seal=True)


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    outside = tmp_path / "outside.txt"
    outside.write_bytes((folder / LETTER).read_bytes())
    (folder / LETTER).unlink()
    (folder / LETTER).symlink_to(outside)
    (folder / "cases" / REFERENCE / "more").symlink_to(tmp_path, target_is_directory=True)

    found = faults(folder)

    assert ("E-PATH", LETTER, "") in found
    assert ("E-PATH", f"cases/{REFERENCE}/more", "") in found
    assert ("E-MISSING", CASE, "document[letter-1].file") in found


def test_a_file_name_that_is_not_unicode_is_a_fault(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt"))).write_text("x")

    assert codes(faults(folder)) == {"E-PATH"}


def test_what_file_managers_leave_behind_is_passed_over(tmp_path: Path) -> None:
    folder = written(tmp_path / "d")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "cases" / "Thumbs.db").write_bytes(b"x")

    assert read_dossier(folder).sealed


def test_a_case_folder_must_be_named_by_a_reference(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    (folder / "cases" / "quayle").mkdir()
    (folder / "cases" / "quayle" / "case.toml").write_text("")

    assert faults(folder) == [("E-TYPE", "cases/quayle", "")]


def test_no_file_of_a_case_that_cannot_be_read_is_called_extra_but_others_are(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    (folder / CASE).write_text("=")
    (folder / "identities" / "ZZZZ.toml").write_text("")

    assert codes(faults(folder)) == {"E-SYNTAX", "E-EXTRA"}
    assert ("E-EXTRA", "identities/ZZZZ.toml", "") in faults(folder)


def test_two_cases_need_ids_and_ciphers_of_their_own(tmp_path: Path) -> None:
    other = a_case("M2P9", id=a_case().id)
    own = people("M2P9")
    same_id = Identities(people=own.people, identifiers=(changed(own.identifiers[0], id="K7F3-i1"),))
    dossier = a_dossier(cases=(a_case(), other), identities={REFERENCE: people(), "M2P9": same_id})

    found = faults(written(tmp_path / "d", dossier, seal=False))

    assert ("E-DUPLICATE", "cases", "[#3]") in found
    assert ("E-CIPHER", "identities/M2P9.toml", "") in found
    assert ("E-DUPLICATE", "identities/M2P9.toml", "") in found


def decision(**changes: object) -> Case:
    return changed(a_case(), decisions=(changed(a_case().decisions[0], **changes),))


@pytest.mark.parametrize(
    ("spoilt", "code", "place"),
    [
        ({"consents": (a_consent(withdrawn_on=date(2019, 4, 1)),)}, "E-DATE", "consent[c1].withdrawn_on"),
        ({"consents": (a_consent(until=date(2019, 4, 1)),)}, "E-DATE", "consent[c1].until"),
        ({"consents": (a_consent(person="K7F3-p9"),)}, "E-REF", "consent[c1].person"),
        ({"consents": (a_consent(person="K7F3-p2"),)}, "E-CONFLICT", "consent[c1].person"),
        ({"consents": (a_consent(capacity=Capacity.PARENTAL),)}, "E-CONFLICT", "consent[c1].given_by"),
        ({"consents": (a_consent(given_by=GivenBy.PARENT),)}, "E-CONFLICT", "consent[c1].given_by"),
        ({"consents": (a_consent(), a_consent())}, "E-DUPLICATE", "consent[#2]"),
        ({"waivers": (a_waiver(withdrawn_on=date(2019, 4, 1)),)}, "E-DATE", "waiver[w1].withdrawn_on"),
        ({"waivers": (a_waiver(until=date(2019, 4, 1)),)}, "E-DATE", "waiver[w1].until"),
        ({"waivers": (a_waiver(person="K7F3-p9"),)}, "E-REF", "waiver[w1].person"),
        ({"waivers": (a_waiver(aged_16_or_over=False),)}, "E-WAIVER", "waiver[w1].aged_16_or_over"),
        ({"waivers": (a_waiver(given_on=date(2006, 1, 30)),)}, "E-WAIVER", "waiver[w1].aged_16_or_over"),
    ],
)  # fmt: skip
def test_consents_and_waivers_must_make_sense(tmp_path: Path, spoilt: dict[str, object], code: str, place: str) -> None:
    folder = written(tmp_path / "d", with_case(**spoilt), seal=False)

    assert (code, CASE, place) in faults(folder)


def test_a_waiver_on_the_sixteenth_birthday_is_one(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", with_case(waivers=(a_waiver(given_on=date(2006, 1, 31)),)), seal=False)

    assert faults(folder) == []


def test_a_waiver_without_a_date_is_none_and_the_remedy_says_so(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    text = (folder / CASE).read_text()
    head, waiver = text.split("[[waiver]]")
    (folder / CASE).write_text(head + "[[waiver]]" + waiver.replace("given_on = 2019-04-02\n", ""))

    (problem,) = [problem for problem in check_dossier(folder) if problem.code == "E-WAIVER"]

    assert problem.place == "waiver[w1].given_on"
    assert problem.remedy.startswith("Without its date there is no waiver")


def test_parental_authority_given_by_a_parent_is_accepted(tmp_path: Path) -> None:
    consent = a_consent(capacity=Capacity.PARENTAL, given_by=GivenBy.PARENT)

    assert faults(written(tmp_path / "d", with_case(consents=(consent,)), seal=False)) == []


def test_documents_must_differ_and_only_chats_have_a_date_order(tmp_path: Path) -> None:
    letter = a_case().documents[0]
    chat = a_document("chat-1", "chat.txt", DocumentKind.CHAT_EXPORT, date_order=DateOrder.DAY_FIRST)
    same_file = changed(letter, id="letter-3", date_order=DateOrder.DAY_FIRST)
    same_id = changed(letter, file="other.txt")
    folder = written(tmp_path / "d", with_case(documents=(*a_case().documents, chat, same_file, same_id)), seal=False)

    found = faults(folder)

    assert ("E-DUPLICATE", CASE, "document[#4]") in found
    assert ("E-DUPLICATE", CASE, "document[#5]") in found
    assert ("E-CONFLICT", CASE, "document[letter-3].date_order") in found
    assert not any("chat-1" in place for _, _, place in found)


def test_a_month_is_never_called_too_early_while_it_could_be_late_enough(tmp_path: Path) -> None:
    kept = decision(made_on=PartialDate.parse("2018"), communicated_on=PartialDate.parse("2018-01"), received_on=None)
    late = decision(
        made_on=PartialDate.parse("2018-02"), communicated_on=PartialDate.parse("2018-01"), received_on=None
    )

    assert faults(written(tmp_path / "a", a_dossier(cases=(kept,)), seal=False)) == []
    assert faults(written(tmp_path / "b", a_dossier(cases=(late,)), seal=False)) == [
        ("E-DATE", CASE, "decision[d1].communicated_on")
    ]


def test_items_not_required_need_no_place_and_undecided_ones_nothing(tmp_path: Path) -> None:
    item = a_dossier().adverse[0]
    open_item = changed(
        item, id="a2", state=AdverseState.UNDECIDED, decided_by="", decided_on=None, reason="", where="", case=""
    )
    not_required = changed(item, id="a3", state=AdverseState.NOT_REQUIRED, where="")

    folder = written(tmp_path / "d", a_dossier(adverse=(item, open_item, not_required)), seal=False)
    same = written(tmp_path / "e", a_dossier(adverse=(item, item)), seal=False)

    assert faults(folder) == []
    assert faults(same) == [("E-DUPLICATE", "adverse.toml", "item[#2]")]


def test_a_reading_that_is_none_is_a_fault(tmp_path: Path) -> None:
    folder = written(tmp_path / "d", seal=False)
    (folder / READING).write_text("{}")
    (folder / "cases" / REFERENCE / "readings" / "letter-2.json").write_bytes(b"\xff")

    found = faults(folder)

    assert ("E-SYNTAX", READING, "") in found
    assert ("E-SYNTAX", f"cases/{REFERENCE}/readings/letter-2.json", "") in found


def test_warnings_do_not_stop_the_work(tmp_path: Path) -> None:
    case = a_case()
    told: Decision = changed(case.decisions[0], letter="")
    awaited: Review = changed(case.reviews[0], result=ReviewResult.AWAITED, decided_on=None, letter="")
    dossier = with_case(
        consents=(),
        came_in_on=date(2019, 5, 2),
        decisions=(told,),
        reviews=(awaited,),
        documents=(*case.documents, a_document("note", "note.txt", DocumentKind.OTHER)),
    )
    folder = written(tmp_path / "d", changed(dossier, codings=()), seal=False)
    (folder / "adverse.toml").unlink()
    (folder / "codings.csv").unlink()
    edit(folder / "dossier.toml", "aware_on = 2019-05-20\n", "")

    assert read_dossier(folder).sealed is False
    assert warnings(folder) == {
        "W-ADJUDICATION", "W-ADVERSE", "W-BLANK", "W-CONSENT", "W-CUT-OFF", "W-LETTER", "W-READING", "W-SEAL",
    }  # fmt: skip
    sampled = written(tmp_path / "e", a_dossier(sampling=None), seal=False)
    assert "W-SAMPLING" in warnings(sampled)


def test_a_dossier_without_cases_can_be_read(tmp_path: Path) -> None:
    dossier = a_dossier(cases=(), identities={}, codings=(), readings={}, adverse=())

    assert read_dossier(written(tmp_path / "d", dossier)).cases == ()


def test_what_is_not_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    for path in (tmp_path / "file", tmp_path / "nothing"):
        with pytest.raises(UserError, match="is not a folder"):
            read_dossier(path)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "d", seal=False)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(UserError, match=r"dossier\.toml could not be read \(Permission denied\)"):
        read_dossier(folder)


def test_a_whole_file_with_blanks_can_stand_in_while_the_rest_is_checked() -> None:
    findings = Findings()

    found = read_table(Instruction, {"by": "A. Solicitor"}, Place("x.toml", "", findings), standing_in=True)

    assert found is not None
    assert (found.by, found.recipient, found.roles, found.given_on) == ("A. Solicitor", "", (), date.min)
    assert {problem.place for problem in findings.errors} == {"recipient", "given_on", "wording", "roles", "cases"}
    assert read_table(Instruction, {"by": "A. Solicitor"}, Place("x.toml", "", findings)) is None


def test_a_folder_that_is_no_dossier_is_said_to_be_none_and_its_files_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8")

    with pytest.raises(UserError, match="not a dossier folder") as caught:
        read_dossier(tmp_path)

    assert "holiday" not in str(caught.value)

"""Agreed reasons (E2, E7), what holds back a claim bundle (E8), and what may be said of the cases (E6)."""

from __future__ import annotations

from casework_dossiers import LATE, MESSAGES, REFERENCE, TEXT, a_case, a_dossier, a_row, changed, codings

from merits.casework import (
    AdverseState,
    Record,
    ReviewResult,
    agreed_reasons,
    claim_bundle_allowed,
    letters,
    not_adjudicated,
    proportion_wording_allowed,
    reason_counts,
    reviewers,
    sampling_statement,
    undecided,
)


def test_agreed_reasons_are_quoted_with_their_place_and_jury_prediction_first() -> None:
    found = agreed_reasons(a_dossier())

    assert [(item.code, item.quotation, item.place) for item in found] == [
        ("C3", LATE, "page 1"),
        ("D3", LATE, "page 1"),
        ("D9", MESSAGES, "page 1"),
    ]
    assert TEXT[found[0].start : found[0].end] == LATE
    assert [item.relied_on for item in found] == [True, True, False]


def test_jury_prediction_stands_before_codes_that_come_earlier_in_the_codebook() -> None:
    rows = tuple(a_row(code=code, record=Record.ADJUDICATION) for code in ("D10", "A1", "C5", "D9", "C2", "C4"))

    assert [item.code for item in agreed_reasons(a_dossier(codings=rows))] == ["C4", "C5", "A1", "C2", "D9", "D10"]


def test_a_discounted_subject_is_never_counted_as_relied_on() -> None:
    counts = {item.code: item for item in reason_counts(agreed_reasons(a_dossier()))}

    assert (counts["D9"].cases_relied_on, counts["D9"].letters_relied_on) == (0, 0)
    assert dict(counts["D9"].letters_by_stance)["mentioned_and_discounted"] == 1
    assert (counts["C3"].cases_relied_on, counts["C3"].letters_relied_on) == (1, 1)
    assert list(counts) == ["C3", "D3", "D9"]


def test_two_spans_of_one_letter_are_one_letter() -> None:
    rows = (
        a_row(LATE, "C3", record=Record.ADJUDICATION),
        a_row("A jury may wonder", "C3", record=Record.ADJUDICATION),
    )

    (count,) = reason_counts(agreed_reasons(a_dossier(codings=rows)))

    assert count.letters_relied_on == 1


def test_what_only_coders_found_is_not_agreed() -> None:
    dossier = a_dossier(codings=tuple(row for row in codings() if row.record is Record.CODING))

    assert agreed_reasons(dossier) == ()
    assert not_adjudicated(dossier) == letters(dossier) == ((REFERENCE, "letter-1"), (REFERENCE, "letter-2"))


def test_a_letter_agreed_to_give_no_reason_is_adjudicated() -> None:
    assert not_adjudicated(a_dossier()) == ()


def test_only_the_cases_asked_for_are_shown() -> None:
    assert agreed_reasons(a_dossier(), cases=()) == ()
    assert letters(a_dossier(), cases=["ZZZZ"]) == ()
    assert len(agreed_reasons(a_dossier(), cases={REFERENCE})) == 3


def test_a_reading_without_parts_gives_no_place() -> None:
    dossier = a_dossier()
    key = (REFERENCE, "letter-1")
    bare = a_dossier(readings=dossier.readings | {key: changed(dossier.readings[key], parts=(), machine_read=True)})

    assert [(item.place, item.machine_read) for item in agreed_reasons(bare)] == [("", True)] * 3
    assert [item.place for item in agreed_reasons(a_dossier(readings={}))] == [""] * 3


def test_an_undecided_item_holds_back_a_claim_bundle_and_the_reason_says_nothing_of_it() -> None:
    item = a_dossier().adverse[0]
    open_item = changed(item, id="a2", state=AdverseState.UNDECIDED)
    dossier = a_dossier(adverse=(item, open_item))

    allowed, reason = claim_bundle_allowed(dossier)

    assert undecided(dossier) == (open_item,)
    assert not allowed
    assert reason.startswith("1 item of adverse material is undecided")
    assert item.summary not in reason
    two = claim_bundle_allowed(a_dossier(adverse=(open_item, changed(open_item, id="a3"))))
    assert two.reason.startswith("2 items of adverse material are undecided")


def test_with_every_item_decided_a_claim_bundle_may_be_made() -> None:
    assert claim_bundle_allowed(a_dossier()).allowed
    assert claim_bundle_allowed(a_dossier(adverse=())).allowed


def test_the_sampling_statement_gives_frame_numbers_rule_and_cut_off() -> None:
    assert sampling_statement(a_dossier()) == (
        "Source of cases: 1 case of 1 organisation. Frame: All clients since 2016. Asked: 60; answered: 31. "
        "How: Asked in person. Rule for taking a case in: Every case with a letter. Cut-off: 1 May 2019. The cases were not drawn at "
        "random from all cases decided. They show what happened in these cases; they do not show how often it happens."
    )
    two = a_dossier(cases=(a_case(), a_case("M2P9", organisation="marsh")))
    assert sampling_statement(two, shown=1).startswith("Source of cases: 1 of 2 cases of 2 organisations. Frame:")
    assert sampling_statement(two, shown=2).startswith("Source of cases: 2 cases of 2 organisations. Frame:")


def test_without_a_frame_there_is_no_wording_of_proportion() -> None:
    without = a_dossier(sampling=None)

    assert proportion_wording_allowed(a_dossier()).allowed
    assert not proportion_wording_allowed(without).allowed
    assert "not recorded who was asked" in sampling_statement(without)
    assert "do not show how often" in sampling_statement(without)


def test_who_reviewed_is_stated_as_the_letters_name_it() -> None:
    (review,) = a_case().reviews
    cases = {
        "is the unit that decided": changed(review, reviewer_unit=" cps  marsh rasso UNIT"),
        "is not the unit that decided": changed(review, reviewer_unit="Appeals and Review Unit"),
        "do not state": changed(review, reviewer_unit=""),
    }

    for words, stated in cases.items():
        (found,) = reviewers(a_case(reviews=(stated,)))
        assert words in found.in_words
    assert reviewers(a_case(reviews=(changed(review, result=ReviewResult.AWAITED),))) == ()

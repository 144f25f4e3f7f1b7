"""Agreement between two coders (E5), against arithmetic that is shown."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from casework_dossiers import LATE, MESSAGES, a_case, a_document, a_dossier, a_row, no_reason

from merits.casework import CodeAgreement, CodingRow, DocumentKind, Dossier, Record, Table, Unit, agreement
from merits.casework._intervals import student, wilson
from merits.casework.coders import (
    ALL_AGREED,
    NO_VARIATION,
    ONE_ANSWER,
    TOO_FEW,
    cohen_kappa,
    gwet_ac1,
    measure,
)


def test_kappa_and_ac1_of_fifty_letters_by_hand() -> None:
    # Both found it in 20, only the first in 5, only the second in 10, neither in 15.
    # agreed (20 + 15) / 50 = 0.7; first coder 25/50, second 30/50
    # chance, Cohen: 0.5 x 0.6 + 0.5 x 0.4 = 0.5;   kappa = (0.7 - 0.5) / 0.5 = 0.4
    # chance, Gwet: mean rate 0.55; 2 x 0.55 x 0.45 = 0.495;   AC1 = (0.7 - 0.495) / 0.505 = 0.40594
    found = measure("C3", Unit.PRESENT, Table(20, 5, 10, 15))

    assert found.percent.value == 0.7
    assert found.prevalence.value == 0.55
    assert found.kappa.value == pytest.approx(0.4, abs=1e-12)
    assert found.ac1.value == pytest.approx(0.205 / 0.505, abs=1e-12)


def test_a_very_common_code_shows_the_paradox_of_kappa() -> None:
    # Both 118 of 125, only the first 5, only the second 2, neither 0: agreed 118 / 125 = 0.944
    # chance, Cohen: (123/125)(120/125) + (2/125)(5/125) = 0.94464 + 0.00064 = 0.94528
    # kappa = (0.944 - 0.94528) / 0.05472 = -0.0234
    # mean rate 243/250 = 0.972; chance, Gwet: 2 x 0.972 x 0.028 = 0.054432
    # AC1 = (0.944 - 0.054432) / 0.945568 = 0.9408
    counts = Table(118, 5, 2, 0)

    assert cohen_kappa(counts) == pytest.approx(-0.00128 / 0.05472, abs=1e-9)
    assert gwet_ac1(counts) == pytest.approx(0.889568 / 0.945568, abs=1e-9)


def test_the_jackknife_interval_by_hand() -> None:
    # AC1 of both 2, first 1, neither 1. Whole: rate 5/8, chance 15/32, agreed 3/4: (24 - 15) / (32 - 15) = 9/17.
    # Without a letter of each kind:
    #   both: (1,1,0,1): rate 1/2, chance 1/2, agreed 2/3: 1/3      (twice)
    #   first only: (2,0,0,1): agreed 1: 1                          (once)
    #   neither: (2,1,0,0): rate 5/6, chance 5/18, agreed 2/3: 7/13 (once)
    values = [1 / 3, 1 / 3, 1, 7 / 13]
    mean = sum(values) / 4
    error = math.sqrt(3 / 4 * sum((value - mean) ** 2 for value in values))

    found = measure("C3", Unit.PRESENT, Table(2, 1, 0, 1)).ac1

    assert found.value == pytest.approx(9 / 17, abs=1e-12)
    assert found.low == pytest.approx(max(-1, 9 / 17 - 3.182446 * error), abs=1e-6)
    assert found.high == 1.0  # cut off: nothing agrees more than always


@pytest.mark.parametrize(
    ("freedom", "point"),
    # Any table of Student's t, two-sided 5%.
    [
        (1, 12.7062),
        (2, 4.30265),
        (3, 3.18245),
        (4, 2.77645),
        (10, 2.22814),
        (21, 2.07961),
        (30, 2.04227),
        (120, 1.97993),
    ],
)
def test_students_t_is_that_of_the_tables(freedom: int, point: float) -> None:
    assert student(freedom) == pytest.approx(point, abs=1e-5 * point)


def test_wilsons_interval_by_hand() -> None:
    # 7 of 10: z = 1.959964, z2 = 3.841459; middle (0.7 + 0.19207) / 1.38415 = 0.64449
    # half 1.959964 / 1.38415 x sqrt(0.021 + 0.0096036) = 0.24771
    assert wilson(0.7, 10) == pytest.approx((0.39678, 0.89221), abs=2e-5)
    assert wilson(1.0, 20)[1] == 1.0
    assert wilson(0.0, 20) == pytest.approx((0.0, 0.161), abs=1e-3)


@pytest.mark.parametrize(
    ("counts", "kappa", "ac1"),
    [
        (Table(0, 0, 0, 9), NO_VARIATION, ALL_AGREED),
        (Table(9, 0, 0, 0), NO_VARIATION, ALL_AGREED),
        (Table(4, 0, 0, 5), ALL_AGREED, ALL_AGREED),
        (Table(0, 3, 0, 6), ONE_ANSWER, ""),
        (Table(6, 0, 3, 0), ONE_ANSWER, ""),
        (Table(0, 1, 0, 6), ONE_ANSWER, ""),
        (Table(0, 1, 1, 6), "", ""),
        (Table(1, 1, 0, 0), TOO_FEW, TOO_FEW),
        (Table(2, 1, 1, 1), "", ""),
    ],
)
def test_where_there_is_no_figure_or_interval_the_reason_is_in_words(counts: Table, kappa: str, ac1: str) -> None:
    found = measure("C3", Unit.PRESENT, counts)

    assert (found.kappa.reason, found.ac1.reason) == (kappa, ac1)
    for estimate in (found.kappa, found.ac1):
        assert (estimate.low is None) is bool(estimate.reason)
        assert all(value is None or math.isfinite(value) for value in (estimate.value, estimate.low, estimate.high))
    assert (found.kappa.value is None) is (kappa == NO_VARIATION)


def test_a_figure_without_letters_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="two coders"):
        measure("C3", Unit.PRESENT, Table(0, 0, 0, 0))


def letters_coded_as(
    *letters: tuple[tuple[CodingRow, ...], ...], kind: DocumentKind = DocumentKind.DECISION_LETTER
) -> Dossier:
    documents = tuple(a_document(f"l{number}", f"l{number}.txt", kind) for number in range(len(letters)))
    rows = [
        CodingRow(**(vars(row) | {"document": f"l{number}"}))
        for number, readers in enumerate(letters)
        for rows in readers
        for row in rows
    ]
    return a_dossier(cases=(a_case(documents=documents),), codings=tuple(rows))


def one(found: tuple[CodeAgreement, ...], code: str) -> CodeAgreement:
    return next(item for item in found if item.code == code)


def test_two_synthetic_coders_with_known_agreement_give_the_known_figures() -> None:
    # E5: C3 in both 3, first 1, second 1, neither 3 -> agreed 6/8, chance 1/2, kappa 0.5.
    def coder(name: str, finds: bool) -> tuple[CodingRow, ...]:
        return (a_row(LATE, "C3", name),) if finds else (no_reason(name),)

    pairs = [(True, True)] * 3 + [(True, False)] + [(False, True)] + [(False, False)] * 3
    dossier = letters_coded_as(*((coder("coder-1", first), coder("coder-2", second)) for first, second in pairs))

    (found,) = agreement(dossier)

    assert found.counts == Table(3, 1, 1, 3)
    assert found.percent.value == 0.75
    assert found.kappa.value == pytest.approx(0.5)
    assert found.ac1.value == pytest.approx(0.5)
    assert found.pairs == 1


def test_relied_on_is_counted_apart_from_present() -> None:
    discounted: dict[str, Any] = {"stance": "mentioned_and_discounted"}
    dossier = letters_coded_as(
        ((a_row(MESSAGES, "D9", **discounted),), (a_row(MESSAGES, "D9", "coder-2"),)),
        ((a_row(MESSAGES, "D9"), a_row(LATE, "D9", **discounted)), (a_row(MESSAGES, "D9", "coder-2"),)),
        ((no_reason(),), (no_reason("coder-2"),)),
    )

    assert one(agreement(dossier), "D9").counts == Table(2, 0, 0, 1)
    assert one(agreement(dossier, unit=Unit.RELIED_ON), "D9").counts == Table(1, 0, 1, 1)


def test_only_letters_read_by_exactly_two_coders_count_and_adjudications_do_not() -> None:
    dossier = letters_coded_as(
        ((a_row(),), (a_row(coder="coder-2"),)),
        ((a_row(),), (a_row(coder="adjudicator", record=Record.ADJUDICATION),)),
        ((a_row(),), (a_row(coder="coder-2"),), (a_row(coder="coder-3"),)),
    )

    assert one(agreement(dossier), "C3").counts.letters == 1


def test_what_is_no_letter_and_cases_not_asked_for_do_not_count() -> None:
    pair = ((a_row(),), (a_row(coder="coder-2"),))

    assert agreement(letters_coded_as(pair, kind=DocumentKind.OTHER)) == ()
    assert agreement(letters_coded_as(pair), cases=["ZZZZ"]) == ()
    assert len(agreement(letters_coded_as(pair), cases=["K7F3"])) == 1


def test_different_pairs_of_coders_are_counted_as_such() -> None:
    dossier = letters_coded_as(
        ((a_row(),), (a_row(coder="coder-2", on=date(2019, 5, 2)),)),
        ((a_row(),), (a_row(coder="coder-3"),)),
    )

    assert one(agreement(dossier), "C3").pairs == 2


def test_codes_stand_in_the_order_of_the_codebook() -> None:
    rows = tuple(a_row(code=code) for code in ("F1", "D10", "D9", "A2"))

    found = agreement(letters_coded_as((rows, (no_reason("coder-2"),))))

    assert [item.code for item in found] == ["A2", "D9", "D10", "F1"]
    assert {item.kappa.reason for item in found} <= {TOO_FEW, ONE_ANSWER, NO_VARIATION}

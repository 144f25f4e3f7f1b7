"""No live consent, no appearance (S3); no live waiver of that very person, no name (S4, L87)."""

from __future__ import annotations

from datetime import date

import pytest
from casework_dossiers import NAME, a_case, a_consent, a_waiver

from merits.casework import Audience, Consent, Purpose, Scope, Waiver, may_appear, may_be_shared, waived

ON = date(2019, 6, 10)
NOT_COVERED = "Not waived: the waiver does not cover this publisher, medium and scope."
DAY_BEFORE, DAY_AFTER = date(2019, 6, 9), date(2019, 6, 11)


def ask(*consents: Consent, purpose: Purpose = Purpose.COURT, audience: Audience = Audience.OPEN) -> tuple[bool, str]:
    answer = may_appear(a_case(consents=consents), purpose=purpose, audience=audience, on=ON)
    assert bool(answer.consent_ids) is answer.allowed
    assert "refus" not in answer.reason
    assert NAME not in answer.reason
    return answer.allowed, answer.reason


def test_a_live_consent_for_purpose_and_audience_lets_a_case_appear() -> None:
    answer = may_appear(a_case(), purpose=Purpose.COURT, audience=Audience.OPEN, on=ON)

    assert answer.allowed
    assert answer.consent_ids == ("c1",)
    assert answer.reason == "Included: consent is recorded for court proceedings, for open copies."


@pytest.mark.parametrize(
    ("consents", "reason"),
    [
        ((), "no consent is recorded."),
        ((a_consent(person="K7F3-p2"),), "no consent is recorded."),
        ((a_consent(purposes=(Purpose.PRESS,)),), "no consent is recorded for court proceedings."),
        (
            (a_consent(audiences=(Audience.POLICE,)),),
            "no consent is recorded for court proceedings, for open copies.",
        ),
        (
            (a_consent(given_on=DAY_AFTER),),
            "the consent was not yet given; it is dated 11 June 2019 (court proceedings, for open copies).",
        ),
        ((a_consent(until=DAY_BEFORE),), "the consent ended on 9 June 2019 (court proceedings, for open copies)."),
        (
            (a_consent(withdrawn_on=ON),),
            "the consent was withdrawn on 10 June 2019 (court proceedings, for open copies).",
        ),
    ],
)
def test_without_it_the_reason_is_in_words(consents: tuple[Consent, ...], reason: str) -> None:
    assert ask(*consents) == (False, f"Not included: {reason}")


def test_purpose_and_audience_must_be_in_one_consent() -> None:
    for_court = a_consent(purposes=(Purpose.COURT,), audiences=(Audience.CPS,))
    for_all = a_consent(id="c2", purposes=(Purpose.STATISTICS,), audiences=(Audience.OPEN,))

    assert not ask(for_court, for_all)[0]


def test_a_consent_holds_from_its_first_to_its_last_day() -> None:
    assert ask(a_consent(given_on=ON, until=ON))[0]


def test_a_recorded_withdrawal_holds_whatever_day_the_paper_is_made_for() -> None:
    assert not ask(a_consent(withdrawn_on=date(2019, 12, 1)))[0]


def test_a_withdrawal_ends_every_earlier_consent_for_the_same_use() -> None:
    older = a_consent(id="c0", given_on=date(2018, 1, 1))

    assert not ask(older, a_consent(withdrawn_on=date(2019, 5, 1)))[0]


def test_a_withdrawal_for_another_use_ends_nothing_here() -> None:
    other = a_consent(id="c2", purposes=(Purpose.PRESS,), withdrawn_on=date(2019, 5, 1))

    assert ask(a_consent(), other)[0]


def test_a_consent_given_after_a_withdrawal_counts_but_not_one_of_the_same_day() -> None:
    withdrawn = a_consent(withdrawn_on=date(2019, 5, 1))

    assert ask(withdrawn, a_consent(id="c2", given_on=date(2019, 5, 2)))[0]
    assert not ask(withdrawn, a_consent(id="c2", given_on=date(2019, 5, 1)))[0]


def test_a_case_whose_complainant_is_not_known_appears_nowhere() -> None:
    case = a_case(complainant="", consents=(a_consent(person=""),))

    assert not may_appear(case, purpose=Purpose.COURT, audience=Audience.OPEN, on=ON).allowed
    assert not may_be_shared(case, on=ON).allowed


def test_a_case_is_shared_only_by_live_consent_to_a_joint_dossier() -> None:
    assert may_be_shared(a_case(), on=ON).consent_ids == ("c1",)
    assert not may_be_shared(a_case(consents=(a_consent(purposes=(Purpose.COURT,)),)), on=ON).allowed
    ended = may_be_shared(a_case(consents=(a_consent(until=DAY_BEFORE),)), on=ON)
    assert ended.reason == "Not included: the consent ended on 9 June 2019 (a joint dossier)."


def is_waived(
    *waivers: Waiver, person: str = "K7F3-p1", publisher: str = "marsh courier ", medium: str = "Print"
) -> str:
    answer = waived(a_case(waivers=waivers), person, publisher=publisher, medium=medium, on=ON)
    assert bool(answer.waiver_ids) is answer.waived
    return answer.reason


def test_a_live_waiver_covers_its_person_publisher_medium_and_scope() -> None:
    assert is_waived(a_waiver()) == "Waived in writing."


@pytest.mark.parametrize(
    ("waiver", "reason"),
    [
        (a_waiver(publishers=("Other Courier",)), NOT_COVERED),
        (a_waiver(medium=("online",)), NOT_COVERED),
        (a_waiver(scope=(Scope.IMAGE,)), NOT_COVERED),
        (a_waiver(aged_16_or_over=False), "Not waived: no waiver is recorded."),
        (a_waiver(given_on=DAY_AFTER), "Not waived: the waiver was not yet given; it is dated 11 June 2019."),
        (a_waiver(until=DAY_BEFORE), "Not waived: the waiver ended on 9 June 2019."),
        (a_waiver(withdrawn_on=DAY_AFTER), "Not waived: the waiver was withdrawn on 11 June 2019."),
    ],
)
def test_outside_its_terms_there_is_no_waiver(waiver: Waiver, reason: str) -> None:
    assert is_waived(waiver) == reason


def test_nobodys_waiver_uncovers_anybody_else() -> None:
    assert is_waived(a_waiver(), person="K7F3-p2") == "Not waived: no waiver is recorded."


def test_a_publisher_must_be_named() -> None:
    assert is_waived(a_waiver(publishers=("",)), publisher=" ").startswith("Not waived")

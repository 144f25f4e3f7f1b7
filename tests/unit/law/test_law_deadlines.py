"""A deadline shows its rule, its inputs, its count and its doubts."""

from datetime import date, timedelta

import pytest

from merits import law
from merits.base.dates import PartialDate
from merits.base.errors import UserError
from merits.base.provenance import Confidence
from merits.law.deadline import months_working

DAY = date(2019, 6, 14)
RULE = law.rule("L49", DAY)
CHECKED = law.rule("L107", DAY)


def deadline(**changed: object) -> law.Deadline:
    fields = {
        "what": "A date",
        "date": DAY,
        "latest": DAY,
        "rules": (RULE,),
        "inputs": (("decision made on", "14 March 2019"),),
        "working": ("It is counted.",),
    }
    return law.Deadline(**{**fields, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rules": ()}, "without a rule"),
        ({"inputs": ()}, "shows its inputs"),
        ({"working": ()}, "shows its inputs"),
        ({"latest": DAY - timedelta(days=1)}, "before the earliest"),
    ],
)
def test_a_deadline_cannot_be_built_without_rule_inputs_and_working(changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        deadline(**changed)


def test_a_deadline_is_as_sure_as_its_least_sure_rule() -> None:
    both = deadline(rules=(CHECKED, RULE, RULE))
    assert both.confidence is Confidence.SECONDARY and both.check_this
    assert both.rule_ids == ("L107", "L49")
    assert [source.title for source in both.sources] == [
        "Civil Procedure Rules, Part 2",
        "Civil Procedure Rules, Part 54",
    ]
    assert both.citations == (CHECKED.citation, RULE.citation)
    sure = deadline(rules=(CHECKED,))
    assert sure.confidence is Confidence.VERIFIED and not sure.check_this


def test_the_order_of_sureness() -> None:
    assert law.weakest(Confidence.VERIFIED, Confidence.DERIVED) is Confidence.DERIVED
    assert law.weakest(Confidence.PRACTICE, Confidence.SECONDARY) is Confidence.PRACTICE
    assert law.weakest(Confidence.UNVERIFIED, Confidence.PRACTICE) is Confidence.UNVERIFIED


def test_words_carry_the_weekday_the_range_and_check_this() -> None:
    assert deadline(rules=(CHECKED,)).in_words == "Friday 14 June 2019"
    assert deadline().in_words == "Friday 14 June 2019 (check this)"
    ranged = deadline(latest=DAY + timedelta(days=16))
    assert ranged.is_range
    assert ranged.in_words == "between Friday 14 June 2019 and Sunday 30 June 2019: work to the earlier (check this)"


def test_record_holds_plain_values() -> None:
    assert deadline().record() == {
        "what": "A date",
        "date": "2019-06-14",
        "latest": "2019-06-14",
        "rules": ["L49"],
        "inputs": {"decision made on": "14 March 2019"},
        "working": ["It is counted."],
        "sources": [RULE.citation],
        "confidence": "secondary",
        "check_this": True,
    }


def test_the_sentence_says_when_a_month_has_no_such_date() -> None:
    assert months_working(PartialDate.parse("2018-11-30"), 3) == (
        "3 months after Friday 30 November 2018 is Thursday 28 February 2019 "
        "(the last day of a month with no such date)."
    )
    assert months_working(PartialDate.parse("2019-01-01"), 3).endswith(
        "is Monday 1 April 2019 (the corresponding date)."
    )


def test_limits_are_never_told_by_the_last_date_alone() -> None:
    """L51, L52."""
    limits = law.jr_limits(PartialDate.parse("2019-03-14"), date(2019, 5, 2))
    assert limits.in_words == (
        "outer limit Friday 14 June 2019 (check this); safe date Thursday 13 June 2019 (check this)"
    )
    assert "promptly" in limits.promptly
    assert "outer limit" in limits.outer.what
    assert limits.outer.rule_ids == ("L49", "L50", "L51")


def test_warning_begins_six_weeks_before_and_the_limit_goes_by_after_its_day() -> None:
    made = PartialDate.parse("2019-03-14")
    ages = {
        day: (limits.warn, limits.gone_by, limits.days_left)
        for day in ("2019-05-02", "2019-05-03", "2019-06-14", "2019-06-15")
        for limits in [law.jr_limits(made, date.fromisoformat(day))]
    }
    assert ages == {
        "2019-05-02": (False, False, 43),
        "2019-05-03": (True, False, 42),
        "2019-06-14": (True, False, 0),
        "2019-06-15": (True, True, -1),
    }


def test_a_range_has_not_gone_by_while_its_latest_day_is_open() -> None:
    limits = law.jr_limits(PartialDate.parse("2019-03"), date(2019, 6, 15))
    assert limits.days_left == -14 and not limits.gone_by
    assert "not known to the day" in limits.outer.working[1]


def test_time_runs_from_the_decision() -> None:
    """L50: the only date the function takes is the day the decision was made."""
    assert law.jr_limits(PartialDate.parse("2019-03-14"), DAY).outer.working[0] == (
        "Time runs from the day the decision was made: 14 March 2019."
    )


def test_a_decision_after_today_is_refused() -> None:
    with pytest.raises(UserError, match="dated 15 June 2019, after 14 June 2019"):
        law.jr_limits(PartialDate.parse("2019-06-15"), DAY)


def test_a_limit_around_which_holidays_are_not_known_is_refused() -> None:
    with pytest.raises(law.OutsideCalendar):
        law.jr_limits(PartialDate.parse("2011-03-14"), DAY)


def test_both_decisions_are_tracked_and_neither_date_stands_alone() -> None:
    """L53, L144."""
    tracks = law.jr_tracks(PartialDate.parse("2019-03-14"), PartialDate.parse("2019-05-01"), date(2019, 7, 10))
    assert tracks.review is not None
    assert tracks.first.gone_by and not tracks.review.gone_by
    assert tracks.headline is tracks.first
    assert tracks.in_words == (
        "The first decision: outer limit Friday 14 June 2019 (check this); "
        "safe date Thursday 13 June 2019 (check this). "
        "The review decision: outer limit Thursday 1 August 2019 (check this); "
        "safe date Wednesday 31 July 2019 (check this) - a lawyer should confirm."
    )
    assert tracks.review.outer.confidence is Confidence.UNVERIFIED
    assert tracks.review.outer.rule_ids == ("L49", "L50", "L51", "L53", "L144")
    assert "never closes a case" in tracks.note and "not settled" in tracks.note


def test_the_earlier_limit_is_the_headline_even_when_a_date_is_vague() -> None:
    tracks = law.jr_tracks(PartialDate.parse("2019-03-14"), PartialDate.parse("2019"), date(2019, 7, 10))
    assert tracks.headline is tracks.review


def test_without_a_review_there_is_one_track() -> None:
    tracks = law.jr_tracks(PartialDate.parse("2019-03-14"), None, date(2019, 5, 1))
    assert tracks.review is None and tracks.headline is tracks.first
    assert tracks.in_words.startswith("The first decision: ") and "review decision" not in tracks.in_words
    assert tracks.record()["review"] is None


def test_a_review_before_its_decision_is_refused() -> None:
    with pytest.raises(UserError, match="before the first decision"):
        law.jr_tracks(PartialDate.parse("2019-03-14"), PartialDate.parse("2019-03-13"), DAY)


def test_another_reply_time_needs_a_reason() -> None:
    """L59."""
    with pytest.raises(UserError, match="gives 7 days where 14 are usual"):
        law.pre_action_reply(date(2019, 6, 10), 7, on=DAY)
    urgent = law.pre_action_reply(date(2019, 6, 10), 7, on=DAY, reason="the outer limit is near")
    assert urgent.date == date(2019, 6, 17)
    assert ("reason", "the outer limit is near") in urgent.inputs
    usual = law.pre_action_reply(date(2019, 6, 10), 14, on=DAY)
    assert usual == law.pre_action_reply(date(2019, 6, 10), on=DAY)
    assert "keeps running" in usual.working[-1]


def test_a_reply_cannot_be_asked_for_in_no_time() -> None:
    with pytest.raises(UserError, match="within 0 days"):
        law.pre_action_reply(date(2019, 6, 10), 0, on=DAY, reason="urgent")


def test_freedom_of_information_names_the_holidays_it_skips() -> None:
    working = law.foi_due(date(2026, 3, 2)).working
    assert "St Patrick's Day (Tuesday 17 March 2026) is skipped." in working
    assert not law.foi_due(date(2026, 3, 2)).check_this


def test_clear_days_show_their_count() -> None:
    served = law.serve_by(date(2026, 4, 10), 3)
    assert served.rule_ids == ("L107",) and not served.check_this
    assert "Easter Monday" not in served.working[0]  # it lies before the counted days
    assert served.working[-1] == "That is not a working day; the working day before it is Thursday 2 April 2026."
    assert "Good Friday (Friday 3 April 2026) is skipped." in law.serve_by(date(2026, 4, 9), 3).working[0]
    assert law.serve_by(date(2026, 3, 5), 1).what == "Serve so that 1 clear day remain"


@pytest.mark.parametrize("function", [law.serve_by, law.period_ends, law.earliest_event])
def test_no_clear_days_cannot_be_counted(function: object) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match="cannot count 0 clear days"):
        function(DAY, 0)


def test_clear_days_may_be_counted_on_another_calendar() -> None:
    more = law.calendar().with_holiday(date(2023, 10, 17), "A new one")
    assert law.serve_by(date(2023, 10, 20), 3, working_days=more).date == date(2023, 10, 13)


def test_edition_says_what_is_not_certain() -> None:
    vague = law.code_edition(PartialDate.parse("2013-01"))
    assert vague.in_words == "Code for Crown Prosecutors, 7th edition - it may also be the 6th (check this)"
    assert vague.check_this and not vague.certain
    plain = law.code_edition(date(2019, 3, 14))
    assert plain.in_words == plain.name == "Code for Crown Prosecutors, 8th edition" and not plain.check_this
    old = law.code_edition(date(2012, 3, 14))
    assert old.in_words.endswith("6th edition (check this)") and old.evidential_questions == ()


def test_edition_gives_the_questions_read_for_it() -> None:
    assert [(rule.id, rule.part) for rule in law.code_edition(date(2018, 10, 25)).evidential_questions] == [
        ("L7", "1"),
        ("L7", "2"),
        ("L7", "3"),
    ]
    assert law.code_edition(date(2018, 10, 26)).evidential_questions[-1].id == "L8"
    assert law.code_edition(date(2018, 10, 26)).record()["asks_about_other_material"] is True


def test_a_decision_before_the_oldest_edition_is_refused() -> None:
    with pytest.raises(UserError, match="known from February 2010"):
        law.code_edition(date(2010, 1, 31))

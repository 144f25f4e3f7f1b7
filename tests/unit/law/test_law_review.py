"""Reviews: who qualifies, what is in doubt, and that nothing is ever a block."""

from datetime import date

import pytest

from merits import law
from merits.base.dates import PartialDate
from merits.base.errors import UserError
from merits.law import Fact, Standing


def ask(
    maker: str = "cps",
    kind: str = "not_charged",
    made: str = "2019-03-14",
    told: str | None = "2019-03-21",
    on: date = date(2019, 3, 25),
    facts: tuple[str, ...] = (),
) -> law.VrrAnswer:
    heard = PartialDate.parse(told) if told else None
    return law.vrr_request(
        maker=maker, kind=kind, made_on=PartialDate.parse(made), communicated_on=heard, on=on, facts=facts
    )


def test_a_cps_decision_not_to_charge_qualifies() -> None:
    answer = ask()
    assert (answer.scheme, answer.standing, answer.covered) == ("cps-vrr", Standing.QUALIFIES, True)
    assert [ground.rule.id for ground in answer.reasons] == ["L29"]
    assert {"L35", "L36", "L37", "L138", "L148", "L33", "L34", "L113", "L51"} <= set(answer.rule_ids)


@pytest.mark.parametrize("kind", ["discontinued", "no_evidence_offered", "left_on_file"])
def test_a_decision_that_ended_every_charge_qualifies_and_otherwise_we_ask(kind: str) -> None:
    assert ask(kind=kind, facts=("all_charges_ended",)).standing is Standing.QUALIFIES
    unknown = ask(kind=kind)
    assert unknown.standing is Standing.MAY_QUALIFY
    assert unknown.reasons[0].text.endswith("did it?") and unknown.reasons[0].rule.id == "L29"


@pytest.mark.parametrize(
    ("changed", "rule_id"),
    [
        ({"made": "2013-06-04", "told": "2013-06-05", "on": date(2013, 6, 6)}, "L28"),
        ({"made": "2013-06", "told": "2013-06-20", "on": date(2013, 6, 21)}, "L28"),
        ({"kind": "administratively_finalised"}, "L147"),
        ({"kind": "other"}, "L29"),
        ({"facts": ("other_suspect_charged",)}, "L30"),
        ({"facts": ("other_allegation_charged",)}, "L31"),
        ({"facts": ("charge_changed",)}, "L31"),
        ({"facts": ("out_of_court",)}, "L31"),
        ({"facts": ("asked_to_stop",)}, "L31"),
        ({"facts": ("asked_to_stop", "support_restored")}, "L147"),
        ({"facts": ("support_restored",)}, "L147"),
    ],
)
def test_a_doubt_under_the_cps_scheme_is_a_question_with_its_rule(changed: dict[str, object], rule_id: str) -> None:
    answer = ask(**changed)  # type: ignore[arg-type]
    assert answer.standing is Standing.MAY_QUALIFY and not answer.covered and answer.check_this
    assert [ground.rule.id for ground in answer.reasons] == [rule_id]


def test_the_day_the_scheme_began_is_covered() -> None:
    assert ask(made="2013-06-05", told="2013-06-05", on=date(2013, 6, 6)).standing is Standing.QUALIFIES


POLICE = {"maker": "police", "made": "2019-03-14", "facts": ("suspect_interviewed",)}


def test_a_police_decision_qualifies_where_a_suspect_was_interviewed() -> None:
    answer = ask(**POLICE)  # type: ignore[arg-type]
    assert (answer.scheme, answer.standing, answer.prompt) == ("police-vrr", Standing.QUALIFIES, None)
    assert answer.outer.date == date(2019, 6, 21) and answer.outer.rule_ids == ("L45", "L51")
    assert "L35" not in answer.rule_ids
    assert answer.record()["prompt"] is None


@pytest.mark.parametrize(
    ("changed", "rule_ids"),
    [
        ({"facts": ()}, ["L44"]),
        ({"facts": ("no_suspect_interviewed",)}, ["L44"]),
        ({"facts": ("suspect_interviewed", "other_suspect_charged")}, ["L44"]),
        ({"facts": ("suspect_interviewed", "summary_only")}, ["L45"]),
        ({"facts": ("suspect_interviewed", "asked_to_stop")}, ["L44"]),
        ({"facts": ("suspect_interviewed", "support_restored")}, ["L147"]),
        ({"kind": "discontinued"}, ["L44"]),
        ({"kind": "administratively_finalised", "facts": ()}, ["L147", "L44"]),
        ({"made": "2015-03-31", "told": "2015-04-01", "on": date(2015, 4, 2)}, ["L44"]),
    ],
)
def test_a_doubt_under_the_police_scheme_is_a_question_with_its_rule(
    changed: dict[str, object], rule_ids: list[str]
) -> None:
    answer = ask(**{**POLICE, **changed})  # type: ignore[arg-type]
    assert answer.standing is Standing.MAY_QUALIFY
    assert [ground.rule.id for ground in answer.reasons] == rule_ids


def test_after_the_months_the_answer_is_that_one_can_still_ask() -> None:
    last, after = ask(on=date(2019, 6, 21)), ask(on=date(2019, 6, 22))
    assert last.standing is Standing.QUALIFIES
    assert after.standing.value == "the usual time has passed - you can still ask"
    assert after.covered and [ground.rule.id for ground in after.reasons] == ["L33", "L29"]
    assert "exceptional circumstances" in after.reasons[0].text
    assert "not recorded" not in after.reasons[0].text


def test_where_the_day_of_being_told_is_not_recorded_the_answer_says_so() -> None:
    answer = ask(told=None, on=date(2019, 6, 22))
    assert "The day you were told is not recorded" in answer.reasons[0].text
    assert ("told on", "not recorded; counted from the decision") in answer.outer.inputs


def test_time_has_not_passed_while_the_latest_day_is_open() -> None:
    assert ask(told="2019-03", on=date(2019, 6, 29)).standing is Standing.QUALIFIES


def test_the_uncertain_boundary_of_the_prompt_period_is_always_shown() -> None:
    """L34."""
    for told, meets_both in (("2019-03-21", "28 March 2019"), ("2026-01-05", "12 January 2026")):
        prompt = ask(made=told, told=told, on=date(2026, 1, 6)).prompt
        assert prompt is not None and prompt.check_this
        assert "L34" in prompt.rule_ids
        assert any("the day was not found" in sentence for sentence in prompt.working)
        assert prompt.working[-1].endswith(f"{meets_both} meets both.")


def test_the_careful_reading_of_the_months_is_shown_where_it_is_earlier() -> None:
    assert "Friday 14 June 2019" in ask().outer.working[-1]
    assert len(ask(told="2019-03-14").outer.working) == 1


def test_a_pilot_is_named_first_before_no_evidence_is_offered() -> None:
    """L39."""
    numbers = [ground.rule.id for ground in ask(kind="no_evidence_offered", on=date(2026, 2, 1)).to_know]
    assert numbers[0] == "L39"
    assert "L39" not in ask(kind="no_evidence_offered").rule_ids
    assert "L39" not in ask(on=date(2026, 2, 1)).rule_ids


def test_every_answer_says_that_time_for_judicial_review_runs() -> None:
    """L138."""
    for answer in (ask(), ask(**POLICE)):  # type: ignore[arg-type]
        assert any("judicial review runs" in ground.text for ground in answer.to_know)


@pytest.mark.parametrize("changed", [{"maker": "court"}, {"kind": "lost"}, {"facts": ("late",)}])
def test_unknown_words_are_refused_with_those_known(changed: dict[str, object]) -> None:
    with pytest.raises(UserError, match="Use one of: cps, police, not_charged"):
        ask(**changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"made": "2019-03-26"}, "dated 26 March 2019, after 25 March 2019"),
        ({"told": "2019-03-26"}, "dated 26 March 2019, after 25 March 2019"),
        ({"told": "2019-03-13"}, "told on 13 March 2019, before the decision"),
    ],
)
def test_impossible_dates_are_refused(changed: dict[str, str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        ask(**changed)  # type: ignore[arg-type]


def test_every_fact_changes_or_settles_something() -> None:
    settled = {Fact.ALL_CHARGES_ENDED, Fact.SUSPECT_INTERVIEWED}
    for fact in set(Fact) - settled:
        assert ask(**{**POLICE, "facts": (fact, "suspect_interviewed")}).reasons != ask(**POLICE).reasons, fact  # type: ignore[arg-type]


def test_record_holds_plain_values() -> None:
    record = ask().record()
    assert record["standing"] == "you qualify" and record["check_this"] is True
    assert isinstance(record["prompt"], dict) and record["prompt"]["date"] == "2019-03-28"


def test_targets_of_the_cps_say_check_this_and_those_of_the_police_do_not() -> None:
    assert law.review_target("cps-vrr", 1, date(2026, 3, 2)).check_this
    assert not law.review_target("police-vrr", 1, date(2026, 3, 2)).check_this


def test_an_unknown_stage_is_refused() -> None:
    with pytest.raises(UserError, match="no stage 2 of police-vrr"):
        law.review_target("police-vrr", 2, date(2026, 3, 2))

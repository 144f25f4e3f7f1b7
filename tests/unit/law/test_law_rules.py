"""Rules as dated data: what ships is complete and sourced; what is wrong is refused, named and all at once."""

from datetime import date
from pathlib import Path

import pytest

from merits import law
from merits.base.dates import PartialDate
from merits.base.errors import ProblemsError
from merits.base.provenance import Confidence, Source
from merits.law._rule_files import load_rules

NEEDED = [
    *("L2 L3 L8 L28 L29 L30 L31 L32 L33 L34 L35 L36 L37 L38 L39 L40 L44 L45 L46 L49 L50 L51 L52 L53").split(),
    *("L57 L59 L61 L62 L63 L64 L66 L72 L78 L79 L87 L89").split(),
    *("L107 L108 L109 L110 L111 L112 L113 L114 L115 L139 L140 L144 L148").split(),
]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("number", NEEDED)
def test_every_rule_of_the_first_piece_is_there_with_source_and_standing(number: str) -> None:
    for rule in law.rule_book().parts(number, TODAY):
        assert rule.id == number
        assert rule.source.title and rule.source.publisher and rule.text and rule.name
        assert rule.compiled_on == TODAY
        assert rule.citation.startswith(rule.source.title) and number in rule.citation


def test_only_a_verified_rule_has_a_day_on_which_it_was_checked() -> None:
    for rule in law.rule_book():
        assert (rule.checked_on is not None) == (rule.confidence is Confidence.VERIFIED), rule.called


def test_what_is_neither_verified_nor_derived_says_check_this() -> None:
    for rule in law.rule_book():
        sure = rule.confidence in (Confidence.VERIFIED, Confidence.DERIVED)
        assert (law.CHECK_THIS in rule.standing) == (not sure), rule.called
        assert rule.check_this == (not sure)


def test_no_text_of_ours_says_what_only_a_court_may_say() -> None:
    for rule in law.rule_book():
        words = f"{rule.text} {rule.note} {rule.name}".lower()
        assert "unlawful" not in words and "lawful" not in words, rule.called


@pytest.mark.parametrize(
    ("day", "days", "doubt"),
    [(date(2013, 6, 5), 5, "unverified"), (date(2021, 5, 26), 5, "unverified"), (date(2021, 5, 27), 10, "secondary")],
)
def test_prompt_period_changes_on_the_day_it_is_taken_to_have_changed(day: date, days: int, doubt: str) -> None:
    rule = law.rule("L33", day)
    assert (rule.number, rule.unit, rule.confidence) == (days, "working days", doubt)
    assert law.rule("L33", day, "outer limit").number == 3


def test_rule_asked_for_before_it_was_in_force_is_refused_with_its_dates() -> None:
    with pytest.raises(law.NoSuchRule, match=r"L8 was not in force on 25 October 2018 \(from 26 October 2018\)"):
        law.rule("L8", date(2018, 10, 25))
    with pytest.raises(law.NoSuchRule, match="L8 was not in force"):
        law.rule_book().parts("L8", date(2018, 10, 25))
    with pytest.raises(law.NoSuchRule, match=r"L39 \(West Midlands\) was not in force"):
        law.rule("L39", date(2026, 1, 1), "West Midlands")


def test_a_rule_says_where_and_when_it_stands() -> None:
    rule = law.rule("L39", date(2026, 2, 1), "North West")
    assert rule.called == "L39 (North West)" and law.rule("L3", TODAY).called == "L3"


def test_unknown_rule_is_refused_and_a_known_one_names_its_parts() -> None:
    with pytest.raises(law.NoSuchRule, match="There is no rule L999"):
        law.rule("L999", TODAY)
    with pytest.raises(law.NoSuchRule, match="There is no rule L999"):
        law.rule_book().parts("L999", TODAY)
    with pytest.raises(law.NoSuchRule, match=r"There is no rule L7\.\n.*parts: 1, 2, 3"):
        law.rule("L7", TODAY)
    with pytest.raises(law.NoSuchRule, match="the main one, outer limit"):
        law.rule("L33", TODAY, "nonsense")


def test_only_the_parts_in_force_that_day_are_given() -> None:
    assert [rule.part for rule in law.rule_book().parts("L39", date(2025, 7, 1))] == ["", "West Midlands"]
    assert [rule.part for rule in law.rule_book().parts("L39", date(2026, 1, 27))] == ["", "North West"]


def test_versions_come_oldest_first() -> None:
    assert [rule.number for rule in law.rule_book().versions("L2")] == [6, 7, 8]


def test_in_the_month_of_an_unknown_boundary_the_later_version_is_given() -> None:
    assert law.rule("L2", date(2012, 12, 31)).number == 6
    assert law.rule("L2", date(2013, 1, 1)).number == 7


def test_a_paragraph_that_was_not_checked_says_so_in_the_citation() -> None:
    assert "4.6 (paragraph: check this)" in law.rule("L4", TODAY).citation
    assert "54.5(1) [L49; secondary: check this]" in law.rule("L49", TODAY).citation
    assert law.rule("L107", TODAY).citation.endswith("2.8 [L107; checked 23 November 2026]")


def test_validity_is_told_in_words() -> None:
    assert [law.validity(rule) for rule in law.rule_book().versions("L2")] == [
        "from February 2010 to January 2013",
        "from January 2013 to 25 October 2018",
        "from 26 October 2018",
    ]
    assert law.validity(law.rule("L3", TODAY)) == "no first or last day recorded"


def test_rule_cannot_be_built_without_a_source() -> None:
    with pytest.raises(ValueError, match="cannot be built without one"):
        law.Rule(id="L1", name="n", text="t", source=Source(""), compiled_on=TODAY)


def test_rule_that_sets_no_number_refuses_to_give_one() -> None:
    with pytest.raises(TypeError, match="sets no number"):
        law.rule("L3", TODAY).number  # noqa: B018


def test_record_holds_plain_values_only() -> None:
    record = law.rule("L57", TODAY).record()
    assert record["value"] == 13 and record["check_this"] is True and record["checked_on"] is None
    assert law.rule("L29", TODAY).record()["value"] == [
        "not_charged",
        "discontinued",
        "no_evidence_offered",
        "left_on_file",
    ]
    dated = law.rule("L2", date(2015, 1, 1)).record()
    assert (dated["valid_from"], dated["valid_to"], dated["checked_on"]) == ("2013-01", "2018-10-25", "2026-11-23")


SOURCES = '[[source]]\nkey = "s"\ntitle = "A source"\npublisher = "Somebody"\n'
HEAD = 'compiled_on = 2026-11-23\njurisdiction = ["england-and-wales"]\n'


def entry(**changed: str) -> str:
    """One rule as TOML; a value given as an empty text leaves the key out."""
    values = {"id": '"L1"', "name": '"n"', "text": '"t"', "source": '"s"', "confidence": '"derived"', **changed}
    return "[[rule]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items() if value)


def load(folder: Path, rules: str, sources: str = SOURCES, head: str = HEAD) -> law.RuleBook:
    (folder / "sources.toml").write_text(sources, encoding="utf-8")
    (folder / "rules.toml").write_text(head + rules, encoding="utf-8")
    return load_rules(folder, ["rules.toml"])


def problems(folder: Path, rules: str, sources: str = SOURCES, head: str = HEAD) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        load(folder, rules, sources, head)
    return [str(problem) for problem in caught.value.problems]


def test_a_right_file_is_read(tmp_path: Path) -> None:
    book = load(tmp_path, entry(value="[1]".replace("1", '"a"'), valid_from='"2013-01"', valid_to="2014-02-01"))
    (rule,) = book
    assert (rule.value, rule.valid_from, rule.valid_to) == (
        ("a",),
        PartialDate.parse("2013-01"),
        PartialDate.parse("2014-02-01"),
    )


@pytest.mark.parametrize(
    ("first_end", "second_start", "fault"),
    [
        ("2015-03-31", "2015-03-31", "overlap"),
        ("2015-03-31", "2015-01-01", "overlap"),
        ("2015-03-31", "2015-04-02", "leave a gap"),
        ('"2015-03"', '"2015-05"', "leave a gap"),
        ('"2015-03"', "2015-03-10", "overlap"),
        ("", "2015-03-10", "overlap: only the first"),
        ("2015-03-10", "", "overlap: only the first"),
    ],
)
def test_versions_that_overlap_or_leave_a_gap_name_file_and_rule(
    tmp_path: Path, first_end: str, second_start: str, fault: str
) -> None:
    (problem,) = problems(tmp_path, entry(valid_to=first_end) + entry(valid_from=second_start))
    assert problem.startswith("E-LAW-ORDER rules.toml, L1: Two versions " + fault)


@pytest.mark.parametrize(
    ("first_end", "second_start"),
    [("2015-03-31", "2015-04-01"), ('"2015-03"', '"2015-03"'), ('"2015-03"', '"2015-04"'), ('"2015-03"', "2015-04-01")],
)
def test_versions_that_follow_one_another_are_accepted(tmp_path: Path, first_end: str, second_start: str) -> None:
    assert len(list(load(tmp_path, entry(valid_to=first_end) + entry(valid_from=second_start)))) == 2


def test_another_part_is_another_series(tmp_path: Path) -> None:
    assert len(list(load(tmp_path, entry() + entry(part='"warning"')))) == 2


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"id": ""}, "rule 1: id is missing"),
        ({"id": "7"}, "id is not text"),
        ({"name": '" "'}, "L1: name is missing"),
        ({"text": ""}, "L1: text is missing"),
        ({"source": '"other"'}, "The source 'other' is not in sources.toml"),
        ({"confidence": '"certain"'}, "confidence is not a confidence word"),
        ({"confidence": ""}, "confidence is missing"),
        ({"confidence": '"verified"'}, "checked_on goes with confidence = verified"),
        ({"checked_on": "2026-11-23"}, "checked_on goes with confidence = verified"),
        ({"checked_on": '"2026"', "confidence": '"verified"'}, "checked_on is not known to the day"),
        ({"paragraph_confidence": '"sure"'}, "paragraph_confidence is not a confidence word"),
        ({"jurisdiction": '["wales"]'}, "jurisdiction is not one we know"),
        ({"jurisdiction": '"wales"'}, "jurisdiction is not a list of texts"),
        ({"value": "true"}, "value is not a whole number"),
        ({"value": "1.5"}, "value is not a whole number"),
        ({"value": "[1, 2]"}, "value is not a list of texts"),
        ({"valid_from": '"26/10/2018"'}, "valid_from is not a date"),
        ({"valid_from": "2018-10-26T10:00:00"}, "valid_from is not a date"),
        ({"valid_from": "2018-10-26", "valid_to": "2018-10-25"}, "valid_to is before valid_from"),
        ({"valid_form": "2018-10-26"}, "valid_form is not a key of this table"),
    ],
)
def test_a_wrong_entry_is_named_with_its_remedy(tmp_path: Path, changed: dict[str, str], message: str) -> None:
    found = problems(tmp_path, entry(**changed))
    assert any(message in problem and "What to do:" in problem and "rules.toml" in problem for problem in found), found


def test_all_problems_of_all_entries_are_reported_together(tmp_path: Path) -> None:
    assert len(problems(tmp_path, entry(text="") + entry(id='"L2"', source='"x"'))) == 2


def test_a_file_without_its_day_is_refused(tmp_path: Path) -> None:
    assert "compiled_on is missing" in problems(tmp_path, entry(), head="")[0]


def test_a_file_whose_rules_are_no_tables_is_refused(tmp_path: Path) -> None:
    assert "rule is not a list of tables" in problems(tmp_path, "rule = 3\n")[0]


def test_a_source_key_used_twice_is_refused(tmp_path: Path) -> None:
    assert "The key s is used twice" in problems(tmp_path, entry(), sources=SOURCES + SOURCES)[0]


def test_a_file_that_is_not_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    assert "line 3" in problems(tmp_path, "[[rule\n")[0]

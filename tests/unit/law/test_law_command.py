"""``merits law``: what a person sees, and the same as JSON."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from merits import law
from merits.cli import law as law_command
from merits.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(["law", *arguments])
        except SystemExit as ending:
            code = int(ending.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return command


def test_the_choices_are_those_of_the_library() -> None:
    """They are repeated in the command so that its help needs no library."""
    assert law_command._KINDS == tuple(law.DecisionKind)
    assert law_command._FACTS == tuple(law.Fact)


def test_a_rule_is_shown_with_source_standing_and_other_versions(run: Run) -> None:
    code, out, _ = run("show", "l33", "--on", "2019-01-01")
    assert code == 0
    assert "5 working days" in out and "unverified: check this" in out
    assert "Other versions: from 27 May 2021" in out
    assert "L33 (outer limit)" in out and "3 months" in out


def test_a_rule_with_a_list_and_one_without_a_value_are_shown(run: Run) -> None:
    assert "not_charged, discontinued" in run("show", "L29", "--on", "2019-01-01")[1]
    assert "Value:" not in run("show", "L3", "--on", "2019-01-01")[1]


def test_where_to_check_is_shown_where_an_address_is_known(run: Run) -> None:
    assert "To check:" in run("show", "L49", "--on", "2019-01-01")[1]
    assert "To check:" not in run("show", "L46", "--on", "2019-01-01")[1]


def test_a_rule_as_json_holds_value_and_confidence(run: Run) -> None:
    code, out, _ = run("show", "L33", "--on", "2026-11-23", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [(row["part"], row["value"], row["confidence"], row["check_this"]) for row in rows] == [
        ("", 10, "secondary", True),
        ("outer limit", 3, "secondary", True),
    ]


def test_all_rules_are_listed_with_their_standing(run: Run) -> None:
    _, out, _ = run("show", "--on", "2026-11-23")
    lines = out.splitlines()
    assert len(lines) == sum(rule.in_force(date(2026, 11, 23)) for rule in law.rule_book())
    assert any(line.startswith("L107") and "checked 23 November 2026" in line for line in lines)


def test_a_rule_not_in_force_ends_with_what_to_do(run: Run) -> None:
    code, out, err = run("show", "L8", "--on", "2018-10-25")
    assert code == 4 and out == ""
    assert "was not in force on 25 October 2018" in err and "What to do" in err


def test_sources_name_the_rules_to_check(run: Run) -> None:
    _, out, _ = run("sources")
    assert "Civil Procedure Rules, Part 54" in out and "check this: L49" in out
    rows = json.loads(run("sources", "--json")[1])
    assert {rule for row in rows for rule in row["rules"]} == {rule.id for rule in law.rule_book()}
    assert not [row for row in rows if set(row["to_check"]) - set(row["rules"])]


DEADLINE = ("deadline", "--decision-made", "2019-03-14", "--kind", "not_charged", "--on", "2019-06-03")


def test_a_deadline_is_shown_with_its_count_its_source_and_what_runs_meanwhile(run: Run) -> None:
    code, out, _ = run(*DEADLINE, "--told", "2019-03-21", "--review-decision", "2019-05-01")
    assert code == 0
    assert "Test: Code for Crown Prosecutors, 8th edition" in out
    assert "Review: you qualify" in out
    assert "Judicial review: outer limit: Friday 14 June 2019 (check this)" in out
    assert "Judicial review: safe date: Thursday 13 June 2019 (check this)" in out
    assert "Judicial review: outer limit (the review decision): Thursday 1 August 2019 (check this)" in out
    assert "On 3 June 2019: days to the outer limit: 59 - a lawyer should confirm." in out
    assert "[L49; secondary: check this]" in out
    assert "never closes a case" in out


def test_a_limit_that_has_gone_by_and_a_police_decision_are_told(run: Run) -> None:
    _, out, _ = run(*DEADLINE[:-1], "2019-06-15", "--maker", "police", "--fact", "suspect_interviewed")
    assert "the outer limit has gone by." in out
    assert "Ask for a review promptly" not in out and "usual time has passed" in out


def test_a_deadline_as_json_never_leaves_its_rules_behind(run: Run) -> None:
    code, out, _ = run(*DEADLINE, "--json")
    answer = json.loads(out)
    assert code == 0 and answer["on"] == "2019-06-03"
    outer = answer["judicial_review"]["first"]["outer"]
    assert (outer["date"], outer["rules"], outer["check_this"]) == ("2019-06-14", ["L49", "L50", "L51"], True)
    assert answer["judicial_review"]["review"] is None
    assert answer["review"]["standing"] == "you qualify"
    assert answer["code_edition"]["number"] == 8


def test_a_date_of_another_form_is_refused_as_usage(run: Run) -> None:
    code, _, err = run("deadline", "--decision-made", "14/3/2019", "--kind", "other")
    assert code == 2 and "write 2018, 2018-10 or 2018-10-26" in err


def test_the_codebook_is_shown_and_given_as_json(run: Run) -> None:
    _, out, _ = run("codebook")
    assert "D  Stereotype-linked theme (theme present, no more)" in out and "mentions when the report was made" in out
    assert len(json.loads(run("codebook", "--version", "1", "--json")[1])["codes"]) == 54
    assert run("codebook", "--version", "9")[0] == 4

"""Dates with a precision, periods, readings, errors: what every library shares."""

from __future__ import annotations

import json
import locale
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merits.base.dates import PartialDate, Period, Precision, in_words, month_in_words
from merits.base.errors import (
    CannotWrite,
    ExitCode,
    MissingPart,
    Problem,
    ProblemsError,
    Stopped,
    UserError,
)
from merits.base.hashes import sha256_bytes
from merits.base.reading import Part, PartKind, Reading


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "words"),
    [
        ("2018-10-26", date(2018, 10, 26), date(2018, 10, 26), Precision.DAY, "26 October 2018"),
        ("2018-02", date(2018, 2, 1), date(2018, 2, 28), Precision.MONTH, "February 2018"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), Precision.MONTH, "February 2016"),
        ("2018", date(2018, 1, 1), date(2018, 12, 31), Precision.YEAR, "2018"),
    ],
)
def test_a_date_is_as_long_as_what_is_known_of_it(
    text: str, first: date, last: date, precision: Precision, words: str
) -> None:
    when = PartialDate.parse(text)

    assert (when.first, when.last, when.precision, when.in_words, str(when)) == (first, last, precision, words, text)


@pytest.mark.parametrize(
    "text", ["2018-13", "2018-02-30", "2018-00", "18", "26/10/2018", "", "2018-1-1", "0000", "2018-10-26T10:00"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        PartialDate.parse(text)


@given(st.dates(), st.sampled_from([10, 7, 4]))
def test_a_date_written_and_read_is_the_same(day: date, length: int) -> None:
    when = PartialDate.parse(day.isoformat()[:length])

    assert PartialDate.parse(str(when)) == when
    assert when.first <= day <= when.last


def test_only_a_date_known_to_the_day_has_a_day() -> None:
    assert PartialDate.of(date(2018, 3, 1)).day == date(2018, 3, 1)
    with pytest.raises(ValueError, match="not known to the day"):
        _ = PartialDate.parse("2018-03").day


def test_months_are_english_whatever_the_machine_speaks() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, "C")
        assert in_words(date(2018, 5, 1)) == "1 May 2018"
        assert month_in_words(date(2018, 12, 31)) == "December 2018"
    finally:
        locale.setlocale(locale.LC_TIME, before)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (Period.financial_year(2017), "year to March 2018"),
        (Period(date(2018, 1, 1), date(2018, 12, 31)), "year to December 2018"),
        (Period(date(2018, 1, 1), date(2018, 3, 31)), "quarter to March 2018"),
        (Period(date(2018, 1, 1), date(2018, 1, 31)), "January 2018"),
        (Period(date(2016, 4, 1), date(2018, 3, 31)), "April 2016 to March 2018"),
    ],
)
def test_a_period_is_named_by_its_end(period: Period, label: str) -> None:
    assert period.label == label


def test_a_period_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2018, 2, 1), date(2018, 1, 31))


READING = Reading(
    sha256_bytes(b"x"),
    "text/plain",
    "plain 1",
    False,
    "line one\nline two",
    (Part(PartKind.PAGE, "page 1", 0, 8), Part(PartKind.PAGE, "page 2", 9, 17, (("sent", "2018"),))),
    ("page 3",),
)


def test_a_reading_written_and_read_is_the_same_with_the_same_hash() -> None:
    again = Reading.from_json(READING.to_json())

    assert again == READING
    assert again.sha256 == READING.sha256
    part = again.part_at(9)
    assert part is not None and (part.label, part.get("sent"), part.get("sender")) == ("page 2", "2018", "")
    assert again.part_at(8) is None


@given(st.text())
def test_any_text_survives_in_a_reading(text: str) -> None:
    reading = Reading("0" * 64, "text/plain", "plain 1", True, text, (Part(PartKind.PAGE, "page 1", 0, len(text)),))

    assert Reading.from_json(reading.to_json()) == reading


def _spoilt(**changes: object) -> str:
    return json.dumps(json.loads(READING.to_json()) | changes)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "null",
        _spoilt(format="merits-reading/9"),
        _spoilt(parts=[["page", "page 1", 0, 99, {}]]),
        _spoilt(parts=[["page", "page 1", 5, 2, {}]]),
        _spoilt(parts=[["chapter", "page 1", 0, 1, {}]]),
        _spoilt(parts=[["page", "page 1", 0, 1]]),
        _spoilt(not_read=None),
        '{"format": "merits-reading/1"}',
    ],
)
def test_what_is_no_reading_is_refused(data: str) -> None:
    with pytest.raises(ValueError):
        Reading.from_json(data)


def test_an_error_says_what_happened_and_what_to_do() -> None:
    assert str(UserError("It is broken.", remedy="Mend it.")) == "It is broken.\n  What to do: Mend it."
    assert str(UserError("It is broken.")) == "It is broken."


def test_each_kind_of_error_has_its_exit_code() -> None:
    codes = {kind: kind("x").exit_code for kind in (UserError, CannotWrite, MissingPart, Stopped)}

    assert codes == {
        UserError: ExitCode.BAD_INPUT,
        CannotWrite: ExitCode.CANNOT_WRITE,
        MissingPart: ExitCode.MISSING_PART,
        Stopped: ExitCode.STOPPED,
    }
    assert len({code.meaning for code in ExitCode}) == len(ExitCode)


def test_problems_are_told_together_in_order_and_once() -> None:
    second = Problem("b.toml", "", "Wrong.", "Mend it.", "E-B")
    first = Problem("a.toml", "key", "Wrong.", "Mend it.", "E-A")

    error = ProblemsError([second, first, second], what="The folder")

    assert error.problems == (first, second)
    assert str(error).splitlines() == [
        "The folder: 2 problems",
        "  E-A a.toml, key: Wrong. What to do: Mend it.",
        "  E-B b.toml: Wrong. What to do: Mend it.",
    ]
    assert str(ProblemsError([first], what="It")).startswith("It: 1 problem\n")
    assert (first.is_warning, Problem("a", "", "", "", "W-A").is_warning) == (False, True)

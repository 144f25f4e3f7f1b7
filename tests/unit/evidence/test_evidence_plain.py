"""Plain text by line and tables by row."""

from __future__ import annotations

import pytest

from merits.evidence import CannotRead, read
from merits.evidence.content import clean


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    reading = read(b"\xef\xbb\xbfDear Madam,\r\n\r\nI write\rto say\n", name="a.txt")
    assert reading.text == "Dear Madam,\n\nI write\nto say\n"
    assert [(part.label, reading.text[part.start : part.end]) for part in reading.parts] == [
        ("line 1", "Dear Madam,"),
        ("line 3", "I write"),
        ("line 4", "to say"),
    ]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = b'date,event\n2018-03-12,"Letter\nreceived"\n\n2018-04-01,"Said ""no"""\n'
    reading = read(table, name="chronology.csv")
    assert reading.text == table.decode()
    assert [(part.label, part.get("date"), part.get("event")) for part in reading.parts] == [
        ("row 1", "", ""),
        ("row 2", "2018-03-12", "Letter\nreceived"),
        ("row 4", "2018-04-01", 'Said "no"'),
    ]
    assert reading.text[reading.parts[1].start : reading.parts[1].end] == '2018-03-12,"Letter\nreceived"'


def test_semicolons_of_other_spreadsheets_are_understood() -> None:
    assert read(b"date;event\n2018-03-12;Letter, late\n", name="a.csv").parts[1].get("event") == "Letter, late"


def test_table_whose_headings_repeat_has_rows_without_details() -> None:
    assert read(b"date,date\n1,2\n", name="a.csv").parts[1].detail == ()


def test_table_that_breaks_off_in_a_quotation_is_damaged() -> None:
    with pytest.raises(CannotRead, match="E-DAMAGED"):
        read(b'date,event\n2018-03-12,"Letter\n', name="a.csv")


def test_text_holds_no_control_character_but_newline_and_tab() -> None:
    assert clean("a\x00b\x1bc\td\x0ce\u00adf\ufffe\ud800") == "a\ufffdb\ufffdc\td\nef\ufffd\ufffd"
    assert clean("a\u200e\u202fb") == "a\u200e\u202fb"

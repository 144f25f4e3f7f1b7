"""The codebook and the headings: complete, in order, and in words that describe a letter."""

from importlib.resources import files
from pathlib import Path

import pytest

from merits import law
from merits.base.errors import ProblemsError, UserError
from merits.law.codes import load_codebook
from merits.law.headings import load_headings

BOOK = law.codebook()


def test_codes_are_those_of_the_rule_book_in_order() -> None:
    expected = [
        f"{letter}{number}"
        for letter, last in zip("ABCDEF", (13, 7, 6, 20, 4, 4), strict=True)
        for number in range(1, last + 1)
    ]
    assert [code.code for code in BOOK.codes] == expected
    assert BOOK.version == "1" and law.codebook("1") == BOOK
    assert [rule.id for rule in BOOK.rules] == ["L22", "L23", "L24", "L25"]


def test_c3_to_c5_predict_a_jury() -> None:
    assert [code.code for code in BOOK.jury_prediction] == ["C3", "C4", "C5"]


def test_d_codes_say_that_a_theme_is_present_and_no_more() -> None:
    assert [code.code for code in BOOK.themes] == [f"D{number}" for number in range(1, 21)]
    assert BOOK.code("D3").in_words == "D3 (theme present): the letter mentions when the report was made"
    assert BOOK.code("A2").in_words == "A2: the letter says that evidence is not reliable"


def test_no_word_of_the_codebook_says_what_the_law_makes_of_it() -> None:
    text = (files("merits.law") / "data" / "codebook-1.toml").read_text(encoding="utf-8").lower()
    assert "unlawful" not in text
    for code in BOOK.codes:
        for word in (" she ", " her ", "contradict", "inconsisten", "refused"):
            assert word not in f" {code.label} ", code.code


def test_material_not_examined_is_offered_only_under_the_8th_edition() -> None:
    assert [code.code for code in BOOK.codes if code not in BOOK.for_edition(7)] == ["A9"]
    assert BOOK.for_edition(8) == BOOK.codes


def test_a12_is_looked_at_beside_d12() -> None:
    assert BOOK.code("A12").pair_with == "D12"


def test_groups_hold_their_codes() -> None:
    assert [group.letter for group in BOOK.groups] == list("ABCDEF")
    assert [code.code for code in BOOK.in_group("F")] == ["F1", "F2", "F3", "F4"]
    assert BOOK.in_group("Z") == ()


def test_membership_is_by_code() -> None:
    assert "D20" in BOOK and "D21" not in BOOK and 3 not in BOOK


def test_unknown_code_and_version_are_refused() -> None:
    with pytest.raises(UserError, match="no code 'D21'"):
        BOOK.code("D21")
    with pytest.raises(UserError, match="no codebook '9'"):
        law.codebook("9")


def test_stances_are_the_four_with_words_for_people() -> None:
    assert {stance.value: stance.label for stance in law.Stance} == {
        "relied_on": "relied on",
        "mentioned_and_discounted": "mentioned and discounted",
        "attributed_to_defence_or_jury": "attributed to the defence or a jury",
        "unclear": "unclear",
    }


def test_record_holds_every_code_and_stance() -> None:
    record = BOOK.record()
    assert isinstance(record["codes"], list) and len(record["codes"]) == len(BOOK.codes)
    assert record["valid_from"] == "2026-11-23"


GOOD = """version = "1"
valid_from = 2026-11-23
rules = ["L23"]
[[group]]
letter = "A"
title = "a group"
[[code]]
code = "A1"
theme = "t"
label = "says t"
"""


def refused(folder: Path, text: str) -> str:
    (folder / "codebook-1.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        load_codebook(folder, "1", law.rule_book())
    return str(caught.value)


def test_a_right_codebook_is_read(tmp_path: Path) -> None:
    (tmp_path / "codebook-1.toml").write_text(GOOD, encoding="utf-8")
    assert [code.label for code in load_codebook(tmp_path, "1", law.rule_book()).codes] == ["says t"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version = "1"', 'version = "2"', "version is not that of the file's name"),
        ("valid_from = 2026-11-23\n", "", "valid_from is missing"),
        ('code = "A1"', 'code = "Z1"', "A1".replace("A1", "Z1") + ": The code's first letter is no group"),
        ('code = "A1"\n', "", "code is missing"),
        ("says t", "says it is unlawful", "The label says 'lawful'"),
        ('label = "says t"', 'label = "says t"\npair_with = "A7"', "A1: pair_with names no code"),
        ('label = "says t"', 'label = "says t"\njury_prediction = "yes"', "jury_prediction is not true or false"),
        ('label = "says t"', 'label = "says t"\nscore = 3', "score is not a key of this table"),
        (GOOD[GOOD.index("[[code]]") :], "", "There is no code"),
        (GOOD[GOOD.index("[[code]]") :], GOOD[GOOD.index("[[code]]") :] * 2, "The code is there twice"),
    ],
)
def test_a_wrong_codebook_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert message in refused(tmp_path, GOOD.replace(old, new))


def test_the_letter_has_thirteen_headings_in_the_protocol_order() -> None:
    """L57."""
    headings = law.pre_action_headings()
    assert [heading.number for heading in headings] == list(range(1, 14))
    words = (
        "Proposed claim|claimant|reference|legal advisers|matter being challenged|Interested parties|issue|action"
        "|alternative dispute|Information|Documents|Address for reply|reply date"
    ).split("|")
    assert all(word in heading.title for word, heading in zip(words, headings, strict=True))
    assert all(heading.contents and heading.rule.id == "L57" and heading.rule.check_this for heading in headings)


def test_the_reply_has_nine_headings() -> None:
    """L58."""
    titles = [heading.title for heading in law.pre_action_reply_headings()]
    assert len(titles) == 9 and titles[0] == "The claimant" and titles[4] == "Response to the proposed claim"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "letter: rule is missing"),
        ('letter = "x"\n', "letter: rule is missing"),
        ('[letter]\nrule = "L57"\nheadings = [{ title = "t" }]\n', "contents is missing"),
        ('[letter]\nrule = "L57"\nheadings = [{ title = "t", contents = "c" }]\n', "There are 1 headings; L57 says 13"),
        ('[letter]\nrule = "L57"\nheadings = [{ title = "t", contents = "c", more = 1 }]\n', "more is not a key"),
    ],
)
def test_wrong_headings_are_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "pre_action.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError, match=message):
        load_headings(tmp_path, "letter", law.rule_book())

"""Known identifiers are found in every written form, replaced whole, and ordinary words are left alone."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from privacy_variants import CARRIERS, PEOPLE, VALUES, name_variants

from merits.base.errors import UserError
from merits.privacy import KINDS, Protected, Pseudonymiser

PROSE = Path(__file__).resolve().parents[2] / "assets/privacy/ordinary-prose.txt"
COMMON = (
    "Grace Hope;Will Mason;Mark Page;May Field;Rose Hall;Joy Baker;Faith Long;Bill Banks;Frank Young;Art King;Dawn Marsh;"
    "Summer Day;April Rich;Grant Case;Chase Ward;Penny Bishop;Sue Brown;Pat White;Drew Wood;Dean Stone;Miles West;Guy Black;"
    "Daisy Brook;Lily Rivers;Ivy Wells;Amber Storm;Charity Judge;June Winter;Ray Bell;Robin Lane;Pearl Sky;Ruby Star"
).split(";")


def person(name: str, *, key: str = "p1", shown: str = "DE", kind: str = "name", of: str = "") -> Protected:
    return Protected(key, kind, (name,), shown, of)


def hidden(text: str, *protected: Protected) -> str:
    return Pseudonymiser(protected or (person("Jane Smith"),)).apply(text).text


def test_every_written_form_of_every_name_and_value_is_replaced_whole_and_nothing_else() -> None:
    dice = random.Random(20180312)
    tried = 0
    wrong: list[tuple[str, str, str]] = []
    for name in PEOPLE:
        hide = Pseudonymiser([person(name)])
        for what, form in name_variants(name, dice):
            for carrier in CARRIERS:
                tried += 1
                if (got := hide.apply(carrier.format(form)).text) != carrier.format("DE"):
                    wrong.append((what, form, got))
    for kind, (value, forms) in VALUES.items():
        hide = Pseudonymiser([Protected("i1", kind, (value,), "[hidden]")])
        for form in forms:
            for carrier in CARRIERS:
                tried += 1
                if (got := hide.apply(carrier.format(form)).text) != carrier.format("[hidden]"):
                    wrong.append((kind, form, got))
    assert tried >= 5000
    assert wrong == []


def test_ordinary_words_that_are_also_names_are_left_alone() -> None:
    """Every one of 32 dossier names is also a word of the prose; no person is in it."""
    text = PROSE.read_text(encoding="utf-8")
    words = {word.lower() for name in COMMON for word in name.split()}
    occurrences = sum(word.lower() in words for word in re.findall(r"\w+", text))
    marks = Pseudonymiser([person(name, key=f"p{i}") for i, name in enumerate(COMMON)]).apply(text).marks
    assert occurrences >= 125
    # "May is the month" and "Joy was hardly": at the start of a sentence before "is" and "was", doubt protects the person
    assert sorted(text[mark.start : mark.end] for mark in marks) == ["Joy", "May"]


@pytest.mark.parametrize(
    "text",
    [
        "I told Grace about it.",
        "Grace said no.",
        "grace said no",
        "Then Grace, who had been there, left.",
        "grace okonjo left",
        "It was Grace's phone.",
        "Grace cried all night.",
        "Grace Philomena left.",
        "To: Grace\nFrom: the office",
        "Grace",
        "miss okonjo rang",
    ],
)
def test_a_common_word_is_a_name_where_the_context_says_so(text: str) -> None:
    assert "DE" in hidden(text, person("Grace Okonjo"))
    assert "grace" not in hidden(text, person("Grace Okonjo")).lower()


def test_one_person_is_shown_alike_everywhere() -> None:
    text = "Jane Smith wrote. Ms Smith's phone; J. Smith; Janey; smith_j; SMITH, Jane."
    nick = person("Janey", key="n1", kind="nickname", of="p1")
    assert hidden(text, person("Jane Smith"), nick) == "DE wrote. DE's phone; DE; DE; DE; DE."


def test_a_shared_surname_is_decided_by_the_first_name_or_left_open() -> None:
    two = (person("Jane Smith"), person("John Smith", key="p2", shown="the brother of DE"))
    assert hidden("John Smith rang Jane Smith.", *two) == "the brother of DE rang DE."
    assert hidden("I saw Smith.", *two) == "I saw [DE or the brother of DE]."


def test_a_replacement_that_opens_a_sentence_has_a_capital() -> None:
    suspect = person("Mark Ellerton", shown="the suspect in DE")
    assert hidden("He left. Ellerton stayed, and Mark Ellerton slept.", suspect) == (
        "He left. The suspect in DE stayed, and the suspect in DE slept."
    )


def test_the_longest_identifier_wins_and_what_is_left_of_others_is_covered_too() -> None:
    street = Protected("i1", "address", ("14 Smith Street",), "[address]")
    assert hidden("Jane Smith Street 14 Smith Street", person("Jane Smith"), street) == "DE [address]"
    school = Protected("i2", "school", ("Smith Street School",), "[school]")
    assert hidden("I met Jane Smith Street School staff.", person("Jane Smith"), school) == "I met DE [school] staff."


def test_marks_give_offsets_in_source_and_result() -> None:
    text = "Für Ja\u00adne Smi\u0301th’s Mutter: 07700 900123."
    phone = Protected("i1", "telephone", ("07700 900123",), "[telephone]")
    result = Pseudonymiser([person("Jane Smith"), phone]).apply(text)
    assert result.text == "Für DE’s Mutter: [telephone]."
    assert [(text[m.start : m.end], result.text[m.out_start : m.out_end], m.id) for m in result.marks] == [
        ("Ja\u00adne Smi\u0301th", "DE", "p1"),
        ("07700 900123", "[telephone]", "i1"),
    ]


def test_undotted_initials_need_context() -> None:
    smith = person("Jane Smith")
    assert hidden("The JS file was run. JS modules.", smith) == "The JS file was run. JS modules."
    assert hidden("JS said no. He told JS.", smith) == "DE said no. He told DE."
    assert hidden("Jane Smith (JS) came; the phone of JS.", smith) == "DE (DE) came; the phone of DE."
    assert hidden("The PC of the CPS said.", person("Paula Crane"), person("Carl P. Stone", key="p2")) == (
        "The PC of the CPS said."
    )


def test_a_handle_goes_whole() -> None:
    assert hidden("ask smith_fan_99 or jane.smith+old@example.org.") == "ask DE or DE."


def test_other_dates_numbers_and_words_stay() -> None:
    text = "On 13 March 2018 and 12 March 2017 he rang 07700 900124 about 42/CR/12345/18, at 10.30 and 12:03."
    others = (
        Protected("d", "date", ("2018-03-12",), "[date]"),
        Protected("t", "telephone", ("07700 900123",), "[telephone]"),
        Protected("r", "reference", ("42/CR/12345/17",), "[reference]"),
    )
    assert hidden(text, *others) == text


def test_a_month_can_be_protected() -> None:
    month = Protected("d", "date", ("2018-03",), "[month]")
    assert hidden("In March 2018, not March 2017.", month) == "In [month], not March 2017."


def test_other_texts_are_returned_as_they_are() -> None:
    for text in ("", " ", "No one is named here.\r\n\tTabs\u00a0and “quotes” stay – all of them.", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﬁne ☃ 字"):
        result = Pseudonymiser([person("Rosalind Achterberg")]).apply(text)
        assert (result.text, result.marks) == (text, ())


def test_names_in_other_scripts_are_found() -> None:
    assert hidden("Её зовут Людмила Зыкова.", person("Людмила Зыкова")) == "Её зовут DE."


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(UserError, match="empty"):
        Pseudonymiser([])


@pytest.mark.parametrize(
    ("key", "kind", "values", "shown"),
    [
        ("", "name", ("Jane Smith",), "DE"),
        ("a", "person", ("Jane Smith",), "DE"),
        ("a", "name", (), "DE"),
        ("a", "name", ("J",), "DE"),
        ("a", "name", ("- -",), "DE"),
        ("a", "name", ("Jane Smith",), " "),
    ],
)
def test_an_identifier_that_cannot_be_protected_is_refused_without_its_value(
    key: str, kind: str, values: tuple[str, ...], shown: str
) -> None:
    with pytest.raises(UserError) as caught:
        Protected(key, kind, values, shown)
    assert "Jane" not in str(caught.value)


def test_an_identifier_never_prints_its_value() -> None:
    assert "Smith" not in repr(person("Jane Smith"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_replaced(kind: str) -> None:
    value = {"date": "2018-03-12", "telephone": "07700 900123", "email": "a.b@example.org"}.get(kind, "Quillbrook 77x")
    assert hidden(f"about {value} then", Protected("i", kind, (value,), "[x]")) == "about [x] then"


def test_a_day_shown_as_its_month_is_not_read_with_the_month_first() -> None:
    hide = Pseudonymiser([Protected("d1", "day", ("2018-12-03",), "December 2018")])

    assert hide.apply("12/03/2018, 21:04 - and on 03/12/2018").text == "12/03/2018, 21:04 - and on December 2018"


def test_a_birthday_is_hidden_whichever_way_round_it_is_written() -> None:
    hide = Pseudonymiser([Protected("b1", "date", ("1991-12-03",), "[date of birth]")])

    assert hide.apply("12/03/1991 or 03/12/1991").text == "[date of birth] or [date of birth]"


def test_a_whole_address_is_shown_as_an_address_whether_or_not_it_holds_a_name() -> None:
    for address in ("rozzie.q@example.org", "w@example.org"):
        protected = [
            Protected("p1", "nickname", ("Rozzie",), "DE", "p1"),
            Protected("i1", "email", (address,), "[e-mail]", "p1"),
        ]
        assert Pseudonymiser(protected).apply(f"write to {address} now").text == "write to [e-mail] now"

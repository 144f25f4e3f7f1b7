"""No identifier survives, nothing depends on the values, and offsets are exact, for names nobody chose."""

from __future__ import annotations

import re
import string
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from merits.privacy import Protected, Pseudonymiser, check_folder

FIRST = st.sampled_from(
    "Grace Will May Mark Hope Rose Jo Li Siobhán Zoë Oluwaseun Priya Łucja Jean-Luc Anneke Mohammed Ana Dwayne Ivy Sam".split()
)
_SYLLABLE = st.sampled_from("ber con dar fen gol hal kri lor mun nev pol quin ras sten tov vel wick yar zeph".split())
SURNAME = st.one_of(
    st.lists(_SYLLABLE, min_size=2, max_size=4).map(lambda parts: "".join(parts).capitalize()),
    st.lists(_SYLLABLE, min_size=2, max_size=2).map(lambda p: f"O’{p[0].capitalize()}{p[1]}"),
    st.lists(_SYLLABLE, min_size=4, max_size=4).map(lambda p: f"{p[0]}{p[1]}-{p[2]}{p[3]}".title()),
    st.sampled_from(("Black", "Hall", "Stone", "West", "Núñez", "van der Meulen", "Wiśniewska", "Okonjo")),
)
NAME = st.tuples(FIRST, SURNAME).map(" ".join)
DIGITS = st.text(string.digits, min_size=3, max_size=3)
PHONE = DIGITS.map(lambda tail: f"07700 900{tail}")

#: {0} a full name, {1} a first name, {2} a surname, {3} a telephone number
CARRIERS = (
    "On Monday {0} told the officer that {1} would ring. The number was {3}; Ms {2} answered.",
    "He wrote to {0}: “I saw {1}’s message”. Then {2}, {1} was told.",
    "Re: {0} ({3})\nI met {1} twice, and {0} once, in {2}'s flat.\n",
    "- {0}\n- {3}\nThe letter says that {0} did not resist.",
)
#: ways of writing that every name allows
FORMS = {
    "as it is": lambda text: text,
    "no-break": lambda text: text.replace(" ", "\u00a0"),
    "soft": lambda text: "\u00ad".join(text),
    "wide": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "broken": lambda text: text.replace(" ", "\n"),
}
_CODES = ("DE", "[telephone]")


def protected(name: str, phone: str) -> list[Protected]:
    return [Protected("p1", "name", (name,), _CODES[0]), Protected("i1", "telephone", (phone,), _CODES[1])]


def filled(carrier: str, name: str, phone: str, how: str = "as it is") -> str:
    first, _, last = name.partition(" ")
    return carrier.format(*(FORMS[how](part) for part in (name, first, last, phone)))


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@given(NAME, PHONE, st.sampled_from(CARRIERS), st.sampled_from(sorted(FORMS)))
@settings(max_examples=300, deadline=None)
@example("May van der Meulen", "07700 900000", CARRIERS[0], "as it is")
def test_no_identifier_survives_the_pseudonymiser(name: str, phone: str, carrier: str, how: str) -> None:
    text = filled(carrier, name, phone, how)
    result = Pseudonymiser(protected(name, phone)).apply(text)
    surname = letters(name.partition(" ")[2])
    assert surname not in letters(result.text.replace("Monday", "").replace("DE", ""))
    assert letters(phone) not in letters(result.text)
    assert result.text.count("[telephone]") == carrier.count("{3}")


@given(NAME, PHONE, NAME, PHONE, st.lists(st.sampled_from(CARRIERS), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_texts_that_differ_only_in_protected_values_give_the_same_bytes(
    name: str, phone: str, other_name: str, other_phone: str, carriers: list[str]
) -> None:
    """Non-interference: no length, letter, order or script of a value reaches the result."""
    one = Pseudonymiser(protected(name, phone)).apply("\n\n".join(filled(c, name, phone) for c in carriers))
    two = Pseudonymiser(protected(other_name, other_phone)).apply(
        "\n\n".join(filled(c, other_name, other_phone) for c in carriers)
    )
    assert one.text.encode() == two.text.encode()
    assert [(m.out_start, m.out_end, m.id) for m in one.marks] == [(m.out_start, m.out_end, m.id) for m in two.marks]


@given(st.text(max_size=300), NAME, st.integers(0, 300))
@settings(max_examples=300, deadline=None)
def test_marks_cover_exactly_what_changed(text: str, name: str, at: int) -> None:
    source = text[:at] + f" {name} " + text[at:]
    result = Pseudonymiser(protected(name, "07700 900123")).apply(source)
    rebuilt, out, last, out_last = [], [], 0, 0
    for mark in result.marks:
        assert last <= mark.start < mark.end <= len(source)
        assert out_last <= mark.out_start < mark.out_end <= len(result.text)
        rebuilt.append(source[last : mark.start])
        out.append(result.text[out_last : mark.out_start])
        last, out_last = mark.end, mark.out_end
    assert [*rebuilt, source[last:]] == [*out, result.text[out_last:]]


@given(NAME, PHONE, st.sampled_from(CARRIERS), st.sampled_from(sorted(FORMS)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_check_finds_what_goes_in_and_passes_what_comes_out(name: str, phone: str, carrier: str, how: str) -> None:
    text = filled(carrier, name, phone, how)
    identifiers = protected(name, phone)
    with tempfile.TemporaryDirectory() as place:
        paper = Path(place) / "paper.txt"
        paper.write_text(text, encoding="utf-8")
        expected = {"p1", "i1"} if "{3}" in carrier else {"p1"}
        assert {hit.identifier_id for hit in check_folder(Path(place), identifiers).hits} == expected
        paper.write_text(Pseudonymiser(identifiers).apply(text).text, encoding="utf-8")
        assert check_folder(Path(place), identifiers).clean

"""The sweep for names that nobody listed: what it shows, and what it lets stand."""

from __future__ import annotations

import pytest

from merits.privacy import unlisted_names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He met Mr Beynon at the flats.", ("Beynon",)),
        ("She told Oluwaseun, who rang.", ("Oluwaseun",)),
        ("Oluwaseun rang.", ("Oluwaseun",)),
        ("She lives in Llanferwyn's old mill.", ("Llanferwyn",)),
        ("She told Mrs Rose what she saw.", ("Rose",)),
        ("DC Rose-Okafor called on Monday in March.", ("Rose-Okafor",)),
        ("He wrote to DE, and the suspect in DE replied.", ()),
        ("The Crown Court sat in England on Friday.", ()),
    ],
)
def test_a_word_that_looks_like_a_name_is_shown(text: str, found: tuple[str, ...]) -> None:
    assert unlisted_names(text) == found


def test_the_words_of_public_bodies_may_stand() -> None:
    text = "Tarnshire Constabulary wrote. Mr Tarnshire did not."

    assert unlisted_names(text, ["Tarnshire Constabulary"]) == ()


def test_each_is_shown_once_and_in_order() -> None:
    assert unlisted_names("Zebedee met Aloysius. Aloysius left Zebedee.") == ("Zebedee", "Aloysius")

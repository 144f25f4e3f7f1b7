"""What the identity stores must say, beyond the type of each key. No message here repeats a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from merits.casework._rules import leads, once
from merits.casework._tables import Place
from merits.casework.challenge import Role
from merits.casework.identity import Identifier, Identities, Person

#: A part of a name shorter than this is too common a run of letters to look for in what stands for it.
_LEAST = 3
#: Words that may stand both before a name and in what is shown instead.
_TITLES = frozenset(
    "the mrs miss doctor prof professor nurse police officer detective constable sergeant inspector".split()
)


def check_identities(store: Identities, at: Place, *, reference: str, people: AbstractSet[str]) -> None:
    """Check one identity store: one complainant, a cipher that is no initials (L89), nothing shown that it hides.

    Args:
        store: what it says.
        at: the file.
        reference: of the case.
        people: ids of all its people, also of faulty ones.
    """
    once(at.key("person"), (item.id for item in store.people), "id")
    once(at.key("identifier"), (item.id for item in store.identifiers), "id")
    stored: tuple[tuple[str, Sequence[Person | Identifier]], ...] = (
        ("person", store.people),
        ("identifier", store.identifiers),
    )
    for key, items in stored:
        for item in items:
            if not item.id.startswith(f"{reference}-"):
                at.key(key).entry(0, {"id": item.id}).key("id").note(
                    "E-TYPE", "The id does not begin with the case's reference.", f"Write {reference}- before it."
                )
    count = sum(person.role is Role.COMPLAINANT for person in store.people)
    if count > 1 or (count == 0 and len(store.people) == len(people)):
        at.key("person").note(
            "E-CONFLICT",
            f"A case is one complainant's; this has {count}.",
            "Give exactly one person the role complainant; a second complainant has a case of her own.",
        )
    for person in store.people:
        _check_cipher(person, at.key("person").entry(0, {"id": person.id}).key("shown_as"))
    for identifier in store.identifiers:
        here = at.key("identifier").entry(0, {"id": identifier.id})
        leads(here.key("person"), identifier.person, people, "person")
        if any(set(_words(value)) <= set(_words(identifier.shown_as)) for value in identifier.values):
            here.key("shown_as").note("E-CIPHER", "It shows what it stands for.", "Write what it is instead: [place].")


def check_ciphers(stores: Mapping[str, Identities], places: Mapping[str, Place]) -> None:
    """Check across cases: every id once, and one cipher for each complainant (L89)."""
    for what in ("id", "cipher"):
        seen: dict[str, str] = {}
        for reference, store in sorted(stores.items()):
            for name in sorted(_names(store, what)):
                if name in seen:
                    code = "E-DUPLICATE" if what == "id" else "E-CIPHER"
                    places[reference].note(
                        code, f"The same {what} is used for case {seen[name]}.", "Give each its own."
                    )
                seen.setdefault(name, reference)


def _names(store: Identities, what: str) -> set[str]:
    if what == "id":
        return {person.id for person in store.people} | {item.id for item in store.identifiers}
    return {person.shown_as for person in store.people if person.role is Role.COMPLAINANT}


def _check_cipher(person: Person, at: Place) -> None:
    if person.role is Role.COMPLAINANT:
        if not re.fullmatch(r"[A-Z]{2}", person.shown_as):
            at.note(
                "E-CIPHER", "A complainant is shown as two capital letters.", "Choose two at random, never initials."
            )
        elif any(_are_initials(person.shown_as, name) for name in (*person.names, *person.also)):
            at.note("E-CIPHER", "The letters are initials (L89).", "Choose two letters at random.")
    elif _shows(person.shown_as, (*person.names, *person.also)):
        at.note(
            "E-CIPHER", "It shows a part of the name it stands for.", 'Write the role instead: "the suspect in DE".'
        )


def _are_initials(cipher: str, name: str) -> bool:
    """True if the two letters begin two parts of the name, in either order."""
    first = [part[0].upper() for part in re.findall(r"\w+", name)]
    return len(first) > 1 and all(first.count(letter) >= cipher.count(letter) for letter in cipher)


def _shows(shown: str, hidden: tuple[str, ...]) -> bool:
    """True if a telling part of a name stands in what is shown."""
    return any(part in _words(shown) for text in hidden for part in _words(text) if _is_telling(part))


def _is_telling(part: str) -> bool:
    return len(part) >= _LEAST and part not in _TITLES


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())

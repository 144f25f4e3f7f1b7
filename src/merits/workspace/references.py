"""Short references shown to people: random, so that they say nothing about anybody or about how many there are."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from merits.base.errors import UserError

#: Crockford base32: no I, L, O and U, hard to misread.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def free_reference(taken: Callable[[str], bool], *, length: int = 4) -> str:
    """A random reference that is not taken.

    Raises:
        UserError: none was found.
    """
    for _ in range(1000):
        reference = "".join(secrets.choice(ALPHABET) for _ in range(length))
        if not taken(reference):
            return reference
    raise UserError("No free reference was found.", remedy="Ask for longer references: too many are in use.")

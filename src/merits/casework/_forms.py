"""The forms that ids and references must have. Ids become parts of file names, so they are kept plain."""

from __future__ import annotations

from merits.casework._schema import Pattern

#: A short name inside ``dossier.toml``.
KEY = Pattern(r"[a-z0-9][a-z0-9-]{0,39}", "small letters, digits and hyphens")
#: An id inside one file.
ID = Pattern(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", "letters, digits, hyphens and underscores")
UUID = Pattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "a UUID in small letters")
#: Crockford base32, which has no I, L, O and U: four characters say nothing and are hard to misread.
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE = Pattern(
    f"[{REFERENCE_ALPHABET}]{{4}}", "four random characters, digits and capital letters without I, L, O and U"
)

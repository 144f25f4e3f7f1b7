"""Ways in which people write a protected value, made without the product's code; and carriers to write them into."""

from __future__ import annotations

import random
from collections.abc import Iterator

#: Fictional people: common-word names, short names, particles, doubles, accents, names of many places.
PEOPLE = (
    "Rosalind Achterberg", "Grace Okonjo", "Will Carter-Hayes", "May Thornbury", "Mark Ellerton", "Hope Adeyinka", "Rose Winterbourne",
    "Jo Ng", "Li Na Zhao", "Oluwaseun Adeyemi-Jones", "Siobhán O’Doherty", "Zoë Núñez", "Łucja Wiśniewska", "Björn Sørensen",
    "Anneke van der Meulen", "Priya Raghunathan", "Gurpreet Kaur Sandhu", "Mohammed al-Rashidi", "Fatoumata Diallo", "Mary-Anne Pilkington",
    "Catherine Elizabeth Marsh", "Dwayne McAllister", "Eve Black", "Harriet Stone", "Ivy Green", "Tomasz Kowalczyk", "Nia ap Rhys", "Aoife Ní Bhriain",
    "Jean-Luc Moreau", "Bryony Lockhart-Mills", "Teodor Ionescu", "Sam West",
)  # fmt: skip
CARRIERS = (
    "On Tuesday the officer met {} at the station and took a note.",
    "I was told that {} had left before ten.",
    "The message from {} was not opened until the review.",
    "He replied to {}, then deleted the chat.",
    "(see the note by {})",
)


def name_variants(full: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs (what was done, the written form) for one full name. All can be told from ordinary words."""
    words = full.split()
    first, last = words[0], words[-1]
    particles = [w for w in words[1:-1] if w[0].islower()]
    surname = " ".join([*particles, last])
    plain = _strip(full)
    yield "full", full
    yield "capitals", full.upper()
    yield "lower case", full.lower()
    yield "surname first", f"{surname}, {first}"
    yield "surname first in capitals", f"{surname.upper()}, {first}"
    yield "first and last", f"{first} {surname}"
    yield "title and surname", f"Ms {surname}"
    yield "title with point", f"Dr. {surname}"
    yield "lower title", f"mrs {surname.lower()}"
    yield "initial and surname", f"{first[0]}. {surname}"
    yield "initial without point", f"{first[0]} {surname}" if first[0] not in "AI" else f"{first[0]}. {surname}"
    yield "surname and initial", f"{surname} {first[0]}." if first[0] in "AI" else f"{surname} {first[0]}"
    yield "first alone", first
    yield "surname alone", surname
    yield "typographic apostrophe", full.replace("'", "’").replace("’", "ʼ")
    yield "without accents", plain
    yield "doubled spaces", full.replace(" ", "   ")
    yield "no-break spaces", full.replace(" ", "\u00a0")
    yield "line break", full.replace(" ", "\n")
    yield "collapsed", "".join(words)
    yield "tabs", full.replace(" ", "\t")
    yield "soft hyphens", "\u00ad".join(full)
    yield "zero width", "\u200b".join(full)
    yield "combining accents", "".join(c + "\u0301" if c in "ae" else c for c in plain)
    yield "full width", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain)
    yield "mathematical letters", "".join(_bold(c) for c in plain)
    yield "look-alikes", plain.translate(str.maketrans("aceopxyiTAEOCPMHK", "асеорхуіТАЕОСРМНК"))
    yield "small capitals", plain[0] + plain[1:].lower().translate(str.maketrans("aeiotumnr", "ᴀᴇɪᴏᴛᴜᴍɴʀ"))
    if min(map(len, words)) > 2:
        yield "letter-spaced", "   ".join(" ".join(word.replace("’", "").replace("-", "")) for word in words)
    yield (
        "letter-spaced with hyphens",
        " ".join("-".join(w.replace("’", "").replace("-", "")) for w in words if len(w) > 2) or full,
    )
    yield "hyphenated at the line's end", _broken(full, dice)
    yield "underscores", plain.replace(" ", "_")
    yield "dots", plain.replace(" ", ".").lower()
    initials = "".join(f"{w[0]}." for w in words if w[0].isupper())
    if initials.count(".") > 1 and initials not in ("A.M.", "P.M.", "M.P."):  # which are words of their own
        yield "initials with points", initials
    yield "dotted initials and surname", "".join(f"{w[0]}." for w in words[:-1] if w[0].isupper()) + " " + surname
    yield "unknown middle initial", f"{first} Q. {surname}"
    yield "unknown middle name", f"{first} Philomena {surname}"
    yield "joined in lower case", _solid(first) + _solid(last)
    yield "handle", f"@{_solid(first)}{_solid(last)}"
    yield "handle with figures", f"{_solid(first)}{_solid(last)}{dice.randrange(10, 99)}"
    yield (
        "handle with underscore",
        f"{_solid(last)}_{_solid(first)[0]}" if len(_solid(last)) > 3 else f"@{_solid(first)}_{_solid(last)}",
    )
    if len(_solid(first) + _solid(last)) > 5:
        yield "handle inside a longer one", f"@real{_solid(first)}{_solid(last)}official"
    yield "e-mail", f"{_solid(first)}.{_solid(last)}@example.org"
    yield (
        "e-mail with initial",
        f"{_solid(first)[0]}{_solid(last)}@example.org"
        if len(_solid(last)) > 3
        else f"{_solid(first)}.{_solid(last)}@example.org",
    )
    if min(map(len, words)) > 2:
        yield "hashtag", f"#Justice{''.join(w.capitalize() for w in (_solid(first), _solid(last)))}"
    for half in last.split("-") if "-" in last and last[0].isupper() else ():
        yield "half of a double name", f"{first} {half}"
        yield "half with title", f"Miss {half}"
    for kind, slip in slips(plain, dice):
        yield kind, slip


def slips(full: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """One slip of the keyboard in a surname of at least six letters, written after the first name."""
    *before, last = full.split()
    if len(_solid(last)) < 6 or "-" in last or "’" in last:
        return
    at = dice.randrange(1, len(last) - 1)
    letter = dice.choice("aeinorst")
    start = " ".join(before)
    yield "letter left out", f"{start} {last[:at]}{last[at + 1 :]}"
    yield "letter doubled", f"{start} {last[:at]}{last[at]}{last[at:]}"
    yield "letter added", f"{start} {last[:at]}{letter}{last[at:]}"
    yield "letters swapped", f"{start} {last[:at]}{last[at + 1]}{last[at]}{last[at + 2 :]}"
    if letter != last[at]:
        yield "letter changed", f"{start} {last[:at]}{letter}{last[at + 1 :]}"


VALUES: dict[str, tuple[str, tuple[str, ...]]] = {
    "telephone": (
        "07700 900123",
        (
            "07700 900123", "07700900123", "07700 900 123", "0 7 7 0 0 9 0 0 1 2 3", "+44 7700 900123", "+447700900123", "+44 (0)7700 900123",
            "0044 7700 900123", "(07700) 900123", "07700-900-123", "07700.900.123", "44 7700 900 123", "07700\u00a0900123",
            "0770 090 0123", "７７００９００１２３", "07700 900\n123",
        ),
    ),
    "email": (
        "r.achterberg@example.org",
        (
            "r.achterberg@example.org", "R.Achterberg@Example.ORG", "r.achterberg [at] example.org", "r.achterberg at example dot org",
            "r.achterberg(at)example(dot)org", "r . achterberg @ example . org",
        ),
    ),
    "date": (
        "2018-03-12",
        (
            "12 March 2018", "12th March 2018", "12th of March 2018", "the 12th of March, 2018", "March 12 2018", "March 12th, 2018", "12 Mar 2018",
            "12-Mar-18", "12/03/18", "12/03/2018", "12/3/2018", "12.03.2018", "12-03-2018", "2018-03-12", "2018/03/12", "20180312", "12032018",
            "Monday 12 March", "Monday, 12 March 2018", "Mon 12th March", "12 March", "12 MARCH 2018", "12   March   2018", "12\nMarch 2018",
            "the twelfth of March", "twelfth March 2018", "12 March '18", "11-12 March 2018", "12 and 13 March 2018", "12th day of March 2018",
            "12_03_2018", "03/12/2018",
        ),
    ),
    "address": (
        "14 Ashgrove Road, Harbourton, HB1 2AB",
        (
            "14 Ashgrove Road, Harbourton, HB1 2AB", "14 Ashgrove Rd", "14, Ashgrove Road", "Ashgrove Road", "ashgrove rd", "HB1 2AB", "HB12AB",
            "hb1 2ab", "HB1\u00a02AB", "14 ASHGROVE ROAD", "14 Ashgrove\nRoad", "14 Ashgrovve Road",
        ),
    ),
    "reference": (
        "42/CR/12345/17",
        ("42/CR/12345/17", "42CR1234517", "42-CR-12345-17", "42 CR 12345 17", "42 / cr / 12345 / 17", "42.CR.12345.17"),
    ),
    "vehicle": ("AB12 CDE", ("AB12 CDE", "AB12CDE", "ab12 cde", "AB 12 CDE", "A B 1 2 C D E", "AB12-CDE")),
    "school": (
        "St Brannoc’s Academy",
        (
            "St Brannoc’s Academy", "St. Brannoc's Academy", "Saint Brannocs Academy", "ST BRANNOC'S ACADEMY", "St Brannocs", "St Branoc's Academy",
            "StBrannocsAcademy", "St Brannoc’s\nAcademy",
        ),
    ),
    "employer": (
        "Fennimore & Dray Ltd",
        ("Fennimore & Dray Ltd", "Fennimore and Dray Limited", "Fennimore and Dray", "FENNIMORE & DRAY", "Fenimore & Dray", "Fennimore-Dray"),
    ),
    "handle": ("@sea_glass_77", ("@sea_glass_77", "sea_glass_77", "seaglass77", "Sea Glass 77", "sea.glass.77", "SEA_GLASS_77")),
    "place": ("Harbourton", ("Harbourton", "harbourton", "HARBOURTON", "Harbourton's", "Harborton", "Harbour-\nton", "H a r b o u r t o n")),
}  # fmt: skip


def _strip(text: str) -> str:
    import unicodedata

    text = text.translate(str.maketrans("ŁłØøß’", "LlOos’"))
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _solid(word: str) -> str:
    return "".join(c for c in _strip(word).lower() if c.isalpha())


def _bold(letter: str) -> str:
    if "a" <= letter <= "z":
        return chr(0x1D41A + ord(letter) - ord("a"))
    return chr(0x1D400 + ord(letter) - ord("A")) if "A" <= letter <= "Z" else letter


def _broken(full: str, dice: random.Random) -> str:
    words = full.split()
    long = [i for i, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return full
    at = dice.choice(long)
    cut = dice.randrange(2, len(words[at]) - 1)
    words[at] = f"{words[at][:cut]}-\n{words[at][cut:]}"
    return " ".join(words)

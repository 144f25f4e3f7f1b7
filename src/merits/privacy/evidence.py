"""Is this word a name here? Evidence for names that are also ordinary words (Grace, Will, May) or very short (Jo).

A false yes covers a harmless word; a false no lets a name through. So doubt in the middle of a sentence is a yes, and
only at its start, where any word has a capital, does a name of this sort need more.
"""

from __future__ import annotations

import re

from merits.privacy.view import View

_MODAL = frozenset("may might must will would can could should shall".split())
_MONTHS = frozenset("april august december february january july june march may november october september".split())
#: With a number after them, these are things: "Art 8", "Page 3".
_NUMBERED = frozenset(
    "art bill case class day dean force grade law line order page part point rule sky star table ward".split()
)
#: These come and go of themselves.
_COME = frozenset("chance charity dawn day hope joy night spring star storm summer winter".split())
#: Before a name: people do these things to people.
_BEFORE = frozenset(
    "told asked met texted messaged rang phoned named named emailed invited kissed hugged married dated blamed "
    "thanked mr mrs ms miss dr aunt auntie uncle nan cousin brother sister friend boyfriend girlfriend mate mum dad "
    "flatmate housemate".split()
)
#: After a name, even in lower case: people do these things.
_SPEAKS = frozenset(
    "said told asked texted replied says went came rang phoned messaged laughed cried shouted whispered smiled "
    "thinks thought knew wants wanted told drove walked kissed hugged who whose".split()
)
#: After a capitalised name at the start of a sentence.
_ACTS = _SPEAKS | frozenset(
    "also always attended became began believed brought broke called can can't cannot could couldn't did "
    "didn't does doesn't drank fell felt feels found gave gets got had hadn't has hasn't heard held invited "
    "is isn't just keeps kept knows later left let lives lived looked looks lost loves made meant never now "
    "often ran sat saw seemed seems sent should slept spoke stayed still stood suddenly texts then took tried "
    "used was wasn't woke works would wouldn't wrote".split()
)
_START = re.compile(
    r"(?:[.!?…][\"')\]]*\s+|\n[ \t]*\n\s*|(?:^|\n)[ \t]*(?:[-*•·>#]+|\d{1,3}[.)]|\([a-z]\))[ \t]+|\|[ \t]*|[•·]\s+)[\"'(\[*_]*$"
)
_WRAP = re.compile(r"(?:^|[.!?:][\"')\]]*[ \t]*)\n[ \t\"'(\[]*$")
_NEXT = re.compile(r"[ \t]*\n?[ \t]*([^\W\d_]+(?:'[^\W\d_]+)?)?")
_LAST = re.compile(r"([^\W_]+)[ \t]*\n?[ \t]*$")
_MONTH_BEFORE = re.compile(
    r"(?:\d|\d(?:st|nd|rd|th)|\bof|\bin|\bsince|\bduring|\bearly|\blate|\bmid|\blast|\bnext|\bthis|day|/)[\s,-]*$"
)
_MONTH_AFTER = re.compile(
    r"[\s,-]*(?:\d|'\d|(?:to|and|-)\s*[A-Z]?[a-z]*\s*\d{4}|(?:to|and|or)\s(?:"
    + "|".join(m.title() for m in _MONTHS)
    + r")\b)"
)


def starts_sentence(view: View, start: int) -> bool:
    """True where any word would have a capital."""
    before = view.cased[max(0, start - 8) : start]
    if start <= 8 and not before.strip("\"'([ \t\n*_#-"):
        return True
    return bool(_START.search(before)) or bool(_WRAP.search(before))


def is_name_here(view: View, start: int, end: int, *, met_before: bool) -> bool:
    """Whether an ordinary or very short word is used as a name.

    Args:
        view: the text.
        start: first character of the word in the view.
        end: one past its last.
        met_before: the person is named elsewhere in this text beyond doubt.
    """
    word = view.cased[start:end]
    lower = view.lower[start:end]
    following = _NEXT.match(view.lower, end)
    after = (following[1] or "") if following else ""
    possessive = view.lower[end : end + 2] == "'s"
    preceding = _LAST.search(view.lower, max(0, start - 30), start)
    before = preceding[1] if preceding else ""
    acted = after in _SPEAKS or before in _BEFORE
    if not word[0].isupper():
        acted = acted and not (lower in _COME and after in ("came", "went"))
        return acted and before not in ("the", "a", "an", "his", "her", "my", "their", "our", "its")
    if _shouted(view, start, end):
        return acted or possessive
    if before in ("the", "a", "an"):
        return False
    if lower in ("april", "june", "august") and before in ("by", "from", "before", "after", "until", "till", "to"):
        return False
    if lower in _MONTHS and (
        _MONTH_AFTER.match(view.cased, end) or _MONTH_BEFORE.search(view.lower, max(0, start - 12), start)
    ):
        return False
    if lower in _NUMBERED and re.match(r"[ \t]+\d", view.cased[end : end + 4]):
        return False
    if not starts_sentence(view, start):
        return True
    if view.cased[end : end + 1] == "-" and view.cased[end + 1 : end + 2].islower():
        return False  # "Small-scale"
    if after in ("came", "went") and lower in _COME:
        return False
    if acted or possessive or after in _ACTS or (len(after) > 3 and after.endswith("ed")):
        return True
    if (
        re.match(r"\s+and (?:[A-Z]|he\b|she\b|they\b|we\b|his\b|her\b|my\b)", view.cased[end : end + 12])
        and lower not in _COME
    ):
        return True
    nothing_follows = not after and not re.match(r"[ \t]*\d", view.cased[end : end + 3])
    capital_follows = bool(re.match(r"[ \t]+[A-Z][a-z]", view.cased[end : end + 6]))
    if nothing_follows or capital_follows:
        return True
    return met_before and lower not in _MODAL and after not in ("of", "for", "that", "in", "the", "a", "an")


def _shouted(view: View, start: int, end: int) -> bool:
    """True in a line of capitals, where a capital says nothing."""
    word = view.cased[start:end]
    if not (word.isupper() and len(word) > 1):
        return False
    around = view.cased[max(0, start - 30) : start] + view.cased[end : end + 30]
    letters = [c for c in around if c.isalpha()]
    return len(letters) >= 6 and sum(c.isupper() for c in letters) > 0.8 * len(letters)

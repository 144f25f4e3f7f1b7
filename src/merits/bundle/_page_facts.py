"""What is seen on each page of a finished bundle, read with pdfium: the printed number, text, which way up it is.

Nothing here knows how the bundle was built. The number is looked for where a reader looks for it, in the margins of
the page as it is shown.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from merits.bundle._geometry import A4_WIDTH, PageBox

#: A number is "in the margin" within this share of the page's height from its upper or lower edge.
_MARGIN = 0.15
#: Pages of one bundle carry their number at the same place, within this share of the page's shorter side.
_NEAR = 0.015
_SAMPLE = 24
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Seen:
    """A number in the margin, upright, as seen.

    Attributes:
        text: its digits.
        right, centre, left: distances from the right edge, the middle and the left edge to the number, in shares of
            the shorter side.
        height: distance from the lower edge, in the same shares.
        clear: no other text lies where it stands; read only for the number that equals the page's label.
    """

    text: str
    right: float
    centre: float
    left: float
    height: float
    clear: bool


@dataclass(frozen=True)
class PageFacts:
    """One page.

    Attributes:
        label: page label the reader's program shows.
        numbers: numbers in the margins, upright.
        has_text: there is text besides the number that equals the label.
        turned: how the greater part of its text stands: 0, 90, 180, 270 degrees clockwise; None without text.
        small: smaller than A4, so that a number may not keep its usual place.
    """

    label: str
    numbers: tuple[Seen, ...]
    has_text: bool
    turned: int | None
    small: bool


def page_facts(document: pdfium.PdfDocument, index: int, box: PageBox, label: str) -> PageFacts:
    """Read one page.

    Args:
        index: from 0.
        box: its geometry.
        label: its page label.
    """
    page = document[index]
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range(errors="replace")
        numbers = tuple(_numbers(text_page, text, box, label))
        others = text.replace(label, "", 1) if any(seen.text == label for seen in numbers) else text
        return PageFacts(
            label=label,
            numbers=numbers,
            has_text=any(character.isalnum() for character in others),
            turned=_turned(text_page, box),
            small=min(box.size) < A4_WIDTH * 0.95,
        )
    finally:
        text_page.close()
        page.close()


@dataclass(frozen=True)
class NumberPlace:
    """Where this bundle carries its numbers: which distance (right, centre, left) and the two values."""

    side: str
    across: float
    height: float

    def has(self, seen: Seen) -> bool:
        """True if ``seen`` stands there."""
        return abs(getattr(seen, self.side) - self.across) <= _NEAR and abs(seen.height - self.height) <= _NEAR


def number_place(facts: Iterable[PageFacts]) -> NumberPlace | None:
    """The place where most pages show their own label, if it is four in five of them."""
    votes: Counter[tuple[str, int, int]] = Counter()
    total = 0
    for fact in facts:
        total += not fact.small
        found = {
            (side, round(getattr(seen, side) * 100), round(seen.height * 100))
            for seen in fact.numbers
            if seen.text == fact.label and not fact.small
            for side in ("right", "centre", "left")
        }
        votes.update(found)
    if not votes:
        return None
    # The right edge first: where numbers of one length stand, all three are equally often.
    (side, across, height), count = max(votes.items(), key=lambda vote: (vote[1], vote[0][0] == "right", vote[0]))
    return NumberPlace(side, across / 100, height / 100) if count >= 0.8 * total else None


def number_shown(fact: PageFacts, place: NumberPlace | None) -> tuple[str | None, Seen | None]:
    """The number a reader takes for the page's, and where; None if there is none."""
    if place is not None:
        there = [seen for seen in fact.numbers if place.has(seen)]
        if there:
            own = next((seen for seen in there if seen.text == fact.label), there[-1])
            return own.text, own
        if not fact.small:
            return None, None
    own_anywhere = next((seen for seen in fact.numbers if seen.text == fact.label), None)
    return (own_anywhere.text, own_anywhere) if own_anywhere else (None, None)


def text_in(document: pdfium.PdfDocument, index: int, boxes: Iterable[tuple[float, float, float, float]]) -> list[str]:
    """The text inside each box (left, bottom, right, top in the file's coordinates) of one page."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        return [text_page.get_text_bounded(*box, errors="replace").strip() for box in boxes]
    finally:
        text_page.close()
        page.close()


def _numbers(text_page: pdfium.PdfTextPage, text: str, box: PageBox, label: str) -> Iterator[Seen]:
    width, height = box.size
    short = min(width, height)
    # pdfium counts UTF-16 units; only texts with signs beyond them differ.
    shift = any(character > "\uffff" for character in text)
    for match in _DIGITS.finditer(text):
        start = len(text[: match.start()].encode("utf-16-le", "replace")) // 2 if shift else match.start()
        for digits in _runs(text_page, match.group(), start, box):
            (left, bottom), (right, _) = _span(box, *(digit.box for digit in digits))
            if _MARGIN * height < bottom < (1 - _MARGIN) * height:
                continue
            number = "".join(digit.text for digit in digits)
            yield Seen(
                text=number,
                right=(width - right) / short,
                centre=((left + right) / 2 - width / 2) / short,
                left=left / short,
                height=bottom / short,
                clear=number != label or _text_in(text_page, _around(*(digit.box for digit in digits))) == label,
            )


@dataclass(frozen=True)
class _Digit:
    text: str
    box: tuple[float, float, float, float]


def _runs(text_page: pdfium.PdfTextPage, text: str, start: int, box: PageBox) -> list[list[_Digit]]:
    """Upright digits that stand side by side.

    What follows one another in the text of a page may stand far apart on it: a source's last digit and the page number.
    """
    runs: list[list[_Digit]] = []
    edge = (float("-inf"), 0.0)
    for offset, character in enumerate(text):
        index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, start + offset)
        if index < 0 or _angle(text_page, index, box) != 0:
            edge = (float("-inf"), 0.0)
            continue
        corners = text_page.get_charbox(index)
        (left, bottom), (right, top) = _span(box, corners)
        size = top - bottom
        beside = abs(left - edge[0]) < size and abs(bottom - edge[1]) < size / 2
        if beside and runs:
            runs[-1].append(_Digit(character, corners))
        else:
            runs.append([_Digit(character, corners)])
        edge = (right, bottom)
    return runs


def _text_in(text_page: pdfium.PdfTextPage, box: tuple[float, float, float, float]) -> str:
    return "".join(text_page.get_text_bounded(*box, errors="replace").split())


def _span(box: PageBox, *corners: tuple[float, float, float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Lower left and upper right, as seen, of what the boxes cover together."""
    points = [box.seen(x, y) for left, bottom, right, top in corners for x, y in ((left, bottom), (right, top))]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys)), (max(xs), max(ys))


def _around(*boxes: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _angle(text_page: pdfium.PdfTextPage, index: int, box: PageBox) -> int:
    """How a character stands as seen, in quarter turns clockwise: 0, 90, 180, 270; -1 if slanted."""
    angle = math.degrees(raw.FPDFText_GetCharAngle(text_page, index))
    # pdfium gives the turn clockwise in the file's coordinates, where a rotated page is not yet rotated.
    seen = (box.rotate + angle) % 360 if angle >= 0 else 0
    quarter = round(seen / 90) * 90
    return quarter % 360 if abs(seen - quarter) < 20 else -1


def _turned(text_page: pdfium.PdfTextPage, box: PageBox) -> int | None:
    count = text_page.count_chars()
    if not count:
        return None
    votes: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLE)):
        # Spaces and line ends that pdfium adds have no direction of their own.
        if raw.FPDFText_GetUnicode(text_page, index) > 32 and not raw.FPDFText_IsGenerated(text_page, index):
            votes[_angle(text_page, index, box)] += 1
    if not votes:
        return None
    return max(votes, key=lambda turn: (votes[turn], turn == 0))

"""Filters: dates in words, values in the words of the domain, and small questions that templates may ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, MultiWidget, RadioSelect
from django.utils.safestring import SafeString

from merits.base.dates import PartialDate, in_words
from merits.casework import Audience, DocumentKind, Purpose
from merits.law import Deadline, Stance, day_in_words
from merits.papers.words import CLASSIFICATION, KIND, MAKER, RESULT, SCHEME, TOLD

register = template.Library()

#: What an enum's value is called on a page, where the value itself is not the word.
_SAID: tuple[tuple[Enum, str], ...] = (
    *MAKER.items(),
    *KIND.items(),
    *CLASSIFICATION.items(),
    *TOLD.items(),
    *SCHEME.items(),
    *RESULT.items(),
    (Purpose.CASEWORK, "casework"),
    (Purpose.JOINT_DOSSIER, "joint dossier"),
    (Purpose.COURT, "court"),
    (Purpose.STATISTICS, "statistics"),
    (Purpose.PRESS, "press"),
    (Audience.OPEN, "open copies"),
    (Audience.CPS, "the CPS"),
    (Audience.COURT, "the court"),
    (Audience.POLICE, "the police"),
    (DocumentKind.DECISION_LETTER, "decision letter"),
    (DocumentKind.REVIEW_REQUEST, "review request"),
    (DocumentKind.REVIEW_OUTCOME, "review outcome"),
    (DocumentKind.CHAT_EXPORT, "messages"),
    (DocumentKind.EMAIL, "e-mail"),
    (DocumentKind.CHRONOLOGY, "chronology"),
    (DocumentKind.OTHER, "other document"),
)
# By type and value: members of different enums with one text (the CPS as a maker, as a reader) are equal to Python.
_WORDS: dict[tuple[type, str], str] = {(type(member), str(member.value)): text for member, text in _SAID}

#: How the span and the card of a stance are drawn; the words always stand beside.
_STANCE_CLASS = {
    Stance.RELIED_ON: "relied",
    Stance.MENTIONED_AND_DISCOUNTED: "mentioned",
    Stance.ATTRIBUTED: "other",
    Stance.UNCLEAR: "other",
}


@register.filter
def day(value: date | PartialDate | None) -> str:
    """``26 October 2018``; a partial date as far as it is known; nothing for none."""
    if value is None:
        return ""
    return value.in_words if isinstance(value, PartialDate) else in_words(value)


@register.filter
def weekday(value: date) -> str:
    """``Friday 14 June 2019``: a deadline is read with its weekday."""
    return day_in_words(value)


@register.filter
def iso(value: date | PartialDate) -> str:
    """For ``datetime`` attributes."""
    return str(value) if isinstance(value, PartialDate) else value.isoformat()


@register.filter
def days_left(deadline: Deadline, on: date) -> int:
    """Calendar days to the day to work to; negative when even the latest day has passed."""
    return (deadline.latest - on).days if deadline.latest < on else max((deadline.date - on).days, 0)


@register.filter
def label(value: object) -> str:
    """The words for a value of casework."""
    return _WORDS.get((type(value), str(value)), str(value))


@register.filter
def stance_label(value: str) -> str:
    """What a letter does with the words: ``relied on``."""
    return Stance(value).label


@register.filter
def stance_class(value: str) -> str:
    """The class of a span or card."""
    return _STANCE_CLASS[Stance(value)]


@register.filter
def each_once(items: Iterable[Any]) -> list[Any]:
    """The same in order, without repeats."""
    found: list[Any] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


@register.filter
def widget_kind(field: BoundField) -> str:
    """Which frame a field needs."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, RadioSelect):
        return "radios"
    if isinstance(widget, MultiWidget):
        return "boxes"
    return "checkbox" if isinstance(widget, CheckboxInput) else "box"


@register.filter
def plain_field(field: BoundField) -> SafeString:
    """The box of a field, without words in it that would vanish as soon as somebody types."""
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget()  # type: ignore[no-any-return]  # Django has no types


@register.filter
def percent(value: float | None) -> str:
    """``71%``; a dash for none."""
    return "–" if value is None else f"{100 * value:.0f}%"


@register.filter
def days_until(value: date, on: date) -> int:
    """Calendar days from a day to another."""
    return (value - on).days


@register.filter
def is_among(key: str, items: Iterable[Any]) -> bool:
    """Whether one of the items has this id."""
    return any(item.id == key for item in items)


_ACTIONS = {
    "case.read": "opened the case",
    "cases.listed": "listed cases",
    "identities.read": "read who the people are",
    "letter.read": "read a letter",
    "evidence.read": "read a document",
    "original.read": "downloaded an original",
    "coding.read": "read the coding",
    "log.read": "read this log",
    "case.imported": "took the case in",
    "case.exported": "handed the case over in a dossier",
    "access.given": "named somebody on the case",
    "access.ended": "ended somebody's access",
    "consent.recorded": "recorded a consent",
    "consent.withdrawn": "recorded that a consent was withdrawn",
    "letter.assigned": "gave a letter to a coder",
    "dossier.read": "read the case in its dossier",
    "pack.asked-for": "asked for papers with the case",
    "pack.made": "made papers with the case",
    "pack.downloaded": "downloaded papers with the case",
}


@register.filter
def action_words(action: str) -> str:
    """An action of the trail in words; its own name where it has none."""
    return _ACTIONS.get(action, action)


@register.filter
def minus(value: int, other: int) -> int:
    """The difference."""
    return value - other


@register.filter
def in_days(value: date, on: date) -> str:
    """``today``, ``tomorrow``, ``in 8 days``."""
    left = (value - on).days
    return {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")

"""The law and procedure `merits` rests on: dated rules, working days, deadlines, the codebook. Standard library only.

Nothing here says what the law makes of a decision, and nothing predicts: it says what may be asked for, by when, on
what authority, and how sure we are of that.
"""

from merits.law._coverage import DecisionKind, Fact, Ground, Maker
from merits.law.book import rule, rule_book
from merits.law.calendars import Calendar, OutsideCalendar, add_working_days, calendar, day_in_words
from merits.law.clear_days import earliest_event, period_ends, serve_by
from merits.law.code_test import CodeEdition, code_edition
from merits.law.codes import THEME_PRESENT, Code, Codebook, Group, Stance, codebook
from merits.law.deadline import Deadline, add_months, weakest
from merits.law.headings import Heading, pre_action_headings, pre_action_reply_headings
from merits.law.information import foi_due
from merits.law.judicial_review import JrLimits, JrTracks, jr_limits, jr_tracks, pre_action_reply
from merits.law.review import Standing, VrrAnswer, vrr_request
from merits.law.review_clocks import review_target
from merits.law.rules import (
    CHECK_THIS,
    ENGLAND_AND_WALES,
    UNITED_KINGDOM,
    Jurisdiction,
    NoSuchRule,
    Rule,
    RuleBook,
    validity,
)

__all__ = [
    "CHECK_THIS",
    "ENGLAND_AND_WALES",
    "THEME_PRESENT",
    "UNITED_KINGDOM",
    "Calendar",
    "Code",
    "CodeEdition",
    "Codebook",
    "Deadline",
    "DecisionKind",
    "Fact",
    "Ground",
    "Group",
    "Heading",
    "JrLimits",
    "JrTracks",
    "Jurisdiction",
    "Maker",
    "NoSuchRule",
    "OutsideCalendar",
    "Rule",
    "RuleBook",
    "Stance",
    "Standing",
    "VrrAnswer",
    "add_months",
    "add_working_days",
    "calendar",
    "code_edition",
    "codebook",
    "day_in_words",
    "earliest_event",
    "foi_due",
    "jr_limits",
    "jr_tracks",
    "period_ends",
    "pre_action_headings",
    "pre_action_reply",
    "pre_action_reply_headings",
    "review_target",
    "rule",
    "rule_book",
    "serve_by",
    "validity",
    "vrr_request",
    "weakest",
]

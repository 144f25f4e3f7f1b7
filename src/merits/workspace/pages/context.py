"""What the frame of every page needs: who is here, which sections, how the pages should look."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from merits.base.dates import in_words
from merits.workspace.accounts import queries
from merits.workspace.clock import today
from merits.workspace.pages import preferences
from merits.workspace.pages.sections import CASES, sections, shown


@cache
def _version() -> str:
    return version("merits")


def frame(request: HttpRequest) -> dict[str, Any]:
    """``frame`` for templates."""
    chosen = preferences.of(request)
    about: dict[str, Any] = {
        "theme": chosen.theme,
        "plain_titles": chosen.plain_titles,
        "shortcuts": chosen.shortcuts,
        "version": _version(),
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        memberships = queries.memberships_of(user)
        roles = frozenset(item.role for item in memberships)
        about |= {
            "person": user.name,
            "organisation": ", ".join(dict.fromkeys(item.organisation for item in memberships)),
            "roles": "; ".join(f"{item.role.label}, {item.organisation}" for item in memberships),
            "sections": shown(roles, request.path),
            "may_search": CASES in sections(roles),
            "sought": request.GET.get("q", ""),
            "today": True,
            "today_words": in_words(today()),
            "fixed_day": settings.DAY is not None,
        }
    return {"frame": about}

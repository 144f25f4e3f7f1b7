"""How somebody likes the pages: light or dark, plain titles, shortcuts. Three cookies that say nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

THEMES = ("light", "dark")
_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Preferences:
    """What was chosen.

    Attributes:
        theme: ``light`` or ``dark``; empty to follow the device.
        plain_titles: True: the browser's tab says "File" on every page.
        shortcuts: False: single keys do nothing.
    """

    theme: str = ""
    plain_titles: bool = False
    shortcuts: bool = True


def of(request: HttpRequest) -> Preferences:
    """Those of this browser."""
    theme = request.COOKIES.get("theme", "")
    return Preferences(
        theme if theme in THEMES else "",
        request.COOKIES.get("titles") == "plain",
        request.COOKIES.get("shortcuts") != "off",
    )


def keep(response: HttpResponse, chosen: Preferences) -> None:
    """Keep them in this browser for a year; what is as usual is not kept."""
    for name, value in (
        ("theme", chosen.theme),
        ("titles", "plain" if chosen.plain_titles else ""),
        ("shortcuts", "" if chosen.shortcuts else "off"),
    ):
        if value:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
        else:
            response.delete_cookie(name, samesite="Lax")

"""Pages without a case: the way out and where it leads, help, preferences, the parts of pages, and errors."""

from __future__ import annotations

from calendar import Calendar
from datetime import date
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from merits import law
from merits.base.dates import PartialDate, month_in_words
from merits.workspace.accounts import queries
from merits.workspace.clock import today
from merits.workspace.pages import preferences
from merits.workspace.pages.forms import PreferencesForm
from merits.workspace.pages.sections import sections


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first of a person's own sections."""
    roles = queries.roles_of(request.user)
    return redirect(sections(roles)[0].name)


# Leaving must work whatever state the page is in, an outdated token among them. A page elsewhere that posts here can do
# no more than sign somebody out, and the session's cookie (SameSite) does not come with it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """POST signs out and leads here; here is a calendar of the month and nothing else."""
    if request.method == "POST":
        logout(request)
        response = HttpResponseRedirect(reverse("away"), status=303)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response
    now = today()
    weeks = Calendar(firstweekday=0).monthdatescalendar(now.year, now.month)
    context = {"title": month_in_words(now), "weeks": weeks, "now": now, "holidays": _holidays(now)}
    return render(request, "pages/away.html", context)


def _holidays(now: date) -> list[tuple[date, str]]:
    """Bank holidays of the month, so that the page is worth a look."""
    held = law.calendar().holidays.items()
    return sorted((day, name) for day, name in held if (day.year, day.month) == (now.year, now.month))


@require_safe
def about_leaving(request: HttpRequest) -> HttpResponse:
    """What leaving does, and what it does not hide."""
    return render(request, "pages/about_leaving.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where things are, shortcuts, words."""
    roles = queries.roles_of(request.user)
    return render(request, "pages/help.html", {"own_sections": sections(roles)})


@require_http_methods(["GET", "HEAD", "POST"])
def preferences_page(request: HttpRequest) -> HttpResponse:
    """Light or dark, plain titles, shortcuts."""
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        if form.is_valid():
            response = redirect("preferences")
            preferences.keep(response, preferences.Preferences(**form.cleaned_data))
            return response
    else:
        chosen = preferences.of(request)
        form = PreferencesForm(
            initial={"theme": chosen.theme, "plain_titles": chosen.plain_titles, "shortcuts": chosen.shortcuts}
        )
    return render(request, "pages/preferences.html", {"form": form})


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Every part a page may be made of, in every state, with made-up content."""
    on = date(2019, 6, 3)
    decided = PartialDate.parse("2019-03-14")
    faulty = PreferencesForm({"theme": "purple"}, auto_id="faulty_%s")
    faulty.is_valid()
    context: dict[str, Any] = {
        "on": on,
        "soon": law.jr_limits(decided, on).outer,
        "safe": law.jr_limits(decided, on).safe,
        "passed": law.jr_limits(PartialDate.parse("2018-11-30"), on).outer,
        "partial": law.jr_limits(PartialDate.parse("2019-05"), on).outer,
        "form": PreferencesForm(initial={"shortcuts": True}),
        "faulty": faulty,
        "codes": law.codebook().jury_prediction,
        "swatches": ("paper", "ink", "accent", "wash", "time", "harm", "mark", "line"),
    }
    return render(request, "pages/design.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. It says the same whether there is nothing or nothing for this person (S1)."""
    return render(request, "errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500, without the frame: what failed may be what the frame needs."""
    return render(request, "errors/500.html", status=500)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a form from an earlier session, as a rule."""
    return render(request, "errors/403.html", status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's check of forms failed: the page was open for too long, or cookies are off."""
    return render(request, "errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "errors/400.html", status=400)

"""Pages of challenges: the list, one challenge with its dossier, and the reasons its letters give."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from merits import casework, law
from merits.base.errors import ProblemsError, UserError
from merits.papers.words import estimate
from merits.workspace.accounts.models import Role
from merits.workspace.accounts.queries import memberships_of, roles_of
from merits.workspace.challenges import incoming, queries
from merits.workspace.challenges.actions import import_dossier
from merits.workspace.challenges.incoming import FOLDER
from merits.workspace.challenges.matrix import matrix
from merits.workspace.challenges.preview import preview_dossier
from merits.workspace.challenges.queries import OpenChallenge, Part
from merits.workspace.clock import today

#: Fewer letters than this: read the counts (L137).
ENOUGH_FOR_SHARES = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The challenges one is named on."""
    may_import = Role.SOLICITOR in roles_of(request.user)
    context = {"lines": queries.challenges_of(request.user), "may_import": may_import}
    return render(request, "challenges/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Which dossiers wait, what would come in with one of them, and taking it in."""
    if Role.SOLICITOR not in roles_of(request.user):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    name, lead = asked.get("folder", ""), asked.get("lead", "")
    context: dict[str, Any] = {"names": incoming.names(), "place": incoming.place(), "name": name, "lead": lead}
    context["leads"] = [item for item in memberships_of(request.user) if item.role is Role.SOLICITOR]
    if name:
        folder = incoming.folder(name)
        try:
            if request.method == "POST":
                reference = import_dossier(folder=folder, by=request.user, lead=lead)
                messages.success(request, f"Taken in. Its folder still lies in {FOLDER} in the clear: remove it now.")
                return redirect("challenge", reference)
            context["preview"] = preview_dossier(folder=folder, on=today(), by=request.user, lead=lead)
        except ProblemsError as error:
            context["problems"] = error.problems
        except UserError as error:
            context["stopped"] = error
    return render(request, "challenges/import.html", context)


@dataclass(frozen=True)
class Tab:
    """A page of a challenge that its reader may open."""

    title: str
    address: str
    here: bool


_TABS = (
    ("challenge", "Summary", Part.SUMMARY),
    ("challenge_reasons", "Reasons and agreement", Part.DOSSIER),
    ("packs", "Papers", Part.PACK),
)


def frame(opened: OpenChallenge, here: str, **more: Any) -> dict[str, Any]:
    """What every page of a challenge needs."""
    tabs = [
        Tab(title, reverse(name, args=[opened.reference]), name == here)
        for name, title, part in _TABS
        if opened.may(part)
    ]
    return {"opened": opened, "tabs": tabs, "on": today(), "lead": opened.row.lead.name, **more}


@require_safe
def summary(request: HttpRequest, reference: str) -> HttpResponse:
    """Which cases are in, and what stands in the way."""
    opened = queries.challenge_for(request.user, reference)
    entered = queries.entered(opened, on=today())
    head = queries.head(opened) if opened.may(Part.DOSSIER) else None
    context = frame(
        opened,
        "challenge",
        entered=entered,
        included=sum(item.appearance.allowed for item in entered),
        head=head,
    )
    return render(request, "challenges/summary.html", context)


@require_safe
def reasons(request: HttpRequest, reference: str) -> HttpResponse:
    """Reasons by cases, and how far two coders agreed."""
    opened = queries.challenge_for(request.user, reference)
    found = queries.dossier(opened)
    agreed = casework.agreed_reasons(found.dossier)
    references = [case.reference for case in found.dossier.cases]
    agreement = casework.agreement(found.dossier)
    book = law.codebook()
    context = frame(
        opened,
        "challenge_reasons",
        rows=matrix(agreed, references),
        references=references,
        hidden=found.hidden,
        letters=len(casework.letters(found.dossier)),
        pending=casework.not_adjudicated(found.dossier),
        agreement=[
            (item, book.code(item.code), estimate(item.percent), estimate(item.kappa), estimate(item.ac1))
            for item in agreement
        ],
        few=bool(agreement) and agreement[0].counts.letters < ENOUGH_FOR_SHARES,
        share=casework.proportion_wording_allowed(found.dossier),
        may_export=opened.may(Part.PACK),
    )
    return render(request, "challenges/reasons.html", context)


@require_safe
def reasons_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """The heat map as rows: code, case, stance. No quotation, no name."""
    opened = queries.challenge_for(request.user, reference)
    opened.need(Part.PACK)
    found = queries.dossier(opened)
    rows = matrix(casework.agreed_reasons(found.dossier), [case.reference for case in found.dossier.cases])
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["code", "theme", "case", "stance", "passages"])
    writer.writerows(
        [row.code.code, row.code.theme, cell.case, cell.stance, cell.passages]
        for row in rows
        for cell in row.cells
        if cell.stance
    )
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{opened.reference}-reasons.csv"'
    return response

"""Pages of cases: the list, and one case's summary, letters, timeline, authority and log.

Everything is read through ``queries``; a case that its reader is not named on does not exist (404).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from merits import casework, law
from merits.casework.reviews import reviewers
from merits.workspace.cases import letter as letters
from merits.workspace.cases import queries
from merits.workspace.cases.forms import CaseFilter
from merits.workspace.cases.queries import OpenCase
from merits.workspace.cases.sight import Sight
from merits.workspace.cases.timeline import timeline as events_of
from merits.workspace.clock import today

PER_PAGE = 50
_ORDERS = {
    "reference": lambda line: line.reference,
    "stage": lambda line: (line.stage, line.reference),
    "held_by": lambda line: (line.organisation, line.reference),
    "next": lambda line: (line.clocks.next.date.isoformat() if line.clocks.next else "9999", line.reference),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The cases one is named on. A search for a whole reference opens the case."""
    on = today()
    lines = queries.cases_of(request.user, on=on)
    form = CaseFilter(request.GET, lines)
    chosen = form.chosen(lines)
    sought = request.GET.get("q", "").strip().upper()
    if len(chosen) == 1 and chosen[0].reference == sought and "stage" not in request.GET:
        return redirect("case", sought)
    sort = request.GET.get("sort", "next")
    order = _ORDERS.get(sort.removeprefix("-"))
    if order is not None:
        chosen.sort(key=order, reverse=sort.startswith("-"))
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "all": len(lines),
        "sort": sort,
        "on": on,
        "filtered": len(chosen) < len(lines),
    }
    return render(request, "cases/index.html", context)


@dataclass(frozen=True)
class Tab:
    """A page of a case that its reader may open."""

    name: str
    title: str
    address: str
    here: bool


_TABS = (
    ("case", "Summary", Sight.SUMMARY),
    ("case_timeline", "Timeline", Sight.SUMMARY),
    ("case_documents", "Letters and documents", Sight.LETTERS),
    ("case_authority", "Consent and anonymity", Sight.AUTHORITY),
    ("case_log", "Log", Sight.LOG),
)


def _frame(opened: OpenCase, here: str, **more: Any) -> dict[str, Any]:
    tabs = [
        Tab(name, title, reverse(name, args=[opened.reference]), name == here)
        for name, title, sight in _TABS
        if opened.may(sight)
    ]
    return {"opened": opened, "tabs": tabs, "on": today(), "held_by": opened.row.organisation.name, **more}


@require_safe
def summary(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the case stands, what can be done and by when."""
    opened = queries.case_for(request.user, reference)
    case = queries.whole(opened)
    context = _frame(
        opened,
        "case",
        case=case,
        clocks=queries.clocks_of(case, on=today()),
        decisions=[(item, law.code_edition(item.made_on)) for item in case.decisions],
        reviewers=reviewers(case),
        named=queries.named_on(opened),
    )
    return render(request, "cases/summary.html", context)


@require_safe
def timeline(request: HttpRequest, reference: str) -> HttpResponse:
    """What happened, and the dates to come."""
    opened = queries.case_for(request.user, reference)
    case = queries.whole(opened)
    events = events_of(case, queries.clocks_of(case, on=today()), on=today())
    return render(request, "cases/timeline.html", _frame(opened, "case_timeline", events=events))


@require_safe
def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """The documents one may open."""
    opened = queries.case_for(request.user, reference)
    opened.need(Sight.LETTERS)
    return render(request, "cases/documents.html", _frame(opened, "case_documents", case=queries.whole(opened)))


@require_safe
def document(request: HttpRequest, reference: str, document_id: str) -> HttpResponse:
    """A letter beside the words that were coded, and the test it was decided under; or another document."""
    opened = queries.case_for(request.user, reference)
    found = queries.document(opened, document_id)
    cards = letters.cards(found.codings, found.reading)
    context = _frame(
        opened,
        "case_documents",
        found=found,
        decisions=[(item, law.code_edition(item.made_on)) for item in found.decisions],
        cards=cards,
        codes=list(dict.fromkeys(card.code for card in cards)),
        pieces=letters.pieces(found.reading, cards) if found.reading else (),
        pages=sum(part.kind == "page" for part in found.reading.parts) if found.reading else 0,
        may_code=opened.may(Sight.CODING),
        adjudicated=letters.adjudicated(found.codings),
        coders=letters.coders(found.codings),
    )
    return render(request, "cases/document.html", context)


@require_safe
def original(request: HttpRequest, reference: str, document_id: str) -> HttpResponse | StreamingHttpResponse:
    """The file as it came in, under a name that says nothing."""
    found = queries.original(queries.case_for(request.user, reference), document_id)
    response = StreamingHttpResponse(found.pieces, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.plain_name}"'
    response.headers["Content-Length"] = str(found.size)
    return response


@require_safe
def authority(request: HttpRequest, reference: str) -> HttpResponse:
    """What the client agreed to, and what was waived."""
    opened = queries.case_for(request.user, reference)
    opened.need(Sight.AUTHORITY)
    case = queries.whole(opened)
    on = today()
    answers = [
        (
            purpose,
            [
                (audience, casework.may_appear(case, purpose=purpose, audience=audience, on=on))
                for audience in casework.Audience
            ],
        )
        for purpose in casework.Purpose
    ]
    context = _frame(opened, "case_authority", case=case, answers=answers, audiences=list(casework.Audience))
    return render(request, "cases/authority.html", context)


@require_safe
def log(request: HttpRequest, reference: str) -> HttpResponse:
    """Who did what with the case."""
    opened = queries.case_for(request.user, reference)
    found = queries.log(opened)
    lines = [(line, found.names.get(line.who, "") if line.who else "") for line in found.lines]
    return render(request, "cases/log.html", _frame(opened, "case_log", lines=lines))

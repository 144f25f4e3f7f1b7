"""Today: what must be done before it is too late. References and dates only, no word of any case."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from merits.workspace.accounts.models import Role
from merits.workspace.accounts.queries import roles_of
from merits.workspace.cases import queries
from merits.workspace.cases.clocks import Clock
from merits.workspace.clock import today
from merits.workspace.coding.queries import letters_of
from merits.workspace.jobs import queries as jobs

#: Dates this many days ahead are shown.
AHEAD = 14


@dataclass(frozen=True)
class Due:
    """A date of one case."""

    reference: str
    clock: Clock
    days: int


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The dates of the next days, answers awaited, letters to code, papers that are ready."""
    on = today()
    lines = queries.cases_of(request.user, on=on)
    running = [Due(line.reference, clock, (clock.date - on).days) for line in lines for clock in line.clocks.running]
    ours = sorted((due for due in running if due.clock.waits_for_us), key=lambda due: (due.days, due.reference))
    late = [
        Due(line.reference, clock, (clock.date - on).days)
        for line in lines
        for clock in line.clocks.gone_by
        if not clock.waits_for_us
    ]
    awaited = [*late, *sorted((due for due in running if not due.clock.waits_for_us), key=lambda due: due.days)]
    soon = [due for due in ours if due.days <= AHEAD]
    roles = roles_of(request.user)
    context = {
        "on": on,
        "ahead": AHEAD,
        "soon": soon,
        "later": ours[len(soon)] if len(ours) > len(soon) else None,
        "awaited": awaited,
        "cases": len(lines),
        "not_worked_out": [(line.reference, text) for line in lines for text in line.clocks.not_worked_out],
        "is_coder": Role.CODER in roles,
        "letters": letters_of(request.user),
        "jobs": jobs.jobs_of(request.user),
    }
    return render(request, "cases/today.html", context)

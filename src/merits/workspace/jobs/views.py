"""Papers of a challenge: asking for them, watching them being made, stopping them, downloading them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from merits.base.errors import UserError
from merits.workspace.challenges.queries import Part, challenge_for, head
from merits.workspace.challenges.views import frame
from merits.workspace.clock import today
from merits.workspace.jobs import actions, queries
from merits.workspace.jobs.forms import PackForm


@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: HttpRequest, reference: str) -> HttpResponse:
    """The papers asked for, and asking for more."""
    opened = challenge_for(request.user, reference)
    opened.need(Part.PACK)
    posted = request.POST if request.method == "POST" else None
    form = PackForm(posted, recipients=head(opened).recipients, today=today())
    if posted is not None and form.is_valid():
        try:
            job = actions.ask_for_pack(
                challenge=opened,
                on=form.cleaned_data["on"],
                service_copies=form.cleaned_data.get("service_copies", ()),
                by=request.user,
            )
        except UserError as error:
            form.add_error(None, f"{error.message} {error.remedy}")
        else:
            return redirect("pack", job)
    jobs = [job for job in queries.jobs_of(request.user) if job.challenge == opened.reference]
    return render(request, "jobs/packs.html", frame(opened, "packs", form=form, jobs=jobs))


@require_safe
def pack(request: HttpRequest, job: str) -> HttpResponse:
    """One job: how far it is; or what it made."""
    found = queries.job_for(request.user, job)
    context: dict[str, Any] = {"job": found}
    if getattr(request, "htmx", False):
        response = render(request, "jobs/_progress.html", context)
        if found.ended:
            # The whole page again, so that a screen reader hears that it has ended.
            response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "jobs/pack.html", context)


@require_POST
def cancel(request: HttpRequest, job: str) -> HttpResponse:
    """Stop it."""
    actions.cancel(reference=job, by=request.user)
    messages.info(request, "Asked to stop. It stops at its next step; nothing half-made is kept.")
    return redirect("pack", job)


@require_safe
def download(request: HttpRequest, job: str) -> StreamingHttpResponse:
    """The papers as one archive."""
    found = queries.result(request.user, job)
    response = StreamingHttpResponse(found.pieces, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.plain_name}"'
    response.headers["Content-Length"] = str(found.size)
    return response

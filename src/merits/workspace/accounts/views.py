"""Administration: accounts and the health of the installation. Never a case, and no count of cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from merits.workspace.accounts import queries


@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """Accounts and organisations."""
    context = {"accounts": queries.accounts(request.user), "organisations": queries.organisations(request.user)}
    return render(request, "accounts/administration.html", context)

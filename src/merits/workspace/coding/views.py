"""A coder's page: one letter and her own coding of it. Not the case, and nobody else's work."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from merits import law
from merits.workspace.coding import queries


@require_safe
def letter(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """The letter, and what she has coded in it."""
    opened = queries.letter_for(request.user, assignment)
    book = law.codebook()
    own = [(row, book.code(row.code)) for row in opened.own if row.code]
    pages = sum(part.kind == "page" for part in opened.reading.parts)
    context = {
        "opened": opened,
        "own": own,
        "pages": pages,
        "groups": [(g, book.in_group(g.letter)) for g in book.groups],
    }
    return render(request, "coding/letter.html", context)

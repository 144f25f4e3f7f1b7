"""Figures: the stages of a year, and series over the years; each as chart, table and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from merits.documents.charts import Bar, Mark, Point, stage_chart, trend_chart
from merits.figures import ATTRIBUTION, Observation, Stage
from merits.workspace.clock import today
from merits.workspace.figures import queries
from merits.workspace.figures.charts import Chart, chart, vega_module
from merits.workspace.figures.forms import FunnelForm, TrendForm

DEFAULT_LINES = ("receipts", "charged", "convicted")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What figures there are."""
    return render(request, "figures/overview.html", {"attribution": ATTRIBUTION})


@require_safe
def funnel(request: HttpRequest) -> HttpResponse:
    """The stages of one year."""
    form, year, known = _funnel_asked(request)
    stages = queries.stages(year, known)
    context = {
        "form": form,
        "year": year,
        "known": known,
        "stages": stages,
        "chart": _stage_chart(stages, year) if stages else None,
        "attribution": ATTRIBUTION,
    }
    return render(request, "figures/funnel.html", context)


@require_safe
def funnel_csv(request: HttpRequest) -> HttpResponse:
    """The table of the stages."""
    _, year, known = _funnel_asked(request)
    rows = ([stage.title, stage.unit, *_cells(stage.observation)] for stage in queries.stages(year, known))
    return _csv(f"stages-{year}-{str(year + 1)[2:]}.csv", ["stage", "unit", *_COLUMNS], rows)


@require_safe
def trend(request: HttpRequest) -> HttpResponse:
    """Series over the years."""
    form, keys, known = _trend_asked(request)
    found = queries.trend(keys, known)
    rows = [(period, [line.years[i].observation for line in found.lines]) for i, period in enumerate(found.periods)]
    context = {
        "form": form,
        "known": known,
        "trend": found,
        "rows": rows,
        "charts": [
            _trend_chart(found, unit) for unit in dict.fromkeys(line.unit for line in found.lines) if found.periods
        ],
        "attribution": ATTRIBUTION,
    }
    return render(request, "figures/trend.html", context)


@require_safe
def trend_csv(request: HttpRequest) -> HttpResponse:
    """The table of the series."""
    _, keys, known = _trend_asked(request)
    found = queries.trend(keys, known)
    rows = (
        [line.title, line.unit, *_cells(year.observation)]
        for line in found.lines
        for year in line.years
        if year.observation is not None
    )
    return _csv("years.csv", ["line", "unit", *_COLUMNS], rows)


@require_safe
def vega(request: HttpRequest) -> HttpResponse:
    """The script that draws charts, as the vl-convert wheel carries it."""
    return HttpResponse(vega_module(), content_type="text/javascript; charset=utf-8")


def _funnel_asked(request: HttpRequest) -> tuple[FunnelForm, int, date]:
    now = today()
    years = queries.years_with_stages(now)
    usual = {"year": 2017 if 2017 in years else years[0], "known": now}
    form = FunnelForm({**usual, **request.GET.dict()}, today=now)
    if not form.is_valid():
        return form, form.cleaned_data.get("year", usual["year"]), form.cleaned_data.get("known", now)
    return form, form.cleaned_data["year"], form.cleaned_data["known"]


def _trend_asked(request: HttpRequest) -> tuple[TrendForm, tuple[str, ...], date]:
    now = today()
    given = {"line": request.GET.getlist("line") or list(DEFAULT_LINES), "known": request.GET.get("known", now)}
    form = TrendForm(given)
    form.is_valid()
    return form, tuple(form.cleaned_data.get("line", DEFAULT_LINES)), form.cleaned_data.get("known", now)


def _stage_chart(stages: tuple[Stage, ...], year: int) -> Chart:
    bars = [
        Bar(stage.title, stage.unit, stage.value, f"{stage.observation.in_words} {stage.unit}")
        for stage in stages
        if stage.value is not None
    ]
    words = " ".join(f"{bar.label}: {bar.words}." for bar in bars)
    return chart("stages", f"Stages in the year to March {year + 1}", words, stage_chart(bars))


def _trend_chart(found: queries.Trend, unit: str) -> Chart:
    lines = [line for line in found.lines if line.unit == unit]
    points = [
        Point(line.title, year.period, year.observation.value)
        for line in lines
        for year in line.years
        if year.observation is not None and year.observation.value is not None
    ]
    marks = [Mark(item.on, item.short) for item in found.breaks]
    words = " ".join(_first_and_last(line) for line in lines)
    title = " and ".join(line.title.lower() for line in lines)
    return chart(
        f"years-{unit}", f"{title}: {unit} over the years", words, trend_chart(points, marks, unit=unit.capitalize())
    )


def _first_and_last(line: queries.Line) -> str:
    held = [year for year in line.years if year.observation is not None]
    if not held:
        return f"{line.title}: no figure was public."
    first, last = held[0], held[-1]
    assert first.observation is not None and last.observation is not None
    return (
        f"{line.title}: {first.observation.in_words} in the {first.period.label}, "
        f"{last.observation.in_words} in the {last.period.label}."
    )


_COLUMNS = [
    "period_start",
    "period_end",
    "value",
    "printed",
    "basis",
    "publisher",
    "publication",
    "public_by",
    "source",
    "read",
]


def _cells(item: Observation) -> list[Any]:
    return [
        item.period.start if item.period else "",
        item.period.end if item.period else "",
        "" if item.value is None else f"{item.value:g}" if item.value % 1 else int(item.value),
        item.printed,
        item.basis,
        item.publisher,
        item.publication,
        str(item.published_on or ""),
        item.source_address,
        item.check,
    ]


def _csv(name: str, head: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_safe(str(cell)) for cell in row] for row in rows)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell

"""The look of every chart, and the few kinds of chart that our papers use.

A chart must read in black and white, so nothing is told by colour alone: shapes, dashes, outlines and direct labels say
it too. Colours are Okabe and Ito's, which colour-blind readers can tell apart. Every chart names its units and periods,
and stands beside its table. The same values give the same bytes of SVG.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from merits.base.dates import Period

FONT = "Atkinson Hyperlegible Next"
INK = "#1a1a1a"
GREY = "#6b6b6b"
RULE = "#d0d0d0"
#: Okabe and Ito (2008).
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
LIGHT = "#dbe8f1"

#: Width of the plotting area, in points: the text of an A4 page less the labels on the left.
WIDTH = 470
#: Room for the labels of rows.
LABELS = 190


@dataclass(frozen=True)
class Moved:
    """A change between two periods, for `periods_chart`.

    Attributes:
        label: what moved, with its unit.
        before, after: the two periods.
        before_text, after_text: what stands in each bar: the count, or nothing where none was printed.
        change_text: ``down 23.1%``.
    """

    label: str
    before: Period
    after: Period
    before_text: str
    after_text: str
    change_text: str


@dataclass(frozen=True)
class Point:
    """One value of one line, for `trend_chart`."""

    line: str
    period: Period
    value: float


@dataclass(frozen=True)
class Mark:
    """A break in series, for `trend_chart`: its first day and a few words."""

    on: date
    words: str


@dataclass(frozen=True)
class Spread:
    """A factor's share of a change, for `range_chart`: its range and the values tried, in per cent."""

    panel: str
    label: str
    low: float
    high: float
    tried: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Bar:
    """One stage, for `stage_chart`: the label, the value, and the words at the end of the bar, unit included."""

    label: str
    unit: str
    value: float
    words: str


def theme() -> dict[str, Any]:
    """The Vega-Lite configuration that every chart carries."""
    text = {"font": FONT, "color": INK}
    return {
        "font": FONT,
        "background": "white",
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "labelFont": FONT,
            "labelFontSize": 11,
            "labelColor": INK,
            "labelLimit": 0,
            "titleFont": FONT,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
            "titleColor": INK,
            "titleLimit": 0,
            "gridColor": RULE,
            "domainColor": GREY,
            "tickColor": GREY,
        },
        "header": {"labelFont": FONT, "labelFontSize": 12, "labelColor": INK, "labelLimit": 0, "titleFont": FONT},
        "legend": {"labelFont": FONT, "labelFontSize": 11, "titleFont": FONT, "labelLimit": 0, "titleLimit": 0},
        "text": {**text, "fontSize": 11},
        "title": {**text, "fontSize": 12, "fontWeight": "bold", "anchor": "start", "limit": 0, "offset": 8},
    }


def to_svg(spec: dict[str, Any]) -> bytes:
    """Render a Vega-Lite specification; same specification, same bytes. Nothing is fetched."""
    import vl_convert

    _fonts()
    return str(vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[])).encode()


def to_png(spec: dict[str, Any], *, scale: float = 2.0) -> bytes:
    """Render a Vega-Lite specification as a picture, for a page or for looking at it."""
    import vl_convert

    _fonts()
    return bytes(vl_convert.vegalite_to_png(json.dumps(spec), scale=scale, allowed_base_urls=[]))


@cache
def _fonts() -> None:
    import vl_convert

    with resources.as_file(resources.files("merits.documents").joinpath("fonts")) as folder:
        vl_convert.register_font_directory(str(Path(folder)))


def periods_chart(moves: Sequence[Moved]) -> dict[str, Any]:
    """Changes on their own periods: one row each, the earlier period outlined, the later one filled, time across.

    A reader sees at once whether two changes are of the same months.
    """
    import altair as alt

    bars = [
        {
            "row": i,
            "label": move.label,
            "start": _iso(period.start),
            "end": _iso(_next(period.end)),
            "middle": _iso(_middle(period)),
            "number": text,
            "period": period.label,
            "when": when,
        }
        for i, move in enumerate(moves)
        for when, period, text in (
            ("before", move.before, move.before_text),
            ("after", move.after, move.after_text),
        )
    ]
    last = max(_next(move.after.end) for move in moves)
    heads = [
        {"row": i, "x": _iso(min(move.before.start for move in moves)), "label": move.label}
        for i, move in enumerate(moves)
    ]
    ends = [{"row": i, "x": _iso(_next(move.after.end)), "change": move.change_text} for i, move in enumerate(moves)]
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.5, paddingOuter=0.4))
    domain = [_iso(min(move.before.start for move in moves)), _iso(date(last.year + 1, last.month, 1))]
    axis = alt.Axis(
        title=None,
        values=[_iso(day) for day in _half_years(moves)],
        format="%b %Y",
        grid=True,
        domain=False,
    )
    x = alt.X("start:T", scale=alt.Scale(type="utc", domain=domain), axis=axis)
    base = alt.Chart(alt.InlineData(bars))
    rows = base.mark_bar(strokeWidth=1.2, stroke=INK).encode(
        x=x,
        x2="end:T",
        y=y,
        description="period:N",  # Vega's own words for the second end would be in the machine's time zone
        fill=alt.Fill("when:N", scale=alt.Scale(domain=["before", "after"], range=["#ffffff", BLUE]), legend=None),
    )
    inside = alt.Color("when:N", scale=alt.Scale(domain=["before", "after"], range=[INK, "#ffffff"]), legend=None)
    words = [
        base.transform_filter(test).mark_text(dy=dy).encode(x=_across("middle:T"), y=y, text=text, color=inside)
        for text, dy, test in (
            ("number:N", -6, "datum.number != ''"),
            ("period:N", 7, "datum.number != ''"),
            ("period:N", 0, "datum.number == ''"),
        )
    ]
    titles = _words(
        alt.Chart(alt.InlineData(heads)).encode(x=_across("x:T"), y=y, text="label:N"),
        dx=1,
        dy=-27,
        fontWeight="bold",
        fontSize=12,
    )
    changes = _words(
        alt.Chart(alt.InlineData(ends)).encode(x=_across("x:T"), y=y, text="change:N"),
        dx=8,
        fontWeight="bold",
        fontSize=14,
    )
    layers = alt.layer(rows, *words, *titles, *changes)
    return _finish(layers.properties(width=WIDTH + 60, height=70 * len(moves)))


def trend_chart(points: Sequence[Point], marks: Sequence[Mark], *, unit: str) -> dict[str, Any]:
    """Lines over years, told apart by shape and dash and named at their last point; breaks as dotted rules."""
    import altair as alt

    lines = list(dict.fromkeys(point.line for point in points))
    # A year stands at its middle, so that a break on 1 April falls between two years.
    # A year without a figure breaks its line: nothing is drawn across what is not held.
    values = {(p.line, p.period): p.value for p in points}
    years = sorted({p.period for p in points})
    rows = [{"line": n, "x": _iso(_middle(year)), "value": values.get((n, year))} for n in lines for year in years]
    finals = [max((p for p in points if p.line == line), key=lambda p: p.period.end) for line in lines]
    named = [{"x": _iso(_middle(p.period)), "value": p.value, "words": p.line} for p in finals]
    top = max(p.value for p in points)
    first, last = min(p.period.start for p in points), max(p.period.end for p in points)
    shown = [mark for mark in marks if first < mark.on <= last]
    # The later the break, the higher its words, so that they never cross the rule of an earlier one.
    notes = [
        {"x": _iso(mark.on), "words": mark.words, "foot": 0, "y": top * (1.06 + 0.075 * i)}
        for i, mark in enumerate(sorted(shown, key=lambda mark: mark.on))
    ]
    # Every year while there is room, every other year beyond that.
    label = "[utcyear(datum.value) + ' to', utcyear(datum.value) + 1]"
    crowded = last.year - first.year > 10
    shown_years = f"(utcyear(datum.value) - {first.year}) % 2 == 0 ? {label} : ''" if crowded else label
    dashes, shapes = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2]], ["circle", "square", "triangle-up", "diamond"]
    x = alt.X(
        "x:T",
        scale=alt.Scale(type="utc", domain=[_iso(first), _iso(last)]),
        axis=alt.Axis(
            title="Financial year, April to March",
            values=sorted({_iso(_middle(p.period)) for p in points}),
            labelExpr=shown_years,
            grid=False,
        ),
    )
    ceiling = top * (1.06 + 0.075 * len(notes))
    axis = alt.Axis(title=unit, format=",d", tickCount=6)
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, ceiling], nice=False), axis=axis)
    colours = [BLUE, ORANGE, INK, GREEN][: len(lines)]
    colour = alt.Color("line:N", scale=alt.Scale(domain=lines, range=colours), legend=None)
    dash = alt.StrokeDash("line:N", scale=alt.Scale(domain=lines, range=dashes[: len(lines)]), legend=None)
    shape = alt.Shape("line:N", scale=alt.Scale(domain=lines, range=shapes[: len(lines)]), legend=None)
    base = alt.Chart(alt.InlineData(rows))
    layers = [
        base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash),
        base.mark_point(filled=True, size=60, opacity=1).encode(x=x, y=y, color=colour, shape=shape),
    ]
    if notes:
        where = alt.Chart(alt.InlineData(notes))
        rule = where.mark_rule(strokeDash=[1, 3], stroke=INK, strokeWidth=1.2)
        layers.append(rule.encode(x=_across("x:T"), y="foot:Q", y2="y:Q"))
        text = where.encode(x=_across("x:T"), y="y:Q", text="words:N")
        layers += _words(text, align="right", dx=-5, dy=4, fontStyle="italic")
    layers += _words(alt.Chart(alt.InlineData(named)).encode(x=_across("x:T"), y="value:Q", text="words:N"), dx=9)
    return _finish(alt.layer(*layers).properties(width=WIDTH - 60, height=225))


def range_chart(spreads: Sequence[Spread], *, title: str, tried_title: str) -> dict[str, Any]:
    """Shares of a change as ranges, one panel for each basis; the values tried as shapes on the bar.

    Args:
        spreads: in the order to show; a share that does not move is one stroke.
        title: of the axis.
        tried_title: what the shapes stand for.
    """
    import altair as alt

    tried = list(dict.fromkeys(name for spread in spreads for name, _ in spread.tried))
    shapes = ["circle", "square", "diamond", "triangle-up"][: len(tried)]
    panels = list(dict.fromkeys(spread.panel for spread in spreads))
    most = max(10.0, *(spread.high for spread in spreads))
    domain = [min(0.0, *(spread.low for spread in spreads)), most * 1.25]
    charts = []
    for number, panel in enumerate(panels):
        mine = [spread for spread in spreads if spread.panel == panel]
        labels = alt.Axis(title=None, domain=False, ticks=False, labelPadding=8, minExtent=LABELS, maxExtent=LABELS)
        y = alt.Y("label:N", sort=[spread.label for spread in mine], axis=labels)
        rows = [{"label": s.label, "low": s.low, "high": s.high, "words": _range_words(s.low, s.high)} for s in mine]
        fixed = [row for row, s in zip(rows, mine, strict=True) if not _moves(s)]
        dots = [{"label": s.label, "tried": n, "share": v} for s in mine if _moves(s) for n, v in s.tried]
        axis = alt.Axis(title=title if number == len(panels) - 1 else None, format="d", tickCount=7, grid=False)
        x = alt.X("low:Q", scale=alt.Scale(domain=domain, nice=False), axis=axis)
        base = alt.Chart(alt.InlineData(rows))
        bars = base.mark_bar(height=11, fill=LIGHT, stroke=BLUE, strokeWidth=1).encode(x=x, x2="high:Q", y=y)
        strokes = alt.Chart(alt.InlineData(fixed)).mark_tick(thickness=4, size=15, color=INK).encode(x="low:Q", y=y)
        words = base.mark_text(align="left", dx=10).encode(x="high:Q", y=y, text="words:N")
        key = alt.Legend(title=tried_title, orient="top", titleOrient="left", symbolFillColor=INK, symbolSize=70)
        scale = alt.Scale(domain=tried, range=shapes)
        points = (
            alt.Chart(alt.InlineData(dots))
            .mark_point(filled=True, size=60, opacity=1, color=INK)
            .encode(x="share:Q", y=y, shape=alt.Shape("tried:N", scale=scale, legend=None if number else key))
        )
        head = alt.TitleParams(panel, fontSize=12, frame="group", dx=-LABELS)
        layers = alt.layer(bars, strokes, points, words)
        charts.append(layers.properties(width=WIDTH - LABELS, height=30 * len(mine), title=head))
    return _finish(alt.vconcat(*charts, spacing=58, bounds="flush"))


def stage_chart(bars: Sequence[Bar]) -> dict[str, Any]:
    """Stages one under the other, each bar named with its unit; outlines differ by unit, because units differ."""
    import altair as alt

    rows = [{"label": bar.label, "unit": bar.unit, "value": bar.value, "words": bar.words} for bar in bars]
    order = [bar.label for bar in bars]
    units = list(dict.fromkeys(bar.unit for bar in bars))
    fills = [BLUE, ORANGE, "#ffffff", GREEN][: len(units)]
    y = alt.Y("label:N", sort=order, axis=alt.Axis(title=None, domain=False, ticks=False, labelPadding=8))
    most = max(bar.value for bar in bars)
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, most * 1.25], nice=False),
        axis=alt.Axis(title="Number, in the unit named at the end of each bar", format=",d", tickCount=4, grid=False),
    )
    base = alt.Chart(alt.InlineData(rows))
    drawn = base.mark_bar(height=18, stroke=INK, strokeWidth=1).encode(
        x=x, y=y, fill=alt.Fill("unit:N", scale=alt.Scale(domain=units, range=fills), legend=None)
    )
    words = base.mark_text(align="left", dx=7).encode(x="value:Q", y=y, text="words:N")
    return _finish((drawn + words).properties(width=WIDTH - LABELS, height=30 * len(bars)))


def _finish(chart: Any) -> dict[str, Any]:  # Altair has no types
    spec: dict[str, Any] = chart.configure(**theme()).to_dict()
    return spec


def _words(chart: Any, **mark: Any) -> list[Any]:
    """Text with a white edge under it, so that a rule or a grid line never runs through a word."""
    style = {"align": "left", **mark}
    return [chart.mark_text(stroke="white", strokeWidth=4, strokeJoin="round", **style), chart.mark_text(**style)]


def _moves(spread: Spread) -> bool:
    return spread.high - spread.low >= 1


def _across(field: str) -> Any:
    """A time, on the scale in UTC that the first layer of a chart gives its limits."""
    import altair as alt

    return alt.X(field, scale=alt.Scale(type="utc"))


def _iso(day: date) -> str:
    """A day as charts take it: in UTC, like every scale of time here, or the picture would depend on the machine's zone."""
    return day.isoformat() + "T00:00:00Z"


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _middle(period: Period) -> date:
    return period.start + (_next(period.end) - period.start) / 2


def _half_years(moves: Sequence[Moved]) -> list[date]:
    """Every half year from the first start to the last end."""
    first = min(move.before.start for move in moves)
    last = max(_next(move.after.end) for move in moves)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month, 6)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _range_words(low: float, high: float) -> str:
    return f"{low:.0f}%" if round(low) == round(high) else f"{low:.0f}% to {high:.0f}%"

"""The two figures quoted together in 2019, each on its own years, and the like-for-like change (E10, L125, L126)."""

from __future__ import annotations

from dataclasses import dataclass

from merits.base.dates import Period, in_words
from merits.documents.charts import Moved, periods_chart, to_svg
from merits.documents.model import Bullets, Figure, Heading, Note, Paragraph
from merits.figures import Change, Count, Observation, pair
from merits.papers._annex_record import AFTER, BEFORE, Record, table_csv
from merits.papers._annex_words import Section, moved, table

#: The year of the 16% that was quoted (L126).
QUOTED = Period(AFTER.start.replace(month=10), AFTER.end.replace(month=9, day=30))
HERE = "the figures that were quoted"
#: How the like-for-like change is printed: the releases behind "almost 54,000" are not proven (change.md 12.8).
LIKE_FOR_LIKE = "about 30% to 31%"


@dataclass(frozen=True)
class _Route:
    """One published route to the change in recorded rape over the two years of the charges."""

    before: str
    after: str
    percent: float
    words: str
    rests_on: tuple[Observation, ...]


def headline(record: Record) -> Section:
    """Section 2."""
    section = Section([Heading("The figures that were quoted, and their periods", 1, "2")])
    before, after = record.charged(BEFORE), record.charged(AFTER)
    if before is None or after is None:
        day = in_words(record.on)
        section.blocks.append(Paragraph(f"The number of suspects charged in both years was not public on {day}."))
        section.warnings.append(f"Suspects charged in the {AFTER.label} were not public on {day}.")
        return section
    change = Change(Count.of(before.rests_on[0]), Count.of(after.rests_on[0]))
    cited = record.cite(HERE, *before.rests_on, *after.rests_on)
    down = moved(change.percent)
    charged = (
        f"Suspects charged in rape-flagged cases went from {before.words} in the {BEFORE.label} to {after.words} in "
        "the "
        f"{AFTER.label}, {down}"
    )
    section.summary.append(f"{charged}.")
    items = [f"{charged} {cited}. It is not the change in cases referred, nor in prosecutions."]
    rows = [("Suspects charged", BEFORE.label, before.words, AFTER.label, after.words, down, cited)]
    moves = [Moved("Suspects charged (CPS)", BEFORE, AFTER, before.words, after.words, down)]
    numbers: list[tuple[str, Period, float | None, Period, float | None, float]] = [
        ("suspects charged", BEFORE, before.value, AFTER, after.value, change.percent)
    ]

    quoted = next(iter(record.find("police_recorded_rape_annual_change", QUOTED)), None)
    if quoted is not None and quoted.value is not None:
        cited, up, earlier = record.cite(HERE, quoted), moved(quoted.value), quoted.periods[0]
        items.append(
            f"The {quoted.value:g}% is the change in recorded rape from the {earlier.label} to the {QUOTED.label} "
            f"{cited}. "
            "These are not the years of the charges. The counts behind it are not on the page it was read on."
        )
        rows.append(("Recorded rape, as quoted", earlier.label, "not held", QUOTED.label, "not held", up, cited))
        moves.append(Moved(f"Recorded rape, the {quoted.value:g}% that was quoted (ONS)", earlier, QUOTED, "", "", up))
        numbers.append(("recorded rape, as quoted", earlier, None, QUOTED, None, quoted.value))
        section.blocks.append(
            Paragraph(
                "Two figures have been quoted side by side: that rape cases “taken on” by the Crown Prosecution "
                "Service had "
                f"fallen by 23.1%, and that recorded rape had risen by {quoted.value:g}% “over the same period”."
            )
        )
    routes = _routes(record)
    if routes:
        cited = record.cite(HERE, *(item for route in routes for item in route.rests_on))
        items.append(
            f"Over the same two years as the charges, recorded rape rose by {LIKE_FOR_LIKE}: "
            f"{'; '.join(route.words for route in routes)} {cited}. The releases behind these counts are not all "
            "stated, "
            "so no closer figure is given."
        )
        for route in routes:
            cited = record.cite(HERE, *route.rests_on)
            row = ("Recorded rape, same years", BEFORE.label, route.before, AFTER.label, route.after)
            rows.append((*row, moved(route.percent), cited))
            numbers.append(("recorded rape, same years", BEFORE, None, AFTER, None, route.percent))
        label, shown = "Recorded rape, the same months as the charges", routes[0]
        moves.append(
            Moved(label, BEFORE, AFTER, shown.before, shown.after, f"up {LIKE_FOR_LIKE.removeprefix('about ')}")
        )
        beside = (
            ""
            if quoted is None
            else f"The {quoted.value:g}% rise in recorded rape quoted beside it is for other years. "
        )
        section.summary.append(
            f"{beside}Over the same two years as the charges, recorded rape rose by {LIKE_FOR_LIKE}."
        )
    section.blocks.append(Bullets(tuple(items)))
    if quoted is not None:
        section.blocks.append(Note(pair(change, quoted).warnings[0], "Two periods"))
    section.blocks += [
        Figure(
            to_svg(periods_chart(moves)),
            "Bars on a time line. "
            + " ".join(f"{m.label}: {m.before.label} to {m.after.label}, {m.change_text}." for m in moves),
            "Figure 1. Each change on its own two years",
        ),
        table(
            "Measure 1.7 | From 1.2 | Number 1 right | To 1.2 | Number 1 right | Change 1 right | Source 0.8",
            rows,
            "Table 1. The changes, each with both its years",
        ),
        Paragraph(
            "Recorded offences and suspects charged count different things: one suspect may face several offences, "
            "and an "
            "offence recorded in one year may be decided on in another. Recorded sexual offences are not a reliable "
            "measure "
            "of trend, because recording practice and willingness to report both moved.",
            source="Office for National Statistics, on police recorded sexual offences.",
        ),
    ]
    section.files["annex-data/figure-1-periods.csv"] = table_csv(
        [
            {
                "measure": name,
                "before_start": one.start,
                "before_end": one.end,
                "after_start": two.start,
                "after_end": two.end,
                "number_before": "" if was is None else f"{was:.0f}",
                "number_after": "" if now is None else f"{now:.0f}",
                "change_percent": f"{moved_by:.2f}",
            }
            for name, one, was, two, now, moved_by in numbers
        ]
    )
    return section


def _routes(record: Record) -> list[_Route]:
    """Counts of one publisher's page where they were public; else the change as it was reported."""
    # Counts read on pages; the file's own total repeats one of them. A printing slip of one is not another vintage.
    before, after = (
        [
            item
            for item in record.find("police_recorded_rape", period)
            if item.value is not None and item.check != "file" and "slip" not in item.note
        ]
        for period in (BEFORE, AFTER)
    )
    found = []
    for item in before:
        for end in after[:1]:
            change = Change(Count.of(item), Count.of(end)).percent
            revised = " (revised)" if item.vintage and item.vintage != "first published" else ""
            words = f"{item.in_words}{revised} to {end.in_words}, {moved(change)}"
            found.append(_Route(item.in_words + revised, end.in_words, change, words, (item, end)))
    if found:
        return found
    published = next(iter(record.find("police_recorded_rape_annual_change", AFTER)), None)
    if published is None or published.value is None:
        return []
    one, two = record.recorded(BEFORE), record.recorded(AFTER)
    if one is None or two is None:
        return [_Route("", "", published.value, f"reported as {moved(published.value)}", (published,))]
    words = f"reported as {moved(published.value)}, from {one.words} to {two.words} offences"
    return [_Route(one.words, two.words, published.value, words, (published, *one.rests_on, *two.rests_on))]

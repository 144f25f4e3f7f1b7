"""Stages, years and rates: each number with its unit, its year and its denominator (L116 to L123)."""

from __future__ import annotations

from merits.base.dates import Period, in_words
from merits.documents.charts import Bar, Mark, Point, stage_chart, to_svg, trend_chart
from merits.documents.model import Bullets, Figure, Heading, Paragraph
from merits.figures import BREAKS, breaks_between
from merits.papers._annex_record import AFTER, BEFORE, Quantity, Record, table_csv
from merits.papers._annex_words import Section, capital, count, moved, percent, table


def stages(record: Record) -> Section:
    """Section 3: the year to March 2018 stage by stage; no rate across stages."""
    section = Section([Heading(f"From report to conviction, {AFTER.label}", 1, "3")])
    asked = (
        ("Rape recorded by the police", "offences", record.recorded(AFTER)),
        ("Pre-charge outcomes, closures included", "suspects", record.outcomes(AFTER)),
        ("Received for a charging decision", "suspects", record.receipts(AFTER)),
        ("Charged", "suspects", record.charged(AFTER)),
        ("Prosecutions completed", "defendants", record.completed(AFTER)),
        ("Convicted, any offence", "defendants", record.convicted(AFTER)),
    )
    shown = [(title, unit, quantity) for title, unit, quantity in asked if quantity is not None]
    missing = [title for title, _, quantity in asked if quantity is None]
    day = in_words(record.on)
    section.warnings += [f"{title}, {AFTER.label}: not public on {day}, so not shown." for title in missing]
    if not shown:
        section.blocks.append(Paragraph(f"No stage of that year was public on {day}."))
        return section
    bars = [Bar(title, unit, quantity.value, f"{quantity.words} {unit}") for title, unit, quantity in shown]
    rows = [
        (
            title,
            unit,
            quantity.words,
            capital(quantity.reason or "As published"),
            record.cite("stages", *quantity.rests_on),
        )
        for title, unit, quantity in shown
    ]
    section.blocks += [
        Paragraph(
            "Each stage counts a different thing, in the year in which that stage ended. The stages are not one group "
            "of "
            "cases followed through: prosecutions completed in a year arose from charges of that year and of earlier "
            "ones. "
            "No rate is computed from one stage to another."
        ),
        Figure(
            to_svg(stage_chart(bars)),
            "Bars, one a stage. " + " ".join(f"{bar.label}: {bar.words}." for bar in bars),
            f"Figure 2. Stages in the {AFTER.label}, each in its own unit",
        ),
        table(
            "Stage 2 | Unit 1 | Number 1.2 right | How the number is known 2.2 | Source 0.8",
            rows,
            "Table 2. Stages, units and sources",
        ),
        Paragraph(
            "“Rape-flagged” means that rape was alleged or considered at some point. The flag stays if another "
            "offence is "
            "charged, so a conviction here may be for another offence. Before charge the CPS counts suspects, after it "
            "defendants, never victims or offences. Its figures are management information, not official statistics.",
            source="Crown Prosecution Service, notes to its data.",
        ),
    ]
    section.files["annex-data/figure-2-stages.csv"] = table_csv(
        [
            {"stage": title, "unit": unit, "number": f"{q.value:.0f}", "as_printed": q.words, "how_known": q.reason}
            for title, unit, q in shown
        ]
    )
    return section


_LINES = ("Pre-charge outcomes", "Received", "Charged")


def trend(record: Record) -> Section:
    """Section 4: referrals on both bases and charges over the years, breaks marked."""
    section = Section([Heading("Referrals and charges over the years", 1, "4")])
    held: list[tuple[Period, tuple[Quantity | None, ...]]] = []
    for year in range(2009, record.on.year + 1):
        period = Period.financial_year(year)
        quantities: tuple[Quantity | None, ...] = (
            record.outcomes(period),
            record.receipts(period),
            record.charged(period),
        )
        if any(quantities):
            held.append((period, quantities))
    if len(held) < 2:
        section.blocks.append(Paragraph(f"No run of years was public on {in_words(record.on)}."))
        return section
    points = [
        Point(line, period, quantity.value)
        for i, line in enumerate(_LINES)
        for period, quantities in held
        if (quantity := quantities[i]) is not None
    ]
    rows = []
    for period, quantities in held:
        cited = record.cite("years", *(item for q in quantities if q is not None for item in q.rests_on))
        rows.append((capital(period.label), *("–" if q is None else q.words for q in quantities), cited))
    first, last = held[0][0], held[-1][0]
    series = ("referred_to_cps", "charged")
    known = [item for item in BREAKS if item.known_from <= record.on]
    breaks = [item for item in known if any(item in breaks_between(name, first, last) for name in series)]
    alt = "; ".join(f"{row[0]}: outcomes {row[1]}, received {row[2]}, charged {row[3]}" for row in rows)
    section.blocks += [
        Figure(
            to_svg(trend_chart(points, [Mark(item.on, item.short) for item in breaks], unit="Suspects")),
            f"Lines over financial years. {alt}.",
            "Figure 3. Rape-flagged suspects; a dotted rule marks a break, across which years do not compare like "
            "with like",
        ),
        table(
            "Year 1.5 | Pre-charge outcomes 1.3 right | Received 1 right | Charged 1 right | Source 0.8",
            rows,
            "Table 3. Referrals on both bases, and charges; rape-flagged suspects, England and Wales (–: not public)",
        ),
    ]
    if breaks:
        words = tuple(f"From {in_words(item.on)}. {item.words} ({item.source}.)" for item in breaks)
        section.blocks += [Paragraph("Breaks in these series:"), Bullets(words)]
    section.files["annex-data/figure-3-years.csv"] = table_csv(
        [
            {
                "series": line,
                "period_start": period.start,
                "period_end": period.end,
                "suspects": f"{quantity.value:.0f}",
                "as_printed": quantity.words,
                "how_known": quantity.reason,
            }
            for i, line in enumerate(_LINES)
            for period, quantities in held
            if (quantity := quantities[i]) is not None
        ]
    )
    return section


def rates(record: Record) -> Section:
    """Section 5: the charge rate on two denominators, and the conviction rate with its own."""
    section = Section([Heading("Charge rates and their denominators", 1, "5")])
    rows: list[tuple[str, str, Quantity, tuple[float, float], str, str]] = []
    for period in (BEFORE, AFTER):
        charged, outcomes, closed = record.charged(period), record.outcomes(period), record.closed(period)
        convicted, completed = record.convicted(period), record.completed(period)
        if charged is not None and outcomes is not None:
            cited = record.cite("rates", *charged.rests_on, *outcomes.rests_on)
            span = (outcomes.low, outcomes.high)
            rows.append(
                (period.label, "All pre-charge outcomes, closures included", charged, span, outcomes.words, cited)
            )
            if closed is not None:
                left = (outcomes.low * (1 - closed.high), outcomes.high * (1 - closed.low))
                cited = record.cite("rates", *charged.rests_on, *outcomes.rests_on, *closed.rests_on)
                name = f"Outcomes not administratively closed (closed: {closed.words})"
                rows.append((period.label, name, charged, left, count(*left), cited))
        if convicted is not None and completed is not None:
            cited = record.cite("rates", *convicted.rests_on, *completed.rests_on)
            span = (completed.low, completed.high)
            rows.append(
                (period.label, "Prosecutions completed: conviction rate", convicted, span, completed.words, cited)
            )
    if not rows:
        section.blocks.append(Paragraph(f"No such rate could be formed from what was public on {in_words(record.on)}."))
        return section
    shown = [
        (capital(year), of, top.words, bottom, percent(100 * top.low / span[1], 100 * top.high / span[0]), cited)
        for year, of, top, span, bottom, cited in rows
    ]
    section.blocks += [
        Paragraph(
            "A charge rate depends on what it divides by. An administrative closure is not a legal decision: the "
            "police did "
            "not resubmit the file, or did not reply. When closures rise, the share charged of all outcomes falls "
            "even if "
            "nothing else moves. The share of the rest is less moved by them, but mixes cases of several years."
        ),
        table(
            "Year 1.2 | Share of 2.3 | Numerator 1 right | Denominator 1.2 right | Rate 1.2 right | Source 0.9",
            shown,
            "Table 4. Rates with numerator and denominator; a range where an input was printed rounded",
        ),
    ]
    one, two = record.convicted(BEFORE), record.convicted(AFTER)
    if one is not None and two is not None:
        section.blocks.append(
            Paragraph(
                f"A conviction rate can rise while convictions fall. Convictions went from {one.words} to {two.words}, "
                f"{moved(100 * (two.value - one.value) / one.value, 0)}; they may be for another offence than rape."
            )
        )
    section.files["annex-data/table-4-rates.csv"] = table_csv(
        [
            {
                "year": year,
                "share_of": of,
                "numerator": f"{top.value:.0f}",
                "denominator_low": f"{span[0]:.0f}",
                "denominator_high": f"{span[1]:.0f}",
                "rate_low": f"{top.low / span[1]:.4f}",
                "rate_high": f"{top.high / span[0]:.4f}",
            }
            for year, of, top, span, _, _ in rows
        ]
    )
    return section

"""Where in the chain the fall arose (E11), why the threshold is not tested, and what else may explain it (E12)."""

from __future__ import annotations

from datetime import date
from math import ceil

from merits.base.dates import Period, in_words
from merits.change import Account, Direction, Refusal, direction_test
from merits.documents.charts import Spread, range_chart, to_svg
from merits.documents.model import Bullets, Figure, Heading, Note, Paragraph
from merits.papers._annex_record import AFTER, BEFORE, Record, annual_cells, charging_accounts, table_csv
from merits.papers._annex_words import Section, capital, table, whole

_COUNTED = {"all outcomes": "all pre-charge outcomes", "receipts": "suspects received"}
#: The written answer that attributes the rise in closures (L121).
_ATTRIBUTED_ON = date(2019, 6, 17)


def decomposition(record: Record) -> tuple[Section, tuple[Account, ...]]:
    """Section 6, and the accounts it prints."""
    section = Section([Heading("Where in the chain the fall in charges arose", 1, "6")])
    accounts = charging_accounts(record)
    day = in_words(record.on)
    if not accounts:
        words = (
            f"Charges, referrals and closures of both years were not all public on {day}, so the fall cannot be split."
        )
        section.blocks.append(Paragraph(words))
        section.warnings.append(words)
        return section, ()
    steps = (record.charged, record.outcomes, record.closed, *([record.receipts] if len(accounts) > 1 else []))
    inputs = [step(period) for period in (BEFORE, AFTER) for step in steps]
    cited = record.cite("where the fall arose", *(item for q in inputs if q is not None for item in q.rests_on))
    rows, spreads = [], []
    for account in accounts:
        for i, factor in enumerate(account.factors):
            tried = [(f"{100 * s.closed_after:.0f}%", s.lmdi.shares[i]) for s in account.scenarios]
            span = account.ranges[i]
            row = (capital(_COUNTED[account.basis]), factor, *(f"{share:.0%}" for _, share in tried))
            rows.append((*row, whole(span.low, span.high)))
            marks = tuple((name, 100 * share) for name, share in tried)
            panel = f"Referrals counted as {_COUNTED[account.basis]}"
            spreads.append(Spread(panel, factor, 100 * span.low, 100 * span.high, marks))
    tried_words = " | ".join(f"Closed {100 * s.closed_after:.0f}% 0.8 right" for s in accounts[0].scenarios)
    gap = max(
        abs(a - b)
        for x in accounts
        for s in x.scenarios
        for a, b in zip(s.lmdi.shares, s.das_gupta.shares, strict=True)
    )
    first, middle, last = accounts[0].ranges
    section.blocks += [
        Paragraph(
            "Suspects charged are the product of three numbers: suspects with a pre-charge outcome, the share of them "
            "not "
            "closed administratively, and the share of the rest who are charged. The fall is split among the three by "
            "a "
            f"method that leaves nothing over and does not depend on the order of the steps {cited}."
        ),
        Figure(
            to_svg(
                range_chart(
                    spreads,
                    title="Share of the fall in suspects charged, per cent",
                    tried_title="Closed in 2017-18 taken as:",
                )
            ),
            "Bars of shares of the fall. "
            + " ".join(f"{s.panel}: {s.label}, {whole(s.low / 100, s.high / 100)}." for s in spreads),
            "Figure 4. Share of the fall at each step, over every value that the published figures allow",
        ),
        table(
            f"Referrals counted as 1.6 | Step 2.3 | {tried_words} | Range 1.1 right",
            rows,
            "Table 5. Share of the fall at each step, for three values of the share closed in the later year",
        ),
        Paragraph(
            f"Shares are logarithmic (LMDI). Das Gupta’s method gives the same to within {_tenths(gap)} of a "
            "percentage "
            "point; "
            "its effects, in suspects, are in annex-data.",
            "small",
        ),
        Bullets(
            (
                "The closed share of the later year was printed only as more than a fifth. That 25% is its upper end "
                "is an "
                "assumption. The earlier year’s 12% may be anything from 11.5% to 12.5%.",
                f"Rounding alone moves the last step from {last.low:.0%} to {last.high:.0%} of the fall. Unrounded "
                "counts "
                "would settle this and should be asked for.",
                _basis_words(accounts, day),
                "The last step is not the measure of a changed test, only one part. Closing files in bulk is a "
                "practice of "
                "the prosecuting authority too, and mixes cases of several years. A changed test could act through "
                "closures; and the last step could move without one.",
                "The counts are complete, not samples. If each year were one draw of a steady process, the effects "
                "would "
                "scatter as the 95% intervals in annex-data say.",
            )
        ),
    ]
    if any(s.methods_differ for account in accounts for s in account.scenarios):
        section.blocks.append(
            Note("The two methods differ by more than a twentieth of the change. Read both.", "Methods")
        )
    section.summary.append(
        f"Along the chain, {whole(first.low, first.high)} of the fall lies in fewer suspects with a pre-charge "
        "outcome, "
        f"{whole(middle.low, middle.high)} in administrative closures and {whole(last.low, last.high)} in the share "
        "charged "
        "of the rest. The ranges come from rounding in what was published."
    )
    section.files["annex-data/figure-4-where-the-fall-arose.csv"] = table_csv(_values(accounts))
    return section, accounts


def _tenths(gap: float) -> str:
    """A gap between shares, rounded up to a tenth of a percentage point."""
    return f"{max(1, ceil(1000 * gap)) / 10:.1f}"


def _basis_words(accounts: tuple[Account, ...], day: str) -> str:
    if len(accounts) == 1:
        return (
            "The basis matters. Referrals counted as suspects received, the basis used later, were not public for both "
            f"years on {day}; on that basis the first step may be quite different."
        )
    received, outcomes = accounts[1].ranges[0], accounts[0].ranges[0]
    return (
        f"The basis matters: counted as suspects received, referrals hold {whole(received.low, received.high)} of the "
        "fall; "
        f"counted as all pre-charge outcomes, {whole(outcomes.low, outcomes.high)}. Outcomes per suspect received are "
        "not a "
        "share of one group: a year’s outcomes include suspects received before it."
    )


def _values(accounts: tuple[Account, ...]) -> list[dict[str, object]]:
    return [
        {
            "basis": account.basis,
            "step": factor.name,
            "closed_share_after": f"{scenario.closed_after:.2f}",
            "before": f"{factor.before:.6f}",
            "after": f"{factor.after:.6f}",
            "effect_das_gupta_suspects": f"{scenario.das_gupta.effects[i]:.3f}",
            "effect_low_95": f"{scenario.intervals[i].low:.1f}",
            "effect_high_95": f"{scenario.intervals[i].high:.1f}",
            "share_lmdi": f"{scenario.lmdi.shares[i]:.6f}",
            "share_lowest_with_rounding": f"{account.ranges[i].low:.6f}",
            "share_highest_with_rounding": f"{account.ranges[i].high:.6f}",
        }
        for account in accounts
        for scenario in account.scenarios
        for i, factor in enumerate(scenario.das_gupta.factors)
    ]


def direction(record: Record) -> tuple[Section, Refusal]:
    """Section 7: the refusal and its numbers."""
    section = Section([Heading("Why no test of the charging threshold is made here", 1, "7")])
    cells = annual_cells(record)
    result = direction_test(cells[:1], cells[1:], linked=False)
    assert not isinstance(result, Direction)  # counts that are not linked are always refused
    derived = False
    for year in (2016, 2017, 2018):
        period = Period.financial_year(year)
        for quantity in (record.charged(period), record.convicted(period), record.completed(period)):
            if quantity is not None:
                record.cite("no test of the threshold", *quantity.rests_on)
                derived = derived or quantity.derived
    numbers = [
        f"{capital(n.what)}: {n.value:,.0f}." if n.value == int(n.value) else f"{capital(n.what)}: {n.value:.2f}."
        for n in result.numbers
    ]
    if derived:
        numbers.append(
            "Where prosecutions completed were not public as a count, they are derived from convictions and the rate."
        )
    section.blocks += [
        Paragraph(
            "If fewer of the cases that reach prosecutors are charged, while more of those charged end in conviction "
            "and "
            "convictions per decision fall, that is consistent with a higher threshold. To test it, one group of "
            "suspects "
            "must be followed from decision to verdict. The published annual series are not such a group, so the test "
            "is "
            "refused:"
        ),
        Bullets((result.reason, *numbers)),
        Paragraph("What would allow the test:"),
        Bullets(
            (
                result.needed,
                "The same for the years before and after, by CPS Area and police force, so that each area is compared "
                "with "
                "itself.",
                "Something fixed beforehand that bounds how far the strength of cases, and the information in files, "
                "can have "
                "moved: a blind re-reading of a sample of files, or case features coded before the decision.",
            )
        ),
    ]
    section.summary.append(
        "Whether the threshold for charging moved cannot be tested on the published annual series: convictions in a "
        "year "
        "are not of the suspects charged in it."
    )
    return section, result


def other_explanations(record: Record) -> Section:
    """Section 8 (E12); always there."""
    change = next(iter(record.find("referred_to_cps_annual_change", AFTER)), None)
    referrals = "See section 6."
    if change is not None and change.value is not None:
        cited = record.cite("other explanations", change)
        referrals = f"Referrals fell by {abs(change.value):g}% {cited}; their share of the fall is in section 6."
    closed = [q for q in (record.closed(BEFORE), record.closed(AFTER)) if q is not None]
    closures = "Not in the figures public on that day."
    if len(closed) == 2:
        cited = record.cite("other explanations", *(item for q in closed for item in q.rests_on))
        closures = f"Administrative closures went from {closed[0].words} to {closed[1].words} of outcomes {cited}."
        if record.on >= _ATTRIBUTED_ON:
            closures += (
                " The Attorney General attributed this largely to internal reminders to close cases (written answer, "
                "17 June "
                "2019)."
            )
    rows = (
        ("Fewer referrals by the police", referrals, "Counts by force and month of receipt, on one basis."),
        (
            "Files not resubmitted; old files closed",
            closures,
            "Closures by month, age of file and reason; how many came back.",
        ),
        (
            "Disclosure and digital material",
            "Not in these figures. More material can lengthen investigations, so that outcomes fall in a later year.",
            "Time from report to referral and from first referral to decision.",
        ),
        (
            "Workload and staff",
            "Not in these figures.",
            "Specialist prosecutors and investigators in post, by area and quarter.",
        ),
        (
            "Early investigative advice",
            "Not in these figures. Practice on early advice and resubmission moved over these years, so referrals may "
            "not be "
            "one series.",
            "Referrals split into first referral, early advice and resubmission.",
        ),
        (
            "Recording and reporting",
            "Recorded rape rose as recording practice and willingness to report moved; the mix of cases may have "
            "moved too.",
            "Recorded offences by delay in reporting, age and relationship, with the outcomes of each.",
        ),
    )
    return Section(
        [
            Heading("Other explanations to be weighed", 1, "8"),
            Paragraph(
                "Each of these has been offered, or is known to move figures of this kind. None is assessed here "
                "beyond what "
                "the figures show. More than one may hold."
            ),
            table(
                "Explanation 1.2 | What the published figures say 2 | What would settle it 1.7",
                rows,
                "Table 6. Other explanations, what the record says, and what is missing",
            ),
        ]
    )

"""The statistical annex: what the published figures showed on a day, how sure that is, and what they cannot show.

Neutral by design: it must be able to show that nothing changed, or that a fall arose elsewhere. Every number carries
unit, period and source (E9), series on different periods are shown with both (E10), the fall is split with ranges
(E11), other explanations stand beside it (E12), and nothing is put down to anything from timing alone (E13).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from merits import __version__
from merits.base.dates import in_words
from merits.change import SEED, Account, Refusal
from merits.documents.model import Block, Bullets, Document, Figure, Heading, Paragraph
from merits.figures import ATTRIBUTION, Store, carried_on
from merits.papers._annex_change import decomposition, direction, other_explanations
from merits.papers._annex_headline import headline
from merits.papers._annex_record import Record, charging_accounts
from merits.papers._annex_series import rates, stages, trend
from merits.papers._annex_words import Section, table

_CHECKS = {
    "file": "computed from the publisher's file",
    "page_official": "read on an official page",
    "page_secondary": "read in press or charity text that quotes the publisher",
    "derived": "arithmetic on published numbers",
}

_DATED = {
    "publication": "date of the publication",
    "source page": "date of the page it was read on, the latest day by which it was public",
    "bound": "latest date by which it was public; the day itself is not known",
}


@dataclass(frozen=True)
class Annex:
    """The annex as it goes into a pack.

    Attributes:
        document: the paper.
        files: ``annex-data/...`` by relative path: every number with its source, the charts and their tables, the
            decomposition, how to rerun.
        warnings: what the person who files it should know: figures not public on that day, secondary sources.
        summary: what the annex finds, each a sentence; a letter quotes these and no others.
    """

    document: Document
    files: Mapping[str, bytes]
    warnings: tuple[str, ...]
    summary: tuple[str, ...] = ()


def statistical_annex(store: Store, *, on: date) -> Annex:
    """Write the annex.

    Args:
        store: the figures, from `merits.figures.load`.
        on: the day; nothing that was not public by then is used.

    Returns:
        the annex; the same store and day give the same bytes.
    """
    record = Record(store, on)
    first = [headline(record), stages(record), trend(record), rates(record)]  # in order: sources are numbered as cited
    split, accounts = decomposition(record)
    refused, refusal = direction(record)
    sections = [*first, split, refused, other_explanations(record)]
    files: dict[str, bytes] = {}
    for section in sections:
        files |= section.files
    blocks: list[Block] = [*_opening(on, sections)]
    for section in sections:
        blocks += section.blocks
    blocks += [*_limits(), *_sources(record), *_rerun(on)]
    for number, block in enumerate((b for b in blocks if isinstance(b, Figure)), 1):
        files[f"annex-data/figure-{number}.svg"] = block.svg
    files["annex-data/numbers.csv"] = record.numbers_csv()
    files["annex-data/decomposition.json"] = _json(accounts, refusal, on)
    files["annex-data/README.txt"] = _readme(on, files)
    document = Document(
        title="Statistical annex",
        subtitle=f"Rape cases in England and Wales: what the published figures show, as public on {in_words(on)}",
        blocks=tuple(blocks),
    )
    warnings = [warning for section in sections for warning in section.warnings]
    secondary = sum(item.check == "page_secondary" for item in record.used)
    if secondary:
        warnings.append(
            f"{secondary} of {len(record.used)} published numbers were read in press or charity text that quotes the "
            "publisher; check them against the publisher's own release before filing."
        )
    summary = tuple(line for section in sections for line in section.summary)
    return Annex(document, dict(sorted(files.items())), tuple(dict.fromkeys(warnings)), summary)


def decompositions(store: Store, *, on: date) -> tuple[Account, ...]:
    """The split of the fall in charges on the figures public on a day; what `merits change decompose` prints."""
    return charging_accounts(Record(store, on))


def account_values(account: Account) -> dict[str, object]:
    """An account as plain values, for JSON."""
    return {
        "basis": account.basis,
        "factors": list(account.factors),
        "share_ranges": [[r.low, r.high] for r in account.ranges],
        "assumptions": list(account.assumptions),
        "scenarios": [
            {
                "closed_share_assumed_after": s.closed_after,
                "before": [f.before for f in s.das_gupta.factors],
                "after": [f.after for f in s.das_gupta.factors],
                "change": s.das_gupta.total,
                "das_gupta_effects": list(s.das_gupta.effects),
                "das_gupta_intervals_95": [[r.low, r.high] for r in s.intervals],
                "lmdi_effects": list(s.lmdi.effects),
                "lmdi_shares": list(s.lmdi.shares),
                "methods_differ": s.methods_differ,
            }
            for s in account.scenarios
        ],
    }


def _opening(on: date, sections: list[Section]) -> list[Block]:
    summary = tuple(line for section in sections for line in section.summary)
    blocks: list[Block] = [
        Heading("What this annex is, and what it finds", 1, "1"),
        Paragraph(
            f"This annex sets out what published figures showed on {in_words(on)}. Nothing published later is used. "
            "It says "
            "where and when figures moved, and by how much. It does not say why they moved, and figures of this kind "
            "cannot."
        ),
    ]
    if summary:
        blocks.append(Bullets(tuple(summary)))
    return blocks


def _limits() -> list[Block]:
    return [
        Heading("Limits", 1, "9"),
        Bullets(
            (
                "CPS figures are management information and provisional: suspects before charge, defendants after it.",
                "Figures on the two sides of a break in series do not compare like with like.",
                "National totals hide differences between areas; small areas are not shown.",
                "Several numbers were read in press or charity text that quotes the publisher, as the list of sources "
                "says. The publisher’s own release should be exhibited where it can be had.",
                "Nothing here speaks of any one decision.",
            )
        ),
    ]


def _sources(record: Record) -> list[Block]:
    rows = []
    for (title, address), number in record.sources.items():
        of = [item for item in record.used if (item.source_title, item.source_address) == (title, address)]
        dates = dict.fromkeys(item.published_on.in_words for item in of if item.published_on is not None)
        publications = dict.fromkeys(f"{item.publisher}: {item.publication}" for item in of)
        checks = dict.fromkeys(_CHECKS[item.check] for item in of)
        place = f"{title}. {address}"
        rows.append((f"[{number}]", place, "; ".join(publications), ", ".join(dates), "; ".join(checks).capitalize()))
    return [
        Heading("Sources", 1, "10"),
        Paragraph(
            "“Public by” is the date of the publication where that is known, otherwise the date of the page or the "
            "latest "
            "day by which the figure must have been public; annex-data/numbers.csv says which. Some pages were read "
            "later "
            "than the day of this annex; no number on them is used that was not public by then. The figures were "
            "carried "
            f"into merits on {in_words(carried_on())} from stored copies; the day each page was first read is not "
            "recorded."
        ),
        table(
            "No 0.4 | Where it was read 2.6 | Whose figure 1.7 | Public by 1 | How read 1.2",
            rows,
            "Table 7. Sources",
        ),
        Paragraph(ATTRIBUTION, "small"),
    ]


def _commands(on: date) -> tuple[str, ...]:
    return (
        "merits figures export figures-out",
        f"merits figures show charged --on {on.isoformat()} --csv",
        f"merits change decompose --on {on.isoformat()} --json",
    )


def _rerun(on: date) -> list[Block]:
    return [
        Heading("How to rerun this", 1, "11"),
        Paragraph(
            f"The numbers were computed by merits {__version__} from the figures it carries, with no network. The "
            "folder "
            "annex-data holds every number used with its source, the table behind each chart, and the decomposition "
            "with "
            "its intervals. With that version installed, these commands give the same numbers:"
        ),
        Bullets(_commands(on)),
    ]


def _json(accounts: tuple[Account, ...], refusal: Refusal | None, on: date) -> bytes:
    value = {
        "on": on.isoformat(),
        "merits": __version__,
        "seed": SEED,
        "accounts": [account_values(account) for account in accounts],
        "direction_test": None
        if refusal is None
        else {
            "run": False,
            "reason": refusal.reason,
            "numbers": [{"what": n.what, "value": n.value} for n in refusal.numbers],
            "needed": refusal.needed,
        },
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _readme(on: date, files: Mapping[str, bytes]) -> bytes:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "duckdb", "polars", "altair"))
    lines = [
        "Statistical annex: data and how to rerun",
        "",
        f"Day: {on.isoformat()}. Figures not public by then are not used.",
        f"Code: merits {__version__}; {libraries}.",
        f"Figures: carried into merits on {carried_on().isoformat()} from stored copies of files and pages.",
        f"Intervals: parametric bootstrap, seed {SEED}.",
        "",
        "To rerun, with that version installed; no network is needed:",
        *(f"  {command}" for command in _commands(on)),
        "",
        "Files:",
        *(f"  {name.removeprefix('annex-data/')}" for name in sorted(files)),
        "",
        "numbers.csv: one published number a row. `check` says how it was read: "
        + "; ".join(f"{name} = {words}" for name, words in _CHECKS.items())
        + ".",
        "`public_by` is the latest day by which the number was public, `dated_by` how that is known: "
        + "; ".join(f"{name} = {words}" for name, words in _DATED.items())
        + ".",
        "",
        ATTRIBUTION,
    ]
    return ("\n".join(lines) + "\n").encode()

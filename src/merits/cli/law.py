"""``merits law``: the rules with their source, deadlines with their working, the codebook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from merits.base.dates import PartialDate, in_words
from merits.cli._shared import json_option, on_option, print_json

if TYPE_CHECKING:
    from merits import law

_KINDS = ("not_charged", "discontinued", "no_evidence_offered", "left_on_file", "administratively_finalised", "other")
_FACTS = (
    "all_charges_ended",
    "suspect_interviewed",
    "no_suspect_interviewed",
    "other_suspect_charged",
    "other_allegation_charged",
    "charge_changed",
    "out_of_court",
    "asked_to_stop",
    "support_restored",
    "summary_only",
)


def _when(context: click.Context, option: click.Parameter, text: str | None) -> PartialDate | None:
    """A date of any precision."""
    try:
        return None if text is None else PartialDate.parse(text)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error


@click.group()
def command() -> None:
    """The rules, with source and confidence; deadlines, with their working."""


@command.command()
@click.argument("rule_id", required=False)
@on_option
@json_option
def show(rule_id: str | None, on: date, as_json: bool) -> None:
    """Show a rule as it stood on a day, for example L33; without a number, list them all."""
    from merits import law

    book = law.rule_book()
    rules = book.parts(rule_id.upper(), on) if rule_id else tuple(known for known in book if known.in_force(on))
    if as_json:
        print_json([known.record() for known in rules])
    elif rule_id:
        click.echo("\n\n".join(_rule_in_words(known) for known in rules))
    else:
        for known in rules:
            click.echo(f"{known.called:<34} {known.standing:<26} {known.name}")


def _rule_in_words(rule: law.Rule) -> str:
    from merits import law

    lines = [f"{rule.called}  {rule.name}", f"  {rule.text}"]
    if rule.value is not None:
        value = ", ".join(rule.value) if isinstance(rule.value, tuple) else str(rule.value)
        lines.append(f"  Value:        {value} {rule.unit}".rstrip())
    where = ", ".join(part.in_words for part in rule.jurisdiction)
    lines += [f"  In force:     {law.validity(rule)}; {where}", f"  Source:       {rule.citation}"]
    if rule.source.address:
        lines.append(f"  To check:     {rule.source.publisher}, {rule.source.address}")
    if rule.note:
        lines.append(f"  Note:         {rule.note}")
    others = [law.validity(version) for version in law.rule_book().versions(rule.id, rule.part) if version != rule]
    if others:
        lines.append(f"  Other versions: {'; '.join(others)}")
    return "\n".join(lines)


@command.command()
@json_option
def sources(as_json: bool) -> None:
    """List what the rules were read in, and which rules rest on each."""
    from merits import law

    found: dict[tuple[str, str, str], list[law.Rule]] = {}
    for rule in law.rule_book():
        found.setdefault((rule.source.title, rule.source.publisher, rule.source.address), []).append(rule)
    rows = [
        {
            "title": title,
            "publisher": publisher,
            "address": address,
            "rules": list(dict.fromkeys(rule.id for rule in rules)),
            "to_check": list(dict.fromkeys(rule.id for rule in rules if rule.check_this)),
        }
        for (title, publisher, address), rules in sorted(found.items())
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['title']}\n  {row['publisher']}" + (f", {row['address']}" if row["address"] else ""))
        check = f"; {law.CHECK_THIS}: {' '.join(row['to_check'])}" if row["to_check"] else ""
        click.echo(f"  Rules: {' '.join(row['rules'])}{check}")


@command.command()
@click.option(
    "--decision-made",
    metavar="DATE",
    callback=_when,
    required=True,
    help="When it was decided; 2019-03 will do.",
)
@click.option("--kind", type=click.Choice(_KINDS), required=True, help="What was decided.")
@click.option("--maker", type=click.Choice(("cps", "police")), default="cps", show_default=True, help="Who decided.")
@click.option("--told", metavar="DATE", callback=_when, default=None, help="When the person was told.")
@click.option("--review-decision", metavar="DATE", callback=_when, default=None, help="When a review was decided.")
@click.option("--fact", "facts", type=click.Choice(_FACTS), multiple=True, help="What else is known; may be repeated.")
@on_option
@json_option
def deadline(
    decision_made: PartialDate,
    kind: str,
    maker: str,
    told: PartialDate | None,
    review_decision: PartialDate | None,
    facts: tuple[str, ...],
    on: date,
    as_json: bool,
) -> None:
    """What can be asked for after a decision in England and Wales, by when, and on what authority."""
    from merits import law

    edition = law.code_edition(decision_made)
    answer = law.vrr_request(maker=maker, kind=kind, made_on=decision_made, communicated_on=told, on=on, facts=facts)
    tracks = law.jr_tracks(decision_made, review_decision, on)
    if as_json:
        print_json(
            {"on": on, "code_edition": edition.record(), "review": answer.record(), "judicial_review": tracks.record()}
        )
        return
    click.echo(f"Test: {edition.in_words}\n\nReview: {answer.standing.value}")
    _print_grounds(answer.reasons)
    for due in (answer.prompt, answer.outer):
        if due:
            _print_deadlines(due)
    click.echo("\nTo know")
    _print_grounds(answer.to_know)
    for limits in (tracks.first, tracks.review):
        if limits:
            _print_deadlines(limits.safe, limits.outer, limits.warn_from)
            left = "the outer limit has gone by" if limits.gone_by else f"days to the outer limit: {limits.days_left}"
            click.echo(f"  On {in_words(on)}: {left}" + (f" - {limits.confirm}." if limits.confirm else "."))
            click.echo(f"  {limits.promptly}")
    click.echo(f"\n{tracks.note}")


def _print_grounds(grounds: Iterable[law.Ground]) -> None:
    for ground in grounds:
        click.echo(f"  {ground.text} [{ground.rule.id}; {ground.rule.standing}]")


def _print_deadlines(*deadlines: law.Deadline) -> None:
    """Dates that share their count: the dates first, then each sentence and source once."""
    click.echo("")
    for due in deadlines:
        click.echo(f"{due.what}: {due.in_words}")
    for sentence in dict.fromkeys(sentence for due in deadlines for sentence in due.working):
        click.echo(f"  {sentence}")
    for citation in dict.fromkeys(citation for due in deadlines for citation in due.citations):
        click.echo(f"  - {citation}")


@command.command()
@click.option("--version", "version", default=None, help="Version of the codebook; the newest by default.")
@json_option
def codebook(version: str | None, as_json: bool) -> None:
    """The codes for reasons given in decision letters."""
    from merits import law

    book = law.codebook(version)
    if as_json:
        print_json(book.record())
        return
    click.echo(f"Codebook {book.version}. Each code completes: the letter ...")
    for group in book.groups:
        mark = f" ({law.THEME_PRESENT}, no more)" if group.themes_only else ""
        click.echo(f"\n{group.letter}  {group.title}{mark}")
        for code in book.in_group(group.letter):
            click.echo(f"  {code.code:<4} {code.label}" + (f"  [{code.note}]" if code.note else ""))
    click.echo(f"\nStances: {', '.join(stance.label for stance in law.Stance)}")

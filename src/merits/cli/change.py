"""``merits change``: where in a chain a fall or a rise arose."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from merits.cli._shared import json_option, on_option, print_json

if TYPE_CHECKING:
    from merits.change import Account, Factor


@click.group()
def command() -> None:
    """Did the figures change, and where did it arise?

    Says where and by how much, never why.
    """


@command.command()
@click.option(
    "--factors",
    "path",
    type=click.Path(path_type=Path),
    help="A CSV file with the columns name, before, after: the factors of a product. Without it, the fall in rape "
    "charges from 2016-17 to 2017-18 on the figures carried in merits.",
)
@on_option
@json_option
def decompose(path: Path | None, on: date, as_json: bool) -> None:
    """Split a change into its factors, by Das Gupta's method and by LMDI.

    On the carried figures it does so on each basis for referrals that was public on the day, for three values of the
    share closed administratively, with the range that rounding in what was published allows.
    """
    if path is not None:
        _of_file(path, as_json=as_json)
        return
    from merits import figures
    from merits.base.errors import UserError
    from merits.papers.annex import account_values, decompositions

    with figures.load() as store:
        accounts = decompositions(store, on=on)
    if not accounts:
        raise UserError(
            f"Charges, referrals and closures of 2016-17 and 2017-18 were not all public on {on.isoformat()}.",
            remedy="Choose a day after 26 September 2018.",
        )
    if as_json:
        print_json([account_values(account) for account in accounts])
        return
    for account in accounts:
        _show(account)


def _show(account: Account) -> None:
    first = account.scenarios[0].das_gupta
    click.echo(f"Referrals counted as {account.basis}: suspects charged {first.before:,.0f} to {first.after:,.0f}")
    head = "".join(f"closed {s.closed_after:.0%}".rjust(13) for s in account.scenarios)
    click.echo(f"  {'share of the change':38}{head}{'range'.rjust(16)}")
    for i, name in enumerate(account.factors):
        shares = "".join(f"{s.lmdi.shares[i]:.0%}".rjust(13) for s in account.scenarios)
        span = account.ranges[i]
        click.echo(f"  {name:38}{shares}{f'{span.low:.0%} to {span.high:.0%}'.rjust(16)}")
    for words in account.assumptions:
        click.echo(f"  {words}")
    click.echo("  The last step is not the measure of a changed test, only one part.\n")


def _of_file(path: Path, *, as_json: bool) -> None:
    from merits.change import Method, methods_differ
    from merits.change import decompose as split

    factors = _read(path)
    done = {method: split(factors, method) for method in Method}
    if as_json:
        print_json(
            {
                "factors": [{"name": f.name, "before": f.before, "after": f.after} for f in factors],
                "before": done[Method.LMDI].before,
                "after": done[Method.LMDI].after,
                "methods": {
                    method.value: {"effects": result.effects, "shares": result.shares, "residual": result.residual}
                    for method, result in done.items()
                },
                "methods_differ": methods_differ(factors),
            }
        )
        return
    one = done[Method.DAS_GUPTA]
    width = max(len("factor"), *(len(f.name) for f in factors))
    click.echo(f"Product {one.before:,.6g} to {one.after:,.6g}, change {one.total:,.6g}")
    click.echo(f"  {'factor':{width}}" + "".join(method.words.rjust(20) for method in Method))
    for i, factor in enumerate(factors):
        click.echo(f"  {factor.name:{width}}" + "".join(f"{done[m].effects[i]:,.6g}".rjust(20) for m in Method))
    if methods_differ(factors):
        click.echo("The two methods differ by more than a twentieth of the change: show both.", err=True)


def _read(path: Path) -> list[Factor]:
    """The factors in a file.

    Raises:
        UserError: the file is absent, a column is missing, or there is no row.
        ProblemsError: cells that are not numbers, each with its row.
    """
    import csv
    import io

    from merits.base.errors import Problem, ProblemsError, UserError
    from merits.change import Factor

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read as UTF-8 text.", remedy="Check the path and save it as CSV.") from error
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in ("name", "before", "after") if name not in (reader.fieldnames or [])]
    if missing:
        raise UserError(
            f"{path} lacks the column {', '.join(missing)}.", remedy="Its first line must read: name,before,after"
        )
    factors, problems = [], []
    for number, row in enumerate(reader, 2):
        try:
            factors.append(Factor(row["name"], float(row["before"]), float(row["after"])))
        except (TypeError, ValueError):
            remedy = "Write numbers such as 6611 or 0.88 in the columns before and after."
            problems.append(Problem(str(path), f"row {number}", "before or after is not a number.", remedy, "E-FACTOR"))
    if problems:
        raise ProblemsError(problems, what=str(path))
    if not factors:
        raise UserError(f"{path} holds no factor.", remedy="Give one row for each factor of the product.")
    return factors

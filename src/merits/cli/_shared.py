"""What every command shares: ``--json``, ``--on``, a progress bar on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import click

from merits.base.progress import Progress, silent


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic from Click 8.2 on only
    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2019-06-10.", param, ctx)


def _today() -> date:
    import time  # the only clock in the house is read here, at the edge

    now = time.localtime()
    return date(now.tm_year, now.tm_mon, now.tm_mday)


DAY = _Day()
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
on_option: Callable[..., Any] = click.option(
    "--on",
    type=DAY,
    default=_today,
    show_default="today",
    help="The day to work on. Same day, same inputs: same papers.",
)


def print_json(value: Any) -> None:
    """Write a result to standard output as JSON; dates and paths as text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error where a person watches; silence where nobody does."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield show

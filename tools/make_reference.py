"""Writes the reference pages that are made from the code: ``python tools/make_reference.py``.

``docs/reference/commands.md`` comes from the commands themselves, ``exit-codes.md`` from the table of exit codes and
``rules.md`` from the rule book. ``tests/docs`` fails when a page is out of date.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from merits import law
from merits.base.errors import ExitCode
from merits.cli import root
from merits.workspace.environment import VARIABLES

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
_MADE = "<!-- Made from the code by `python tools/make_reference.py`. Change the code, not this page. -->"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and group with the words that call it, ``merits`` first."""
    yield from _below("merits", root, click.Context(root, info_name="merits"))


def _below(name: str, command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            below = command.get_command(context, verb)
            if below is None:
                raise LookupError(f"{name} lists {verb} and does not have it")
            yield from _below(f"{name} {verb}", below, click.Context(below, parent=context, info_name=verb))


def commands_page() -> str:
    """The page of commands: what each does, its usage and its options."""
    lines = [
        "# Commands",
        "",
        _MADE,
        "",
        "Noun, then verb. Results go to standard output, words and progress to standard error. How each ends is in",
        "[exit-codes.md](exit-codes.md). Every command also takes `-h` or `--help`.",
    ]
    for name, command in commands():
        context = click.Context(command, info_name=name)
        depth = min(len(name.split()), 3)
        lines += ["", f"{'#' * max(depth, 2)} {name}", ""]
        lines += [paragraph + "\n" for paragraph in _paragraphs(command.help or "")]
        if isinstance(command, click.Group):
            lines[-1] = lines[-1].rstrip("\n")
            continue
        lines += [f"    {name} {' '.join(command.collect_usage_pieces(context))}"]
        options = [item.get_help_record(context) for item in command.params if isinstance(item, click.Option)]
        rows = [f"| `{_cell(record[0])}` | {_cell(record[1])} |" for record in options if record]
        if rows:
            lines += ["", "| Option | Meaning |", "|---|---|", *rows]
    return "\n".join(lines) + "\n"


def _paragraphs(text: str) -> list[str]:
    """Help text as one line a paragraph; a place name in angle brackets would vanish in Markdown."""
    blocks = re.split(r"\n\s*\n", inspect.cleandoc(text.replace("\b", "").split("\f")[0]))
    return [" ".join(block.split()).replace("<", "&lt;") for block in blocks if block.strip()]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def exit_codes_page() -> str:
    """The page of exit codes."""
    lines = ["# Exit codes", "", _MADE, "", "| Code | Name | Meaning |", "|---:|---|---|"]
    lines += [f"| {int(code)} | {code.name} | {code.meaning} |" for code in ExitCode]
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """The page of rules: every version of every rule, with where it was read and how sure we are."""
    lines = [
        "# Rules",
        "",
        _MADE,
        "",
        "Every rule that `merits` uses, in every version. `merits law show L33` prints one with all its particulars, and",
        "[docs/law](../law/README.md) says how to change one. Confidence: *verified*, read in the official text on the day",
        "given; *derived*, our own conclusion from verified rules; *secondary*, read in a work about the law; *practice*,",
        'what practitioners do; *unverified*, still to be checked. All but the first two are marked "check this".',
        "",
        "| Rule | What it says | Sets | In force | Source | Confidence |",
        "|---|---|---|---|---|---|",
    ]
    for item in law.rule_book():
        called = f"{item.id} ({item.part})" if item.part else item.id
        sure = item.source.confidence.value
        if item.source.checked_on:
            sure += f" {item.source.checked_on.isoformat()}"
        source = item.source.title + (f", {item.paragraph}" if item.paragraph else "")
        cells = (
            called,
            f"**{item.name}{'' if item.name.endswith('?') else '.'}** {item.text}",
            _sets(item),
            law.validity(item),
            source,
            sure,
        )
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _sets(item: law.Rule) -> str:
    if item.value is None:
        return ""
    value = ", ".join(item.value) if isinstance(item.value, tuple) else str(item.value)
    return f"{value} ({item.unit})" if isinstance(item.value, int) else value


def settings_page() -> str:
    """The page of the workspace's settings."""
    lines = [
        "# Settings of the workspace",
        "",
        _MADE,
        "",
        "Environment variables, read once at the start. Left out, each has a safe value. A variable that starts `MERITS_`",
        "and is not here stops the start. A secret may come from a file instead: put `_FILE` behind its name.",
        "",
        "| Variable | Secret | If left out | Meaning |",
        "|---|---|---|---|",
    ]
    for item in VARIABLES:
        default = f"`{item.default}`" if item.default else ""
        lines.append(f"| `{item.name}` | {'yes' if item.secret else ''} | {default} | {_cell(item.meaning)} |")
    return "\n".join(lines) + "\n"


PAGES = {
    "commands.md": commands_page,
    "exit-codes.md": exit_codes_page,
    "rules.md": rules_page,
    "settings.md": settings_page,
}


def main() -> int:
    """Write the pages that differ and name them."""
    for name, page in PAGES.items():
        path, text = FOLDER / name, page()
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"wrote {path.relative_to(FOLDER.parents[1])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

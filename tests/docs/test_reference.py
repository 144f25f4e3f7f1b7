"""Pages made from the code are current, and every command explains itself."""

from __future__ import annotations

import click
import documents  # noqa: F401  # puts tools on the path
import pytest

# isort: split
import make_reference

COMMANDS = dict(make_reference.commands())


@pytest.mark.parametrize("name", make_reference.PAGES)
def test_reference_page_is_current(name: str) -> None:
    page = (make_reference.FOLDER / name).read_text("utf-8")
    assert page == make_reference.PAGES[name](), "run: python tools/make_reference.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_is_for(name: str) -> None:
    command = COMMANDS[name]
    assert command.help, f"{name} has no help"
    silent = [item.opts for item in command.params if isinstance(item, click.Option) and not item.help]
    assert silent == []


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "merits"])
def test_every_noun_and_verb_has_one_line_in_the_list_above_it(name: str) -> None:
    line = COMMANDS[name].get_short_help_str(limit=200)
    assert line and line[0].isupper()


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if not isinstance(command, click.Group)])
def test_every_command_that_prints_results_can_print_json(name: str) -> None:
    if name == "merits dossier new":
        pytest.skip("prints no result: the folder is the result")
    assert "--json" in {option for item in COMMANDS[name].params for option in item.opts}

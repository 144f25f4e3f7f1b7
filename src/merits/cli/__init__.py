"""The command line: noun then verb. Parses, calls a library, prints; nothing is decided here.

Each noun is a module that is imported only when it is used, so that ``merits --help`` needs neither DuckDB, a PDF
library nor Django.
"""

from __future__ import annotations

import importlib
import sys

import click

from merits import __version__
from merits.base.errors import ExitCode, MeritsError, UserError

#: noun -> (module, one line for ``--help``). The line stands here so that help imports nothing.
NOUNS = {
    "audit": ("merits.cli.audit", "Verify the audit trail of the workspace."),
    "bundle": ("merits.cli.bundle", "Build a court bundle, and check one."),
    "change": ("merits.cli.change", "Did the figures change, and where did it arise?"),
    "doctor": ("merits.cli.doctor", "Say what is installed and what is missing."),
    "dossier": ("merits.cli.dossier", "Make, check and seal a dossier folder."),
    "evidence": ("merits.cli.evidence", "Read a document into text with places."),
    "figures": ("merits.cli.figures", "Official statistics with their sources."),
    "law": ("merits.cli.law", "The rules, with source and confidence."),
    "pack": ("merits.cli.pack", "From a dossier to the papers: the main job."),
    "privacy": ("merits.cli.privacy", "Look for protected identities in papers."),
    "workspace": ("merits.cli.workspace", "Make, serve and check the workspace."),
}


class _Nouns(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(NOUNS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in NOUNS:
            return None
        command = importlib.import_module(NOUNS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(noun, line) for noun, (_, line) in sorted(NOUNS.items())])


@click.group(cls=_Nouns, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="merits")
def root() -> None:
    """Evidence and papers about rape and serious sexual offence cases that were dropped.

    Results go to standard output, words to standard error. Nothing goes over the network. Exit codes are listed in
    docs/reference/exit-codes.md.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with a documented exit code."""
    try:
        # Outside "standalone mode" Click returns the code a command ended with instead of raising it.
        code = root.main(args=arguments, prog_name="merits", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else ExitCode.OK)
    except click.exceptions.Abort:
        click.echo("Stopped. Nothing was left half-written.", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except UserError as error:
        click.echo(f"merits: {error}", err=True)
        sys.exit(error.exit_code)
    except MeritsError as error:
        click.echo(f"merits: {error}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing was left half-written.", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] == "merits":
            raise
        click.echo(
            f"merits: this command needs the Python package {error.name!r}, which is not installed.\n"
            "  What to do: pip install 'merits[all]', then see `merits doctor`.",
            err=True,
        )
        sys.exit(ExitCode.MISSING_PART)

"""``merits doctor``: what is installed, what is missing, and what each part is for."""

from __future__ import annotations

import importlib.util
import platform
import shutil
from dataclasses import dataclass

import click

from merits import __version__
from merits.base.errors import ExitCode
from merits.cli._shared import json_option, print_json

#: (Python package, as pip calls it, what cannot be done without it)
_PACKAGES = (
    ("duckdb", "duckdb", "official figures and the statistical annex"),
    ("polars", "polars", "official figures and the statistical annex"),
    ("pyarrow", "pyarrow", "official figures and the statistical annex"),
    ("numpy", "numpy", "the statistics of change"),
    ("scipy", "scipy", "the statistics of change"),
    ("altair", "altair", "charts"),
    ("vl_convert", "vl-convert-python", "charts"),
    ("pikepdf", "pikepdf", "bundles and the leak check"),
    ("pypdfium2", "pypdfium2", "reading PDF files"),
    ("PIL", "Pillow", "pictures as exhibits"),
    ("typst", "typst", "letters, schedules and indexes as PDF"),
    ("docx", "python-docx", "letters as DOCX"),
    ("pyrage", "pyrage", "cipher keys and sealed case packages"),
    ("django", "Django", "the workspace"),
    ("allauth", "django-allauth", "the workspace: sign-in"),
    ("fido2", "fido2", "the workspace: passkeys"),
    ("sqlcipher3", "sqlcipher3", "the workspace: its encrypted database"),
    ("argon2", "argon2-cffi", "the workspace: passphrase and passwords"),
    ("cryptography", "cryptography", "the workspace: keys and encrypted files"),
    ("waitress", "waitress", "the workspace: serving pages"),
    ("psycopg", "psycopg", "the workspace on PostgreSQL"),
)
#: (program, how to get it, what cannot be done without it)
_PROGRAMS = (
    (
        "tesseract",
        "Debian/Ubuntu: apt-get install tesseract-ocr; macOS: brew install tesseract",
        "reading scans and photographs",
    ),
    (
        "soffice",
        "Debian/Ubuntu: apt-get install libreoffice-writer; macOS: brew install --cask libreoffice",
        "Word files as bundle pages",
    ),
)


@dataclass(frozen=True)
class Part:
    """A part that may be missing."""

    name: str
    found: bool
    needed_for: str
    remedy: str
    optional: bool


def _parts() -> tuple[Part, ...]:
    packages = tuple(
        Part(name, importlib.util.find_spec(module) is not None, purpose, "pip install 'merits[all]'", False)
        for module, name, purpose in _PACKAGES
    )
    programs = tuple(Part(name, bool(shutil.which(name)), purpose, remedy, True) for name, remedy, purpose in _PROGRAMS)
    return packages + programs


@click.command("doctor")
@json_option
def command(as_json: bool) -> None:
    """Say what is installed and what is missing.

    Ends with exit code 6 where a Python package is missing; a missing program is said and is no error.
    """
    parts = _parts()
    if as_json:
        print_json(
            {
                "merits": __version__,
                "python": platform.python_version(),
                "parts": [part.__dict__ for part in parts],
            }
        )
    else:
        click.echo(f"merits {__version__}, Python {platform.python_version()}")
        for part in parts:
            state = "found  " if part.found else "MISSING"
            click.echo(f"  {state}  {part.name:<18} {part.needed_for}")
            if not part.found:
                click.echo(f"           {part.remedy}")
    missing = any(not part.found and not part.optional for part in parts)
    click.get_current_context().exit(ExitCode.MISSING_PART if missing else ExitCode.OK)

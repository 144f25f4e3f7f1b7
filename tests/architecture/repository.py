"""What the tests of the repository itself read: its files as git lists them, its declared dependencies."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that git tracks and that is still there. Skips the test where this is no git checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so nobody can say which files belong to the repository")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    return tuple(path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file())


def name_of(path: Path) -> str:
    """As a person would write it."""
    return path.relative_to(ROOT).as_posix()


def declared_dependencies() -> dict[str, str]:
    """Distribution name in lower case -> the table of pyproject.toml that asks for it; our own extras left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    tables = {
        "build-system": project["build-system"]["requires"],
        "dependencies": project["project"]["dependencies"],
        **project["project"]["optional-dependencies"],
    }
    found: dict[str, str] = {}
    for table, requirements in tables.items():
        for requirement in requirements:
            match = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement)
            assert match, requirement
            found.setdefault(match.group().lower(), table)
    found.pop("merits", None)
    return found


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a new process, with coverage and site hooks of this one kept out."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("COV_", "COVERAGE_"))}
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)

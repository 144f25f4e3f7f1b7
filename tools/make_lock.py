"""Renew ``requirements.lock`` and ``requirements-dev.lock`` from ``pyproject.toml``: every package with its hashes, for
every platform, and no address of a registry (ADR 0002). Needs the registry, so it runs only when asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMON = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--quiet",
]


def main() -> None:
    """Write both files."""
    uv = [str(Path(sys.executable).parent / "uv"), "pip", "compile", *COMMON]
    for extras, lock in (("build", "requirements.lock"), ("dev", "requirements-dev.lock")):
        arguments = ["pyproject.toml", "--extra", "all", "--extra", extras, "--output-file", lock]
        subprocess.run([*uv, *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()

"""How long a person waits for `merits --help`, beside Python doing nothing and Python importing Click.

    python bench/help_time.py [--date 2026-11-23] [--runs 15]

Prints JSON and keeps it in bench/results/help_time.json. Goal: <= 0.15 s, and little above Click alone.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import arguments, machine, measured, write

COMMANDS = {
    "python_pass": [sys.executable, "-c", "pass"],
    "python_import_click": [sys.executable, "-c", "import click"],
    "merits_help": [sys.executable, "-m", "merits", "--help"],
    "merits_pack_help": [sys.executable, "-m", "merits", "pack", "--help"],
}


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    about = machine()
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(options.runs + 1):
        for name, command in COMMANDS.items():  # in turn, so that a busy moment falls on all of them
            wall = measured(command)["wall_s"]
            if number:  # the first run reads files that later ones find in memory
                times[name].append(wall)
    result = {
        name: {"best_s": min(walls), "median_s": round(statistics.median(walls), 3)} for name, walls in times.items()
    }
    helped, click = result["merits_help"], result["python_import_click"]
    write(
        "help_time",
        options.date,
        {
            "machine": about,
            "runs": options.runs,
            **result,
            "ratio_to_click": round(helped["best_s"] / click["best_s"], 2),
            "ratio_to_python": round(helped["best_s"] / result["python_pass"]["best_s"], 2),
            "goal_s": 0.15,
            "met": helped["best_s"] <= 0.15,
        },
    )


if __name__ == "__main__":
    main()

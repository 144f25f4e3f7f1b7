"""What the scripts here share: one command measured, the machine in words, one result written."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import time
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def measured(command: list[str]) -> dict[str, float]:
    """Wall and CPU seconds of a command and its children, and the peak memory in MB of the largest of them."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    scale = 1 if platform.system() == "Darwin" else 1024
    return {
        "wall_s": round(wall, 3),
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 3),
        "peak_mb": round(usage.ru_maxrss * scale / 1e6, 1),
    }


def best(runs: list[dict[str, float]]) -> dict[str, float]:
    """The run with the least wall time: what the machine can do when nobody else uses it; and the largest memory."""
    quickest = min(runs, key=lambda run: run["wall_s"])
    return {**quickest, "peak_mb": max(run["peak_mb"] for run in runs), "runs": len(runs)}


def machine() -> dict[str, object]:
    """What the machine is, without its name or its folders."""
    model = ""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    except OSError:
        pass
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "processor": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The arguments that every script has. The clock is not read: the date of a result is said by who runs it."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--date", default=os.environ.get("BENCH_DATE", ""), help="written into the result")
    return parser


def write(name: str, date: str, result: dict[str, object]) -> None:
    """Print a result and keep it as ``results/NAME.json``."""
    text = json.dumps({"bench": name, "date": date, **result}, indent=1) + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(text, "utf-8")
    print(text, end="")

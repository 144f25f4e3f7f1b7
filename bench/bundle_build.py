"""How much work a bundle is, against `qpdf --empty --pages` (which only merges) on the same inputs in the same run.

    python bench/bundle_build.py [--cases 100x10 200x25] [--keep FOLDER]

Prints JSON. Goals: CPU <= 1.0 of qpdf's; peak memory <= 150 MB at 5,000 pages and <= 250 MB at 20,000, whatever the
size of the scans; output <= 1.01 of the inputs; check of 5,000 pages <= 30 s.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from bundle_inputs import make_inputs

_BUILD = """
import sys
from datetime import date
from pathlib import Path
from merits.bundle import Bundle, Item, Section, build
folder, out = map(Path, sys.argv[1:3])
items = tuple(Item(p.stem, f"Document {p.stem} of the bundle", "2018-10-26", p, p.name) for p in sorted(folder.glob("*.pdf")))
build(Bundle("Bundle", "A v B", "1", None, (Section("A", "Documents", items),)), out, on=date(2019, 6, 10))
"""
_CHECK = """
import sys
from pathlib import Path
from merits.bundle import check
report = check(Path(sys.argv[1]))
assert report.fit, [finding for finding in report.findings if finding.code.startswith("E-")]
"""


def measured(command: list[str]) -> dict[str, float]:
    """CPU seconds, wall seconds and peak memory in MB of one command."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    assert status == 0, f"{command[0]} ended with {status}"
    scale = 1 if platform.system() == "Darwin" else 1024
    return {
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        "wall_s": round(wall, 2),
        "peak_mb": round(usage.ru_maxrss * scale / 1e6, 1),
    }


def case(documents: int, pages: int, folder: Path) -> dict[str, object]:
    """One size."""
    # Made in a process of its own, so that nothing of it is in the memory of what is measured.
    maker = multiprocessing.get_context("spawn").Process(target=make_inputs, args=(folder, documents, pages))
    maker.start()
    maker.join()
    assert maker.exitcode == 0
    inputs = sorted(folder.glob("*.pdf"))
    size = sum(path.stat().st_size for path in inputs)
    merged, out = folder.parent / "merged.pdf", folder.parent / "A v B 1.pdf"
    result: dict[str, object] = {"documents": documents, "pages": documents * pages, "input_mb": round(size / 1e6, 1)}
    qpdf = shutil.which("qpdf")
    if qpdf:
        floor = measured([qpdf, "--empty", "--pages", *map(str, inputs), "--", str(merged)])
        merged.unlink()
        result["qpdf_merge_only"] = floor
    built = measured([sys.executable, "-c", _BUILD, str(folder), str(out)])
    result["build"] = built
    if qpdf:
        result["cpu_ratio_to_qpdf"] = round(built["cpu_s"] / floor["cpu_s"], 2)
    result["size_ratio_to_inputs"] = round(out.stat().st_size / size, 4)
    result["check"] = measured([sys.executable, "-c", _CHECK, str(out)])
    out.unlink()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", nargs="+", default=["100x10", "200x25"])
    parser.add_argument("--keep", type=Path, help="folder for the inputs, so that a second run need not make them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = options.keep or Path(temporary)
        results = []
        for name in options.cases:
            documents, pages = map(int, name.split("x"))
            results.append(case(documents, pages, root / name))
    print(json.dumps({"bench": "bundle_build", "python": platform.python_version(), "results": results}, indent=2))


if __name__ == "__main__":
    main()

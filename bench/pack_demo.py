"""The main job on the demo dossier, with its readings carried and without them.

    python bench/pack_demo.py [--date 2026-11-23] [--runs 3]

Prints JSON and keeps it in bench/results/pack_demo.json. Goals: pack <= 20 s on two cores and <= 600 MB; making the
readings anew <= 1.3 x what Tesseract itself takes for the same pictures.

Floors, measured in the same run: typst setting the very same pages, and copying the finished files; Tesseract called by
hand on the pictures that merits drew, as many at once as merits has.
"""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import arguments, best, machine, measured, write

#: Packs once, and keeps what typst was given.
_RECORD = """
import pickle, sys
from pathlib import Path
from merits.documents import typesetting
honest, given = typesetting.compile_typst, []
def recording(source, **more):
    given.append((source, more))
    return honest(source, **more)
import merits.bundle._typst, merits.bundle._index, merits.documents, merits.documents.pdf
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("merits") and getattr(module, "compile_typst", None) is honest:
        module.compile_typst = recording
from merits.demo import DEMO_DAY, demo_dossier
from merits.papers import make_pack
make_pack(demo_dossier(), Path(sys.argv[1]), on=DEMO_DAY)
Path(sys.argv[2]).write_bytes(pickle.dumps(given))
"""
_SET_PAGES = """
import pickle, sys
from pathlib import Path
from merits.documents import compile_typst
for source, more in pickle.loads(Path(sys.argv[1]).read_bytes()):
    compile_typst(source, **more)
"""
#: Makes the readings, and keeps every picture that Tesseract was first given.
_PICTURES = """
import sys
from pathlib import Path
from merits.evidence import ocr
honest, out = ocr.Tesseract.recognise, Path(sys.argv[2])
def recording(self, picture, language):
    pixels = b"P5\\n%d %d\\n255\\n" % (picture.width, picture.height) + picture.grey
    (out / f"{len(list(out.iterdir())):03}-{picture.dpi}.pgm").write_bytes(pixels)
    return honest(self, picture, language)
ocr.Tesseract.recognise = recording
from merits.cli import main
main(["evidence", "readings", sys.argv[1]])
"""


def pack_times(runs: int, folder: Path) -> dict[str, object]:
    """The pack as a person starts it, and its floors."""
    from merits.demo import DEMO_DAY, demo_dossier

    command = [sys.executable, "-m", "merits", "pack", str(demo_dossier()), "--on", DEMO_DAY.isoformat(), "--out"]
    plain, service = [], []
    for number in range(runs):
        plain.append(measured([*command, str(folder / f"plain-{number}")]))
        service.append(measured([*command, str(folder / f"service-{number}"), "--service-copy", "cps"]))
    pages = folder / "pages.pickle"
    subprocess.run(
        [sys.executable, "-c", _RECORD, str(folder / "recorded"), str(pages)], check=True, capture_output=True
    )
    floor = best([measured([sys.executable, "-c", _SET_PAGES, str(pages)]) for _ in range(runs)])
    start = time.perf_counter()
    shutil.copytree(folder / "plain-0", folder / "copied")
    copied = time.perf_counter() - start
    size = sum(path.stat().st_size for path in (folder / "copied").rglob("*") if path.is_file())
    quickest = best(plain)
    return {
        "pack": quickest,
        "pack_with_service_copy": best(service),
        "typst_sets_the_same_pages": {**floor, "documents": len(pickle.loads(pages.read_bytes()))},
        "ratio_to_typst": round(quickest["wall_s"] / floor["wall_s"], 2),
        "copy_of_the_papers_s": round(copied, 4),
        "papers_mb": round(size / 1e6, 2),
        "goals": {"wall_s": 20, "peak_mb": 600},
        "met": quickest["wall_s"] <= 20 and quickest["peak_mb"] <= 600,
    }


def without_readings(folder: Path) -> Path:
    """A copy of the demo dossier that carries no reading."""
    from merits.demo import demo_dossier

    shutil.copytree(demo_dossier(), folder)
    for readings in folder.glob("cases/*/readings"):
        shutil.rmtree(readings)
    return folder


def tesseract_alone(pictures: list[Path], at_once: int) -> tuple[float, float]:
    """Wall and CPU seconds of Tesseract on these pictures, one thread each."""
    program = shutil.which("tesseract")
    assert program

    def one(path: Path) -> None:
        dpi = path.stem.split("-")[1]
        told = [] if dpi == "0" else ["--dpi", dpi]
        subprocess.run(
            [program, str(path), "stdout", "-l", "eng", "--psm", "3", *told, "tsv"],
            check=True,
            capture_output=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )

    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(one, pictures))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def reading_times(runs: int, folder: Path) -> dict[str, object]:
    """Making every reading of the dossier, beside Tesseract alone."""
    if not shutil.which("tesseract"):
        return {"readings": "not measured: tesseract is not installed"}
    from merits.evidence.ocr import processors

    drawn = folder / "pictures"
    drawn.mkdir()
    recorded = without_readings(folder / "recorded-dossier")
    subprocess.run([sys.executable, "-c", _PICTURES, str(recorded), str(drawn)], check=True, stdout=subprocess.DEVNULL)
    pictures = sorted(drawn.iterdir())
    whole, alone = [], []
    for number in range(runs):
        copy = without_readings(folder / f"dossier-{number}")
        whole.append(measured([sys.executable, "-m", "merits", "evidence", "readings", str(copy)]))
        alone.append(tesseract_alone(pictures, processors()))
    made, (wall, cpu) = best(whole), min(alone)
    return {
        "readings": made,
        "tesseract_on_the_same_pictures": {"wall_s": round(wall, 3), "cpu_s": round(cpu, 3), "pictures": len(pictures)},
        "readings_wall_ratio_to_tesseract": round(made["wall_s"] / wall, 2),
        "readings_cpu_ratio_to_tesseract": round(made["cpu_s"] / cpu, 2),
        "readings_goal_ratio": 1.3,
        "readings_met": made["wall_s"] <= 1.3 * wall,
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if options.date:
        date.fromisoformat(options.date)
    about = machine()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        result = pack_times(options.runs, folder) | reading_times(options.runs, folder)
    write("pack_demo", options.date, {"machine": about, **result})


if __name__ == "__main__":
    main()

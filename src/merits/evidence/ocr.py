"""Reading pictures of text with Tesseract, an outside program that is found when it is needed.

Tesseract is not part of ``merits``. Where it is absent, pages that need it are listed as not read, never passed over.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from merits.base.errors import MissingPart, UserError
from merits.evidence import limits

#: Below this mean word confidence a page is tried again with a search for its orientation.
DOUBTFUL = 75.0

#: Tesseract's words for "find the orientation too" and "the page is upright".
_ANY_ORIENTATION, _UPRIGHT = "1", "3"


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


#: However many documents are read at once, Tesseract runs once for each processor.
_RUNNING = threading.BoundedSemaphore(processors())


@dataclass(frozen=True)
class Picture:
    """A page as grey pixels.

    Attributes:
        width, height: in pixels.
        grey: ``width * height`` bytes, row by row, 0 black.
        dpi: at which it was drawn; 0 if unknown (a photograph).
    """

    width: int
    height: int
    grey: bytes
    dpi: int


@dataclass(frozen=True)
class Recognised:
    """What Tesseract read.

    Attributes:
        text: lines as they stand on the page.
        confidence: mean over its words, 0-100, as Tesseract judges itself; 0 without words.
        failure: why it could not be read at all, in words; empty if it was.
    """

    text: str
    confidence: float
    failure: str = ""


@dataclass(frozen=True)
class Tesseract:
    """The program as found on this machine."""

    program: str
    version: str
    languages: tuple[str, ...]

    def extractor(self, language: str, dpi: int) -> str:
        """As readings name it: ``tesseract 5.3.0 eng 300dpi``."""
        return f"tesseract {self.version} {language}" + (f" {dpi}dpi" if dpi else "")

    def check_language(self, language: str) -> None:
        """Refuse a language of which the data are not installed.

        Raises:
            UserError: it is no name of a language.
            MissingPart: it is one, and its data are not installed.
        """
        if not re.fullmatch(r"[A-Za-z_]{3,20}(\+[A-Za-z_]{3,20})*", language):
            raise UserError(
                f"{language!r} does not name languages for reading scans.",
                remedy="Write eng, cym, or cym+eng for both.",
            )
        missing = [one for one in language.split("+") if one not in self.languages]
        if missing:
            raise MissingPart(
                f"Tesseract has no data for {', '.join(missing)} on this machine.",
                remedy="Install it: "
                + ", ".join(f"tesseract-ocr-{one.replace('_', '-')} (Debian, Ubuntu)" for one in missing),
            )

    def recognise(self, picture: Picture, language: str) -> Recognised:
        """Read one picture; a doubtful result is tried again in other orientations and the better one kept."""
        first = self._run(picture, language, _UPRIGHT)
        if first.failure or (first.text and first.confidence >= DOUBTFUL) or "osd" not in self.languages:
            return first
        second = self._run(picture, language, _ANY_ORIENTATION)
        return second if second.text and second.confidence > first.confidence else first

    def _run(self, picture: Picture, language: str, orientation: str) -> Recognised:
        command = [self.program, "stdin", "stdout", "-l", language, "--psm", orientation]
        if picture.dpi:
            command += ["--dpi", str(picture.dpi)]
        pixels = b"P5\n%d %d\n255\n" % (picture.width, picture.height) + picture.grey
        try:
            with _RUNNING:
                done = subprocess.run(
                    [*command, "tsv"],
                    input=pixels,
                    capture_output=True,
                    timeout=limits.OCR_SECONDS,
                    check=False,
                    # One thread for each page: pages run beside one another, which is faster than threads within one.
                    env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                )
        except subprocess.TimeoutExpired:
            return Recognised("", 0, f"Tesseract did not finish within {limits.OCR_SECONDS} seconds")
        except OSError as error:
            return Recognised("", 0, f"Tesseract could not be run ({error.strerror})")
        if done.returncode:
            return Recognised("", 0, f"Tesseract failed (it ended with {done.returncode})")
        return _from_table(done.stdout.decode("utf-8", "replace"))


def _from_table(table: str) -> Recognised:
    """Lines and mean confidence from Tesseract's table of words (columns: level, page, block, paragraph, line, word,
    left, top, width, height, confidence, text; level 5 is a word)."""
    lines: list[tuple[tuple[str, ...], list[str]]] = []
    confidences = []
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        place = tuple(cells[1:5])
        if not lines or lines[-1][0] != place:
            lines.append((place, []))
        lines[-1][1].append(cells[11].strip())
        confidences.append(float(cells[10]))
    text = ""
    for number, (place, words) in enumerate(lines):
        if number:
            text += "\n" if lines[number - 1][0][:3] == place[:3] else "\n\n"
        text += " ".join(words)
    return Recognised(text, sum(confidences) / len(confidences) if confidences else 0.0)


def find_tesseract() -> Tesseract | None:
    """Tesseract as found on the search path, or None. The answer is kept for each place it is found in."""
    program = shutil.which("tesseract")
    return _describe(program) if program else None


@functools.cache
def _describe(program: str) -> Tesseract | None:
    try:
        version = subprocess.run([program, "--version"], capture_output=True, timeout=30, check=True)
        languages = subprocess.run([program, "--list-langs"], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    first = (version.stdout or version.stderr).decode("utf-8", "replace").split("\n", 1)[0]
    # The list opens with a line of explanation that holds spaces or a colon; names of languages hold neither.
    listed = (languages.stdout or languages.stderr).decode("utf-8", "replace").split("\n")
    names = tuple(line.strip() for line in listed if re.fullmatch(r"[\w/]+", line.strip()))
    return Tesseract(program, first.removeprefix("tesseract").strip(), names)


def recognise_all(
    pictures: Iterable[tuple[int, Picture]], tesseract: Tesseract, language: str
) -> Iterator[tuple[int, Recognised]]:
    """Read many pictures beside one another, and yield each with its number as it is done.

    Pictures are drawn only as fast as they are read, so that memory holds a few pages and not a document.
    """
    workers = processors()
    pending: dict[Future[Recognised], int] = {}
    with ThreadPoolExecutor(workers) as pool:
        try:
            for number, picture in pictures:
                pending[pool.submit(tesseract.recognise, picture, language)] = number
                while len(pending) > workers:
                    yield from _take_done(pending)
            while pending:
                yield from _take_done(pending)
        finally:
            for future in pending:
                future.cancel()


def _take_done(pending: dict[Future[Recognised], int]) -> list[tuple[int, Recognised]]:
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    return [(pending.pop(future), future.result()) for future in done]

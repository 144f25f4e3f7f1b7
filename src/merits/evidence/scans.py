"""Pages that are pictures: one way to read them, shared by PDF scans and photographs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from merits.base.progress import Progress
from merits.evidence.content import Composer
from merits.evidence.ocr import Picture, Recognised, find_tesseract, recognise_all

NO_TESSERACT = "is a picture and was not read: Tesseract is not installed on this machine"


@dataclass(frozen=True)
class ScannedPages:
    """What was read of the pages that are pictures.

    Attributes:
        text: by page number; empty where nothing was found.
        detail: facts for the part, by page number.
        not_read: by page number, what to list.
        extractors: names and versions, in order of first use.
    """

    text: dict[int, str] = field(default_factory=dict)
    detail: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    not_read: dict[int, str] = field(default_factory=dict)
    extractors: list[str] = field(default_factory=list)

    def into(self, composer: Composer) -> None:
        """Record who read them."""
        composer.extractors.extend(name for name in self.extractors if name not in composer.extractors)
        composer.machine_read = composer.machine_read or any(self.text.values())


def read_scans(
    pages: list[int], pictures: Iterable[tuple[int, Picture]], language: str, progress: Progress
) -> ScannedPages:
    """Read pages that are pictures.

    Args:
        pages: their numbers.
        pictures: the same pages drawn, made as they are asked for.
        language: Tesseract's name, ``eng`` or ``cym+eng``.
        progress: told after each page.

    Raises:
        MissingPart: Tesseract is there, the data of the language are not.
    """
    result = ScannedPages()
    if not pages:
        return result
    tesseract = find_tesseract()
    if tesseract is None:
        result.not_read.update({page: f"page {page} {NO_TESSERACT}" for page in pages})
        return result
    tesseract.check_language(language)
    drawn_at: dict[int, int] = {}

    def remembering() -> Iterable[tuple[int, Picture]]:
        for page, picture in pictures:
            drawn_at[page] = picture.dpi
            yield page, picture

    progress("Reading scans", 0, len(pages))
    for done, (page, recognised) in enumerate(recognise_all(remembering(), tesseract, language), 1):
        _record(result, page, recognised)
        progress("Reading scans", done, len(pages))
    for page in pages:
        name = tesseract.extractor(language, drawn_at.get(page, 0))
        if name not in result.extractors:
            result.extractors.append(name)
    return result


def _record(result: ScannedPages, page: int, recognised: Recognised) -> None:
    result.text[page] = recognised.text
    if recognised.failure:
        result.not_read[page] = f"page {page} is a picture and was not read: {recognised.failure}"
    elif not recognised.text:
        result.not_read[page] = f"page {page}: no words were found; it is blank, a picture or handwriting"
    else:
        result.detail[page] = (("machine_read", "yes"), ("confidence", f"{recognised.confidence:.0f}"))

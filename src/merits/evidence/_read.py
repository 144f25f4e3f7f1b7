"""One document in, one reading out."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from merits.base.errors import UserError
from merits.base.hashes import sha256_bytes
from merits.base.progress import Progress, silent
from merits.base.reading import Reading
from merits.evidence import kinds, limits
from merits.evidence.content import Content
from merits.evidence.refusals import CannotRead, too_large

DateOrderWord = Literal["day-first", "month-first"]


def read(
    path: Path | bytes,
    *,
    name: str,
    date_order: DateOrderWord | None = None,
    ocr_language: str = "eng",
    progress: Progress = silent,
) -> Reading:
    """Read one document into text with places.

    What it is, is told from its content. Text follows the rules of ``merits.evidence.content``; what could not be read
    is listed in ``not_read``, never dropped. The same bytes and the same extractors give the same reading.

    Args:
        path: the original, or its bytes. It is only read.
        name: what messages call it, with its ending (``decision-letter.pdf``).
        date_order: for chat exports whose dates do not show their order: which number is the day.
        ocr_language: for scans: Tesseract's names, ``eng``, ``cym``, ``cym+eng``.
        progress: told as pages are read.

    Returns:
        the reading, bound to the hash of the bytes.

    Raises:
        CannotRead: with a code: ``E-EMPTY``, ``E-TYPE``, ``E-ENCRYPTED``, ``E-DAMAGED``, ``E-LIMIT``,
            ``E-DATE-ORDER``, ``E-NOT-READ`` (the file cannot be opened, or holds no message).
        MissingPart: a scan is to be read in a language of which Tesseract has no data here.
        UserError: ``date_order`` or ``ocr_language`` is not one of the words.

    Example:
        >>> reading = read(b"Dear Madam,\\r\\nI am writing to tell you", name="letter.txt")
        >>> reading.parts[1].label, reading.text[reading.parts[1].start :]
        ('line 2', 'I am writing to tell you')
    """
    if date_order is not None and date_order not in get_args(DateOrderWord):
        raise UserError(f"{date_order!r} is not a date order.", remedy="Write day-first or month-first.")
    data = path if isinstance(path, bytes) else _bytes_of(path, name)
    media_type = kinds.check_kind(data, name)
    content = read_content(data, name, media_type, date_order=date_order, ocr_language=ocr_language, progress=progress)
    return Reading(
        document_sha256=sha256_bytes(data),
        media_type=media_type,
        extractor="; ".join(content.extractors),
        machine_read=content.machine_read,
        text=content.text,
        parts=content.parts,
        not_read=content.not_read,
    )


def read_content(
    data: bytes, name: str, media_type: str, *, date_order: str | None, ocr_language: str, progress: Progress
) -> Content:
    """Hand the bytes to the reader of their kind. Libraries are imported when they are needed."""
    if media_type == kinds.PDF:
        from merits.evidence.pdf import read_pdf

        return read_pdf(data, name, ocr_language, progress)
    if media_type in kinds.IMAGES:
        from merits.evidence.image import read_image

        return read_image(data, name, ocr_language, progress)
    if media_type == kinds.DOCX:
        from merits.evidence.word import read_word

        return read_word(data, name)
    if media_type == kinds.MAIL:
        from merits.evidence.mail import read_mail

        return read_mail(data, name, date_order=date_order, ocr_language=ocr_language, progress=progress)
    if media_type in (kinds.CHAT, kinds.CHAT_ZIP):
        from merits.evidence.chat import read_chat, read_chat_zip

        return (read_chat if media_type == kinds.CHAT else read_chat_zip)(data, name, date_order)
    from merits.evidence.plain import read_table, read_text

    return read_table(data, name) if media_type == kinds.CSV else read_text(data)


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > limits.DOCUMENT:
            raise too_large(name, f"it is larger than {limits.DOCUMENT // limits.MEBIBYTE} MB.")
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(
            "E-NOT-READ",
            name,
            f"the file cannot be opened ({error.strerror}).",
            "Check that it is there and may be read.",
        ) from error

"""Turns what is not a PDF into pages: the right converter for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from merits.bundle._sniff import Kind
from merits.bundle.model import Item


@dataclass(frozen=True)
class Made:
    """Pages made from a source.

    Attributes:
        pdf: the pages.
        warnings: code and message of each.
        attachments: items that follow this one, e.g. the files attached to an e-mail.
    """

    pdf: bytes
    warnings: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Item, ...] = ()


class CannotConvert(Exception):
    """No pages can be made; carries the code and what to say."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


#: Kinds that can be turned into pages.
KINDS = frozenset({Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.DOCX, Kind.EMAIL, Kind.CHAT, Kind.TEXT})


def to_pdf(item: Item, kind: Kind, *, on: date) -> Made:
    """Pages of an item of one of ``KINDS``.

    Raises:
        CannotConvert: damaged, too large, or the converter is not installed.
    """
    data = item.source if isinstance(item.source, bytes) else item.source.read_bytes()
    if kind in (Kind.JPEG, Kind.PNG, Kind.TIFF):
        from merits.bundle._images import image_pages

        return image_pages(data)
    if kind is Kind.DOCX:
        from merits.bundle._office import office_pages

        return office_pages(data)
    if kind is Kind.EMAIL:
        from merits.bundle._email import email_pages

        return email_pages(item, data, on=on)
    from merits.bundle._text import text_pages

    return text_pages(item, data, on=on, numbered=kind is Kind.CHAT)

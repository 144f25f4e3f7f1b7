"""Turns what is not a PDF into pages: the right converter for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from merits.bundle.model import Item
from merits.evidence import kinds


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
KINDS = frozenset({*kinds.IMAGES, kinds.DOCX, kinds.MAIL, kinds.CHAT, kinds.CHAT_ZIP, kinds.TEXT, kinds.CSV})


def to_pdf(item: Item, kind: str, *, on: date) -> Made:
    """Pages of an item of one of ``KINDS``.

    Raises:
        CannotConvert: damaged, too large, or the converter is not installed.
    """
    data = item.source if isinstance(item.source, bytes) else item.source.read_bytes()
    if kind in kinds.IMAGES:
        from merits.bundle._images import image_pages

        return image_pages(data)
    if kind is kinds.DOCX:
        from merits.bundle._office import office_pages

        return office_pages(data)
    if kind is kinds.MAIL:
        from merits.bundle._email import email_pages

        return email_pages(item, data, on=on)
    if kind in (kinds.CHAT, kinds.CHAT_ZIP):
        from merits.bundle._chat import chat_pages

        return chat_pages(item, data, on=on, zipped=kind == kinds.CHAT_ZIP)
    from merits.bundle._text import text_pages

    return text_pages(data, on=on)

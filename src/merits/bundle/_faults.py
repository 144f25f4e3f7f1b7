"""The faults of intake: one code each, what it means, what to do. ``bundle check`` has its own in ``check.py``."""

from __future__ import annotations

from merits.base.errors import Problem
from merits.bundle.model import Item

_REMEDIES = {
    "E-ENCRYPTED": "Open it with its password, save a copy without, and give that copy; or ask whoever sent it.",
    "E-EMPTY": "Ask for the file again; this copy holds nothing.",
    "E-TYPE": "Give it as PDF, DOCX, JPEG, PNG, TIFF, .eml or plain text (print it to PDF if nothing else helps).",
    "E-DAMAGED": "Ask for the file again. If it cannot be had, count its pages by eye and state `pages` for this item.",
    "E-MISSING": "Put the file where the bundle description says, or correct the description.",
    "E-LIMIT": "Give a smaller copy: scans at 300 dpi or less.",
    "E-XFA": "Open the form in the program that made it and print it to PDF.",
    "E-CONVERTER": "Install LibreOffice (apt install libreoffice-writer), or save the document as PDF and give that.",
    "E-CHANGED": "Build again when nothing is writing to the file.",
    "E-PAGES": "Compare with the original and correct the file, or the stated number of pages.",
    "E-ID": "Give each item an id of its own.",
    "E-NO-ITEMS": "List at least one item.",
    "W-RESTRICTED": "Nothing, if you may copy it. Its owner had set restrictions; they do not stand in the bundle.",
    "W-ACTIVE": "Nothing, unless what was removed matters. Give attachments that matter as items of their own.",
    "W-DUPLICATE": "Leave one of them out, unless both are meant to stand.",
    "W-COMMENTS": "Look at the pages: notes show as they would print; the text of closed notes is not carried.",
    "W-SIGNED": "Keep the original: a digital signature can be verified only there.",
    "W-LINKS": "Nothing, unless those links matter; their targets are missing in the source itself.",
    "W-ATTACHMENT": "Give it as an item of its own, in a form that can be paged, if it should stand in the bundle.",
    "W-MACRO": "Nothing: macros were not run and are not carried.",
    "W-CHARSET": "Compare with the original: some characters could not be read.",
    "W-REPAIRED": "Compare every page with the original.",
    "W-REDUCED": "Nothing: the copy in the bundle has 300 dpi, the original stays as it is.",
}


def fault(item: Item, code: str, message: str, *, place: str = "") -> Problem:
    """A problem of one item, with the remedy its code always has."""
    where = f"item {item.id}" + (f", {place}" if place else "")
    return Problem(file=item.name, place=where, message=message, remedy=_REMEDIES[code], code=code)

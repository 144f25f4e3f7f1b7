"""Bookmarks, nested."""

from __future__ import annotations

from dataclasses import dataclass, field

from merits.bundle._writer import ObjectWriter, text_string


@dataclass
class Entry:
    """One bookmark.

    Attributes:
        title: with its page number (L73).
        page: from 1.
        key: what groups its children; not shown.
        below: children.
    """

    title: str
    page: int
    key: str = ""
    below: list[Entry] = field(default_factory=list)


def write_outline(writer: ObjectWriter, entries: list[Entry], page_one: int) -> int:
    """Write the tree, open at its first level; the object number of its root.

    Args:
        page_one: object number of page 1; the others follow it.
    """
    root = writer.reserve()
    first, last = _level(writer, entries, root, page_one)
    # All levels are shown open: a judge should see every document at once.
    writer.put(root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, _count(entries)))
    return root


def _count(entries: list[Entry]) -> int:
    return sum(1 + _count(entry.below) for entry in entries)


def _level(writer: ObjectWriter, entries: list[Entry], parent: int, page_one: int) -> tuple[int, int]:
    start = writer.reserve(len(entries))
    end = start + len(entries) - 1
    for number, entry in enumerate(entries, start):
        value = b"<</Title %s/Parent %d 0 R/Dest[%d 0 R/XYZ null null null]" % (
            text_string(entry.title),
            parent,
            page_one + entry.page - 1,
        )
        if number > start:
            value += b"/Prev %d 0 R" % (number - 1)
        if number < end:
            value += b"/Next %d 0 R" % (number + 1)
        if entry.below:
            first, last = _level(writer, entry.below, number, page_one)
            value += b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, _count(entry.below))
        writer.put(number, value + b">>")
    return start, end

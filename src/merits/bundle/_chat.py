"""WhatsApp exports as numbered exhibit pages.

Message by message: a running number, then the message exactly as exported. Nothing is re-ordered and no date is read
anew, because day and month may stand either way round. Media are listed, never opened (S12).
"""

from __future__ import annotations

from datetime import date

from merits.base.hashes import sha256_bytes
from merits.bundle._convert import CannotConvert, Made
from merits.bundle._text import charset_warning, lines, set_pages
from merits.bundle._typst import string
from merits.bundle.model import Item
from merits.evidence import CannotRead, kinds, limits, sniff
from merits.evidence.archive import Archive
from merits.evidence.chat import messages
from merits.evidence.decoding import decode


def chat_pages(item: Item, data: bytes, *, on: date, zipped: bool) -> Made:
    """Pages of an export.

    Raises:
        CannotConvert: ``E-TYPE``, ``E-LIMIT``, ``E-ENCRYPTED`` or ``E-DAMAGED``: the zip holds no chat or cannot be
            unpacked.
    """
    media: tuple[str, ...] = ()
    export = data
    if zipped:
        try:
            export, media = _unzipped(item, data)
        except CannotRead as error:
            raise CannotConvert(error.problem.code, error.problem.message) from error
    decoded = decode(export)
    text = decoded.text.replace("\r\n", "\n")
    found = messages(text)
    cover = [
        f"Exported chat: {len(found)} entries, numbered here, each exactly as exported.",
        f"SHA-256 of the file: {sha256_bytes(data)}",
    ]
    if media:
        cover.append(f"Media files in the export, not in this bundle: {len(media)}.")
    blocks = [f"#block(stroke: 0.5pt, inset: 2mm, width: 100%, text(size: 9pt)[{lines(cover)}])"]
    if found and found[0].start:
        blocks.append(f"#block[{lines(text[: found[0].start].splitlines())}]")
    for number, message in enumerate(found, 1):
        until = found[number].start if number < len(found) else len(text)
        shown = lines(text[message.start : until].rstrip("\n").splitlines())
        blocks.append(
            "#grid(columns: (11mm, 1fr), column-gutter: 3mm,"
            f" align(right, text(size: 8.5pt, {string(str(number))})), [{shown}])"
        )
    warnings = charset_warning(decoded.note)
    if media:
        warnings += (("W-ATTACHMENT", f"{len(media)} media files of the chat are not in the bundle."),)
    return Made(set_pages(blocks, on=on), warnings)


def _unzipped(item: Item, data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The chat's text and the names of the other files."""
    with Archive(data, item.name) as archive:
        chats = {
            member: content
            for member in archive.names
            if "/" not in member
            and member.lower().endswith(".txt")
            and sniff(content := archive.read(member, limit=limits.TEXT), member) == kinds.CHAT
        }
        if len(chats) != 1:
            raise CannotConvert("E-TYPE", "it is a zip that does not hold exactly one exported chat.")
        ((name, content),) = chats.items()
        return content, tuple(member for member in archive.names if member != name)

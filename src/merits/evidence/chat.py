"""WhatsApp exports: the raw text is kept as exported, and beside it stands what each message says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

from merits.base.reading import Part, PartKind
from merits.evidence import limits
from merits.evidence.archive import Archive
from merits.evidence.chat_stamps import (
    MARKS,
    DateOrder,
    Form,
    Stamp,
    proven_orders,
    same_either_way,
    stamp_at,
    steps_back,
)
from merits.evidence.content import Content, clean
from merits.evidence.decoding import decode
from merits.evidence.kinds import is_chat_member, names_in
from merits.evidence.refusals import CannotRead

#: Name and version of this reader. The version moves when the same bytes would give another text or other places.
EXTRACTOR = "merits-chat 1"
#: WhatsApp exports at most so many messages with and without media; what came before is missing without a word.
EXPORT_LIMITS = (10_000, 40_000)

_DELETED = re.compile(r"(This message was deleted|You deleted this message)( by admin .*| as admin)?\.?")
_EDITED = re.compile(r"<This message was edited>\s*$")
_OMITTED_KINDS = "image|video|video note|audio|sticker|GIF|document|Contact card"
_OMITTED = re.compile(
    rf"<Media omitted>|<View once (?:voice )?message omitted>|\u200e(?:{_OMITTED_KINDS}) omitted"
    # Exports that were copied through another program have lost the mark; then only the bare line counts.
    rf"|(?<![^\n])(?:{_OMITTED_KINDS}) omitted(?![^\n])"
)
_ATTACHED = re.compile(
    rf"<[{MARKS}]*attached: (?P<ios>[^<>\n]+)>|(?P<old>[^<>\n]+?) <[{MARKS}]*attached>"
    r"|^(?P<android>[^\n]+?\.\w{2,5}) \(file attached\)",
    re.MULTILINE,
)
#: Lines that WhatsApp writes itself and that may hold a colon inside quotation marks.
_SYSTEM_WITH_COLON = re.compile(
    r"[^:]*\b(created group|changed (the subject|the group name|the group description|this group's \w+))\b"
)


@dataclass(frozen=True)
class ChatMessage:
    """One message of an export.

    Attributes:
        start, end: its place in the text, stamp included.
        stamp: as exported.
        sender: as exported, without marks of writing direction; empty for lines that WhatsApp wrote.
        body: what follows the sender, as exported.
        system: written by WhatsApp, not by a person.
    """

    start: int
    end: int
    stamp: Stamp
    sender: str
    body: str
    system: bool

    @property
    def shown(self) -> str:
        """The body without marks of writing direction."""
        return self.body.translate(_NO_MARKS)

    @property
    def deleted(self) -> bool:
        """WhatsApp says that somebody deleted it."""
        return bool(_DELETED.fullmatch(self.shown.strip()))

    @property
    def edited(self) -> bool:
        """WhatsApp says that it was edited; the earlier wording is not in the export."""
        return bool(_EDITED.search(self.shown))

    @property
    def attached(self) -> tuple[str, ...]:
        """Names of the files that were exported with it."""
        return tuple(
            (match["ios"] or match["old"] or match["android"]).translate(_NO_MARKS).strip()
            for match in _ATTACHED.finditer(self.body)
        )

    @property
    def omitted(self) -> tuple[str, ...]:
        """What the export left out, in its own words: ``image omitted``."""
        return tuple(match.group().strip(f"<>{MARKS}") for match in _OMITTED.finditer(self.body))


_NO_MARKS = dict.fromkeys(map(ord, MARKS))


def messages(text: str) -> tuple[ChatMessage, ...]:
    """Split an export into its messages. A line without a stamp belongs to the message above it.

    Example:
        >>> [m.sender for m in messages("31/12/2018, 21:05 - Sam: Hello\\nthere\\n31/12/2018, 21:06 - Jo: Hi")]
        ['Sam', 'Jo']
    """
    opened = list(_openings(text))
    forms: Counter[Form] = Counter(stamp.form for _, stamp, _ in opened)
    if not opened:
        return ()
    # The first line of an export is a message; where text was put above it, the commonest form decides.
    form = opened[0][1].form if opened[0][0] == 0 else forms.most_common(1)[0][0]
    opened = [entry for entry in opened if entry[1].form == form]
    ends = [start - 1 for start, _, _ in opened[1:]] + [len(text)]
    return tuple(
        _message(text, start, end, stamp, rest) for (start, stamp, rest), end in zip(opened, ends, strict=True)
    )


def _openings(text: str) -> Iterator[tuple[int, Stamp, int]]:
    start = 0
    for line in text.split("\n"):
        if found := stamp_at(line):
            yield start, found[0], start + found[1]
        start += len(line) + 1


def _message(text: str, start: int, end: int, stamp: Stamp, rest: int) -> ChatMessage:
    while end > rest and text[end - 1] == "\n":
        end -= 1
    said = text[rest:end]
    first_line = said.split("\n", 1)[0]
    name, colon, _ = first_line.partition(": ")
    if not colon and first_line.endswith(":"):
        name, colon = first_line[:-1], ":"
    if not colon or not name.strip(MARKS + " ") or _SYSTEM_WITH_COLON.match(first_line):
        return ChatMessage(start, end, stamp, "", said, system=True)
    body = said[len(name) + len(colon) :]
    message = ChatMessage(start, end, stamp, name.translate(_NO_MARKS).strip(), body, system=False)
    # iPhones print a name before WhatsApp's own lines too, and tell them by an invisible mark that nobody types. The
    # same mark opens what a person sent in a form of WhatsApp's.
    sent = message.attached or message.omitted or message.deleted or message.edited
    own_words = body.startswith("\u200e") and not sent and not re.match("\u200e(POLL|Location|EVENT):", body, re.I)
    return ChatMessage(start, end, stamp, message.sender, body, system=True) if own_words else message


def settle_order(found: tuple[ChatMessage, ...], name: str, given: str | None) -> DateOrder:
    """Which number is the day, from the export itself or from the person who was asked.

    Args:
        found: all messages.
        name: of the file, for the message.
        given: ``day-first``, ``month-first`` or None.

    Raises:
        CannotRead: ``E-DATE-ORDER``: the export does not prove it and nobody said, or what was said is not so.
    """
    stamps = [message.stamp for message in found]
    # An impossible day (31/02) proves nothing; it is listed, not believed.
    orders = proven_orders([stamp for stamp in stamps if stamp.possible_orders()])
    if orders == {DateOrder.YEAR_FIRST} or (given is None and len(orders) == 1):
        return next(iter(orders))
    if not orders:
        raise CannotRead(
            "E-DATE-ORDER",
            name,
            "some dates can only be day-first and others only month-first: two exports were joined, or it was edited.",
            "Ask for the export as the phone made it, one file for each export.",
        )
    if given is not None:
        if DateOrder(given) in orders:
            return DateOrder(given)
        proof = next(
            number
            for number, stamp in enumerate(stamps, 1)
            if stamp.possible_orders() and DateOrder(given) not in stamp.possible_orders()
        )
        raise CannotRead(
            "E-DATE-ORDER",
            name,
            f"date_order says {given}, but the date of message {proof} cannot be read so.",
            f'Set date_order = "{next(iter(orders)).value}" or remove it.',
            place=f"message {proof}",
        )
    if same_either_way(stamps):
        return DateOrder.DAY_FIRST
    hints = ", ".join(f"read {order.value} {_times(steps_back(stamps, order))}" for order in sorted(orders))
    raise CannotRead(
        "E-DATE-ORDER",
        name,
        f"nothing in the export shows whether its dates are day-first or month-first ({hints}).",
        'Ask how the phone writes dates, then set date_order = "day-first" or "month-first" for this document '
        "in case.toml (or give --date-order).",
    )


def _times(count: int) -> str:
    return f"its days step back {count} time{'' if count == 1 else 's'}" if count else "its days run forward"


def read_chat(data: bytes, name: str, date_order: str | None, media: dict[str, str] | None = None) -> Content:
    """Read the text of an export.

    Args:
        data: the ``.txt``.
        name: of the file as given, for messages.
        date_order: what a person said, or None.
        media: SHA-256 by file name of what lies beside the text in the zip; None where only the text was given.

    Raises:
        CannotRead: ``E-DATE-ORDER``; ``E-NOT-READ``: no message was found.
    """
    decoded = decode(data)
    text = clean(decoded.text)
    found = messages(text)
    if not found:
        raise CannotRead(
            "E-NOT-READ",
            name,
            "no message of a known form was found in the export.",
            "Export the chat again on the phone; if its dates are written in another way, keep it as a plain note.",
        )
    order = settle_order(found, name, date_order)
    not_read = [decoded.note] if decoded.note else []
    parts = []
    if text[: found[0].start].strip():
        parts.append(Part(PartKind.SECTION, "before the first message", 0, found[0].start))
        not_read.append("the lines before the first message are not part of any message")
    for number, message in enumerate(found, 1):
        parts.append(_part(number, message, order, media))
        not_read.extend(f"message {number}: {note}" for note in _notes(message, order, media))
    if len(found) in EXPORT_LIMITS:
        not_read.append(
            f"the export holds {len(found)} messages, the most WhatsApp exports: earlier ones may be missing"
        )
    if media:
        mentioned = {file for message in found for file in message.attached}
        not_read.extend(
            f"the file {file!r} lies in the export, but no message names it" for file in sorted(set(media) - mentioned)
        )
    return Content(text, tuple(parts), (EXTRACTOR,), not_read=tuple(not_read))


def _part(number: int, message: ChatMessage, order: DateOrder, media: dict[str, str] | None) -> Part:
    detail = {"sent": message.stamp.text, "sent_iso": message.stamp.iso(order), "sender": message.sender}
    if message.system:
        detail["kind"] = "system"
    if message.attached:
        detail["media"] = "; ".join(message.attached)
        detail["media_state"] = "attached"
        hashes = [(media or {}).get(file, "") for file in message.attached]
        detail["media_sha256"] = "; ".join(filter(None, hashes))
        if not all(hashes):
            detail["media_state"] = "missing"
    elif message.omitted:
        detail["media"] = "; ".join(message.omitted)
        detail["media_state"] = "omitted"
    detail["edited"] = "yes" if message.edited else ""
    detail["deleted"] = "yes" if message.deleted else ""
    facts = tuple((key, value) for key, value in detail.items() if value)
    return Part(PartKind.MESSAGE, f"message {number}", message.start, message.end, facts)


def _notes(message: ChatMessage, order: DateOrder, media: dict[str, str] | None) -> Iterator[str]:
    if message.stamp.at(order) is None:
        yield f"{message.stamp.text!r} is not a day of the calendar"
    for file in message.attached:
        if file in (media or {}):
            yield f"the attached file {file!r} was not opened (media of chats never are)"
        else:
            yield f"the attached file {file!r} is not in the export"
    for kind in message.omitted:
        yield f"the export left something out ({kind})"
    if message.edited:
        yield "it was edited; the earlier wording is not in the export"
    if message.deleted:
        yield "it was deleted; what it said is not in the export"
    if message.shown.strip() == "null":
        yield "it holds only the word null, which WhatsApp also writes where it left something out"


def read_chat_zip(data: bytes, name: str, date_order: str | None) -> Content:
    """Read an export with its media. Media are hashed and listed, never opened (S12).

    Raises:
        CannotRead: as ``read_chat``; ``E-TYPE``: no chat lies in the zip, or more than one; ``E-LIMIT``; ``E-DAMAGED``;
            ``E-ENCRYPTED``.
    """
    chats = [member for member in names_in(data) if is_chat_member(data, member)]
    # A chat that was sent as a file in this chat lies beside it.
    own = [member for member in chats if member == "_chat.txt" or PurePosixPath(member).stem == PurePath(name).stem]
    if len(own or chats) != 1:
        raise CannotRead(
            "E-TYPE",
            name,
            f"{len(own or chats)} chats lie in the zip.",
            "Give one zip for each chat, under the name the phone gave it.",
        )
    chat = (own or chats)[0]
    with Archive(data, name) as archive:
        text = archive.read(chat, limit=limits.TEXT)
        media = {PurePosixPath(member).name: archive.sha256(member) for member in archive.names if member != chat}
    return read_chat(text, name, date_order, media)

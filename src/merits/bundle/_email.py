"""E-mails as pages: the header block, the text, a list of what was attached; attachments follow as items.

Nothing is fetched: pictures that an e-mail would load from the web are not there. Attached pictures are listed and not
taken in by themselves (S12): whoever has looked at one gives it as an item.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage

from merits.bundle._convert import KINDS, Made
from merits.bundle._text import charset_warning, lines, set_pages, text_blocks
from merits.bundle._typst import string
from merits.bundle.model import Item
from merits.evidence import in_words, kinds, sniff
from merits.evidence.decoding import decode
from merits.evidence.markup import html_to_text

_HEADERS = ("From", "To", "Cc", "Bcc", "Date", "Subject")
_RULE = "#line(length: 100%, stroke: 0.5pt)"
#: Attachments that follow as items.
_FOLLOW = (KINDS | {kinds.PDF}) - frozenset(kinds.IMAGES)


def email_pages(item: Item, data: bytes, *, on: date) -> Made:
    """Pages of an ``.eml``, and its attachments as items ``<id>.1``, ``<id>.2`` ..."""
    # Some mail stores put an envelope line before the header.
    data = re.sub(rb"\A\s*>?From [^\n]*\n", b"", data)
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    text, warnings = _text(body) if isinstance(body, EmailMessage) else ("", ())
    listed: list[str] = []
    items: list[Item] = []
    for position, part in enumerate(_attached(message, body), 1):
        content = _bytes(part)
        kind = sniff(content, part.get_filename() or "")
        name = _one_line(part.get_filename() or in_words(kind))
        if kind in _FOLLOW and content.strip():
            title = f"{item.title}: attachment {position}"
            called = f"{item.name}: attachment {position}"
            items.append(Item(f"{item.id}.{position}", title, item.dated, content, called))
            listed.append(f"Attachment {position}: {name} (follows)")
        else:
            listed.append(f"Attachment {position}: {name} (not in this bundle)")
            warnings += (("W-ATTACHMENT", f"its attachment {position} ({in_words(kind)}) is listed, not taken in."),)
    head = "".join(f"[*{name}*], [#{string(value)}]," for name, value in _headers(message))
    blocks = [f"#table(columns: (22mm, 1fr), stroke: none, inset: 1mm, {head})", _RULE, *text_blocks(text)]
    if listed:
        blocks += [_RULE, lines(listed)]
    return Made(set_pages(blocks, on=on), warnings, tuple(items))


def _headers(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """The lines a reader sees; the date as its sender's program wrote it."""
    written = [value for name, value in message.raw_items() if name.lower() == "date"]
    for name in _HEADERS:
        for value in written if name == "Date" else message.get_all(name, []):
            yield name, _one_line(str(value))


def _attached(message: EmailMessage, body: object) -> Iterator[EmailMessage]:
    """Every part that is neither the text shown nor the same text in another form."""
    for part in message.iter_parts() if message.is_multipart() else ():
        assert isinstance(part, EmailMessage)
        kind = part.get_content_type()
        if part is body:
            continue
        if kind == "message/rfc822":
            yield part
        elif part.is_multipart():
            yield from _attached(part, body)
        # The text in its other form is no attachment; a second text that stands beside the body is one.
        elif message.get_content_type() != "multipart/alternative" or kind not in ("text/plain", "text/html"):
            yield part


def _bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return bytes(part.get_content().as_bytes())
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text of a body part, and a warning if not every character is sure."""
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    decoded = decode(raw, part.get_content_charset() or "")
    text = html_to_text(decoded.text)[0] if part.get_content_type() == "text/html" else decoded.text
    return text, charset_warning(decoded.note)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

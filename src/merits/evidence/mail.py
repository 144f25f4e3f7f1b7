"""E-mails (.eml): header, body, and each attachment with its hash; attachments that can be read are read too."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from merits.base.errors import UserError
from merits.base.hashes import sha256_bytes
from merits.base.progress import Progress
from merits.base.reading import PartKind
from merits.evidence import kinds, limits
from merits.evidence.content import Composer, Content, clean
from merits.evidence.decoding import decode
from merits.evidence.markup import html_to_text
from merits.evidence.refusals import CannotRead, damaged, encrypted, too_large

#: Name and version of this reader; see ``chat.EXTRACTOR``.
EXTRACTOR = "merits-mail 1"
#: Header lines that a reader sees, in the order in which they are shown.
_SHOWN = ("From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")
#: Pictures in the body smaller than this are logos and rules of a signature.
_SIGNATURE = 16 * 1024


@dataclass(frozen=True)
class _Settings:
    name: str
    date_order: str | None
    ocr_language: str
    progress: Progress
    depth: int


def read_mail(data: bytes, name: str, *, date_order: str | None, ocr_language: str, progress: Progress) -> Content:
    """Read an e-mail.

    The header part holds the lines a reader sees; its details give ``sent`` as written and ``sent_iso`` with the zone
    that the e-mail itself states. Attachments are parts ``attachment 1`` (the text is the file name) with ``name``,
    ``media_type``, ``sha256``; what could be read of them follows as ``attachment 1, page 1`` and so on. Nothing is
    fetched.

    Raises:
        CannotRead: ``E-ENCRYPTED``: the body itself is encrypted; ``E-DAMAGED``; ``E-LIMIT``.
    """
    return _read(data, _Settings(name, date_order, ocr_language, progress, 0))


def _read(data: bytes, settings: _Settings) -> Content:
    # Some mail stores put an envelope line before the header.
    data = re.sub(rb"\A\s*>?From [^\n]*\n", b"", data)
    message = email.message_from_bytes(data, policy=email.policy.default.clone(refold_source="none"))
    assert isinstance(message, EmailMessage)
    return _read_message(message, settings)


def _read_message(message: EmailMessage, settings: _Settings) -> Content:
    count = sum(1 for _ in message.walk())
    if count > limits.MAIL_PARTS:
        raise too_large(settings.name, f"the e-mail has {count} parts, more than {limits.MAIL_PARTS}.")
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise encrypted(settings.name, "the e-mail is encrypted for its recipient.")
    composer = Composer([EXTRACTOR])
    _add_header(composer, message)
    bodies, attachments = _sort(message)
    _add_bodies(composer, bodies)
    for number, part in enumerate(attachments, 1):
        _add_attachment(composer, number, part, settings)
    defects = dict.fromkeys(type(defect).__name__ for part in message.walk() for defect in part.defects)
    composer.not_read.extend(f"the e-mail is malformed ({defect}): something may be missing" for defect in defects)
    if not bodies and not attachments:
        raise damaged(settings.name, "the e-mail has neither a body nor attachments.")
    return composer.content


def _header(message: EmailMessage, name: str) -> tuple[str, bool]:
    """A header line in readable form, and whether some of it could not be read."""
    try:
        value = str(message.get(name, ""))
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        # The standard library's parser falls over on some malformed addresses; then the line is shown as it was sent.
        value = str(dict(message.raw_items()).get(name, ""))
    value = re.sub(r"[\r\n]+[ \t]*", " ", value)
    return clean(value), "\ufffd" in clean(value)


def _add_header(composer: Composer, message: EmailMessage) -> None:
    lines, values = [], {}
    for name in _SHOWN:
        value, broken = _header(message, name)
        if value:
            lines.append(f"{name}: {value}")
            values[name] = value
        if broken:
            composer.not_read.append(f"header: some characters of {name} could not be read")
    detail = {
        "sent": values.get("Date", ""),
        "sent_iso": _moment(values.get("Date", "")),
        "sender": values.get("From", ""),
        "subject": values.get("Subject", ""),
    }
    composer.add(PartKind.HEADER, "header", "\n".join(lines), detail.items())
    if not detail["sent_iso"]:
        composer.not_read.append("header: the e-mail does not say when it was sent, or not in a known form")


def _moment(sent: str) -> str:
    try:
        moment = parsedate_to_datetime(sent)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return moment.isoformat()


def _sort(message: EmailMessage) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """The parts that are the letter itself, and those that came with it."""
    bodies: list[EmailMessage] = []
    attachments: list[EmailMessage] = []
    for part in _leaves(message):
        is_text = part.get_content_type() in ("text/plain", "text/html")
        if is_text and part.get_content_disposition() != "attachment" and not part.get_filename():
            bodies.append(part)
        else:
            attachments.append(part)
    return bodies, attachments


def _leaves(part: EmailMessage) -> Iterator[EmailMessage]:
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for child in part.iter_parts():
            assert isinstance(child, EmailMessage)
            yield from _leaves(child)
    else:
        yield part


def _add_bodies(composer: Composer, bodies: list[EmailMessage]) -> None:
    plain: list[str] = []
    marked_up: list[str] = []
    for part in bodies:
        text, notes = _body_text(part)
        (marked_up if part.get_content_type() == "text/html" else plain).append(text if text.strip() else "")
        composer.not_read.extend(f"body: {note}" for note in notes)
    written, formatted = "\n\n".join(filter(None, plain)), "\n\n".join(filter(None, marked_up))
    if written.strip():
        composer.add(PartKind.SECTION, "body", written)
        # Both are meant to say the same. Where the formatted one says more, both are kept.
        if set(_words(formatted)) - set(_words(written)):
            composer.add(PartKind.SECTION, "body, formatted version", formatted)
    elif formatted.strip():
        composer.add(PartKind.SECTION, "body", formatted)
    else:
        composer.not_read.append("body: the e-mail has no text of its own")


def _words(text: str) -> list[str]:
    # Plain versions spell out the addresses of links and drop the signs of lists; neither is a difference.
    return re.findall(r"[^\W_]+", text.lower())


def _body_text(part: EmailMessage) -> tuple[str, tuple[str, ...]]:
    decoded = decode(_payload(part), part.get_content_charset("") or "")
    notes = (decoded.note,) if decoded.note else ()
    if part.get_content_type() == "text/html":
        text, unseen = html_to_text(decoded.text)
        return clean(text), notes + unseen
    return clean(decoded.text), notes


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _add_attachment(composer: Composer, number: int, part: EmailMessage, settings: _Settings) -> None:
    label = f"attachment {number}"
    is_mail = part.get_content_type() == "message/rfc822"
    inner = next(iter(part.iter_parts()), None) if is_mail else None
    data = _payload(part)
    name = clean(part.get_filename() or "")
    declared = part.get_content_type()
    media_type = kinds.MAIL if is_mail else (kinds.sniff(data, name) if data else declared)
    shown = name or (_header(inner, "Subject")[0] if isinstance(inner, EmailMessage) else "")
    # An e-mail inside an e-mail has no bytes of its own: what carries it may have rewrapped them.
    detail = {"name": name, "media_type": media_type, "sha256": "" if is_mail else sha256_bytes(data)}
    composer.add(PartKind.ATTACHMENT, label, shown, detail.items())
    described = f"{label} ({shown or media_type})"
    if declared in ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"):
        composer.not_read.append(f"{described}: a signature, which was not checked")
        return
    if part.get("Content-ID") and media_type in kinds.IMAGES and len(data) < _SIGNATURE:
        composer.not_read.append(f"{described}: a small picture in the body, not read")
        return
    if settings.depth >= limits.MAIL_DEPTH:
        composer.not_read.append(f"{described}: not read, it lies {settings.depth + 1} e-mails deep")
        return
    try:
        content = _read_attachment(data, name or _made_up_name(label, media_type), inner, settings)
    except UserError as error:
        why = f"{error.code}, {error.problem.message}" if isinstance(error, CannotRead) else error.message
        composer.not_read.append(f"{described} not read: {why}")
        return
    composer.include(content, prefix=f"{label}, ")


def _made_up_name(label: str, media_type: str) -> str:
    return label if media_type != kinds.CSV else f"{label}.csv"


def _read_attachment(data: bytes, name: str, inner: object, settings: _Settings) -> Content:
    from merits.evidence._read import read_content

    deeper = _Settings(name, settings.date_order, settings.ocr_language, settings.progress, settings.depth + 1)
    if isinstance(inner, EmailMessage):
        return _read_message(inner, deeper)
    media_type = kinds.check_kind(data, name)
    if media_type == kinds.MAIL:
        return _read(data, deeper)
    return read_content(
        data,
        name,
        media_type,
        date_order=settings.date_order,
        ocr_language=settings.ocr_language,
        progress=settings.progress,
    )

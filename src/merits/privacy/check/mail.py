"""E-mail files: decoded headers, bodies and attachments."""

from __future__ import annotations

import email
import email.policy

from merits.privacy.check.findings import Findings


def read_mail(text: str, place: str, findings: Findings, *, every_page: bool, depth: int) -> None:
    """Look at every header, body and attachment of a message."""
    from merits.privacy.check.kinds import read_bytes

    message = email.message_from_string(text, policy=email.policy.default)
    for number, part in enumerate(message.walk(), 1):
        here = f"{place}, part {number}".strip(", ")
        findings.texts("mail header", [(here, f"{value}") for value in part.values()])
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and (part.get_filename() or part.get("Content-Transfer-Encoding")):
            read_bytes(payload, here, findings, every_page=every_page, depth=depth + 1)

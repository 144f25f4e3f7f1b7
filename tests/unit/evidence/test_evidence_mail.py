"""E-mails: header, body, attachments; nothing fetched, nothing dropped."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from evidence_originals import SENTENCES, locked, mail, pdf, picture_of_text, scanned_pdf, word

from merits.base.hashes import sha256_bytes
from merits.base.reading import Part, PartKind, Reading
from merits.evidence import CannotRead, limits, read


def _part(reading: Reading, label: str) -> Part:
    return next(part for part in reading.parts if part.label == label)


def _text(reading: Reading, label: str) -> str:
    part = _part(reading, label)
    return reading.text[part.start : part.end]


def test_header_body_and_the_moment_with_its_own_zone() -> None:
    reading = read(mail("Décision").as_bytes(), name="a.eml")
    header = reading.parts[0]
    assert header.kind is PartKind.HEADER
    assert _text(reading, "header").split("\n") == [
        "From: Review Unit <review@example.org>",
        "To: client@example.org",
        "Date: Mon, 12 Mar 2018 10:15:00 +0100",
        "Subject: Décision",
    ]
    assert (header.get("sent"), header.get("sent_iso")) == (
        "Mon, 12 Mar 2018 10:15:00 +0100",
        "2018-03-12T10:15:00+01:00",
    )
    assert header.get("sender") == "Review Unit <review@example.org>"
    assert _text(reading, "body") == "Dear Madam,\nPlease see the letter."
    assert reading.not_read == ()


def test_attachments_are_parts_with_hash_and_are_read_page_by_page() -> None:
    message, letter = mail(), pdf(("Decision",), ("Reasons",))
    message.add_attachment(letter, maintype="application", subtype="pdf", filename="letter.pdf")
    message.add_attachment(word("Annex"), maintype="application", subtype="octet-stream", filename="annex.docx")
    reading = read(message.as_bytes(), name="a.eml")
    part = _part(reading, "attachment 1")
    assert part.kind is PartKind.ATTACHMENT
    assert (part.get("name"), part.get("media_type"), part.get("sha256")) == (
        "letter.pdf",
        "application/pdf",
        sha256_bytes(letter),
    )
    assert _text(reading, "attachment 1") == "letter.pdf"
    assert _text(reading, "attachment 1, page 2") == "Reasons"
    assert _text(reading, "attachment 2, paragraph 1") == "Annex"
    assert reading.extractor.split("; ")[0] == "merits-mail 1"
    assert len(reading.extractor.split("; ")) == 3


def test_same_attachment_twice_is_two_parts() -> None:
    message = mail()
    for name in ("one.txt", "two.txt"):
        message.add_attachment(b"same bytes", maintype="text", subtype="plain", filename=name)
    reading = read(message.as_bytes(), name="a.eml")
    assert [part.get("name") for part in reading.parts if part.kind is PartKind.ATTACHMENT] == ["one.txt", "two.txt"]
    assert reading.text.count("same bytes") == 2


def test_attachment_that_cannot_be_read_is_listed_and_the_rest_is_read() -> None:
    message = mail()
    message.add_attachment(
        locked(pdf(("x",)), user="a", owner="b"), maintype="application", subtype="pdf", filename="locked.pdf"
    )
    message.add_attachment(b"\x00\x01\x02", maintype="application", subtype="zip", filename="odd.bin")
    message.add_attachment(b"", maintype="application", subtype="pdf", filename="empty.pdf")
    message.add_attachment(b"Readable", maintype="text", subtype="plain", filename="note.txt")
    reading = read(message.as_bytes(), name="a.eml")
    assert "attachment 1 (locked.pdf) not read: E-ENCRYPTED, it opens only with a password." in reading.not_read
    assert any(note.startswith("attachment 2 (odd.bin) not read: E-TYPE") for note in reading.not_read)
    assert any(note.startswith("attachment 3 (empty.pdf) not read: E-EMPTY") for note in reading.not_read)
    assert _text(reading, "attachment 4, line 1") == "Readable"
    assert sum(part.kind is PartKind.ATTACHMENT for part in reading.parts) == 4


def test_gap_inside_an_attachment_is_listed_under_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    message = mail()
    scan = scanned_pdf(picture_of_text(*SENTENCES, dpi=40))
    message.add_attachment(scan, maintype="application", subtype="pdf", filename="scan.pdf")
    assert any(
        note.startswith("attachment 1, page 1 is a picture") for note in read(message.as_bytes(), name="a.eml").not_read
    )


def test_html_body_is_read_as_seen_and_nothing_is_fetched() -> None:
    message = EmailMessage()
    message["From"], message["Date"] = "a@example.org", "Mon, 12 Mar 2018 10:15:00 +0000"
    message.set_content(
        "<html><head><title>t</title><style>p{}</style></head><body><p>Dear&nbsp;Madam,</p><div>First<br>Second</div>"
        "<ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
        '<img src="https://tracker.example.org/p.gif" alt=""><span style="display: none">preheader</span>'
        "<script>x()</script></body></html>",
        subtype="html",
    )
    reading = read(message.as_bytes(), name="a.eml")
    assert _text(reading, "body") == "Dear\xa0Madam,\n\nFirst\nSecond\n\n- one\n- two\n\na\tb"
    assert any("internet were not fetched" in note for note in reading.not_read)
    assert any("hid from view" in note for note in reading.not_read)


def test_formatted_version_is_kept_only_where_it_says_more() -> None:
    same, more = mail(body="Dear Madam\n"), mail(body="This e-mail needs an HTML reader.\n")
    same.add_alternative("<p>Dear <b>Madam</b></p>", subtype="html")
    more.add_alternative("<p>The decision is final.</p>", subtype="html")
    assert [part.label for part in read(same.as_bytes(), name="a.eml").parts] == ["header", "body"]
    assert _text(read(more.as_bytes(), name="a.eml"), "body, formatted version") == "The decision is final."


def test_email_inside_an_email_is_read_with_its_attachments() -> None:
    inner = mail("The decision", "Inner words\n")
    inner.add_attachment(b"deep", maintype="text", subtype="plain", filename="deep.txt")
    outer = mail("Fwd", "Outer words\n")
    outer.add_attachment(inner)
    reading = read(outer.as_bytes(), name="a.eml")
    assert _text(reading, "attachment 1") == "The decision"
    assert _part(reading, "attachment 1").get("media_type") == "message/rfc822"
    assert _text(reading, "attachment 1, body") == "Inner words"
    assert _text(reading, "attachment 1, attachment 1, line 1") == "deep"


def test_emails_nested_too_deep_are_listed() -> None:
    message = mail("0")
    for depth in range(limits.MAIL_DEPTH + 2):
        message, inner = mail(str(depth + 1)), message
        message.add_attachment(inner)
    assert any("e-mails deep" in note for note in read(message.as_bytes(), name="a.eml").not_read)


def test_email_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAIL_PARTS", 5)
    message = mail()
    for number in range(6):
        message.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{number}.txt")
    with pytest.raises(CannotRead, match="E-LIMIT"):
        read(message.as_bytes(), name="a.eml")


@pytest.mark.parametrize(
    ("charset", "body", "shown", "note"),
    [
        ("x-unknown", "café".encode(), "café", "character set 'x-unknown' is unknown"),
        ("utf-8", b"caf\xe9 noir", "caf\ufffd noir", "1 characters could not be read"),
        ("hex", b"cafe", "cafe", "character set 'hex' is unknown"),
        ("us-ascii", "café".encode(), "café", ""),
        ("windows-1252", b"\x93quoted\x94", "“quoted”", ""),
        ("utf-7", b"+AOk-", "é", ""),
    ],
)
def test_text_that_is_not_in_its_character_set_is_replaced_and_listed(
    charset: str, body: bytes, shown: str, note: str
) -> None:
    head = (
        b"From: a@example.org\nDate: Mon, 12 Mar 2018 10:15:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; "
        b"charset=" + charset.encode() + b"\nContent-Transfer-Encoding: 8bit\n\n"
    )
    reading = read(head + body, name="a.eml")
    assert _text(reading, "body") == shown
    assert note in "".join(reading.not_read)
    assert bool(note) == bool(reading.not_read)


def test_broken_header_bytes_never_break_the_reading() -> None:
    raw = (
        b"From: \xff\xfe <a@example.org>\nSubject: =?utf-8?q?caf=FF?= =?x-no?q?a?=\nDate: yesterday\n"
        b"MIME-Version: 1.0\n\nWords\n"
    )
    reading = read(raw, name="a.eml")
    reading.to_json().encode()
    assert _text(reading, "body") == "Words"
    assert any("does not say when it was sent" in note for note in reading.not_read)
    assert "sent_iso" not in dict(reading.parts[0].detail)


def test_encrypted_email_is_refused_and_a_signature_is_listed() -> None:
    secret = (
        b'From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary="x"\n\n'
        b"--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--x--\n"
    )
    with pytest.raises(CannotRead, match="E-ENCRYPTED"):
        read(secret, name="a.eml")
    signed = mail()
    signed.add_attachment(b"\x30\x01", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert read(signed.as_bytes(), name="a.eml").not_read == (
        "attachment 1 (smime.p7s): a signature, which was not checked",
    )


def test_email_that_breaks_off_says_so() -> None:
    message = mail()
    message.add_attachment(b"x" * 900, maintype="application", subtype="pdf", filename="letter.pdf")
    raw = message.as_bytes()
    reading = read(raw[: raw.rindex(b"--=")], name="a.eml")
    assert any("malformed" in note for note in reading.not_read)

"""A chat written in any form that phones use is read back as it was written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from merits.evidence import CannotRead, read
from merits.evidence.chat_stamps import MARKS, stamp_at
from merits.evidence.content import clean


@dataclass(frozen=True)
class Said:
    """One message."""

    at: datetime
    sender: str
    text: str


@dataclass(frozen=True)
class Phone:
    """How a phone writes."""

    bracketed: bool
    date: str
    comma: bool
    seconds: bool
    half_day: str  # "" for the 24-hour clock, else what stands before AM and PM
    marks: bool

    @property
    def order(self) -> str:
        return "month-first" if self.date.startswith("{month") else "day-first"

    def stamp(self, at: datetime) -> str:
        date = self.date.format(day=at.day, month=at.month, year=at.year, short=at.year % 100)
        hour = at.hour % 12 or 12 if self.half_day else at.hour
        time = f"{hour}:{at.minute:02}" + (f":{at.second:02}" if self.seconds else "")
        half = f"{self.half_day}{'AM' if at.hour < 12 else 'PM'}" if self.half_day else ""
        return f"{date}{',' if self.comma else ''} {time}{half}"

    def write(self, said: Said) -> str:
        stamp, mark = self.stamp(said.at), "\u200e" if self.marks else ""
        if self.bracketed:
            return f"{mark}[{stamp}] {said.sender}: {said.text}"
        return f"{stamp} - {said.sender}: {said.text}"


PHONES = st.builds(
    Phone,
    bracketed=st.booleans(),
    date=st.sampled_from(
        [
            "{day:02}/{month:02}/{year}",
            "{day}/{month}/{short:02}",
            "{month}/{day}/{short:02}",
            "{month:02}/{day:02}/{year}",
            "{year}-{month:02}-{day:02}",
            "{day:02}.{month:02}.{short:02}",
            "{day:02}-{month:02}-{year}",
        ]
    ),
    comma=st.booleans(),
    seconds=st.booleans(),
    half_day=st.sampled_from(["", " ", "\u202f", "\u00a0"]),
    marks=st.booleans(),
)
WRITTEN = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), min_size=1, max_size=20
)
NO_MARKS = dict.fromkeys(map(ord, MARKS))


def _is_name(name: str) -> bool:
    """Something a phone book would hold: no colon, no blanks around it, no marks that only steer writing."""
    return ":" not in name and name == clean(name).translate(NO_MARKS).strip()


SENDERS = WRITTEN.map(clean).filter(_is_name)
TEXTS = st.lists(WRITTEN, min_size=1, max_size=4).map("\n".join)
MOMENTS = st.datetimes(datetime.fromisoformat("2009-05-01"), datetime.fromisoformat("2069-12-31"))
CHATS = st.lists(st.builds(Said, MOMENTS, SENDERS, TEXTS), min_size=1, max_size=8)


@given(PHONES, CHATS)
def test_every_message_is_read_back_as_it_was_written(phone: Phone, chat: list[Said]) -> None:
    assume(not any(stamp_at(line) for said in chat for line in said.text.split("\n")))
    assume(not any(" changed " in said.sender or "created" in said.sender for said in chat))
    written = [clean(phone.write(said)) for said in chat]

    reading = read("\r\n".join(written).encode(), name="WhatsApp Chat.txt", date_order=phone.order)

    assert reading.text == unicodedata.normalize("NFC", "\n".join(written))
    assert len(reading.parts) == len(chat)
    for said, part, line in zip(chat, reading.parts, written, strict=True):
        precision = "seconds" if phone.seconds else "minutes"
        assert part.get("sent") == phone.stamp(said.at)
        assert part.get("sent_iso") == said.at.replace(microsecond=0).isoformat(timespec=precision)
        assert part.get("sender") == said.sender
        assert reading.text[part.start : part.end] == line.rstrip("\n")


@given(PHONES, CHATS)
def test_order_is_never_guessed(phone: Phone, chat: list[Said]) -> None:
    """Unasked, an export gives the true moment of every message or none at all."""
    assume(not any(stamp_at(line) for said in chat for line in said.text.split("\n")))
    data = "\n".join(phone.write(said) for said in chat).encode()
    try:
        reading = read(data, name="WhatsApp Chat.txt")
    except CannotRead as refusal:
        assert refusal.code == "E-DATE-ORDER"
        assert all(said.at.day <= 12 for said in chat)
        return
    precision = "seconds" if phone.seconds else "minutes"
    truth = [said.at.replace(microsecond=0).isoformat(timespec=precision) for said in chat]
    assert [part.get("sent_iso") for part in reading.parts] == truth


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    for name in ("a.txt", "a.csv", "a.eml", "WhatsApp Chat.txt", "a"):
        try:
            reading = read(data, name=name)
        except CannotRead as refusal:
            assert refusal.code.startswith("E-") and refusal.remedy
        else:
            assert unicodedata.is_normalized("NFC", reading.text)
            reading.to_json().encode()
            ends = [0, *(part.end for part in reading.parts)]
            assert all(part.start >= end for part, end in zip(reading.parts, ends, strict=False))


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00"]),
)
def test_any_bytes_are_read_or_refused_in_words(data: bytes, head: bytes) -> None:
    try:
        read(head + data, name="document").to_json().encode()
    except CannotRead as refusal:
        assert refusal.code.startswith("E-") and refusal.remedy

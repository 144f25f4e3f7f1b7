"""WhatsApp exports in the forms that phones write them."""

from __future__ import annotations

import pytest
from evidence_originals import zipped

from merits.base.hashes import sha256_bytes
from merits.base.reading import PartKind, Reading
from merits.evidence import CannotRead, chat, read

IPHONE = "[{date}, {time}] {rest}"
ANDROID = "{date}, {time} - {rest}"


def _read(*lines: str, date_order: str | None = None, name: str = "chat.txt") -> Reading:
    return read("\n".join(lines).encode(), name=name, date_order=date_order)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "sent", "iso"),
    [
        ("[31/12/2018, 21:05:11] Sam: Hi", "31/12/2018, 21:05:11", "2018-12-31T21:05:11"),
        ("[31/12/2018 21:05:11] Sam: Hi", "31/12/2018 21:05:11", "2018-12-31T21:05:11"),
        ("\u200e[31/12/2018, 21:05:11] Sam: Hi", "31/12/2018, 21:05:11", "2018-12-31T21:05:11"),
        ("[12/31/18, 9:05:11\u202fPM] Sam: Hi", "12/31/18, 9:05:11\u202fPM", "2018-12-31T21:05:11"),
        ("[12/31/18, 12:05:11 AM] Sam: Hi", "12/31/18, 12:05:11 AM", "2018-12-31T00:05:11"),
        ("[31/12/2018, 12:05:11 pm] Sam: Hi", "31/12/2018, 12:05:11 pm", "2018-12-31T12:05:11"),
        ("[2018-12-31, 21:05:11] Sam: Hi", "2018-12-31, 21:05:11", "2018-12-31T21:05:11"),
        ("[31.12.18, 21:05:11] Sam: Hi", "31.12.18, 21:05:11", "2018-12-31T21:05:11"),
        ("[31-12-2018, 21:05:11] Sam: Hi", "31-12-2018, 21:05:11", "2018-12-31T21:05:11"),
        ("31/12/2018, 21:05 - Sam: Hi", "31/12/2018, 21:05", "2018-12-31T21:05"),
        ("31/12/2018, 9:05 p.m. - Sam: Hi", "31/12/2018, 9:05 p.m.", "2018-12-31T21:05"),
        ("31/12/2018, 9:05 yh - Sam: Hi", "31/12/2018, 9:05 yh", "2018-12-31T21:05"),
        ("12/31/18, 9:05\u202fPM - Sam: Hi", "12/31/18, 9:05\u202fPM", "2018-12-31T21:05"),
        ("31.12.18, 21:05 - Sam: Hi", "31.12.18, 21:05", "2018-12-31T21:05"),
        ("2018-12-31, 21:05 - Sam: Hi", "2018-12-31, 21:05", "2018-12-31T21:05"),
        ("2018/12/31, 21:05 - Sam: Hi", "2018/12/31, 21:05", "2018-12-31T21:05"),
        ("31/12/2018, 21:05 \u2013 Sam: Hi", "31/12/2018, 21:05", "2018-12-31T21:05"),
    ],
)
def test_stamp_is_kept_as_exported_and_read_without_a_zone(first: str, sent: str, iso: str) -> None:
    reading = _read(first, first)
    part = reading.parts[0]
    assert (part.kind, part.label, part.get("sender")) == (PartKind.MESSAGE, "message 1", "Sam")
    assert (part.get("sent"), part.get("sent_iso")) == (sent, iso)
    assert reading.text == f"{first}\n{first}"


def test_lines_without_a_stamp_belong_to_the_message_above() -> None:
    reading = _read("31/12/2018, 21:05 - Sam: One", "two", "", "12 people - three", "31/12/2018, 21:06 - Jo: Four", "")
    assert [reading.text[part.start : part.end] for part in reading.parts] == [
        "31/12/2018, 21:05 - Sam: One\ntwo\n\n12 people - three",
        "31/12/2018, 21:06 - Jo: Four",
    ]


def test_chat_pasted_into_a_message_in_another_form_stays_in_that_message() -> None:
    reading = _read(
        "31/12/2018, 21:05 - Sam: look:",
        "[30/12/2018, 09:00:00] Someone: pasted",
        "[10:15, 30/12/2018] Someone: copied",
        "31/12/2018, 21:06 - Jo: I see",
    )
    assert [part.get("sender") for part in reading.parts] == ["Sam", "Jo"]


def test_lines_of_whatsapp_itself_have_no_sender() -> None:
    reading = _read(
        "31/12/2018, 21:00 - Messages and calls are end-to-end encrypted. Tap to learn more.",
        '31/12/2018, 21:01 - Sam changed the subject from "A: b" to "C: d"',
        "31/12/2018, 21:05 - Sam: Hi",
    )
    assert [(part.get("kind"), part.get("sender")) for part in reading.parts] == [
        ("system", ""),
        ("system", ""),
        ("", "Sam"),
    ]


def test_iphone_prints_a_name_before_whatsapps_own_lines() -> None:
    reading = _read(
        "[31/12/2018, 21:00:00] Sam: \u200eMessages and calls are end-to-end encrypted.",
        "[31/12/2018, 21:00:01] Sam: \u200ePOLL:\nWhere?",
        "[31/12/2018, 21:00:02] Sam: Hi",
    )
    assert [part.get("kind") for part in reading.parts] == ["system", "", ""]


def test_name_may_hold_marks_emoji_and_right_to_left_writing() -> None:
    reading = _read(
        "[31/12/2018, 21:00:00] \u202a+44 7700 900123\u202c: Hi",
        "[31/12/2018, 21:00:01] ~\u202fSam \U0001f98a: \u05e9\u05dc\u05d5\u05dd",
    )
    assert [part.get("sender") for part in reading.parts] == ["+44 7700 900123", "~\u202fSam \U0001f98a"]


@pytest.mark.parametrize(
    ("said", "media", "state"),
    [
        ("<Media omitted>", "Media omitted", "omitted"),
        ("\u200eimage omitted", "image omitted", "omitted"),
        ("image omitted", "image omitted", "omitted"),
        ("\u200ereport.pdf \u2022 \u200e3 pages \u200edocument omitted", "document omitted", "omitted"),
        ("IMG-20181231-WA0001.jpg (file attached)\nThe door", "IMG-20181231-WA0001.jpg", "missing"),
        (
            "\u200e<attached: 00000012-PHOTO-2018-12-31-21-05-11.jpg>",
            "00000012-PHOTO-2018-12-31-21-05-11.jpg",
            "missing",
        ),
        ("2018-12-31-PHOTO-00000012.jpg <\u200eattached>", "2018-12-31-PHOTO-00000012.jpg", "missing"),
    ],
)
def test_media_are_named_and_their_absence_is_listed(said: str, media: str, state: str) -> None:
    reading = _read("31/12/2018, 21:04 - Jo: Send it", f"31/12/2018, 21:05 - Sam: {said}")
    part = reading.parts[1]
    assert (part.get("media"), part.get("media_state")) == (media, state)
    assert len(reading.not_read) == 1 and reading.not_read[0].startswith("message 2: ")


def test_words_about_media_are_only_words() -> None:
    reading = _read("31/12/2018, 21:04 - Jo: why was the image omitted again", "31/12/2018, 21:05 - Sam: no idea")
    assert reading.parts[0].get("media") == "" and reading.not_read == ()


def test_edited_deleted_and_null_messages_are_listed() -> None:
    reading = _read(
        "[31/12/2018, 21:00:00] Sam: See you at 8 \u200e<This message was edited>",
        "[31/12/2018, 21:00:01] Jo: \u200eThis message was deleted.",
        "[31/12/2018, 21:00:02] Jo: You deleted this message",
        "[31/12/2018, 21:00:03] Jo: null",
        "[31/12/2018, 21:00:04] Jo: she said This message was deleted",
    )
    assert [(part.get("edited"), part.get("deleted")) for part in reading.parts] == [
        ("yes", ""),
        ("", "yes"),
        ("", "yes"),
        ("", ""),
        ("", ""),
    ]
    assert [note.split(":")[0] for note in reading.not_read] == [f"message {number}" for number in (1, 2, 3, 4)]


AMBIGUOUS = ("01/02/2019, 21:05 - Sam: Hi", "01/03/2019, 21:06 - Jo: Hi")


def test_ambiguous_dates_are_never_guessed() -> None:
    with pytest.raises(CannotRead, match="E-DATE-ORDER") as caught:
        _read(*AMBIGUOUS)
    assert "day-first" in caught.value.remedy and "month-first" in caught.value.remedy


def test_person_who_was_asked_settles_the_order() -> None:
    assert [part.get("sent_iso") for part in _read(*AMBIGUOUS, date_order="day-first").parts] == [
        "2019-02-01T21:05",
        "2019-03-01T21:06",
    ]
    assert [part.get("sent_iso") for part in _read(*AMBIGUOUS, date_order="month-first").parts] == [
        "2019-01-02T21:05",
        "2019-01-03T21:06",
    ]


def test_one_day_above_twelve_settles_the_order_of_the_whole_export() -> None:
    reading = _read(*AMBIGUOUS, "13/03/2019, 21:05 - Sam: Hi")
    assert reading.parts[0].get("sent_iso") == "2019-02-01T21:05"


def test_what_was_said_may_not_contradict_the_export() -> None:
    with pytest.raises(CannotRead, match=r"E-DATE-ORDER chat\.txt, message 3"):
        _read(*AMBIGUOUS, "13/03/2019, 21:05 - Sam: Hi", date_order="month-first")


def test_export_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(CannotRead, match=r"E-DATE-ORDER.*two exports were joined"):
        _read("13/03/2019, 21:05 - Sam: Hi", "03/14/2019, 21:05 - Sam: Hi", date_order="day-first")


def test_dates_that_are_the_same_either_way_need_no_order() -> None:
    assert (
        _read("03/03/2019, 21:05 - Sam: Hi", "04/04/2019, 21:05 - Sam: Hi").parts[1].get("sent_iso")
        == "2019-04-04T21:05"
    )


def test_impossible_day_is_listed_and_never_read_as_another() -> None:
    reading = _read("30/01/2019, 21:05 - Sam: Hi", "31/02/2019, 21:05 - Sam: Hi")
    assert reading.parts[1].get("sent") == "31/02/2019, 21:05"
    assert reading.parts[1].get("sent_iso") == ""
    assert reading.not_read == ("message 2: '31/02/2019, 21:05' is not a day of the calendar",)


def test_unknown_order_word_is_refused() -> None:
    from merits.base.errors import UserError

    with pytest.raises(UserError, match="is not a date order"):
        _read(*AMBIGUOUS, date_order="us")


def test_media_in_the_zip_are_hashed_and_never_opened() -> None:
    text = (
        "[31/12/2018, 21:00:00] Sam: \u200e<attached: 1-PHOTO.jpg>\n"
        "[31/12/2018, 21:00:01] Sam: \u200e<attached: 2-PHOTO.jpg>\n"
    )
    reading = read(
        zipped({"_chat.txt": text.encode(), "1-PHOTO.jpg": b"not even a picture", "stray.opus": b"x"}), name="chat.zip"
    )
    first, second = reading.parts
    assert reading.media_type == "application/x-whatsapp-export+zip"
    assert (first.get("media_state"), first.get("media_sha256")) == ("attached", sha256_bytes(b"not even a picture"))
    assert (second.get("media_state"), second.get("media_sha256")) == ("missing", "")
    assert reading.not_read == (
        "message 1: the attached file '1-PHOTO.jpg' was not opened (media of chats never are)",
        "message 2: the attached file '2-PHOTO.jpg' is not in the export",
        "the file 'stray.opus' lies in the export, but no message names it",
    )


def test_chat_that_was_sent_in_the_chat_is_not_taken_for_it() -> None:
    own = b"31/12/2018, 21:05 - Sam: Hi\n31/12/2018, 21:06 - Jo: Hi\n"
    other = b"30/12/2018, 21:05 - A: Other\n30/12/2018, 21:06 - B: Other\n"
    members = {"WhatsApp Chat with Jo.txt": own, "WhatsApp Chat with B.txt": other}
    assert "Other" not in read(zipped(members), name="WhatsApp Chat with Jo.zip").text
    with pytest.raises(CannotRead, match="2 chats lie in the zip"):
        read(zipped(members), name="renamed.zip")


def test_export_as_long_as_whatsapp_exports_says_that_more_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "EXPORT_LIMITS", (3,))
    assert any("earlier ones may be missing" in note for note in _read(*["31/12/2018, 21:05 - Sam: Hi"] * 3).not_read)


def test_lines_above_the_first_message_are_kept_and_listed() -> None:
    reading = _read("Exported by hand", *["31/12/2018, 21:05 - Sam: Hi"] * 2, name="WhatsApp Chat.txt")
    assert reading.parts[0].label == "before the first message"
    assert reading.parts[1].label == "message 1"
    assert reading.not_read == ("the lines before the first message are not part of any message",)


def test_export_in_an_old_character_set_is_read_and_said() -> None:
    data = "31/12/2018, 21:05 - Zoë: Hi\n31/12/2018, 21:06 - Jo: Hi".encode("windows-1252")
    reading = read(data, name="chat.txt")
    assert reading.parts[0].get("sender") == "Zoë"
    assert "Windows-1252" in reading.not_read[0]


def test_utf_16_export_is_read() -> None:
    reading = read("31/12/2018, 21:05 - Zoë: Hi\r\n31/12/2018, 21:06 - Jo: Hi".encode("utf-16"), name="chat.txt")
    assert reading.text == "31/12/2018, 21:05 - Zoë: Hi\n31/12/2018, 21:06 - Jo: Hi"
    assert reading.not_read == ()

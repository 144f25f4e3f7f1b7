"""Exhibits: open text set afresh with its paragraphs numbered, nothing of the original lost."""

from __future__ import annotations

import dataclasses

from factories.paper_text import pdf_text, squeezed
from factories.small_dossiers import DAY, HOME, LATE, small
from merits import evidence
from merits.casework import DocumentKind
from merits.papers.exhibits import exhibits, paragraph_at, paragraphs, reflow
from merits.papers.protection import OpenTexts

DOSSIER = small().dossier
TEXTS = OpenTexts(DOSSIER)


def test_a_paragraph_is_counted_from_the_salutation() -> None:
    text = TEXTS.of(DOSSIER.case("K7F3"), "letter-1")
    assert text is not None

    found = paragraphs(text)

    assert found[0].number == 0 and found[0].words.startswith("Crown Prosecution Service")
    assert found[1].words == "Dear DW,"
    late = next(item for item in found if LATE in item.words)
    assert (late.number, paragraph_at(text, text.text.index(LATE))) == (3, 3)


def test_exhibits_come_by_section_and_then_by_case_and_say_where_they_come_from() -> None:
    shown, left_out = exhibits(DOSSIER, DOSSIER.cases, TEXTS, originals=False)

    assert [item.id for item in shown] == [
        "K7F3-letter-1",
        "M2Q8-letter-1",
        "T5W9-letter-1",
        "K7F3-review-1",
        "K7F3-chat-1",
    ]
    assert left_out == ()
    text = squeezed(pdf_text(reflow(shown[0], on=DAY)))
    assert squeezed("The words of the document, set afresh.") in text
    assert squeezed(LATE) in text
    assert squeezed(HOME.complainants[0]) not in text


def test_every_message_of_a_chat_is_in_its_exhibit() -> None:
    shown, _ = exhibits(DOSSIER, DOSSIER.cases, TEXTS, originals=False)

    text = squeezed(pdf_text(reflow(shown[-1], on=DAY)))

    for message in ("I am home now", "ok speak tomorrow", "please do not ring, write to [e-mail]"):
        assert squeezed(message) in text


def test_a_table_loses_no_cell_even_where_rows_are_longer_than_the_head() -> None:
    case = DOSSIER.case("K7F3")
    table = b"date,what\n2018-10-26,letter,kept by the worker\n2018-11-02\n"
    reading = evidence.read(table, name="chronology.csv")
    document = dataclasses.replace(
        case.document("chat-1"), file="chronology.csv", kind=DocumentKind.CHRONOLOGY, date_order=None
    )
    changed = dataclasses.replace(case, documents=(document,))
    dossier = dataclasses.replace(DOSSIER, cases=(changed,), readings={("K7F3", "chat-1"): reading})

    (exhibit,), _ = exhibits(dossier, dossier.cases, OpenTexts(dossier, whole_dates=True), originals=False)

    text = squeezed(pdf_text(reflow(exhibit, on=DAY)))
    for cell in ("date", "what", "Column 3", "2018-10-26", "letter", "kept by the worker", "2018-11-02"):
        assert squeezed(cell) in text


def test_the_original_goes_in_only_where_its_reading_holds_nothing_to_hide() -> None:
    everyone = frozenset(
        item.id
        for people in DOSSIER.identities.values()
        for items in (people.people, people.identifiers)
        for item in items
    )
    everything = everyone | {f"{name}{suffix}" for name in everyone for suffix in (".also", ".born")}

    all_seen, _ = exhibits(DOSSIER, DOSSIER.cases, OpenTexts(DOSSIER, everything, whole_dates=True), originals=True)
    but_one, _ = exhibits(
        DOSSIER, DOSSIER.cases, OpenTexts(DOSSIER, everything - {"K7F3-p3"}, whole_dates=True), originals=True
    )

    assert {item.id: item.original for item in all_seen} == {
        "K7F3-letter-1": True,
        "M2Q8-letter-1": False,  # a Word file goes beside the bundle
        "T5W9-letter-1": True,
        "K7F3-review-1": True,
        "K7F3-chat-1": True,
    }
    assert next(item.apart for item in all_seen if item.id == "M2Q8-letter-1") == "M2Q8-letter-1.docx"
    assert not next(item.original for item in but_one if item.id == "K7F3-letter-1")


def test_a_document_without_a_reading_is_left_out_in_words() -> None:
    readings = {key: reading for key, reading in DOSSIER.readings.items() if key != ("T5W9", "letter-1")}
    dossier = dataclasses.replace(DOSSIER, readings=readings)

    shown, left_out = exhibits(dossier, dossier.cases, OpenTexts(dossier), originals=False)

    assert "T5W9-letter-1" not in [item.id for item in shown]
    assert [(item.case, item.document) for item in left_out] == [("T5W9", "letter-1")]
    assert "merits evidence readings" in left_out[0].reason

"""Letters cut into pieces: nothing of the text is lost, and every passage is where its card says."""

from __future__ import annotations

from merits.casework import Record, read_dossier
from merits.demo import demo_dossier
from merits.workspace.cases.letter import adjudicated, cards, coders, pieces

DOSSIER = read_dossier(demo_dossier())


def _letters():  # type: ignore[no-untyped-def]  # a generator for the tests below
    for (reference, document_id), reading in DOSSIER.readings.items():
        rows = tuple(row for row in DOSSIER.codings if (row.case, row.document) == (reference, document_id))
        yield reading, rows


def test_the_pieces_of_every_letter_join_to_its_text_and_mark_each_passage_once() -> None:
    marked = 0
    for reading, rows in _letters():
        shown = cards(rows, reading)
        cut = pieces(reading, shown)
        assert "".join(piece.text for piece in cut) == reading.text
        for card in shown:
            inside = "".join(piece.text for piece in cut if card in piece.cards)
            assert inside == card.quotation == reading.text[card.start : card.end]
            assert sum(card in piece.begins for piece in cut) == sum(card in piece.ends for piece in cut) == 1
            assert card.checked
        marked += len(shown)
    assert marked == sum(row.record is Record.ADJUDICATION and bool(row.code) for row in DOSSIER.codings)


def test_a_letter_that_is_not_settled_shows_no_coder_s_reading() -> None:
    for reading, rows in _letters():
        alone = tuple(row for row in rows if row.record is Record.CODING)
        assert cards(alone, reading) == ()
        assert not adjudicated(alone)
        assert coders(alone) == tuple(sorted({row.coder for row in alone}))

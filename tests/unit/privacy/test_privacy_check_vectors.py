"""Each seeded vector is found, by identifier id and place and never by the words; and clean files give no alarm."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from privacy_variants import CARRIERS, PEOPLE, VALUES, name_variants
from privacy_vectors import PICTURES, VECTORS, blank, put, text_at

from merits.privacy import Protected, Pseudonymiser, check_folder

PROTECTED = (
    Protected("who", "name", ("Rosalind Achterberg",), "DE"),
    Protected("tel", "telephone", ("07700 900123",), "[telephone]"),
    Protected("home", "address", ("14 Ashgrove Road, Harbourton, HB1 2AB",), "[address]"),
    Protected("born", "date", ("1995-03-12",), "[date of birth]"),
)
SECRETS = {
    "name": ("who", "Rosalind Achterberg"),
    "surname": ("who", "Achterberg"),
    "slip": ("who", "Acterberg"),
    "joined": ("who", "rosalindachterberg"),
    "telephone": ("tel", "+44 7700 900123"),
    "postcode": ("home", "HB1 2AB"),
    "date": ("born", "12 March 1995"),
}
#: Backwards, a misspelling or a date in words is not a written form that anyone reads.
NOT_EXPECTED = {("text_reversed", "slip"), ("text_reversed", "date")}


@pytest.mark.parametrize("vector", sorted(VECTORS))
def test_a_seeded_secret_is_found_and_not_repeated(vector: str, tmp_path: Path) -> None:
    for what, (identifier, secret) in SECRETS.items():
        folder = tmp_path / what
        folder.mkdir()
        VECTORS[vector](secret, folder)
        report = check_folder(folder, PROTECTED)
        if (vector, what) not in NOT_EXPECTED:
            assert not report.clean
            assert {hit.identifier_id for hit in report.hits} == {identifier}, what
        assert secret.lower() not in repr(report).lower()


@pytest.mark.parametrize("vector", sorted(set(VECTORS) - {"pdf_44_encrypted_with_empty_password"}))
def test_the_same_file_without_a_secret_is_clean(vector: str, tmp_path: Path) -> None:
    VECTORS[vector]("a person", tmp_path)
    assert check_folder(tmp_path, PROTECTED).clean


@pytest.mark.ocr
@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
@pytest.mark.parametrize("vector", sorted(PICTURES))
def test_a_secret_that_only_a_picture_shows_is_found(vector: str, tmp_path: Path) -> None:
    PICTURES[vector]("Rosalind Achterberg", tmp_path)
    report = check_folder(tmp_path, PROTECTED)
    assert {hit.identifier_id for hit in report.hits} == {"who"}
    assert any("OCR" in hit.method for hit in report.hits)


@pytest.mark.parametrize("vector", sorted(PICTURES))
def test_a_picture_is_unread_where_there_is_no_ocr(
    vector: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    PICTURES[vector]("Rosalind Achterberg", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    report = check_folder(tmp_path, PROTECTED)
    assert not report.clean
    assert report.unread
    assert "OCR" in report.unread[0].why


def test_every_written_form_is_found_in_a_text(tmp_path: Path) -> None:
    """The check knows the variants by its own rules; a form it misses is listed here with its reason, or fails."""
    dice = random.Random(7)
    missed: list[tuple[str, str]] = []
    tried = 0
    for number, name in enumerate(PEOPLE):
        forms = list(name_variants(name, dice))
        folder = tmp_path / str(number)
        folder.mkdir()
        for i, (_, form) in enumerate(forms):
            (folder / f"{i}.txt").write_text(CARRIERS[i % len(CARRIERS)].format(form), encoding="utf-8")
        found = {hit.file for hit in check_folder(folder, [Protected("p", "name", (name,), "DE")]).hits}
        tried += len(forms)
        missed += [(what, form) for i, (what, form) in enumerate(forms) if f"{i}.txt" not in found]
    for kind, (value, forms) in VALUES.items():
        folder = tmp_path / kind
        folder.mkdir()
        for i, form in enumerate(forms):
            (folder / f"{i}.txt").write_text(CARRIERS[i % len(CARRIERS)].format(form), encoding="utf-8")
        found = {hit.file for hit in check_folder(folder, [Protected("p", kind, (value,), "x")]).hits}
        tried += len(forms)
        missed += [(kind, form) for i, form in enumerate(forms) if f"{i}.txt" not in found]
    assert tried > 1500
    assert missed == []


def test_what_the_pseudonymiser_leaves_the_check_does_not_alarm_at(tmp_path: Path) -> None:
    """Common-word names over prose that is full of those words: pseudonymised, it is clean."""
    prose = (Path(__file__).resolve().parents[2] / "assets/privacy/ordinary-prose.txt").read_text(encoding="utf-8")
    names = "Grace Hope;Will Mason;Mark Page;May Field;Rose Hall;Joy Baker;Bill Banks;Dawn Marsh;Grant Case;Ivy Wells".split(
        ";"
    )
    protected = [Protected(f"p{i}", "name", (name,), f"W{i}") for i, name in enumerate(names)]
    text = Pseudonymiser(protected).apply(prose).text
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.html").write_text("<p>" + text.replace("\n\n", "</p>\n<p>") + "</p>", encoding="utf-8")
    lines = [line[i : i + 90] for line in text.splitlines() for i in range(0, len(line), 90)]
    put(tmp_path, blank(b"".join(text_at(line) for line in lines)))
    report = check_folder(tmp_path, protected)
    assert report.hits == ()
    assert report.unread == ()

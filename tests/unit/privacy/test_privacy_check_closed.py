"""What the check cannot read it does not pass; what it reports names no one; a re-inserted identifier is found."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from privacy_vectors import SECRET_FREE, VECTORS, blank, put, text_at

from merits.base.errors import UserError
from merits.privacy import Protected, check_folder

WHO = Protected("who", "name", ("Rosalind Achterberg",), "DE")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"%PDF-1.7\nnot really", "damaged PDF"),
        ("a.pdf", blank()[:-300], "structure"),
        ("a.pdf", blank(encryption=pikepdf.Encryption(owner="o", user="u")), "password"),
        ("a.zip", b"PK\3\4 and nothing", "damaged zip"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "OLE"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "decoded"),
        ("a.bin", bytes(range(256)) * 4, "cannot be read"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "7z"),
        ("a.gz", b"\x1f\x8b\x08" + bytes(20), "damaged archive"),
        ("a.db", b"SQLite format 3\0" + bytes(100), "database"),
        ("a.age", b"not age at all \xff\xfe\0\1\2\3", "cannot be read"),
    ],
)
def test_a_part_that_cannot_be_read_is_not_clean(name: str, data: bytes, why: str, tmp_path: Path) -> None:
    put(tmp_path, data, name)
    report = check_folder(tmp_path, [WHO])
    assert not report.clean
    assert report.hits == ()
    assert why in " ".join(part.why for part in report.unread)


def test_an_encrypted_member_is_not_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", b"hello")
    data = bytearray(stream.getvalue())
    data[data.index(b"PK\1\2") + 8] |= 1
    put(tmp_path, bytes(data), "a.zip")
    assert "encrypted" in check_folder(tmp_path, [WHO]).unread[0].why


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    put(out, b"x", "a.txt")
    (out / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert [part.file for part in check_folder(out, [WHO]).unread] == ["link.txt"]


def test_an_age_file_is_opaque_by_design_but_its_name_is_read(tmp_path: Path) -> None:
    put(tmp_path, b"age-encryption.org/v1\n-> X25519 abc\n\xff\xfe\0", "cipher-key.age")
    report = check_folder(tmp_path, [WHO])
    assert report.clean
    assert report.opaque == ("cipher-key.age",)
    put(tmp_path, b"age-encryption.org/v1\n\xff", "achterberg.age")
    assert {hit.vector for hit in check_folder(tmp_path, [WHO]).hits} == {"file name"}


def test_containers_too_deep_are_not_read(tmp_path: Path) -> None:
    data = b"hello"
    for _ in range(15):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.zip", data)
        data = stream.getvalue()
    put(tmp_path, data, "a.zip")
    assert "deep" in check_folder(tmp_path, [WHO]).unread[0].why


def test_nothing_to_check_and_nothing_to_look_for_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        check_folder(tmp_path, [WHO])
    put(tmp_path, b"hello", "a.txt")
    with pytest.raises(UserError, match="empty"):
        check_folder(tmp_path, [])
    with pytest.raises(UserError, match="nothing at the path"):
        check_folder(tmp_path / "absent", [WHO])
    assert check_folder(tmp_path / "a.txt", [WHO]).clean


def test_a_report_never_repeats_the_words(tmp_path: Path) -> None:
    (tmp_path / "Rosalind").mkdir()
    put(tmp_path / "Rosalind", b"Achterberg, Rosalind", "R Achterberg.txt")
    report = check_folder(tmp_path, [WHO])
    assert {hit.vector for hit in report.hits} == {"file name", "folder name", "text"}
    assert "achterberg" not in repr(report).lower()
    assert "rosalind" not in repr(report).lower()


def test_an_allowed_identifier_may_appear_and_no_other(tmp_path: Path) -> None:
    brother = Protected("brother", "name", ("Oskar Achterberg",), "the brother of DE")
    put(tmp_path, b"Rosalind Achterberg wrote.", "a.txt")
    assert check_folder(tmp_path, [WHO, brother], allowed=frozenset({"who"})).clean
    put(tmp_path, b"Rosalind and Oskar Achterberg wrote.", "a.txt")
    report = check_folder(tmp_path, [WHO, brother], allowed=frozenset({"who"}))
    assert {hit.identifier_id for hit in report.hits} == {"brother"}


def test_every_file_is_counted_and_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    for number in range(3):
        put(tmp_path, b"hello", f"{number}.txt")
    report = check_folder(tmp_path, [WHO], progress=lambda step, done, total: told.append((done, total)))
    assert report.files == 3
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_one_identifier_put_back_into_a_clean_folder_is_found_wherever_it_is_put(tmp_path: Path) -> None:
    """Mutation: a folder of every kind of clean file; each file in turn gets the secret back."""
    clean = tmp_path / "clean"
    clean.mkdir()
    planted = [vector for vector in sorted(VECTORS) if vector not in SECRET_FREE]
    for vector in planted:
        (clean / vector).mkdir()
        VECTORS[vector]("a person", clean / vector)
    assert check_folder(clean, [WHO]).clean
    for vector in planted:
        shutil.rmtree(clean / vector)
        (clean / vector).mkdir()
        VECTORS[vector]("Rosalind Achterberg", clean / vector)
        assert check_folder(clean / vector, [WHO]).hits, vector
        shutil.rmtree(clean / vector)
        (clean / vector).mkdir()
        VECTORS[vector]("a person", clean / vector)


def test_a_brother_with_another_name_is_still_looked_for_in_a_pdf(tmp_path: Path) -> None:
    put(tmp_path, blank(text_at("Oskar Achterberg")))
    other = replace(WHO, id="brother", values=("Oskar Brandt",))
    assert {hit.identifier_id for hit in check_folder(tmp_path, [WHO, other]).hits} == {"who", "brother"}


def test_short_and_common_values_need_capital_and_boundaries(tmp_path: Path) -> None:
    few = [
        Protected("grace", "name", ("Grace Will",), "A"),
        Protected("ng", "name", ("Jo Ng",), "B"),
        Protected("ref", "reference", ("42/17",), "[ref]"),
        Protected("tel", "telephone", ("07700 900123",), "[tel]"),
    ]
    harmless = "By good grace he will; being long; 1042/171 and 4217, 107700900123 or 0770090012345, page 42 of 17."
    put(tmp_path, harmless.encode(), "a.txt")
    assert check_folder(tmp_path, few).clean
    put(tmp_path, b"I met Grace and Ng about 42/17.", "a.txt")
    assert {hit.identifier_id for hit in check_folder(tmp_path, few).hits} == {"grace", "ng", "ref"}


def test_random_bytes_give_no_hits(tmp_path: Path) -> None:
    import random

    put(tmp_path, random.Random(3).randbytes(3_000_000), "a.bin")
    names = "Ann Lee;Ian Hall;Eve Black;Sam West;Kim Reid;Amy Cole;Tom Ash;Jo Ng;Max Ray;Mia Roe".split(";")
    report = check_folder(tmp_path, [Protected(f"p{i}", "name", (n,), "X") for i, n in enumerate(names)])
    assert report.hits == ()
    assert report.unread

"""Two dossiers that differ only in protected values give the same open copies, byte for byte (S4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from factories.small_dossiers import Cast, small
from merits.papers.pack import Pack

Packed = Callable[..., Pack]

CASTS = {
    "long names, accents, other numbers": Cast(
        complainants=("Wilhelmina Featherstonehaugh-Okonkwo", "Zoë Ó Dálaigh", "Ann Li"),
        calls=("Wilhelmina", "Zoë", "Ann"),
        nickname="Billie",
        suspects=("Bartholomew van der Heijden", "Xu Po", "Siôn ap Gwilym"),
        witness="Jo Dee",
        officer="Maximiliana Bartholomea Wojciechowska",
        place="Little Snoring by the Water",
        school="St Elfreda's Church of England School",
        telephone="020 7946 0123",
        email="w@example.org",
        handle="@bee",
        crime_reference="AB/1",
        born=date(1987, 11, 23),
    ),
    "names that are words, and words of the file formats": Cast(
        complainants=("Hannah Page", "Bea Li", "Grace Hill"),
        calls=("Hannah", "Bea", "Grace"),
        nickname="Nan",
        suspects=("Robin Miller", "Olaf Stone", "Ruth May"),
        witness="Ada Penny",
        officer="Will Mason",
        place="Penny Green",
        school="Rose Hill School",
        telephone="01632 960001",
        email="page@example.org",
        handle="@nan_p",
        crime_reference="P17/1/X",
        born=date(1990, 6, 10),
    ),
    "another script": Cast(
        complainants=("Сафрония Кузьмичева", "Ελπίδα Μαρκάκη", "Зульфия Ахмадуллина"),
        calls=("Сафрония", "Ελπίδα", "Зульфия"),
        nickname="Софа",
        suspects=("Добрыня Щукин", "Νικηφόρος Βαλής", "Тихон Жуков"),
        witness="Πηνελόπη Δούκα",
        officer="Мстислав Репин",
        place="Ўзбекобод",
        school="Σχολή Αγίου Φωτίου",
        telephone="07700 900461",
        email="sofa.k@example.org",
        handle="@sofa",
        crime_reference="2018-ZZ-0000431",
        born=date(2001, 5, 7),
    ),
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("cast", CASTS.values(), ids=CASTS)
def test_open_papers_are_the_same_bytes_whoever_the_people_are(
    packed: Packed, small_papers: Path, tmp_path: Path, cast: Cast
) -> None:
    packed(small(cast))

    ours, theirs = files(small_papers / "open"), files(tmp_path / "papers/open")
    assert sorted(ours) == sorted(theirs)
    assert [name for name in sorted(ours) if ours[name] != theirs[name]] == []


def test_the_two_dossiers_do_differ_where_names_may_stand(packed: Packed, small_papers: Path, tmp_path: Path) -> None:
    packed(small(CASTS["long names, accents, other numbers"]), service_copies=("cps",))

    ours, theirs = files(small_papers / "service/cps"), files(tmp_path / "papers/service/cps")
    assert ours["bundle.pdf"] != theirs["bundle.pdf"]

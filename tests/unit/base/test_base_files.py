"""Files and folders appear whole under their final name, or not at all (S5)."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from merits.base.errors import CannotWrite, ExitCode
from merits.base.files import new_folder, write_file


def test_a_file_is_written_whole_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep/er/letter.pdf"

    write_file(path, b"words")

    assert path.read_bytes() == b"words"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [item.name for item in path.parent.iterdir()] == ["letter.pdf"]


def test_a_file_that_could_not_be_replaced_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(CannotWrite, match="No space left") as caught:
        write_file(path, b"new")

    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["letter.pdf"]


def test_a_file_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotWrite, match="could not be written"):
        write_file(tmp_path / "file/letter.pdf", b"words")


def test_a_folder_takes_its_name_when_all_went_well(tmp_path: Path) -> None:
    with new_folder(tmp_path / "papers") as work:
        (work / "a").write_text("a")
        assert not (tmp_path / "papers").exists()
        assert work.stat().st_mode & 0o777 == 0o700

    assert [path.name for path in tmp_path.iterdir()] == ["papers"]
    assert (tmp_path / "papers/a").read_text() == "a"


def test_a_folder_of_work_that_failed_is_gone(tmp_path: Path) -> None:
    class Broken(Exception):
        pass

    with pytest.raises(Broken), new_folder(tmp_path / "papers") as work:
        (work / "a").write_text("a")
        raise Broken

    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_interrupted_work_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), new_folder(tmp_path / "papers"):
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_inside_the_work_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="No space left"), new_folder(tmp_path / "papers"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_folder_that_came_to_hold_something_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite), new_folder(tmp_path / "papers") as work:
        (work / "ours").write_text("")
        (tmp_path / "papers").mkdir()
        (tmp_path / "papers/theirs").write_text("theirs")

    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["theirs"]
    assert [path.name for path in tmp_path.iterdir()] == ["papers"]


@pytest.mark.parametrize("what", ["file", "link", "full folder"])
def test_what_is_there_already_is_left_alone(tmp_path: Path, what: str) -> None:
    final = tmp_path / "papers"
    if what == "file":
        final.write_text("mine")
    elif what == "link":
        final.symlink_to(tmp_path)
    else:
        final.mkdir()
        (final / "mine").write_text("mine")

    with pytest.raises(CannotWrite) as caught, new_folder(final):
        raise AssertionError("the work must not begin")

    assert caught.value.remedy
    assert sorted(path.name for path in tmp_path.iterdir()) == ["papers"]

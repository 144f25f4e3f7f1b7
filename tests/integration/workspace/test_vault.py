"""Keys, sealed values and encrypted files: what they give back, and what they refuse."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merits.base.errors import CannotWrite, UserError
from merits.workspace.vault import streams
from merits.workspace.vault.installation import (
    KEY_FILE,
    Cost,
    Installation,
    WrongPassphrase,
    create,
    open_installation,
)
from merits.workspace.vault.sealing import CannotOpen, Key, new_key, seal, unseal

CHEAP = Cost(memory_kib=1024, passes=1, lanes=1)
PASSPHRASE = "correct horse battery staple"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_passphrase_opens_what_it_made(tmp_path: Path) -> None:
    made = create(tmp_path, PASSPHRASE, cost=CHEAP)
    assert open_installation(tmp_path, PASSPHRASE).master == made.master


def test_wrong_passphrase_says_so_and_changes_nothing(tmp_path: Path) -> None:
    create(tmp_path, PASSPHRASE, cost=CHEAP)
    before = _files(tmp_path)
    with pytest.raises(WrongPassphrase, match="does not open the workspace"):
        open_installation(tmp_path, PASSPHRASE.title())
    assert _files(tmp_path) == before


def test_an_accent_typed_another_way_is_the_same_passphrase(tmp_path: Path) -> None:
    made = create(tmp_path, "caf\u00e9 au lait toujours", cost=CHEAP)
    assert open_installation(tmp_path, "cafe\u0301 au lait toujours").master == made.master


def test_folder_without_key_file_is_no_workspace_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no workspace"):
        open_installation(tmp_path, PASSPHRASE)
    assert _files(tmp_path) == {}


def test_short_passphrase_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="shorter than"):
        create(tmp_path, "hunter2", cost=CHEAP)
    assert _files(tmp_path) == {}


def test_key_file_is_never_written_over(tmp_path: Path) -> None:
    create(tmp_path, PASSPHRASE, cost=CHEAP)
    before = _files(tmp_path)
    with pytest.raises(CannotWrite):
        create(tmp_path, PASSPHRASE, cost=CHEAP)
    assert _files(tmp_path) == before


@pytest.mark.parametrize("change", [("passes", 2), ("lanes", 2), ("memory_kib", 2048)])
def test_cost_in_the_key_file_cannot_be_changed(tmp_path: Path, change: tuple[str, int]) -> None:
    create(tmp_path, PASSPHRASE, cost=CHEAP)
    path = tmp_path / KEY_FILE
    raw = json.loads(path.read_text())
    raw["derivation"][change[0]] = change[1]
    path.write_text(json.dumps(raw))
    with pytest.raises(WrongPassphrase):
        open_installation(tmp_path, PASSPHRASE)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "merits-key/2"}', '{"wrapped": "?", "derivation": 1}'])
def test_damaged_key_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / KEY_FILE).write_text(text)
    with pytest.raises(UserError, match="damaged"):
        open_installation(tmp_path, PASSPHRASE)


def test_no_key_shows_in_a_repr() -> None:
    key = new_key()
    assert key.material.hex() not in repr(key)
    assert repr(key.material) not in repr(key)
    assert repr(b"k" * 32) not in repr(Installation(Path("x"), b"k" * 32))


def test_sealed_value_opens_only_where_it_was_put() -> None:
    key = new_key()
    sealed = seal(key.material, b"a name", place="person:1")
    assert unseal(key.material, sealed, place="person:1") == b"a name"
    with pytest.raises(CannotOpen):
        unseal(key.material, sealed, place="person:2")
    with pytest.raises(CannotOpen):
        unseal(new_key().material, sealed, place="person:1")


@given(st.binary(max_size=60), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_of_a_sealed_value_is_noticed(data: bytes, where: int, change: int) -> None:
    key = Key(b"k" * 32)
    sealed = bytearray(seal(key.material, data, place="p"))
    sealed[where % len(sealed)] ^= change
    with pytest.raises(CannotOpen):
        unseal(key.material, bytes(sealed), place="p")


_EDGES = [0, 1, streams.CHUNK - 1, streams.CHUNK, streams.CHUNK + 1, 3 * streams.CHUNK]


@pytest.mark.parametrize("size", _EDGES)
def test_file_comes_back_whole_whatever_its_size(size: int) -> None:
    key, data = new_key(), bytes(index % 251 for index in range(size))
    encrypted = b"".join(streams.encrypt(key, io.BytesIO(data), address="a"))
    assert b"".join(streams.decrypt(key, io.BytesIO(encrypted), address="a")) == data


def _opens(key: Key, encrypted: bytes, address: str = "a") -> bytes:
    return b"".join(streams.decrypt(key, io.BytesIO(encrypted), address=address))


def test_file_that_was_cut_moved_reordered_or_lengthened_does_not_open() -> None:
    key = new_key()
    encrypted = b"".join(streams.encrypt(key, io.BytesIO(b"x" * (3 * streams.CHUNK)), address="a"))
    head, chunk = len(streams.MAGIC) + 32, streams.CHUNK + 16
    first, second = encrypted[head : head + chunk], encrypted[head + chunk : head + 2 * chunk]
    rest = encrypted[head + 2 * chunk :]
    for damaged in (
        encrypted[: head + 2 * chunk],  # cut at a chunk's end
        encrypted[:-1],
        encrypted[:head],
        encrypted[:head] + second + first + rest,
        encrypted[:head] + first + first + rest,
        encrypted[:head] + first + rest,
        encrypted + rest,
        encrypted + b"x",
        b"",
    ):
        with pytest.raises(CannotOpen):
            _opens(key, damaged)
    with pytest.raises(CannotOpen):
        _opens(key, encrypted, address="b")
    with pytest.raises(CannotOpen):
        _opens(new_key(), encrypted)


def test_equal_files_are_not_equal_when_encrypted() -> None:
    key = new_key()
    once, again = (b"".join(streams.encrypt(key, io.BytesIO(b"same"), address="a")) for _ in range(2))
    assert once != again

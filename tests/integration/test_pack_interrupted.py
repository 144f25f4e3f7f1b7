"""A kill, a full disk or Ctrl-C leaves nothing half-written under the final name, and the next run works (S5)."""

from __future__ import annotations

import errno
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factories.small_dossiers import small
from merits.base.errors import CannotWrite, ExitCode
from merits.papers.pack import Pack

Packed = Callable[..., Pack]
DOSSIER = small()


def command(tmp_path: Path, name: str = "papers") -> list[str]:
    dossier = tmp_path / "dossier"
    if not dossier.exists():
        DOSSIER.written(dossier)
    return [sys.executable, "-m", "merits", "pack", str(dossier), "--out", str(tmp_path / name), "--on", "2019-06-10"]


def started(tmp_path: Path, until: str) -> subprocess.Popen[bytes]:
    """A pack that has just written the file or folder ``until``."""
    process = subprocess.Popen(command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(f".papers.*.partial/{until}")):
        assert process.poll() is None, process.communicate()[1].decode()
        assert time.monotonic() < deadline, f"{until} was never written"
        time.sleep(0.005)
    return process


def ended(process: subprocess.Popen[bytes], send: signal.Signals) -> tuple[int, str]:
    process.send_signal(send)
    _, said = process.communicate(timeout=60)
    return process.returncode, said.decode()


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_a_kill_at_any_moment_leaves_nothing_under_the_final_name_and_the_next_run_works(tmp_path: Path) -> None:
    for moment in ("open", "open/bundle.pdf", "privileged/manifest.json"):
        code, _ = ended(started(tmp_path, moment), signal.SIGKILL)
        assert code == -signal.SIGKILL
        assert visible(tmp_path) == ["dossier"], moment
        assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.glob(".papers.*.partial"))

    again = subprocess.run(command(tmp_path), capture_output=True, check=False)

    assert again.returncode == ExitCode.OK, again.stderr.decode()
    assert visible(tmp_path / "papers") == ["open", "privileged"]


@pytest.mark.parametrize("moment", ["open", "privileged/manifest.json"])
def test_ctrl_c_ends_with_130_and_takes_everything_with_it(tmp_path: Path, moment: str) -> None:
    code, said = ended(started(tmp_path, moment), signal.SIGINT)

    assert code == ExitCode.INTERRUPTED
    assert "Nothing was left half-written" in said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["dossier"]


@pytest.mark.parametrize("limit", [2_000, 60_000])
def test_a_full_disk_ends_with_7_and_leaves_nothing(tmp_path: Path, limit: int) -> None:
    """A limit on the size of files stands for the disk: every write past it fails."""

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(command(tmp_path), capture_output=True, check=False, preexec_fn=full)

    said = done.stderr.decode()
    assert done.returncode == ExitCode.CANNOT_WRITE, said
    assert "What to do" in said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["dossier"]


def test_no_space_left_while_a_paper_is_written(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, papers = Path.write_bytes, []

    def full(self: Path, data: bytes) -> int:
        if ".papers." in str(self):
            papers.append(self.name)
            if self.name == "checklist.docx":
                raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(CannotWrite, match="No space left") as caught:
        packed(DOSSIER)

    assert len(papers) > 5
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert [path.name for path in tmp_path.iterdir()] == ["papers-dossier"]


def test_a_place_that_cannot_be_made_is_said_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")

    done = subprocess.run(command(tmp_path, "a-file/papers"), capture_output=True, check=False, timeout=60)

    assert done.returncode == ExitCode.CANNOT_WRITE
    assert "What to do" in done.stderr.decode()
    assert (tmp_path / "a-file").read_text() == ""

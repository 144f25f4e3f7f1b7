"""Writing so that a crash, a kill or a full disk never leaves a half-written file under its final name (S5)."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from merits.base.errors import CannotWrite


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` under a temporary name beside ``path``, flush it to disk, then rename.

    Raises:
        CannotWrite: the disk is full or the place is not writable; an old file stays as it was.
    """
    handle = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
        handle = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        handle.chmod(0o600)
        handle.replace(path)
    except OSError as error:
        if handle is not None:
            handle.unlink(missing_ok=True)
        raise CannotWrite(
            f"{path} could not be written ({error.strerror}).",
            remedy="Free space or choose another place, then run it again.",
        ) from error


@contextmanager
def new_folder(final: Path) -> Iterator[Path]:
    """Build a folder under a temporary name; it takes its final name only when all went well.

    Args:
        final: must not exist, or be an empty folder.

    Yields:
        the folder to write into, on the same disk as ``final``, readable by its owner only.

    Raises:
        CannotWrite: ``final`` holds something already, or cannot be written.
    """
    if final.is_symlink() or (final.exists() and not final.is_dir()):
        raise CannotWrite(f"{final} exists and is not a folder.", remedy="Choose another --out.")
    if final.is_dir() and any(final.iterdir()):
        raise CannotWrite(
            f"{final} is not empty; nothing was changed in it.", remedy="Choose another --out, or move what is there."
        )
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{final.name}.", suffix=".partial", dir=final.parent))
    except OSError as error:
        raise CannotWrite(f"{final} cannot be made ({error.strerror}).", remedy="Choose another --out.") from error
    try:
        yield work
        if final.is_dir():
            final.rmdir()
        work.rename(final)
    except OSError as error:
        raise CannotWrite(
            f"{final} could not be written ({error.strerror}).",
            remedy="Free space or choose another place, then run it again.",
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)

"""Walks a folder and everything inside everything, and hands each part to the reader for its kind."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from merits.base.errors import UserError
from merits.base.progress import Progress, silent
from merits.privacy.check.file_names import name_leaks
from merits.privacy.check.findings import Findings
from merits.privacy.check.kinds import read_bytes
from merits.privacy.check.look import Looker
from merits.privacy.check.needles import make_needles
from merits.privacy.check.report import LeakReport
from merits.privacy.protected import Protected

_AGE = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")


def check_folder(
    path: Path,
    protected: Iterable[Protected],
    *,
    allowed: frozenset[str] = frozenset(),
    every_page: bool = False,
    progress: Progress = silent,
) -> LeakReport:
    """Look for protected identifiers in a folder or file that is about to leave (S4, ``privacy.md`` 6).

    Reads every file and container: text, structure, metadata, earlier revisions, attachments, images (by OCR) and
    names. Fails closed: a part that cannot be read is listed, and the report is not clean. It shares no code with the
    pseudonymiser. Faces, voices and handwriting are not recognised.

    Args:
        path: folder or single file. Links and special files inside are not followed; they are listed as unread.
        protected: all identifiers.
        allowed: ids that may appear here: those a waiver or a service copy's instruction names.
        every_page: picture every PDF page and read it by OCR, not only those with images or drawn letters.
        progress: told of each file.

    Returns:
        hits, parts not read, number of files. ``.age`` files are listed as opaque, not as unread.

    Raises:
        UserError: there is no such path, nothing in it, no identifier, or one that cannot be looked for.
    """
    if not path.exists():
        raise UserError("There is nothing at the path to check.", remedy="Give the folder that is to leave.")
    findings = Findings(Looker(make_needles(protected, allowed)))
    root = path if path.is_dir() else path.parent
    entries = sorted(path.rglob("*")) if path.is_dir() else [path]
    if not any(entry.is_file() for entry in entries):
        raise UserError(
            "There is no file to check.", remedy="Give the folder that is to leave; a check of nothing proves nothing."
        )
    for number, entry in enumerate(entries, 1):
        progress("Checking for identities", number, len(entries))
        _check_entry(entry, root, number, findings, every_page=every_page)
    return LeakReport(
        tuple(sorted(findings.hits)), tuple(sorted(findings.unread)), findings.files, tuple(findings.opaque)
    )


def _check_entry(entry: Path, root: Path, number: int, findings: Findings, *, every_page: bool) -> None:
    shown = _shown(entry, root, number, findings)
    findings.file = shown
    mode = entry.lstat().st_mode
    if stat.S_ISDIR(mode):
        return
    if not stat.S_ISREG(mode):
        findings.not_read("whole file", "a link or special file: it is not part of what is checked, or leads out of it")
        return
    try:
        data = entry.read_bytes()
    except OSError as error:
        findings.not_read("whole file", f"cannot be opened ({error.strerror})")
        return
    findings.files += 1
    if entry.suffix == ".age" and data.startswith(_AGE):
        findings.opaque.append(shown)
        return
    try:
        read_bytes(data, "", findings, name=entry.name, every_page=every_page)
    except Exception as error:  # noqa: BLE001  a file made to break a reader must not hide the others' leaks
        findings.not_read("whole file", f"a reader failed on it ({type(error).__name__})")


def _shown(entry: Path, root: Path, number: int, findings: Findings) -> str:
    """Path for the report: a name that itself leaks is replaced by its number, or the report would print it."""
    relative = entry.relative_to(root)
    shown: list[str] = []
    findings.file = f"entry {number}"
    for depth, part in enumerate(relative.parts):
        vector = "file name" if depth == len(relative.parts) - 1 and not entry.is_dir() else "folder name"
        if name_leaks(part, "name", vector, findings):
            shown.append(f"(name withheld, entry {number})")
        else:
            shown.append(part)
    return "/".join(shown)

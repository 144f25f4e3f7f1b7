"""A sealed case package: one case of a dossier, encrypted to another organisation's age key.

With it a support organisation hands a case to the law centre without a shared server. Inside the encryption is a tar
archive whose bytes depend on the case alone: its folder, its identity store, its codings, and the hash of each file.
The adverse material log stays behind: it is the solicitor's own.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from merits.base.errors import CannotWrite, Problem, ProblemsError, Stopped, UserError
from merits.base.files import new_folder, write_file
from merits.base.hashes import sha256_bytes
from merits.casework import Case, Dossier, case_files, may_be_shared

FORMAT = "merits-case-package/1"
_LIST = "package.json"


def seal_case(dossier: Dossier, case: Case, *, recipient: str, out: Path, on: date) -> tuple[str, ...]:
    """Write one case as an encrypted package.

    Args:
        dossier: the dossier, read from its folder.
        case: one of its cases.
        recipient: the receiving organisation's public age key.
        out: the file to write; must not exist.
        on: the day it is handed over.

    Returns:
        the files inside, in order.

    Raises:
        Stopped: there is no live consent to a joint dossier.
        UserError: the key is not a public age key.
        CannotWrite: ``out`` exists, or cannot be written.
    """
    import pyrage

    answer = may_be_shared(case, on=on)
    if not answer.allowed:
        raise Stopped(
            f"Case {case.reference} was not packed. {answer.reason}",
            remedy="Record the client's consent to a joint dossier, if it was given.",
        )
    if out.exists() or out.is_symlink():
        raise CannotWrite(f"{out} exists already; nothing was changed.", remedy="Choose another --out.")
    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise UserError(
            "The key to seal it to is not a public age key.", remedy="Ask the receiver for theirs; it starts age1."
        ) from error
    files = case_files(dossier, case)
    listed = {name: sha256_bytes(data) for name, data in sorted(files.items())}
    about = {"format": FORMAT, "dossier": dossier.id, "case": case.reference, "files": listed}
    text = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
    write_file(out, pyrage.encrypt(_archive({_LIST: text.encode(), **files}), [key]))
    return tuple(listed)


def open_case(package: Path, *, identity: str, out: Path) -> str:
    """Decrypt a package into a new folder, after every file in it was compared with the package's own list.

    Args:
        package: the file.
        identity: the receiver's secret age key, or the text of a key file that holds it.
        out: must not exist, or be empty.

    Returns:
        the case's reference.

    Raises:
        UserError: the key is none, or not the one it was sealed to.
        ProblemsError: what is inside is not a whole package.
        CannotWrite: ``out`` holds something, or cannot be written.
    """
    import pyrage

    lines = [line.strip() for line in identity.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    try:
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines]
        data = pyrage.decrypt(package.read_bytes(), keys)
    except pyrage.IdentityError as error:
        raise UserError(
            "This is not a secret age key.", remedy="Name the key file; its key starts AGE-SECRET-KEY-1."
        ) from error
    except pyrage.DecryptError as error:
        raise UserError(
            f"{package} cannot be opened with this key, or is damaged.",
            remedy="Use the key it was sealed to, or ask for it to be sent again.",
        ) from error
    except OSError as error:
        raise UserError(f"{package} could not be read ({error.strerror}).", remedy="Check the name.") from error
    reference, files = _checked(data, package)
    with new_folder(out) as work:
        for name, content in files.items():
            write_file(work / name, content)
    return reference


def _archive(files: Mapping[str, bytes]) -> bytes:
    """A tar archive that depends on names and contents alone."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)  # owner 0, time 0
            entry.size = len(files[name])
            entry.mode = 0o600
            archive.addfile(entry, io.BytesIO(files[name]))
    return out.getvalue()


def _checked(data: bytes, package: Path) -> tuple[str, dict[str, bytes]]:
    """The reference and files of a package, each as its list says; nothing is written before this has passed."""
    broken = Problem(package.name, "", "This is not a whole case package.", "Ask for it to be sent again.", "E-SYNTAX")
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isreg() else None
                if content is None or entry.name in files:
                    raise ValueError
                files[entry.name] = content.read()
        about = json.loads(files.pop(_LIST))
        reference, listed = about["case"], about["files"]
        if about["format"] != FORMAT or {name: sha256_bytes(content) for name, content in files.items()} != listed:
            raise ValueError
    except (tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise ProblemsError([broken], what=f"{package} was not opened") from error
    places = (f"cases/{reference}/", f"identities/{reference}.toml", "codings.csv")
    if not all(name.startswith(places) and ".." not in Path(name).parts for name in files):
        raise ProblemsError([broken], what=f"{package} was not opened")
    return str(reference), files

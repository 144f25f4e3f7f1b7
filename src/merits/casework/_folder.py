"""The files of a dossier folder: which are there, what they hold, what their hashes are. Follows no link."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from merits.base.errors import UserError
from merits.base.hashes import sha256_bytes, sha256_file
from merits.casework.faults import Findings

#: What file managers leave behind; never read, never sealed, never a fault.
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
MANIFEST = "manifest.json"
MANIFEST_FORMAT = "merits-manifest/1"
HEAD = "dossier.toml"
CODINGS = "codings.csv"
ADVERSE = "adverse.toml"


class Folder:
    """A dossier folder on disk.

    Args:
        root: the folder.
        findings: takes every problem.

    Raises:
        UserError: ``root`` is not a folder that can be read.
    """

    def __init__(self, root: Path, findings: Findings) -> None:
        if not root.is_dir():
            raise UserError(
                f"{root} is not a folder.", remedy="Name a dossier folder: the one that holds dossier.toml."
            )
        if not any((root / name).exists() for name in (HEAD, "cases", "manifest.json")):
            raise UserError(
                f"{root} is not a dossier folder: it has no dossier.toml.",
                remedy="Name the folder that holds dossier.toml, or begin one with `merits dossier new`.",
            )
        self.root = root
        self.findings = findings
        self._hashes: dict[str, str] = {}

    @cached_property
    def files(self) -> frozenset[str]:
        """Every plain file, by its path inside the folder with ``/`` between the parts."""
        found: set[str] = set()
        waiting = [self.root]
        while waiting:
            for entry in os.scandir(waiting.pop()):
                path = Path(entry.path)
                name = path.relative_to(self.root).as_posix()
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.is_file(follow_symlinks=False) and _is_unicode(name):
                    if entry.name not in DROPPINGS:
                        found.add(name)
                else:
                    self.findings.add(
                        "E-PATH",
                        name.encode("utf-8", "replace").decode(),
                        "",
                        "This is a link or a device, not a file or folder, or its name is not Unicode.",
                        "Put the file itself here under a plain name, or remove it.",
                    )
        return frozenset(found)

    def has(self, name: str) -> bool:
        """True if this is a plain file here."""
        return name in self.files

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a file that is here."""
        data = (self.root / name).read_bytes()
        self._hashes[name] = sha256_bytes(data)
        return data

    def sha256(self, name: str) -> str:
        """The hash of a file that is here."""
        if name not in self._hashes:
            self._hashes[name] = sha256_file(self.root / name)
        return self._hashes[name]

    def text_of(self, name: str) -> str | None:
        """The text of a file that is here; None, and a problem, if it is not UTF-8."""
        try:
            return self.bytes_of(name).decode("utf-8-sig")
        except UnicodeDecodeError:
            self.findings.add("E-SYNTAX", name, "", "The file is not UTF-8 text.", "Save it again as UTF-8.")
            return None

    def toml_of(self, name: str) -> dict[str, Any] | None:
        """The tables of a TOML file that is here; None, and a problem, if it is not well-formed."""
        text = self.text_of(name)
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            what = str(error).replace("\n", " ")
            place = what[what.rfind("(at ") + 4 :].rstrip(")") if "(at " in what else ""
            if "Invalid date" in what:
                self.findings.add("E-DATE", name, place, "There is no such date.", "Correct it: 2019-06-10.")
            else:
                self.findings.add(
                    "E-SYNTAX",
                    name,
                    place,
                    "This is not TOML; the rest of the file could not be read.",
                    "Look there and just before it for a missing quotation mark or bracket, or a key given twice.",
                )
            return None

    def manifest(self) -> Mapping[str, str] | None:
        """What the manifest lists, path -> hash; None if there is none or, with a problem, if it is not one."""
        if not self.has(MANIFEST):
            return None
        text = self.text_of(MANIFEST)
        try:
            raw = json.loads(text or "null")
            listed = raw["files"]
            if raw["format"] != MANIFEST_FORMAT or not all(isinstance(value, str) for value in listed.values()):
                raise ValueError
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.findings.add(
                "E-SYNTAX", MANIFEST, "", "This is not a manifest.", "Remove it, check the folder, and seal it again."
            )
            return None
        return dict(listed)


def plain_path(name: str) -> bool:
    """True for a path that stays inside its folder: ``letters/first.pdf``, not ``../x``, ``/x`` or ``a//b``."""
    if "\\" in name or "\x00" in name or name.startswith("/"):
        return False
    return all(part not in ("", ".", "..") for part in name.split("/")) and str(PurePosixPath(name)) == name


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True

"""The repository itself: what its text may not mention, how its dependencies are declared."""

from __future__ import annotations

import re
import tomllib

from repository import ROOT, declared_dependencies, name_of, repository_files

#: Hosts of package registries. A lock file with addresses in it installs only where that address answers.
_REGISTRIES = ("pypi" + ".org", "python" + "hosted", "npmjs" + ".", "crates" + ".io", "conda" + ".anaconda")
#: Absolute paths of somebody's own machine.
_PRIVATE_PATH = re.compile(r"(?<![\w.~$})/-])/(?:work|home|Users|root|workspaces?)/[\w.-]+")
_INDEX = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|\bindex-url\s*=|^\[\[?tool\.uv\.index", re.MULTILINE
)
#: Ranges that Ofcom keeps for drama.
_DRAMA = re.compile(
    r"(?:\+?44\s?|0)(?:1632\s?960\s?\d{3}|20\s?7946\s?0\d{3}|7700\s?900\s?\d{3}|808\s?157\s?0\d{3}|113\s?496\s?0\d{3})"
)
_TELEPHONE = re.compile(r"(?<![\w.+/-])(?:\+44\s?(?:\(0\))?|0)(?:\d[ ]?){9,10}(?![\w/-]|\.\d)")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9.-]+\.[A-Za-z]{2,})")


def _texts() -> list[tuple[str, str]]:
    found = []
    for path in repository_files():
        data = path.read_bytes()
        if b"\0" in data[:4096]:
            continue
        try:
            found.append((name_of(path), data.decode("utf-8")))
        except UnicodeDecodeError:
            continue
    assert len(found) > 100
    return found


def test_no_file_names_a_registry_or_a_place_to_download_packages_from() -> None:
    found = [
        f"{name}: {word}"
        for name, text in _texts()
        for word in _REGISTRIES
        if word in text and not name.startswith("tests/architecture/")
    ]
    found += [
        f"{name}: {match.group()}"
        for name, text in _texts()
        if not name.startswith(("tests/architecture/", "tools/make_lock.py"))
        for match in _INDEX.finditer(text)
    ]
    assert found == []


def test_no_file_holds_a_path_of_somebodys_own_machine() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in _texts()
        if not name.startswith("tests/architecture/")
        for match in _PRIVATE_PATH.finditer(text)
    ]
    assert found == []


def test_the_locks_hold_hashes_and_every_dependency() -> None:
    dependencies = declared_dependencies()
    locks = {"requirements.lock": {"dev"}, "requirements-dev.lock": set()}
    for lock, left_out in locks.items():
        text = (ROOT / lock).read_text("utf-8")
        pinned = {name.lower() for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}
        blocks = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)
        without = [block.split("==")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
        assert without == [], f"{lock}: pinned without a hash"
        missing = sorted(name for name, table in dependencies.items() if table not in left_out and name not in pinned)
        assert missing == [], f"{lock} lacks these; run `make lock`"


def test_every_dependency_has_a_decision_record() -> None:
    records = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs/adr").glob("[0-9]*.md"))).lower()
    named = set(re.findall(r"`([a-z0-9][a-z0-9._-]*)`", records))
    assert sorted(set(declared_dependencies()) - named) == []


def test_every_dependency_of_users_says_why_beside_its_name() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    asked = [
        *project["dependencies"],
        *project["optional-dependencies"]["figures"],
        *project["optional-dependencies"]["pdf"],
        *project["optional-dependencies"]["web"],
        *project["optional-dependencies"]["postgres"],
    ]
    silent = [item for item in asked if not re.search(rf'^\s*"{re.escape(item)}",\s*# \S', text, re.MULTILINE)]
    assert silent == []


def test_fictional_papers_use_only_numbers_and_addresses_that_belong_to_nobody() -> None:
    """Demo, its sources, tests and documents: Ofcom's drama ranges and example domains."""
    found = []
    for name, text in _texts():
        if not name.startswith(("src/merits/demo/dossier/", "tools/demo/", "docs/", "README")):
            continue
        if name.endswith("manifest.json") or "OFL" in name:  # hashes; the makers of fonts
            continue
        found += [
            f"{name}: {match.group()}"
            for match in _TELEPHONE.finditer(text)
            if not _DRAMA.fullmatch(match.group().strip())
        ]
        found += [
            f"{name}: {match.group()}"
            for match in _MAIL.finditer(text)
            if not re.search(r"(?:^|\.)example(?:\.(?:org|com|net))?$", match.group(1).lower())
        ]
    assert found == []


def test_no_test_is_skipped_or_expected_to_fail_without_a_reason() -> None:
    found = []
    for name, text in _texts():
        if name.startswith("tests/") and name.endswith(".py"):
            found += [
                f"{name}: {match.group()}"
                for match in re.finditer(r"@pytest\.mark\.(?:skip|xfail)\b(?!if)(?:\(\)|(?!\())", text)
            ]
    assert found == []


def test_there_is_no_module_called_utils() -> None:
    assert [name_of(path) for path in repository_files() if path.stem in {"utils", "helpers", "managers"}] == []

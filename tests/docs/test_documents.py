"""What the documents say is there, is there: links, pictures, commands, targets, modules, tests."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from documents import DOCUMENTS, PICTURES, ROOT, anchors, code, links, name_of

# isort: split
import make_reference

COMMANDS = dict(make_reference.commands())
EXPECTED = ("README.md", "DEVELOPERS.md", "TESTING.md", "GLOSSARY.md", "SECURITY.md", "CHANGELOG.md", "LICENSE")


@pytest.mark.parametrize("name", EXPECTED)
def test_the_document_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 400


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_between_documents_resolves(document: Path) -> None:
    broken = []
    for path, anchor in links(document):
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(f"{path}#{anchor}" if anchor else path)
    assert broken == []


def test_every_page_of_docs_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        if document in reached or document.suffix != ".md":
            continue
        reached.add(document)
        for path, _ in links(document):
            target = (document.parent / path).resolve() if path else document
            waiting += sorted(target.glob("*.md")) if target.is_dir() else [target]
    assert [name_of(item) for item in DOCUMENTS if item.is_relative_to(ROOT / "docs") and item not in reached] == []


@pytest.mark.parametrize("picture", PICTURES, ids=name_of)
def test_every_picture_is_used(picture: Path) -> None:
    used = {(document.parent / path).resolve() for document in DOCUMENTS for path, _ in links(document) if path}
    assert picture in used


def test_the_readme_opens_with_a_picture_and_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    picture, demo, test = (text.index(words) for words in ("(docs/pictures/schedule.png)", "make demo", "make test"))
    assert picture < demo < test < 4000


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_make_target_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        word
        for line in code(document)
        for command in re.findall(r"(?:^|&& )make((?: [A-Z]+=\S+| [a-z][a-z-]*)+)", line)
        for word in command.split()
        if "=" not in word
    }
    assert named - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_command_named_exists_with_its_options(document: Path) -> None:
    wrong = []
    for line in code(document):
        if not re.match(r"(?:\.venv/bin/)?merits [a-z]", line) or re.search(r"[|*…]", line):
            continue
        words = shlex.split(line, comments=True)
        name = "merits"
        rest = words[1:]
        while rest and f"{name} {rest[0]}" in COMMANDS:
            name += f" {rest.pop(0)}"
        if isinstance(COMMANDS[name], click.Group) and rest and not rest[0].startswith(("-", "[", "COMMAND")):
            wrong.append(f"{line}: no such command")
        options = {option for item in COMMANDS[name].params for option in item.opts} | {"--help", "-h", "--version"}
        wrong += [f"{line}: no option {word}" for word in rest if re.match(r"--?[a-z]", word) and word not in options]
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_file_of_the_repository_named_exists(document: Path) -> None:
    """`src/merits/...`, `tests/...`, `docs/...`, `tools/...`, `data/...` in code, with `*` as a wild card."""
    missing = []
    for line in code(document):
        for path in re.findall(r"(?<![\w/.-])(?:src|tests|docs|tools|bench)/[\w./*-]+", line):
            wanted = path.rstrip("./")
            if not (any(ROOT.glob(wanted)) if "*" in wanted else (ROOT / wanted).exists()):
                missing.append(path)
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_module_and_test_named_exists(document: Path) -> None:
    sources = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py")))
    missing = []
    for line in code(document):
        for dotted in re.findall(r"(?<![\w.])merits(?:\.[a-z_]+)+", line):
            path = ROOT / "src" / Path(*dotted.split("."))
            missing += [] if path.is_dir() or path.with_suffix(".py").exists() else [dotted]
        for test in re.findall(r"(?<![\w/])test_\w+(?!\w*\.py)", line):
            missing += [] if f"def {test}(" in sources else [test]
    assert missing == []


def test_decision_records_have_their_five_parts_in_order() -> None:
    records = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for path in records:
        text = path.read_text("utf-8")
        assert re.match(rf"# {int(path.name[:4])}\. \S", text), path.name
        assert re.search(r"^Date: 20\d\d-\d\d-\d\d$", text, re.MULTILINE), path.name
        parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert parts == ["Status", "Context", "Decision", "Consequences"], path.name


def test_each_word_of_the_glossary_is_defined_once_and_in_order() -> None:
    text = (ROOT / "GLOSSARY.md").read_text("utf-8")
    words = [word.lower() for word in re.findall(r"^\*\*(.+?)\*\*:", text, re.MULTILINE)]
    assert len(words) > 50
    assert words == sorted(set(words))


def test_the_page_for_developers_is_under_two_hundred_lines() -> None:
    assert len((ROOT / "DEVELOPERS.md").read_text("utf-8").splitlines()) < 200


def test_every_security_property_says_how_it_stands() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert re.findall(r"^\| (S\d+) \|", text, re.MULTILINE) == [f"S{number}" for number in range(1, 13)]


def test_the_readme_names_the_licences_of_the_figures() -> None:
    text = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert "Contains public sector information licensed under the Open Government Licence v3.0" in text
    assert "Open Parliament Licence v3.0" in text

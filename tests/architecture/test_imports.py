"""The dependency rule, the light start, and the core that needs only the standard library, Click and Rich."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from repository import ROOT, run_python

#: What makes a command slow to start. None of these may be imported by `merits --help`.
HEAVY = (
    "allauth",
    "altair",
    "argon2",
    "cryptography",
    "django",
    "docx",
    "duckdb",
    "numpy",
    "pikepdf",
    "PIL",
    "polars",
    "pyarrow",
    "pypdfium2",
    "pyrage",
    "rich",
    "scipy",
    "sqlcipher3",
    "typst",
    "vl_convert",
)

_ONLY_THE_CORE = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        allowed = {"merits", "click", "rich", "markdown_it", "mdurl", "pygments"}
        if top in sys.stdlib_module_names or top in allowed:
            return None
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for loaded in [name for name in sys.modules if name.partition(".")[0] not in sys.stdlib_module_names]:
    if loaded != "__main__":
        del sys.modules[loaded]
# An editable install puts finders in front; ours goes before them.
sys.meta_path.insert(0, Refuse())
"""


def test_the_import_contracts_hold() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    ended = subprocess.run([lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert " 0 broken" in ended.stdout, ended.stdout


def test_every_package_has_its_place_in_the_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(item for item in settings["contracts"] if item["type"] == "layers")
    placed = {name.strip() for layer in layers["layers"] for name in layer.split("|")}
    packages = {path.parent.name for path in (ROOT / "src/merits").glob("*/__init__.py")}
    assert packages == placed


def test_help_imports_nothing_heavy() -> None:
    ended = run_python(
        "import sys\n"
        "from merits.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as ending:\n    assert not ending.code, ending.code\n"
        f"print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize("noun", sorted(path.stem for path in (ROOT / "src/merits/cli").glob("[a-z]*.py")))
def test_help_of_each_noun_imports_nothing_heavy(noun: str) -> None:
    ended = run_python(
        "import sys\n"
        "from merits.cli import main\n"
        f"try:\n    main([{noun!r}, '--help'])\nexcept SystemExit as ending:\n    assert not ending.code, ending.code\n"
        f"print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize("package", ["base", "law", "casework"])
def test_rules_need_only_the_standard_library(package: str) -> None:
    """Every module, not only those its `__init__` happens to import."""
    modules = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        for path in (ROOT / "src/merits" / package).rglob("*.py")
    ]
    assert modules
    ended = run_python(
        _ONLY_THE_CORE
        + "import importlib\n"
        + f"for module in {sorted(modules)!r}:\n    importlib.import_module(module)\n"
        + "print('OUTSIDE', sorted({name.partition('.')[0] for name in sys.modules} & {'click', 'rich'}))\n"
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "OUTSIDE []"


def test_the_command_line_starts_and_checks_a_dossier_with_the_core_alone() -> None:
    """What `pip install merits` gives, without an extra."""
    ended = run_python(
        _ONLY_THE_CORE
        + "from merits.cli import main\n"
        + "from merits.demo import demo_dossier\n"
        + "for words in (['--help'], ['law', 'show', 'L33', '--on', '2019-06-10'], ['dossier', 'check', str(demo_dossier())]):\n"
        + "    try:\n        main(words)\n    except SystemExit as ending:\n        assert not ending.code, (words, ending.code)\n"
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "5 working days" in ended.stdout


def test_a_command_that_needs_a_missing_package_says_so() -> None:
    ended = run_python(_ONLY_THE_CORE + "from merits.cli import main\nmain(['figures', 'show'])\n")
    assert ended.returncode == 6, ended.stdout + ended.stderr
    assert "merits[all]" in ended.stderr
    assert "Traceback" not in ended.stderr


#: Modules that can open a connection. Nothing here needs one; a fetching function would be named in this test.
NETWORK = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib3",
    "xmlrpc",
}


def test_no_module_of_ours_can_open_a_connection() -> None:
    """S9. `urllib.parse` only takes addresses apart; `urllib.request` would open them."""
    found = []
    for path in sorted((ROOT / "src/merits").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [item.name for item in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [f"{node.module}.{item.name}" for item in node.names]
            found += [
                f"{path.relative_to(ROOT)}:{node.lineno} imports {name}"
                for name in names
                if name.partition(".")[0] in NETWORK or name.startswith("urllib.request")
            ]
    assert found == []


def test_tests_run_with_the_network_blocked_and_warnings_as_errors() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    assert "--disable-socket" in settings["addopts"].split()
    assert settings["filterwarnings"][0] == "error"


def test_the_leak_check_shares_only_the_description_of_an_identifier_with_the_pseudonymiser() -> None:
    """S4 and ADR 9: a check that reuses what it checks is blind to the same mistakes."""
    folder = ROOT / "src/merits/privacy/check"
    shared = set()
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path.name}: relative import"
            names = [item.name for item in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            shared |= {name for name in names if name.startswith("merits.") and ".privacy.check" not in name}
    assert {name for name in shared if name.startswith("merits.privacy")} == {"merits.privacy.protected"}
    assert {name for name in shared if not name.startswith(("merits.privacy", "merits.base"))} == set()

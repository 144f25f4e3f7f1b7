"""What comes from outside (settings, requests) and what goes out (headers, logs)."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from merits.workspace.accounts.gate import OPEN, SignInGate
from merits.workspace.accounts.models import User
from merits.workspace.environment import DATABASE, PASSPHRASE, SECOND_FACTOR, Address, BadSetting, Environment
from merits.workspace.headers import POLICY
from merits.workspace.logs import ScrubbedFormatter

NAME = "Chloe Wetherell"


def test_misspelt_setting_is_an_error() -> None:
    with pytest.raises(BadSetting, match="MERITS_HOEM"):
        Environment({"MERITS_HOEM": "/somewhere"})


def test_secret_comes_from_a_file_and_never_from_both(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text("from a file\n")
    assert Environment({"MERITS_PASSPHRASE_FILE": str(file)}).text(PASSPHRASE) == "from a file"
    with pytest.raises(BadSetting, match="both"):
        Environment({"MERITS_PASSPHRASE_FILE": str(file), "MERITS_PASSPHRASE": "x"}).text(PASSPHRASE)
    with pytest.raises(BadSetting, match="could not be read"):
        Environment({"MERITS_DATABASE_FILE": str(tmp_path / "none")}).text(DATABASE)


@pytest.mark.parametrize(
    "address",
    [
        "http://merits.example.org",
        "http://127.0.0.1:8000",
        "ftp://localhost",
        "localhost:8000",
        "https://",
        "http://localhost:x",
    ],
)
def test_address_that_would_carry_sessions_in_the_clear_is_refused(address: str) -> None:
    with pytest.raises(BadSetting):
        Address.parse(address)


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "https://merits.example.org", "https://merits.example.org:8443"]
)
def test_address_is_read(address: str) -> None:
    found = Address.parse(address)
    assert (found.origin, found.secure) == (address, address.startswith("https"))


def test_second_factor_is_needed_unless_said_otherwise() -> None:
    assert Environment({}).choice(SECOND_FACTOR, "required", "optional") == "required"
    with pytest.raises(BadSetting):
        Environment({"MERITS_SECOND_FACTOR": "no"}).choice(SECOND_FACTOR, "required", "optional")


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY
    assert POLICY.startswith("default-src 'self'")


def test_every_answer_carries_the_headers(home: Path) -> None:
    for path in ("/sign-in/", "/nothing/", "/cases/", "/static/nothing.css"):
        answer = Client(headers={"host": "localhost"}).get(path)
        assert answer["Content-Security-Policy"] == POLICY
        assert answer["X-Frame-Options"] == "DENY" or path.startswith("/static/")
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        if not path.startswith("/static/"):
            assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/sign-up/", "/accounts/signup/", "/admin/", "/password/reset/", "/second-factor/signup/"]
)
def test_there_is_no_sign_up_no_admin_and_no_reset_by_mail(home: Path, path: str) -> None:
    answer = Client(headers={"host": "localhost"}).get(path)
    assert answer.status_code in (404, 302)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/sign-in/")


def test_page_that_nobody_opened_is_closed(
    home: Path, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser
    from django.urls import get_resolver

    gate = SignInGate(lambda request: "through")
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert len(names) > 5
    request = RequestFactory().get("/password/")
    request.user = AnonymousUser()
    assert gate(request).status_code == 302
    monkeypatch.setattr(settings, "SECOND_FACTOR_REQUIRED", True)
    request = RequestFactory().get("/cases/")
    request.user = people["solicitor"]
    assert gate(request)["Location"] == "/second-factor/"
    monkeypatch.setattr(settings, "SECOND_FACTOR_REQUIRED", False)
    assert gate(request) == "through"
    assert "account_signup" not in OPEN


def test_sign_in_and_failed_sign_in_are_noted_without_the_address(home: Path) -> None:
    from merits.workspace.audit.models import Entry
    from merits.workspace.demo import PASSWORD

    client = Client(headers={"host": "localhost"})
    client.post("/sign-in/", {"login": "solicitor@example.org", "password": "wrong lantern harbour"})
    assert Entry.objects.filter(action="account.sign-in-failed", who=None, objects_touched=[]).count() == 1
    client.post("/sign-in/", {"login": "Solicitor@Example.org", "password": PASSWORD})
    user = User.objects.get(email="solicitor@example.org")
    assert Entry.objects.filter(action="account.signed-in", who=user.id).count() == 1


def test_log_says_where_and_never_what() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, "Failed: %s", (NAME,), None)
    try:
        try:
            raise ValueError(NAME)
        except ValueError as error:
            raise KeyError(NAME) from error
    except KeyError:
        record.exc_info = sys.exc_info()
    record.request = RequestFactory().get("/cases/HN5B/", {"q": NAME})
    record.status_code = 500
    text = ScrubbedFormatter().format(record)
    assert "Chloe" not in text and "Wetherell" not in text
    assert "builtins.KeyError" in text and "builtins.ValueError" in text and "test_outside.py" in text
    assert "500 GET /cases/HN5B/" in text


def test_page_that_breaks_down_logs_and_shows_no_name(
    home: Path, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    from merits.workspace.cases import queries

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError(NAME)

    monkeypatch.setattr(queries, "cases_of", break_down)
    (handler,) = (
        item for item in logging.getLogger("django").handlers if not type(item).__module__.startswith("_pytest")
    )
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    client.force_login(people["solicitor"], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/cases/")
    assert answer.status_code == 500
    assert NAME not in answer.content.decode() and "RuntimeError" not in answer.content.decode()
    logged = written.getvalue()
    assert "RuntimeError" in logged and "Chloe" not in logged


def _merits(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MERITS_")}
    environment |= {"MERITS_HOME": str(home), **more}
    command = [sys.executable, "-m", "merits", *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL
    )


def test_command_line_makes_opens_and_checks_a_workspace(tmp_path: Path) -> None:
    home, right = tmp_path / "w", {"MERITS_PASSPHRASE": "correct horse battery staple"}
    short = _merits(home, "workspace", "init", MERITS_PASSPHRASE="short")
    assert short.returncode == 4 and not home.exists()
    made = _merits(home, "workspace", "init", **right)
    assert made.returncode == 0, made.stderr
    assert {path.name for path in home.iterdir()} == {"evidence", "workspace.db", "workspace.key"}
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}
    wrong = _merits(home, "workspace", "verify", MERITS_PASSPHRASE="correct horse battery stable")
    assert wrong.returncode == 4 and "does not open" in wrong.stderr and "Traceback" not in wrong.stderr
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()} == before
    assert _merits(home, "workspace", "init", **right).returncode == 7
    assert "No passphrase" in _merits(home, "workspace", "verify").stderr
    checked = _merits(home, "workspace", "verify", **right)
    assert checked.returncode == 0 and "All is whole" in checked.stdout, checked.stderr
    trail = _merits(home, "audit", "verify", "--json", **right)
    assert '"holds": true' in trail.stdout

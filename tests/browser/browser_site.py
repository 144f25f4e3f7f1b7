"""The demo workspace served by `merits workspace serve`, and Debian's Chromium in front of it.

The server is a process of its own, as a person would start it. Every request that a page makes is noted, and names that
are not this machine's do not resolve in the browser.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
]
DAY = "2019-06-10"
#: A second factor for these accounts is set up beforehand; the coder sets up her own.
SECRETS = {
    "solicitor": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    "caseworker.kittiwake": "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU",
    "caseworker.sundew": "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK",
    "administrator": "NBSWY3DPEB3W64TMNBSWY3DPEB3W64TM",
}
_SET_UP = """
import json, sys
from merits.workspace.start import start
start()
from allauth.mfa.totp.internal.auth import TOTP
from merits.workspace.accounts.models import User
for local, secret in json.load(sys.stdin).items():
    TOTP.activate(User.objects.get(email=f"{local}@example.org"), secret)
"""


@dataclass(frozen=True)
class Site:
    """A workspace that is served.

    Attributes:
        origin: where.
        password: of every account.
        log: what the server said.
    """

    origin: str
    password: str
    log: Path


@contextmanager
def served(kind: str, folder: Path, port: int) -> Iterator[Site]:
    """Make the demo workspace and serve it."""
    with ExitStack() as stack:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MERITS_")}
        environment |= {
            "MERITS_HOME": str(folder / "home"),
            "MERITS_ADDRESS": f"http://localhost:{port}",
            "MERITS_DAY": DAY,
            "MERITS_PASSPHRASE": "nothing in this demo is real",
        }
        if kind == "postgresql":
            environment["MERITS_DATABASE"] = stack.enter_context(postgres())
        merits = [sys.executable, "-m", "merits", "workspace"]
        made = subprocess.run([*merits, "demo", "--json"], env=environment, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr
        password = json.loads(made.stdout)["accounts"][0]["password"]
        setting_up = [sys.executable, "-c", _SET_UP]
        subprocess.run(setting_up, env=environment, input=json.dumps(SECRETS), text=True, check=True)
        log = folder / "server.log"
        with log.open("wb") as out:
            server = subprocess.Popen([*merits, "serve"], env=environment, stdout=out, stderr=out)
            try:
                yield Site(f"http://localhost:{port}", password, log)
            finally:
                server.terminate()
                server.wait(20)


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a database on a PostgreSQL server of our own, with an ordinary role."""
    if sys.version_info >= (3, 13):
        pytest.skip("pgserver has no wheel for Python 3.13")
    import psycopg

    folder = Path(tempfile.mkdtemp(prefix="merits-pg-"))
    folder.chmod(0o755)  # run by root, the server runs as a user of its own
    (folder / "run").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "run"))  # pgserver asks at import, and warns where none is
    import pgserver

    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    socket = str(server.get_postmaster_info().socket_dir)
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE ROLE merits LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
        connection.execute("CREATE DATABASE merits OWNER merits")
    try:
        yield f"postgresql://merits@/merits?host={socket}"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


_PORTS = iter(range(20000 + os.getpid() % 9000 * 4, 65000))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo on the embedded database."""
    with served("sqlcipher", tmp_path_factory.mktemp("site"), next(_PORTS)) as found:
        yield found


@pytest.fixture(scope="module", params=["sqlcipher", "postgresql"])
def either_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo on each database."""
    if request.param == "sqlcipher":
        yield request.getfixturevalue("site")
        return
    with served("postgresql", tmp_path_factory.mktemp("site-postgresql"), next(_PORTS)) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser.

    Attributes:
        site: what she visits.
        page: her page.
        requests: every address that was asked for.
        complaints: what the browser wrote into its console.
        seen: addresses of pages that were looked at.
    """

    site: Site
    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(self.site.origin + path)
        self.look()

    def look(self) -> None:
        """See that the page is accessible in light and dark, and that nothing runs out of it on a narrow screen."""
        from axe_playwright_python.sync_playwright import Axe

        self.page.wait_for_load_state("networkidle")
        wide = self.page.viewport_size
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            found = Axe().run(self.page).response["violations"]
            assert not found, f"{self.page.url} {scheme}: {[(item['id'], item['nodes'][0]['html']) for item in found]}"
        self.page.set_viewport_size({"width": 320, "height": 700})
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{self.page.url} is {over} px wider than a screen of 320 px"
        found = Axe().run(self.page).response["violations"]
        assert not found, f"{self.page.url} at 320 px: {[(item['id'], item['nodes'][0]['html']) for item in found]}"
        self.page.set_viewport_size(wide)
        self.page.emulate_media(color_scheme="light")
        self.seen.append(urlsplit(self.page.url).path)

    def sign_in(self, local: str) -> None:
        """With password and second factor."""
        self.page.fill("input[name=login]", f"{local}@example.org")
        self.page.fill("input[name=password]", self.site.password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/second-factor/authenticate/**")
        self.page.fill("input[name=code]", totp(SECRETS[local]))
        self.page.press("input[name=code]", "Enter")
        self.page.wait_for_url(lambda address: "second-factor" not in address)


def totp(secret: str) -> str:
    """The six figures an authenticator app shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


@contextmanager
def visiting(chromium: Any, site: Site, **context: Any) -> Iterator[Visitor]:
    """Somebody with a fresh profile. At the end: no request left the machine, and the browser refused nothing."""
    opened = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, **context)
    opened.set_default_timeout(20_000)
    visitor = Visitor(site, opened.new_page())
    opened.on("request", lambda request: visitor.requests.append(request.url))
    visitor.page.on("console", lambda message: _note(visitor, message))
    visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    _open_when_ready(visitor)
    yield visitor
    opened.close()
    elsewhere = [url for url in visitor.requests if not url.startswith((f"{site.origin}/", "data:"))]
    assert elsewhere == []
    assert visitor.complaints == []  # nothing that a page's policy refused, no script that failed


def _note(visitor: Visitor, message: Any) -> None:
    # A missing page is asked for on purpose, and the browser says so.
    if message.type == "error" and "status of 404" not in message.text:
        visitor.complaints.append(message.text)


def _open_when_ready(visitor: Visitor) -> None:
    from playwright.sync_api import Error

    for _ in range(100):
        try:
            visitor.page.goto(f"{visitor.site.origin}/sign-in/")
        except Error:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(visitor.site.log.read_text())


@pytest.fixture
def visitor(chromium: Any, site: Site) -> Iterator[Visitor]:
    """Somebody at the sign-in page of the demo on the embedded database."""
    with visiting(chromium, site) as found:
        yield found

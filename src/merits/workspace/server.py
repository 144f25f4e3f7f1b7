"""Serving: waitress for the pages, and one process beside it for long work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from merits.workspace import environment as env
from merits.workspace.vault.evidence import sweep
from merits.workspace.vault.installation import current

THREADS = 8


def run(listen: str = "") -> None:
    """Serve until stopped. The workspace is open and checked already.

    Args:
        listen: host and port, if not those of the workspace's own address.
    """
    import waitress
    from django.core.wsgi import get_wsgi_application

    sweep()
    address = env.environment().address
    where = listen or (f"localhost:{address.port}" if not address.secure else "localhost:8000")
    # Behind a server of one's own: believe it, and nobody else, about the scheme.
    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-proto"}} if address.secure else {}
    with _worker():
        waitress.serve(
            get_wsgi_application(),
            listen=where,
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=True,
            **proxy,
        )


@contextmanager
def _worker() -> Iterator[None]:
    """The process for long work; it ends with this one.

    It gets the opened key through a pipe, never as an argument or in its environment.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "merits", "workspace", "work", "--key-from-stdin"], stdin=subprocess.PIPE, env=_its()
    )
    assert process.stdin is not None
    process.stdin.write(current().master)
    process.stdin.close()
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _its() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(env.PASSPHRASE.name)}

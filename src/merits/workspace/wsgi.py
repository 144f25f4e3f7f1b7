"""For a server of one's own: ``gunicorn merits.workspace.wsgi`` with the passphrase in ``MERITS_PASSPHRASE_FILE``."""

from __future__ import annotations

from merits.workspace.start import start

start()

from django.core.wsgi import get_wsgi_application  # noqa: E402  # Django is set up only once the workspace is open

application = get_wsgi_application()

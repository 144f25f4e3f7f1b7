"""What the workspace may be told from outside: environment variables, read once, loud when wrong.

A secret may come from a file named by ``X_FILE``, so that it need not stand in a process list. A variable that starts
``MERITS_`` and is not in the table is an error: a misspelt setting must never fall back to a default unseen.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from merits.base.errors import UserError

PREFIX = "MERITS_"


class BadSetting(UserError):
    """A setting from the environment that cannot be used."""


@dataclass(frozen=True)
class Variable:
    """One environment variable. ``secret`` ones may also come from ``NAME_FILE`` and are never printed."""

    name: str
    meaning: str
    default: str = ""
    secret: bool = False


HOME = Variable(
    "MERITS_HOME",
    "The folder of the workspace: key file, embedded database, encrypted evidence.",
    "~/.local/share/merits",
)
PASSPHRASE = Variable("MERITS_PASSPHRASE", "Opens the workspace. Asked for at the keyboard if not given.", secret=True)
DATABASE = Variable(
    "MERITS_DATABASE",
    "Address of a PostgreSQL database, postgresql://... Empty: the embedded encrypted database in MERITS_HOME.",
    secret=True,
)
ADDRESS = Variable(
    "MERITS_ADDRESS",
    "Where people open the workspace. Anything but localhost must be https.",
    "http://localhost:8000",
)
SECOND_FACTOR = Variable(
    "MERITS_SECOND_FACTOR",
    "required: nobody sees a case before setting up a second factor. optional: for a demo only.",
    "required",
)
DAY = Variable("MERITS_DAY", "The day the pages work on, 2019-06-10. For a demo only; empty: today in London.")
VARIABLES = (HOME, PASSPHRASE, DATABASE, ADDRESS, SECOND_FACTOR, DAY)


class Environment:
    """The variables as given.

    Args:
        values: usually ``os.environ``.

    Raises:
        BadSetting: an unknown variable with our prefix.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        known = {item.name for item in VARIABLES} | {f"{item.name}_FILE" for item in VARIABLES if item.secret}
        unknown = sorted(name for name in values if name.startswith(PREFIX) and name not in known)
        if unknown:
            raise BadSetting(
                f"{', '.join(unknown)}: there is no such setting.",
                remedy=f"Remove it, or correct its name. Settings are: {', '.join(sorted(known))}.",
            )

    def text(self, variable: Variable) -> str:
        """The value, from the variable itself or, for a secret, from the file that ``NAME_FILE`` names."""
        given = self._values.get(variable.name, "")
        file = self._values.get(f"{variable.name}_FILE", "") if variable.secret else ""
        if given and file:
            raise BadSetting(
                f"{variable.name} and {variable.name}_FILE are both set.", remedy="Set one of them, not both."
            )
        if not file:
            return given or variable.default
        try:
            return Path(file).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise BadSetting(
                f"{variable.name}_FILE names {file}, which could not be read.",
                remedy="Name a text file that this account may read.",
            ) from error

    def choice(self, variable: Variable, *among: str) -> str:
        """The value, which must be one of these."""
        value = self.text(variable)
        if value not in among:
            raise BadSetting(
                f"{variable.name} is {value!r}.", remedy=f"Set it to one of: {', '.join(among)}, or leave it out."
            )
        return value

    @property
    def home(self) -> Path:
        """The folder of the workspace, absolute."""
        return Path(self.text(HOME)).expanduser().absolute()

    @property
    def day(self) -> date | None:
        """The day the pages work on; None for today."""
        text = self.text(DAY)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise BadSetting(f"{DAY.name} is {text!r}.", remedy="Write a day as 2019-06-10, or leave it out.") from None

    @property
    def address(self) -> Address:
        """Where people open the workspace."""
        return Address.parse(self.text(ADDRESS))


@dataclass(frozen=True)
class Address:
    """Where people open the workspace.

    Attributes:
        origin: scheme, host and port, as a browser sends it.
        host: the host alone.
        port: the port it is served on.
        secure: True for https.
    """

    origin: str
    host: str
    port: int
    secure: bool

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read ``http://localhost:8000`` or ``https://merits.example.org``.

        Raises:
            BadSetting: no such address, or plain http to anywhere but this machine.
        """
        wrong = BadSetting(
            f"{ADDRESS.name} is {text!r}.",
            remedy="Write it as https://merits.example.org, or http://localhost:8000 for this machine alone.",
        )
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            raise wrong from None
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.query or parts.username:
            raise wrong
        # Names on localhost only: passkeys refuse 127.0.0.1, and anything else would carry sessions in the clear.
        if parts.scheme == "http" and host != "localhost":
            raise wrong
        secure = parts.scheme == "https"
        shown = f":{port}" if port else ""
        return cls(f"{parts.scheme}://{host}{shown}", host, port or (443 if secure else 80), secure)


def environment() -> Environment:
    """The environment of this process."""
    return Environment(os.environ)

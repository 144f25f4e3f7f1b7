"""How people sign in: allauth's pages with our limits. Accounts are made by an administrator; nothing is mailed."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from merits.workspace.vault.installation import current
from merits.workspace.vault.sealing import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, no mail."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Never: an administrator makes accounts."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing goes over the network unless a person asked for it by name (S9)."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed with a key of their own, on every database."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return base64.b64encode(seal(current().subkey("second-factor"), text.encode(), place="second-factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        sealed = base64.b64decode(encrypted_text)
        return unseal(current().subkey("second-factor"), sealed, place="second-factor").decode()

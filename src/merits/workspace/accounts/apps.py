"""The app of accounts."""

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, organisations, memberships; notes every sign-in in the trail."""

    name = "merits.workspace.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to sign-ins."""
        from django.contrib.auth.signals import user_logged_in, user_login_failed

        user_logged_in.connect(_signed_in, dispatch_uid="merits-signed-in")
        user_login_failed.connect(_failed, dispatch_uid="merits-sign-in-failed")


def _signed_in(sender: Any, user: Any, **_: Any) -> None:
    from django.db import transaction

    from merits.workspace.audit.actions import Action, record

    with transaction.atomic():
        record(Action.SIGNED_IN, by=user, objects=[f"user:{user.id}"])


def _failed(sender: Any, **_: Any) -> None:
    """Without the address that was tried: people type passwords there. allauth limits how often it can happen."""
    from django.db import transaction

    from merits.workspace.audit.actions import Action, record

    with transaction.atomic():
        record(Action.SIGN_IN_FAILED, by=None)

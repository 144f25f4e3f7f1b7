"""The app of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.accounts"
    label = "accounts"

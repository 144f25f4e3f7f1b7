"""The app of keys and stored files."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Data keys and stored files."""

    name = "merits.workspace.vault"
    label = "vault"

"""The app of coding."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.coding"
    label = "coding"

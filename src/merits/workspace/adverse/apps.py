"""The app of adverse."""

from django.apps import AppConfig


class AdverseConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.adverse"
    label = "adverse"

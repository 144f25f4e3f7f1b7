"""The app of figures."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.figures"
    label = "figures"

"""The app of the frame."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.pages"
    label = "pages"

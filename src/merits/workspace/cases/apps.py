"""The app of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.cases"
    label = "cases"

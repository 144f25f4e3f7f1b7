"""The app of jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.jobs"
    label = "jobs"

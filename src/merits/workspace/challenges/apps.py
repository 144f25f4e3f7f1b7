"""The app of challenges."""

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.challenges"
    label = "challenges"

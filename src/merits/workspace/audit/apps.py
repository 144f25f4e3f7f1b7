"""The app of audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See this package's docstring."""

    name = "merits.workspace.audit"
    label = "audit"

"""Evidence and papers about rape and serious sexual offence cases that were dropped (see docs/)."""

__version__ = "0.1.0"

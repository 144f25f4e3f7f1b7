"""The adverse material log of a challenge: privileged, for its solicitors only."""

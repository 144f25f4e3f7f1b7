"""The fixtures of the browser tests. They live in ``browser_site``, which tests can import by a name of its own."""

from browser_site import chromium, either_site, site, visitor

__all__ = ["chromium", "either_site", "site", "visitor"]

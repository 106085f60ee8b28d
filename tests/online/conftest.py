"""The browser of the other tests; it ends with them, since it holds the thread."""

from tests.browser.conftest import browser

__all__ = ["browser"]

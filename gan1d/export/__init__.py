"""A run taken home: as a script, a page that replays it, a film, a picture, tables, a file."""

from collections.abc import Callable
from typing import TypeAlias

Report: TypeAlias = Callable[[float], None]  # is told the share done, 0 to 1; may raise to cancel


def quiet(share: float) -> None:
    """Tell nobody."""

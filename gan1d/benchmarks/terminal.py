"""What commands have in common: whole numbers read, JSON printed, a bar while they work."""

import json
import sys
from math import isfinite
from typing import Any

from gan1d.links import STEP_DIGITS
from gan1d.settings import SettingsError

BAR = 40  # characters of the progress bar


class Bar:
    """A progress bar on stderr, if that is a terminal."""

    def __init__(self, unit: str) -> None:
        """Show nothing yet; `unit` is what is counted."""
        self.unit, self.shown = unit, sys.stderr.isatty()
        self.filled = -1

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        filled = done * BAR // max(total, 1)
        if self.shown and (filled != self.filled or done == total):
            self.filled = filled
            line = f"\r[{'#' * filled:{BAR}}] {done}/{total} {self.unit}"
            print(line, end="\n" if done == total else "", file=sys.stderr, flush=True)


def plain(value: Any) -> Any:
    """Return a value that strict JSON can write: None for what is not finite."""
    return value if not isinstance(value, float) or isfinite(value) else None


def print_json(values: Any) -> None:
    """Print what strict JSON can write."""
    print(json.dumps(values, allow_nan=False))


def whole(name: str, text: str, low: int, high: int = 10**STEP_DIGITS - 1) -> int:
    """Return the whole number of a text, from low to high.

    Raises:
        SettingsError: If it is none.
    """
    if not text.isdecimal() or len(text) > STEP_DIGITS or not low <= int(text) <= high:
        raise SettingsError(name, text, f"a whole number from {low} to {high}")
    return int(text)

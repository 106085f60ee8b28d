"""What commands have in common: whole numbers read, JSON printed, a bar while they work."""

import json
import sys
from datetime import timedelta
from math import inf, isfinite
from time import monotonic
from typing import Any

from gan1d.links import STEP_DIGITS
from gan1d.settings import SettingsError

BAR = 40  # characters of the progress bar


class Bar:
    """A progress bar on stderr, if that is a terminal."""

    def __init__(self, unit: str) -> None:
        """Show nothing yet; `unit` is what is counted."""
        self.unit, self.shown = unit, sys.stderr.isatty()
        self.filled, self.at, self.width = -1, -inf, 0
        self.first: tuple[int, float] | None = None  # what was done when it was first shown

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is, and after a second how much time is left."""
        filled, now = done * BAR // max(total, 1), monotonic()
        first, began = self.first = self.first or (done, now)
        if self.shown and (filled != self.filled or done == total or now > self.at + 1):
            self.filled, self.at = filled, now
            left = ""
            if first < done < total and now > began + 1:
                seconds = round((now - began) / (done - first) * (total - done))
                left = f", {timedelta(seconds=seconds)} left"
            line = f"[{'#' * filled:{BAR}}] {done}/{total} {self.unit}{left}"
            end = "\n" if done == total else ""
            print(f"\r{line:{self.width}}", end=end, file=sys.stderr, flush=True)
            self.width = len(line)  # what a shorter line has to cover


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

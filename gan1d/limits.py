"""What a server gives away at most: every limit, each settable in the environment.

The README's table says what they are for and what happens there. A value that is no number within
its bounds ends the start with a sentence and exit status 2.
"""

import os
import sys
from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Limit(NamedTuple):
    """A number with its default and its bounds; a whole one if the default is."""

    default: int | float
    low: int | float
    high: int | float


LIMITS = {
    "GAN1D_PAGES": Limit(400, 1, 100_000),
    "GAN1D_RUNS": Limit(100, 1, 100_000),
    "GAN1D_PROCESSES": Limit(CORES, 1, 1000),
    "GAN1D_PAGES_PER_PROCESS": Limit(16, 1, 100_000),
    "GAN1D_MEMORY_MB": Limit(512, 0, 10**9),
    "GAN1D_CACHE_MB": Limit(64, 0, 10**9),
    "GAN1D_STEP": Limit(0.25, 0.001, 3600.0),
    "GAN1D_LEAD": Limit(2000, 1, 20_000),
    "GAN1D_GRACE": Limit(120.0, 0.0, 86_400.0),
    "GAN1D_LECTURES": Limit(64, 0, 100_000),
    "GAN1D_FOLLOWERS": Limit(500, 0, 100_000),
    "GAN1D_MAPS": Limit(8, 0, 10_000),
    "GAN1D_MAP_SECONDS": Limit(900.0, 1.0, 10.0**9),
    "GAN1D_MESSAGES": Limit(300, 1, 10**9),
    "GAN1D_BURST": Limit(600, 1, 10**9),
    "GAN1D_MESSAGE_KB": Limit(64, 1, 100_000),
    "GAN1D_EXPORTS": Limit(8, 0, 100_000),
    "GAN1D_EXPORT_SECONDS": Limit(600.0, 1.0, 86_400.0),
}


def read(name: str, environ: Mapping[str, str] = os.environ) -> int | float:
    """Return the limit of that name.

    Raises:
        ValueError: If the environment has it, and not as a number within its bounds.
    """
    default, low, high = LIMITS[name]
    text = environ.get(name, "").strip()
    if not text:
        return default
    kind = type(default)
    try:
        value = kind(text)
    except ValueError:
        value = kind(-1)
    if not (isfinite(value) and low <= value <= high):
        word = "a whole number" if kind is int else "a number"
        allowed = f"{word} from {low:g} to {high:.10g}"
        raise ValueError(f"{name} = {text[:40]!r} is not allowed; allowed: {allowed}") from None
    return value


def _whole(name: str) -> int:
    return int(_number(name))


def _number(name: str) -> float:
    try:
        return read(name)
    except ValueError as error:
        print(f"gan1d: {error}", file=sys.stderr)
        raise SystemExit(2) from None


PAGES = _whole("GAN1D_PAGES")  # with runs of their own
RUNS = _whole("GAN1D_RUNS")  # of a process
PROCESSES = _whole("GAN1D_PROCESSES")  # of an engine
PAGES_PER_PROCESS = _whole("GAN1D_PAGES_PER_PROCESS")  # before there is another one
MEMORY = _whole("GAN1D_MEMORY_MB") * 2**20  # bytes of all runs of a process
CACHE = _whole("GAN1D_CACHE_MB") * 2**20  # of these, of runs nobody watches
STEP = _number("GAN1D_STEP")  # seconds of a step on a page
LEAD = _whole("GAN1D_LEAD")  # frames a reader may ask for beyond the newest
GRACE = _number("GAN1D_GRACE")  # seconds that is kept what a page may come back to
HALLS = _whole("GAN1D_LECTURES")  # at once
FOLLOWERS = _whole("GAN1D_FOLLOWERS")  # of one
MAPS = _whole("GAN1D_MAPS")  # that wait or are computed
MAP_SECONDS = _number("GAN1D_MAP_SECONDS")  # of one
MESSAGES = _whole("GAN1D_MESSAGES")  # of a page, a second
BURST = _whole("GAN1D_BURST")  # of a page, at once
MESSAGE = _whole("GAN1D_MESSAGE_KB") * 1000  # bytes of one
EXPORTS = _whole("GAN1D_EXPORTS")  # files that are made or wait for it
EXPORT_SECONDS = _number("GAN1D_EXPORT_SECONDS")  # of one of them, at most

"""What a sweep keeps of one run."""

import os
from collections.abc import Callable
from time import perf_counter
from typing import Any

from gan1d.frames.recording import FIELDS
from gan1d.runs.verdict import Verdict
from gan1d.settings import Settings
from gan1d.sweep.grid import Grid

LOWEST = 19  # what Unix calls nice
METRICS = tuple(name for name in FIELDS if name not in ("lr_d", "lr_g"))  # those are knobs here
# What is kept, and of which kind: see `gan1d.load_map`.
COLUMNS = {
    "health": "text",
    "step": "int",
    "converged_at": "int",
    "diverged_at": "int",
    **dict.fromkeys(METRICS, "float"),
    "seconds": "float",
}


def one(run: int, settings: Settings) -> dict[str, Any]:
    """Return what a run comes to: a value or None for each of `COLUMNS`.

    Args:
        run: Its number, for whoever gives it out.
        settings: What it trains with.
    """
    begin = perf_counter()
    verdict = Verdict(settings)
    known = verdict.metrics | verdict.end.evidence if verdict.finite else {}
    metrics = {name: value if (value := known.get(name)) == value else None for name in METRICS}
    return {
        "health": verdict.health,
        "step": verdict.step,
        "converged_at": verdict.converged_at,
        "diverged_at": verdict.diverged_at,
        **metrics,
        "seconds": perf_counter() - begin,
    }


def several(report: Callable[[tuple[int, dict[str, Any]]], None], grid: Grid, runs: Any) -> None:
    """Report (number, what it comes to) of some runs of a grid, one after the other.

    At the lowest priority: all else on the machine goes first.

    Args:
        report: Called after every run.
        grid: What they are runs of.
        runs: Their numbers.
    """
    if hasattr(os, "nice"):
        os.nice(LOWEST)
    for run in runs:
        report((run, one(run, grid.settings(run))))

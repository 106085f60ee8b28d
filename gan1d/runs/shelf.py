"""Runs that nobody watches any more, for whoever comes next: a link costs one training.

They keep all frames and a few moments to come back to, so that a newcomer sees the frames at once,
and a knob, a half step or what comes after the last frame gives the same bits as ever.
"""

import time
from collections.abc import Callable, Iterator

from gan1d import limits
from gan1d.runs import memory
from gan1d.runs.live import LiveRun

KEPT = limits.GRACE  # seconds after the last one who watched
BESIDES = 2**20  # bytes of a run beside its frames and moments, more or less


class Shelf:
    """Runs in the order in which they were left; bounded in bytes, and each in time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Have none; `clock` returns seconds."""
        self._clock = clock
        self._since: dict[LiveRun, float] = {}

    def __iter__(self) -> Iterator[LiveRun]:
        """Return the runs, the one left last first."""
        return reversed(self._since)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._since)

    @property
    def nbytes(self) -> int:
        """Return the bytes they take."""
        return sum(run.timeline.nbytes + run.timeline.trainer.nbytes + BESIDES for run in self)

    def put(self, run: LiveRun) -> None:
        """Keep a run that has more than its start to show, as long as there is room for it."""
        if len(run.timeline.recording) > 1:
            run.timeline.rest()
            self._since[run] = self._clock()
            while self._since and self.nbytes > memory.CACHE:
                self.drop_oldest()

    def take(self, run: LiveRun) -> None:
        """Let a run go that is watched again, or one that is not here."""
        self._since.pop(run, None)

    def drop_oldest(self) -> None:
        """Let the run go that was left first."""
        del self._since[next(iter(self._since))]

    def sweep(self) -> None:
        """Let those go that nobody has come back to in time."""
        while self._since and next(iter(self._since.values())) + KEPT <= self._clock():
            self.drop_oldest()

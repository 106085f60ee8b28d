"""All runs of a process: whoever asks for the same settings and events watches the same run."""

from collections.abc import Iterable
from concurrent.futures import Future
from threading import Timer
from typing import Any

from gan1d import limits
from gan1d.links import Event
from gan1d.runs import memory, shelf
from gan1d.runs.live import LiveRun
from gan1d.runs.scheduler import scheduler
from gan1d.runs.shelf import Shelf
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings, SettingsError


class OtherEngineError(Exception):
    """A run is asked for that another process is to train, since its gradients come from there."""

    def __init__(self, settings: Settings, events: list[Event], averaged: bool) -> None:
        """Keep what is to be opened elsewhere."""
        super().__init__(settings, events, averaged)
        self.settings, self.events, self.averaged = settings, events, averaged


class FullError(SettingsError):
    """One more run is asked for than a process may train; `value` are those it has."""

    def __str__(self) -> str:
        """Return both numbers in a sentence."""
        return f"{self.value} runs are trained here, and no more than {self.allowed} may be"


class Store:
    """The one way to a run; to be used in the scheduler's thread, which `submit` leads to.

    Attributes:
        runs: All that are watched.
        shelf: Those that were, kept for a while.
        engine: The knob `engine` of the runs it holds; None if any will do.
    """

    def __init__(self, engine: str | None = None) -> None:
        """Hold no run yet."""
        self.runs: set[LiveRun] = set()
        self.shelf = Shelf()
        self._broom: Timer | None = None
        self.engine = engine

    def open(
        self,
        settings: Settings,
        events: Iterable[Event] = (),
        at: int = 0,
        averaged: bool = False,
    ) -> LiveRun:
        """Return the run with these settings and events: one that is or was there, or a new one.

        Args:
            settings: What it starts with.
            events: What is done to it on the way.
            at: Index of a frame it must still hold, or be able to train.
            averaged: True if all its frames must have the p_model of G's moving average.

        Raises:
            OtherEngineError: If it is not one of the store's engine.
        """
        key = settings, list(events)
        if self.engine not in (None, settings.engine):
            raise OtherEngineError(*key, averaged)
        return self.keep(self._find(*key, at, averaged) or LiveRun(Timeline(*key)))

    def _find(
        self, settings: Settings, events: Iterable[Event], at: int = 0, averaged: bool = False
    ) -> LiveRun | None:
        for run in (*self.runs, *self.shelf):
            kept = run.timeline.recording.first <= at
            same = run.key == (settings, list(events))
            if same and kept and not (averaged and run.unaveraged >= 0):
                return run
        return None

    def check_room(self, key: tuple[Settings, Iterable[Event]] | None = None, at: int = 0) -> None:
        """See to it that there is room for one more run, or for a seat on one that is watched.

        Runs that are only watched by seats without a run of their own do not count.

        Args:
            key: Its settings and its events; without them it is a new one.
            at: Index of a frame it must still hold.

        Raises:
            FullError: If there are as many runs as there may be.
        """
        owned: list[LiveRun | None] = [
            run for run in self.runs if not all(seat.waits for seat in run.seats)
        ]
        if len(owned) >= limits.RUNS and not (key and self._find(*key, at) in owned):
            raise FullError("runs", len(owned), f"{limits.RUNS}")

    def shared(self) -> LiveRun | None:
        """Return the run for a seat without one of its own: where most of these are, or most."""
        waiting = {run: sum(seat.waits for seat in run.seats) for run in self.runs}
        return max(self.runs, key=lambda run: (waiting[run], len(run.seats)), default=None)

    def keep(self, run: LiveRun) -> LiveRun:
        """Hold a run, and return it."""
        self.shelf.take(run)
        self.runs.add(run)
        self.fit()
        return run

    @property
    def nbytes(self) -> int:
        """Return the bytes of all runs: their frames and the moments they can come back to."""
        return sum(run.timeline.nbytes for run in self.runs) + self.shelf.nbytes

    def fit(self) -> None:
        """Let all runs take no more than is allowed, or their least.

        Those that nobody watches go first, then the largest ones keep less. The least is one moment
        to come back to and some thousand frames.
        """
        while self.nbytes > memory.LIMIT:
            if self.shelf:
                self.shelf.drop_oldest()
                continue
            largest = sorted(self.runs, key=lambda run: run.timeline.nbytes, reverse=True)
            if not any(run.timeline.halve() for run in largest):
                return

    def tidy(self, keep: bool = True) -> None:
        """Put the runs that no seat watches any more on the shelf, or let them go.

        Args:
            keep: False if nobody has read them for as long as the shelf would have kept them.
        """
        watched = {run for run in self.runs if run.seats}
        if watched != self.runs:
            for run in self.runs - watched if keep else ():
                self.shelf.put(run)
            self.runs = watched
            scheduler().when_idle(memory.give_back)
            self._sweep_later()

    def sweep(self) -> None:
        """Drop what nobody has come back to in time."""
        self._broom = None
        self.shelf.sweep()
        scheduler().when_idle(memory.give_back)
        self._sweep_later()

    def _sweep_later(self) -> None:
        if self.shelf and self._broom is None:
            self._broom = Timer(shelf.KEPT / 8, self.submit, [self.sweep])
            self._broom.daemon = True
            self._broom.start()

    def submit(self, job: Any, *args: Any, **more: Any) -> "Future[Any]":
        """Return the future of a job that is done in the scheduler's thread, between two frames."""
        return self.submit_for(None, job, *args, **more)

    def submit_for(self, sender: Any, job: Any, *args: Any, **more: Any) -> "Future[Any]":
        """Return the future of such a job that comes when it is its sender's turn."""
        return scheduler().submit_for(sender, job, *args, **more)

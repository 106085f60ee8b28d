"""Runs that train in the background while somebody watches, and are freed when nobody does.

The browser is the clock: a run trains only up to the frame it is asked for, so no reader means no
training. One thread owns the timelines; everybody else sends it jobs, which it does between two
steps: a step is never torn, a reader never sees half a change, and no lock is needed.
"""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Timer
from typing import Any, NamedTuple, TypeVar

from gan1d.links import Event, to_query
from gan1d.runs.scheduler import shop
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings, needs_restart

Result = TypeVar("Result")

GRACE = 120.0  # seconds a run without readers is kept for a page that only lost its network
LEAD = 2000  # frames a reader may ask for beyond the newest


class State(NamedTuple):
    """What a page must know of a run.

    Attributes:
        settings: In force now.
        initial: What it started with.
        events: What was done to it since, or will be.
        epoch: Counts its changes and restarts.
        born: Epoch of the last restart.
    """

    settings: Settings
    initial: Settings
    events: tuple[Event, ...] = ()
    epoch: int = 0
    born: int = 0

    @property
    def link(self) -> str:
        """Return the query of the URL that gives this run again."""
        return to_query(self.initial, self.events)


@dataclass(eq=False)
class Reader:
    """One page that watches a run.

    Attributes:
        wake: Called from the run's thread when there is something new; must return at once.
        epoch: Epoch the reader knows of; -1 before it has seen anything.
        sent: Index of the newest frame it was sent.
        asleep: True while it waits to be woken.
    """

    wake: Callable[[], None]
    epoch: int = -1
    sent: int = -1
    asleep: bool = False


class LiveRun:
    """A timeline that trains in the one thread all runs share.

    `alive` is True until it is freed;
    `epoch` counts changes and restarts, `born` is the epoch of the last restart. The methods that
    change the run are to be called in its thread, by `submit`.
    """

    def __init__(
        self,
        settings: Settings,
        events: Iterable[Event] = (),
        when_closed: Callable[[], None] = lambda: None,
    ) -> None:
        """Lay out the run."""
        self._when_closed = when_closed
        self.epoch = self.born = 0
        self.timeline = Timeline(settings, events)
        self._cuts: list[tuple[int, int]] = []  # (epoch, newest frame that outlived it)
        self._wanted = self._on_screen = 0
        self._readers: set[Reader] = set()
        self.alive = True
        self._expire_later()

    @property
    def settings(self) -> Settings:
        """Return the settings in force now."""
        return self.timeline.settings

    @property
    def state(self) -> State:
        """Return what a page must know."""
        line = self.timeline
        return State(self.settings, line.initial, tuple(line.events), self.epoch, self.born)

    def submit(self, job: Callable[..., Result], *args: Any, **more: Any) -> "Future[Result]":
        """Return the future of a job that is done after the step it is at."""
        future: Future[Result] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = job(*args, **more)
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        if self.alive:
            shop().submit(self, work)
        else:
            future.set_exception(RuntimeError("this run has been freed"))
        return future

    def change(self, at: int | None = None, **changes: Any) -> None:
        """Turn knobs at frame `at`: live ones now, others by a new run.

        Args:
            at: Index of the frame; by default the one last named by `want`.
            **changes: New values by name.

        Raises:
            SettingsError: If a value is not allowed; nothing is changed then.
        """
        settings = self.settings.replace(**changes)
        if needs_restart(self.settings, settings):
            self.restart(settings)
        else:
            self._rewind(at)
            self.timeline.change(**changes)
            self._tell()

    def half(self, player: str, at: int | None = None) -> None:
        """Do one update of one player, "d" or "g", after frame `at`."""
        self._rewind(at)
        self.timeline.half(player)
        self._tell()

    def go_on(self) -> None:
        """Go on after the schedule's end."""
        self.timeline.go_on()
        self._wake()

    def restart(self, settings: Settings | None = None, events: Iterable[Event] = ()) -> None:
        """Start again from step 0, with other settings if given."""
        self.timeline = Timeline(settings or self.settings, events)
        self.epoch += 1
        self.born, self._cuts, self._wanted, self._on_screen = self.epoch, [], 0, 0
        self._wake()

    def want(self, index: int, on_screen: int = 0) -> None:
        """Train until frame `index` is there; the reader now shows frame `on_screen`."""
        self._wanted = min(index, self.timeline.recording.stop + LEAD)
        self._on_screen = on_screen

    def outlived(self, epoch: int) -> int:
        """Return the newest frame that is still true for a reader who stopped at that epoch."""
        newest = self.timeline.recording.stop - 1
        return min((kept for since, kept in self._cuts if since > epoch), default=newest)

    def attach(self, reader: Reader) -> None:
        """Begin to wake a reader, and keep the run while it stays."""
        self._grace.cancel()
        self._readers.add(reader)

    def detach(self, reader: Reader) -> None:
        """Forget a reader; after the last one training stops, and later the run is freed."""
        self._readers.discard(reader)
        if not self._readers:
            self._wanted = 0
            self._expire_later()

    def close(self) -> None:
        """Free the run now."""
        self._grace.cancel()
        self.alive = False
        self._when_closed()

    def _rewind(self, at: int | None) -> None:
        self.timeline.rewind(self._on_screen if at is None else at)

    def _tell(self) -> None:
        self.epoch += 1
        self._cuts.append((self.epoch, self.timeline.recording.stop - 1))
        self._wanted = 0
        self._on_screen = self.timeline.recording.stop - 1
        self._wake()

    def _wake(self) -> None:
        for reader in [reader for reader in self._readers if reader.asleep]:
            reader.asleep = False
            reader.wake()

    def _expire_later(self) -> None:
        self._grace = Timer(GRACE, self.close)
        self._grace.daemon = True
        self._grace.start()

    def is_due(self) -> bool:
        """Return True if a reader waits for a frame that can be trained."""
        short = self.timeline.recording.stop <= self._wanted
        return self.alive and short and self.timeline.stop is None and bool(self._readers)

    def work(self) -> None:
        """Train one frame."""
        before = self.timeline.settings
        try:
            self.timeline.advance()
        except Exception:
            logging.getLogger(__name__).exception("training stopped at an error")
            self._wanted = 0
        if self.timeline.settings is not before:  # an event of the link was due: readers must know
            self.epoch += 1
            self._cuts.append((self.epoch, self.timeline.recording.stop - 1))
        self._wake()

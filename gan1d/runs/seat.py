"""A page's seat: its place on a run, how far it wants it trained, its right to steer it.

Seats may watch the same run. What one of them changes concerns it alone: a run that others watch,
too, is forked at the frame of the change, and theirs goes on as it was.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any, NamedTuple

from gan1d import limits
from gan1d.links import HALVES, Event, to_query
from gan1d.runs.cost import check_cost
from gan1d.runs.live import LiveRun
from gan1d.runs.shelf import KEPT
from gan1d.runs.store import FullError, Store
from gan1d.settings import KNOBS, Settings, SettingsError, needs_restart

GRACE = limits.GRACE  # seconds a seat without readers is kept for a page that lost its network


class State(NamedTuple):
    """What a page must know of its run.

    Attributes:
        settings: In force at the frame on the screen.
        initial: What it started with; that of the run it waits for.
        events: What was done to it since, or will be; likewise.
        epoch: Counts the page's changes and restarts.
        born: Epoch of the last restart.
    """

    settings: Settings
    initial: Settings
    events: tuple[Event, ...] = ()
    epoch: int = 0
    born: int = 0

    @property
    def link(self) -> str:
        """Return the query of the URL that gives this run again, as far as one can hold it."""
        return to_query(self.initial, self.events)


@dataclass(eq=False)
class Reader:
    """One connection of a page.

    Attributes:
        wake: Called from the scheduler's thread when there is something new; returns at once.
        epoch: Epoch the reader knows of; -1 before it has seen anything.
        sent: Index of the newest frame it was sent.
        asleep: True while it waits to be woken.
    """

    wake: Callable[[], None]
    epoch: int = -1
    sent: int = -1
    asleep: bool = False


class Seat:
    """One page's seat in a store of runs; to be used in the scheduler's thread.

    Attributes:
        run: The run it watches.
        on_screen: Index of the frame its page shows.
        wanted: Index of the frame up to which its page wants the run trained.
        averaged: True if it wishes to see the p_model of G's moving average, too.
        steers: False if it may only watch.
        waits: True if there is no room for its own run: it watches another one.
        epoch: Counts its changes and restarts.
        born: Epoch of its last restart.
        readers: Its page's connections.
        alive: False when it has been freed.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        events: Iterable[Event] = (),
        at: int = 0,
        steers: bool = True,
        epoch: int = 0,
        when_freed: Callable[[], None] = lambda: None,
        room: bool = True,
    ) -> None:
        """Take a seat at frame `at` of the run with these settings and events.

        Args:
            store: Where the run is, or is laid out.
            settings: What it starts with.
            events: What is done to it on the way.
            at: Index of a frame.
            steers: False if it may only watch.
            epoch: Where it begins to count.
            when_freed: Called when nobody has come back for so long that the seat is given up.
            room: False if there are too many runs already: it watches another one meanwhile.
        """
        self._store, self._when_freed = store, when_freed
        self.steers, self.averaged, self.alive = steers, False, True
        self.epoch = self.born = epoch
        self.readers: set[Reader] = set()
        self._cuts: list[tuple[int, int]] = []  # (epoch, newest frame that outlived it)
        self._grace: Timer | None = None
        self._asked = settings, tuple(events)
        self.waits = False
        self.run = self._first_run(at, room)
        self.run.seats.add(self)
        self.wanted = self.on_screen = 0 if self.waits else at
        self._expire_later()

    def _first_run(self, at: int, room: bool) -> LiveRun:
        with suppress(FullError):
            if room:
                self._store.check_room(self._asked, at)
                return self._store.open(*self._asked, at)
        shared = self._store.shared()
        self.waits = shared is not None
        return shared or self._store.open(*self._asked, at)

    def come_in(self) -> bool:
        """Go to the start of its own run, if there is room for it now; return True if not."""
        with suppress(FullError):
            self._store.check_room(self._asked)
            self.waits = False
            self.restart(*self._asked)
        return self.waits

    @property
    def happened(self) -> int:
        """Return how many events have happened up to the frame on the screen."""
        return self.run.timeline.happened_by(self.on_screen)

    @property
    def settings(self) -> Settings:
        """Return the settings in force there."""
        return self.run.timeline.knobs(self.happened)[0]

    @property
    def state(self) -> State:
        """Return what a page must know."""
        line = self.run.timeline
        key = self._asked if self.waits else (line.initial, tuple(line.events))
        return State(self.settings, *key, self.epoch, self.born)

    def newest(self) -> int:
        """Return the index of the newest frame of its run."""
        return self.run.timeline.recording.stop - 1

    def change(self, at: int | None = None, **changes: Any) -> None:
        """Turn knobs at frame `at`: live ones now, others by a new run.

        Args:
            at: Index of the frame; by default the one on the screen.
            **changes: New values by name.

        Raises:
            SettingsError: If a value is not allowed, a step would take too long, or the run would
                have too many events; nothing is changed then.
            PermissionError: If the seat may only watch.
        """
        self._check_right()
        changed = self.settings.replace(**changes)
        check_cost(changed)
        if needs_restart(self.settings, changed):
            self.restart(changed)
        else:
            self._take_over(at, len(changed.differing(self.settings)))
            self.run.timeline.change(**{n: v for n, v in changes.items() if KNOBS[n].live})
            self._changed()

    def half(self, net: str, at: int | None = None) -> None:
        """Do one update of one net, "d" or "g", after frame `at`; errors as in `change`."""
        self._check_right()
        if net not in HALVES:
            raise SettingsError("player", net, ", ".join(HALVES))
        self._take_over(at)
        self.run.timeline.half(net)
        self._changed()

    def go_on(self) -> None:
        """Go on after the schedule's end, if the run has ended; errors as in `change`."""
        self._check_right()
        stop = self.run.timeline.stop
        if stop is not None and stop.kind == "ended":
            self._take_over(self.newest())
            self.run.timeline.go_on()
            self._changed()

    def restart(self, settings: Settings | None = None, events: Iterable[Event] = ()) -> None:
        """Go to the start of a run: of this one, or of that with other settings and events.

        Raises:
            TooDearError: If a step would take too long; nothing is changed then.
            FullError: If it is watched by others, too, and there is no room for one more.
            PermissionError: If the seat may only watch.
        """
        self._check_right()
        settings, events = settings or self.settings, list(events)
        check_cost(settings, events)
        if not self._alone:
            self._store.check_room((settings, events))
        self._move(self._store.open(settings, events, averaged=self.averaged))
        self.epoch += 1
        self.born, self._cuts, self.wanted, self.on_screen = self.epoch, [], 0, 0
        self.wake()

    def want(self, index: int, on_screen: int = 0) -> None:
        """Have the run trained until frame `index` is there; the page now shows `on_screen`."""
        self.wanted = max(-1, min(index, self.newest() + limits.LEAD))
        self.on_screen = on_screen
        self._store.fit()
        self.run.notice()

    def look(self, averaged: bool) -> None:
        """Wish to see the p_model of G's moving average from the next frame on, or no longer."""
        ahead = len(self.run.seats) > 1 and self.run.unaveraged > self.wanted
        if averaged and ahead and not self.waits:
            self._fork(self.wanted)  # others are ahead, and did not wish it
        self.averaged = averaged
        self.run.view_changed()

    def outlived(self, epoch: int) -> int:
        """Return the newest frame that is still true for a reader who stopped at that epoch."""
        kept = (kept for since, kept in self._cuts if since > epoch)
        return min(kept, default=self.newest())

    def attach(self, reader: Reader) -> None:
        """Begin to wake a reader, and keep the seat while it stays."""
        self._keep()
        self.readers.add(reader)
        self.run.notice()

    def detach(self, reader: Reader) -> None:
        """Forget a reader; after the last one training stops, and later the seat is freed."""
        self.readers.discard(reader)
        if not self.readers:
            self.wanted = -1
            self._expire_later()

    def free(self, keep: bool = True) -> None:
        """Give the seat up; what is to become of its run, see `Store.tidy`."""
        if self.alive:
            self.alive = False
            self._keep()
            self.run.seats.discard(self)
            self.run.view_changed()
            self._store.tidy(keep)
            self._when_freed()

    def wake(self) -> None:
        """Wake the readers that sleep."""
        for reader in [reader for reader in self.readers if reader.asleep]:
            reader.asleep = False
            reader.wake()

    def _check_right(self) -> None:
        if not self.steers or self.waits:
            raise PermissionError("this page watches the run and cannot steer it")

    def _take_over(self, at: int | None, more: int = 1) -> None:
        """Go back to a frame, on a run that no other seat watches, if more events may follow it."""
        at = self.on_screen if at is None else at
        self.run.timeline.check_room(at, more)
        if len(self.run.seats) == 1:
            self.run.timeline.rewind(at)
        else:
            self._fork(at)

    @property
    def _alone(self) -> bool:
        """Return True if its run is nobody else's, though some may watch it while they wait."""
        return all(seat is self or seat.waits for seat in self.run.seats)

    def _fork(self, at: int) -> None:
        if not self._alone:
            self._store.check_room()
        self._move(self._store.keep(LiveRun(self.run.timeline.fork(at))))

    def _changed(self) -> None:
        self.epoch += 1
        self.wanted = self.on_screen = self.newest()
        self._cuts.append((self.epoch, self.on_screen))
        self.wake()

    def _move(self, run: LiveRun) -> None:
        before, self.run = self.run, run
        before.seats.discard(self)
        run.seats.add(self)
        before.view_changed()
        run.view_changed()
        self._store.tidy()

    def _keep(self) -> None:
        if self._grace is not None:
            self._grace.cancel()
            self._grace = None  # a timer knows its seat: together they would never be freed

    def _expire_later(self) -> None:
        self._keep()
        self._grace = Timer(GRACE, self._store.submit, [self.free, GRACE < KEPT])
        self._grace.daemon = True
        self._grace.start()

"""The seats of all pages: their runs train in other processes, so as not to hold up the pages.

NumPy and Python share one lock in a process. Beside the server, which has sockets and scripts to
serve, a run loses a fifth of its steps; and one process cannot train more runs than one core can.
"""

import atexit
import logging
import os
import pickle
import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from itertools import count
from threading import Lock, Thread
from typing import Any

from gan1d.links import Event
from gan1d.runs.seat import State
from gan1d.server import pipes
from gan1d.settings import Settings

ROOM = 8  # runs in a process before there is another one
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
MOST = max(1, CORES - 1)  # processes; a core is left to the server


class RemoteSeat:
    """A page's seat on a run in another process, as the server sees it.

    Attributes:
        id: What finds it; cannot be guessed.
        state: What its run was when it last told.
        alive: False when it has been freed or its process is gone.
    """

    def __init__(
        self, process: "Process", settings: Settings, events: Iterable[Event], at: int
    ) -> None:
        """Take the seat in that process."""
        self.id, self.alive = secrets.token_urlsafe(16), True
        self.state = State(settings, settings, tuple(events))
        self._process = process
        process.seats[self.id] = self
        self.ask("open", settings, self.state.events, at).add_done_callback(self._opened)

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self.state.settings

    def _opened(self, done: "Future[Any]") -> None:
        if done.exception():
            self._process.freed(self.id)

    def ask(self, act: str, *given: Any, **named: Any) -> "Future[Any]":
        """Return the future of an act on the seat, see `Host.dispatch`.

        When it is done, `state` is up to date. Its error is a RuntimeError if the seat was freed.
        """
        return self._process.ask(self.id, act, given, named)

    def attach(self, wake: Callable[[], None]) -> int:
        """Return the number of a new connection; `wake` is called from a thread for news."""
        number = self._process.connection(wake)
        self.ask("come", number)
        return number

    def detach(self, number: int) -> None:
        """Forget a connection."""
        self._process.wakes.pop(number, None)
        self.ask("go", number)

    def free(self) -> None:
        """Give the seat up now."""
        self._process.freed(self.id)
        self.ask("free")


class Process:
    """A process that trains runs.

    Attributes:
        seats: By id.
        wakes: What wakes its connections, by their numbers.
        alive: False when it is gone.
    """

    def __init__(self) -> None:
        """Start it."""
        self.seats: dict[str, RemoteSeat] = {}
        self.wakes: dict[int, Callable[[], None]] = {}
        self.alive = True
        self._numbers, self._asked = count(), dict[int, Future[Any]]()
        self._lock = Lock()
        self._process = pipes.start("gan1d.server.worker")
        atexit.register(self._process.kill)
        Thread(target=self._listen, name="gan1d-runs", daemon=True).start()

    def ask(self, seat: str, act: str, given: Any, named: Any) -> "Future[Any]":
        """Return the future of an act on a seat; see `RemoteSeat.ask`."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            number = next(self._numbers)
            if self.alive:
                self._asked[number] = future
                self._send(number, seat, act, given, named)
                return future
        future.set_exception(RuntimeError(f"the process of seat {seat[:6]} is gone"))
        return future

    def _send(self, *words: Any) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pickle.dumps(words))
            self._process.stdin.flush()
        except OSError:
            self._process.kill()  # what was asked fails when the listener sees the end

    def connection(self, wake: Callable[[], None]) -> int:
        """Return the number of a new connection."""
        with self._lock:
            number = next(self._numbers)
        self.wakes[number] = wake
        return number

    def freed(self, seat: str) -> None:
        """Forget a seat."""
        if gone := self.seats.pop(seat, None):
            gone.alive = False

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                kind, *words = pickle.load(self._process.stdout)
                self._told(kind, *words)
        except EOFError:
            pass
        except Exception:
            logging.getLogger(__name__).exception("a process that trains runs is given up")
        self._end()

    def _told(self, kind: str, which: Any, content: Any = None) -> None:
        if kind == "done":
            self._asked.pop(which).set_result(content)
        elif kind == "failed":
            self._asked.pop(which).set_exception(content)
        elif kind == "state" and which in self.seats:
            self.seats[which].state = content
        elif kind == "wake" and which in self.wakes:
            self.wakes[which]()
        elif kind == "freed":
            self.freed(which)

    def _end(self) -> None:
        """Let nobody wait for a process that is gone."""
        with self._lock:
            self.alive = False
        self._process.kill()
        with suppress(OSError), self._process:  # closes the pipes and waits
            atexit.unregister(self._process.kill)
        for seat in list(self.seats):
            self.freed(seat)
        for future in self._asked.values():
            future.set_exception(RuntimeError("the process of this seat is gone"))
        for wake in list(self.wakes.values()):
            wake()


_processes: list[Process] = []
_opening = Lock()


def prepare() -> Process:
    """Return the process for the next run, a new one if there is none with room."""
    with _opening:
        _processes[:] = [process for process in _processes if process.alive]
        best = min(_processes, key=lambda process: len(process.seats), default=None)
        if best is None or (len(best.seats) >= ROOM and len(_processes) < MOST):
            best = Process()
            _processes.append(best)
        return best


def open_seat(settings: Settings, events: Iterable[Event] = (), at: int = 0) -> RemoteSeat:
    """Return a new seat; it can be found by its id until it is freed.

    Args:
        settings: What its run starts with.
        events: What is done to it on the way.
        at: Index of the frame where it begins.
    """
    events = tuple(events)
    return RemoteSeat(_watched(settings, events) or prepare(), settings, events, at)


def _watched(settings: Settings, events: tuple[Event, ...]) -> Process | None:
    """Return the process in which a seat watches such a run: they share it."""
    for process in _processes:
        for seat in list(process.seats.values()):
            if seat.state.initial == settings and seat.state.events == events and process.alive:
                return process
    return None


def find_seat(seat: str) -> RemoteSeat | None:
    """Return the seat of that id, or None if there is none or it has been freed."""
    return next((process.seats[seat] for process in _processes if seat in process.seats), None)

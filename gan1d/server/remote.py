"""The runs of all pages: trained in processes of their own, so that they do not hold up the pages.

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
from gan1d.runs.live import State
from gan1d.server import pipes
from gan1d.settings import Settings

ROOM = 8  # runs in a process before there is another one
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
MOST = max(1, CORES - 1)  # processes; a core is left to the server


class RemoteRun:
    """A run in another process, as the server sees it.

    Attributes:
        id: What finds it; cannot be guessed.
        state: What it was when it last told.
        alive: False when it has been freed or its process is gone.
    """

    def __init__(self, process: "Process", settings: Settings, events: Iterable[Event]) -> None:
        """Open the run in that process."""
        self.id, self.alive = secrets.token_urlsafe(16), True
        self.state = State(settings, settings, tuple(events))
        self._process = process
        process.runs[self.id] = self
        self.ask("open", settings, self.state.events).add_done_callback(self._opened)

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self.state.settings

    def _opened(self, done: "Future[Any]") -> None:
        if done.exception():
            self._process.freed(self.id)

    def ask(self, act: str, *given: Any, **named: Any) -> "Future[Any]":
        """Return the future of an act on the run, see `Host.hear`.

        When it is done, `state` is up to date. Its error is a RuntimeError if the run was freed.
        """
        return self._process.ask(self.id, act, given, named)

    def attach(self, wake: Callable[[], None]) -> int:
        """Return the number of a new player; `wake` is called from a thread when it has news."""
        player = self._process.player(wake)
        self.ask("come", player)
        return player

    def detach(self, player: int) -> None:
        """Forget a player."""
        self._process.wakes.pop(player, None)
        self.ask("go", player)

    def close(self) -> None:
        """Free the run now."""
        self._process.freed(self.id)
        self.ask("close")


class Process:
    """A process that trains runs.

    Attributes:
        runs: By id.
        wakes: What wakes its players, by their numbers.
        alive: False when it is gone.
    """

    def __init__(self) -> None:
        """Start it."""
        self.runs: dict[str, RemoteRun] = {}
        self.wakes: dict[int, Callable[[], None]] = {}
        self.alive = True
        self._numbers, self._asked = count(), dict[int, Future[Any]]()
        self._lock = Lock()
        self._process = pipes.start("gan1d.server.worker")
        atexit.register(self._process.kill)
        Thread(target=self._listen, name="gan1d-runs", daemon=True).start()

    def ask(self, run: str, act: str, given: Any, named: Any) -> "Future[Any]":
        """Return the future of an act on a run; see `RemoteRun.ask`."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            number = next(self._numbers)
            if self.alive:
                self._asked[number] = future
                self._send(number, run, act, given, named)
                return future
        future.set_exception(RuntimeError(f"the process of run {run[:6]} is gone"))
        return future

    def _send(self, *words: Any) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pickle.dumps(words))
            self._process.stdin.flush()
        except OSError:
            self._process.kill()  # what was asked fails when the listener sees the end

    def player(self, wake: Callable[[], None]) -> int:
        """Return the number of a new player."""
        with self._lock:
            number = next(self._numbers)
        self.wakes[number] = wake
        return number

    def freed(self, run: str) -> None:
        """Forget a run."""
        if gone := self.runs.pop(run, None):
            gone.alive = False

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                kind, *words = pickle.load(self._process.stdout)
                self._heard(kind, *words)
        except EOFError:
            pass
        except Exception:
            logging.getLogger(__name__).exception("a process that trains runs is given up")
        self._end()

    def _heard(self, kind: str, which: Any, content: Any = None) -> None:
        if kind == "done":
            self._asked.pop(which).set_result(content)
        elif kind == "failed":
            self._asked.pop(which).set_exception(content)
        elif kind == "state" and which in self.runs:
            self.runs[which].state = content
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
        for run in list(self.runs):
            self.freed(run)
        for future in self._asked.values():
            future.set_exception(RuntimeError("the process that trained this run is gone"))
        for wake in list(self.wakes.values()):
            wake()


_processes: list[Process] = []
_opening = Lock()


def prepare() -> Process:
    """Return the process for the next run, a new one if there is none with room."""
    with _opening:
        _processes[:] = [process for process in _processes if process.alive]
        best = min(_processes, key=lambda process: len(process.runs), default=None)
        if best is None or (len(best.runs) >= ROOM and len(_processes) < MOST):
            best = Process()
            _processes.append(best)
        return best


def open_run(settings: Settings, events: Iterable[Event] = ()) -> RemoteRun:
    """Return a new run that waits for a player; it can be found by its id until it is freed."""
    return RemoteRun(prepare(), settings, events)


def find_run(run: str) -> RemoteRun | None:
    """Return the run of that id, or None if there is none or it has been freed."""
    return next((process.runs[run] for process in _processes if run in process.runs), None)

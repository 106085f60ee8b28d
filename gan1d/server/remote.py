"""The seats of all pages: their runs train in other processes, so as not to hold up the pages.

NumPy and Python share one lock in a process. Beside the server, which has sockets and scripts to
serve, a run loses a fifth of its steps; and one process cannot train more runs than one core can.
"""

import atexit
import json
import logging
import pickle
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from itertools import count
from threading import Lock, RLock, Thread, Timer
from typing import Any

from gan1d import limits
from gan1d.links import Event
from gan1d.runs.seat import State
from gan1d.runs.store import OtherEngineError
from gan1d.server import pipes
from gan1d.settings import Settings

Wake = Callable[[], None]

SEATS_PER_PROCESS = limits.PAGES_PER_PROCESS  # before there is another process
MAX_PROCESSES = limits.PROCESSES
LEFT = 64  # runs a process is remembered for, after their seats have gone
IDLE = 30.0  # seconds a process beyond the first is kept without seats


class RemoteSeat:
    """A page's seat on a run in another process, as the server sees it.

    Attributes:
        id: What finds it; cannot be guessed.
        state: What its run was when it last told.
        alive: False when it has been freed or its process is gone.
        waits: True while there is no room for its own run, and it watches another one.
        left: True while its page is not there: it takes no place, though it may come back.
        second: True if its page has another one, too: it shows two runs side by side.
    """

    def __init__(
        self, settings: Settings, events: Iterable[Event], at: int, second: bool = False
    ) -> None:
        """Take the seat, in the process where that run is watched, or in one with room."""
        self.id, self.alive, self.second = secrets.token_urlsafe(16), True, second
        self.waits = self.left = False
        self._wakes: dict[int, Wake] = {}
        self._moving = Lock()
        self._take(settings, tuple(events), at, 0).add_done_callback(self._taken)

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self.state.settings

    @property
    def busy(self) -> bool:
        """Return True if its process takes nothing, and as much waits for it as may."""
        return self._process.outbox.waiting > pipes.MAX_WAITING

    @property
    def watched(self) -> bool:
        """Return True while a page is connected to it."""
        return bool(self._wakes)

    def _take(
        self, settings: Settings, events: tuple[Event, ...], at: int, epoch: int
    ) -> "Future[Any]":
        with _processes_lock:  # one with a seat is not ended
            self._process = _watching(settings, events) or prepare(settings.engine)
            self.state = State(settings, settings, events, epoch, epoch)
            self.waits = _places(besides=self) < 1
            self._process.seats[self.id] = self
        room = {"room": not self.waits}
        return self._process.ask(self.id, "open", (settings, events, at, epoch), room)

    def _taken(self, done: "Future[Any]") -> None:
        if done.exception():
            self._process.forget(self.id)
        else:
            self.waits = done.result()

    def come_in(self) -> None:
        """Take its own run, if there is room for it now."""
        self.ask("come_in").add_done_callback(self._come)

    def _come(self, done: "Future[Any]") -> None:
        if not done.exception() and done.result() is not None:  # else it is on its way elsewhere
            self.waits = done.result()

    def ask(self, act: str, *given: Any, **named: Any) -> "Future[Any]":
        """Return the future of an act on the seat, see `Host.dispatch`.

        When it is done, `state` is up to date. Its error is a RuntimeError if the seat was freed,
        a BusyError if the process takes nothing and too much waits for it. It never blocks.
        """
        answer: Future[Any] = Future()
        answer.set_running_or_notify_cancel()
        with self._moving:
            done = self._process.ask(self.id, act, given, named)
        done.add_done_callback(partial(self._done, answer, act, given))
        return answer

    def _done(self, answer: "Future[Any]", act: str, given: Any, done: "Future[Any]") -> None:
        error = done.exception()
        if isinstance(error, OtherEngineError):
            self._move(error, answer, *(given if act == "receive" else (None, "{}")))
        elif error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(done.result())

    def _move(
        self, asked: OtherEngineError, answer: "Future[Any]", number: int | None, text: str
    ) -> None:
        """Take the seat anew where the run that was asked for is trained; then answer."""
        with self._moving:
            before = self._process
            opened = self._take(asked.settings, tuple(asked.events), 0, self.state.epoch + 1)
            self._process.ask(self.id, "look", (asked.averaged,), {})
            for each, wake in self._wakes.items():
                self._process.wakes[each] = wake
                reply = json.loads(text).get("id") if each == number else None
                self._process.ask(self.id, "come", (each, reply), {})
            before.ask(self.id, "free", (), {})
            before.leave(self.id)
        opened.add_done_callback(self._taken)
        opened.add_done_callback(partial(self._moved, answer, number is not None))

    def _moved(self, answer: "Future[Any]", received: bool, opened: "Future[Any]") -> None:
        if error := opened.exception():
            answer.set_exception(error)
        else:
            answer.set_result((None, True) if received else None)
        for wake in list(self._wakes.values()):
            wake()

    def attach(self, wake: Wake) -> int:
        """Return the number of a new connection; `wake` is called from a thread for news."""
        number, self.left = next(_numbers), False
        with self._moving:
            self._wakes[number] = self._process.wakes[number] = wake
            self._process.ask(self.id, "come", (number,), {})
        return number

    def detach(self, number: int) -> None:
        """Forget a connection."""
        with self._moving:
            self._wakes.pop(number, None)
            self._process.wakes.pop(number, None)
            self._process.ask(self.id, "go", (number,), {})
            self.left = not self._wakes
        if self.left:
            _let_in()

    def free(self) -> None:
        """Give the seat up now."""
        self._process.forget(self.id)
        self.ask("free")


class Process:
    """A process that trains runs.

    Attributes:
        engine: Whence the gradients of all its runs come; see the knob.
        seats: By id.
        wakes: What wakes its connections, by their numbers.
        alive: False when it is gone.
        left: Which runs seats have left there, newest last; it may have them still.
        outbox: What is sent to it.
    """

    def __init__(self, engine: str) -> None:
        """Start it."""
        self.engine = engine
        self.seats: dict[str, RemoteSeat] = {}
        self.wakes: dict[int, Wake] = {}
        self.alive = True
        self.left: deque[int] = deque(maxlen=LEFT)
        self._health: Future[Any] | None = None
        self._pending: dict[int, Future[Any]] = {}
        self._lock = Lock()
        self._process = pipes.start_process("gan1d.server.worker", engine)
        self.outbox = pipes.Outbox(self._process)
        atexit.register(self._process.kill)
        Thread(target=self._listen, name="gan1d-runs", daemon=True).start()

    def ask(self, seat: str, act: str, given: Any, named: Any) -> "Future[Any]":
        """Return the future of an act on a seat; see `RemoteSeat.ask`."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            number = next(_numbers)
            if self.alive:
                self._pending[number] = future
                try:
                    self.outbox.send(number, seat, act, given, named)
                except pipes.BusyError as error:
                    del self._pending[number]
                    future.set_exception(error)
                return future
        future.set_exception(RuntimeError(f"the process of seat {seat[:6]} is gone"))
        return future

    def health(self) -> "Future[Any]":
        """Return the future of its numbers, see `gan1d.server.health`; asked once at a time."""
        if self._health is None or self._health.done():
            self._health = self.ask("", "health", (), {})
        return self._health

    def forget(self, seat: str) -> None:
        """Forget a seat that is given up."""
        if gone := self.leave(seat):
            gone.alive = False
            self.left.append(hash((gone.state.initial, gone.state.events)))

    def leave(self, seat: str) -> RemoteSeat | None:
        """Let a seat go, and return it; after the last one the process may end, unless it is first.

        The first stays, so that the next page need not wait for one.
        """
        gone = self.seats.pop(seat, None)
        if gone and not self.seats and self.alive:
            later = Timer(IDLE, self._end_if_idle)
            later.daemon = True
            later.start()
        return gone

    def _end_if_idle(self) -> None:
        with _processes_lock:
            if self in _processes[1:] and not self.seats:
                _processes.remove(self)
                self._process.kill()  # the listener sees the end

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
            self._pending.pop(which).set_result(content)
        elif kind == "failed":
            self._pending.pop(which).set_exception(content)
        elif kind == "state" and which in self.seats:
            self.seats[which].state = content
        elif kind == "wake" and which in self.wakes:
            self.wakes[which]()
        elif kind == "freed":
            self.forget(which)
            _let_in()

    def _end(self) -> None:
        """Let nobody wait for a process that is gone."""
        with self._lock:
            self.alive = False
        self._process.kill()
        self.outbox.close()
        with suppress(OSError), self._process:  # closes the pipes and waits
            atexit.unregister(self._process.kill)
        for seat in list(self.seats):
            self.forget(seat)
        for future in self._pending.values():
            future.set_exception(RuntimeError("the process of this seat is gone"))
        for wake in list(self.wakes.values()):
            wake()


_processes: list[Process] = []
_numbers = count()  # of what is asked, and of connections
_processes_lock = RLock()


def prepare(engine: str = "numpy") -> Process:
    """Return the process for the next run of an engine, a new one if there is none with room."""
    with _processes_lock:
        _processes[:] = [process for process in _processes if process.alive]
        fitting = [process for process in _processes if process.engine == engine]
        best = min(fitting, key=lambda process: len(process.seats), default=None)
        if best is None or (len(best.seats) >= SEATS_PER_PROCESS and len(fitting) < MAX_PROCESSES):
            best = Process(engine)
            _processes.append(best)
        return best


def open_seat(
    settings: Settings, events: Iterable[Event] = (), at: int = 0, second: bool = False
) -> RemoteSeat:
    """Return a new seat; it can be found by its id until it is freed.

    Args:
        settings: What its run starts with.
        events: What is done to it on the way.
        at: Index of the frame where it begins.
        second: True if its page has another one, too.
    """
    return RemoteSeat(settings, events, at, second)


def _watching(settings: Settings, events: tuple[Event, ...]) -> Process | None:
    """Return the process in which a seat watches such a run, or did: they share it."""
    alive = [process for process in processes() if process.engine == settings.engine]
    for process in alive:
        for seat in list(process.seats.values()):
            if seat.state.initial == settings and seat.state.events == events:
                return process
    which = hash((settings, events))
    return next((process for process in alive if which in process.left), None)


def processes() -> list[Process]:
    """Return the processes that are alive."""
    return [process for process in _processes if process.alive]


def _seats() -> list[RemoteSeat]:
    """Return the seats in all processes."""
    return [seat for process in processes() for seat in list(process.seats.values())]


def _places(besides: RemoteSeat | None = None) -> int:
    """Return how many more pages may have a run of their own."""
    others = [seat for seat in _seats() if seat is not besides]
    return limits.PAGES - sum(not seat.waits and not seat.left for seat in others)


def _let_in() -> None:
    """Let those who wait for room take their own runs, as many as there are places."""
    waiting = [seat for seat in _seats() if seat.waits]
    for seat in waiting[: max(0, _places())]:
        seat.come_in()


def find_seat(seat: str) -> RemoteSeat | None:
    """Return the seat of that id, or None if there is none or it has been freed."""
    return next((process.seats[seat] for process in _processes if seat in process.seats), None)

"""A process that trains runs and does what the server asks of its seats; see `remote`.

It reads (number, seat's id, name of an act, its positional and named arguments) and writes

    ("done", number, result)  or  ("failed", number, error)
    ("state", seat's id, State)     whenever the seat's run has changed, before the answer
    ("wake", connection's number)   when there is news for a connection that waits for it
    ("freed", seat's id)            when no connection has been there for a while
"""

import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from typing import Any

from gan1d.links import Event
from gan1d.runs.scheduler import scheduler
from gan1d.runs.seat import Seat
from gan1d.runs.store import Store
from gan1d.server.conversation import Connection, news, receive
from gan1d.server.pipes import gathering_writer, picklable, serve
from gan1d.server.protocol import FromServer, Pong, Refused
from gan1d.settings import Settings

Write = Callable[..., None]


class HostedSeat(Seat):
    """A seat of this process with its page's connections.

    Attributes:
        connections: By their numbers.
        told: What the server knows of it: epoch, and events that have happened.
    """

    def __init__(
        self,
        store: Store,
        write: Write,
        freed: Callable[[], None],
        settings: Settings,
        events: Iterable[Event],
        at: int,
        epoch: int,
        room: bool = True,
    ) -> None:
        """Take the seat; `write` sends a tuple to the server, `freed` is called at the end."""
        super().__init__(store, settings, events, at, epoch=epoch, when_freed=freed, room=room)
        self.connections: dict[int, Connection] = {}
        self._write = write
        self.told = (-1, 0) if self.waits else (epoch, 0)

    @property
    def standing(self) -> tuple[int, int]:
        """Return what must be told again when it differs; see `told`."""
        return self.epoch, self.happened

    def come(self, number: int, reply: str | None = None) -> None:
        """Let a new connection watch; its first message answers `reply`."""
        connection = self.connections[number] = Connection(
            wake=partial(self._write, "wake", number)
        )
        connection.reply = reply
        self.attach(connection)

    def go(self, number: int) -> None:
        """Forget a connection."""
        self.detach(self.connections.pop(number))

    def receive(self, number: int, text: str) -> tuple[Refused | Pong | None, bool]:
        """Return what a connection is answered at once, and if more is due without a pause."""
        connection = self.connections[number]
        answer = receive(self, connection, text)
        return answer, connection.reply is not None

    def news(self, number: int) -> list[FromServer | bytes]:
        """Return what a connection has not been told yet."""
        return news(self, self.connections[number])


class Host:
    """All seats of this process, and the store of their runs."""

    def __init__(self, write: Write, engine: str) -> None:
        """Have none yet; `engine` is that of all its runs."""
        self._write, self._store = write, Store(engine)
        self._seats: dict[str, HostedSeat] = {}

    def dispatch(self, number: int, name: str, act: str, given: Any, named: Any) -> None:
        """Do an act, a method of `HostedSeat`, "open" or "health"; answer when it is done."""
        if act == "health":
            done = self._store.submit(self._health, time.perf_counter())
        else:
            done = self._store.submit_for(name, self._do, name, act, given, named)
        done.add_done_callback(partial(self._answer, number, name))

    def _health(self, asked: float) -> dict[str, float]:
        lag = time.perf_counter() - asked
        runs, work = len(self._store.runs), scheduler()
        return {"runs": runs, "steps": work.done, "steps_per_second": work.pace, "lag": lag}

    def _do(self, name: str, act: str, given: Any, named: Any) -> Any:
        if act == "open":
            freed = partial(self._freed, name)
            self._seats[name] = HostedSeat(self._store, self._write, freed, *given, **named)
            return self._seats[name].waits
        if name not in self._seats:
            raise RuntimeError(f"seat {name[:6]} has been freed")
        return getattr(self._seats[name], act)(*given, **named)

    def _freed(self, name: str) -> None:
        self._seats.pop(name, None)
        self._write("freed", name)

    def _answer(self, number: int, name: str, done: "Future[Any]") -> None:
        seat = self._seats.get(name)
        if seat is not None and seat.standing != seat.told:
            seat.told = seat.standing
            self._write("state", name, seat.state)
        error = done.exception()
        if error is None:
            self._write("done", number, done.result())
        else:
            assert isinstance(error, Exception)
            self._write("failed", number, picklable(error))


if __name__ == "__main__":
    serve(Host(gathering_writer(), sys.argv[1]).dispatch)

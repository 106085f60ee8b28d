"""A process that trains runs and does what the server asks of them; see `gan1d.server.remote`.

It hears (number, run's id, name of an act, its positional and named arguments) and says

    ("done", number, result)  or  ("failed", number, error)
    ("state", run's id, State)      whenever the run has changed, before the answer
    ("wake", player's number)       when there is news for a player who waits for it
    ("freed", run's id)             when nobody has watched the run for a while
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from typing import Any

from gan1d.links import Event
from gan1d.runs.live import LiveRun
from gan1d.server import protocol
from gan1d.server.pipes import mouth, sendable
from gan1d.settings import Settings

Say = Callable[..., None]


class HostedRun(LiveRun):
    """A run of this process with those who watch it.

    Attributes:
        players: By their numbers.
        told: Epoch the server knows of.
    """

    def __init__(
        self, say: Say, freed: Callable[[], None], settings: Settings, events: Iterable[Event]
    ) -> None:
        """Lay out the run; `say` sends a tuple to the server, `freed` is called at the end."""
        super().__init__(settings, events, freed)
        self.players: dict[int, protocol.Player] = {}
        self.told, self._say = 0, say

    def come(self, number: int) -> None:
        """Let a new player watch."""
        player = self.players[number] = protocol.Player(wake=partial(self._say, "wake", number))
        self.attach(player)

    def go(self, number: int) -> None:
        """Forget a player."""
        self.detach(self.players.pop(number))

    def receive(self, number: int, text: str) -> tuple[protocol.Message | None, bool]:
        """Return what a player is to be answered at once, and if more is due without a pause."""
        player = self.players[number]
        answer = protocol.receive(self, player, text)
        return answer, player.reply is not None

    def news(self, number: int) -> list[protocol.Message | bytes]:
        """Return what a player has not been told yet."""
        return protocol.news(self, self.players[number])


class Host:
    """All runs of this process."""

    def __init__(self, say: Say) -> None:
        """Have none yet."""
        self._say = say
        self._runs: dict[str, HostedRun] = {}

    def hear(self, number: int, name: str, act: str, given: Any, named: Any) -> None:
        """Do an act, a method of `HostedRun`, "open" or "close"; answer when it is done."""
        done: Future[Any] = Future()
        run = self._runs.get(name)
        if act == "open":
            try:
                self._runs[name] = HostedRun(self._say, partial(self._freed, name), *given)
                done.set_result(None)
            except Exception as error:  # the other runs go on
                done.set_exception(error)
        elif run is None:
            done.set_exception(RuntimeError(f"run {name[:6]} has been freed"))
        elif act == "close":
            run.close()
            done.set_result(None)
        else:
            done = run.submit(getattr(run, act), *given, **named)
        done.add_done_callback(partial(self._answer, number, name))

    def _freed(self, name: str) -> None:
        self._runs.pop(name, None)
        self._say("freed", name)

    def _answer(self, number: int, name: str, done: "Future[Any]") -> None:
        run = self._runs.get(name)
        if run is not None and run.epoch != run.told:
            run.told = run.epoch
            self._say("state", name, run.state)
        error = done.exception()
        if error is None:
            self._say("done", number, done.result())
        else:
            assert isinstance(error, Exception)
            self._say("failed", number, sendable(error))


def _serve() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the server, which ends this one
    host = Host(mouth())
    try:
        while True:
            host.hear(*pickle.load(sys.stdin.buffer))
    except (EOFError, BrokenPipeError):
        os._exit(0)  # the server is gone


if __name__ == "__main__":
    _serve()

"""Any messages of two pages on one run: each answered or refused, and the runs stay whole."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from gan1d.frames.recording import BASE
from gan1d.links import Event
from gan1d.runs import live, store
from gan1d.runs import seat as module
from gan1d.runs.seat import Seat
from gan1d.runs.store import OtherEngineError, Store
from gan1d.runs.timeline import Timeline
from gan1d.server.conversation import Connection, news, receive
from gan1d.settings import KNOBS, Settings, SettingsError

from . import check_is_said, fuzz

TINY = Settings(
    width_d=4, width_g=4, depth_d=1, depth_g=1, batch_d=4, batch_g=4, k=1, steps=12, fold=0
)
HALF_WAY = [Event(2, "d"), Event(5, "lr_d", 0.02)]
SMALL = {"width", "depth", "batch"}  # a step of a large net takes long
GOOD = {"k": [1, 2], "data": ["claw", "samples:1,2", "mixture:1,0,1", "curve:0,1"]}
NAMES = some.sampled_from([*KNOBS, "x", "at"])

JUNK = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner),
    max_leaves=4,
) | some.sampled_from(["\ud800", 10**40, -1, 0.5])
INDEX = some.integers(-3, 30) | some.integers() | some.none() | JUNK


@some.composite
def changes(draw: some.DrawFn) -> dict[str, Any]:
    """Return one or two knobs with values: allowed ones that train fast, and others."""
    return {name: draw(value(name)) for name in draw(some.sets(NAMES, max_size=2))}


def value(name: str) -> "some.SearchStrategy[Any]":
    """Return values of a knob, if it is one."""
    if name not in KNOBS:
        return JUNK
    knob = KNOBS[name]
    good = [4] if name.partition("_")[0] in SMALL else GOOD.get(name, [knob.default, knob.low])
    return some.sampled_from([*good, *knob.choices, knob.high + 1, None]) | JUNK


SAME = "?" + "&".join(f"{name}={value}" for name, value in TINY.to_json().items())
QUERIES = some.sampled_from(
    [SAME, SAME + "&events=2:d,4:k=2", SAME + "&events=x", SAME + "&engine=torch", "?k=0"]
)
FIELDS = {
    "hello": {"epoch": INDEX, "have": INDEX},
    "want": {"upto": INDEX, "at": INDEX},
    "set": {"changes": changes() | JUNK, "at": INDEX},
    "half": {"player": some.sampled_from(["d", "g"]) | JUNK, "at": INDEX},
    "restart": {"changes": changes() | JUNK},
    "open": {"query": QUERIES | JUNK},
    "go_on": {},
    "view": {"ema": some.booleans() | JUNK},
    "ping": {},
}


@some.composite
def messages(draw: some.DrawFn) -> str:
    """Return messages of every type, whose fields may be anything, or missing."""
    name = draw(some.sampled_from(list(FIELDS)))
    optional = FIELDS[name] | {"id": JUNK, "y": JUNK}
    return json.dumps(draw(some.fixed_dictionaries({"type": some.just(name)}, optional=optional)))


TEXTS = messages() | JUNK.map(json.dumps) | some.text(max_size=20)
DEEDS = some.tuples(some.integers(0, 1), messages() | TEXTS | some.integers(1, 5))


class Idle:
    """Stands for the scheduler and for timers: the test itself says when what is done."""

    def __init__(self, *given: Any) -> None:
        """Do nothing."""

    notice = when_idle = start = cancel = __init__


@pytest.fixture(autouse=True, scope="module")
def _idle() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for place, name in ((live, "scheduler"), (store, "scheduler"), (store, "Timer")):
            patch.setattr(place, name, Idle)
        patch.setattr(module, "Timer", Idle)
        yield


class Player:
    """A page: its seat, its line, and what it has been told, which must be whole."""

    def __init__(self, store: Store) -> None:
        """Take a seat and say hello."""
        self.seat = Seat(store, TINY, HALF_WAY)
        self.reader = Connection(wake=lambda: None)
        self.seat.attach(self.reader)
        self.rows: dict[int, np.ndarray] = {}
        self.epoch = -1
        self.hear()

    def hear(self) -> None:
        while messages := news(self.seat, self.reader):
            for message in messages:
                self._take(message)

    def _take(self, message: Any) -> None:
        if isinstance(message, bytes):
            epoch, first, count, floats = np.frombuffer(message, "<u4", 4)
            assert epoch == self.epoch
            rows = np.frombuffer(message, "<f4", offset=16).reshape(count, floats)
            assert np.isfinite(rows[:, :3]).all() and first <= max(self.rows, default=-1) + 1
            self.rows |= dict(enumerate(rows, int(first)))
            return
        json.dumps(message, allow_nan=False).encode()
        self.epoch = message["epoch"]
        if message["type"] == "run":
            self.rows = {}
        elif message["type"] == "changed":
            self.rows = {i: row for i, row in self.rows.items() if i <= message["from"]}

    def print(self) -> Any:
        """Return all of its seat that a refused message must leave as it is."""
        seat, line = self.seat, self.seat.run.timeline
        kept = line.recording
        return (
            (seat.state, seat.wanted, seat.on_screen, seat.averaged, id(seat.run)),
            (list(line.events), list(line.turns), line.stop, line.trainer.step),
            (kept.first, kept.stop, kept.rows(kept.stop - 1, kept.stop).tobytes()),
            (self.reader.epoch, self.reader.sent, self.reader.turns, self.reader.reply),
        )

    def say(self, text: str) -> bool:
        """Return True if a message was done; if it was refused it is said, and nothing changed."""
        before = self.print()
        try:
            answer = receive(self.seat, self.reader, text)
        except OtherEngineError:  # the server takes the seat to another process
            assert self.print() == before
            return False
        json.dumps(answer, allow_nan=False).encode()
        if answer is None or answer["type"] == "pong":
            for index in range(max(self.rows, default=-1) + 1, self.reader.sent + 1):
                self.rows[index] = np.empty(0)  # it has said that it has them
            return True
        assert self.print() == before and answer["text"]
        if "name" in answer:
            check_is_said(SettingsError(answer["name"], answer["value"], answer["allowed"]))
        return False


def trained(seat: Seat, frames: int) -> None:
    """Train some frames of those that are wanted."""
    for _ in range(frames):
        if seat.run.is_due():
            seat.run.work()


@fuzz
@given(TEXTS)
@example("[" * 3000)
@example('{"type": "want", "upto": -99999999999999999999}')  # no frame of any array
@example('{"type": "set", "changes": {"k": ' + "9" * 5000 + "}}")
@example('{"type": "hello", "epoch": 0, "have": 1}')  # it has none
def test_a_message(text: str) -> None:
    player = Player(Store("numpy"))
    player.say('{"type": "want", "upto": 4, "at": 3}')
    trained(player.seat, 4)
    player.say(text)
    player.hear()
    player.seat.free()


@fuzz
@given(some.lists(DEEDS, min_size=2, max_size=6))
@example([(0, '{"type": "set", "changes": {"seed": 0}}')])  # refused after the run was forked
def test_after_any_messages_the_runs_are_whole(deeds: list[tuple[int, str | int]]) -> None:
    store = Store("numpy")
    players = Player(store), Player(store)
    for who, deed in deeds:
        if isinstance(deed, int):
            trained(players[who].seat, deed)
        else:
            players[who].say(deed)
        for player in players:
            player.hear()
    for player in players:
        seat, run = player.seat, player.seat.run
        newest = seat.newest()
        assert player.say(json.dumps({"type": "want", "upto": newest + 3, "at": newest}))
        trained(seat, 3)
        kept = run.timeline.recording
        assert seat.newest() == newest + 3 or run.timeline.stop is not None
        player.hear()
        assert list(player.rows) == list(range(kept.first, kept.stop))
        if player is players[1] and run is players[0].seat.run:
            break
        again = Timeline(*run.key)
        while again.recording.stop < kept.stop and again.advance():
            pass
        np.testing.assert_array_equal(
            kept.rows(kept.first, kept.stop)[:, :BASE],
            again.recording.rows(kept.first, kept.stop)[:, :BASE],
        )
    for player in players:
        player.seat.free()
    assert not store.runs

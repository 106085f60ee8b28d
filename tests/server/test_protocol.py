"""Every message that is really sent is one of the protocol."""

import json
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from gan1d.frames import recording
from gan1d.frames.recording import CAPACITY
from gan1d.links import Event
from gan1d.recipes import RECIPES
from gan1d.runs.seat import Seat
from gan1d.runs.store import Store
from gan1d.saved import write_run
from gan1d.server import protocol
from gan1d.server.conversation import _ACTS, Connection, news, receive
from gan1d.settings import Settings

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=12)


def misfits(value: Any, hint: Any, place: str = "") -> list[str]:
    """Return where a value of JSON is not of a type; a message may hold nothing unnamed."""
    origin, inside = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        hints, required = get_type_hints(hint), hint.__required_keys__
        if not isinstance(value, dict) or not required <= value.keys() <= hints.keys():
            return [f"{place}: {value!r} is not {hint.__name__}, {sorted(hints)}"]
        return [bad for key in value for bad in misfits(value[key], hints[key], f"{place}.{key}")]
    if origin is list and isinstance(value, list):
        return [bad for i, one in enumerate(value) for bad in misfits(one, *inside, f"{place}.{i}")]
    if origin is tuple and isinstance(value, list) and len(value) == len(inside):
        pairs = enumerate(zip(value, inside, strict=True))
        return [bad for i, pair in pairs for bad in misfits(*pair, f"{place}.{i}")]
    if origin is dict and isinstance(value, dict):
        each = value.items()
        return [bad for key, one in each for bad in misfits(one, inside[1], f"{place}.{key}")]
    if origin is Literal:
        fits = value in inside
    elif origin in (Union, UnionType):
        fits = any(not misfits(value, one) for one in inside)
    else:
        fits = hint in (type(value), float if type(value) is int else None)
    return [] if fits else [f"{place}: {value!r} is not {hint}"]


def kinds(union: Any) -> dict[str, Any]:
    """Return the messages of one way by the word in their "type"."""
    return {get_args(get_type_hints(kind)["type"])[0]: kind for kind in get_args(union)}


SERVER, BROWSER = kinds(protocol.FromServer), kinds(protocol.FromBrowser)


class Talk:
    """A page that says only what the protocol allows, and looks at every answer."""

    def __init__(self, seat: Seat) -> None:
        """Begin to listen."""
        self.seat, self.reader = seat, Connection(wake=lambda: None)
        self.said: set[str] = set()
        self.heard: list[dict[str, Any]] = []
        self.events: list[str] = []
        self.begun: dict[str, Any] = {}

    def say(self, **message: Any) -> dict[str, Any]:
        """Send a message, train as far as is wanted, and return the last text that was sent."""
        assert misfits(message, BROWSER[message["type"]]) == []
        self.said.add(message["type"])
        answer = receive(self.seat, self.reader, json.dumps(message))
        self.hear([answer] if answer else [])
        for _ in range(40):
            self.hear(news(self.seat, self.reader))
            if self.seat.run.timeline.recording.stop <= self.seat.wanted:
                self.seat.run.timeline.advance()
        return self.heard[-1]

    def hear(self, messages: list[Any]) -> None:
        """Hold messages against the protocol."""
        for message in (message for message in messages if not isinstance(message, bytes)):
            sent = json.loads(json.dumps(message, allow_nan=False))
            assert misfits(sent, SERVER[sent["type"]], sent["type"]) == []
            self.heard.append(sent)
            self.hold(sent)

    def hold(self, message: dict[str, Any]) -> None:
        """Keep the run whole, as the browser does."""
        if message["type"] == "run":
            self.events, self.begun = message["events"], message["settings"] | message["initial"]
        if message["type"] == "changed":
            assert "data" not in message["settings"]
            self.events = self.events[: message["kept"]] + message["events"]


@pytest.fixture
def talk():
    seat = Seat(Store(), SMALL)
    yield Talk(seat)
    seat.free()


def test_a_whole_run_speaks_by_the_protocol(talk):
    assert talk.say(type="hello", epoch=None, have=None)["type"] == "run"
    talk.say(type="want", upto=5, at=0)
    assert talk.say(type="set", id="b1", changes={"lr_d": 0.05, "loss": "wgan"}, at=3)["from"] == 3
    assert talk.heard[-1]["id"] == "b1"
    assert talk.say(type="half", id="b2", player="d", at=3)["type"] == "changed"
    assert talk.say(type="set", id="b3", changes={"k": 99}, at=3)["allowed"]
    told = talk.say(type="set", id="b8", changes={"k": 4, "beta1": 0.9}, at=3)
    small = ["width_d", "width_g"]
    assert told["recipe"] in RECIPES and {"k", "beta1", *small} <= set(told["changed"])
    assert talk.say(type="half", id="b4", player="g")["type"] == "changed"
    assert talk.say(type="restart", id="b5", changes={"seed": 4})["settings"]["seed"] == 4
    assert talk.say(type="open", id="b6", query="?data=claw&steps=3&k=4")["type"] == "run"
    assert talk.say(type="want", upto=9)["state"] == "ended"
    assert talk.say(type="go_on", id="b7")["type"] == "changed"
    talk.say(type="view", ema=True)
    assert talk.say(type="ping") == {"type": "pong"}
    assert talk.say(type="hello", epoch=0, have=2)
    lecture = {"lead", "hall", "led"}  # see test_hall
    assert talk.said == BROWSER.keys() - lecture == _ACTS.keys() | {"ping"}
    assert {message["type"] for message in talk.heard} == SERVER.keys() - lecture


def test_a_page_holds_its_run_whole_and_is_told_only_what_is_new(talk):
    def whole() -> bool:
        state = talk.seat.state
        return talk.events == list(map(str, state.events)) and talk.begun == state.initial.to_json()

    talk.say(type="hello", epoch=None, have=None)
    talk.say(type="open", id="a", query="?data=claw&k=2&steps=40&events=0:k=4,6:d,9:lr_d=0.02,30:g")
    assert whole() and len(talk.events) == 4
    talk.say(type="want", upto=12)
    assert whole() and talk.seat.settings.k == 4
    told = talk.say(type="set", id="b", changes={"lr_g": 0.03}, at=11)
    assert (told["kept"], told["events"]) == (3, ["10:lr_g=0.03"]) and whole()
    told = talk.say(type="set", id="c", changes={"lr_g": 0.04}, at=11)  # a slider on its way
    assert (told["kept"], told["events"]) == (3, ["10:lr_g=0.04"]) and whole()
    told = talk.say(type="half", id="d", player="d", at=5)
    assert (told["kept"], told["events"]) == (1, ["5:d"]) and whole()
    epoch = talk.seat.epoch
    talk.say(type="set", id="e", changes={"k": 7}, at=5)
    missed = talk.events
    for have in ({"epoch": epoch, "have": 5}, {"epoch": talk.seat.epoch, "have": 5}):
        talk.reader, talk.events = Connection(wake=lambda: None), missed  # the line was lost
        talk.say(type="hello", **have)
        talk.say(type="half", id="f", player="g", at=5)
        assert whole()


def test_a_run_that_was_handed_over_is_opened_and_one_that_is_gone_is_named(talk):
    talk.say(type="hello", epoch=None, have=None)
    text = write_run(Settings(seed=9), [Event(3, "d")], 5)
    told = talk.say(type="open", id="a", token="t", run=text)
    assert (told["type"], told["id"], told["events"]) == ("run", "a", ["3:d"])
    for refused in ({"token": "t"}, {"token": "t", "run": text[:-1]}, {"run": "[]"}):
        assert talk.say(type="open", id="b", **refused)["type"] == "refused"
    assert talk.heard[-3]["name"] == "token" and talk.heard[-2]["name"] == "file"
    assert talk.seat.settings.seed == 9


def test_a_run_that_keeps_less_for_want_of_memory_says_so_once(talk, monkeypatch):
    monkeypatch.setattr(recording, "LEAST", 4)
    talk.say(type="hello", epoch=None, have=None)
    assert talk.say(type="want", upto=11)["type"] == "run"  # nothing is short
    while talk.seat.run.timeline.recording.capacity > 6:
        assert talk.seat.run.timeline.halve()
    assert talk.say(type="want", upto=12)["type"] == "refused"
    told = [message for message in talk.heard if message["type"] == "refused"]
    assert [(one["name"], one["value"]) for one in told] == [("memory", "6")] and "id" not in told[
        0
    ]
    assert talk.say(type="restart", id="r")["type"] == "run" and talk.reader.kept == CAPACITY


def test_a_run_that_diverges_says_so_by_the_protocol(talk):
    talk.say(type="hello", epoch=None, have=None)
    query = "?steps=3000&optimiser=sgd&loss=wgan&lr_d=10&lr_g=10&gamma=10000&data=claw"
    talk.say(type="open", id="b1", query=query)
    for upto in range(0, 300, 10):
        if talk.say(type="want", upto=upto)["type"] == "state":
            break
    assert (talk.heard[-1]["state"], bool(talk.heard[-1]["reason"])) == ("diverged", True)


def test_what_does_not_fit_is_found():
    pong = {"type": "pong"}
    assert misfits(pong, protocol.Pong) == []
    assert misfits({**pong, "more": 1}, protocol.Pong)
    assert misfits({}, protocol.Pong)
    assert misfits({"type": "ping"}, protocol.Pong)
    assert misfits({"type": "want", "upto": 1.5}, protocol.Want) == [
        ".upto: 1.5 is not <class 'int'>"
    ]
    assert misfits([1, 2.5], tuple[float, float]) == []
    assert misfits([1.0], tuple[float, float])
    assert misfits({"a": [None]}, dict[str, list[int]])
    assert misfits(True, int)
    assert misfits(None, protocol.Setting) == misfits(2, float) == []

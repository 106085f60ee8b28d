"""What run and player say to each other over the websocket: acts on a seat, and what is new there.

`protocol` says what each message holds. A message is looked at whole before anything is done: one
that is refused changes nothing.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import numpy as np

from gan1d.frames.recording import BASE, CAPACITY
from gan1d.links import Event, from_query, parameters
from gan1d.runs.seat import Reader, Seat
from gan1d.runs.telling import grid_of, knobs_of
from gan1d.saved import read_run
from gan1d.server.protocol import Answer, Changed, FromServer, Now, Pong, Refused, Run
from gan1d.settings import SHOWN, SettingsError

CHUNK = 256  # frames in one message at most
NOT_UNDERSTOOD = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
HEADER = np.dtype("<u4")


@dataclass(eq=False)
class Connection(Reader):
    """The reader at the other end of one websocket.

    Attributes:
        reply: Id of the question the next "run" or "changed" answers.
        told: The stop it was told of.
        turns: How many events had happened when it was last told of knobs.
        events: All of the run it was told of.
        kept: Frames of its run that are kept at most, as far as it was told.
    """

    reply: str | None = None
    told: object = None
    turns: int = 0
    events: list[Event] = field(default_factory=list)
    kept: int = CAPACITY


def receive(seat: Seat, reader: Connection, text: str) -> Refused | Pong | None:
    """Do what a message asks for; return what is to be answered at once."""
    try:
        message = _read(text)
        if message["type"] == "ping":
            return {"type": "pong"}
        act = _ACTS[message["type"]]
    except NOT_UNDERSTOOD:
        return {"type": "refused", "text": f"message {text[:80]!r} is not understood"}
    answer: Answer = {"id": message["id"]} if "id" in message else {}
    try:
        act(seat, reader, message)
    except SettingsError as error:
        return refused_for(error, answer)
    except PermissionError as error:
        refused = _refused(answer, str(error))
        refused["name"], refused["value"], refused["allowed"] = "watching", "", ""
        return refused
    except (KeyError, TypeError, ValueError) as error:
        return _refused(answer, f"{text[:80]!r}: {error!r}")
    reader.reply = answer.get("id", reader.reply)
    return None


def _read(text: str) -> Any:
    """Return a message; an error if it is none, a number not finite, or its id not plain."""
    message = json.loads(text, parse_float=_finite, parse_constant=_finite)
    if not isinstance(message.get("id", ""), str | int):
        raise ValueError("id")
    return message


def _finite(number: str) -> float:
    if not isfinite(float(number)):
        raise ValueError(number)
    return float(number)


def message_of(text: str) -> dict[str, Any]:
    """Return a message; one without a type if it cannot be read."""
    try:
        message = _read(text)
        return message if isinstance(message["type"], str) else {}
    except NOT_UNDERSTOOD:
        return {}


def turned_down(text: str, why: str) -> Refused:
    """Return what answers a message that could not even be passed on."""
    try:
        return _refused({"id": _read(text)["id"]}, why)
    except NOT_UNDERSTOOD:
        return _refused({}, why)


def refused_for(error: SettingsError, answer: Answer | None = None) -> Refused:
    """Return what says that a value is not taken."""
    refused = _refused(answer or {}, str(error))
    refused["name"], refused["value"] = error.name, str(error.value)[:SHOWN]
    refused["allowed"] = error.allowed
    return refused


def _refused(answer: Answer, text: str) -> Refused:
    refused: Refused = {"type": "refused", "text": text}
    if "id" in answer:
        refused["id"] = answer["id"]
    return refused


def _index(message: Mapping[str, Any], name: str, default: int | None) -> int | None:
    """Return the index of a frame that a message names, or the default if it names none."""
    index = message.get(name)
    if index is None:
        return default
    if not isinstance(index, int) or isinstance(index, bool):
        raise ValueError(f"{name} = {index!r}; allowed: a whole number")
    return index


def _hello(seat: Seat, reader: Connection, message: Mapping[str, Any]) -> None:
    epoch, have = _index(message, "epoch", None), _index(message, "have", None)
    if epoch is not None and have is not None and seat.born <= epoch <= seat.epoch:
        timeline = seat.run.timeline
        reader.epoch, reader.sent = epoch, min(have, timeline.recording.stop - 1)
        reader.turns = timeline.happened_by(reader.sent - 1)
        reader.events = list(seat.state.events) if epoch == seat.epoch else []


def _want(seat: Seat, reader: Connection, message: Mapping[str, Any]) -> None:
    upto = _index(message, "upto", None)
    if upto is None:
        raise KeyError("upto")
    seat.want(upto, _index(message, "at", 0) or 0)


def _set(seat: Seat, reader: Connection, message: Mapping[str, Any]) -> None:
    seat.change(_index(message, "at", None), **message["changes"])


def _half(seat: Seat, reader: Connection, message: Mapping[str, Any]) -> None:
    seat.half(message["player"], _index(message, "at", None))


def _restart(seat: Seat, reader: Connection, message: Mapping[str, Any]) -> None:
    seat.restart(seat.settings.replace(**message.get("changes", {})))


def _open(seat: Seat, reader: Connection, message: Mapping[str, Any]) -> None:
    if "run" in message:
        settings, events, _ = read_run(str(message["run"]))
    elif "token" in message:
        raise SettingsError("token", message["token"], "one that has just been given, once")
    else:
        settings, events, errors = from_query(parameters(str(message["query"])))
        if errors:
            raise errors.pop(0)  # an error knows this frame
    seat.restart(settings, events)


def _go_on(seat: Seat, reader: Connection, message: Mapping[str, Any]) -> None:
    seat.go_on()


def _look(seat: Seat, reader: Connection, message: Mapping[str, Any]) -> None:
    seat.look(bool(message["ema"]))


_ACTS: dict[str, Callable[[Seat, Connection, Mapping[str, Any]], None]] = {
    "hello": _hello,
    "want": _want,
    "set": _set,
    "half": _half,
    "restart": _restart,
    "open": _open,
    "go_on": _go_on,
    "view": _look,
}


def news(seat: Seat, reader: Connection) -> list[FromServer | bytes]:
    """Return what the player has not been told yet; empty: nothing new."""
    messages: list[FromServer | bytes] = []
    timeline = seat.run.timeline
    recording = timeline.recording
    if reader.epoch < seat.born:
        reader.sent, reader.told, reader.kept = recording.first - 1, None, CAPACITY
        reader.turns = timeline.happened_by(reader.sent)
        messages.append(_run(seat, reader))
    elif reader.epoch < seat.epoch:
        reader.sent, reader.told = min(reader.sent, seat.outlived(reader.epoch)), None
        reader.turns = timeline.happened_by(reader.sent)
        messages.append(_changed(seat, reader))
    elif (turned := timeline.happened_by(reader.sent)) > reader.turns:
        before, reader.turns = reader.turns, turned
        if timeline.knobs(before) != timeline.knobs(turned):
            messages.append(_changed(seat, reader))
    reader.epoch = seat.epoch
    start = max(reader.sent + 1, recording.first)
    stop = min(recording.stop, start + CHUNK, seat.wanted + 1)
    last = timeline.next_turn(reader.turns)
    if last is not None:  # what is turned after it is said before the next one
        stop = min(stop, last + 1)
    rows = recording.rows(start, stop)
    if len(rows):
        rows = rows if seat.averaged else rows[:, :BASE]
        head = np.array([seat.epoch, start, *rows.shape], HEADER)
        messages.append(head.tobytes() + np.ascontiguousarray(rows, "<f4").tobytes())
        reader.sent = start + len(rows) - 1
    if recording.capacity < reader.kept:
        reader.kept = recording.capacity
        messages.append(_keeps_less(reader.kept))
    end = timeline.stop
    if end is not reader.told and reader.sent == recording.stop - 1:
        reader.told = end
        if end is not None:
            messages.append(
                {
                    "type": "state",
                    "epoch": seat.epoch,
                    "state": end.kind,
                    "index": reader.sent,
                    "step": end.step,
                    "reason": end.reason,
                }
            )
    reader.asleep = not messages
    return messages


def _keeps_less(frames: int) -> Refused:
    """Return what says that memory is short and a run keeps no more than so many frames."""
    refused = _refused({}, f"memory is short: only the newest {frames} pictures of it are kept")
    refused["name"], refused["value"], refused["allowed"] = "memory", f"{frames}", ""
    return refused


def _answer(reader: Connection) -> Answer:
    reply, reader.reply = reader.reply, None
    return {} if reply is None else {"id": reply}


def _now(seat: Seat, reader: Connection) -> Now:
    timeline = seat.run.timeline
    return {
        **_answer(reader),
        "epoch": seat.epoch,
        "link": "?" + seat.state.link,
        **knobs_of(*timeline.knobs(reader.turns)),
    }


def _run(seat: Seat, reader: Connection) -> Run:
    timeline = seat.run.timeline
    reader.events = list(seat.state.events)
    return {
        "type": "run",
        **_now(seat, reader),
        "waits": seat.waits,
        "initial": seat.state.initial.differing(timeline.knobs(reader.turns)[0]),
        "events": list(map(str, reader.events)),
        **grid_of(timeline),
    }


def _changed(seat: Seat, reader: Connection) -> Changed:
    now, events = _now(seat, reader), list(seat.state.events)
    del now["settings"]["data"]
    same = zip(reader.events, events, strict=False)
    kept = next(
        (i for i, (a, b) in enumerate(same) if a is not b), min(len(reader.events), len(events))
    )
    reader.events = events
    new = list(map(str, events[kept:]))
    return {"type": "changed", **now, "from": reader.sent, "kept": kept, "events": new}

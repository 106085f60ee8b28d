"""What a run and the player in the browser say to each other over the websocket.

The player begins with {"type": "hello"} and asks for frames by {"type": "want", "upto": index,
"at": index on the screen}; it turns knobs by "set", does "half" steps, "restart"s, "open"s the run
of a link and "go_on"s. The server answers "run" (a new run: forget everything), "changed" (frames
after "from" are no longer true), "refused" (with the reason), "state" (the run stands still by
itself) and "pong" to a {"type": "ping"}. Frames come as binary messages: four uint32 (epoch, index
of the first frame, frames, floats in a frame), then the frames as `Frame.row`s.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gan1d.frames.recording import BASE, FIELDS
from gan1d.links import from_query, parameters
from gan1d.runs.live import LiveRun, Reader
from gan1d.settings import SettingsError

CHUNK = 256  # frames in one message at most
HEADER = np.dtype("<u4")

Message = dict[str, Any]


@dataclass(eq=False)
class Player(Reader):
    """The reader at the other end of one websocket.

    Attributes:
        reply: Id of the question the next "run" or "changed" answers.
        averaged: True if it wants the p_model of G's moving average, too.
        told: The stop it was told of.
    """

    reply: object = None
    averaged: bool = False
    told: object = None


def receive(run: LiveRun, player: Player, text: str) -> Message | None:
    """Do what a message asks for, in the run's thread; return what is to be answered at once."""
    try:
        message = json.loads(text)
        if message["type"] == "ping":
            return {"type": "pong"}
        act = _ACTS[message["type"]]
    except (ValueError, KeyError, TypeError):
        return {"type": "refused", "text": f"message {text[:80]!r} is not understood"}
    try:
        act(run, player, message)
    except SettingsError as error:
        parts = {"name": error.name, "value": str(error.value), "allowed": error.allowed}
        return {"type": "refused", "id": message.get("id"), "text": str(error), **parts}
    except (KeyError, TypeError, ValueError) as error:
        return {"type": "refused", "id": message.get("id"), "text": f"{text[:80]!r}: {error!r}"}
    if "id" in message:
        player.reply = message["id"]
    return None


def _hello(run: LiveRun, player: Player, message: Mapping[str, Any]) -> None:
    epoch, have = message.get("epoch"), message.get("have")
    if isinstance(epoch, int) and isinstance(have, int) and run.born <= epoch <= run.epoch:
        player.epoch, player.sent = epoch, min(have, run.timeline.recording.stop - 1)


def _want(run: LiveRun, player: Player, message: Mapping[str, Any]) -> None:
    run.want(int(message["upto"]), int(message.get("at", 0)))


def _set(run: LiveRun, player: Player, message: Mapping[str, Any]) -> None:
    run.change(message.get("at"), **message["changes"])


def _half(run: LiveRun, player: Player, message: Mapping[str, Any]) -> None:
    run.half(message["player"], message.get("at"))


def _restart(run: LiveRun, player: Player, message: Mapping[str, Any]) -> None:
    seed = message.get("seed")
    run.restart(run.settings if seed is None else run.settings.replace(seed=seed))


def _open(run: LiveRun, player: Player, message: Mapping[str, Any]) -> None:
    settings, events, errors = from_query(parameters(str(message["query"])))
    if errors:
        raise errors[0]
    run.restart(settings, events)


def _go_on(run: LiveRun, player: Player, message: Mapping[str, Any]) -> None:
    player.told = None
    run.go_on()


def _look(run: LiveRun, player: Player, message: Mapping[str, Any]) -> None:
    player.averaged = run.timeline.view.averaged = bool(message["ema"])


_ACTS: dict[str, Callable[[LiveRun, Player, Mapping[str, Any]], None]] = {
    "hello": _hello,
    "want": _want,
    "set": _set,
    "half": _half,
    "restart": _restart,
    "open": _open,
    "go_on": _go_on,
    "view": _look,
}


def news(run: LiveRun, player: Player) -> list[Message | bytes]:
    """Return what the player has not been told yet, in the run's thread; empty: nothing new."""
    messages: list[Message | bytes] = []
    recording = run.timeline.recording
    if player.epoch < run.born:
        messages.append(_run(run, player))
        player.sent, player.told = recording.first - 1, None
        run.timeline.view.averaged = player.averaged
    elif player.epoch < run.epoch:
        kept = min(player.sent, run.outlived(player.epoch))
        messages.append(_changed(run, player, kept))
        player.sent, player.told = kept, None
    player.epoch = run.epoch
    start = max(player.sent + 1, recording.first)
    rows = recording.rows(start, min(recording.stop, start + CHUNK))
    if len(rows):
        rows = rows if player.averaged else rows[:, :BASE]
        head = np.array([run.epoch, start, *rows.shape], HEADER)
        messages.append(head.tobytes() + np.ascontiguousarray(rows, "<f4").tobytes())
        player.sent = start + len(rows) - 1
    stop = run.timeline.stop
    if stop is not player.told and player.sent == recording.stop - 1:
        player.told = stop
        if stop is not None:
            messages.append(
                {
                    "type": "state",
                    "epoch": run.epoch,
                    "state": stop.kind,
                    "index": player.sent,
                    "step": stop.step,
                    "reason": stop.reason,
                }
            )
    player.asleep = not messages
    return messages


def _answer(player: Player) -> Message:
    reply, player.reply = player.reply, None
    return {} if reply is None else {"id": reply}


def _now(run: LiveRun) -> Message:
    settings = run.settings
    loss = settings.game
    return {
        "epoch": run.epoch,
        "settings": settings.to_json(),
        "link": "?" + run.state.link,
        "additions": settings.additions,
        "ends": run.timeline.trainer.ends,
        "loss": {
            "name": settings.loss,
            "probability": loss.has_probability,
            "has_value": loss.has_value,
            "formula_d": loss.formula_d,
            "formula_g": loss.formula_g,
            "loss_d_end": loss.end_d,
            "loss_g_end": loss.end_g,
            "source": loss.source,
        },
    }


def _run(run: LiveRun, player: Player) -> Message:
    view, p_z = run.timeline.view, run.timeline.trainer.p_z
    bins = view.bins
    return {
        "type": "run",
        **_answer(player),
        **_now(run),
        "x": bins.x.tolist(),
        "p_data": bins.p_data.tolist(),
        "x_range": [float(bins.edges[0]), float(bins.edges[-1])],
        "y_max": bins.y_max,
        "support": bins.support_intervals,
        "z": view.ticks.tolist(),
        "z_range": [float(end) for end in p_z.range],
        "best": view.best.tolist(),
        "fields": list(FIELDS),
    }


def _changed(run: LiveRun, player: Player, kept: int) -> Message:
    return {"type": "changed", **_answer(player), **_now(run), "from": kept}

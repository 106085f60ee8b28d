"""Numbers that Python and the player must agree on: `python -m tests.player.golden` writes them.

All inputs are plain arithmetic, nothing is trained, so that every machine finds the same numbers.
"""

import json
import math
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from gan1d.frames import metrics
from gan1d.frames.density import DISPLAY_POINTS as POINTS
from gan1d.frames.recording import FIELDS, TICKS, Frame
from gan1d.losses import LOSSES
from gan1d.runs.seat import Seat
from gan1d.runs.store import Store
from gan1d.server.conversation import Connection, news
from gan1d.settings import Settings
from gan1d.story.claims import read
from gan1d.story.lesson import STEPS

FILE = Path(__file__).with_name("golden.json")
Array = NDArray[np.float64]


def golden() -> dict[str, Any]:
    """Return everything the player's tests compare with, as JSON would hold it."""
    run = message()
    contents = {"run": run, "lesson": lesson(run), "densities": densities(), "pushes": pushes()}
    made: dict[str, Any] = json.loads(json.dumps(contents, allow_nan=False))
    return made


def message() -> dict[str, Any]:
    """Return the "run" message of the default run."""
    seat = Seat(Store(), Settings())
    try:
        first = news(seat, Connection(wake=lambda: None))[0]
    finally:
        seat.free()
    assert not isinstance(first, bytes)
    return dict(first)


def frames() -> list[Frame]:
    """Return two frames with curves of eighths and metrics of quarters, which float32 holds."""
    i, tick = np.arange(POINTS), np.arange(TICKS)
    return [
        Frame(
            step=step,
            half=0,
            health="learning",
            p_model=((5 + 2 * step) * i % 19) / 32,
            d=(i * 3 % (11 + step)) / 16,
            ticks=tick / 4 - 2.5,
            advice=np.stack([tick / 8 - 1, 1 - tick / 16]),
            metrics={name: (n * 7 % 13 - 3 - step) / 4 for n, name in enumerate(FIELDS)},
            averaged=np.zeros(POINTS),
        )
        for step in (0, 1)
    ]


def lesson(run: dict[str, Any]) -> dict[str, Any]:
    """Return every number the lesson reads, taken from two fixed rows, and what its claims say."""
    rows = [frame.row for frame in frames()]
    bins = SimpleNamespace(x=np.array(run["x"]), p_data=np.array(run["p_data"]))
    kept = [Frame.from_row(row) for row in rows]
    steps = []
    for step in STEPS:
        wanted = {name: asdict(reading) for name, reading in step.readings.items()}
        values = {}
        for n, (name, reading) in enumerate(step.readings.items()):
            wanted[name]["frame"] = n % 2
            there = SimpleNamespace(
                recording={reading.frame: kept[n % 2]}, view=SimpleNamespace(bins=bins)
            )
            values[name] = read(reading, there)  # type: ignore[arg-type]
        claims = [asdict(claim) for claim in step.claims]
        hold = [claim.holds(values) for claim in step.claims]
        steps.append({"readings": wanted, "values": values, "claims": claims, "hold": hold})
    return {"rows": [row.tolist()[: run["row"]["ema"]] for row in rows], "steps": steps}


def densities() -> dict[str, Any]:
    """Return what forger and detective are told about two masses that share only a part."""
    i = np.arange(40)
    p, q = (np.where((i >= low) & (i < high), i * n % 11 + 1.0, 0) for low, high, n in SPANS)
    p, q = p / p.sum(), q / q.sum()
    d = (i * 7 % 17) / 16  # also 0 and 1
    x = np.linspace(-4, 4, 40)
    bumps = [{"mean": -1.0, "sd": 0.5, "share": 0.25}, {"mean": 1.0, "sd": 1.0, "share": 0.75}]
    best = metrics.d_star(p, q)
    return {
        "p": p.tolist(),
        "q": q.tolist(),
        "d": d.tolist(),
        "jsd": metrics.jsd(p, q),
        "tv": metrics.tv(p, q),
        "accuracy": float((np.maximum(p, q) / 2).sum()),  # of the best D, both equally likely
        "d_star": best.tolist(),
        "value": metrics.value(p, q, d),
        "value_of_best": metrics.value(p, q, best),
        "cost": metrics.cost(p, q),
        "shortfall": (_shares(p, q, best) - _shares(p, q, d)).tolist(),
        "x": x.tolist(),
        "bumps": bumps,
        "mixture": mixture(x, bumps).tolist(),
        "slopes": {name: slope(x, p, bumps, name) for name in ("mean", "sd", "share")},
    }


SPANS = ((0, 30, 3), (12, 40, 5))  # first and last point of a mass, and what spreads it


def _shares(p: Array, q: Array, d: Array) -> Array:
    d = np.clip(d, 1e-12, 1 - 1e-12)
    return p * np.log(d) + q * np.log1p(-d)


def mixture(x: Array, bumps: list[dict[str, float]]) -> Array:
    """Return the density of weighted normals."""
    each = (b["share"] * np.exp(-(((x - b["mean"]) / b["sd"]) ** 2) / 2) / b["sd"] for b in bumps)
    total: Array = sum(each, np.zeros_like(x))
    return total / math.sqrt(2 * math.pi)


def slope(x: Array, p: Array, bumps: list[dict[str, float]], name: str) -> float:
    """Return d JSD / d parameter of the first bump, in the player's units, by differences."""

    def there(by: float) -> float:
        first = dict(bumps[0])
        first[name] = first[name] + by * first["sd"] if name == "mean" else first[name] * np.exp(by)
        total = sum(b["share"] for b in (first, bumps[1]))
        q = mixture(x, [{**b, "share": b["share"] / total} for b in (first, bumps[1])])
        return metrics.jsd(p, q / q.sum())

    return (there(1e-4) - there(-1e-4)) / 2e-4


def pushes() -> dict[str, Any]:
    """Return d, d' and -dL/dx of samples for every loss of G, each as if it were all of G."""

    def critic(at: torch.Tensor) -> torch.Tensor:
        return at**3 / 8 - at**2 / 4 - at / 2 + 0.25

    real = torch.linspace(-1, 4, 6).double()
    x = torch.linspace(-3, 3, 9).double().requires_grad_()
    d = critic(x)
    (slopes,) = torch.autograd.grad(d.sum(), x, retain_graph=True)
    asked = {}
    for name, loss in LOSSES.items():
        losses = [loss.loss_g(critic(real), one.expand_as(real)).mean() for one in d]
        (gradient,) = torch.autograd.grad(torch.stack(losses).sum(), x, retain_graph=True)
        asked[name] = (-gradient).tolist()
    on_data = {"d": critic(real).tolist(), "mass": [1 / len(real)] * len(real)}
    return {"d": d.tolist(), "slope": slopes.tolist(), "on_data": on_data, "asked": asked}


if __name__ == "__main__":
    FILE.write_text(json.dumps(golden(), ensure_ascii=False) + "\n")

"""What pages ask for when they ask for a map: its runs, what they cost, how fast they are here."""

import time
from collections.abc import Mapping
from threading import Lock
from typing import Any, NamedTuple

from gan1d.runs.cost import step_seconds
from gan1d.settings import KNOBS, Settings, SettingsError, from_text
from gan1d.sweep.grid import Grid
from gan1d.sweep.offers import NO_AXES
from gan1d.sweep.one import one

SIDE, SEEDS = 25, 32  # values of an axis, seeds: of a map on a page, at most
LOOK = 6e-5  # seconds a step, for the look at every tenth
TRIAL = 40  # steps that tell how fast this machine is
SEEN = 1.0  # seconds of work that tell it better


class Order(NamedTuple):
    """A map that may be computed here.

    Attributes:
        grid: Its runs.
        x: The knob along the map.
        y: The knob up the map.
    """

    grid: Grid
    x: str
    y: str

    @property
    def key(self) -> str:
        """Return a name that only this map has."""
        return f"{self.grid.digest[:16]}-{self.x}-{self.y}"

    @property
    def runs(self) -> list[int]:
        """Return the numbers of the runs in the order of their work: a seed in all cells first."""
        seeds = len(self.grid.knobs["seed"])
        return [run for seed in range(seeds) for run in range(seed, self.grid.size, seeds)]

    @property
    def cost(self) -> float:
        """Return what all runs cost, in seconds of the machine of `gan1d.runs.cost`."""
        seeds = len(self.grid.knobs["seed"])
        each = (cost_of(self.grid.settings(run)) for run in range(0, self.grid.size, seeds))
        return seeds * sum(each)

    def cell(self, run: int) -> int:
        """Return the place of a run's cell among the cells, row by row, the first of y first."""
        values = {name: self.grid.knobs[name] for name in (self.x, self.y)}
        run //= len(self.grid.knobs["seed"])
        first, last = (self.x, self.y) if self._x_turns_last else (self.y, self.x)
        places = dict(zip((first, last), divmod(run, len(values[last])), strict=True))
        return places[self.y] * len(values[self.x]) + places[self.x]

    @property
    def _x_turns_last(self) -> bool:
        names = list(self.grid.knobs)
        return names.index(self.x) < names.index(self.y)


def cost_of(settings: Settings) -> float:
    """Return what a run without pictures costs, in seconds of the machine of `gan1d.runs.cost`."""
    return settings.steps * (step_seconds(settings, with_frame=False) + LOOK)


def order_of(message: Mapping[str, Any]) -> Order:
    """Return the map that a page asks for; see `gan1d.server.protocol.MapOrder`.

    Raises:
        SettingsError: If it cannot be, or is more than this server computes for a page.
        KeyError: If the message lacks something; likewise TypeError, AttributeError.
    """
    x, y = message["x"], message["y"]
    for axis in (x, y):
        if axis["name"] not in KNOBS or axis["name"] in NO_AXES:
            raise SettingsError("axis", axis["name"], "a knob but data, seed, steps, engine")
    if x["name"] == y["name"]:
        raise SettingsError("axes", x["name"], "two different knobs")
    base = Settings.from_json(
        {**message["settings"], "steps": from_text("steps", str(message["steps"]))}
    )
    knobs = {name: [value] for name, value in base.to_json().items() if name != "seed"}
    texts = {axis["name"]: str(axis["values"]) for axis in (x, y)}
    grid = Grid({**knobs, **texts}, str(message["seeds"]), limit=SIDE * SIDE * SEEDS)
    for name in texts:
        if len(grid.knobs[name]) > SIDE:
            raise SettingsError("side", len(grid.knobs[name]), f"{SIDE} values of a knob at most")
    if len(grid.knobs["seed"]) > SEEDS:
        raise SettingsError("seeds", len(grid.knobs["seed"]), f"{SEEDS} seeds at most")
    return Order(grid, x["name"], y["name"])


class Speed:
    """How fast maps are computed here: what the processor can do, and what was seen."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._lock = Lock()
        self._tried: float | None = None
        self._seen: float | None = None

    @property
    def alone(self) -> float:
        """Return the seconds of this processor for what costs one; asked first, it takes 0.1 s."""
        with self._lock:
            if self._tried is None:
                settings = Settings(steps=TRIAL)
                one(0, settings.replace(steps=1))
                begin = time.thread_time()  # whatever else it has to do now
                one(0, settings)
                self._tried = (time.thread_time() - begin) / cost_of(settings)
            return self._tried

    @property
    def now(self) -> float:
        """Return the seconds that the last map took for what costs one, beside all else here."""
        return self._seen or self.alone

    def saw(self, seconds: float, cost: float) -> None:
        """Learn that work of some cost has taken so long, if that is long enough to tell."""
        if seconds > SEEN:
            self._seen = seconds / cost

"""Maps that pages ask for: one at a time, each once, in a process of the lowest priority.

The process belongs to one map and ends with it. Who watches a map shares it with all who have asked
for the same; a map that nobody watches any more is given up after a while. What is done is kept,
the latest few.
"""

import atexit
import logging
import subprocess
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import cached_property
from threading import Lock, Thread, Timer
from typing import Any, Literal, NamedTuple

from gan1d import limits
from gan1d.runs.cost import step_seconds
from gan1d.server import jobs, pipes
from gan1d.server.protocol import CellMap, MapNews
from gan1d.settings import KNOBS, Settings, SettingsError, from_text
from gan1d.sweep.cells import Cell, cell_of
from gan1d.sweep.grid import Grid
from gan1d.sweep.offers import NO_AXES, command_of
from gan1d.sweep.one import one
from gan1d.sweep.workers import THREADS

SEVERAL = "gan1d.sweep.one:several"
KEPT = 16  # maps that are done
AWAY = 15.0  # seconds that a map goes on without a page: long enough to come back
SIDE, SEEDS = 25, 32  # values of an axis, seeds: of a map on a page, at most
LOOK = 6e-5  # seconds a step, for the look at every tenth
TRIAL = 40  # steps that tell how fast this machine is
SEEN = 1.0  # seconds of work that tell it better

State = Literal["waiting", "working", "done", "failed", "cancelled"]
UNDER_WAY = ("waiting", "working")


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
    """How fast maps are computed here: first tried out, then seen."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._lock = Lock()
        self._seen: float | None = None  # seconds here for one of the machine of `runs.cost`

    def factor(self) -> float:
        """Return the seconds that something takes here which costs one; it may take 0.1 s."""
        with self._lock:
            if self._seen is None:
                settings = Settings(steps=TRIAL)
                one(0, settings.replace(steps=1))
                begin = time.perf_counter()
                one(0, settings)
                self._seen = (time.perf_counter() - begin) / cost_of(settings)
            return self._seen

    def saw(self, seconds: float, cost: float) -> None:
        """Learn that work of some cost has taken so long, if that is long enough to tell."""
        if seconds > SEEN:
            with self._lock:
                self._seen = seconds / cost


class Map:
    """A map that was asked for.

    Attributes:
        order: What it is.
        state: What goes on.
        log: The places of the cells in which something was new, one for each of these.
        watchers: What is called, in any thread, when there is news.
    """

    def __init__(self, order: Order) -> None:
        """Have nothing yet."""
        self.order = order
        self.state: State = "waiting"
        self.log: list[int] = []
        self.watchers: set[Callable[[], None]] = set()
        self._rows: dict[int, list[Mapping[str, Any]]] = {}
        self._cells: dict[int, Cell] = {}  # once all is done
        self._first = self._latest = 0.0  # when the first run was done, and the latest
        self._cost, self._cost_since = 0.0, 0.0  # of all that is done, and of all but the first

    @property
    def done(self) -> int:
        """Return how many runs are done."""
        return len(self.log)

    @cached_property
    def whole_cost(self) -> float:
        """Return what all its runs cost."""
        return self.order.cost

    def add(self, run: int, result: Mapping[str, Any]) -> None:
        """Take in what a run came to."""
        settings = self.order.grid.settings(run)
        place = self.order.cell(run)
        kept = {name: result[name] for name in ("health", "jsd64", "d_half_max")}
        self._rows.setdefault(place, []).append({"seed": settings.seed, **kept})
        cost, self._latest = cost_of(settings), time.monotonic()
        self._cost += cost
        if self.log:
            self._cost_since += cost
        else:  # the process had to start
            self._first = self._latest
        self.log.append(place)

    def tell(self) -> None:
        """Tell all who watch that there is news."""
        for wake in list(self.watchers):
            wake()

    def left(self, factor: float) -> float | None:
        """Return the seconds until it is there, None if nobody works on it.

        Args:
            factor: Seconds for what costs one, until that is seen.
        """
        if self.state != "working":
            return None
        spent, cost = self.pace
        return (self.whole_cost - self._cost) * (spent / cost if spent > SEEN else factor)

    @property
    def pace(self) -> tuple[float, float]:
        """Return the seconds since its first run was done, and what was done in them has cost."""
        return self._latest - self._first, self._cost_since

    def cell(self, place: int) -> Cell:
        """Return what is known of a cell in which there was something new."""
        return self._cells.get(place) or cell_of(self._rows[place])

    def end(self) -> None:
        """Keep the cells alone: no run is to come any more."""
        self._cells = {place: cell_of(runs) for place, runs in self._rows.items()}
        self.state = "done"
        self._rows = {}

    def told(self) -> CellMap:
        """Return the map without its cells."""
        grid, (x, y) = self.order.grid, (self.order.x, self.order.y)
        size = len(grid.knobs[x]) * len(grid.knobs[y])
        return {
            "x": {"name": x, "values": list(grid.knobs[x])},
            "y": {"name": y, "values": list(grid.knobs[y])},
            "seeds": list(grid.knobs["seed"]),
            "base": grid.base.to_json(),
            "cells": [None] * size,
        }

    def whole(self) -> CellMap:
        """Return the map with the cells there are."""
        told = self.told()
        for place in set(self.log):
            told["cells"][place] = self.cell(place)
        return told

    @property
    def command(self) -> str:
        """Return what computes it elsewhere."""
        return command_of(self.told(), "map.parquet")


class Queue:
    """All maps of this server: those that wait, the one under way, the latest that are done."""

    def __init__(self) -> None:
        """Have none."""
        self._maps: OrderedDict[str, Map] = OrderedDict()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._at_work = False
        self.speed = Speed()

    def waiting(self) -> list[Map]:
        """Return the maps under way, the one that is computed first."""
        return [each for each in list(self._maps.values()) if each.state in UNDER_WAY]

    def ahead(self, of: Map | None = None) -> int:
        """Return how many maps come before one, or before a new one."""
        waiting = self.waiting()
        return waiting.index(of) if of in waiting else 0 if of else len(waiting)

    def find(self, key: str) -> Map | None:
        """Return the map of that name, if it is here."""
        return self._maps.get(key)

    def watch(self, order: Order, wake: Callable[[], None]) -> Map:
        """Return the map of an order, to be computed if it is not there.

        Args:
            order: What is asked for.
            wake: Called, in any thread, when there is news of it, until `leave`.

        Raises:
            SettingsError: If too many wait already.
        """
        with self._lock:
            found = self._maps.get(order.key)
            if found is None or found.state in ("failed", "cancelled"):
                if len(self.waiting()) >= limits.MAPS:
                    raise SettingsError("maps", len(self.waiting()), f"{limits.MAPS}")
                found = self._maps[order.key] = Map(order)
            self._maps.move_to_end(order.key)
            found.watchers.add(wake)
            if not self._at_work:
                self._at_work = True
                Thread(target=self._work, name="gan1d-maps", daemon=True).start()
        return found

    def leave(self, left: Map, wake: Callable[[], None], at_once: bool = False) -> None:
        """Watch a map no longer; without any other watcher it is given up, after a while."""
        left.watchers.discard(wake)
        if at_once:
            self._give_up_if_alone(left)
        elif not left.watchers:
            later = Timer(AWAY, self._give_up_if_alone, (left,))
            later.daemon = True
            later.start()

    def _give_up_if_alone(self, left: Map) -> None:
        with self._lock:
            if left.watchers or left.state not in UNDER_WAY:
                return
            process = self._process if left.state == "working" else None
            left.state = "cancelled"
            self._maps.pop(left.order.key, None)
            if process:
                process.kill()
        self._tell()

    def _tell(self) -> None:
        for each in self.waiting():
            each.tell()

    def _next(self) -> Map | None:
        """Return the map to be computed now, or None: then nobody is at work any more."""
        with self._lock:
            done = [each for each in self._maps.values() if each.state not in UNDER_WAY]
            for old in done[: max(0, len(done) - KEPT)]:
                del self._maps[old.order.key]
            waiting = self.waiting()
            if not waiting:
                self._at_work = False
                return None
            one_thread_each = dict.fromkeys(THREADS, "1")
            self._process = pipes.start_process("gan1d.server.jobs", **one_thread_each)
            waiting[0].state = "working"
            return waiting[0]

    def _work(self) -> None:
        while (now := self._next()) is not None:
            process = self._process
            assert process is not None
            atexit.register(process.kill)
            self._tell()
            try:
                self._compute(now, process)
            except Exception:
                if now.state != "cancelled":
                    logging.getLogger(__name__).exception("a map is given up")
                    now.state = "failed"
            finally:
                process.kill()
                with process:  # closes the pipes and waits
                    atexit.unregister(process.kill)
            now.tell()

    def _compute(self, now: Map, process: "subprocess.Popen[bytes]") -> None:
        for kind, content in jobs.said(process, SEVERAL, now.order.grid, now.order.runs):
            if kind == "error":
                raise content
            if kind == "result":
                now.end()
                self.speed.saw(*now.pace)
                return
            now.add(*content)
            now.tell()


def news_of(queue: Queue, of: Map, told: int) -> MapNews:
    """Return what is new of a map for somebody who was told of its first `told` runs."""
    seen = of.done
    places = dict.fromkeys(of.log[told:seen])
    return {
        "type": "cells",
        "key": of.order.key,
        "state": of.state,
        "ahead": queue.ahead(of),
        "done": seen,
        "runs": of.order.grid.size,
        "left": of.left(queue.speed.factor()),
        "cells": [(place, of.cell(place)) for place in places],
    }


def price_of(queue: Queue, order: Order) -> float:
    """Return the seconds that a map takes here; 0 if it is there already.

    Raises:
        SettingsError: If that is more than this server computes for a page.
    """
    found = queue.find(order.key)
    if found and found.state == "done":
        return 0.0
    seconds = order.cost * queue.speed.factor()
    if seconds > limits.MAP_SECONDS:
        raise SettingsError("seconds", f"{seconds:.0f}", f"{limits.MAP_SECONDS:g}")
    return seconds


maps = Queue()

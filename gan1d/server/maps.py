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
from typing import Any, Literal

from gan1d import limits
from gan1d.server import jobs, pipes
from gan1d.server.map_orders import SEEN, Order, Speed, cost_of
from gan1d.server.protocol import CellMap, MapNews
from gan1d.settings import SettingsError
from gan1d.sweep.cells import Cell, cell_of
from gan1d.sweep.offers import command_of
from gan1d.sweep.workers import THREADS

ONE_THREAD_EACH = dict.fromkeys(THREADS, "1")
SEVERAL = "gan1d.sweep.one:several"
KEPT = 16  # maps that are done
AWAY = 15.0  # seconds that a map goes on without a page: long enough to come back

State = Literal["waiting", "working", "done", "failed", "cancelled"]
UNDER_WAY = ("waiting", "working")


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
        runs = self._rows.get(place)
        return self._cells[place] if runs is None else cell_of(runs)

    def settle(self) -> None:
        """Keep the cells alone: no run is to come any more."""
        self._cells = {place: cell_of(runs) for place, runs in self._rows.items()}
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
                self._maps.pop(order.key, None)
                found = self._maps[order.key] = Map(order)
            elif found.state == "done":  # the one that is used goes last
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
            left.state = "cancelled"  # what there is of it may still be taken home
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
            for first in self.waiting():
                try:
                    self._process = pipes.start_process("gan1d.server.jobs", **ONE_THREAD_EACH)
                except OSError:
                    logging.getLogger(__name__).exception("no process for a map")
                    first.state = "failed"
                    first.tell()
                else:
                    first.state = "working"
                    return first
            self._at_work = False
            return None

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
            now.settle()
            now.tell()

    def _compute(self, now: Map, process: "subprocess.Popen[bytes]") -> None:
        for kind, content in jobs.said(process, SEVERAL, now.order.grid, now.order.runs):
            if kind == "error":
                raise content
            if kind == "result":
                now.state = "done"
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
        "left": of.left(queue.speed.now),
        "cells": [(place, of.cell(place)) for place in places],
    }


def price_of(queue: Queue, order: Order) -> float:
    """Return the seconds that a map takes here; 0 if it is there already.

    Raises:
        SettingsError: If the processor alone would take longer than it may for a page.
    """
    found = queue.find(order.key)
    if found and found.state == "done":
        return 0.0
    cost, alone = order.cost, queue.speed.alone
    if cost * alone > limits.MAP_SECONDS:
        raise SettingsError("seconds", f"{cost * alone:.0f}", f"{limits.MAP_SECONDS:g}")
    return cost * queue.speed.now


maps = Queue()

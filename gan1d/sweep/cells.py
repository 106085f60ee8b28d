"""A map in cells: two knobs, and what the seeds of each pair of their values came to.

The median of an even number of seeds is the better one of the two in the middle. So it is a run's
own number, and that run, in the middle by its JSD, stands for its cell: its word is the cell's, and
it is the one that a click opens.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, get_args

from gan1d.runs.telling import Setting
from gan1d.settings import KNOBS, Settings, SettingsError

if TYPE_CHECKING:
    from pandas import DataFrame

Shown: TypeAlias = Literal["jsd64", "d_half_max", "converged", "health"]
SHOWN = get_args(Shown)  # what a map may show
Spread: TypeAlias = tuple[float | None, float | None]  # median and worst; None: no finite number
TOLD = ("seed", "health", "jsd64", "d_half_max")  # of each run
FREE = ("seed", "steps", "engine")  # knobs that make no other recipe


class Axis(TypedDict):
    """An axis of a map.

    Attributes:
        name: Its knob.
        values: The knob's values, in order.
    """

    name: str
    values: list[Setting]


class Cell(TypedDict):
    """What the seeds of a cell came to.

    Attributes:
        jsd64: Median and worst JSD on 64 bins, nats; null where it is not finite.
        d_half_max: Median and worst max|D - 1/2|; null without a probability.
        converged: How many of its runs have converged.
        runs: How many there are.
        health: The word of the run that stands for it.
        seed: That run's seed.
    """

    jsd64: Spread
    d_half_max: Spread
    converged: int
    runs: int
    health: str
    seed: int


class CellMap(TypedDict):
    """A map.

    Attributes:
        x: The knob along the map.
        y: The knob up the map.
        seeds: The seeds of every cell.
        base: All knobs that its runs share, and of the others any value.
        cells: Row by row, the first value of y first; null where there is no run yet.
    """

    x: Axis
    y: Axis
    seeds: list[int]
    base: dict[str, Setting]
    cells: list[Cell | None]


def check_shown(show: str) -> None:
    """See to it that a map can show that; a SettingsError if not."""
    if show not in SHOWN:
        raise SettingsError("show", show, ", ".join(SHOWN))


def cell_of(runs: Sequence[Mapping[str, Any]]) -> Cell:
    """Return what some runs came to that differ in their seeds.

    Args:
        runs: Each with its seed, health, jsd64 and d_half_max; None or NaN where it has none.
    """
    ranked = sorted(runs, key=lambda run: (_rank(run["jsd64"]), run["seed"]))
    typical = ranked[(len(runs) - 1) // 2]
    return {
        "jsd64": _spread(run["jsd64"] for run in runs),
        "d_half_max": _spread(run["d_half_max"] for run in runs),
        "converged": sum(run["health"] == "converged" for run in runs),
        "runs": len(runs),
        "health": str(typical["health"]),
        "seed": int(typical["seed"]),
    }


def _rank(value: float | None) -> float:
    return float("inf") if value is None or value != value else float(value)


def _spread(values: Iterable[float | None]) -> Spread:
    ranked = sorted(map(_rank, values))
    median, worst = ranked[(len(ranked) - 1) // 2], ranked[-1]
    return _known(median), _known(worst)


def _known(value: float) -> float | None:
    return None if value == float("inf") else value


def cells_of(table: "DataFrame", x: str | None = None, y: str | None = None) -> CellMap:
    """Return the map in a table of runs.

    Args:
        table: As `load_map` returns it; it need not be complete.
        x: The knob along the map; of those that vary, by default the first.
        y: The knob up the map; by default the other one.

    Raises:
        SettingsError: If there is no run, another knob varies as well, or there is no such knob.
    """
    return cells_in({name: table[name].tolist() for name in table.columns}, x, y)


def cells_in(
    table: Mapping[str, Sequence[Any]], x: str | None = None, y: str | None = None
) -> CellMap:
    """Return the map in the columns of a table, by name; see `cells_of`."""
    known = [name for name in KNOBS if name in table]
    columns = {name: list(map(_plain, table[name])) for name in known}
    if not columns or not columns["seed"]:
        raise SettingsError("map", "no runs", "at least one run")
    varying = [name for name in known if name != "seed" and len(set(columns[name])) > 1]
    for name in filter(None, (x, y)):
        if name not in known:
            raise SettingsError("axis", name, ", ".join(known))
    rest = [name for name in varying if name not in (x, y)]
    x = x or (rest.pop(0) if rest else "lr_d" if y != "lr_d" else "lr_g")
    y = y or (rest.pop(0) if rest else "lr_g" if x != "lr_g" else "lr_d")
    if rest or x == y:
        raise SettingsError("axes", ", ".join(varying), "two knobs that vary, beside the seed")
    runs: dict[tuple[Any, Any], list[Mapping[str, Any]]] = {}
    for j, i, *run in zip(columns[y], columns[x], *(table[name] for name in TOLD), strict=True):
        runs.setdefault((j, i), []).append(dict(zip(TOLD, run, strict=True)))
    axes = {name: _values(columns[name]) for name in (x, y)}
    return {
        "x": {"name": x, "values": axes[x]},
        "y": {"name": y, "values": axes[y]},
        "seeds": sorted(set(columns["seed"])),
        "base": {name: column[0] for name, column in columns.items()},
        "cells": [
            cell_of(runs[j, i]) if (j, i) in runs else None for j in axes[y] for i in axes[x]
        ],
    }


def _values(column: Iterable[Any]) -> list[Setting]:
    """Return the different values: numbers in their order, others as they come, None first."""
    found = list(dict.fromkeys(column))
    if all(isinstance(value, int | float | None) for value in found):
        found.sort(key=lambda value: (value is not None, value or 0.0))
    return found


def _plain(value: Any) -> Any:
    """Return a value of a table as JSON has it: a missing one as None."""
    return None if value != value else value


def outdated(base: Mapping[str, Setting], *axes: str) -> list[str]:
    """Return the knobs in which the recipe of a map is not the default one, as it is today.

    Args:
        base: The map's.
        axes: Its knobs, which say nothing of the recipe, nor do seed, steps and engine.
    """
    now = Settings().to_json()
    free = {*axes, *FREE}
    return [
        name
        for name in dict.fromkeys([*now, *base])
        if name not in free and (name not in base or base[name] != now.get(name, base))
    ]

"""What a page offers: the maps of `assets/maps`, and the knobs for a map of one's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from gan1d.links import to_options
from gan1d.settings import KNOBS, Knob, Settings
from gan1d.sweep.cells import CellMap, cells_in, outdated
from gan1d.sweep.grid import text_of, text_of_seeds

FOLDER = Path(__file__).parents[2] / "assets" / "maps"
NAMES = {  # of the files, in the order in which they are listed: the knobs along and up the map
    "lr_d-lr_g": ("lr_d", "lr_g"),
    "k-lr_d": ("lr_d", "k"),
    "gamma-lr_d": ("lr_d", "gamma"),
    "beta1-gamma": ("beta1", "gamma"),
}


VALUES = {  # to begin with, as texts; of the others see `_around`
    "k": "1,2,3,4,6,8,12",
    "lr_d": "0.0001:0.1:7:log",
    "lr_g": "0.0001:0.1:7:log",
    "gamma": "0,0.001,0.01,0.1,1,10,100",
    "gamma_r2": "0,0.01,0.1,1,10",
    "beta1": "0,0.3,0.5,0.7,0.9",
    "beta2": "0,0.5,0.9,0.99,0.999",
    "ema": "0,0.9,0.99,0.999",
    "fold": "0,0.1,1,10",
    "noise": "0:1:5",
    "start_mean": "-4:4:5",
}
NO_AXES = ("data", "seed", "steps", "engine")


class Choice(TypedDict):
    """A knob that may be an axis.

    Attributes:
        values: Of the axis to begin with.
        kind: Of the knob.
        low: Its smallest value, if it is a number.
        high: Its largest value.
        choices: Its words, if it is none.
    """

    values: str
    kind: str
    low: float
    high: float
    choices: list[str]


class Shipped(TypedDict):
    """A map that is there from the start.

    Attributes:
        name: Of its file.
        command: What computes it again.
        outdated: The knobs in which its recipe is no longer the default one.
        map: The map itself.
    """

    name: str
    command: str
    outdated: list[str]
    map: CellMap


def shipped(folder: Path = FOLDER) -> list[Shipped]:
    """Return the maps that are there; one whose file is not there is left out."""
    # here, because it is needed by nobody else; without pandas, which is slow to load
    import pyarrow.parquet as pq

    found: list[Shipped] = []
    for name, axes in NAMES.items():
        path = folder / f"{name}.parquet"
        if path.exists():
            made = cells_in(pq.ParquetFile(path).read().to_pydict(), *axes)
            command = command_of(made, f"assets/maps/{path.name}")
            old = outdated(made["base"], *axes)
            found.append({"name": name, "command": command, "outdated": old, "map": made})
    return found


def choices() -> dict[str, Choice]:
    """Return the knobs that may be an axis of a map, by name."""
    return {
        name: {
            "values": VALUES.get(name) or _around(knob),
            "kind": knob.kind,
            "low": knob.low,
            "high": knob.high,
            "choices": ["false", "true"] if knob.kind == "bool" else list(knob.choices),
        }
        for name, knob in KNOBS.items()
        if name not in NO_AXES
    }


def _around(knob: Knob) -> str:
    """Return all that a knob may be, or some values on both sides of its default."""
    if knob.kind == "bool":
        return "false,true"
    if knob.kind == "choice":
        return ",".join(knob.choices)
    factors = (0.25, 0.5, 1, 2, 4) if knob.kind == "int" else (0.1, 0.3, 1, 3, 10)
    near = (min(max(knob.default * factor, knob.low), knob.high) for factor in factors)
    values = sorted({round(value) if knob.kind == "int" else value for value in near})
    return ",".join(f"{value:g}" for value in values)


def command_of(made: CellMap, out: str) -> str:
    """Return the command that computes a map again.

    Args:
        made: The map; what no knob is named for any more is left out.
        out: The file for it.
    """
    axes = (made["x"], made["y"])
    names = {axis["name"] for axis in axes}
    base = {
        name: value
        for name, value in made["base"].items()
        if name in KNOBS and name not in {"seed", *names}
    }
    options = to_options(Settings().replace(**base))
    varied = sorted(axes, key=lambda axis: list(KNOBS).index(axis["name"]))
    words = [
        *(word for word in options if not word.lstrip('"').startswith(tuple(map(_option, names)))),
        *(f"{_option(axis['name'])}{_text(axis['name'], axis['values'])}" for axis in varied),
        f"--seeds={text_of_seeds(made['seeds'])}",
        f"--out={out}",
    ]
    return f"python -m gan1d sweep {' '.join(words)}"


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}="


def _text(name: str, values: Sequence[Any]) -> str:
    return f" {_option(name)}".join(values) if name == "data" else text_of(name, values)

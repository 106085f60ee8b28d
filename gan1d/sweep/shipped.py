"""The maps that are there from the start: files of `assets/maps`, in cells."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from gan1d.links import to_options
from gan1d.settings import KNOBS, Settings
from gan1d.sweep.cells import CellMap, cells_of, outdated
from gan1d.sweep.grid import text_of, text_of_seeds
from gan1d.sweep.maps import load_map

FOLDER = Path(__file__).parents[2] / "assets" / "maps"
NAMES = {  # of the files, in the order in which they are listed: the knobs along and up the map
    "lr_d-lr_g": ("lr_d", "lr_g"),
    "k-lr_d": ("lr_d", "k"),
    "gamma-lr_d": ("lr_d", "gamma"),
    "beta1-gamma": ("beta1", "gamma"),
}


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
    found: list[Shipped] = []
    for name, axes in NAMES.items():
        path = folder / f"{name}.parquet"
        if path.exists():
            made = cells_of(load_map(path), *axes)
            command = command_of(made, f"assets/maps/{path.name}")
            old = outdated(made["base"], *axes)
            found.append({"name": name, "command": command, "outdated": old, "map": made})
    return found


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

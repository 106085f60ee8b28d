"""A map as a picture, by Matplotlib: for slides and print."""

from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LogNorm, Normalize, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from gan1d.figure1.printing import STYLE, saved
from gan1d.frames.diagnosis import HEALTH
from gan1d.sweep.cells import Axis, Cell, CellMap, Shown, check_shown
from gan1d.words import words

SIZE = 6.4, 4.8  # inches
LOOK: dict[Any, Any] = {**STYLE, "font.size": 12, "hatch.linewidth": 0.4}
COLOURS = "viridis_r"  # of what is small: bright; readers who see no red or no green tell it apart
MISSING = "#ffffff"
NONE = "#9aa0a6"  # no such number
MARKS = {  # of each word of the diagnosis: its colour, of Okabe and Ito's, and a sign
    "converged": ("#009e73", "✓"),
    "learning": ("#56b4e9", "→"),
    "starting": ("#d0d0d0", "·"),
    "collapsed": ("#e69f00", "▲"),
    "vanishing": ("#f0e442", "0"),
    "cycling": ("#cc79a7", "↻"),
    "weak-d": ("#0072b2", "½"),
    "strong-d": ("#d55e00", "D"),
    "diverged": ("#000000", "×"),
}
WIDEST = 14  # values of an axis that leave room for numbers in the cells, and for all on the axis


class _Scale(NamedTuple):
    """What of a cell is shown, and in which colour."""

    norm: Normalize
    colours: str
    ticks: tuple[float, ...]
    name: str


SCALES = {
    "jsd64": _Scale(
        LogNorm(0.001, 0.7, clip=True), COLOURS, (0.001, 0.01, 0.1, 0.69),
        "JSD on 64 bins, nats; median of the seeds",
    ),
    "d_half_max": _Scale(
        LogNorm(0.001, 0.5, clip=True), COLOURS, (0.001, 0.01, 0.1, 0.5),
        r"$\max\,|D-1/2|$; median of the seeds",
    ),
    "converged": _Scale(
        Normalize(0, 1), "viridis", (0, 0.25, 0.5, 0.75, 1), "share of the seeds that converged"
    ),
}  # fmt: skip


def figure_of(made: CellMap, show: Shown = "jsd64") -> Figure:
    """Return a map as a figure; see `gan1d.draw_map`.

    Args:
        made: The map.
        show: What of it.
    """
    check_shown(show)
    with mpl.rc_context(LOOK):
        sheet = Figure(figsize=SIZE, facecolor="white", layout="constrained")
        axes = sheet.add_subplot()
        said = words("en")
        for number, cell in enumerate(made["cells"]):
            j, i = divmod(number, len(made["x"]["values"]))
            _draw(axes, i, j, cell, show, len(made["x"]["values"]) <= WIDEST)
        axes.set_xlim(-0.5, len(made["x"]["values"]) - 0.5)
        axes.set_ylim(-0.5, len(made["y"]["values"]) - 0.5)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xticks(*_ticks(made["x"]))
        axes.set_yticks(*_ticks(made["y"]))
        axes.set_xlabel(said[f"knob.{made['x']['name']}"])
        axes.set_ylabel(said[f"knob.{made['y']['name']}"])
        axes.set_title(_title(made, said), fontsize=11)
        if show == "health":
            _legend(sheet, made, said)
        else:
            scale = SCALES[show]
            bar = sheet.colorbar(ScalarMappable(scale.norm, scale.colours), ax=axes, pad=0.02)
            bar.set_ticks(scale.ticks, labels=[f"{tick:g}" for tick in scale.ticks])
            bar.minorticks_off()
            bar.outline.set_visible(False)
            bar.set_label(scale.name)
        return sheet


def file_of(made: CellMap, kind: str, show: Shown = "jsd64") -> bytes:
    """Return a map as a file: "png", "svg" or "pdf"."""
    with mpl.rc_context(LOOK):
        return saved(figure_of(made, show), kind, _title(made, words("en")))


def make(report: Any, made: CellMap, kind: str, show: Shown) -> bytes:
    """Return a map as a file, for a job; see `file_of`."""
    return file_of(made, kind, show)


def _title(made: CellMap, said: dict[str, str]) -> str:
    base, axes = made["base"], (made["x"]["name"], made["y"]["name"])
    parts = []
    if "data" not in axes:
        data = str(base["data"])
        parts.append(said.get(f"data.{data}", data.partition(":")[0]))
    if "steps" not in axes:
        parts.append(f"{base['steps']} steps")
    count = len(made["seeds"])
    return ", ".join([*parts, f"{count} seed" if count == 1 else f"{count} seeds"])


def _ticks(axis: Axis) -> tuple[list[int], list[str]]:
    values = axis["values"]
    every = -(-len(values) // WIDEST)
    places = list(range(0, len(values), every))
    return places, [_short(values[place]) for place in places]


def _short(value: Any) -> str:
    if isinstance(value, float):
        text = f"{value:.2g}" if value == 0 or abs(value) >= 0.001 else f"{value:.1e}"
        return text.replace(".0e", "e").replace("e-0", "e-").replace("-", "−")
    return "none" if value is None else str(value)


def _draw(axes: Axes, i: int, j: int, cell: Cell | None, show: Shown, with_text: bool) -> None:
    place: dict[str, Any] = {"width": 0.96, "height": 0.96, "linewidth": 0}
    at = i - 0.48, j - 0.48
    if cell is None:
        axes.add_patch(Rectangle(at, **place | {"linewidth": 0.5}, fill=False, edgecolor=NONE))
        return
    colour, text = _seen(cell, show)
    axes.add_patch(Rectangle(at, **place, facecolor=colour))
    if with_text:
        axes.text(i, j, text, ha="center", va="center", fontsize=9.5, color=_ink(colour))


def _seen(cell: Cell, show: Shown) -> tuple[str, str]:
    """Return the colour of a cell and what stands in it."""
    if show == "health":
        return MARKS[cell["health"]]
    if show == "converged":
        share = cell["converged"] / cell["runs"]
        return _colour(show, share), f"{cell['converged']}/{cell['runs']}"
    median = cell[show][0]
    return (NONE, "–") if median is None else (_colour(show, median), _short(median))


def _colour(show: Shown, value: float) -> str:
    scale = SCALES[show]
    return str(mpl.colors.to_hex(mpl.colormaps[scale.colours](float(scale.norm(value)))))


def _ink(colour: str) -> str:
    red, green, blue = (channel**2.2 for channel in to_rgb(colour))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "black" if (light + 0.05) ** 2 > 0.05 * 1.05 else "white"  # the greater contrast


def _legend(sheet: Figure, made: CellMap, said: dict[str, str]) -> None:
    counts = np.array([cell["health"] for cell in made["cells"] if cell])
    handles = [
        Patch(
            color=MARKS[word][0],
            label=f"{MARKS[word][1]} {said[f'health.{word}']} ({(counts == word).sum()})",
        )
        for word in HEALTH
        if (counts == word).any()
    ]
    sheet.legend(handles=handles, loc="outside right center", frameon=False, handlelength=1)

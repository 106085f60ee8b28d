"""A frame as the stage shows it, by Matplotlib in the style of Figure 1: for print and film."""

from functools import partial
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from gan1d.export import Report, quiet
from gan1d.figure1.printing import DASHES, DOTS, INKS, STYLE, saved
from gan1d.frames.recording import Frame
from gan1d.links import to_query
from gan1d.runs.script import Run

SIZE = 6.4, 4.0  # inches
LOOK: dict[Any, Any] = {**STYLE, "font.size": 11, "axes.linewidth": 0.7, "lines.linewidth": 1.8}
NUMBERS = {  # at the top, in this order
    "jsd64": r"$\mathrm{JSD}$",
    "w1": r"$W_1$",
    "value": r"$V$",
    "d_half_max": r"$\max\,|D-1/2|$",
}
FILL = 0.16  # of p_model's colour below its curve
TOP = 1.04  # a little air above y_max and D = 1, with both zeros level


class Sheet:
    """The axes of a run, and the curves of the frame that was shown last.

    Attributes:
        figure: Matplotlib's.
    """

    def __init__(self, run: Run) -> None:
        """Draw what all frames share."""
        view = run.timeline.view
        bins, self.ink = view.bins, INKS["light"]
        self.figure = Figure(figsize=SIZE, facecolor="white")
        grid = self.figure.add_gridspec(
            2, height_ratios=(4, 1), left=0.09, right=0.91, top=0.84, bottom=0.06, hspace=0.22
        )
        self.x, self.feet = bins.x, self._feet(run)
        axes, below = self.figure.add_subplot(grid[0]), self.figure.add_subplot(grid[1])
        axes.set_xlim(float(bins.edges[0]), float(bins.edges[-1]))
        axes.set_ylim(0, TOP * bins.y_max)
        axes.spines["top"].set_visible(False)
        axes.plot(self.x, bins.p_data, color=self.ink.data, linestyle=DOTS, zorder=4)
        self.fill = axes.fill_between(self.x, 0 * self.x, color=self.ink.model, alpha=FILL, lw=0)
        (self.model,) = axes.plot([], [], color=self.ink.model)
        self.right = self._right(axes, run)
        (self.d,) = self.right.plot([], [], color=self.ink.d, linestyle=DASHES)
        self.arrows = self._below(below, axes)
        self.step = self.figure.text(0.09, 0.94, "", fontsize=13, weight="bold", va="center")
        places = np.linspace(0.30, 0.76, len(NUMBERS))
        self.texts = [self.figure.text(at, 0.94, "", va="center") for at in places]
        self._legend(axes)

    def show(self, frame: Frame) -> None:
        """Put the curves, arrows and numbers of a frame on the sheet."""
        self.model.set_data(self.x, frame.p_model)
        self.fill.set_data(self.x, 0 * self.x, frame.p_model)
        self.d.set_data(self.x, frame.d)
        heads = np.column_stack([frame.ticks, np.ones(len(frame.ticks))])
        self.arrows.set_segments(list(np.stack([self.feet, heads], axis=1)))
        self.step.set_text(f"step {frame.step}")
        for text, (name, sign) in zip(self.texts, NUMBERS.items(), strict=True):
            number = frame.metrics[name]
            shown = f"{number:.4f}".replace("-", "−") if np.isfinite(number) else "–"
            text.set_text(f"{sign} {shown}")

    def _feet(self, run: Run) -> Any:
        """Return where the arrows begin: z, laid on the axis of x, shape (21, 2)."""
        view, (z_low, z_high) = run.timeline.view, run.timeline.trainer.p_z.range
        low, high = view.bins.edges[0], view.bins.edges[-1]
        z = low + (view.ticks - z_low) / (z_high - z_low) * (high - low)
        return np.column_stack([z, np.zeros(len(z))])

    def _right(self, axes: Axes, run: Run) -> Axes:
        """Return the axes of D: from 0 to 1, or of a critic over all of its scores."""
        right: Axes = axes.twinx()
        right.spines["top"].set_visible(False)
        right.spines["right"].set_color(self.ink.d)
        right.tick_params(colors=self.ink.d)
        games = [turn.settings.game for turn in run.timeline.turns]
        if all(game.has_probability for game in [run.settings.game, *games]):
            right.set_ylim(0, TOP)
            right.yaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
            right.set_yticklabels(["0", "½", "1"])
            right.axhline(0.5, color=self.ink.d, linewidth=0.7, alpha=0.6)
        else:
            scores = np.quantile([frame.d for frame in _some(run)], [0.01, 0.99])
            margin = 0.1 * float(scores[1] - scores[0]) + 1e-6
            right.set_ylim(float(scores[0]) - margin, float(scores[1]) + margin)
        return right

    def _below(self, below: Axes, axes: Axes) -> LineCollection:
        below.set_xlim(axes.get_xlim())
        below.set_ylim(-0.08, 1.08)
        below.axis("off")
        for height, sign in ((1.0, "$x$"), (0.0, "$z$")):
            below.axhline(height, color=self.ink.line, linewidth=0.8)
            at: dict[str, Any] = {
                "transform": below.get_yaxis_transform(),
                "ha": "right",
                "va": "center",
            }
            below.text(-0.015, height, sign, **at)
        arrows = LineCollection([], colors=self.ink.line, linewidths=0.8)
        below.add_collection(arrows)
        return arrows

    def _legend(self, axes: Axes) -> None:
        names = (r"$p_{\mathrm{data}}$", r"$p_{\mathrm{model}}$", "$D$")
        handles = [axes.lines[0], self.model, self.d]
        axes.legend(
            handles, names, loc="upper center", ncols=3, frameon=False,
            bbox_to_anchor=(0.5, 1.16), handlelength=2.4,
        )  # fmt: skip


def _some(run: Run, most: int = 200) -> list[Frame]:
    kept = range(run.recording.first, run.recording.stop)
    return [run.recording[index] for index in kept[:: max(1, len(kept) // most)]]


def _drawn(kind: str, run: Run, report: Report = quiet) -> bytes:
    """Return the last frame of a run as a file."""
    with mpl.rc_context(LOOK):
        sheet = Sheet(run)
        sheet.show(run.frame)
        report(0.5)
        query = to_query(run.settings, run.events)
        return saved(sheet.figure, kind, f"Step {run.frame.step} of the run {query}")


as_svg, as_png, as_pdf = (partial(_drawn, kind) for kind in ("svg", "png", "pdf"))

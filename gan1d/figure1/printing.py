"""Figure 1 on paper and on the page: SVG, PDF and PNG by Matplotlib, without a browser.

In the pictures stand signs only, no words: words belong to a language, and a font for Chinese is
not on every machine. They stand beside the pictures, on the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from gan1d.figure1.moments import MEDIA, Figure1, Panel, Printed, figure1, shown
from gan1d.figure1.optimum import Progress, Report
from gan1d.frames.density import Mask
from gan1d.links import Event, to_query
from gan1d.settings import Settings

WIDTH, HEIGHT = 7.5, 2.35  # inches: across a page of two columns
DPI = 400
DOTS, DASHES = (0.0, (0.9, 1.5)), (0.0, (4.0, 1.9))  # (offset, (on, off, ...)) in line widths
X_LINE, Z_LINE, BOTTOM, TOP = -0.2, -0.47, -0.62, 1.06  # heights, where D = 1 is at 1
STYLE: dict[Any, Any] = {
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "svg.fonttype": "path",  # looks alike where the fonts are missing
    "svg.hashsalt": "gan1d",
    "pdf.fonttype": 42,  # whole TrueType fonts: a journal takes them, an editor can edit them
    "path.simplify_threshold": 0.05,  # of 1/72 inch: nothing the eye could miss
}


@dataclass(frozen=True)
class Ink:
    """The colours of a picture: green, blue and purple that colour-blind readers tell apart."""

    text: str = "#1d2430"
    data: str = "#000000"
    model: str = "#008f68"
    d: str = "#0064a8"
    d_star: str = "#963cb4"
    line: str = "#6b7280"
    fill: float = 0.13


INKS = {
    "light": Ink(),
    "dark": Ink("#e8ecf1", "#ffffff", "#2bd4a0", "#66bdf5", "#d696eb", "#98a2ae", 0.17),
}


def printed(figure: Figure1, kind: str) -> bytes:
    """Return the four panels in one row, on white, for print.

    Args:
        figure: What to draw.
        kind: "svg", "pdf" or "png".

    Raises:
        ValueError: For any other kind.
    """
    if kind not in MEDIA:
        raise ValueError(f"kind of file is {kind!r:.60}; allowed: {', '.join(MEDIA)}")
    ink = INKS["light"]
    with mpl.rc_context({**STYLE, "font.size": 7.5, "lines.linewidth": 1.3}):
        sheet = Figure(figsize=(WIDTH, HEIGHT), facecolor="white")
        axes = sheet.subplots(1, 4, gridspec_kw={"wspace": 0.3})
        sheet.subplots_adjust(left=0.035, right=0.975, top=0.89, bottom=0.15)
        for panel, ax in zip(figure.panels, axes, strict=True):
            _draw(ax, figure, panel, ink)
            below = {"transform": ax.transAxes, "ha": "center", "va": "top", "color": ink.text}
            ax.text(0.5, -0.02, f"({panel.name})", fontsize=9, **below)
            ax.text(0.5, -0.12, _numbers(panel), fontsize=6.8, **below)
        sheet.legend(
            handles=_legend(ink), loc="upper center", ncols=5, frameon=False, handlelength=2.6,
            columnspacing=2.2, fontsize=8, borderaxespad=0.1, labelcolor=ink.text,
        )  # fmt: skip
        return saved(sheet, kind, _title(figure))


def panel_svg(figure: Figure1, panel: Panel, theme: str) -> bytes:
    """Return one panel for the page as SVG, without ground.

    Args:
        figure: What it is a part of.
        panel: Which part.
        theme: "light" or "dark".
    """
    ink = INKS[theme]
    with mpl.rc_context({**STYLE, "font.size": 12, "lines.linewidth": 2.0}):
        sheet = Figure(figsize=(3.4, 2.9), facecolor="none")
        ax = sheet.add_axes((0.05, 0.0, 0.88, 0.87))
        _draw(ax, figure, panel, ink)
        sheet.legend(
            handles=_legend(ink), loc="upper center", ncols=4, frameon=False, handlelength=1.8,
            handletextpad=0.4, columnspacing=0.9, fontsize=12, borderaxespad=0.1,
            labelcolor=ink.text,
        )  # fmt: skip
        return saved(sheet, "svg", _title(figure))


def make(
    report: Report, settings: Settings, events: list[Event], step: int | None = None
) -> Printed:
    """Return Figure 1 of a run with all its pictures; see `figure1`.

    Raises:
        SettingsError: If a loss of the run has no probability, or there is no such step.
    """
    figure = figure1(settings, events, step, report)
    report(Progress("print", 0.0, {}))
    panels = {
        theme: {panel.name: panel_svg(figure, panel, theme) for panel in figure.panels}
        for theme in INKS
    }
    return Printed(figure, panels, {kind: printed(figure, kind) for kind in MEDIA})


def _numbers(panel: Panel) -> str:
    other, name = (r"1\!/2", "d_half_max") if panel.name == "d" else (r"D^{*}", "d_error")
    jsd, gap = shown(panel.numbers["jsd64"]), panel.numbers[name]
    return rf"JSD = {jsd},  $\max\,|D-{other}|$ = {gap:.3f}"


def _legend(ink: Ink) -> list[Line2D]:
    lines: Mapping[str, dict[str, Any]] = {
        r"$p_{\mathrm{data}}$": {"color": ink.data, "linestyle": DOTS},
        r"$p_{\mathrm{model}}$": {"color": ink.model},
        r"$D$": {"color": ink.d, "linestyle": DASHES},
        r"$D^{*}$": {"color": ink.d_star, "linewidth": _width(0.5)},
    }
    return [Line2D([], [], label=label, **style) for label, style in lines.items()]


def _width(share: float) -> float:
    return float(mpl.rcParams["lines.linewidth"]) * share


def _draw(ax: Axes, figure: Figure1, panel: Panel, ink: Ink) -> None:
    """Draw one panel: densities and D share the picture, D = 1 at the height of y_max."""
    low, high = figure.x_range
    margin = 0.02 * (high - low)
    ax.set_xlim(low - margin, high + margin)
    ax.set_ylim(BOTTOM, TOP)
    ax.axis("off")
    _axes(ax, figure, ink)
    _arrows(ax, figure, panel, ink)
    x, lines = figure.x, ax.plot
    data, model = figure.p_data / figure.y_max, panel.p_model / figure.y_max
    ax.fill_between(x, model, color=ink.model, alpha=ink.fill, linewidth=0)
    lines(x, model, color=ink.model, gid=f"{panel.name}-model")
    inside = np.where(panel.support, 1.0, np.nan)
    outside = np.where(_touching(panel.support), np.nan, 1.0)
    best = panel.d_star * inside
    lines(x, best, color=ink.d_star, linewidth=_width(0.5), gid=f"{panel.name}-dstar")
    d = np.clip(panel.d, 0.0, 1.0)  # least squares may leave [0, 1]
    dashed: dict[str, Any] = {"color": ink.d, "linestyle": DASHES, "dash_capstyle": "butt"}
    lines(x, d * outside, alpha=0.35, gid=f"{panel.name}-dfaint", **dashed)
    lines(x, d * inside, gid=f"{panel.name}-d", **dashed)
    lines(x, data, color=ink.data, linestyle=DOTS, gid=f"{panel.name}-data")


def _touching(support: Mask) -> Mask:
    """Return the inner points of a support: its ends belong to both sides, so that lines meet."""
    padded = np.pad(support, 1, constant_values=True)
    return np.asarray(support & padded[:-2] & padded[2:])


def _axes(ax: Axes, figure: Figure1, ink: Ink) -> None:
    low, high = figure.x_range
    thin: dict[str, Any] = {"color": ink.line, "linewidth": _width(0.45), "solid_capstyle": "butt"}
    size = float(mpl.rcParams["font.size"])
    for height in (0.0, X_LINE, Z_LINE):
        ax.plot([low, high], [height, height], **thin)
    half = {"color": ink.d, "linewidth": _width(0.3), "alpha": 0.55}
    ax.plot([low, high], [0.5, 0.5], **{**thin, **half})
    ax.plot([high, high], [0.0, 1.0], **{**thin, "color": ink.d})
    right: dict[str, Any] = {"color": ink.d, "ha": "left", "va": "center", "fontsize": size * 0.9}
    for height, label in ((0.0, "0"), (0.5, r"$\frac{1}{2}$"), (1.0, "1")):
        ax.text(high + 0.02 * (high - low), height, label, **right)
    small: dict[str, Any] = {"ha": "center", "va": "top", "fontsize": size * 0.8, "color": ink.text}
    for x in _marks(low, high):
        ax.plot([x, x], [0.0, -0.02], **thin)
        ax.text(x, -0.03, f"{x:g}".replace("-", "−"), **small)
    z_low, z_high = figure.z_range
    for z in _marks(z_low, z_high):
        ax.text(_on_x(figure, z), Z_LINE - 0.03, f"{z:g}".replace("-", "−"), **small)
    for height, label in ((X_LINE, "$x$"), (Z_LINE, "$z$")):
        ax.text(low - 0.01 * (high - low), height, label, ha="right", va="center", color=ink.text)


def _marks(low: float, high: float) -> list[float]:
    """Return a few round numbers inside an interval."""
    step = 10.0 ** np.floor(np.log10(high - low))
    step *= next(nice for nice in (0.2, 0.5, 1.0, 2.0) if (high - low) / (nice * step) <= 6)
    first = np.ceil(low / step)
    return [float(round(n * step, 10)) + 0.0 for n in np.arange(first, np.floor(high / step) + 1)]


def _on_x(figure: Figure1, z: Any) -> Any:
    (low, high), (z_low, z_high) = figure.x_range, figure.z_range
    return low + (z - z_low) / (z_high - z_low) * (high - low)


def _arrows(ax: Axes, figure: Figure1, panel: Panel, ink: Ink) -> None:
    for foot, head in zip(_on_x(figure, figure.z), panel.ticks, strict=True):
        arrow = FancyArrowPatch(
            (foot, Z_LINE), (head, X_LINE), arrowstyle="-|>", shrinkA=0, shrinkB=0,
            mutation_scale=float(mpl.rcParams["font.size"]) * 0.6, linewidth=_width(0.35),
            color=ink.line,
        )  # fmt: skip
        ax.add_patch(arrow)


def _title(figure: Figure1) -> str:
    return f"Figure 1 of Goodfellow et al. (2014), from the run {to_query(figure.settings)}"


def saved(sheet: Figure, kind: str, title: str) -> bytes:
    """Return a sheet as a file; the same sheet gives the same bytes.

    Args:
        sheet: What is drawn.
        kind: "svg", "pdf" or "png".
        title: Stands in the file's metadata.
    """
    metadata: dict[str, Any] = {"Title": title}  # and no date
    metadata |= {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}[kind]
    file = BytesIO()
    sheet.savefig(file, format=kind, dpi=DPI, metadata=metadata)
    return file.getvalue()

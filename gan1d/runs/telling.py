"""What a player must know of a run to show it: its knobs, and the grid of its pictures."""

from typing import TypeAlias, TypedDict

from gan1d.frames.diagnosis import HEALTH
from gan1d.frames.recording import LAYOUT, Layout
from gan1d.recipes import nearest_recipe
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings

Setting: TypeAlias = str | int | float | bool | None


class Loss(TypedDict):
    """The loss in force.

    Attributes:
        name: Its name in the settings.
        probability: True if D(x) lives on [0, 1], False for a critic.
        has_value: True if V(D, G) is defined.
        formula_d: What D minimises, in HTML.
        formula_g: What G minimises, in HTML.
        loss_d_end: Value of the first at the equilibrium; null if any constant will do.
        loss_g_end: Value of the second there.
        source: Where it comes from.
    """

    name: str
    probability: bool
    has_value: bool
    formula_d: str
    formula_g: str
    loss_d_end: float | None
    loss_g_end: float | None
    source: str


class Knobs(TypedDict):
    """The knobs in force, and what follows from them.

    Attributes:
        settings: Every knob by name; data, which may be long, only where a run begins.
        recipe: The recipe nearest to them.
        changed: Names of the knobs that differ from it; data, seed and engine never do.
        additions: Keys of what the settings add to Algorithm 1.
        ends: The step at which the schedule ends.
        loss: The loss in force.
    """

    settings: dict[str, Setting]
    recipe: str
    changed: list[str]
    additions: list[str]
    ends: int
    loss: Loss


class Grid(TypedDict):
    """What all pictures of a run share.

    Attributes:
        x: The grid of the curves, shape (points,), units of x.
        p_data: Density of the data there, per unit of x.
        x_range: Ends of the axis of x.
        y_max: End of the axis of densities.
        samples: The different numbers of one's own that the data are made from, units of x; an even
            choice of them where there are too many; empty for any other data.
        distinct: How many there are.
        support: Where p_data is more than nothing, as intervals of x.
        z: Feet of the arrows.
        z_range: Ends of the line of z.
        best: Where the best increasing map takes the feet, units of x.
        row: Where the numbers of a frame lie in its row.
        health: The words of the diagnosis.
    """

    x: list[float]
    p_data: list[float]
    x_range: tuple[float, float]
    y_max: float
    samples: list[float]
    distinct: int
    support: list[tuple[float, float]]
    z: list[float]
    z_range: tuple[float, float]
    best: list[float]
    row: Layout
    health: list[str]


def knobs_of(settings: Settings, ends: int) -> Knobs:
    """Return what is told of knobs.

    Args:
        settings: In force.
        ends: Step at which their schedule is over.
    """
    loss = settings.game
    recipe, changed = nearest_recipe(settings)
    return {
        "settings": settings.to_json(),
        "recipe": recipe,
        "changed": changed,
        "additions": settings.additions,
        "ends": ends,
        "loss": {
            "name": settings.loss,
            "probability": loss.has_probability,
            "has_value": loss.has_value,
            "formula_d": loss.formula_d,
            "formula_g": loss.formula_g,
            "loss_d_end": loss.end_d,
            "loss_g_end": loss.end_g,
            "source": loss.source,
        },
    }


def grid_of(timeline: Timeline) -> Grid:
    """Return what is told of a run's grid."""
    view, bins, trainer = timeline.view, timeline.view.bins, timeline.trainer
    z_low, z_high = trainer.p_z.range
    return {
        "x": bins.x.tolist(),
        "p_data": bins.p_data.tolist(),
        "x_range": (float(bins.edges[0]), float(bins.edges[-1])),
        "y_max": bins.y_max,
        "samples": trainer.p_data.samples.tolist(),
        "distinct": trainer.p_data.distinct,
        "support": bins.support_intervals,
        "z": view.ticks.tolist(),
        "z_range": (float(z_low), float(z_high)),
        "best": view.best.tolist(),
        "row": LAYOUT,
        "health": list(HEALTH),
    }

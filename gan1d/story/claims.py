"""Numbers read off a run, and what is claimed about them.

Whoever says in words what a run shows writes it down as claims, too: tests replay the run and hold
them against it, and so can a page that has the run on its screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gan1d.frames.metrics import d_star
from gan1d.frames.recording import FIELDS
from gan1d.links import from_query, parameters
from gan1d.runs.timeline import Timeline
from gan1d.settings import SettingsError


@dataclass(frozen=True)
class Reading:
    """One number read off a run.

    Attributes:
        what: A metric of the frame, "peak" for the highest p_model on the screen's grid, or at a
            place: "d", "d_star" = p_data / (p_data + p_model), "p_model".
        frame: Index of the frame.
        x: The place, units of x; None for all but these three.
        digits: Decimals to show.
    """

    what: str
    frame: int
    x: float | None = None
    digits: int = 3


@dataclass(frozen=True)
class Claim:
    """What must hold: `left` > or < `right` by more than `by`; or ~, within `by` of it.

    Attributes:
        left: Name of a reading.
        sign: ">", "<" or "~".
        right: Name of a reading, or a number.
        by: Margin, in the readings' unit.
    """

    left: str
    sign: str
    right: str | float
    by: float = 0.0

    def holds(self, values: Mapping[str, float]) -> bool:
        """Return True if the numbers read bear the claim out; NaN never does."""
        right = values[self.right] if isinstance(self.right, str) else self.right
        ahead = values[self.left] - right
        return {">": ahead > self.by, "<": -ahead > self.by, "~": abs(ahead) < self.by}[self.sign]


def replay(query: str, until: int) -> Timeline:
    """Return the run of a link, trained up to frame `until`.

    Raises:
        SettingsError: If the link holds what no run can have, or the run ends before that frame.
    """
    settings, events, errors = from_query(parameters(query))
    if errors:
        raise errors[0]
    run = Timeline(settings, events)
    while run.recording.stop <= until:
        if not run.advance():
            raise SettingsError("until", until, f"a frame up to {run.recording.stop - 1}")
    return run


def read(reading: Reading, run: Timeline) -> float:
    """Return the number that a reading takes from a run.

    Between grid points it lies on a straight line; beyond the grid it is that of its end.
    """
    frame, bins = run.recording[reading.frame], run.view.bins
    if reading.what in FIELDS:
        return frame.metrics[reading.what]
    if reading.what == "peak":
        return float(frame.p_model.max())
    d, model, data = (
        float(np.interp(reading.x or 0.0, bins.x, curve))
        for curve in (frame.d, frame.p_model, bins.p_data)
    )
    if reading.what == "p_model":
        return model
    if reading.what == "d_star":
        return float(d_star(np.array(data), np.array(model)))
    return d

"""What a step of a run costs, known before it starts, and what a page may ask for.

With P = 2 w + (depth - 1) w^2 the multiply-adds of a net of width w at one point, one step takes

    D, k times   batch_d P_g           the fake samples
                 3 s m batch_d P_d     forward, twice that back; m = 2, with points between 3;
                                       s = 2 if a penalty needs D's slope, else 1
    G            3 s batch_g P_g       s = 2 with `fold`, else 1
                 2 batch_g P_d         D's value and slope
    the frame    1300 (P_d + P_g)      its points, more or less

multiply-adds, and for each of these passes an activation at width x depth units a point. Times
the seconds of either, and some for each update and frame, this comes to within 20 % of what is
measured (32 % with points between), from 0.6 to 250 ms.
"""

from collections.abc import Iterable
from copy import copy
from typing import NamedTuple

from gan1d import limits
from gan1d.links import MARKS, Event
from gan1d.settings import Settings, SettingsError

LIMIT = limits.STEP  # seconds of a step on a page: the others there have to wait that long, too
POINTS = 1300  # of a frame


class Prices(NamedTuple):
    """Seconds of a multiply-add, an activation, an update of D, and what a frame takes besides."""

    multiply: float
    activate: float
    update: float
    frame: float


# measured on one core of a server with AVX-512, by least squares over twelve nets; a processor half
# as fast takes twice as long for everything, so that what is dear stays dear
PRICES = {
    "numpy": Prices(2.1e-11, 0.9e-9, 3e-5, 5e-4),
    "torch": Prices(2.1e-11, 2.7e-9, 1.8e-3, 2.2e-3),
}


class TooDearError(SettingsError):
    """A page asks for a run of which one step takes too long; `value` and `allowed` are seconds."""

    def __str__(self) -> str:
        """Return the estimate and the limit in a sentence."""
        return f"one step of this run takes about {self.value} s; a page may have {self.allowed} s"


def step_seconds(settings: Settings, with_frame: bool = True) -> float:
    """Return an estimate of the seconds that one step takes, by default with its frame; see above.

    Without it, as a sweep trains, it is too high by half, whatever the settings.
    """
    points = POINTS if with_frame else 0
    s, price = settings, PRICES[settings.engine]
    between = s.game.gradient_penalty and s.lambda_gp > 0
    slope = 2 if between or max(s.gammas) > 0 else 1
    passes_d = slope * (3 if between else 2) * s.batch_d
    passes_g = (2 if s.fold > 0 else 1) * s.batch_g
    # points that go through each net once, forward or back
    by_d = s.k * 3 * passes_d + 2 * s.batch_g + points
    by_g = s.k * s.batch_d + 3 * passes_g + points
    multiplied = by_d * _multiply_adds(s.width_d, s.depth_d)
    multiplied += by_g * _multiply_adds(s.width_g, s.depth_g)
    # an activation and its derivative forward, and nothing of it is done again on the way back
    activated = (by_d - s.k * passes_d) * s.width_d * s.depth_d
    activated += (by_g - passes_g) * s.width_g * s.depth_g
    frame = price.frame if with_frame else 0.0
    return multiplied * price.multiply + activated * price.activate + s.k * price.update + frame


def _multiply_adds(width: int, depth: int) -> int:
    return 2 * width + (depth - 1) * width**2


def check_cost(settings: Settings, events: Iterable[Event] = ()) -> None:
    """See to it that a page may have a run, with all that its events will turn.

    Raises:
        TooDearError: If one of its steps takes longer than `LIMIT`.
    """
    turned = copy(settings)
    dearest = step_seconds(turned)
    for event in events:
        if event.name not in MARKS:
            # as `replace` does, but without a look at all the other knobs: there may be many events
            object.__setattr__(turned, event.name, event.value)
            dearest = max(dearest, step_seconds(turned))
    if dearest > LIMIT:
        raise TooDearError("cost", f"{dearest:.2g}", f"{LIMIT:g}")

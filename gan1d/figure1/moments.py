"""Figure 1 of Goodfellow et al. 2014 from a run of one's own: four moments of one game.

(a) near convergence: p_model resembles p_data, and D is partly right;
(b) the same G, held still, and D trained until it is D* = p_data / (p_data + p_model);
(c) G after a few of its own updates against that D;
(d) the end of the run's schedule, where p_model = p_data and D = 1/2 if all went well.

(a) is the step that comes nearest to JSD = 0.05 nats (64 bins) and to a D with score 0.6, where a
factor of 2 in JSD counts as much as 0.3 in the score, and the worse of the two decides:

    score = 1 - E (D - D*)^2 / E (1/2 - D*)^2      under (p_data + p_model) / 2 on the screen,

0 for a D that says 1/2 everywhere, 1 for D*.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from gan1d.figure1.optimum import OPTIMAL, Fine, Progress, Report, train_to_optimum
from gan1d.frames.density import Mask, support_of
from gan1d.frames.diagnosis import CONVERGED_D, CONVERGED_JSD
from gan1d.frames.metrics import d_star
from gan1d.frames.recording import REPORT_NODES, Frame, NotFiniteError, View
from gan1d.links import Event
from gan1d.losses import LOSSES, probability
from gan1d.runs.timeline import Stop, Timeline
from gan1d.settings import Settings, SettingsError
from gan1d.training.by_hand import FastTrainer
from gan1d.training.trainer import Trainer

Array = NDArray[np.float64]

NEAR_JSD, FACTOR = 0.05, 2.0  # what (a) looks for, and what counts as one unit away from it
NEAR_SCORE, APART = 0.6, 0.3
TYPICAL = 1.5  # units at most
REPORT_EVERY = 20  # steps
MEDIA = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png"}
STEPS, MOST = 10, 40  # G updates tried for (c); more only while JSD falls


@dataclass(frozen=True)
class Panel:
    """One of the four moments, on the grid of `Figure1`.

    Attributes:
        name: "a" to "d".
        step: G updates so far.
        p_model: Per unit of x, shape (300,).
        d: D(x), shape (300,).
        d_star: D*(x), shape (300,).
        support: Where 99 % of (p_data + p_model) / 2 lie, shape (300,).
        ticks: G at `Figure1.z`, shape (21,).
        numbers: The metrics of `Frame`, and d_error, max |D - D*| on the support of the mixture
            but for 0.1 sd around jumps of D*; left_out, the share of that support left out so.
    """

    name: str
    step: int
    p_model: Array
    d: Array
    d_star: Array
    support: Mask
    ticks: Array
    numbers: dict[str, float]


@dataclass(frozen=True)
class Figure1:
    """The four panels, and what they share.

    Attributes:
        settings: Of the run.
        events: Of the run.
        x: Points of the curves, shape (300,).
        p_data: There, per unit of x.
        z: Feet of the arrows, equally likely, shape (21,).
        x_range: Ends of the picture.
        z_range: Ends of the z line, laid on those of x.
        y_max: Density at the height of D = 1.
        panels: (a) to (d).
        start: How D of (b) started, as `Optimum.start`.
        iterations: Of L-BFGS, from there to (b).
        updates: G updates from (b) to (c): as many as bring JSD lowest, at least one; 0 if
            the first makes G infinite.
        score: D's score in (a).
        chosen: True if the step of (a) was asked for.
        typical: True if (a) is at most 1.5 units away from what it is to be.
        stop: Why the run ended.
    """

    settings: Settings
    events: list[Event]
    x: Array
    p_data: Array
    z: Array
    x_range: tuple[float, float]
    z_range: tuple[float, float]
    y_max: float
    panels: list[Panel]
    start: str
    iterations: int
    updates: int
    score: float
    chosen: bool
    typical: bool
    stop: Stop

    @property
    def d_is_optimal(self) -> bool:
        """Return True if D of (b) is D*, to 0.02."""
        return self.panels[1].numbers["d_error"] < OPTIMAL

    @property
    def pursuit(self) -> str:
        """Return what (c) came to: JSD "fell", it "rose", or G was "lost", no longer finite."""
        if self.updates == 0:
            return "lost"
        _, b, c, _ = (panel.numbers["jsd64"] for panel in self.panels)
        return "fell" if c < b else "rose"

    @property
    def outcome(self) -> str:
        """Return how (d) stands to the paper's: "reached", "not reached" or "diverged"."""
        if self.stop.kind == "diverged":
            return "diverged"
        last = self.panels[-1].numbers
        equal = last["jsd64"] < CONVERGED_JSD and last["d_half_max"] < CONVERGED_D
        return "reached" if equal else "not reached"


@dataclass(frozen=True)
class Printed:
    """Figure 1 with all its pictures.

    Attributes:
        figure: What is drawn.
        panels: SVG of each panel, by theme and name.
        files: The whole in one row, by kind of file.
    """

    figure: Figure1
    panels: dict[str, dict[str, bytes]]
    files: dict[str, bytes]


def shown(jsd: float) -> str:
    """Return a JSD as it is written: 0.0534, and 0.00002 where four decimals would say nothing."""
    return f"{jsd:.4f}" if jsd >= 0.0005 else f"{jsd:.5f}"


def figure1(
    settings: Settings,
    events: Iterable[Event] = (),
    step: int | None = None,
    progress: Report = lambda now: None,
) -> Figure1:
    """Return Figure 1 of a run, which is trained again from its start to its end.

    Args:
        settings: What the run starts with.
        events: What is done to it on the way.
        step: The step of (a); by default the one that the module's rule finds.
        progress: Told what is under way.

    Raises:
        SettingsError: If a loss of the run has no probability, or there is no such step.
    """
    events = list(events)
    for loss in (settings.loss, *(event.value for event in events if event.name == "loss")):
        if not LOSSES[loss].has_probability:
            games = [name for name, game in LOSSES.items() if game.has_probability]
            raise SettingsError("loss", loss, f"for Figure 1, {', '.join(games)}")
    timeline = Timeline(settings, events)
    distance, moment, score = _train(timeline, step, progress)
    view = View(timeline.trainer.p_data, timeline.trainer.p_z, REPORT_NODES)
    last = _panel("d", timeline.trainer, view)
    timeline.trainer.restore(moment)
    trainer = FastTrainer.copy_of(timeline.trainer)  # from here on D is not the run's own
    panels = [_panel("a", trainer, view)]
    optimum = train_to_optimum(trainer, progress)
    trainer.player_d = optimum.player
    panels.append(_panel("b", trainer, view))
    updates = _improve(trainer, view, progress)
    panels += [_panel("c", trainer, view), last]
    bounds = np.clip(trainer.p_z.quantile(np.array([0.0, 1.0])), *trainer.p_z.range)
    return Figure1(
        settings,
        events,
        view.bins.x,
        view.bins.p_data,
        view.ticks,
        trainer.p_data.range,
        (float(bounds[0]), float(bounds[1])),
        view.bins.y_max,
        panels,
        optimum.start,
        optimum.iterations,
        updates,
        score,
        step is not None,
        distance <= TYPICAL,
        cast(Stop, timeline.stop),
    )


def _train(timeline: Timeline, step: int | None, progress: Report) -> tuple[float, Any, float]:
    """Train to the end; return (distance, snapshot, D's score) of the moment for (a)."""
    p_data = timeline.view.bins.p_data
    found: tuple[float, Any, float] = np.inf, None, 0.0
    for _ in chain([timeline.trainer.step], timeline.finish()):
        frame, trainer = timeline.recording[-1], timeline.trainer
        score = _score(p_data, frame)
        if step is None:
            jsd = max(frame.metrics["jsd64"], 1e-9)
            away = abs(np.log(jsd / NEAR_JSD)) / np.log(FACTOR), abs(score - NEAR_SCORE) / APART
            distance = max(away)
        else:
            distance = 0.0 if trainer.step == step and found[1] is None else np.inf
        if distance < found[0]:
            found = distance, trainer.snapshot(), score
        if trainer.step % REPORT_EVERY == 0:
            share = min(trainer.step / trainer.ends, 1.0)
            progress(Progress("run", share, {"step": trainer.step, "last": trainer.ends}))
    if timeline.stop and timeline.stop.kind == "diverged":
        timeline.rewind(timeline.recording.stop)  # to the last finite frame
        timeline.stop = Stop("diverged", timeline.trainer.step)
    if found[1] is None:
        raise SettingsError("step", step, f"a whole number from 0 to {timeline.trainer.step}")
    return found


def _score(p_data: Array, frame: Frame) -> float:
    """Return how much of D* there is in D; see the module."""
    best, weight = d_star(p_data, frame.p_model), p_data + frame.p_model
    guess = float(weight @ (0.5 - best) ** 2)
    return 1 - float(weight @ (frame.d - best) ** 2) / guess if guess > 0 else 0.0


def _improve(trainer: Trainer, view: View, progress: Report) -> int:
    """Let G follow D to where JSD is lowest, by one update at least; return their number.

    It is 0 where already the first update makes G infinite.
    """
    best: tuple[float, int, Any] = np.inf, 0, trainer.snapshot()
    for count in range(1, MOST + 1):
        trainer.step_g()
        try:
            jsd = Frame.of(trainer, view).metrics["jsd64"]
        except NotFiniteError:
            break
        progress(Progress("c", min(count / STEPS, 1.0), {"jsd": jsd, "updates": count}))
        if jsd < best[0]:
            best = jsd, count, trainer.snapshot()
        elif count >= STEPS:
            break
    trainer.restore(best[2])
    return best[1]


def _panel(name: str, trainer: Trainer, view: View) -> Panel:
    frame, fine = Frame.of(trainer, view), Fine(trainer)
    d = probability(trainer.settings.game, trainer.critic(fine.x), fine.p + fine.q)
    numbers = frame.metrics | {"d_error": fine.error(d), "left_out": fine.left_out}
    best = d_star(view.bins.p_data, frame.p_model)
    support = support_of(view.bins.p_data + frame.p_model)
    ticks = frame.ticks
    return Panel(name, frame.step, frame.p_model, frame.d, best, support, ticks, numbers)

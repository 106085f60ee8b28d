"""A whole run from one call, for scripts, the command line and the benchmarks."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gan1d.data.distribution import Distribution
from gan1d.frames.density import push_forward
from gan1d.frames.recording import REPORT_NODES, Frame, Recording, View
from gan1d.links import Event, checked_events
from gan1d.losses import LOSSES, probability
from gan1d.runs.timeline import Stop, Timeline
from gan1d.settings import Settings, SettingsError
from gan1d.stopping import MEASURES, Condition, Stopped

Array = NDArray[np.float64]


def train(
    data: "str | Distribution | Settings" = "bimodal",
    *,
    events: Iterable[Event] = (),
    progress: Callable[[int, int], None] | None = None,
    at: int | None = None,
    stop: str | None = None,
    **knobs: Any,
) -> "Run":
    """Return a finished run; see `gan1d.train`, whose run can be saved, too.

    With `at` it may stand still before its end, at the frame of that index.
    """
    return Run(*finished(data, events, progress, at, stop, **knobs))


def finished(
    data: "str | Distribution | Settings",
    events: Iterable[Event],
    progress: Callable[[int, int], None] | None,
    at: int | None = None,
    stop: str | None = None,
    **knobs: Any,
) -> tuple[Timeline, Stopped | None]:
    """Return a timeline that has come to its end, and where a condition has ended it before.

    The arguments are those of `gan1d.train`. With `at` it may stand still before its end, at the
    frame of that index.
    """
    settings = data if isinstance(data, Settings) else Settings(data=_spec(data))
    timeline = Timeline(settings.replace(**knobs), checked_events(events))
    condition = None if stop is None else _condition(stop, timeline)
    held = condition is not None and condition.holds(timeline.recording[-1])
    for step in timeline.finish(at):
        if progress:
            progress(step, timeline.trainer.ends)
        if condition is None:
            continue
        before, held = held, condition.holds(timeline.recording[-1])
        if held and not before:
            value = condition.value(timeline.recording[-1])
            return timeline, Stopped(str(condition), step, value)
    return timeline, None


def _condition(text: str, timeline: Timeline) -> Condition:
    """Return the condition of a text; a SettingsError also where no loss of the run has it."""
    condition = Condition.of(text)
    losses = [timeline.initial.loss, *(e.value for e in timeline.events if e.name == "loss")]
    if MEASURES[condition.name].probability and not any(
        LOSSES[loss].has_probability for loss in losses
    ):
        others = " or ".join(name for name, of in MEASURES.items() if not of.probability)
        raise SettingsError(
            "stop", text, f"{others}: with the loss {losses[0]} D is no probability"
        )
    return condition


def _spec(data: "str | Distribution") -> str:
    return data.spec if isinstance(data, Distribution) else data


class Run:
    """A finished run: its nets, its frames, and the settings that give it again.

    Attributes:
        settings: What it started with; `train(run.settings, events=run.events)` repeats it.
        events: What was done to it on the way.
        recording: Its frames, the newest 20,000.
        stop: Why it stands still; None if a condition has stopped it.
        stopped: Where a condition has stopped it; None if it came to its end.
        timeline: What it came from.
    """

    def __init__(self, timeline: Timeline, stopped: Stopped | None = None) -> None:
        """Take over a timeline that stands still."""
        self.settings: Settings = timeline.initial
        self.events: list[Event] = timeline.past
        self.recording: Recording = timeline.recording
        self.stop: Stop | None = timeline.stop
        self.stopped = stopped
        self.timeline = timeline
        self._trainer = timeline.trainer

    @property
    def frame(self) -> Frame:
        """Return the last frame; after a divergence, the last finite one."""
        return self.recording[-1]

    @property
    def health(self) -> str:
        """Return the word of the diagnosis at the end."""
        return self.frame.health

    def generator(self, z: ArrayLike) -> Array:
        """Return x = G(z).

        Args:
            z: Points of the prior, shape (n,).

        Returns:
            Points in data units, shape (n,).

        Raises:
            ValueError: If z has another shape.
        """
        return self._trainer.generator(_flat("z", z))

    def discriminator(self, x: ArrayLike) -> Array:
        """Return D(x), the probability that x is real.

        Args:
            x: Points in data units, shape (n,).

        Returns:
            Probabilities, shape (n,); of least squares d itself, which ends at 1/2 but may leave
            [0, 1], and of the critics, which have none, their score.

        Raises:
            ValueError: If x has another shape, or if G, after a divergence, is not finite.
        """
        trainer, bins = self._trainer, self._view.bins
        nodes = trainer.generator(self._view.z)
        mixture = (bins.mass_data + push_forward(nodes, self._view.mass, bins.edges)) / 2
        raw = trainer.critic(np.concatenate([bins.points(nodes), _flat("x", x)]))
        return probability(trainer.settings.game, raw, mixture)[len(mixture) :]

    @cached_property
    def metrics(self) -> dict[str, float | None]:
        """Return the final metrics by name, on 4,096 segments of the push-forward.

        None where the loss has no probability; after a divergence, those of the last finite frame.
        """
        diverged = self.stop is not None and self.stop.kind == "diverged"
        last = self.frame
        now = last.metrics if diverged else Frame.of(self._trainer, self._view).metrics
        now |= {name: last.metrics[name] for name in ("turns", "swing")}
        return {name: value if np.isfinite(value) else None for name, value in now.items()}

    @cached_property
    def _view(self) -> View:
        return View(self._trainer.p_data, self._trainer.p_z, REPORT_NODES)


def _flat(name: str, values: ArrayLike) -> Array:
    array = np.asarray(values, float)
    if array.ndim != 1:
        raise ValueError(f"{name} has shape {array.shape}; allowed: (n,)")
    return array

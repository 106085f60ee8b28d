"""What a run came to: trained without its pictures, looked at every 10 steps, judged at the end.

The words are those of the stage, which looks at the same steps; the metrics are of the raw nets
after the last step, with p_model on 4,096 segments.
"""

from collections.abc import Sequence
from functools import cached_property

from gan1d.frames.diagnosis import CONVERGED_JSD, STRIDE, WINDOW, Diagnosis, diagnose
from gan1d.frames.looks import history, look
from gan1d.frames.recording import REPORT_NODES, Frame, NotFiniteError, View
from gan1d.links import Event
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings

DIVERGED = "diverged"


class Verdict:
    """A run that has been trained, and what was seen of it.

    Attributes:
        step: Where it ended: at its schedule's end, or where a number was seen not to be finite.
        looks: What was seen on the way, by name as in `LOOKED_AT`, finite looks only.
        finite: False if a number was no longer finite, at a look or at the end.
        metrics: Those of a frame on 4,096 segments; if it is not finite the last finite look.
    """

    def __init__(
        self, settings: Settings, events: Sequence[Event] = (), steps: int | None = None
    ) -> None:
        """Train a run and look on.

        Args:
            settings: What it starts with.
            events: What is done to it on the way.
            steps: Where it ends, if that comes before the end of its schedule.
        """
        timeline = Timeline(settings, events)
        trainer, looks, goes_on = timeline.trainer, [], True
        self._center, self._scale = trainer.p_data.center, trainer.p_data.scale
        self.finite, self.metrics = True, dict[str, float]()
        try:
            while goes_on:
                looks.append(look(trainer, timeline.view))
                until = trainer.step + STRIDE
                timeline.skip_to(until if steps is None else min(until, steps))
                goes_on = trainer.step == until
            view = View(trainer.p_data, trainer.p_z, REPORT_NODES)
            self.metrics = Frame.of(trainer, view).metrics
        except NotFiniteError:
            self.finite = False
        self.step, self.looks = trainer.step, history(looks)
        if not self.finite:
            self.metrics = {name: float(values[-1]) for name, values in self.looks.items()}

    def diagnosis(self, index: int) -> Diagnosis:
        """Return what the stage says at a look, by its index."""
        start = max(0, index + 1 - WINDOW // STRIDE)
        seen = {name: values[start : index + 1] for name, values in self.looks.items()}
        return diagnose(seen, self._center, self._scale)

    @cached_property
    def end(self) -> Diagnosis:
        """Return what it says of the last finite look."""
        return self.diagnosis(len(self.looks["step"]) - 1)

    @property
    def health(self) -> str:
        """Return the last word."""
        return self.end.slug if self.finite else DIVERGED

    @property
    def said(self) -> list[tuple[int, str]]:
        """Return (step, word) at every look; where it was not finite, of that moment, too."""
        steps = self.looks["step"].astype(int).tolist()
        words = [(step, self.diagnosis(index).slug) for index, step in enumerate(steps)]
        return words if self.finite else [*words, (self.step, DIVERGED)]

    @property
    def converged_at(self) -> int | None:
        """Return the first step looked at with a JSD on 64 bins below 0.01; None without one."""
        below = self.looks["jsd64"] < CONVERGED_JSD
        return int(self.looks["step"][below.argmax()]) if below.any() else None

    @property
    def diverged_at(self) -> int | None:
        """Return the step looked at since which it has been diverged; None if it ended otherwise.

        Every word from there to the end is "diverged".
        """
        since = None if self.finite else self.step
        for index in reversed(range(len(self.looks["step"]))):
            if self.diagnosis(index).slug != DIVERGED:
                break
            since = int(self.looks["step"][index])
        return since

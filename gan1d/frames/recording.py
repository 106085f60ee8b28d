"""What one step shows, and what is kept of a run: the only door from the nets to plain arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, TypedDict

import numpy as np
from numpy.typing import NDArray

from gan1d.data.distribution import Distribution
from gan1d.frames.density import DISPLAY_POINTS as POINTS
from gan1d.frames.density import Bins, nodes
from gan1d.frames.diagnosis import HEALTH
from gan1d.frames.metrics import best_map, measure
from gan1d.losses import probability
from gan1d.training.trainer import Trainer

Array = NDArray[np.float64]
Row = NDArray[np.float32]

TICKS = 21  # arrows z -> G(z)
LIVE_NODES, REPORT_NODES = 1024, 4096  # segments of the push-forward
CAPACITY = 20_000  # frames kept of a run
LEAST = 2_500  # frames kept where memory is short
MOST = float(np.finfo(np.float32).max)  # of a number in a row
FULL, AFTER_D, AFTER_G = 0, 1, 2  # what a frame follows: a step, or half of one

# The metrics of a frame, in the order of its row. In nats: jsd, jsd64, value, cost, and loss_* of
# a game with a logit; in
# units of x: w1, mean_model, sd_model, swing; the rest are pure numbers.
FIELDS = (
    "jsd",
    "jsd64",
    "tv",
    "w1",
    "value",
    "value_real",
    "value_fake",
    "cost",
    "d_half_max",
    "d_half_mean",
    "mean_d_real",
    "mean_d_fake",
    "loss_d",
    "loss_g",
    "mass_off",
    "missed",
    "mean_model",
    "sd_model",
    "lr_d",
    "lr_g",
    "turns",
    "swing",
)
# a row: step, half, health, the two curves, G, D and D' at the ticks, the metrics, the average
_CURVES = 3
_TICKS = _CURVES + 2 * POINTS
_METRICS = _TICKS + 3 * TICKS
BASE = _METRICS + len(FIELDS)
ROW = BASE + POINTS
PLACES = {name: _METRICS + i for i, name in enumerate(FIELDS)}  # of the metrics
_NOT_ASKED_FOR = np.full(POINTS, np.nan)
_EVIDENCE = [PLACES["turns"], PLACES["swing"]]


class Layout(TypedDict):
    """Where the numbers of a frame lie in its row, for whoever reads rows without this module.

    Attributes:
        step: Place of the step.
        half: Of what led to the frame: 0 a whole step, 1 an update of D alone, 2 one of G alone.
        health: Of the word of the diagnosis, as a place in its list.
        model: First of the `points` places of p_model.
        d: First of those of D.
        ticks: First place of G(z).
        advice_d: First place of D's raw output there.
        advice_slope: First place of its slope there.
        ema: First of the places of p_model of the moving average, if that is sent.
        points: Points of the grid.
        field: Place of each metric, by name.
    """

    step: int
    half: int
    health: int
    model: int
    d: int
    ticks: int
    advice_d: int
    advice_slope: int
    ema: int
    points: int
    field: dict[str, int]


LAYOUT: Layout = {
    "step": 0,
    "half": 1,
    "health": 2,
    "model": _CURVES,
    "d": _CURVES + POINTS,
    "ticks": _TICKS,
    "advice_d": _TICKS + TICKS,
    "advice_slope": _TICKS + 2 * TICKS,
    "ema": BASE,
    "points": POINTS,
    "field": PLACES,
}


class NotFiniteError(ArithmeticError):
    """A net gave NaN or infinity; says which and at which step."""

    def __init__(self, what: str, step: int) -> None:
        """Keep what was not finite, "p_model" or "d", and the step."""
        self.what, self.step = what, step
        super().__init__(f"{what} is no longer finite at step {step}")


class View:
    """What all frames of a run share: grid, p_data, the points of the prior that are followed.

    Attributes:
        bins: Bins of the target, for the metrics and for the screen.
        z: Nodes of the push-forward, shape (count + 1,).
        mass: Prior mass of the segments between them, shape (count,).
        ticks: z at the foot of the arrows, equally likely, shape (21,).
        looked_at: All of these z, shape (count + 22,).
        best: Where the best increasing map F_data^-1(F_z(z)) takes the ticks, shape (21,).
        best_middles: Where it takes the segments' middles, shape (count,).
        averaged: True if the frames show the moving average of G, too.
    """

    def __init__(self, p_data: Distribution, p_z: Distribution, count: int = LIVE_NODES) -> None:
        """Lay out the grid of one target and one prior."""
        self.bins = Bins(p_data)
        self.z, self.mass = nodes(p_z, count)
        levels = (np.arange(TICKS) + 0.5) / TICKS
        self.ticks = p_z.quantile(levels)
        self.looked_at = np.concatenate([self.z, self.ticks])
        self.best = p_data.quantile(levels)
        self.best_middles = best_map(p_data, self.mass)
        self.averaged = False


@dataclass(frozen=True)
class Frame:
    """One picture of a run.

    Attributes:
        step: G updates so far.
        half: 0 after a full step, 1 after a D update alone, 2 after a G update alone.
        health: Word of the diagnosis.
        p_model: Density of G(z) on the screen's grid `View.bins.x`, shape (300,).
        d: D(x) as the loss reads it, on the same grid; a critic's raw score for hinge and WGAN.
        ticks: G at `View.ticks`, units of x, shape (21,).
        advice: D's raw output there and its slope, per unit of x, shape (2, 21).
        metrics: The metrics by name; NaN where the loss has no probability, and the losses before
            the first update.
        averaged: p_model of the moving average of G; NaN unless it was asked for.
    """

    step: int
    half: int
    health: str
    p_model: Array
    d: Array
    ticks: Array
    advice: Array
    metrics: dict[str, float]
    averaged: Array

    @classmethod
    def of(cls, trainer: Trainer, view: View, half: int = FULL) -> Self:
        """Return the picture of a trainer as it stands; no training randomness is used.

        Raises:
            NotFiniteError: If G or D gives a number that is not finite, or would not be in a row.
        """
        bins, loss = view.bins, trainer.settings.game
        x = trainer.generator(view.looked_at)
        if not (np.abs(x) <= MOST).all():
            raise NotFiniteError("p_model", trainer.step)
        x, ticks = x[:-TICKS], x[-TICKS:]
        raw = trainer.critic(np.concatenate([bins.points(x), bins.x]))
        if not (np.abs(raw) <= MOST).all():
            raise NotFiniteError("d", trainer.step)
        model, p_model = bins.model(x, view.mass)
        shown = probability(loss, raw, bins.mass_data + model)
        d_bins, d = shown[:-POINTS], shown[-POINTS:]
        advice = trainer.critic_and_slope(ticks)
        metrics = measure(bins, model, x, view.mass, d_bins, loss, view.best_middles)
        metrics |= {"loss_d": trainer.loss_d, "loss_g": trainer.loss_g}
        metrics |= dict(zip(("lr_d", "lr_g"), trainer.rates, strict=True))
        averaged = _NOT_ASKED_FOR
        if view.averaged:
            averaged = bins.density(trainer.generator(view.z, averaged=True), view.mass)
        return cls(trainer.step, half, HEALTH[0], p_model, d, ticks, advice, metrics, averaged)

    @property
    def row(self) -> Row:
        """Return the frame as one row of float32 numbers, shape (ROW,)."""
        row = np.empty(ROW)
        row[:_CURVES] = self.step, self.half, HEALTH.index(self.health)
        row[_CURVES : _CURVES + POINTS] = self.p_model
        row[_CURVES + POINTS : _TICKS] = self.d
        row[_TICKS : _TICKS + TICKS] = self.ticks
        row[_TICKS + TICKS : _METRICS] = self.advice.ravel()
        row[_METRICS:BASE] = [self.metrics.get(name, np.nan) for name in FIELDS]
        row[BASE:] = self.averaged
        with np.errstate(over="ignore"):  # a loss, or the slope of D, may be
            return row.astype(np.float32)

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Return the frame a row was made of, to the precision of float32."""
        numbers = row.astype(float)
        return cls(
            int(row[0]),
            int(row[1]),
            HEALTH[int(row[2])],
            numbers[_CURVES : _CURVES + POINTS],
            numbers[_CURVES + POINTS : _TICKS],
            numbers[_TICKS : _TICKS + TICKS],
            numbers[_TICKS + TICKS : _METRICS].reshape(2, TICKS),
            dict(zip(FIELDS, numbers[_METRICS:BASE].tolist(), strict=True)),
            numbers[BASE:],
        )


class Recording:
    """The frames of a run in order, by index; bounded: beyond 20,000 the oldest go.

    Attributes:
        first: Index of the oldest frame kept.
        stop: Index after the newest.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Start empty."""
        self._rows = np.empty((capacity, ROW), np.float32)  # taken from memory as it fills
        self.first = self.stop = 0
        self._used = 0  # rows of memory taken

    @property
    def capacity(self) -> int:
        """Return how many frames it keeps: as many as it was made for, unless it was halved."""
        return len(self._rows)

    @property
    def nbytes(self) -> int:
        """Return the bytes its frames take, those dropped by `truncate` included."""
        return self._used * self._rows[0].nbytes

    def __len__(self) -> int:
        """Return the number of frames kept."""
        return self.stop - self.first

    def __getitem__(self, index: int) -> Frame:
        """Return the frame of that index; negative ones count from the end."""
        return Frame.from_row(self.rows(*self._one(index))[0])

    def __iter__(self) -> Iterator[Frame]:
        """Return the frames kept, oldest first."""
        return (self[index] for index in range(self.first, self.stop))

    def _one(self, index: int) -> tuple[int, int]:
        index += self.stop if index < 0 else 0
        if not self.first <= index < self.stop:
            raise IndexError(f"frame {index} is not kept; kept: {self.first} to {self.stop - 1}")
        return index, index + 1

    def rows(self, start: int, stop: int) -> Row:
        """Return the rows of the frames kept among [start, stop), a copy, shape (n, ROW)."""
        kept = np.arange(max(start, self.first), min(stop, self.stop))
        return self._rows[kept % len(self._rows)]

    def history(self, length: int | None = None, stride: int = 1) -> dict[str, Array]:
        """Return step and metrics by name, every `stride`-th of the newest frames, oldest first.

        Args:
            length: Entries wanted at most; all that are kept if None.
            stride: Frames between two entries; the newest frame is always the last.
        """
        kept = np.arange(self.stop - 1, self.first - 1, -stride)[:length][::-1]
        kept %= len(self._rows)
        metrics = self._rows[kept, _METRICS:BASE].astype(float)
        return {"step": self._rows[kept, 0].astype(float)} | dict(
            zip(FIELDS, metrics.T, strict=True)
        )

    def copy(self) -> Self:
        """Return a recording of the same frames that goes its own way."""
        return self._newest(len(self._rows))

    def _newest(self, capacity: int) -> Self:
        twin = type(self)(capacity)
        twin.first, twin.stop = max(self.first, self.stop - capacity), self.stop
        kept = np.arange(twin.first, twin.stop)
        twin._rows[kept % capacity] = self._rows[kept % len(self._rows)]
        twin._used = len(kept)
        return twin

    def halve(self) -> bool:
        """Keep half of its frames from now on, the newest; return False if that were too few.

        So few are still more than the diagnosis looks back at.
        """
        if self._used // 2 < LEAST:
            return False
        vars(self).update(vars(self._newest(self._used // 2)))
        return True

    def append(self, frame: Frame) -> None:
        """Keep a frame as the newest."""
        self._rows[self.stop % len(self._rows)] = frame.row
        self.stop += 1
        self._used = min(max(self._used, self.stop), len(self._rows))
        self.first = max(self.first, self.stop - len(self._rows))

    def truncate(self, stop: int) -> None:
        """Drop all frames from index `stop` on."""
        self.stop = max(self.first, min(self.stop, stop))

    def carry_label(self) -> None:
        """Give the newest frame the word and the evidence of the frame before it."""
        before, row = (self._rows[(self.stop - back) % len(self._rows)] for back in (2, 1))
        row[2] = before[2]
        row[_EVIDENCE] = before[_EVIDENCE]

    def label(self, health: str, **evidence: float) -> None:
        """Give the newest frame its word of diagnosis and the numbers it rests on."""
        row = self._rows[(self.stop - 1) % len(self._rows)]
        row[2] = HEALTH.index(health)
        for name, number in evidence.items():
            row[PLACES[name]] = number

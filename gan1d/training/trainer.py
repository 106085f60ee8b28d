"""Algorithm 1 of Goodfellow et al. 2014 with the knobs of `Settings`; autograd is the reference.

`Trainer` is the face every kind of trainer shows: the order of the updates, the rates, the units.
The gradients are written twice: as PyTorch takes them, in `by_autograd`, and by hand, in `by_hand`.
"""

from abc import ABC, abstractmethod
from math import cos, pi
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan1d.data import catalogue
from gan1d.settings import Settings
from gan1d.training.initial import initial_d, initial_g
from gan1d.training.minibatches import Batch, Sampler

Array = NDArray[np.float64]
FlatWeights = tuple[NDArray[Any], list[tuple[NDArray[Any], int]]]

HOLD, LONGEST = 0.3, 360  # share of the schedule with full rates, steps at most
FLOOR = 0.01  # what is left of the rates at its end
EPSILON = 1e-8  # of Adam and RMSprop


def anneal(step: int, steps: int) -> float:
    """Return the factor of the rates: 1 for the first 30 %, then a cosine down to 1 %.

    A long schedule leaves full rates after 360 steps: by then p_model is where the data are, and
    all that full rates still bring is that G folds.

    Args:
        step: Steps of the schedule done; after its end the factor stays.
        steps: Length of the schedule.
    """
    hold = min(HOLD * steps, LONGEST)
    falling = min(max((step - hold) / (steps - hold), 0.0), 1.0)
    return FLOOR + (1 - FLOOR) * (1 + cos(pi * falling)) / 2


class Trainer(ABC):
    """A GAN in training: k ascents of D on V, then one descent of G, again and again.

    Weights change in `step_d` and `step_g`, of which `advance` is made, and in `restore`; `change`
    may empty the optimisers' memories, and everything else only looks. Whoever wants other weights,
    as Figure 1 wants the best D, puts them into a trainer of his own: `FastTrainer.copy_of`.

    Attributes:
        settings: What it trains with now.
        p_data: The target.
        p_z: The prior.
        step: Number of G updates so far.
        loss_d: D's loss on its last minibatch, penalties left out; NaN before the first.
        loss_g: G's likewise.
    """

    def __init__(self, settings: Settings) -> None:
        """Draw the initial weights; train nothing yet."""
        self.settings = settings
        self.p_data = catalogue.parse(settings.data)
        self.p_z = catalogue.prior(settings.z_prior)
        scaled = settings.standardise
        self.center = self.p_data.center if scaled else 0.0
        self.scale = self.p_data.scale if scaled else 1.0
        self.sampler = Sampler(settings.seed, self.p_data, self.p_z)
        self.step = 0
        self.began = 0
        self.loss_d = self.loss_g = float("nan")
        rng = self.sampler.streams["init"]
        self._start(initial_d(settings, rng), initial_g(settings, rng))

    @property
    def ends(self) -> int:
        """Return the step at which the schedule is over."""
        return self.began + self.settings.steps

    @property
    def rates(self) -> tuple[float, float]:
        """Return the effective rates of D and G now: knob times schedule."""
        s = self.settings
        factor = anneal(self.step - self.began, s.steps) if s.schedule == "anneal" else 1.0
        return s.lr_d * factor, s.lr_g * factor

    def advance(self) -> None:
        """Do one step: k D updates and one G update, each on fresh samples.

        Simultaneous order takes G's gradient before D moves; alternating order after.
        """
        simultaneous = self.settings.order == "simultaneous"
        if simultaneous:
            self._gradient_g(self._batch_g())
        for _ in range(self.settings.k):
            self.step_d()
        if not simultaneous:
            self._gradient_g(self._batch_g())
        self._finish_g()

    def step_d(self) -> None:
        """Do one D update; G stays as it is, bit for bit."""
        self._gradient_d(self.sampler.for_d(self.settings, self.center, self.scale))
        self._descend_d(self.rates[0])

    def step_g(self) -> None:
        """Do one G update and count the step; D stays as it is, bit for bit."""
        self._gradient_g(self._batch_g())
        self._finish_g()

    def _batch_g(self) -> Batch:
        return self.sampler.for_g(self.settings, self.center, self.scale)

    def _finish_g(self) -> None:
        self._descend_g(self.rates[1])
        warm = (1 + self.step) / (10 + self.step)
        self._average(min(self.settings.ema, warm))
        self.step += 1

    def change(self, settings: Settings) -> None:
        """Go on with other live settings; after the schedule's end this opens a new schedule."""
        if self.step >= self.ends:
            self.began = self.step
        fresh = settings.optimiser != self.settings.optimiser
        self.settings = settings
        if fresh:
            self._fresh_optimisers()

    def generator(self, z: Array, averaged: bool = False) -> Array:
        """Return x = G(z) in data units, shape (n,).

        Args:
            z: Points of the prior, shape (n,).
            averaged: Use the moving average of G's weights.
        """
        return self.center + self.scale * self._g(np.asarray(z, float), averaged)

    def critic(self, x: Array) -> Array:
        """Return D's raw output d, a logit or a critic's score, shape (n,), for x in data units."""
        return self._d((np.asarray(x, float) - self.center) / self.scale)

    def critic_and_slope(self, x: Array) -> Array:
        """Return d(x) and its slope per unit of x, shape (2, n), for x in data units."""
        d = self._d_and_slope((np.asarray(x, float) - self.center) / self.scale)
        d[1] /= self.scale
        return d

    def snapshot(self) -> Any:
        """Return all that `restore` needs to bring this very moment back, bit for bit."""
        numbers = (self.settings, self.step, self.began, self.loss_d, self.loss_g)
        return numbers, self.sampler.state(), self._weights()

    @property
    def nbytes(self) -> int:
        """Return the bytes of a snapshot, for streams of random numbers some thousands."""
        averaged, memories = self.flat_weights()
        return 4096 + averaged.nbytes + sum(memory.nbytes for memory, _ in memories)

    def restore(self, snapshot: Any) -> None:
        """Go back to the moment of a snapshot of this trainer."""
        numbers, streams, weights = snapshot
        self.settings, self.step, self.began, self.loss_d, self.loss_g = numbers
        self.sampler.restore(streams)
        self._restore_weights(weights)

    def rest(self) -> None:  # noqa: B027
        """Give up arrays that are only there to work in; they come again by themselves."""

    @abstractmethod
    def flat_weights(self) -> FlatWeights:
        """Return the nets and the memories of their optimisers as plain arrays.

        Returns:
            The moving average of G's weights, shape (size_g,), and for D and then for G an array
            of its weights, the running mean of its gradient and that of its square, shape
            (3, size), and the number of updates since its optimiser was fresh. What an optimiser
            does not use is 0. Weights are in the order of `FastNet.weights`.
        """

    # What a kind of trainer must do; all of it in the units the nets work in.
    @abstractmethod
    def _start(self, d: Any, g: Any) -> None: ...
    @abstractmethod
    def _gradient_d(self, batch: Batch) -> None: ...
    @abstractmethod
    def _gradient_g(self, batch: Batch) -> None: ...
    @abstractmethod
    def _descend_d(self, rate: float) -> None: ...
    @abstractmethod
    def _descend_g(self, rate: float) -> None: ...
    @abstractmethod
    def _average(self, keep: float) -> None: ...
    @abstractmethod
    def _fresh_optimisers(self) -> None: ...
    @abstractmethod
    def _g(self, z: Array, averaged: bool) -> Array: ...
    @abstractmethod
    def _d(self, x: Array) -> Array: ...
    @abstractmethod
    def _d_and_slope(self, x: Array) -> Array: ...
    @abstractmethod
    def _weights(self) -> Any: ...
    @abstractmethod
    def _restore_weights(self, weights: Any) -> None: ...

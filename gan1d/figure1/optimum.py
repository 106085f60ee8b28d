"""D trained to its optimum D* = p_data / (p_data + p_model), while G stands still.

Proposition 1 of Goodfellow et al. 2014 as an experiment: V is maximised over D alone, to the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from gan1d.data.distribution import Distribution
from gan1d.frames.density import nodes, push_forward, support_of
from gan1d.frames.metrics import d_star
from gan1d.settings import Settings
from gan1d.training.by_hand import FastTrainer
from gan1d.training.initial import Weights, initial_d
from gan1d.training.nets import FastNet, fast_net, memory_for
from gan1d.training.optimisers import Player
from gan1d.training.trainer import Trainer

Array = NDArray[np.float64]

BINS, NODES = 2048, 16384
OPTIMAL = 0.02  # max |D - D*| of a D that counts as optimal
ENOUGH = 0.01  # at which its training stops
ITERATIONS = 400
JUMP, WITHIN, MARGIN = 0.25, 0.02, 0.1  # D* jumps: by that much, within so many sd; left out: sd
BEFORE = {"run": (0.0, 0.7), "b": (0.7, 0.85), "c": (0.85, 0.9), "print": (0.9, 1.0)}
WIDTH, WIDE = 128, 512  # units of a fresh D


class Progress(NamedTuple):
    """How far Figure 1 is.

    Attributes:
        part: What is under way: "run", "b", "c" or "print".
        share: How much of that is done.
        numbers: Where it stands, by name.
    """

    part: str
    share: float
    numbers: dict[str, float]

    @property
    def overall(self) -> float:
        """Return the share of the whole that is done, roughly."""
        begin, end = BEFORE[self.part]
        return begin + self.share * (end - begin)


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Optimum:
    """A D trained to its optimum against a G that stands still.

    Attributes:
        player: The net, in the units the run's nets work in.
        error: max |D - D*|, where it counts; see `Fine`.
        start: "warm" from the run's D, "fresh" from a new one of 128 steep spread units, "wide"
            from one of 512.
        iterations: Of L-BFGS, from that start.
    """

    player: Player
    error: float
    start: str
    iterations: int


class Fine:
    """p_data, p_model and D* in bins fine enough to train D on, beyond the screen, too.

    Attributes:
        x: Centres, shape (2048,).
        p: Masses of p_data there.
        q: Masses of p_model.
        best: D*.
        counts: Where |D - D*| counts: where 99 % of (p_data + p_model) / 2 lie, but for 0.1 sd
            around jumps of D*, by over 1/4 within 0.02 sd: no smooth net can jump.
        left_out: Share of that support that lies at jumps.
    """

    def __init__(self, trainer: Trainer) -> None:
        """Lay the bins over the screen, and as much beyond as G reaches, up to its width."""
        data: Distribution = trainer.p_data
        z, mass = nodes(trainer.p_z, NODES)
        ends = trainer.generator(z)
        low, high = data.range
        low, high = (
            max(2 * low - high, min(low, ends.min())),
            min(2 * high - low, max(high, ends.max())),
        )
        edges = np.linspace(low, high, BINS + 1)
        self.x = (edges[1:] + edges[:-1]) / 2
        self.p = np.maximum(np.diff(data.cdf(edges)), 0.0)
        self.q = push_forward(ends, mass, edges)[1:-1]
        self.best = d_star(self.p, self.q)
        support = support_of(self.p + self.q)
        lag = max(1, round(WITHIN * data.scale * BINS / (high - low)))
        jump = np.abs(self.best[lag:] - self.best[:-lag]) > JUMP
        jump &= support[lag:] | support[:-lag]
        places = (self.x[lag:] + self.x[:-lag])[jump] / 2
        near = np.abs(self.x[:, None] - places).min(axis=1, initial=np.inf) < MARGIN * data.scale
        self.counts = support & ~near
        self.left_out = float((support & near).sum() / support.sum())

    def error(self, d: Array) -> float:
        """Return max |D - D*| where it counts; d is D at `x`."""
        return float(np.abs(d - self.best)[self.counts].max(initial=0.0))


def train_to_optimum(
    trainer: FastTrainer, progress: Report = lambda now: None, goal: float = ENOUGH
) -> Optimum:
    """Return a D that is D* for the trainer's G to 0.02, if it can; the trainer stays as it is.

    L-BFGS minimises -V, or for least squares E_data (D - 1)^2 + E_model D^2, with no penalty, over
    2,048 bins that carry their exact masses of p_data and p_model. The best D it meets is kept.

    Args:
        trainer: Its G stands still; its D is where the search begins. If that does not reach
            0.02, the search begins again from a fresh D, and from a wider one.
        progress: Told of every iteration, with error, the smallest max |D - D*| so far.
        goal: max |D - D*| at which it stops.
    """
    fine, net = Fine(trainer), trainer.player_d.net
    warm = [(np.array(layer[:, :-1]), np.array(layer[:, -1])) for layer in net.layers]
    rng = np.random.default_rng(trainer.settings.seed)
    starts: dict[str, Callable[[], tuple[Weights, str]]] = {
        "warm": lambda: (Weights(warm, None), trainer.settings.activation_d),
        "fresh": lambda: (initial_d(Settings(width_d=WIDTH), rng), "tanh"),
        "wide": lambda: (initial_d(Settings(width_d=WIDE), rng), "tanh"),
    }
    found: Optimum | None = None
    for start, begin in starts.items():
        weights, activation = begin()
        seen = _Descent(trainer, fine, weights, activation, goal, progress)
        if found is None or seen.error < found.error:
            player = Player(weights, activation, trainer.dtype)
            player.weights[:] = seen.best
            found = Optimum(player, seen.error, start, seen.count)
        if found.error < OPTIMAL:
            break
    return cast(Optimum, found)


class _Descent:
    """One search for the best D from one start; keeps the best parameters it meets."""

    def __init__(
        self,
        trainer: FastTrainer,
        fine: Fine,
        weights: Weights,
        activation: str,
        goal: float,
        progress: Report,
    ) -> None:
        self.fine, self.goal, self.progress = fine, goal, progress
        self.squares = trainer.settings.game.output == "probability"
        self.points = (fine.x - trainer.center) / trainer.scale
        self.net: FastNet = fast_net(weights, activation, memory_for(weights, 1, np.float64)[0])
        self.best, self.error, self.count = self.net.weights.copy(), np.inf, 0
        self._look(self.net.weights)
        options = {"maxiter": ITERATIONS, "maxcor": 20, "ftol": 0.0, "gtol": 0.0}
        start = self.net.weights.copy()
        minimize(self._cost, start, jac=True, method="L-BFGS-B", callback=self._on, options=options)

    def _cost(self, weights: Array) -> tuple[float, Array]:
        self.net.weights[:] = weights
        d, _ = self.net.forward(self.points)
        p, q = self.fine.p, self.fine.q
        if self.squares:
            cost, by_d = p @ (d - 1) ** 2 + q @ d**2, 2 * (p * (d - 1) + q * d)
        else:
            cost = p @ np.logaddexp(0, -d) + q @ np.logaddexp(0, d)
            by_d = q * expit(d) - p * expit(-d)
        self.net.backward(by_d, None)
        return float(cost), self.net.gradient.copy()

    def _look(self, weights: Array) -> None:
        self.net.weights[:] = weights
        d = self.net.value(self.points)
        error = self.fine.error(d if self.squares else expit(d))
        if error < self.error:
            self.error, self.best = error, weights.copy()

    def _on(self, intermediate_result: Any) -> None:
        self.count += 1
        self._look(intermediate_result.x)
        numbers = {"error": self.error, "iterations": self.count}
        self.progress(Progress("b", min(self.count / ITERATIONS, 1.0), numbers))
        if self.error < self.goal:
            raise StopIteration

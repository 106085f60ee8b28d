"""The optimisers of the trainer by hand, and the net with one: in place, on flat vectors."""

from math import sqrt
from typing import Any

import numpy as np

from gan1d.settings import Settings
from gan1d.training.activations import Array
from gan1d.training.initial import Weights
from gan1d.training.nets import FastNet, fast_net, memory_for
from gan1d.training.trainer import EPSILON


def _adam(player: "Player", rate: float, s: Settings) -> None:
    # p -= rate m^ / (sqrt(v^) + epsilon), m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t)
    lerp(player.mean, s.beta1, player.gradient, player.scratch)
    lerp_square(player.square, s.beta2, player.gradient, player.scratch)
    root = sqrt(1 - s.beta2**player.count)
    np.sqrt(player.square, out=player.scratch)
    player.scratch += EPSILON * root
    np.divide(player.mean, player.scratch, out=player.scratch)
    player.scratch *= rate * root / (1 - s.beta1**player.count)
    player.weights -= player.scratch


def _sgd(player: "Player", rate: float, s: Settings) -> None:
    # m = beta1 m + g, p -= rate m; without momentum m is not touched, as in PyTorch
    direction = player.gradient
    if s.beta1 > 0:
        player.mean *= s.beta1
        player.mean += player.gradient
        direction = player.mean
    np.multiply(direction, rate, out=player.scratch)
    player.weights -= player.scratch


def _rmsprop(player: "Player", rate: float, s: Settings) -> None:
    # p -= rate g / (sqrt(v) + epsilon)
    lerp_square(player.square, s.beta2, player.gradient, player.scratch)
    np.sqrt(player.square, out=player.scratch)
    player.scratch += EPSILON
    np.divide(player.gradient, player.scratch, out=player.scratch)
    player.scratch *= rate
    player.weights -= player.scratch


def lerp(average: Array, keep: float, towards: Array, scratch: Array) -> None:
    """Do average = keep average + (1 - keep) towards, in place."""
    np.subtract(towards, average, out=scratch)
    scratch *= 1 - keep
    average += scratch


def lerp_square(average: Array, keep: float, towards: Array, scratch: Array) -> None:
    """Do average = keep average + (1 - keep) towards^2, in place."""
    np.multiply(towards, towards, out=scratch)
    scratch *= 1 - keep
    average *= keep
    average += scratch


OPTIMISERS = {"adam": _adam, "sgd": _sgd, "rmsprop": _rmsprop}


class Player:
    """A net with what its optimiser remembers.

    Attributes:
        memory: Rows: the net's weights, running mean of the gradient, of its square; shape
            (3, size).
        count: Updates since the optimiser was fresh.
    """

    def __init__(self, start: Weights, activation: str, dtype: Any) -> None:
        """Start from the given weights with a fresh optimiser."""
        self.memory = memory_for(start, 3, dtype)
        self.weights, self.mean, self.square = self.memory
        self.net: FastNet = fast_net(start, activation, self.weights)
        self.gradient, self.scratch = self.net.gradient, np.empty_like(self.weights)
        self.count = 0

    def descend(self, rate: float, settings: Settings) -> None:
        """Do one step of the optimiser down the gradient."""
        self.count += 1
        OPTIMISERS[settings.optimiser](self, rate, settings)

    def forget(self) -> None:
        """Make the optimiser fresh."""
        self.memory[1:] = 0
        self.count = 0

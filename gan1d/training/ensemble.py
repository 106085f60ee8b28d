"""Many GANs of one kind, other seeds, trained as one: each array operation serves many members.

Every member follows the very path that `FastTrainer` takes with its seed alone, to rounding: the
streams of random numbers are its own, and nothing is shared but the time that NumPy needs to get
going. Members go in blocks, as many as keep an array small enough for the processor's caches.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan1d.settings import Settings
from gan1d.training.by_hand import FastTrainer
from gan1d.training.initial import Weights, initial_d, initial_g
from gan1d.training.minibatches import Samplers

Array = NDArray[np.float64]

BLOCK = 2**18  # numbers in the largest array of a block: units of a layer x samples x members


class _Block(FastTrainer):
    """A trainer whose arrays have the members as their first axis."""

    def __init__(self, settings: Settings, seeds: Sequence[int], dtype: Any) -> None:
        self.seeds = seeds
        super().__init__(settings, dtype)

    def _start(self, d: Weights, g: Weights) -> None:
        self.sampler = Samplers(self.seeds, self.p_data, self.p_z)
        streams = [member.streams["init"] for member in self.sampler.members]
        # D's weights are drawn before G's, in every stream
        starts = [(initial_d(self.settings, s), initial_g(self.settings, s)) for s in streams]
        super()._start(*(_stacked(nets) for nets in zip(*starts, strict=True)))

    def work_where(self, other: "_Block") -> None:
        """Use the arrays that another block works in, which are in the caches already."""
        self.player_d.net.buffers = other.player_d.net.buffers
        self.player_g.net.buffers = other.player_g.net.buffers


class Ensemble:
    """GANs that differ in their seeds only.

    Attributes:
        settings: Of all members, but for the seed.
        seeds: One for each member.
    """

    def __init__(self, settings: Settings, seeds: Sequence[int], dtype: Any = np.float32) -> None:
        """Draw the initial weights of every member.

        Args:
            settings: Of all members; its seed is not used.
            seeds: The members' seeds, at least one.
            dtype: float64 is for tests.

        Raises:
            ValueError: If there is no seed.
        """
        if not seeds:
            raise ValueError("seeds are []; allowed: at least one")
        self.settings, self.seeds = settings, tuple(seeds)
        size = block_size(settings)
        self._blocks = [
            _Block(settings, self.seeds[begin : begin + size], dtype)
            for begin in range(0, len(self.seeds), size)
        ]
        for block in self._blocks[1:]:
            block.work_where(self._blocks[0])

    def __len__(self) -> int:
        """Return the number of members."""
        return len(self.seeds)

    @property
    def step(self) -> int:
        """Return the number of G updates so far."""
        return self._blocks[0].step

    def advance(self, steps: int = 1) -> None:
        """Do so many steps of every member."""
        for block in self._blocks:
            for _ in range(steps):
                block.advance()

    def generator(self, z: Array, averaged: bool = False) -> Array:
        """Return x = G(z) of every member in data units, shape (members, n).

        Args:
            z: Points of the prior, shape (n,).
            averaged: Use the moving average of G's weights.
        """
        return np.concatenate([block.generator(z, averaged) for block in self._blocks])

    def critic(self, x: Array) -> Array:
        """Return D's raw output of every member, shape (members, n), at x (n,) in data units."""
        return np.concatenate([block.critic(x) for block in self._blocks])


def block_size(settings: Settings) -> int:
    """Return how many members are computed at once."""
    s = settings
    samples_d = s.batch_d * (3 if s.game.gradient_penalty else 2)
    largest = max(s.width_d * samples_d, max(s.width_d, s.width_g) * s.batch_g)
    return max(1, BLOCK // largest)


def _stacked(nets: Sequence[Weights]) -> Weights:
    """Return the weights of nets of one shape with the members in front of every axis."""
    layers = [
        (np.stack([weight for weight, _ in layer]), np.stack([bias for _, bias in layer]))
        for layer in zip(*(net.layers for net in nets), strict=True)
    ]
    skip: Any = None if nets[0].skip is None else np.array([net.skip for net in nets])
    return Weights(layers, skip)

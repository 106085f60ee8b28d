"""The minibatches of a run: seeded, a stream per role, the same for every kind of trainer."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gan1d.data.catalogue import Distribution
from gan1d.settings import Settings

Array = NDArray[np.float64]
AHEAD = 8  # minibatches
ROLES = ("init", "x_d", "z_d", "x_g", "z_g", "noise", "pairs")


class Batch(NamedTuple):
    """One minibatch, in the units the nets work in, each of shape (n,).

    Attributes:
        x: Samples of p_data; none for a G update whose loss does not look at them.
        z: Samples of p_z.
        noise_x: Instance noise to be added to x; None without noise.
        noise_g: Instance noise to be added to G(z); None without noise.
        mix: Uniform numbers in [0, 1] that mix the real and the fake of a pair, for a gradient
            penalty; None for losses without pairs.
    """

    x: Array
    z: Array
    noise_x: Array | None = None
    noise_g: Array | None = None
    mix: Array | None = None


@dataclass
class Ahead:
    """Samples of one role for the next minibatches, drawn in one go, which costs a third.

    Attributes:
        samples: In data units, shape (AHEAD, n).
        kind: Their number and how they are drawn.
        before: Where the stream stood before.
        used: How many minibatches have been taken.
    """

    samples: Array
    kind: tuple[int, str]
    before: Any
    used: int = 0


class Sampler:
    """Draws minibatches by the inverse cdf, from uniform numbers that are stratified or not.

    Stratified: u_i = (i + U_i) / n, one number in each n-th of [0, 1]; each u_i alone is not, but
    all of them together are, distributed as n independent ones, with less scatter. A loss that
    compares pairs gets its x shuffled, so that pairs are independent.
    """

    def __init__(self, seed: int, p_data: Distribution, p_z: Distribution) -> None:
        """Start all streams from the seed."""
        self.p_data, self.p_z = p_data, p_z
        self.ahead: dict[str, Ahead] = {}
        children = np.random.SeedSequence(seed).spawn(len(ROLES))
        self.streams = {
            role: np.random.Generator(np.random.PCG64(child))
            for role, child in zip(ROLES, children, strict=True)
        }

    def for_d(self, settings: Settings, center: float, scale: float) -> Batch:
        """Return the minibatch of one D update: fresh x ~ p_data, z ~ p_z."""
        x = self._samples("x_d", self.p_data, settings.batch_d, settings.sampling)
        return self._batch("z_d", (x - center) / scale, settings.batch_d, settings)

    def for_g(self, settings: Settings, center: float, scale: float) -> Batch:
        """Return the minibatch of one G update."""
        x = np.empty(0)
        if settings.game.g_sees_real:
            x = self._samples("x_g", self.p_data, settings.batch_g, settings.sampling)
        return self._batch("z_g", (x - center) / scale, settings.batch_g, settings)

    def _batch(self, role: str, x: Array, size: int, settings: Settings) -> Batch:
        batch = Batch(x, self._samples(role, self.p_z, size, settings.sampling))
        if settings.game.needs_pairs and len(x):
            stream = self.streams["pairs"]
            batch = batch._replace(x=x[stream.permutation(size)], mix=stream.random(size))
        if settings.noise > 0:
            noise = self.streams["noise"].standard_normal((2, size)) * settings.noise
            batch = batch._replace(noise_x=noise[0], noise_g=noise[1])
        return batch

    def _samples(self, role: str, of: Distribution, size: int, sampling: str) -> Array:
        """Return the next samples of a role from those drawn ahead, or from new ones."""
        ahead = self.ahead.get(role)
        if ahead is None or ahead.used == AHEAD or ahead.kind != (size, sampling):
            ahead = self._draw_ahead(role, of, size, sampling)
        samples = ahead.samples[ahead.used]
        ahead.used += 1
        return samples

    def _draw_ahead(self, role: str, of: Distribution, size: int, sampling: str) -> "Ahead":
        before = self.streams[role].bit_generator.state
        u = self.streams[role].random((AHEAD, size))
        if sampling == "stratified":
            u += np.arange(size)
            u /= size
        ahead = self.ahead[role] = Ahead(of.sample(u), (size, sampling), before)
        return ahead

    def state(self) -> Any:
        """Return where all streams stand."""
        where = {role: stream.bit_generator.state for role, stream in self.streams.items()}
        return where, {role: (a.before, a.kind, a.used) for role, a in self.ahead.items()}

    def restore(self, state: Any) -> None:
        """Put all streams back to where `state` found them."""
        where, used = state
        self.ahead = {}
        for role, (before, kind, count) in used.items():
            self.streams[role].bit_generator.state = before
            of = self.p_data if role.startswith("x") else self.p_z
            self._draw_ahead(role, of, *kind).used = count
        for role in ROLES:
            self.streams[role].bit_generator.state = where[role]

"""The same training step as `AutogradTrainer`, several times faster: NumPy and gradients by hand.

With d_i = d(x_i), its slope d'_i, and l the loss, what D minimises over n real and n fake samples,

    mean l(d_real, d_fake) + (gamma/2) mean d'_real^2 + (gamma_r2/2) mean d'_fake^2
                           + lambda mean (|d'_between| - 1)^2          (gradient penalty),

changes by  l_d / n  per d_i, and by  gamma d'_i / n,  gamma_r2 d'_i / n  or
2 lambda (|d'_i| - 1) sign(d'_i) / n  per d'_i. All samples go through D as one batch that carries
value and slope, and `FastNet.backward` makes the gradient of the weights from these changes.

What G minimises, with x_i = G(z_i),

    mean l(d(x_i)) + (fold/2) mean max(0, -G'(z_i))^2,

changes by  l'(d_i) d'_i / n  per x_i, where D's forward pass has brought d'_i = d'(x_i) along, and
by  fold min(0, G'(z_i)) / n  per slope G'(z_i). So there is no reverse pass through D here.
"""

from typing import Any, Self

import numpy as np

from gan1d.settings import Settings
from gan1d.training.activations import Array
from gan1d.training.initial import Weights
from gan1d.training.minibatches import Batch
from gan1d.training.nets import fast_net
from gan1d.training.optimisers import Player, lerp
from gan1d.training.trainer import FlatWeights, Trainer


def _mean(losses: Array) -> float:
    """Return the mean over samples."""
    return float(np.add.reduce(losses) / len(losses))


_quiet = np.errstate(all="ignore")  # what is not finite shows in the numbers, not as a warning


class FastTrainer(Trainer):
    """The engine "numpy", for every day; `AutogradTrainer` says what it must compute."""

    def __init__(self, settings: Settings, dtype: Any = np.float32) -> None:
        """Draw the initial weights; float64 is for tests."""
        self.dtype = np.dtype(dtype)
        super().__init__(settings)

    @classmethod
    def copy_of(cls, trainer: Trainer, dtype: Any = np.float32) -> Self:
        """Return a trainer by hand that stands where another trainer stands.

        Nets, moving average, the optimisers' memories and the streams of random numbers are copied,
        so that it goes on as the other would, to rounding. The other stays as it is.
        """
        copy = cls(trainer.settings, dtype)
        numbers, streams, _ = trainer.snapshot()
        copy.restore((numbers, streams, trainer.flat_weights()))
        return copy

    def _start(self, d: Weights, g: Weights) -> None:
        s = self.settings
        self.player_d = Player(d, s.activation_d, self.dtype)
        self.player_g = Player(g, s.activation_g, self.dtype)
        self.averaged = self.player_g.weights.copy()
        self.net_averaged = fast_net(g, s.activation_g, self.averaged)

    def _noisy(self, samples: Array, noise: Array | None) -> Array:
        moved = samples if noise is None else samples + noise
        return moved.astype(self.dtype, copy=False)

    @_quiet
    def _gradient_d(self, batch: Batch) -> None:
        s, n, net = self.settings, len(batch.x), self.player_d.net
        game, (gamma, gamma_r2) = s.game, s.gammas
        real = self._noisy(batch.x, batch.noise_x)
        fake = self._noisy(self.player_g.net.value(batch.z.astype(self.dtype)), batch.noise_g)
        points = [real, fake]
        if penalised := game.gradient_penalty and batch.mix is not None:
            points.append(fake + batch.mix.astype(self.dtype) * (real - fake))
        slope = penalised or gamma > 0 or gamma_r2 > 0
        d, slopes = net.forward(np.concatenate(points), slope)
        d_real, d_fake = d[:n], d[n : 2 * n]
        by_d = np.zeros_like(d)
        by_d[:n], by_d[n : 2 * n] = game.grad_d(d_real, d_fake)
        by_d /= n
        if slopes is not None:
            slopes[:n] *= gamma / n
            slopes[n : 2 * n] *= gamma_r2 / n
            if penalised:
                between = slopes[2 * n :]
                between -= np.sign(between)  # (|d'| - 1) sign(d')
                between *= 2 * s.lambda_gp / n
        net.backward(by_d, slopes)
        self.loss_d = _mean(game.loss_d(d_real, d_fake))

    @_quiet
    def _gradient_g(self, batch: Batch) -> None:
        s, n, net = self.settings, len(batch.z), self.player_g.net
        x, slopes = net.forward(batch.z.astype(self.dtype), slope=s.fold > 0)
        points = self._noisy(x, batch.noise_g)
        if s.game.g_sees_real:
            points = np.concatenate([self._noisy(batch.x, batch.noise_x), points])
        d, d_slopes = self.player_d.net.forward(points, slope=True)
        d_real, d_fake = d[:n], d[-n:]
        if slopes is not None:  # where nothing folds, nothing comes back along the slopes
            slopes = np.minimum(slopes, 0) * (s.fold / n) if (slopes < 0).any() else None
        net.backward(s.game.grad_g(d_real, d_fake) * d_slopes[-n:] / n, slopes)
        self.loss_g = _mean(s.game.loss_g(d_real, d_fake))

    @_quiet
    def _descend_d(self, rate: float) -> None:
        self.player_d.descend(rate, self.settings)

    @_quiet
    def _descend_g(self, rate: float) -> None:
        self.player_g.descend(rate, self.settings)

    @_quiet
    def _average(self, keep: float) -> None:
        player = self.player_g
        lerp(self.averaged, keep, player.weights, player.scratch)

    def _fresh_optimisers(self) -> None:
        self.player_d.forget()
        self.player_g.forget()

    @_quiet
    def _g(self, z: Array, averaged: bool) -> Array:
        net = self.net_averaged if averaged else self.player_g.net
        return net.value(z.astype(self.dtype)).astype(float)

    @_quiet
    def _d(self, x: Array) -> Array:
        return self.player_d.net.value(x.astype(self.dtype)).astype(float)

    @_quiet
    def _d_and_slope(self, x: Array) -> Array:
        return np.stack(self.player_d.net.forward(x.astype(self.dtype), slope=True)).astype(float)

    def rest(self) -> None:
        """Empty the nets' buffers."""
        for net in (self.player_d.net, self.player_g.net, self.net_averaged):
            net.rest()

    def flat_weights(self) -> FlatWeights:
        """Return copies; see `Trainer.flat_weights`."""
        players = (self.player_d, self.player_g)
        return self.averaged.copy(), [(p.memory.copy(), p.count) for p in players]

    def _weights(self) -> Any:
        return self.flat_weights()

    def _restore_weights(self, weights: Any) -> None:
        self.averaged[:], memories = weights
        players = (self.player_d, self.player_g)
        for player, (memory, count) in zip(players, memories, strict=True):
            player.memory[:] = memory
            player.count = count

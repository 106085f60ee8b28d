"""Both gradients by PyTorch's autograd: the reference that `by_hand` must agree with."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import relu

from gan1d.settings import Settings
from gan1d.training.activations import LEAK
from gan1d.training.initial import Weights
from gan1d.training.minibatches import Batch
from gan1d.training.trainer import EPSILON, FlatWeights, Trainer

Array = NDArray[np.float64]

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky-relu": lambda x: nn.functional.leaky_relu(x, LEAK),
    "softplus": nn.functional.softplus,
    "silu": nn.functional.silu,
}

torch.set_num_threads(1)  # nets this small only lose by sharing a step among threads


class Net(nn.Module):
    """A multilayer perceptron R -> R, with an optional straight path beside it.

    D returns its raw output d: the logit of D(x), or a critic's score; G returns x.
    """

    def __init__(self, weights: Weights, activation: str, dtype: torch.dtype) -> None:
        """Start from the given weights."""
        super().__init__()
        self.activation = ACTIVATIONS[activation]
        self.layers = nn.ModuleList()
        for weight, bias in weights.layers:
            layer = nn.Linear(weight.shape[1], weight.shape[0], dtype=dtype)
            with torch.no_grad():
                layer.weight.copy_(torch.from_numpy(weight))
                layer.bias.copy_(torch.from_numpy(bias))
            self.layers.append(layer)
        skip = weights.skip
        self.skip = None if skip is None else nn.Parameter(torch.tensor(skip, dtype=dtype))

    def forward(self, inputs: Tensor) -> Tensor:
        """Return the outputs (n, 1) for inputs (n, 1)."""
        hidden = inputs
        for layer in self.layers[:-1]:
            hidden = self.activation(layer(hidden))
        outputs = self.layers[-1](hidden)
        return outputs if self.skip is None else outputs + self.skip * inputs


def slope(outputs: Tensor, inputs: Tensor) -> Tensor:
    """Return d output_i / d input_i, shape (n, 1), itself differentiable.

    Args:
        outputs: Net's outputs (n, 1), each of which depends on its own input only.
        inputs: Inputs (n, 1) that require a gradient.
    """
    return torch.autograd.grad(outputs.sum(), inputs, create_graph=True)[0]


@torch.no_grad()
def _flat(net: Net, of: Callable[[Tensor], Tensor]) -> NDArray[Any]:
    """Return something of every parameter in the order of `FastNet.weights`."""
    layers: Any = net.layers
    rows = [torch.cat([of(layer.weight), of(layer.bias)[:, None]], dim=1) for layer in layers]
    parts = [part.reshape(-1) for part in rows]
    if net.skip is not None:
        parts.append(of(net.skip).reshape(1))
    return torch.cat(parts).numpy()


def _memory(net: Net, optimiser: torch.optim.Optimizer) -> tuple[NDArray[Any], int]:
    """Return what `Trainer.flat_weights` says of one net."""

    def remembered(*names: str) -> NDArray[Any]:
        def of(parameter: Tensor) -> Tensor:
            kept = optimiser.state.get(parameter, {})
            found = (kept[name] for name in names if kept.get(name) is not None)
            return next(found, torch.zeros_like(parameter))

        return _flat(net, of)

    mean = remembered("exp_avg", "momentum_buffer")  # of Adam; of plain descent
    square = remembered("exp_avg_sq", "square_avg")  # of Adam; of RMSprop
    counts = [int(kept["step"]) for kept in optimiser.state.values() if "step" in kept]
    memory = np.stack([_flat(net, lambda parameter: parameter), mean, square])
    return memory, max(counts, default=0)


class AutogradTrainer(Trainer):
    """The engine "torch", the reference: PyTorch's autograd and PyTorch's optimisers."""

    def __init__(self, settings: Settings, dtype: torch.dtype = torch.float32) -> None:
        """Draw the initial weights; float64 is for tests."""
        self.dtype = dtype
        super().__init__(settings)

    def _start(self, d: Any, g: Any) -> None:
        self.net_d = Net(d, self.settings.activation_d, self.dtype)
        self.net_g = Net(g, self.settings.activation_g, self.dtype)
        self.net_averaged = copy.deepcopy(self.net_g)
        self._fresh_optimisers()

    def _tensor(self, values: Array) -> Tensor:
        return torch.from_numpy(values).to(self.dtype)[:, None]

    def _noisy(self, samples: Tensor, noise: Array | None) -> Tensor:
        return samples if noise is None else samples + self._tensor(noise)

    def objective_d(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return (loss of D, loss + (gamma/2) E d'(x)^2 + (gamma_r2/2) E d'(G(z))^2 [+ GP])."""
        gamma, gamma_r2 = self.settings.gammas
        with torch.no_grad():
            fake = self._noisy(self.net_g(self._tensor(batch.z)), batch.noise_g)
        real = self._noisy(self._tensor(batch.x), batch.noise_x)
        real.requires_grad_(gamma > 0)
        fake.requires_grad_(gamma_r2 > 0)
        d_real, d_fake = self.net_d(real), self.net_d(fake)
        game = self.settings.game
        loss = total = game.loss_d(d_real, d_fake).mean()
        if gamma > 0:
            total = total + gamma / 2 * slope(d_real, real).square().mean()
        if gamma_r2 > 0:
            total = total + gamma_r2 / 2 * slope(d_fake, fake).square().mean()
        if game.gradient_penalty and batch.mix is not None:
            between = torch.lerp(fake, real, self._tensor(batch.mix)).detach().requires_grad_()
            steepness = slope(self.net_d(between), between).abs()
            total = total + self.settings.lambda_gp * (steepness - 1).square().mean()
        return loss, total

    def objective_g(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return (loss of G, loss + (fold/2) E max(0, -G'(z))^2)."""
        fold, game = self.settings.fold, self.settings.game
        z = self._tensor(batch.z).requires_grad_(fold > 0)
        fake = self.net_g(z)
        d_fake = d_real = self.net_d(self._noisy(fake, batch.noise_g))
        if game.g_sees_real:
            d_real = self.net_d(self._noisy(self._tensor(batch.x), batch.noise_x))
        loss = total = game.loss_g(d_real, d_fake).mean()
        if fold > 0:
            total = total + fold / 2 * relu(-slope(fake, z)).square().mean()
        return loss, total

    def _gradient_d(self, batch: Batch) -> None:
        self.optimiser_d.zero_grad()
        loss, total = self.objective_d(batch)
        total.backward(inputs=list(self.net_d.parameters()))
        self.loss_d = loss.item()

    def _gradient_g(self, batch: Batch) -> None:
        self.optimiser_g.zero_grad()
        loss, total = self.objective_g(batch)
        total.backward(inputs=list(self.net_g.parameters()))
        self.loss_g = loss.item()

    def _descend_d(self, rate: float) -> None:
        self._descend(self.optimiser_d, rate)

    def _descend_g(self, rate: float) -> None:
        self._descend(self.optimiser_g, rate)

    def _descend(self, optimiser: torch.optim.Optimizer, rate: float) -> None:
        s = self.settings
        knobs: dict[str, dict[str, Any]] = {
            "adam": {"betas": (s.beta1, s.beta2)},
            "sgd": {"momentum": s.beta1},
            "rmsprop": {"alpha": s.beta2},
        }
        for group in optimiser.param_groups:
            group.update(lr=rate, **knobs[s.optimiser])
        optimiser.step()

    def _fresh_optimisers(self) -> None:
        kinds: dict[str, Any] = {
            "adam": lambda parameters: torch.optim.Adam(parameters, eps=EPSILON),
            "sgd": lambda parameters: torch.optim.SGD(parameters),
            "rmsprop": lambda parameters: torch.optim.RMSprop(parameters, eps=EPSILON),
        }
        make = kinds[self.settings.optimiser]
        self.optimiser_d = make(self.net_d.parameters())
        self.optimiser_g = make(self.net_g.parameters())

    @torch.no_grad()
    def _average(self, keep: float) -> None:
        averages, now = self.net_averaged.parameters(), self.net_g.parameters()
        for average, parameter in zip(averages, now, strict=True):
            average.lerp_(parameter, 1 - keep)

    @torch.no_grad()
    def _g(self, z: Array, averaged: bool) -> Array:
        net = self.net_averaged if averaged else self.net_g
        return net(self._tensor(z))[:, 0].double().numpy()

    @torch.no_grad()
    def _d(self, x: Array) -> Array:
        return self.net_d(self._tensor(x))[:, 0].double().numpy()

    def _d_and_slope(self, x: Array) -> Array:
        points = self._tensor(x).requires_grad_()
        d = self.net_d(points)
        both = torch.cat([d, slope(d, points)], dim=1).detach()
        return both.double().numpy().T

    def _stateful(self) -> tuple[Any, ...]:
        nets = (self.net_d, self.net_g, self.net_averaged)
        return (*nets, self.optimiser_d, self.optimiser_g)

    def flat_weights(self) -> FlatWeights:
        """Return copies; see `Trainer.flat_weights`."""
        averaged = _flat(self.net_averaged, lambda parameter: parameter)
        d = _memory(self.net_d, self.optimiser_d)
        return averaged, [d, _memory(self.net_g, self.optimiser_g)]

    def _weights(self) -> Any:
        return copy.deepcopy([part.state_dict() for part in self._stateful()])

    def _restore_weights(self, weights: Any) -> None:
        # restored optimisers must be of the kind the snapshot was taken with
        self._fresh_optimisers()
        for part, state in zip(self._stateful(), copy.deepcopy(weights), strict=True):
            part.load_state_dict(state)

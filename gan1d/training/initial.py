"""The two nets, G and D: multilayer perceptrons from number to number, and how they start."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gan1d.settings import Settings

Array = NDArray[np.float64]

REACH = 3.0  # the first layer's units are spread over +-REACH, in the units the nets work in


class Weights(NamedTuple):
    """The parameters of one net as arrays.

    Attributes:
        layers: (weight (outputs, inputs), bias (outputs,)) from the first layer to the last.
        skip: Slope a of the straight path a z beside the layers; None if there is none.
    """

    layers: list[tuple[Array, Array]]
    skip: float | None


def initial_d(settings: Settings, rng: np.random.Generator) -> Weights:
    """Return D's parameters before the first step.

    "spread": hidden unit j of the first layer is a step of slope s_j = +-2 * 32^u, u ~ U(0, 1),
    at a centre c_j; the centres are stratified over +-3. Steep units everywhere are what lets D
    see a narrow error wherever it is. "plain": uniform on +-1/sqrt(inputs), as PyTorch does.
    """
    width = settings.width_d
    slopes = rng.choice([-2.0, 2.0], width) * 32.0 ** rng.random(width)
    return Weights(_layers(settings.init, slopes, settings.depth_d, 1.0, rng), None)


def initial_g(settings: Settings, rng: np.random.Generator) -> Weights:
    """Return G's parameters before the first step: p_model starts near N(start_mean, start_sd^2).

    G(z) = a z + MLP(z) with a = start_sd if there is a skip. "spread": first-layer slopes
    +-(0.5..1.5), centres stratified over +-3, small output weights; "plain" as for D.
    """
    width = settings.width_g
    slopes = rng.choice([-1.0, 1.0], width) * rng.uniform(0.5, 1.5, width)
    layers = _layers(settings.init, slopes, settings.depth_g, 0.1, rng)
    layers[-1][1][:] += settings.start_mean
    return Weights(layers, settings.start_sd if settings.skip else None)


def _layers(
    init: str, slopes: Array, depth: int, output: float, rng: np.random.Generator
) -> list[tuple[Array, Array]]:
    width = len(slopes)
    sizes = [1] + [width] * depth + [1]
    shapes = list(zip(sizes[1:], sizes[:-1], strict=True))
    if init == "plain":
        bounds = [1 / np.sqrt(inputs) for _, inputs in shapes]
        return [
            (rng.uniform(-b, b, shape), rng.uniform(-b, b, shape[0]))
            for shape, b in zip(shapes, bounds, strict=True)
        ]
    layers = [(rng.normal(0, 1 / np.sqrt(width), shape), np.zeros(shape[0])) for shape in shapes]
    centres = rng.permutation((np.arange(width) + rng.random(width)) / width * 2 * REACH - REACH)
    layers[0] = (slopes[:, None], -slopes * centres)
    layers[-1][0][:] *= output
    return layers

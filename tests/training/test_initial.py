"""G and D: how they start, and their slopes."""

import numpy as np
import pytest
import torch

from gan1d.settings import Settings
from gan1d.training.by_autograd import ACTIVATIONS, Net, slope
from gan1d.training.initial import initial_d, initial_g


def _rng():
    return np.random.default_rng(0)


def _net(weights, activation="tanh"):
    return Net(weights, activation, torch.float64)


def test_first_layer_of_d_is_steep_and_spread():
    (weight, bias), (output, end) = initial_d(Settings(), _rng()).layers
    slopes, centres = weight[:, 0], -bias / weight[:, 0]
    assert (np.abs(slopes).min() >= 2) and (np.abs(slopes).max() <= 64)
    assert sorted(np.floor((centres + 3) / 6 * 128)) == list(range(128))  # one in each stratum
    assert output.shape == (1, 128) and end == 0


def test_p_model_starts_where_it_is_told():
    z = torch.linspace(-1, 1, 101, dtype=torch.float64)[:, None]
    for mean in (0.0, 5.0):
        net = _net(initial_g(Settings(start_mean=mean, start_sd=0.3), _rng()))
        x = net(z)[:, 0].detach().numpy()
        assert abs(x.mean() - mean) < 0.3
        assert 0.3 < x.max() - x.min() < 1.2


def test_without_a_skip_there_is_none():
    weights = initial_g(Settings(skip=False), _rng())
    assert weights.skip is None
    assert _net(weights).skip is None


def test_plain_weights_are_uniform_within_one_over_root_inputs():
    layers = initial_d(Settings(init="plain", depth_d=2), _rng()).layers
    bounds = [1, 1 / np.sqrt(128), 1 / np.sqrt(128)]
    for (weight, bias), bound in zip(layers, bounds, strict=True):
        assert 0.8 * bound < np.abs(weight).max() <= bound
        assert np.abs(bias).max() <= bound


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_sizes(depth):
    layers = initial_g(Settings(depth_g=depth, width_g=5), _rng()).layers
    shapes = [weight.shape for weight, _ in layers]
    assert shapes == [(5, 1), *[(5, 5)] * (depth - 1), (1, 5)]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_slope_is_the_derivative(activation):
    net = _net(initial_d(Settings(depth_d=2, width_d=16), _rng()), activation)
    x = torch.tensor([-1.03, 0.21, 0.77], dtype=torch.float64)[:, None].requires_grad_()
    exact = slope(net(x), x)
    with torch.no_grad():
        measured = (net(x + 1e-6) - net(x - 1e-6)) / 2e-6
    torch.testing.assert_close(exact.detach(), measured, rtol=1e-5, atol=1e-7)

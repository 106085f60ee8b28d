"""Losses: their values at the equilibrium, their optimum, and what D shows."""

from math import log

import numpy as np
import pytest
import torch
from scipy.special import logit

from gan1d.losses import LOSSES, probability
from gan1d.settings import Settings

HALF = {"logit": 0.0, "probability": 0.5, "relative": 7.0, "critic": 0.0}


@pytest.mark.parametrize("name", LOSSES)
def test_losses_at_the_equilibrium(name):
    loss = LOSSES[name]
    d = torch.full((8, 1), HALF[loss.output])
    for of, end in ((loss.of_d, loss.end_d), (loss.of_g, loss.end_g)):
        if end is not None:
            assert of(d, d).item() == pytest.approx(end, abs=1e-6)


def test_minimax_is_minus_the_value():
    real, fake = torch.tensor([[0.3], [-1.0]]), torch.tensor([[0.8], [2.0]])
    value = torch.sigmoid(real).log().mean() + (1 - torch.sigmoid(fake)).log().mean()
    assert LOSSES["minimax"].of_d(real, fake).item() == pytest.approx(-value.item(), abs=1e-6)
    second = (1 - torch.sigmoid(fake)).log().mean()
    assert LOSSES["minimax"].of_g(real, fake).item() == pytest.approx(second.item(), abs=1e-6)


@pytest.mark.parametrize("name", ["minimax", "least-squares", "relativistic"])
def test_d_star_minimises_the_loss_of_d(name):
    """On two points with p_data = (.8, .2), p_model = (.3, .7), by gradient descent on d itself."""
    loss = LOSSES[name]
    p_data, p_model = np.array([8, 2]), np.array([3, 7])
    d = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([d], max_iter=200, tolerance_grad=1e-12)

    def closure():
        optimiser.zero_grad()
        real, fake = np.repeat([0, 1], p_data), np.repeat([0, 1], p_model)
        if loss.paired:  # all pairs, as independent samples make them
            real, fake = np.repeat(real, 10), np.tile(fake, 10)
        total = loss.of_d(d[real], d[fake])
        total.backward()
        return total

    optimiser.step(closure)
    raw = d.detach().numpy()
    mixture = (p_data + p_model) / 20
    d_star = p_data / (p_data + p_model)
    # a relativistic d is fixed by its differences only
    if name == "relativistic":
        assert raw[0] - raw[1] == pytest.approx(logit(d_star[0]) - logit(d_star[1]), abs=1e-4)
    else:
        np.testing.assert_allclose(probability(loss, raw, raw, mixture), d_star, atol=1e-4)


def test_relativistic_d_is_shown_with_mean_one_half():
    rng = np.random.default_rng(0)
    p_data, p_model = rng.dirichlet(np.ones(50)), rng.dirichlet(np.ones(50))
    mixture, d_star = (p_data + p_model) / 2, p_data / (p_data + p_model)
    raw = logit(d_star) + 4.2
    shown = probability(LOSSES["relativistic"], raw, raw, mixture)
    assert shown @ mixture == pytest.approx(0.5, abs=1e-9)
    np.testing.assert_allclose(shown, d_star, atol=1e-9)


def test_critics_and_least_squares_are_shown_as_they_are():
    raw = np.array([-3.0, 0.0, 2.0])
    for name in ("least-squares", "hinge", "wgan", "wgan-gp"):
        np.testing.assert_array_equal(probability(LOSSES[name], raw, raw, raw), raw)
    np.testing.assert_allclose(
        probability(LOSSES["minimax"], np.array([0, log(3)]), raw, raw), [0.5, 0.75]
    )


def test_flags():
    assert [n for n in LOSSES if not LOSSES[n].has_probability] == ["hinge", "wgan", "wgan-gp"]
    assert [n for n in LOSSES if LOSSES[n].has_value] == [
        "minimax",
        "non-saturating",
        "relativistic",
    ]
    assert Settings().loss in LOSSES

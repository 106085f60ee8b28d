"""Losses: ends, derivatives, optimum, what D shows; and that one entry is all a new one needs."""

import json
from math import log

import numpy as np
import pytest
import torch
from scipy.special import expit, logit

from gan1d.__main__ import main
from gan1d.links import from_query, parameters, to_query
from gan1d.losses import LOSSES, Loss, probability, relu, softplus
from gan1d.page.sentences import STAGE_KNOBS, sentence, stage_knobs
from gan1d.settings import KNOBS, Settings, SettingsError
from gan1d.training.by_autograd import AutogradTrainer
from gan1d.training.by_hand import FastTrainer

HALF = {"logit": 0.0, "probability": 0.5, "relative": 7.0, "critic": 0.0}


@pytest.mark.parametrize("name", LOSSES)
def test_losses_at_the_equilibrium(name):
    loss = LOSSES[name]
    d = torch.full((8, 1), HALF[loss.output])
    for of, end in ((loss.loss_d, loss.end_d), (loss.loss_g, loss.end_g)):
        if end is not None:
            assert of(d, d).mean().item() == pytest.approx(end, abs=1e-6)


def test_minimax_is_minus_the_value():
    real, fake = torch.tensor([[0.3], [-1.0]]), torch.tensor([[0.8], [2.0]])
    value = torch.sigmoid(real).log().mean() + (1 - torch.sigmoid(fake)).log().mean()
    assert LOSSES["minimax"].loss_d(real, fake).mean().item() == pytest.approx(
        -value.item(), abs=1e-6
    )
    second = (1 - torch.sigmoid(fake)).log().mean()
    assert LOSSES["minimax"].loss_g(real, fake).mean().item() == pytest.approx(
        second.item(), abs=1e-6
    )


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
        total = loss.loss_d(d[real], d[fake]).mean()
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
        np.testing.assert_allclose(probability(loss, raw, mixture), d_star, atol=1e-4)


def test_relativistic_d_is_shown_with_mean_one_half():
    rng = np.random.default_rng(0)
    p_data, p_model = rng.dirichlet(np.ones(50)), rng.dirichlet(np.ones(50))
    mixture, d_star = (p_data + p_model) / 2, p_data / (p_data + p_model)
    raw = logit(d_star) + 4.2
    shown = probability(LOSSES["relativistic"], raw, mixture)
    assert shown @ mixture == pytest.approx(0.5, abs=1e-9)
    np.testing.assert_allclose(shown, d_star, atol=1e-9)


def test_critics_and_least_squares_are_shown_as_they_are():
    raw = np.array([-3.0, 0.0, 2.0])
    for name in ("least-squares", "hinge", "wgan", "wgan-gp"):
        np.testing.assert_array_equal(probability(LOSSES[name], raw, raw), raw)
    np.testing.assert_allclose(
        probability(LOSSES["minimax"], np.array([0, log(3)]), raw), [0.5, 0.75]
    )


def test_flags():
    assert [n for n in LOSSES if not LOSSES[n].has_probability] == ["hinge", "wgan", "wgan-gp"]
    assert [n for n in LOSSES if LOSSES[n].has_value] == [
        "minimax",
        "non-saturating",
        "relativistic",
    ]
    assert Settings().loss in LOSSES


# where a loss may be looked at: far out, near the kinks and on both sides of them
POINTS = np.r_[np.linspace(-6, 6, 25), -0.999, 0.999, -1.001, 1.001, -60.0, 60.0]


def derivatives(of, real, fake):
    """Return the values of a loss and its derivatives by d_real and d_fake, by autograd."""
    d_real, d_fake = (torch.tensor(d, requires_grad=True) for d in (real, fake))
    values = of(d_real, d_fake)
    grads = torch.autograd.grad(values.sum(), (d_real, d_fake), allow_unused=True)
    zeros = torch.zeros_like(d_real)
    return [values.detach().numpy(), *((zeros if g is None else g).numpy() for g in grads)]


@pytest.mark.parametrize("name", LOSSES)
def test_derivatives_are_those_of_the_values(name):
    loss = LOSSES[name]
    real, fake = (points.ravel() for points in np.meshgrid(POINTS, POINTS))
    close = {"rtol": 1e-12, "atol": 1e-15}
    values, by_real, by_fake = derivatives(loss.loss_d, real, fake)
    np.testing.assert_allclose(loss.loss_d(real, fake), values, **close)
    grads = np.zeros((2, len(real)))
    grads[0], grads[1] = loss.grad_d(real, fake)
    np.testing.assert_allclose(grads, [by_real, by_fake], **close)
    values, by_real, by_fake = derivatives(loss.loss_g, real, fake)
    np.testing.assert_allclose(loss.loss_g(real, fake), values, **close)
    np.testing.assert_allclose(loss.grad_g(real, fake) + 0 * fake, by_fake, **close)
    assert by_real.any() == loss.g_sees_real


# Nothing but this entry: squares with a margin, a gradient penalty, a G that looks at the data.
MADE_UP = Loss(
    loss_d=lambda real, fake: relu(1 - real) ** 2 + softplus(fake) + (real - fake) ** 2 / 8,
    loss_g=lambda real, fake: (real - fake) ** 2 / 4 - fake,
    grad_d=lambda real, fake: (
        -2 * relu(1 - real) + (real - fake) / 4,
        expit(fake) - (real - fake) / 4,
    ),
    grad_g=lambda real, fake: -(real - fake) / 2 - 1,
    formula_d="E max(0, 1 − d)<sup>2</sup> + …",
    formula_g="E (d − d)<sup>2</sup>/4 − E d",
    output="relative",
    end_d=None,
    end_g=None,
    source="this test",
    g_sees_real=True,
    gradient_penalty=True,
)
SMALL = {"batch_d": 16, "batch_g": 24, "width_d": 8, "width_g": 6, "lr_d": 1e-3, "lr_g": 1e-3}


@pytest.fixture
def made_up(monkeypatch):
    """Return the name of a game that was not there before."""
    monkeypatch.setitem(LOSSES, "made-up", MADE_UP)
    return "made-up"


def test_a_new_loss_is_one_entry_and_both_trainers_train_it(made_up):
    settings = Settings(loss=made_up, noise=0.1, **SMALL)
    ours, reference = FastTrainer(settings, np.float64), AutogradTrainer(settings, torch.float64)
    for trainer in (ours, reference):
        for _ in range(10):
            trainer.advance()
    z, x = np.linspace(-3, 3, 33), np.linspace(-5, 5, 44)
    np.testing.assert_allclose(ours.generator(z), reference.generator(z), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(ours.critic(x), reference.critic(x), rtol=1e-9, atol=1e-9)
    assert [ours.loss_d, ours.loss_g] == pytest.approx([reference.loss_d, reference.loss_g])
    without = FastTrainer(settings.replace(lambda_gp=0.0), np.float64)
    without.advance()
    assert abs(without.critic(x) - FastTrainer(settings, np.float64).critic(x)).max() > 1e-6


def test_gradients_of_a_new_loss_agree(made_up):
    settings = Settings(loss=made_up, **SMALL)
    ours, reference = FastTrainer(settings, np.float64), AutogradTrainer(settings, torch.float64)
    units = ours.center, ours.scale
    batch_d, batch_g = ours.sampler.for_d(settings, *units), ours.sampler.for_g(settings, *units)
    assert batch_d.mix is not None and len(batch_g.x) == settings.batch_g
    for trainer in (ours, reference):
        trainer._gradient_d(batch_d)
        trainer._gradient_g(batch_g)
    for player, net in ((ours.player_d, reference.net_d), (ours.player_g, reference.net_g)):
        theirs = [
            np.c_[layer.weight.grad.numpy(), layer.bias.grad.numpy()].ravel()
            for layer in net.layers
        ]
        count = sum(map(len, theirs))
        assert count == len(player.weights) - (net.skip is not None)
        close = {"rtol": 1e-9, "atol": 1e-12}
        np.testing.assert_allclose(player.gradient[:count], np.concatenate(theirs), **close)


def test_everybody_who_offers_losses_offers_a_new_one(made_up, capsys):
    settings = Settings(loss=made_up)
    assert list(KNOBS["loss"].choices)[-1] == made_up
    assert from_query(parameters(to_query(settings))) == (settings, [], [])
    assert settings.additions[0] == "other-loss" and "gp" in settings.additions
    assert made_up in stage_knobs("en")[STAGE_KNOBS.index("loss")]["choices"]
    assert made_up in sentence(SettingsError("loss", "none", ""), "en")
    words = [f"--{name.replace('_', '-')}={value}" for name, value in SMALL.items()]
    assert main(["train", "--loss", made_up, "--steps", "3", *words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["settings"]["loss"] == made_up and 0 <= told["d_half_max"] <= 0.5


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(SettingsError, match=r"loss = 'made-up' is not allowed; .*relativistic$"):
        Settings(loss="made-up")


def test_a_relativistic_logit_may_be_of_any_size():
    d = np.concatenate([[-3e38, 3e38], np.linspace(-1e30, 1e20, 60), np.arange(4.0)])
    shown = probability(LOSSES["relativistic"], d, np.ones(len(d)))
    assert shown.mean() == pytest.approx(0.5, abs=0.01)

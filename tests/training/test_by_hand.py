"""The fast trainer against autograd: the same gradients, the same trajectories."""

import os
import subprocess
import sys
import warnings
from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from gan1d.losses import LOSSES
from gan1d.recipes import recipe
from gan1d.settings import ACTIVATIONS, Settings
from gan1d.training import activations, by_autograd
from gan1d.training.by_autograd import AutogradTrainer
from gan1d.training.by_hand import FastTrainer
from gan1d.training.engines import trainer_for

SMALL = {"batch_d": 16, "batch_g": 24, "lr_d": 1e-3, "lr_g": 1e-3}

combinations = st.builds(
    partial(Settings, **SMALL),
    data=st.sampled_from(["bimodal", "uniform"]),
    seed=st.integers(0, 999),
    z_prior=st.sampled_from(["normal", "uniform"]),
    loss=st.sampled_from(list(LOSSES)),
    k=st.integers(1, 2),
    optimiser=st.sampled_from(["adam", "sgd", "rmsprop"]),
    order=st.sampled_from(["alternating", "simultaneous"]),
    beta1=st.sampled_from([0.0, 0.5, 0.9]),
    gamma=st.sampled_from([0.0, 0.1]),
    gamma_r2=st.sampled_from([None, 0.0, 0.03]),
    fold=st.sampled_from([0.0, 1.0]),
    noise=st.sampled_from([0.0, 0.2]),
    activation_d=st.sampled_from(ACTIVATIONS),
    activation_g=st.sampled_from(ACTIVATIONS),
    depth_d=st.integers(1, 3),
    depth_g=st.integers(1, 3),
    width_d=st.integers(4, 12),
    width_g=st.integers(4, 12),
    init=st.sampled_from(["spread", "plain"]),
    skip=st.booleans(),
)


@pytest.fixture(autouse=True, scope="module")
def exact_softplus():
    """Take PyTorch's softplus where it is exact: it is a straight line from 20 on, 2e-9 off."""
    exact = partial(torch.nn.functional.softplus, threshold=40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(by_autograd.ACTIVATIONS, "softplus", exact)
        yield


def flat(net: by_autograd.Net, gradient: bool = False) -> np.ndarray:
    """Return a torch net's parameters, or their gradient, in the order of `FastNet.weights`."""

    def array(parameter):
        return (parameter.grad if gradient else parameter.detach()).double().numpy()

    parts = [np.c_[array(layer.weight), array(layer.bias)].ravel() for layer in net.layers]
    if net.skip is not None:
        parts.append(array(net.skip).reshape(1))
    return np.concatenate(parts)


def error(ours: np.ndarray, reference: np.ndarray, floor: float = 1e-4) -> float:
    """Return the largest difference, relative to the largest entry (or to `floor` if all are tiny).

    Where everything cancels or saturates, as 1 - tanh^2 does, only rounding is left to compare.
    """
    return np.abs(ours - reference).max() / max(np.abs(reference).max(), floor)


def pair(settings: Settings, dtype=np.float64) -> tuple[FastTrainer, AutogradTrainer]:
    return FastTrainer(settings, dtype), AutogradTrainer(settings, torch.float64)


def gradient_errors(settings: Settings, dtype, floor: float) -> list[float]:
    ours, reference = pair(settings, dtype)
    sampler, units = ours.sampler, (ours.center, ours.scale)
    for trainer in (ours, reference):
        sampler.restore(reference.sampler.state())
        trainer._gradient_d(sampler.for_d(settings, *units))
        trainer._gradient_g(sampler.for_g(settings, *units))
    return [
        error(ours.player_d.gradient, flat(reference.net_d, gradient=True), floor),
        error(ours.player_g.gradient, flat(reference.net_g, gradient=True), floor),
        abs(ours.loss_d - reference.loss_d) / max(abs(reference.loss_d), 1),
        abs(ours.loss_g - reference.loss_g) / max(abs(reference.loss_g), 1),
    ]


def trajectory_error(ours: FastTrainer, reference: AutogradTrainer, steps: int) -> float:
    for _ in range(steps):
        ours.advance()
        reference.advance()
    pairs = [
        (ours.player_d.weights, reference.net_d),
        (ours.player_g.weights, reference.net_g),
        (ours.averaged, reference.net_averaged),
    ]
    return max(error(weights, flat(net)) for weights, net in pairs)


def bits(trainer: FastTrainer) -> list[bytes]:
    averaged, memories = trainer._weights()
    return [averaged.tobytes(), *(memory.tobytes() for memory, _ in memories)]


@runs(max_examples=200, deadline=None, derandomize=True)
@given(combinations)
def test_gradients_agree_in_float64(settings):
    assert max(gradient_errors(settings, np.float64, floor=1e-4)) < 1e-9


@runs(max_examples=120, deadline=None, derandomize=True)
@given(combinations)
def test_gradients_agree_in_float32(settings):
    assert max(gradient_errors(settings, np.float32, floor=0.03)) < 1e-4


@runs(max_examples=40, deadline=None, derandomize=True)
@given(combinations)
def test_ten_steps_agree(settings):
    ours, reference = pair(settings)
    worst = trajectory_error(ours, reference, steps=10)
    assume(np.isfinite(flat(reference.net_d)).all())  # plain descent may explode, in both
    assert worst < 1e-6


@pytest.mark.parametrize("name", ["default", "paper", "tutorial"])
def test_the_recipes_agree(name):
    settings = recipe(name)
    assert max(gradient_errors(settings, np.float64, floor=0)) < 1e-9
    assert max(gradient_errors(settings, np.float32, floor=0)) < 1e-4
    assert trajectory_error(*pair(settings), steps=10) < 1e-6


@pytest.mark.parametrize(
    "changes",
    [
        [{"loss": "hinge", "gamma": 0.0}, {"k": 1, "batch_d": 20}],
        [{"optimiser": "sgd"}, {"beta1": 0.0}, {"beta1": 0.9}],
        [{"optimiser": "rmsprop"}, {"optimiser": "adam"}, {"beta1": 0.0, "beta2": 0.9}],
    ],
)
def test_live_changes_agree(changes):
    ours, reference = pair(Settings(**SMALL))
    for change in changes:
        for trainer in (ours, reference):
            trainer.change(trainer.settings.replace(**change))
        assert trajectory_error(ours, reference, steps=3) < 1e-6


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_and_their_derivatives(name):
    # relu-like ones have their kink at 0, where the slope must be autograd's
    s = np.r_[np.linspace(-30, 30, 41), -800.0, 800.0]
    points = torch.tensor(s, requires_grad=True)
    value = by_autograd.ACTIVATIONS[name](points)
    (slope,) = torch.autograd.grad(value.sum(), points, create_graph=True)
    (bend,) = torch.autograd.grad(slope.sum() + 0 * points.sum(), points)
    h, p, q = np.zeros((3, len(s)))
    activation = activations.ACTIVATIONS[name]
    activation.first(s, h, p)
    if activation.second is not None:
        activation.second(s, h, p, q)
    alone, in_place = s.copy(), s.copy()
    activation.first(alone, alone, None)
    if activation.second is not None:
        activation.second(in_place, h, p, in_place)
        np.testing.assert_array_equal(in_place, q)
    for ours, theirs in [(h, value), (p, slope), (q, bend), (alone, value)]:
        np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-14, atol=1e-14)


def test_every_name_of_the_settings_has_its_entry():
    assert tuple(activations.ACTIVATIONS) == ACTIVATIONS


@pytest.mark.parametrize("optimiser", ["adam", "sgd", "rmsprop"])
def test_a_snapshot_brings_back_every_bit(optimiser):
    trainer = FastTrainer(Settings(optimiser=optimiser, noise=0.1, loss="relativistic", **SMALL))
    for _ in range(3):
        trainer.advance()
    moment, before, losses = trainer.snapshot(), bits(trainer), (trainer.loss_d, trainer.loss_g)
    for _ in range(2):  # a snapshot may be used again
        for _ in range(4):
            trainer.advance()
        after = bits(trainer)
        assert after != before
        trainer.change(trainer.settings.replace(optimiser="adam", lr_d=0.1))
        trainer.advance()
        trainer.restore(moment)
        assert bits(trainer) == before
        assert (trainer.step, trainer.loss_d, trainer.loss_g) == (3, *losses)
    for _ in range(4):
        trainer.advance()
    assert bits(trainer) == after


def test_the_same_seed_gives_the_same_bits():
    first, second = FastTrainer(Settings()), FastTrainer(Settings())
    for _ in range(5):
        first.advance()
        first.generator(np.linspace(-3, 3, 100))  # looking on changes nothing
        first.critic(np.linspace(-3, 3, 256))
        second.advance()
    assert bits(first) == bits(second)


def test_a_player_moves_alone():
    trainer = FastTrainer(Settings())
    g, averaged = trainer.player_g.memory.tobytes(), trainer.averaged.tobytes()
    d = trainer.player_d.memory.tobytes()
    trainer.step_d()
    assert trainer.player_g.memory.tobytes() == g and trainer.averaged.tobytes() == averaged
    assert trainer.player_d.memory.tobytes() != d
    d = trainer.player_d.memory.tobytes()
    trainer.step_g()
    assert trainer.player_d.memory.tobytes() == d
    assert trainer.player_g.memory.tobytes() != g and trainer.averaged.tobytes() != averaged


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("depth_d", [1, 2])
@pytest.mark.parametrize("size", [1e30, np.inf])
def test_an_explosion_is_quiet_and_seen(loss, depth_d, size):
    trainer = FastTrainer(Settings(loss=loss, depth_d=depth_d, noise=0.1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trainer.player_d.weights[:] = size
        for _ in range(2):
            trainer.advance()
        trainer.critic(trainer.generator(np.linspace(-2, 2, 9)))
    if size == np.inf:
        assert not np.isfinite(trainer.player_d.weights).any()
        assert not np.isfinite(trainer.player_g.weights).any()
        assert not np.isfinite([trainer.loss_d, trainer.loss_g]).all()


def test_generator_and_critic_are_those_of_autograd():
    ours, reference = pair(Settings())
    z, x = np.linspace(-3, 3, 33), np.linspace(-5, 5, 44)
    np.testing.assert_allclose(ours.generator(z), reference.generator(z), rtol=1e-12)
    np.testing.assert_allclose(ours.generator(z, averaged=True), ours.generator(z), rtol=0)
    np.testing.assert_allclose(ours.critic(x), reference.critic(x), rtol=1e-12, atol=1e-12)
    assert FastTrainer(Settings()).generator(z).dtype == np.float64


def test_trainer_for_takes_the_fast_one():
    trainer = trainer_for(Settings(activation_g="silu", loss="wgan-gp", depth_d=3))
    assert isinstance(trainer, FastTrainer)
    assert trainer.player_d.weights.dtype == np.float32


def test_numpy_multiplies_in_one_thread_whatever_the_environment_says():
    code = (
        "import numpy, gan1d.training.nets, threadpoolctl;"
        "print(*[p['num_threads'] for p in threadpoolctl.threadpool_info()"
        " if p['user_api'] == 'blas' and 'numpy' in p['filepath']])"
    )
    unset = {name: value for name, value in os.environ.items() if "_NUM_THREADS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=unset
    )
    assert set(done.stdout.split()) == {"1"}

"""An ensemble against its members alone: the same paths, to rounding."""

import numpy as np
import pytest

from gan1d.losses import LOSSES
from gan1d.settings import Settings, recipe
from gan1d.training import ensemble
from gan1d.training.by_hand import FastTrainer
from gan1d.training.ensemble import Ensemble, block_size

SMALL = {"batch_d": 16, "batch_g": 24, "width_d": 8, "width_g": 6, "lr_d": 1e-3, "lr_g": 1e-3}
SEEDS = [3, 0, 12]
Z, X = np.linspace(-3, 3, 17), np.linspace(-5, 5, 19)


def worst(settings: Settings, dtype=np.float64, steps: int = 8) -> float:
    """Return the largest difference between members and single trainers, in G and in D."""
    together = Ensemble(settings, SEEDS, dtype)
    alone = [FastTrainer(settings.replace(seed=seed), dtype) for seed in SEEDS]
    together.advance(steps)
    for trainer in alone:
        for _ in range(steps):
            trainer.advance()
    assert together.step == alone[0].step
    pairs = [
        (together.generator(Z), [t.generator(Z) for t in alone]),
        (together.generator(Z, averaged=True), [t.generator(Z, averaged=True) for t in alone]),
        (together.critic(X), [t.critic(X) for t in alone]),
    ]
    for ours, _ in pairs:
        assert ours.shape[0] == len(SEEDS) and np.isfinite(ours).all()
    return max(np.abs(ours - np.array(theirs)).max() for ours, theirs in pairs)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("depth", [1, 2])
def test_members_go_their_own_way(loss, depth):
    assert worst(Settings(loss=loss, depth_d=depth, depth_g=3 - depth, **SMALL)) < 1e-9


@pytest.mark.parametrize(
    "changes",
    [
        {"optimiser": "sgd", "activation_d": "relu", "sampling": "iid"},
        {"optimiser": "rmsprop", "activation_g": "silu", "order": "simultaneous", "skip": False},
        {"noise": 0.2, "loss": "relativistic", "gamma_r2": 0.0, "start_sd": 0.5},
        {"fold": 5.0, "gamma": 0.0, "activation_g": "softplus", "init": "plain", "k": 1},
        {"z_prior": "uniform", "data": "uniform", "standardise": False, "schedule": "constant"},
    ],
)
def test_so_they_do_with_every_addition(changes):
    assert worst(Settings(**SMALL, **changes)) < 1e-9


@pytest.mark.parametrize("name", ["default", "paper", "tutorial"])
def test_the_recipes_in_the_precision_of_every_day(name):
    assert worst(recipe(name), np.float32, steps=3) < 2e-3


@pytest.mark.parametrize("size", [1, 2])
def test_blocks_of_any_size_come_to_the_same(monkeypatch, size):
    monkeypatch.setattr(ensemble, "block_size", lambda settings: size)
    assert worst(Settings(**SMALL)) < 1e-9


def test_a_block_is_larger_the_smaller_the_nets():
    sizes = [block_size(Settings(width_d=w, width_g=w)) for w in (4, 32, 256)]
    assert sizes == sorted(sizes, reverse=True) and min(sizes) >= 1
    assert block_size(Settings(loss="wgan-gp", width_d=512, batch_d=1024)) == 1


def test_members_differ_and_can_be_counted():
    together = Ensemble(Settings(**SMALL), range(5))
    assert len(together) == 5
    assert np.ptp(together.generator(Z), axis=0).max() > 1e-3


def test_one_member_that_explodes_leaves_the_others_alone():
    settings = Settings(**SMALL)
    first, second = Ensemble(settings, SEEDS, np.float64), Ensemble(settings, SEEDS, np.float64)
    second._blocks[0].player_d.weights[1] = np.inf
    for together in (first, second):
        together.advance(3)
    np.testing.assert_array_equal(first.generator(Z)[::2], second.generator(Z)[::2])
    assert not np.isfinite(second.generator(Z)[1]).any()


def test_no_seed_is_refused():
    with pytest.raises(ValueError, match=r"seeds are \[\]; allowed: at least one"):
        Ensemble(Settings(), [])

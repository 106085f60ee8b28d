"""Algorithm 1: who moves when, on what, by how much; and that a seed fixes everything."""

import numpy as np
import pytest
import torch

from gan1d.settings import Settings
from gan1d.training.by_autograd import AutogradTrainer
from gan1d.training.trainer import FLOOR, anneal

SMALL = {"width_d": 8, "width_g": 8, "batch_d": 16, "batch_g": 16}


def _trainer(**knobs):
    return AutogradTrainer(Settings(**SMALL | knobs), torch.float64)


def _bits(net):
    return torch.cat([p.detach().reshape(-1) for p in net.parameters()]).numpy().copy()


def test_step_d_leaves_g_alone_and_the_reverse():
    trainer = _trainer()
    d, g = _bits(trainer.net_d), _bits(trainer.net_g)
    trainer.step_d()
    assert (_bits(trainer.net_g) == g).all() and (_bits(trainer.net_d) != d).any()
    assert trainer.step == 0
    d = _bits(trainer.net_d)
    trainer.step_g()
    assert (_bits(trainer.net_d) == d).all() and (_bits(trainer.net_g) != g).any()
    assert trainer.step == 1


@pytest.mark.parametrize("order", ["alternating", "simultaneous"])
def test_a_step_is_k_updates_of_d_and_one_of_g(order):
    trainer = _trainer(k=3, order=order)
    calls = []
    for name in ("_gradient_d", "_gradient_g", "_descend_d", "_descend_g"):
        original = getattr(trainer, name)
        setattr(
            trainer,
            name,
            lambda *given, name=name, original=original: (calls.append(name), original(*given)),
        )
    trainer.advance()
    d = ["_gradient_d", "_descend_d"] * 3
    expected = ["_gradient_g", *d, "_descend_g"]
    assert calls == (expected if order == "simultaneous" else [*d, "_gradient_g", "_descend_g"])


def test_same_seed_same_bits_and_another_seed_other_bits():
    runs = [_trainer(seed=seed, noise=0.1) for seed in (3, 3, 4)]
    for trainer in runs:
        for _ in range(5):
            trainer.advance()
    first, again, other = (_bits(trainer.net_g) for trainer in runs)
    assert (first == again).all() and (first != other).any()


def test_looking_does_not_touch_the_run():
    seen, unseen = _trainer(), _trainer()
    for _ in range(3):
        seen.generator(np.linspace(-2, 2, 7))
        seen.critic(np.linspace(-2, 2, 7))
        seen.snapshot()
        seen.advance()
        unseen.advance()
    assert (_bits(seen.net_g) == _bits(unseen.net_g)).all()


@pytest.mark.parametrize("optimiser", ["adam", "sgd", "rmsprop"])
def test_a_snapshot_brings_the_same_bits_back(optimiser):
    trainer = _trainer(optimiser=optimiser, lr_d=1e-3, lr_g=1e-3)
    trainer.advance()
    snapshot = trainer.snapshot()
    ends = []
    for _ in range(2):
        trainer.restore(snapshot)
        assert trainer.step == 1
        for _ in range(4):
            trainer.advance()
        trainer.change(trainer.settings.replace(optimiser="sgd"))
        ends.append(_bits(trainer.net_g))
    assert (ends[0] == ends[1]).all()


def test_the_schedule_holds_then_falls_to_one_percent():
    assert [anneal(step, 1000) for step in (0, 150, 300)] == [1, 1, 1]
    assert anneal(650, 1000) == pytest.approx((1 + FLOOR) / 2)
    assert anneal(1000, 1000) == anneal(2000, 1000) == pytest.approx(0.01)
    assert anneal(360, 3000) == 1 > anneal(361, 3000)  # no longer at full rates than that
    assert anneal((360 + 3000) // 2, 3000) == pytest.approx((1 + FLOOR) / 2)


def test_effective_rates_and_a_new_schedule_after_the_end():
    trainer = _trainer(steps=4, lr_d=0.01, lr_g=0.004)
    assert trainer.rates == (0.01, 0.004)
    for _ in range(5):
        trainer.advance()
    assert trainer.rates == pytest.approx((1e-4, 4e-5))
    trainer.change(trainer.settings.replace(lr_d=0.02))
    assert trainer.rates == (0.02, 0.004)
    assert trainer.ends == 9


def test_penalties_are_what_they_say():
    trainer = _trainer(gamma=3.0, gamma_r2=5.0, loss="wgan", batch_d=64)
    batch = trainer.sampler.for_d(trainer.settings, trainer.center, trainer.scale)
    loss, total = trainer.objective_d(batch)
    x = batch.x * trainer.scale + trainer.center
    g = trainer.generator(batch.z)
    h = 1e-5

    def slopes(at):
        return (trainer.critic(at + h) - trainer.critic(at - h)) / (2 * h) * trainer.scale

    expected = 1.5 * (slopes(x) ** 2).mean() + 2.5 * (slopes(g) ** 2).mean()
    assert (total - loss).item() == pytest.approx(expected, rel=1e-5)


def test_fold_penalty_sees_only_falling_g():
    trainer = _trainer(fold=2.0, start_sd=1.0)
    batch = trainer.sampler.for_g(trainer.settings, 0, 1)
    loss, total = trainer.objective_g(batch)
    assert (total - loss).item() == pytest.approx(0, abs=1e-12)
    with torch.no_grad():
        trainer.net_g.skip.fill_(-4.0)
    loss, total = trainer.objective_g(batch)
    h = 1e-5
    z = batch.z
    slopes = (trainer._g(z + h, False) - trainer._g(z - h, False)) / (2 * h)
    assert (total - loss).item() == pytest.approx((slopes**2).mean(), rel=1e-6)


def test_units_are_the_data_s():
    near, far = _trainer(data="mixture:1,0,1"), _trainer(data="mixture:1,1000,50")
    for trainer in (near, far):
        for _ in range(3):
            trainer.advance()
    z = np.linspace(-2, 2, 9)
    x = np.linspace(-2, 2, 9)
    np.testing.assert_allclose(far.generator(z), near.generator(z) * 50 + 1000, rtol=1e-6)
    np.testing.assert_allclose(far.critic(x * 50 + 1000), near.critic(x), rtol=1e-5, atol=1e-7)


def test_the_moving_average_follows_g_warmly():
    trainer = _trainer(ema=0.99)
    before = trainer.generator(np.array([1.0]))
    trainer.step_g()
    now, average = (trainer.generator(np.array([1.0]), averaged) for averaged in (False, True))
    assert average == pytest.approx(0.1 * before + 0.9 * now, rel=1e-2)
    without = _trainer(ema=0.0)
    without.step_g()
    z = np.array([0.3])
    assert without.generator(z) == without.generator(z, averaged=True)


@pytest.mark.parametrize(
    "loss", ["minimax", "least-squares", "hinge", "wgan", "wgan-gp", "relativistic"]
)
def test_every_loss_trains_and_stays_finite(loss):
    trainer = _trainer(loss=loss, noise=0.05)
    for _ in range(20):
        trainer.advance()
    assert np.isfinite([trainer.loss_d, trainer.loss_g]).all()
    assert np.isfinite(_bits(trainer.net_d)).all()


def test_it_learns_a_shifted_normal():
    trainer = AutogradTrainer(Settings(data="shifted", steps=300))
    for _ in range(300):
        trainer.advance()
    x = trainer.generator(trainer.p_z.quantile((np.arange(999) + 0.5) / 999))
    assert x.mean() == pytest.approx(4, abs=0.15)
    assert x.std() == pytest.approx(1.25, abs=0.15)

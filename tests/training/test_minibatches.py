"""Minibatches: distributed as they should be, from streams that do not disturb each other."""

import numpy as np
import pytest
from scipy import stats

from gan1d.data import catalogue
from gan1d.settings import Settings
from gan1d.training.minibatches import Sampler


def _sampler(seed=0, data="normal"):
    return Sampler(seed, catalogue.parse(data), catalogue.prior("normal"))


@pytest.mark.parametrize("sampling", ["stratified", "iid"])
def test_samples_follow_p_data_and_p_z(sampling):
    sampler = _sampler(data="exponential")
    batches = [sampler.for_d(Settings(sampling=sampling), 0, 1) for _ in range(100)]
    x, z = (np.concatenate([getattr(batch, name) for batch in batches]) for name in ("x", "z"))
    assert stats.kstest(x, "expon").pvalue > 1e-4
    assert stats.kstest(z, "norm").pvalue > 1e-4


def test_stratified_samples_fill_every_stratum_once():
    z = _sampler().for_g(Settings(), 0, 1).z
    assert sorted(np.floor(stats.norm.cdf(z) * 256).astype(int)) == list(range(256))


def test_pairs_are_shuffled_for_losses_that_compare_pairs():
    plain = _sampler().for_d(Settings(), 1, 3)
    paired = _sampler().for_d(Settings(loss="relativistic"), 1, 3)
    assert (np.diff(plain.x) > 0).all()
    assert (np.sort(paired.x) == plain.x).all() and (paired.x != plain.x).any()
    assert abs(stats.spearmanr(paired.x, paired.z).statistic) < 0.4


def test_noise_has_the_sd_it_should():
    batch = _sampler().for_d(Settings(noise=0.5, batch_d=4096), 0, 1)
    assert batch.noise_x.std() == pytest.approx(0.5, rel=0.1)
    assert abs(np.corrcoef(batch.noise_x, batch.noise_g)[0, 1]) < 0.1


def test_roles_do_not_disturb_each_other():
    one, other = _sampler(), _sampler()
    for _ in range(3):
        one.for_d(Settings(noise=0.1, loss="relativistic"), 0, 1)
    assert (one.for_g(Settings(), 0, 1).z == other.for_g(Settings(), 0, 1).z).all()


def test_state_brings_the_same_numbers_back():
    sampler = _sampler()
    state = sampler.state()
    first = sampler.for_d(Settings(), 0, 1)
    sampler.restore(state)
    again = sampler.for_d(Settings(), 0, 1)
    assert (first.x == again.x).all() and (first.z == again.z).all()


@pytest.mark.parametrize("used", [1, 7, 8, 9, 20])
def test_state_brings_numbers_back_in_the_midst_of_those_drawn_ahead(used):
    sampler, kinds = _sampler(), [Settings(), Settings(batch_d=32), Settings(sampling="iid")]
    for number in range(used):
        sampler.for_d(kinds[number % 2], 0, 1)
    state = sampler.state()
    first = [sampler.for_d(settings, 0, 1) for settings in kinds]
    sampler.restore(state)
    again = [sampler.for_d(settings, 0, 1) for settings in kinds]
    for one, other in zip(first, again, strict=True):
        assert (one.x == other.x).all() and (one.z == other.z).all()

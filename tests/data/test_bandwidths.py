"""How wide kernels are: by the rule that keeps clusters apart, and by the one of old links."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from numpy.typing import NDArray
from scipy.stats import norm

from gan1d.benchmarks.convergence import outcome
from gan1d.data.catalogue import PRESETS, from_samples, mixture, parse
from gan1d.data.distribution import Distribution
from gan1d.settings import Settings

RANDOM = np.random.default_rng(11)
NORMAL = RANDOM.standard_normal
COLUMNS = {
    "far clusters": np.concatenate([NORMAL(200), 12 + 0.5 * NORMAL(100)]),
    "grid of 0.1": np.round(5 + NORMAL(600), 1),
    "digits": RANDOM.integers(0, 10, 500).astype(float),
    "spike": np.where(RANDOM.random(600) < 0.4, 0.0, RANDOM.exponential(2.0, 600)),
    "Cauchy": np.clip(RANDOM.standard_cauchy(800), -10, 10),
    "thirty": NORMAL(30),
    "20,000": np.concatenate([NORMAL(12_000), 4 + 0.7 * NORMAL(8000)]),
    "around 1e6": 1e6 + NORMAL(1000),
}


def jsd64(p: NDArray[np.float64], q: NDArray[np.float64]) -> float:
    """Return the Jensen-Shannon divergence of masses, nats."""
    middle = (p + q) / 2
    halves = [part[part > 0] @ np.log(part[part > 0] / middle[part > 0]) for part in (p, q)]
    return float(sum(halves) / 2)


def far_from_histogram(target: Distribution, values: NDArray[np.float64]) -> float:
    """Return the JSD of a density and a histogram of 64 bins over the range and 15 % beyond it."""
    margin = 0.15 * (values.max() - values.min())
    edges = np.linspace(values.min() - margin, values.max() + margin, 65)
    drawn = np.diff(target.cdf(edges))
    return jsd64(drawn / drawn.sum(), np.histogram(values, edges)[0] / len(values))


def humps(target: Distribution) -> int:
    """Return how many maxima there are, of at least 2 % of the highest."""
    y = target.pdf(np.linspace(*target.range, 4000))
    inner = y[1:-1]
    return int(((inner > y[:-2]) & (inner >= y[2:]) & (inner > 0.02 * y.max())).sum())


@pytest.mark.parametrize("name", ["far clusters", "grid of 0.1", "20,000", "around 1e6", "Cauchy"])
def test_a_density_lies_on_its_histogram(name: str) -> None:
    assert far_from_histogram(from_samples(COLUMNS[name], rule="isj"), COLUMNS[name]) < 0.03


def test_it_may_lie_beside_a_histogram() -> None:
    values = COLUMNS["far clusters"]
    assert far_from_histogram(from_samples(values, bandwidth=20, rule="isj"), values) > 0.1


@pytest.mark.parametrize("copies", [1, 2])
@pytest.mark.parametrize("count", [3, 9, 15])
def test_clusters_are_as_many_humps(count: int, copies: int) -> None:
    inside = 0.1 * norm.ppf((np.arange(50) + 0.5) / 50)
    values = np.concatenate([middle + inside for middle in 1 + 4 * np.arange(count)])
    target = from_samples(np.repeat(values, copies), rule="isj")  # where others come again, too
    assert humps(target) == count
    if count > 8:
        assert humps(from_samples(values)) < count  # the rule of thumb knows of eight at most


def error(rule: str, target: Distribution) -> float:
    """Return how far the estimates of 300 values lie from the truth, in the median of 8."""
    edges = np.linspace(*target.range, 257)
    random = np.random.default_rng(3)
    drawn = [from_samples(target.sample(random.random(300)), rule=rule) for _ in range(8)]
    return float(
        np.median([jsd64(np.diff(target.cdf(edges)), np.diff(d.cdf(edges))) for d in drawn])
    )


@pytest.mark.parametrize("name", ["normal", "bimodal", "trimodal", "claw", "far"])
def test_it_is_nearer_to_the_truth_than_the_rule_of_thumb(name: str) -> None:
    target = PRESETS.get(name) or mixture([(0.7, 0, 2), (0.3, 30, 0.3)])
    assert error("isj", target) < error("thumb", target)


def test_rounding_and_frequent_values_do_not_make_needles() -> None:
    smooth = NORMAL(500)
    exact = from_samples(smooth, rule="isj").kernel_sd
    for digits in (1, 2):
        rounded = from_samples(np.round(smooth, digits), rule="isj").kernel_sd
        assert exact / 2 < rounded < 2 * exact  # a needle would be a hundredth of it
    assert from_samples(COLUMNS["digits"], rule="isj").kernel_sd >= 0.5  # half a cell
    for zeros in (np.zeros(1), np.zeros(300)):
        amounts = np.concatenate([zeros, np.round(RANDOM.exponential(20, 400), 2)])
        assert 0.5 < from_samples(amounts, rule="isj").kernel_sd < 4
    assert from_samples(COLUMNS["spike"], rule="isj").kernel_sd > 0.1


def test_an_outlier_does_not_blur_what_is_near() -> None:
    values = NORMAL(80)
    h = from_samples(values, rule="isj").kernel_sd
    assert from_samples(np.append(values, 1e9), rule="isj").kernel_sd == pytest.approx(h, rel=0.2)


def test_of_a_few_different_values_each_may_be_a_cluster() -> None:
    for values in ([0, 1], [0, 0, 1], [0.0] * 50 + [1.0] * 50, [1, 2, 3, 4, 5] * 20):
        assert from_samples(values, rule="isj").kernel_sd == from_samples(values).kernel_sd


TWELVE = [1, 1.1, 0.9, 1.2, 5, 5.1, 4.9, 5.2, 9, 9.1, 8.9, 9.2]


@settings(max_examples=40, deadline=None)
@given(
    some.one_of(
        some.lists(some.floats(-1e9, 1e9), min_size=10, max_size=40),
        some.lists(some.integers(-9, 9), min_size=10, max_size=200),
    ).filter(lambda values: np.ptp(values) > 1e-29)  # no kernel is narrower than 1e-30
)
@example(TWELVE)
@example([*TWELVE, 1e15, -1e15])
@example([*TWELVE, 0, 5e-324])
def test_any_values_have_a_width(values: list[float]) -> None:
    target = from_samples(values, rule="isj")
    assert 0 < target.kernel_sd < np.ptp(values)
    assert np.isfinite(target.range).all()


def test_a_text_names_its_rule_and_one_without_is_what_it_was() -> None:
    values = [1.0, 1.2, 0.9, 5.0, 5.1, 4.8]
    old, new = from_samples(values), from_samples(values, 0.8, "isj")
    assert old.spec == from_samples(values, rule="thumb").spec == "samples:0.9,1,1.2,4.8,5,5.1"
    assert new.spec == "samples:rule=isj,bandwidth=0.8;0.9,1,1.2,4.8,5,5.1"
    for text in (new.spec, "samples: bandwidth=0.8 , rule=isj ;5.1,5,4.8,1.2,1,0.9"):
        assert parse(text).spec == new.spec
        assert parse(text).cdf(3.0) == new.cdf(3.0)
    for option, kept in (("", "0x1.950f43e59c739p+0"), ("bandwidth=0.7;", "0x1.1b8aaf8720b74p+0")):
        h = parse(f"samples:{option}1,2,3,4.5,5,7,11").kernel_sd
        assert h == float.fromhex(kept)  # to the bit, or old links are other runs


@pytest.mark.parametrize("name", ["spike", "grid of 0.1"])
def test_a_run_learns_the_density_of_a_column(name: str) -> None:
    found = outcome(name, Settings(data=from_samples(COLUMNS[name], rule="isj").spec))
    assert found.health == "converged"
    assert found.jsd64 < 0.01

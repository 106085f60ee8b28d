"""Metrics: known values, ranges and identities."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from gan1d.data.catalogue import PRESETS, prior
from gan1d.frames.density import Bins, nodes, push_forward
from gan1d.frames.metrics import (
    cost,
    d_half,
    d_star,
    jsd,
    mass_off,
    measure,
    missed,
    tv,
    value,
    w1,
)

LOG2, LOG4 = math.log(2), math.log(4)
Z, MASS = nodes(prior("normal"), 1024)
LOGIT = SimpleNamespace(has_probability=True, has_value=True)
SQUARES = SimpleNamespace(has_probability=True, has_value=False)
CRITIC = SimpleNamespace(has_probability=False, has_value=False)

masses = arrays(float, 20, elements=some.floats(0, 1)).filter(lambda m: m.sum() > 0.1)
masses = masses.map(lambda m: m / m.sum())
probabilities = arrays(float, 20, elements=some.floats(0, 1, exclude_min=True, exclude_max=True))


@settings(deadline=None)
@given(masses, masses)
def test_divergences_are_bounded_symmetric_and_zero_on_the_diagonal(p, q):
    assert jsd(p, p) == 0 and tv(p, p) == 0
    assert 0 <= jsd(p, q) <= LOG2 and 0 <= tv(p, q) <= 1
    assert jsd(p, q) == pytest.approx(jsd(q, p), abs=1e-15)
    assert tv(p, q) ** 2 / 2 <= jsd(p, q) + 1e-12  # Pinsker
    assert jsd(p, q) <= LOG2 * tv(p, q) + 1e-12  # Lin 1991


def test_disjoint_densities():
    p, q = np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.25, 0.75])
    assert jsd(p, q) == pytest.approx(LOG2, abs=1e-15)
    assert tv(p, q) == 1
    assert cost(p, q) == pytest.approx(0, abs=1e-15)


def test_jsd_by_hand():
    p, q = np.array([1.0, 0.0]), np.array([0.5, 0.5])
    assert jsd(p, q) == pytest.approx(0.75 * math.log(4 / 3), abs=1e-15)


@settings(deadline=None)
@given(masses, masses, probabilities)
def test_value_never_exceeds_the_cost(p, q, d):
    assert cost(p, q) - value(p, q, d) >= -1e-12
    assert np.isfinite(value(p, q, d))
    assert value(p, q, np.full(20, 0.5)) == pytest.approx(-LOG4)
    best = d_star(p, q)
    assert ((best >= 0) & (best <= 1)).all()
    assert value(p, q, best) == pytest.approx(2 * jsd(p, q) - LOG4, abs=1e-10)


def test_value_stays_finite_where_d_is_sure():
    p, q = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert value(p, q, np.array([1.0, 0.0])) == pytest.approx(0, abs=1e-11)
    assert value(p, q, np.array([0.0, 1.0])) == pytest.approx(2 * math.log(1e-12))


def test_d_star_of_nothing_is_one_half():
    np.testing.assert_array_equal(d_star(np.array([0, 1.0, 0]), np.array([0, 0, 2.0])), [0.5, 1, 0])


@pytest.mark.parametrize("shift", [-30, -1, 0.25, 1e4])
def test_w1_of_a_shift_is_the_shift(shift):
    assert w1(PRESETS["normal"], Z + shift, MASS) == pytest.approx(abs(shift), rel=1e-6)


def test_w1_of_a_stretch():
    # E |2 Z - Z| = sqrt(2 / pi)
    assert w1(PRESETS["normal"], 2 * Z, MASS) == pytest.approx(math.sqrt(2 / math.pi), rel=1e-4)
    assert w1(PRESETS["normal"], -Z, MASS) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("name", PRESETS)
def test_w1_of_the_transport_map_is_nearly_zero(name):
    target = PRESETS[name]
    bound = 2e-3 if name == "bimodal" else 1e-4 if name != "trimodal" else 1e-3
    x = target.quantile(prior("normal").cdf(Z))
    assert w1(target, x, MASS) < bound * target.scale


def test_gaps_on_the_support():
    d, support = np.array([0.9, 0.5, 0.4, 0.0]), np.array([False, True, True, False])
    found = d_half(d, support, np.array([0.0, 0.3, 0.1, 0.6]))
    assert found == (pytest.approx(0.1), pytest.approx(0.025))


def test_shares():
    assert mass_off(np.array([0.1, 0.7, 0.2])) == pytest.approx(0.3)
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.049, 0.951, 0.0])
    assert missed(p, q) == pytest.approx(0.7)
    assert missed(p, p) == 0


def measured(x, d, loss=LOGIT, target=PRESETS["bimodal"]):
    bins = Bins(target)
    q = push_forward(x, MASS, bins.edges)
    return measure(bins, q, x, MASS, np.broadcast_to(d, 514), loss)


def test_measure_at_the_end():
    target = PRESETS["laplace"]
    found = measured(target.quantile(prior("normal").cdf(Z)), 0.5, target=target)
    assert found["value"] == pytest.approx(-LOG4)
    assert found["cost"] == pytest.approx(-LOG4, abs=1e-5)
    for name in ("jsd", "jsd64", "d_half_max", "d_half_mean", "missed"):
        assert found[name] == pytest.approx(0, abs=1e-5), name
    assert found["tv"] < 1e-3 and found["w1"] < 1e-3
    assert (found["mean_d_real"], found["mean_d_fake"]) == pytest.approx((0.5, 0.5))
    assert found["mass_off"] == pytest.approx(math.exp(target.range[0]), rel=1e-3)
    assert (found["mean_model"], found["sd_model"]) == pytest.approx((0, 2**0.5), abs=1e-3)


def test_measure_off_the_screen():
    found = measured(Z + 1e6, 0.25)
    assert found["mass_off"] == pytest.approx(1) and found["missed"] == pytest.approx(1)
    assert found["jsd"] == pytest.approx(LOG2) and found["w1"] == pytest.approx(1e6)
    assert found["cost"] >= found["value"]
    assert found["mean_model"] == pytest.approx(1e6)


def test_measure_of_a_loss_without_value_or_probability():
    squares, critic = measured(Z, 1.25, SQUARES), measured(Z, -7.0, CRITIC)
    assert math.isnan(squares["value"]) and squares["d_half_max"] == 0.75
    without = {name for name, number in critic.items() if math.isnan(number)}
    values = {"value", "value_real", "value_fake"}
    assert without == values | {"d_half_max", "d_half_mean", "mean_d_real", "mean_d_fake"}


def test_v_is_the_sum_of_its_two_terms():
    half, sure = measured(Z, 0.5), measured(Z, 0.9)
    assert (half["value_real"], half["value_fake"]) == pytest.approx((-LOG2, -LOG2))
    assert sure["value_real"] == pytest.approx(math.log(0.9))
    assert sure["value_fake"] == pytest.approx(math.log(0.1))
    assert sure["value"] == sure["value_real"] + sure["value_fake"]


@settings(max_examples=30, deadline=None)
@given(some.floats(-3, 3), some.floats(-5, 5), arrays(float, 514, elements=some.floats(0, 1)))
def test_measure_keeps_its_ranges(a, b, d):
    found = measured(a * Z + b, d)
    assert all(math.isfinite(number) for number in found.values())
    assert found["cost"] - found["value"] >= -1e-12
    assert found["jsd64"] <= found["jsd"] + 1e-12  # merging bins loses information
    assert 0 <= found["mass_off"] <= 1 and 0 <= found["missed"] <= 1
    assert 0 <= found["d_half_mean"] <= found["d_half_max"] + 1e-12 <= 0.5 + 1e-12

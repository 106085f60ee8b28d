"""Densities: nodes, the push-forward and the bins, against known values."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import chi2, norm

from gan1d.data.catalogue import PRESETS, from_curve, from_samples, mixture, prior
from gan1d.frames.density import TURNS, Bins, coarse, moments, nodes, push_forward

NORMAL = prior("normal")
finite = some.integers(-(10**8), 10**8).map(lambda n: n / 99_991)  # apart, and off the edges


@pytest.mark.parametrize("count", [2, 7, 1024, 4096])
@pytest.mark.parametrize("name", ["normal", "uniform"])
def test_node_masses_sum_to_one_exactly(name, count):
    p_z = prior(name)
    z, mass = nodes(p_z, count)
    assert z.shape == (count + 1,) and mass.shape == (count,)
    assert mass.sum() == 1.0 and math.fsum(mass) == 1.0 and np.cumsum(mass)[-1] == 1.0
    assert (np.diff(z) >= 0).all() and (mass >= 0).all()
    np.testing.assert_allclose(np.cumsum(mass)[:-1], p_z.cdf(z[1:-1]), atol=1e-15)
    assert z[0] == pytest.approx(-5 if name == "normal" else -math.sqrt(3))


def test_the_outer_mass_goes_to_the_outer_segments():
    z, mass = nodes(NORMAL, 1024)
    assert mass[0] == pytest.approx(norm.cdf(z[1]), rel=1e-6)
    assert mass[-1] == pytest.approx(norm.sf(z[-2]), rel=1e-6)


def test_too_few_nodes_are_refused():
    with pytest.raises(ValueError, match="segments is 1; allowed: at least 2"):
        nodes(NORMAL, 1)


@pytest.mark.parametrize(("a", "b"), [(1, 0), (0.3, 2), (-2, 1), (1e-3, 0.123), (50, 0)])
def test_affine_map_gives_the_normal(a, b):
    z, mass = nodes(NORMAL, 4096)
    edges = np.linspace(-4, 4, 513)
    pushed = push_forward(a * z + b, mass, edges)
    exact = np.diff(norm.cdf(edges, b, abs(a)), prepend=0, append=1)
    assert pushed.sum() == pytest.approx(1, abs=1e-14)
    np.testing.assert_allclose(pushed, exact, atol=2e-3 if abs(a) < 0.01 else 1e-5)
    assert moments(a * z + b, mass) == pytest.approx((b, abs(a)), rel=1e-4, abs=1e-9)


def test_fold_gives_chi_square():
    z, mass = nodes(NORMAL, 4096)
    edges = np.linspace(-1, 9, 513)
    exact = np.diff(chi2.cdf(edges, 1), prepend=0, append=1)
    pushed = push_forward(z * z, mass, edges)
    np.testing.assert_allclose(pushed, exact, atol=1e-3)
    np.testing.assert_allclose(np.cumsum(pushed), np.cumsum(exact), atol=1e-3)


@pytest.mark.parametrize("x", [-9, -1, 0.0, 0.3, 1 - 1e-13, 1, 9])
def test_plateau_is_one_bin(x):
    z, mass = nodes(NORMAL, 64)
    edges = np.linspace(-1, 1, 9)
    pushed = push_forward(np.full_like(z, x), mass, edges)
    expected = np.zeros(10)
    expected[np.searchsorted(edges, x, side="right")] = 1
    np.testing.assert_allclose(pushed, expected, atol=1e-15)


def reference(x, mass, edges):
    """Return the masses segment by segment, the slow way."""
    borders = np.concatenate([[-np.inf], edges, [np.inf]])
    out = np.zeros(len(borders) - 1)
    for a, b, m in zip(np.minimum(x[:-1], x[1:]), np.maximum(x[:-1], x[1:]), mass, strict=True):
        if a == b:
            out[np.searchsorted(edges, a, side="right")] += m
        else:
            part = np.clip(np.minimum(b, borders[1:]) - np.maximum(a, borders[:-1]), 0, None)
            out += m * part / (b - a)
    return out


@settings(max_examples=150, deadline=None)
@given(some.lists(some.one_of(finite, some.integers(-8, 8).map(float)), min_size=2, max_size=30))
def test_push_forward_against_the_slow_way(values):
    x = np.array(values)
    mass = np.linspace(1, 2, len(x) - 1)
    mass /= mass.sum()
    edges = np.linspace(-4, 4, 17)
    pushed = push_forward(x, mass, edges)
    assert pushed.sum() == pytest.approx(1, abs=1e-13)
    assert (pushed >= 0).all()
    np.testing.assert_allclose(pushed, reference(x, mass, edges), atol=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_a_map_without_folds_gives_no_negative_mass_and_the_same_as_with_one(seed):
    rng = np.random.default_rng(seed)
    steps = 10.0 ** rng.uniform(-12, 0, 400)
    mass = 10.0 ** rng.uniform(-20, 0, 400)
    mass /= mass.sum()
    x, edges = np.cumsum(np.append(-steps.sum() / 2, steps)), np.linspace(-9, 9, 257)
    pushed = push_forward(x, mass, edges)
    assert (pushed >= 0).all() and pushed.sum() == pytest.approx(1, abs=1e-14)
    folded = push_forward(np.append(x, x[-2]), np.append(mass, 0.0), edges)
    np.testing.assert_allclose(pushed, folded, atol=1e-12)


@pytest.mark.parametrize("turns", [0, 1, 2, 5, TURNS, TURNS + 1])
def test_both_grids_get_what_each_alone_gets_however_often_g_turns(turns):
    z, mass = nodes(NORMAL, 1024)
    bins = Bins(PRESETS["bimodal"])
    zigzag = np.interp(z, np.linspace(-3, 3, turns + 2), np.resize([-8, 8], turns + 2))
    for x in (zigzag, -zigzag):
        x = x + 1e-3 * z * np.sign(np.gradient(x))  # no plateaus at the ends
        q, shown = bins.model(x, mass)
        np.testing.assert_allclose(q, reference(x, mass, bins.edges), atol=1e-12)
        np.testing.assert_allclose(shown, bins.density(x, mass), atol=1e-12)
        width = bins.display_edges[1] - bins.display_edges[0]
        expected = reference(x, mass, bins.display_edges)[1:-1] / width
        np.testing.assert_allclose(shown, expected, atol=1e-11)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_non_finite_nodes_are_refused(bad):
    with pytest.raises(ValueError, match="not finite"):
        push_forward(np.array([0, bad, 1]), np.array([0.5, 0.5]), np.linspace(0, 1, 9))


TARGETS = {
    **PRESETS,
    "spike": mixture([(0.5, 0, 1), (0.5, 0, 0.01)]),
    "curve": from_curve([0, 1, 2, 3], [1, 0, 0, 1]),
    "tails": from_samples(np.random.default_rng(1).standard_cauchy(200)),
}


@pytest.mark.parametrize("name", TARGETS)
def test_bins_of_a_target(name):
    target = TARGETS[name]
    bins = Bins(target)
    inner = bins.mass_data[1:-1]
    assert bins.mass_data.shape == (514,) and bins.mass_data64.shape == (66,)
    assert bins.mass_data.sum() == pytest.approx(1, abs=1e-13)
    assert bins.mass_data64.sum() == pytest.approx(1, abs=1e-13)
    assert bins.centers.shape == bins.support.shape == (512,)
    assert bins.x.shape == bins.p_data.shape == (300,)
    assert bins.centers[0] > target.range[0] and bins.x[-1] < target.range[1]
    width = bins.display_edges[1] - bins.display_edges[0]
    shown = float(target.cdf(target.range[1]) - target.cdf(target.range[0]))
    assert bins.p_data.sum() * width == pytest.approx(shown)
    covered = inner[bins.support].sum()
    assert covered >= min(0.99, 0.999 * shown) - 1e-12
    if bins.support.sum() < 512:
        assert inner[bins.support].min() >= inner[~bins.support].max()
    # without its thinnest bins it would not do: no set of bins is smaller
    thinnest = inner[bins.support].min()
    assert inner[inner > 1.02 * thinnest].sum() < 0.99
    inside = np.zeros(512, bool)
    for low, high in bins.support_intervals:
        inside |= (bins.centers > low) & (bins.centers < high)
    np.testing.assert_array_equal(inside, bins.support)
    assert 0 < bins.y_max <= 1.5 * bins.p_data.max() + 1e-12


def test_support_leaves_out_the_empty_gap():
    (a, b), (c, d) = Bins(PRESETS["bimodal"]).support_intervals
    assert [a, b, c, d] == pytest.approx([-4.3, -1.7, 1.7, 4.3], abs=0.05)
    ((a, b),) = Bins(PRESETS["uniform"]).support_intervals
    assert (a, b) == pytest.approx((-2, 2), abs=0.02)
    ((a, b),) = Bins(PRESETS["arcsine"]).support_intervals
    assert (a, b) == pytest.approx((-2, 2), abs=0.02)


def test_axis_cuts_poles_and_spikes_only():
    for name in ("normal", "bimodal", "claw", "uniform", "laplace", "exponential"):
        bins = Bins(PRESETS[name])
        assert bins.y_max == pytest.approx(1.5 * bins.p_data.max())
    for name in ("arcsine", "spike"):
        bins = Bins(TARGETS[name])
        assert bins.y_max < 1.5 * bins.p_data.max()
        assert np.median(bins.p_data[bins.p_data > 0]) < bins.y_max < 10


@pytest.mark.parametrize("name", TARGETS)
def test_the_transport_map_gives_the_data(name):
    target = TARGETS[name]
    z, mass = nodes(NORMAL, 4096)
    bins = Bins(target)
    x = target.quantile(NORMAL.cdf(z))
    pushed = push_forward(x, mass, bins.edges)
    np.testing.assert_allclose(pushed, bins.mass_data, atol=1.5e-3)
    shown = bins.density(x, mass) * (bins.display_edges[1] - bins.display_edges[0])
    assert shown.sum() == pytest.approx(1 - pushed[0] - pushed[-1], abs=1e-12)


def test_coarse_sums_eight():
    mass = np.arange(514.0)
    assert coarse(mass)[0] == 0 and coarse(mass)[-1] == 513
    assert coarse(mass)[1] == sum(range(1, 9)) and coarse(mass).sum() == mass.sum()


def test_d_is_taken_off_the_screen_where_p_model_is():
    bins = Bins(PRESETS["normal"])
    x = np.array([-50.0, -40.0, 0.0, 1.0, 1e9])
    points = bins.points(x)
    assert points.shape == (514,)
    assert (points[0], points[-1]) == (-45.0, 1e9)
    assert (points[1:-1] == bins.centers).all()
    assert bins.points(np.zeros(3))[[0, -1]].tolist() == bins.edges[[0, -1]].tolist()

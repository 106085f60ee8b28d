"""Distributions: every preset and every kind of own data, against known facts."""

import itertools
import math
import time
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.integrate import quad
from scipy.special import ndtr
from scipy.stats import norm

from gan1d.benchmarks.convergence import columns
from gan1d.data.bandwidths import robust_spread
from gan1d.data.catalogue import (
    PRESETS,
    PRIORS,
    from_curve,
    from_samples,
    mixture,
    parse,
    prior,
)

RANDOM = np.random.default_rng(7)
OWN = {
    "mixture": mixture([(0.3, -2, 0.25), (0.7, 3, 0.6)]),
    "far": mixture([(1, 0, 1), (2, 21, 1), (1, 40, 0.01)]),
    "curve": from_curve([-1, 0, 0.5, 2, 3], [0, 1, 0, 0, 2]),
    "box": from_curve([1, 3], [5, 5]),
    "kde": from_samples(RANDOM.normal(5, 2, 80)),
    "ties": from_samples(RANDOM.integers(1, 7, 200)),
    "spike": from_samples(np.concatenate([np.zeros(120), RANDOM.normal(5, 1, 80)])),
    "outlier": from_samples(np.append(RANDOM.normal(size=80), 1e9), bandwidth=0.5),
    "tails": from_samples(RANDOM.standard_cauchy(100)),
}
ALL = {**PRESETS, **OWN, "prior": prior("uniform")}
each_target = pytest.mark.parametrize("name", ALL)
SCORES = np.linspace(-5.9, 5.9, 601)


def test_the_menu():
    assert " ".join(PRESETS) == (
        "normal shifted narrow bimodal trimodal uniform exponential lognormal laplace student-t"
        " claw arcsine"
    )
    assert list(PRIORS) == ["normal", "uniform"]


KNOWN = {
    "normal": (0, 1),
    "shifted": (4, 1.25),
    "narrow": (-1, 0.3),
    "bimodal": (0, math.sqrt(9.25)),
    "trimodal": (0.15, math.sqrt(5.089)),
    "uniform": (0, 4 / math.sqrt(12)),
    "exponential": (1, 1),
    "lognormal": (math.exp(0.18), math.exp(0.18) * math.sqrt(math.exp(0.36) - 1)),
    "laplace": (0, math.sqrt(2)),
    "student-t": (0, math.sqrt(3)),
    "claw": (0, math.sqrt(0.755)),
    "arcsine": (0, math.sqrt(2)),
}


@pytest.mark.parametrize("name", PRESETS)
def test_known_facts(name):
    preset = PRESETS[name]
    assert (preset.mean, preset.sd) == pytest.approx(KNOWN[name], abs=1e-12)
    assert preset.known_quantiles
    for u, x in preset.known_quantiles:
        assert preset.cdf(x) == pytest.approx(u, abs=1e-12)
        assert preset.quantile(u) == pytest.approx(x, abs=1e-9)


@each_target
def test_moments_are_those_of_the_quantile(name):
    target = ALL[name]
    score = np.linspace(-8, 8, 20_001)  # x = F^-1(Phi(s)), s ~ N(0, 1)
    weight = norm.pdf(score)
    weight /= weight.sum()
    x = target.quantile(ndtr(score)) if name in PRESETS else target.sample(ndtr(score))
    mean = weight @ x
    assert mean == pytest.approx(target.mean, abs=2e-3 * target.sd)
    assert math.sqrt(weight @ (x - mean) ** 2) == pytest.approx(target.sd, rel=5e-3)


@each_target
def test_density_is_the_slope_of_the_cdf_and_sums_to_one(name):
    target = ALL[name]
    ends = np.unique(
        target.quantile(np.array([1e-7, 0.01, *np.linspace(0.05, 0.95, 37), 1 - 1e-7]))
    )
    if name in ("outlier", "tails"):
        ends = ends[:-1]
    for a, b in itertools.pairwise(ends):
        area, _ = quad(target.pdf, a, b, limit=200)
        assert area == pytest.approx(float(target.cdf(b) - target.cdf(a)), abs=2e-7)


@each_target
def test_quantile_and_cdf_undo_each_other(name):
    target = ALL[name]
    u = ndtr(SCORES)
    x = target.quantile(u)
    assert (np.diff(x) >= 0).all()
    np.testing.assert_allclose(target.cdf(x), u, atol=1e-7 if name == "arcsine" else 1e-11)
    assert target.quantile(u[:6].reshape(2, 3)).shape == (2, 3)
    assert target.cdf(1.0).shape == () and target.cdf(1.0).dtype == np.float64
    ends = target.quantile(np.array([0.0, 1.0]))
    np.testing.assert_allclose(target.cdf(ends), [0, 1], atol=1e-7 if name == "arcsine" else 0)
    assert np.isnan(target.quantile(np.array([-0.1, 1.1, np.nan]))).all()


@each_target
def test_sample_keeps_its_stated_error(name):
    target = ALL[name]
    u = np.concatenate([ndtr(SCORES), np.linspace(1e-8, 1 - 1e-8, 9973)])
    x = target.sample(u)
    assert np.abs(target.cdf(x) - u).max() < (2e-5 if name in PRESETS else 5e-5)
    assert np.isfinite(target.sample(np.array([0.0, 1.0]))).all()


@each_target
def test_center_and_scale_are_those_of_the_clipped_data(name):
    if name in ("outlier", "tails"):
        return  # their 1 % or 99 % quantile lies on a cliff
    target = ALL[name]
    x = target.quantile(np.clip((np.arange(2000) + 0.5) / 2000, 0.01, 0.99))
    assert target.center == pytest.approx(x.mean(), abs=1e-3 * x.std())
    assert target.scale == pytest.approx(x.std(), rel=1e-3)


@each_target
def test_the_screen_shows_nearly_all_data_and_a_margin(name):
    target = ALL[name]
    low, high = target.range
    q = target.quantile(np.array([0.03, 0.97]))
    assert low < q[0] < q[1] < high
    assert target.cdf(high) - target.cdf(low) > (0.99 if name in PRESETS else 0.97)
    assert high - low < 15 * target.scale


@each_target
def test_spec_rebuilds_it(name):
    if name == "prior":
        return
    target = ALL[name]
    again = parse(target.spec)
    assert again.spec == target.spec
    x = np.linspace(*target.range, 50)
    np.testing.assert_array_equal(again.cdf(x), target.cdf(x))
    np.testing.assert_array_equal(again.sample(target.cdf(x)), target.sample(target.cdf(x)))


def test_text_forms():
    assert parse("mixture:0.3,-2,0.25;0.7,3,0.6").spec == "mixture:0.3,-2,0.25;0.7,3,0.6"
    assert parse(" Bimodal ") is PRESETS["bimodal"]
    assert parse("curve: -1,0; 0,1; 1,0").pdf(0.5) == pytest.approx(0.5)
    values = [0.1 + 0.2, 1 / 3, 1e22, -5e-9]
    text = "samples:-5e-09,0.30000000000000004,0.3333333333333333,1e22"
    assert from_samples(values).spec == text
    assert parse("samples:bandwidth=0.8;3,1,2").spec == "samples:bandwidth=0.8;1,2,3"
    assert parse("samples:bandwidth=2;1,2,3").kernel_sd == 2 * parse("samples:1,2,3").kernel_sd


components = some.lists(
    some.tuples(some.floats(0.05, 1), some.floats(-50, 50), some.floats(0.05, 5)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(components, some.floats(1e-6, 1 - 1e-6))
def test_mixture_quantile_is_exact(rows, u):
    target = mixture(rows)
    x = target.quantile(u)
    sd = min(s for _, _, s in rows)
    below, above = target.cdf(x - 1e-9 * sd), target.cdf(x + 1e-9 * sd)
    assert below <= u + 1e-15 and u - 1e-15 <= above  # to the last bits of the cdf


@pytest.mark.parametrize("gap", [10, 20, 30, 60])
def test_mixture_quantile_crosses_empty_gaps(gap):
    target = mixture([(1, 0, 1), (1, gap, 1)])
    assert target.quantile(0.5) == pytest.approx(gap / 2, abs=1e-9)
    # 2 u = Phi(x): the other mode has no mass here
    u = np.array([0.1, 0.3, 0.45])
    if gap > 10:
        np.testing.assert_allclose(target.quantile(u), norm.ppf(2 * u), atol=1e-9)
        np.testing.assert_allclose(target.quantile(1 - u), gap - norm.ppf(2 * u), atol=1e-9)


def test_weights_need_not_sum_to_one():
    x = np.linspace(-5, 5, 11)
    np.testing.assert_allclose(
        mixture([(3, 0, 1), (1, 2, 1)]).cdf(x), mixture([(0.75, 0, 1), (0.25, 2, 1)]).cdf(x)
    )


def test_poles_are_infinite():
    assert np.isinf(PRESETS["arcsine"].pdf(np.array([-2.0, 2.0]))).all()


def test_kde_is_the_mean_of_normals():
    values = np.array([0.0, 1.0, 1.0, 4.0])
    target = from_samples(values)
    x = np.linspace(-3, 8, 45)
    h = target.kernel_sd
    iqr = np.quantile(values, 0.75) - np.quantile(values, 0.25)
    assert h == pytest.approx(0.9 * min(values.std(), iqr / 1.349) * 4**-0.2)
    np.testing.assert_allclose(target.cdf(x), norm.cdf((x[:, None] - values) / h).mean(axis=1))
    np.testing.assert_allclose(target.pdf(x), norm.pdf(x[:, None], values, h).mean(axis=1))


def test_kde_is_not_spoilt_by_an_outlier_or_by_ties():
    clean = RANDOM.normal(size=500)
    with_outlier = from_samples(np.append(clean, 1e12))
    assert with_outlier.kernel_sd == pytest.approx(from_samples(clean).kernel_sd, rel=0.02)
    assert with_outlier.range[1] < 6
    assert from_samples([3.0] * 99 + [4.0]).kernel_sd < 0.1
    assert 0 < from_samples([1, 1 + 1e-15, 1 - 1e-15]).scale < 1e-8


@pytest.mark.parametrize(
    "values",
    [
        [1, 1.1, 0.9, 1.2, 5, 5.1, 4.9, 5.2, 9, 9.1, 8.9, 9.2],
        [0.9, 1, 1.1, 4.9, 5, 5.1, 8.9, 9, 9.1],
        np.concatenate(
            [centre + 0.1 * norm.ppf((np.arange(50) + 0.5) / 50) for centre in (1, 5, 9)]
        ),
    ],
    ids=["12", "9", "150"],
)
def test_clusters_are_not_smoothed_away(values):
    target = from_samples(values)
    assert (target.pdf(np.array([3.0, 7.0])) < 0.01 * target.pdf(np.array([1.0, 9.0]))).all()
    assert target.range[0] > -3 and target.range[1] < 13
    doubled = from_samples(np.repeat(values, 2))  # equal values count once where windows are laid
    assert doubled.kernel_sd == pytest.approx(target.kernel_sd * 2**-0.2)


def test_what_has_no_gaps_keeps_silvermans_bandwidth():
    score = (np.arange(200) + 0.5) / 200
    for name in ("normal", "uniform", "student-t", "laplace"):
        values = PRESETS[name].quantile(score)
        iqr = np.quantile(values, 0.75) - np.quantile(values, 0.25)
        silverman = 0.9 * min(values.std(), iqr / 1.349) * 200**-0.2
        assert from_samples(values).kernel_sd == pytest.approx(silverman), name
    for name, column in columns(np.random.default_rng(0)).items():
        spread = robust_spread(np.sort(column))
        ratio = from_samples(column).kernel_sd / (0.9 * spread * len(column) ** -0.2)
        assert 0.85 < ratio <= 1, name


def seconds_to_use(values):
    """Return the processor time that an estimate takes until it can be drawn from and shown."""
    begin = time.process_time()
    target = from_samples(values)
    target.sample(np.array([0.5])), target.range
    return time.process_time() - begin


def test_kde_of_a_long_column_is_fast_and_true():
    values = RANDOM.normal(size=100_000)
    seconds_to_use(values[:2000])
    ratio = median(seconds_to_use(values) / seconds_to_use(values[:2000]) for _ in range(3))
    assert ratio < 10  # 50 times the values, and 50 times the kernels if each kept its own
    target = from_samples(values)
    x = np.linspace(-3, 3, 13)
    kernels = norm.cdf((x[:, None] - values) / target.kernel_sd).mean(axis=1)
    np.testing.assert_allclose(target.cdf(x), kernels, atol=5e-4)


@settings(max_examples=40, deadline=None)
@given(
    some.lists(
        some.tuples(some.floats(0.01, 10), some.sampled_from([0, 0, 1, 0.3, 1e-6])),
        min_size=2,
        max_size=12,
    ).filter(lambda rows: any(y for _, y in rows))
)
def test_curve_quantile_is_exact(rows):
    x = np.cumsum([step for step, _ in rows])
    target = from_curve(x, [y for _, y in rows])
    u = np.linspace(0, 1, 101)
    back = target.quantile(u)
    np.testing.assert_allclose(target.cdf(back), u, atol=1e-12)
    assert (np.diff(back) >= 0).all()
    area = sum((b - a) * (target.pdf(a) + target.pdf(b)) / 2 for a, b in itertools.pairwise(x))
    assert area == pytest.approx(1)


BAD = {
    "nonsense": "data is 'nonsense'; allowed: normal, shifted",
    "": "data is ''; allowed",
    "normal:1": "data is 'normal:1'",
    "mixture": "data is 'mixture'",
    "mixture:": "mixture has ''; allowed: weight,mean,sd",
    "mixture:1,2": "mixture has '1,2'; allowed: weight,mean,sd",
    "mixture:1,two,3": "mixture has '1,two,3'",
    "mixture:-1,0,1;2,0,1": "weight is -1; allowed: >= 0",
    "mixture:0,0,1": "weights are all 0",
    "mixture:1,0,0": "sd is 0; allowed: > 0",
    "mixture:1,0,-2": "sd is -2; allowed: > 0",
    "mixture:1,nan,1": "means contain nan; allowed: finite",
    "mixture:1,0,inf": "sds contain inf; allowed: finite",
    "mixture:1,5,1e-20": "sd is 1e-20; allowed: > 0, at least 5e-09",
    "curve:0,1": r"curve has 1 point\(s\); allowed: at least 2",
    "curve:0,1;0,2": "curve x goes from 0 to 0; allowed: increasing",
    "curve:0,1;2,1;1,1": "curve x goes from 2 to 1",
    "curve:0,1;1,-1": "curve density is -1; allowed: >= 0",
    "curve:0,0;1,0": "curve densities are all 0",
    "curve:0,1;1,inf": "curve densities contain inf",
    "curve:0;1": "curve has '0'; allowed: x,y",
    "samples:": "samples have ''; allowed: numbers",
    "samples:1": r"samples have 1 value\(s\); allowed: at least 2",
    "samples:1,x": "samples have 'x'",
    "samples:1,nan": "samples contain nan",
    "samples:2,2,2": "samples are all equal to 2; allowed: at least two different",
    "samples:bandwidth=0;1,2": "samples bandwidth is 0; allowed: 0.05 to 20",
    "samples:bandwidth=wide;1,2": "samples option is 'bandwidth=wide'; allowed: bandwidth=number",
    "samples:rule=best;1,2": "samples rule is 'best'; allowed: thumb, isj",
    "samples:rule=isj,wide;1,2": "samples option is 'wide'",
    "samples:width=1;1,2": "samples option is 'width=1'",
    "samples:bandwidth=inf;1,2": "bandwidth contain inf",
}


@pytest.mark.parametrize("spec", BAD)
def test_bad_text_is_named(spec):
    with pytest.raises(ValueError, match=BAD[spec]):
        parse(spec)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: mixture([]), "mixture has 0 components; allowed: 1 to 200"),
        (lambda: mixture([(1, 2)]), r"component is \(1, 2\); allowed: weight, mean, sd"),
        (lambda: mixture(None), "mixture is None; allowed: rows of weight, mean, sd"),
        (lambda: mixture([5]), r"mixture is \[5\]; allowed: rows of weight, mean, sd"),
        (lambda: mixture([(1, "a", 2)]), "mixture means are .*; allowed: finite numbers"),
        (lambda: from_curve([0, 1, 2], [1, 1]), "curve has 3 x, 2 densities"),
        (lambda: from_samples([]), r"0 value\(s\)"),
        (lambda: from_samples([[1, 2], [3, 4]]), r"shape \(2, 2\); allowed: one row"),
        (lambda: from_samples([1, 2], bandwidth=-1), "bandwidth is -1; allowed: 0.05 to 20"),
        (lambda: from_samples([1e200, 2]), r"contain 1e\+200"),
        (lambda: from_samples([10**400, 2]), r"samples are \[1000.*; allowed: finite numbers"),
        (
            lambda: from_samples(np.ma.array([1, 2, 9], mask=[0, 0, 1])),
            "samples have masked values",
        ),
        (lambda: prior("cauchy"), "z prior is 'cauchy'; allowed: normal, uniform"),
    ],
)
def test_bad_values_are_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@settings(max_examples=200, deadline=None)
@given(
    some.one_of(
        some.text(), some.text("0123456789.,;-einfmxtursaplcvbd:= ").map(lambda s: "mixture:" + s)
    )
)
def test_no_text_breaks_the_parser(text):
    try:
        target = parse(text)
    except ValueError as error:
        assert "allowed" in str(error)
    else:
        assert np.isfinite(target.range).all() and target.scale > 0


def test_priors_have_mean_zero_and_sd_one():
    for p_z in PRIORS.values():
        assert (p_z.mean, p_z.sd) == pytest.approx((0, 1), abs=1e-15)

"""How far p_model is from p_data and D from D*: pure functions on bin masses.

p and q are masses of p_data and p_model in the same bins, overflow bins included, each summing to
1. All logarithms are natural: divergences are in nats.
"""

import math
from typing import Protocol

import numpy as np
from scipy.special import rel_entr

from gan1d.data.distribution import Array, Distribution
from gan1d.frames.density import Bins, coarse, moments

LOG2 = math.log(2)
LOG4 = math.log(4)
D_SMALLEST = 1e-12  # D and 1 - D are not let below it, so that V stays finite
MISSED_BELOW = 0.1  # of p_data


def jsd(p: Array, q: Array) -> float:
    """Return the Jensen-Shannon divergence, (KL(p | m) + KL(q | m)) / 2 with m = (p + q) / 2.

    Args:
        p: (B,) masses.
        q: (B,) masses.

    Returns:
        Nats, in [0, log 2]: 0 if p = q, log 2 if they share no bin.
    """
    total = p + q  # 2 m: halving the smallest numbers would make them 0
    divergence = float((rel_entr(2 * p, total) + rel_entr(2 * q, total)).sum()) / 4
    return min(max(divergence, 0.0), LOG2)


def tv(p: Array, q: Array) -> float:
    """Return the total variation distance, sum |p - q| / 2, in [0, 1]."""
    return min(float(np.abs(p - q).sum()) / 2, 1.0)


def best_map(data: Distribution, mass: Array) -> Array:
    """Return where the increasing G with p_model = p_data puts the segments' middles.

    That is F_data^-1 at the middle of each segment's share of the probability.

    Args:
        data: p_data.
        mass: (K,) mass of the segments, in the order of x.

    Returns:
        (K,) points, units of x; beyond probability 1e-9 p_data counts as ended.
    """
    return data.sample(np.cumsum(mass) - mass / 2)


def w1(data: Distribution, x_nodes: Array, mass: Array, best: Array | None = None) -> float:
    """Return the Wasserstein-1 distance between p_data and p_model, also off the screen.

    W1 = integral over u in (0, 1) of |F_data^-1(u) - F_model^-1(u)|. Every segment of p_model
    counts as an atom at its middle, compared with p_data's table at the middle of the atom's
    share of u: for p_model = p_data and 1,024 segments less than 1e-4 sd is left, and up to 2e-3 sd
    where one segment has to bridge an empty gap. Heavy tails stay finite, see `best_map`.

    Args:
        data: p_data.
        x_nodes: (K+1,) G at the z nodes, in any order.
        mass: (K,) prior mass of the segments.
        best: `best_map(data, mass)`, which saves time while G increases; computed if not given.

    Returns:
        Units of x, >= 0; the shift, where one is the other shifted.
    """
    middle = (x_nodes[:-1] + x_nodes[1:]) / 2
    if best is None or (middle[1:] < middle[:-1]).any():
        order = np.argsort(middle, kind="stable")  # G rises and falls in stretches: merged fast
        middle, mass = middle[order], mass[order]
        best = best_map(data, mass)
    return float(mass @ np.abs(middle - best))


def d_star(p: Array, q: Array) -> Array:
    """Return the optimal discriminator D* = p / (p + q), in [0, 1]; 1/2 where both are 0.

    Args:
        p: masses or densities of p_data, any shape.
        q: the same of p_model.

    Source: Goodfellow et al. 2014, Proposition 1.
    """
    total = p + q
    return np.divide(p, total, out=np.full_like(total, 0.5), where=total > 0)


def value(p: Array, q: Array, d: Array) -> float:
    """Return V(D, G) = E_data log D + E_model log(1 - D).

    Args:
        p: (B,) masses of p_data.
        q: (B,) masses of p_model.
        d: (B,) D in the bins, a probability; D and 1 - D are kept above 1e-12.

    Returns:
        Nats, in [-55.3, 0], at most `cost`; -log 4 where D = 1/2.

    Source: Goodfellow et al. 2014, equation 1.
    """
    return sum(value_terms(p, q, d))


def value_terms(p: Array, q: Array, d: Array) -> tuple[float, float]:
    """Return the two terms of V, E_data log D and E_model log(1 - D); see `value`.

    Returns:
        Nats, each in [-27.7, 0]; -log 2 both where D = 1/2.
    """
    d = np.clip(d, D_SMALLEST, 1 - D_SMALLEST)
    return float(p @ np.log(d)), float(q @ np.log1p(-d))


def cost(p: Array, q: Array) -> float:
    """Return C(G) = max_D V(D, G) = -log 4 + 2 JSD.

    Returns:
        Nats, in [-log 4, 0]; C - V >= 0 is how far D is from D* (to rounding, 1e-14).

    Source: Goodfellow et al. 2014, Theorem 1.
    """
    return 2 * jsd(p, q) - LOG4


def d_half(d: Array, support: np.ndarray, p: Array) -> tuple[float, float]:
    """Return max |D - 1/2| on the support and E_data |D - 1/2| there.

    Both in [0, 1/2] for a sigmoid; least squares may leave it.

    Args:
        d: (512,) D at the centres of the bins.
        support: (512,) bool.
        p: (512,) masses of p_data.
    """
    gap, weight = np.abs(d[support] - 0.5), p[support]
    return float(gap.max()), float(weight @ gap / weight.sum())


def mass_off(q: Array) -> float:
    """Return the share of p_model in the two overflow bins, in [0, 1]."""
    return float(q[0] + q[-1])


def missed(p: Array, q: Array) -> float:
    """Return P_data{p_model < 0.1 p_data}, in [0, 1]: the share of the data that G leaves out."""
    return min(float(p[q < MISSED_BELOW * p].sum()), 1.0)


class Reading(Protocol):
    """How a loss reads D."""

    @property
    def has_probability(self) -> bool:
        """Return True if D is a probability that ends at 1/2."""

    @property
    def has_value(self) -> bool:
        """Return True if V(D, G) is defined."""


def measure(
    bins: Bins,
    q: Array,
    x_nodes: Array,
    mass: Array,
    d: Array,
    loss: Reading,
    best: Array | None = None,
) -> dict[str, float]:
    """Return all metrics that follow from the two densities and D.

    Nats: jsd (512 bins), jsd64 (64 bins), value = value_real + value_fake, cost. Units of x: w1,
    mean_model, sd_model. In [0, 1]: tv, mass_off, missed, and for a D that is a sigmoid d_half_max,
    d_half_mean, mean_d_real (E_data D), mean_d_fake (E_model D). NaN where the loss lets D have no
    such number.

    Args:
        bins: The grids of p_data.
        q: (514,) masses of p_model, `push_forward(x_nodes, mass, bins.edges)`.
        x_nodes: (K+1,) G at the z nodes, units of x.
        mass: (K,) prior mass of the segments.
        d: (514,) D at `bins.points(x_nodes)`.
        loss: What D is trained with.
        best: See `w1`.
    """
    p, support = bins.mass_data, bins.support
    on_data = on_model = d_max = d_mean = real = fake = math.nan
    if loss.has_value:
        on_data, on_model = value_terms(p, q, d)
    if loss.has_probability:
        d_max, d_mean = d_half(d[1:-1], support, p[1:-1])
        real, fake = float(p @ d), float(q @ d)
    divergence = jsd(p, q)
    mean, sd = moments(x_nodes, mass)
    return {
        "jsd": divergence,
        "jsd64": jsd(bins.mass_data64, coarse(q)),
        "tv": tv(p, q),
        "w1": w1(bins.distribution, x_nodes, mass, best),
        "value": on_data + on_model,
        "value_real": on_data,
        "value_fake": on_model,
        "cost": 2 * divergence - LOG4,
        "d_half_max": d_max,
        "d_half_mean": d_mean,
        "mean_d_real": real,
        "mean_d_fake": fake,
        "mass_off": mass_off(q),
        "missed": missed(p, q),
        "mean_model": mean,
        "sd_model": sd,
    }

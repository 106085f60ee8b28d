"""p_model without sampling: prior mass pushed through G, counted in the fixed bins of a target."""

from itertools import pairwise
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from gan1d.data.distribution import Array, Distribution

Mask = NDArray[np.bool_]

METRIC_BINS = 512
COARSE_BINS = 64  # what a screen resolves
DISPLAY_POINTS = 300
Z_SPAN = 5.0  # sd of an unbounded prior that the uniform nodes cover
SUPPORT_MASS = 0.99
TURNS = 12  # of G, up to which its stretches are taken one by one
HEADROOM = 1.5  # y axis over the highest density


def nodes(prior: Distribution, count: int) -> tuple[Array, Array]:
    """Return z nodes and the prior mass of the segments between them.

    Half of the nodes lie uniformly in prior probability, half uniformly in z over +-5 sd (or over
    a bounded support). The mass beyond the outer nodes goes to the outer segments.

    Args:
        prior: p_z.
        count: K, the number of segments, >= 2.

    Returns:
        z (K+1,), never falling, and mass (K,), >= 0; its sum is 1 exactly.
    """
    if count < 2:
        raise ValueError(f"number of z segments is {count}; allowed: at least 2")
    by_mass = count // 2
    low, high = np.clip(prior.quantile(np.array([0.0, 1.0])), -Z_SPAN, Z_SPAN)
    z = np.sort(
        np.concatenate(
            [
                prior.quantile((np.arange(by_mass) + 0.5) / by_mass),
                np.linspace(low, high, count + 1 - by_mass),
            ]
        )
    )
    cdf = np.round(prior.cdf(z) * 2.0**52) / 2.0**52  # so that all differences and sums are exact
    cdf[0], cdf[-1] = 0.0, 1.0
    return z, np.diff(cdf)


def push_forward(x_nodes: Array, mass: Array, edges: Array) -> Array:
    """Return the mass of p_model in every bin, with G taken as linear between its nodes.

    Each segment spreads its mass uniformly over [min, max](x_i, x_i+1), so folds and plateaus
    need no special care; O(K + B). Where G turns at most `TURNS` times and has no plateau, the cdf
    is read off piece by piece at the edges, in a fraction of the time; see `_below`.

    Args:
        x_nodes: (K+1,) G at the z nodes, finite, in any order.
        mass: (K,) prior mass of the segments.
        edges: (B+1,) uniform bin edges in units of x.

    Returns:
        (B+2,) masses >= 0: below the first edge, the B bins, above the last edge; the total is
        that of `mass` to rounding.

    Raises:
        ValueError: If an x node is not finite, or too large to be counted in bins.
    """
    below = _below(x_nodes, mass, edges)
    return _spread(x_nodes, mass, edges) if below is None else _between(below, mass)


def _below(x_nodes: Array, mass: Array, points: Array) -> Array | None:
    """Return the mass below each point; None if G has a plateau or more than `TURNS` turns.

    On a stretch where G rises or falls the cdf of p_model is linear between the nodes; with turns
    p_model is the sum of its stretches.
    """
    left, right = x_nodes[:-1], x_nodes[1:]
    rises = right > left
    if rises.all():
        stretches = [(0, len(mass))]
    else:
        if not (rises ^ (right < left)).all():  # a plateau, or not a number
            return None
        turns = (np.flatnonzero(rises[1:] != rises[:-1]) + 1).tolist()
        if len(turns) > TURNS:
            return None
        stretches = list(pairwise([0, *turns, len(mass)]))
    if not (isfinite(x_nodes[0]) and all(isfinite(x_nodes[stop]) for _, stop in stretches)):
        return None  # what is not finite lies at the end of a stretch
    below = None
    for start, stop in stretches:
        x, cdf = x_nodes[start : stop + 1], np.zeros(stop - start + 1)
        np.cumsum(mass[start:stop], out=cdf[1:])
        if x[0] > x[-1]:
            x, cdf = x[::-1], cdf[-1] - cdf[::-1]
        part = np.interp(points, x, cdf)
        below = part if below is None else below + part
    return below


def _between(below: Array, mass: Array) -> Array:
    """Return the masses below, in and above bins from the mass below each of their edges."""
    padded = np.zeros(len(below) + 2)
    padded[1:-1], padded[-1] = below, mass.sum()
    return np.maximum(padded[1:] - padded[:-1], 0.0)  # np.interp may be off by rounding


def _spread(x_nodes: Array, mass: Array, edges: Array) -> Array:
    """Return what `push_forward` does, for any G."""
    bins = len(edges) - 1
    t = (x_nodes - edges[0]) * (bins / (edges[-1] - edges[0]))  # bin b = 1..B is [b - 1, b]
    if not np.isfinite(t).all():
        raise ValueError("G gave a number that is not finite; allowed: finite x nodes")
    low, high = np.minimum(t[:-1], t[1:]), np.maximum(t[:-1], t[1:])
    cell = np.clip(np.floor(t) + 1, 0, bins + 1).astype(np.intp)
    first, last = np.minimum(cell[:-1], cell[1:]), np.maximum(cell[:-1], cell[1:])
    between = last - first - 1  # whole bins under the segment; -1: it stays in one bin
    # only a segment that crosses an edge is divided by its length
    rate = mass / np.where(between >= 0, high - low, 1.0)
    at_last = np.where(between >= 0, rate * (high - (last - 1)), 0.0)
    at_first = np.where(between > 0, rate * (first - low), mass - at_last)
    each = np.where(between > 0, (mass - at_first - at_last) / np.maximum(between, 1), 0.0)
    size = bins + 2
    ends = np.bincount(first, at_first, size) + np.bincount(last, at_last, size)
    steps = np.bincount(first + 1, each, size + 1) - np.bincount(last, each, size + 1)
    return np.maximum(ends + np.cumsum(steps)[:size], 0.0)


def moments(x_nodes: Array, mass: Array) -> tuple[float, float]:
    """Return mean and sd of the pushed-forward p_model, in units of x.

    Exact for G linear between its nodes: E X^2 = sum_i m_i (a^2 + a b + b^2) / 3.

    Args:
        x_nodes: (K+1,) G at the z nodes.
        mass: (K,) prior mass of the segments.
    """
    a, b = x_nodes[:-1], x_nodes[1:]
    mean = float(mass @ (a + b)) / 2
    a, b = a - mean, b - mean
    return mean, float(np.sqrt(mass @ (a * a + a * b + b * b) / 3))


def coarse(mass: Array) -> Array:
    """Return the (66,) masses of the 64 coarse bins and the two overflow bins from (514,)."""
    inner = mass[1:-1].reshape(COARSE_BINS, -1).sum(axis=1)
    return np.concatenate([mass[:1], inner, mass[-1:]])


def support_of(mass: Array, whole: float | None = None, tolerance: float = 0.0) -> Mask:
    """Return the smallest set of bins with 99 % of a mass, shape (bins,).

    Args:
        mass: (bins,) masses >= 0.
        whole: What these are 99 % of; by default all there is in the bins. If the bins hold less
            than that, 99.9 % of what they hold will do.
        tolerance: Bins that hold as much as the thinnest of the set, to this share, belong to it.
    """
    thickest_first = np.sort(mass)[::-1]
    total = np.cumsum(thickest_first)
    held = total[-1]
    enough = SUPPORT_MASS * held if whole is None else min(SUPPORT_MASS * whole, 0.999 * held)
    thinnest = thickest_first[np.searchsorted(total, enough)]
    return np.asarray(mass >= thinnest * (1 - tolerance))


class Bins:
    """The fixed grids of one target, built once.

    Attributes:
        distribution: p_data.
        edges: (513,) of the metric bins, over `distribution.range`.
        centers: (512,) of the metric bins: where D is wanted for the metrics.
        mass_data: (514,) mass of p_data in them by the exact cdf, overflow first and last.
        mass_data64: (66,) the same in the coarse bins.
        support: (512,) bool: the smallest set of bins with 99 % of p_data (with bins that hold as
            much as its thinnest to 1 %; 99.9 % of what is on the screen, should that be less).
        support_intervals: the same as (lo, hi) in units of x.
        display_edges: (301,) of the display bins, over the same range.
        x: (300,) their centres: the points of every curve on the screen.
        p_data: (300,) mean density of p_data in them, per unit of x.
        y_max: top of the density axis: 1.5 times the highest p_data on the screen, or 1.5 times
            2.5 times what p_data exceeds on a tenth of its support, if that is less (so that a
            pole or a spike is cut rather than everything else flattened).
    """

    def __init__(self, distribution: Distribution) -> None:
        """Lay the grids over the distribution's range."""
        self.distribution = distribution
        low, high = distribution.range
        self.edges = np.linspace(low, high, METRIC_BINS + 1)
        self.centers = (self.edges[:-1] + self.edges[1:]) / 2
        self.mass_data = self._masses(self.edges)
        self.mass_data64 = coarse(self.mass_data)
        # equal bins (uniform data) stand or fall together
        self.support = support_of(self.mass_data[1:-1], whole=1.0, tolerance=0.01)
        jumps = np.diff(self.support.astype(int), prepend=0, append=0)
        starts, ends = self.edges[jumps == 1].tolist(), self.edges[jumps == -1].tolist()
        self.support_intervals: list[tuple[float, float]] = list(zip(starts, ends, strict=True))
        self.display_edges = np.linspace(low, high, DISPLAY_POINTS + 1)
        self._all_edges = np.concatenate([self.edges, self.display_edges])
        self.x = (self.display_edges[:-1] + self.display_edges[1:]) / 2
        self.p_data = self._masses(self.display_edges)[1:-1] / self._display_width
        thick = np.quantile(self.mass_data[1:-1][self.support], 0.9) * METRIC_BINS / (high - low)
        self.y_max = float(HEADROOM * min(self.p_data.max(), 2.5 * thick))

    @property
    def _display_width(self) -> float:
        return float(self.display_edges[-1] - self.display_edges[0]) / DISPLAY_POINTS

    def _masses(self, edges: Array) -> Array:
        cdf = self.distribution.cdf(edges)
        return np.maximum(np.diff(cdf, prepend=0.0, append=1.0), 0.0)

    def points(self, x_nodes: Array) -> Array:
        """Return where D stands for a bin: (514,) points, the metric bins' centers inside.

        Off the screen D is taken where p_model is: at the mean of the nodes there, or at the edge
        of the screen if there are none.

        Args:
            x_nodes: (K+1,) G at the z nodes, finite.
        """
        low, high = self.edges[0], self.edges[-1]
        below, above = x_nodes[x_nodes < low], x_nodes[x_nodes > high]
        left = below.mean() if len(below) else low
        right = above.mean() if len(above) else high
        return np.concatenate([[left], self.centers, [right]])

    def model(self, x_nodes: Array, mass: Array) -> tuple[Array, Array]:
        """Return p_model by one push-forward for both grids.

        Returns:
            (514,) masses as `mass_data` has them, and the (300,) mean density in the display bins,
            per unit of x.
        """
        below = _below(x_nodes, mass, self._all_edges)
        if below is None:
            shown = self.density(x_nodes, mass)
            return push_forward(x_nodes, mass, self.edges), shown
        shown = np.diff(below[METRIC_BINS + 1 :]) / self._display_width
        return _between(below[: METRIC_BINS + 1], mass), np.maximum(shown, 0.0)

    def density(self, x_nodes: Array, mass: Array) -> Array:
        """Return the (300,) mean density of p_model in the display bins, per unit of x."""
        return push_forward(x_nodes, mass, self.display_edges)[1:-1] / self._display_width

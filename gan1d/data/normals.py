"""Mixtures of normals: given by their components, or as kernel density estimates of samples."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from gan1d.data.bandwidths import improved_sheather_jones, local_spread, robust_spread
from gan1d.data.distribution import (
    FINEST,
    LARGEST,
    Array,
    Distribution,
    finite_numbers,
    format_number,
)

MAX_COMPONENTS = 200  # of a mixture
MAX_CENTRES = 2000  # of a kernel density estimate
BANDWIDTH = (0.05, 20.0)  # least and largest factor
RULES = ("thumb", "isj")  # of the bandwidth
BLOCK = 2**16  # points x components evaluated at a time: stays in the cache
CDF_ERROR = 1e-14  # rounding of a sum of normal cdfs, with room to spare


class NormalMixture(Distribution):
    """p(x) = sum_i w_i N(x; m_i, s_i^2), checked by the classes below."""

    def _set_components(self, weights: Array, means: Array, sds: Array) -> None:
        """Keep (n,) weights, means and sds, already checked, in the order of the means."""
        order = np.argsort(means, kind="stable")
        self._w, self._m, self._s = (weights / weights.sum())[order], means[order], sds[order]
        self._below = np.concatenate([[0.0], np.cumsum(self._w)[:-1], [1.0]])
        mean = float(self._w @ self._m)
        self.mean = mean
        self.sd = float(np.sqrt(self._w @ (self._s**2 + (self._m - mean) ** 2)))

    @property
    def components(self) -> tuple[Array, Array, Array]:
        """Return weights, their sum 1, means and sds, in the order of the means, each (n,)."""
        return self._w, self._m, self._s

    def _scores(self, x: Array) -> Array:
        """Return (x - m_i) / s_i, shape (points, n)."""
        return (x[:, None] - self._m) / self._s

    def _excess(self, x: Array, u: Array | float) -> Array:
        """Return cdf(x) - u, precise even where both agree to sixteen digits.

        Components left of x count with their whole weight minus their upper tail, the others with
        their lower tail, so that in an empty gap the tails alone decide.
        """
        t = self._scores(x)
        whole = self._below[np.searchsorted(self._m, x, side="right")]
        return (whole - u) - np.copysign(ndtr(-np.abs(t)), t) @ self._w

    def _density(self, x: Array) -> Array:
        t = self._scores(x)
        return np.exp(-0.5 * t * t) @ (self._w / (self._s * np.sqrt(2 * np.pi)))

    def _in_blocks(self, function: Callable[[Array], Array], values: ArrayLike) -> Array:
        """Return function(values), with a bounded (points, n) matrix at a time."""
        array = np.asarray(values, np.float64)
        flat, rows = array.ravel(), max(BLOCK // len(self._m), 1)
        parts = [function(flat[i : i + rows]) for i in range(0, max(len(flat), 1), rows)]
        return np.concatenate(parts).reshape(array.shape)

    def pdf(self, x: ArrayLike) -> Array:
        """Return the density at x, per unit of x."""
        return self._in_blocks(self._density, x)

    def cdf(self, x: ArrayLike) -> Array:
        """Return P{X <= x} = sum_i w_i Phi((x - m_i) / s_i)."""
        return self._in_blocks(lambda v: np.clip(self._excess(v, 0.0), 0.0, 1.0), x)

    @cached_property
    def _grid(self) -> tuple[Array, Array]:
        """Return (cdf, x) within 8 sd of every component, every 1/2 (light) to 1/16 sd (heavy)."""
        parts = []
        for sd in np.unique(self._s):
            means, weights = self._m[self._s == sd], self._w[self._s == sd]
            per_sd = int(np.clip(50 * np.sqrt(weights.max()), 2, 16))
            step = sd / per_sd
            cells = np.unique(np.rint(means / step))
            parts.append(np.unique(cells[:, None] + np.arange(-8 * per_sd, 8 * per_sd + 1)) * step)
        x = np.unique(np.concatenate(parts))
        return np.maximum.accumulate(self.cdf(x)), x

    def _extra_nodes(self) -> Array:
        return self._grid[1]

    def _rough_quantile(self, u: Array) -> Array:
        return np.interp(u, *self._grid)

    def quantile(self, u: ArrayLike) -> Array:
        """Return x with cdf(x) = u by Newton's method inside a shrinking bracket.

        Exact to 1e-9 sd, also in gaps where the density is below 1e-40.
        """
        return self._in_blocks(self._solve, u)

    def _solve(self, u: Array) -> Array:
        inside = (u > 0) & (u < 1)
        result = np.where(u == 0, -np.inf, np.where(u == 1, np.inf, np.nan))
        u = u[inside]
        cdf, nodes = self._grid
        before = np.searchsorted(cdf, u - CDF_ERROR)
        after = np.searchsorted(cdf, u + CDF_ERROR, side="right")
        ends = self._m + self._s * ndtri(u)[:, None]  # the quantile lies between the components'
        low = np.where(before > 0, nodes[before - 1], -np.inf)
        low = np.maximum(low, ends.min(axis=1, initial=np.inf))
        high = np.append(nodes, np.inf)[after]
        high = np.maximum(np.minimum(high, ends.max(axis=1, initial=-np.inf)), low)
        x, todo = (low + high) / 2, np.arange(len(u))
        for iteration in range(200):
            at = x[todo]
            excess, density = self._excess(at, u[todo]), self._density(at)
            low[todo] = left = np.where(excess <= 0, at, low[todo])
            high[todo] = right = np.where(excess >= 0, at, high[todo])
            newton = at - excess / np.maximum(density, 1 / LARGEST)
            # after 20 iterations whatever is left lies on a cliff: bisect only
            good = (newton >= left) & (newton <= right) & (iteration < 20)
            x[todo] = np.where(good, newton, (left + right) / 2)
            todo = todo[np.abs(x[todo] - at) > 1e-11 * self._s.min() + 4e-16 * np.abs(at)]
            if not len(todo):
                break
        result[inside] = x
        return result


class Mixture(NormalMixture):
    """A mixture of normals, p(x) = sum_i w_i N(x; m_i, s_i^2).

    Attributes:
        given: (weight, mean, sd) of each, as they were given.
    """

    def __init__(
        self, weights: ArrayLike, means: ArrayLike, sds: ArrayLike, spec: str = ""
    ) -> None:
        """Make the mixture; the weights are normalised.

        Args:
            weights: (n,) relative weights, >= 0, not all zero; n <= 200.
            means: (n,) in units of x.
            sds: (n,) in units of x, > 0, at least 1e-9 of the largest |mean|.
            spec: its name, if it has one.

        Raises:
            ValueError: naming the value and what is allowed.
        """
        w, m, s = (
            finite_numbers(v, f"mixture {name}")
            for v, name in ((weights, "weights"), (means, "means"), (sds, "sds"))
        )
        if not 1 <= len(w) <= MAX_COMPONENTS:
            raise ValueError(
                f"mixture has {len(w)} components; allowed: 1 to {MAX_COMPONENTS} weight,mean,sd"
            )
        if (w < 0).any():
            raise ValueError(f"mixture weight is {format_number(w.min())}; allowed: >= 0")
        if not w.sum() > 0:
            raise ValueError("mixture weights are all 0; allowed: at least one > 0")
        least = max(FINEST * float(np.abs(m[w > 0]).max()), 1 / LARGEST)
        if not (s >= least).all():
            raise ValueError(
                f"mixture sd is {format_number(s.min())};"
                f" allowed: > 0, at least {least:.3g} (1e-9 |mean|)"
            )
        self._set_components(w[w > 0], m[w > 0], s[w > 0])
        rows = zip(w.tolist(), m.tolist(), s.tolist(), strict=True)
        self.given = list(rows)
        self._spec = spec or "mixture:" + ";".join(
            ",".join(map(format_number, row)) for row in self.given
        )


class Samples(NormalMixture):
    """A Gaussian kernel density estimate: a normal of sd h around every value.

    By the rule "thumb" h = bandwidth x 0.9 x spread x n^(-1/5), spread the smaller of
    `robust_spread` and, of the distinct values, `local_spread`; by "isj" h = bandwidth x
    `improved_sheather_jones`; at least 1e-9 of the median's size. Its cdf is the exact mean
    of normal cdfs, so drawing from it is a smoothed bootstrap. Equal values share a kernel. More
    than 2,000 distinct values are replaced by 2,000 of their quantiles, at (i + 1/2) / 2000 (n in
    h stays the number of values given).

    Attributes:
        kernel_sd: h, in units of x.
    """

    def __init__(self, values: ArrayLike, bandwidth: float = 1.0, rule: str = RULES[0]) -> None:
        """Make the estimate.

        Args:
            values: (n,) in units of x, at least two different ones.
            bandwidth: factor on the rule's h, 0.05 to 20.
            rule: "thumb" or "isj".

        Raises:
            ValueError: naming the value and what is allowed; values that are all equal are refused.

        Source: B. W. Silverman, Density Estimation (1986), equation 3.31.
        """
        x = np.sort(finite_numbers(values, "samples"))
        factor = finite_numbers([bandwidth], "samples bandwidth")[0]
        if not BANDWIDTH[0] <= factor <= BANDWIDTH[1]:
            low, high = map(format_number, BANDWIDTH)
            raise ValueError(
                f"samples bandwidth is {format_number(factor)}; allowed: {low} to {high}"
            )
        if rule not in RULES:
            raise ValueError(f"samples rule is {rule!r:.60}; allowed: {', '.join(RULES)}")
        if len(x) < 2:
            raise ValueError(f"samples have {len(x)} value(s); allowed: at least 2")
        if x[0] == x[-1]:
            raise ValueError(
                f"samples are all equal to {format_number(x[0])};"
                " allowed: at least two different values"
            )
        self._values, self._bandwidth, self._rule = x, float(factor), rule
        centres, counts = np.unique(x, return_counts=True)
        if rule == "isj":
            sd = factor * improved_sheather_jones(x)
        else:
            spread = min(robust_spread(x), local_spread(centres))
            sd = factor * 0.9 * spread * len(x) ** -0.2
        self.distinct = len(centres)
        if len(centres) > MAX_CENTRES:
            # an order statistic each, never an average: an outlier stays where it is
            rank = ((np.arange(MAX_CENTRES) + 0.5) * len(x) / MAX_CENTRES).astype(int)
            centres, counts = np.unique(x[rank], return_counts=True)
        self.samples = centres
        sd = max(sd, FINEST * float(np.abs(np.median(x))), 1 / LARGEST)
        self._set_components(counts.astype(np.float64), centres, np.full(len(centres), sd))
        self.kernel_sd = float(sd)

    @cached_property
    def _text(self) -> str:
        head = [] if self._rule == RULES[0] else [f"rule={self._rule}"]
        head += [] if self._bandwidth == 1 else [f"bandwidth={format_number(self._bandwidth)}"]
        options = ",".join(head) + ";" if head else ""
        return f"samples:{options}" + ",".join(map(format_number, self._values.tolist()))

    @property
    def spec(self) -> str:
        """Return the text that rebuilds it: every value, sorted, to the last bit."""
        return self._text

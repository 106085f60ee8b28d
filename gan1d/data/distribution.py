"""The face that every 1-D distribution shows, those that scipy.stats knows, drawn curves."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

Array = NDArray[np.float64]

TABLE_NODES = 1025  # of each kind
TABLE_SCORE = 6.0  # outermost node in normal scores: probability 1e-9
LINEAR_SPAN = (0.001, 0.999)  # quantiles between which nodes lie uniformly in x
CLIP = (0.01, 0.99)  # quantiles for `center` and `scale`
SCREEN = (0.015, 0.985)  # quantiles that `range` is built from
SCREEN_MARGIN = 0.35  # of their span, added on either side
LARGEST = 1e30  # of any number given
FINEST = 1e-9  # narrowest feature, relative to the size of the numbers around it


def format_number(number: float) -> str:
    """Return a short text that float() reads back to the same bits, fit for a URL."""
    return repr(float(number)).removesuffix(".0").replace("e+", "e")


def finite_numbers(values: ArrayLike, name: str) -> Array:
    """Return values as a 1-D float64 array of finite numbers.

    Raises:
        ValueError: not numbers, not one row, or one of them masked, not finite or above 1e30.
    """
    if np.ma.is_masked(values):
        raise ValueError(f"{name} have masked values; allowed: finite numbers")
    try:
        array = np.array(values, np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} are {values!r:.60}; allowed: finite numbers") from None
    if array.ndim != 1:
        raise ValueError(f"{name} have shape {array.shape}; allowed: one row of numbers")
    bad = array[~(np.abs(array) <= LARGEST)]
    if bad.size:
        raise ValueError(f"{name} contain {bad[0]}; allowed: finite numbers up to +-1e30")
    return array


class Distribution(ABC):
    """A continuous distribution on the line: data p_data or prior p_z.

    Attributes:
        spec: text from which `gan1d.data.catalogue.parse` rebuilds it.
        mean: its mean in units of x, nan where it has none.
        sd: its standard deviation in units of x, inf or nan where it has none.
        known_quantiles: pairs (u, x) with cdf(x) = u, known on paper.
        samples: the different numbers it was made from, increasing, shape (n,): all of them up to
            2,000, else 2,000 of their quantiles; none where it was made from no numbers.
        distinct: how many different numbers there were.
    """

    mean: float
    sd: float
    known_quantiles: tuple[tuple[float, float], ...] = ()
    samples: Array = np.empty(0)
    distinct: int = 0
    _spec: str

    @property
    def spec(self) -> str:
        """Return the text that rebuilds the distribution."""
        return self._spec

    def __repr__(self) -> str:
        """Return the class and a short form of the spec."""
        spec = self.spec
        return f"{type(self).__name__}({spec if len(spec) <= 60 else spec[:57] + '...'!r})"

    @abstractmethod
    def pdf(self, x: ArrayLike) -> Array:
        """Return the density at x, per unit of x, in [0, inf]; inf only at a pole."""

    @abstractmethod
    def cdf(self, x: ArrayLike) -> Array:
        """Return P{X <= x}, in [0, 1]."""

    @abstractmethod
    def quantile(self, u: ArrayLike) -> Array:
        """Return x with cdf(x) = u, exact; the ends of the support (or -inf, inf) at u = 0, 1."""

    def _rough_quantile(self, u: Array) -> Array:
        """Return where to put the table's node for u; it need not be exact."""
        return self.quantile(u)

    def _extra_nodes(self) -> Array:
        """Return further x at which the table needs a node."""
        return np.empty(0)

    @cached_property
    def _table(self) -> tuple[Array, Array]:
        """Return (cdf, x) at nodes uniform in x joined with nodes uniform in normal score."""
        score = np.linspace(-TABLE_SCORE, TABLE_SCORE, TABLE_NODES)
        low, high = self._rough_quantile(np.array(LINEAR_SPAN))
        by_score = self._rough_quantile(ndtr(score))
        evenly = np.linspace(low, high, TABLE_NODES)
        x = np.unique(np.concatenate([by_score, evenly, self._extra_nodes()]))
        return np.maximum.accumulate(self.cdf(x)), x

    def sample(self, u: ArrayLike) -> Array:
        """Return x = F^-1(u) from a table, fast enough for every training step.

        Linear interpolation between exact values of the cdf. |cdf(sample(u)) - u| is below 2e-5
        for the presets and 1e-4 for mixtures and samples; for a curve it may reach 3e-3, where
        segments far narrower than the whole hold much of the mass. Probabilities beyond 1e-9 of
        either end go to the outermost node.

        Args:
            u: probabilities in [0, 1], any shape.

        Returns:
            Values in units of x, finite, same shape.
        """
        return np.asarray(np.interp(np.asarray(u, np.float64), *self._table))

    @cached_property
    def _clipped_moments(self) -> tuple[float, float]:
        """Return mean and sd of clip(X, 1 % quantile, 99 % quantile), exact for the table."""
        cdf, nodes = self._table
        low, high = CLIP
        u = np.concatenate([[0.0, low], cdf[(cdf > low) & (cdf < high)], [high, 1.0]])
        x = np.interp(np.clip(u, low, high), cdf, nodes)
        du, a, b = np.diff(u), x[:-1], x[1:]
        mean = float(du @ (a + b)) / 2
        a, b = a - mean, b - mean
        return mean, float(np.sqrt(du @ (a * a + a * b + b * b) / 3))

    @property
    def center(self) -> float:
        """Return the mean of the data clipped to its 1 %..99 % quantiles, in units of x."""
        return self._clipped_moments[0]

    @property
    def scale(self) -> float:
        """Return the sd of the data clipped to its 1 %..99 % quantiles, in units of x, > 0."""
        return self._clipped_moments[1]

    @cached_property
    def range(self) -> tuple[float, float]:
        """Return (lo, hi) of the screen: the 1.5 %..98.5 % quantiles, 35 % wider on each side.

        So at least 97 % of the data are always on the screen (99 % for every preset), hard edges
        keep a margin in which an overshoot is seen, and heavy tails do not squeeze the rest.
        """
        low, high = (float(q) for q in self.quantile(np.array(SCREEN)))
        margin = SCREEN_MARGIN * (high - low)
        return low - margin, high + margin


class ScipyDistribution(Distribution):
    """A distribution that scipy.stats knows."""

    def __init__(
        self, spec: str, frozen: Any, known_quantiles: tuple[tuple[float, float], ...] = ()
    ) -> None:
        """Wrap a frozen scipy.stats distribution.

        Args:
            spec: its name.
            frozen: for example scipy.stats.norm(0, 1).
            known_quantiles: pairs (u, x) with cdf(x) = u.
        """
        self._spec = spec
        self._frozen = frozen
        self.mean = float(frozen.mean())
        self.sd = float(frozen.std())
        self.known_quantiles = known_quantiles

    def pdf(self, x: ArrayLike) -> Array:
        """Return the density at x, per unit of x."""
        with np.errstate(divide="ignore"):  # arcsine has poles
            return np.asarray(self._frozen.pdf(x), np.float64)

    def cdf(self, x: ArrayLike) -> Array:
        """Return P{X <= x}, in [0, 1]."""
        return np.asarray(self._frozen.cdf(x), np.float64)

    def quantile(self, u: ArrayLike) -> Array:
        """Return x with cdf(x) = u."""
        return np.asarray(self._frozen.ppf(u), np.float64)


class Curve(Distribution):
    """A piecewise linear density through given points, zero outside them."""

    def __init__(self, x: ArrayLike, density: ArrayLike) -> None:
        """Make the distribution; the density is normalised.

        Args:
            x: (n,) strictly increasing, n >= 2.
            density: (n,) relative heights, >= 0, not all zero.

        Raises:
            ValueError: naming the value and what is allowed.
        """
        x, y = finite_numbers(x, "curve x"), finite_numbers(density, "curve densities")
        if len(x) != len(y):
            raise ValueError(f"curve has {len(x)} x, {len(y)} densities; allowed: as many of each")
        if len(x) < 2:
            raise ValueError(f"curve has {len(x)} point(s); allowed: at least 2")
        h = np.diff(x)
        if not (h > 0).all():
            i = int(np.argmin(h))
            raise ValueError(
                f"curve x goes from {format_number(x[i])} to {format_number(x[i + 1])};"
                " allowed: increasing x only"
            )
        if not x[-1] - x[0] >= max(FINEST * np.abs(x).max(), 1 / LARGEST):
            raise ValueError(f"curve x spans {x[-1] - x[0]:.3g}; allowed: at least 1e-9 of |x|")
        if (y < 0).any():
            raise ValueError(f"curve density is {format_number(y.min())}; allowed: >= 0")
        if not y.max() > 0:
            raise ValueError("curve densities are all 0; allowed: at least one > 0")
        self._spec = "curve:" + ";".join(
            f"{format_number(a)},{format_number(b)}" for a, b in zip(x, y, strict=True)
        )
        y = y / y.max()
        y = y / (h @ (y[:-1] + y[1:]) / 2)
        mass = h * (y[:-1] + y[1:]) / 2
        self._x, self._y, self._h = x, y, h
        self._cdf = np.concatenate([[0.0], np.cumsum(mass)[:-1], [1.0]])
        mean = float(mass @ x[:-1] + h**2 @ (y[:-1] + 2 * y[1:]) / 6)
        a = x[:-1] - mean  # E (X - mean)^2 = integral of (a + t h)^2 (y0 + t dy) h dt, t in [0, 1]
        square = a * a * mass + a * h**2 * (y[:-1] + 2 * y[1:]) / 3
        self.mean = mean
        self.sd = float(np.sqrt(square.sum() + h**3 @ (y[:-1] + 3 * y[1:]) / 12))

    @property
    def points(self) -> tuple[Array, Array]:
        """Return x of the points and the density there, normalised, each (n,)."""
        return self._x, self._y

    def pdf(self, x: ArrayLike) -> Array:
        """Return the density at x, per unit of x."""
        return np.asarray(np.interp(np.asarray(x, np.float64), self._x, self._y, 0.0, 0.0))

    def cdf(self, x: ArrayLike) -> Array:
        """Return P{X <= x}: in a segment cdf_i + h (y_i t + (y_i+1 - y_i) t^2 / 2), t in [0, 1]."""
        x = np.clip(np.asarray(x, np.float64), self._x[0], self._x[-1])
        i = np.clip(np.searchsorted(self._x, x, side="right") - 1, 0, len(self._h) - 1)
        y, h = self._y[i], self._h[i]
        t = (x - self._x[i]) / h
        cdf = self._cdf[i] + h * t * (y + (self._y[i + 1] - y) * t / 2)
        return np.asarray(np.minimum(cdf, self._cdf[i + 1]))

    def quantile(self, u: ArrayLike) -> Array:
        """Return the smallest x with cdf(x) = u: the root of the segment's quadratic."""
        u = np.asarray(u, np.float64)
        i = np.clip(np.searchsorted(self._cdf, u) - 1, 0, len(self._h) - 1)
        i = np.where(u <= 0, int(np.argmax(self._cdf > 0)) - 1, i)  # past empty segments
        y, h = self._y[i], self._h[i]
        rest = (u - self._cdf[i]) / h
        root = np.sqrt(np.maximum(y * y + 2 * (self._y[i + 1] - y) * rest, 0.0))
        below = y + root
        t = 2 * rest / np.where(below > 0, below, 1.0)
        x = np.minimum(self._x[i] + h * np.minimum(t, 1.0), self._x[i + 1])
        return np.asarray(np.where((u >= 0) & (u <= 1), x, np.nan))

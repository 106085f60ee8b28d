"""How wide the kernels of a density estimate are: a rule of thumb, and one that keeps clusters."""

import math

import numpy as np
from scipy.fft import dct
from scipy.optimize import brentq
from scipy.special import ndtri

from gan1d.data.distribution import Array

WINDOWS, FEWEST = 16, 5  # share of the values in a window; values before windows tell anything
FEW = 10  # different values; of fewer, each may be a cluster
BINS = 4096  # of the histogram whose cosines are looked at
SQUARES = np.arange(1, BINS, dtype=np.float64) ** 2
HIGHEST = 7  # derivative that is estimated first
LOOKS = np.geomspace(1e-10, 0.1, 60)  # of (h / span)^2, between which the least root is sought
OFTEN = 0.95  # quantile of how often values come; more than that is no matter of rounding
MOST = 1.144  # times sd n^(-1/5): no density of that sd wants wider kernels


def robust_spread(x: Array) -> float:
    """Return a spread in units of x that ties and wild outliers do not spoil, > 0.

    min(sd, IQR / 1.349), the normal's sd both; where more than half of the values are equal, the
    5 %..95 % or the 1 %..99 % span over its normal width, or else the sd alone.

    Args:
        x: (n,) values, not all equal.
    """
    sd = float(x.std())
    for tail, width in ((0.25, 1.349), (0.05, 3.290), (0.01, 4.653)):
        low, high = np.quantile(x, [tail, 1 - tail])
        if high > low:
            return min(sd, float(high - low) / width)
    return sd


def local_spread(x: Array) -> float:
    """Return a spread in units of x that gaps between clusters do not spoil, > 0; inf: not known.

    The median width of the windows of m + 1 neighbours, m = n / 16, over what it is for a normal of
    sd 1. Where fewer than half of the windows lie across a gap, it is that of the clusters: with
    up to eight of them of one size. Equal values count once: how fine numbers were rounded says
    nothing of their spread.

    Args:
        x: (n,) values, increasing; of fewer than 5 nothing is known.
    """
    n = len(x)
    if n < FEWEST:
        return np.inf
    m = max(1, round(n / WINDOWS))
    share = (m - 1 / 3) / n  # that the median window holds
    middle = 0.5 + (1 - share) / 4  # where a normal's median window lies
    low, high = ndtri([middle - share / 2, middle + share / 2])
    return float(np.median(x[m:] - x[:-m]) / (high - low))


def improved_sheather_jones(x: Array) -> float:
    """Return the h of improved Sheather-Jones, in units of x, > 0: it takes no density for granted.

    h = (2 n sqrt(pi) |f''|^2)^(-1/5), where the roughness |f''|^2 is estimated with kernels that
    depend on |f'''|^2 and so on up to the seventh derivative, which depends on h itself: the least
    root is h. Each roughness is a sum over the squared cosines of a histogram of 4,096 bins.

    Values that come again are taken for rounded ones if all lie on a grid: they are laid out
    evenly over its cells, and h is at least half a cell. A value that comes far more often than
    the others, as 0 may, counts no more than 95 % of them do; off a grid every value counts once.
    Where there is no root, or fewer than 10 different values, h is the rule of thumb's.

    Args:
        x: (n,) values, increasing, not all equal.

    Source: Z. I. Botev, J. F. Grotowski, D. P. Kroese, Kernel density estimation via diffusion
        (2010), algorithm 1.
    """
    thumb = 0.9 * min(robust_spread(x), local_spread(np.unique(x))) * len(x) ** -0.2
    kept = _without_strays(x)
    if len(np.unique(kept)) < FEW:
        return thumb
    values, cell = _laid_out(kept)
    low, high = float(values[0]), float(values[-1])
    span = 1.5 * (high - low)
    at = (values - low) / span * BINS + BINS / 6
    count = np.bincount(at.astype(int), minlength=BINS)[:BINS]
    power = (dct(count / len(values))[1:] / 2) ** 2
    h = _least_root(power, len(values)) * span
    h = min(h or thumb, MOST * robust_spread(x) * len(values) ** -0.2)
    return max(h, cell / 2)


def _without_strays(x: Array) -> Array:
    """Return what lies within twice the span of the 1 %..99 % quantiles: bins must not be wide."""
    low = float(np.quantile(x, 0.01, method="higher"))
    high = float(np.quantile(x, 0.99, method="lower"))
    margin = (high - low) / 2
    kept = x[(x >= low - margin) & (x <= high + margin)]
    return kept if high > low else x


def _laid_out(x: Array) -> tuple[Array, float]:
    """Return values as they may have been before they were rounded, and the cells of that."""
    values, counts = np.unique(x, return_counts=True)
    if len(values) == len(x):
        return values, 0.0
    gaps = np.diff(values)
    cell = float(gaps.min())
    with np.errstate(all="ignore"):
        off = np.abs(gaps / cell - np.rint(gaps / cell)).max()
    if not off <= 1e-3:
        return values, 0.0
    counts = np.minimum(counts, int(np.quantile(counts, OFTEN, method="lower")))
    ends = np.cumsum(counts)
    rank = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
    inside = (rank + 0.5) / np.repeat(counts, counts) - 0.5
    return np.repeat(values, counts) + cell * inside, cell


def _least_root(power: Array, n: int) -> float:
    """Return h / span from squared cosines of n values; 0 if there is none."""

    def roughness(order: int, t: float) -> np.float64:
        terms = SQUARES**order * power * np.exp(-SQUARES * np.pi**2 * t)
        return np.float64(2 * np.pi ** (2 * order) * terms.sum())  # 0 is allowed: h is endless

    def excess(t: float) -> float:
        found = roughness(HIGHEST, t)
        for order in range(HIGHEST - 1, 1, -1):
            odd = math.prod(range(1, 2 * order, 2)) / math.sqrt(2 * math.pi)
            factor = (1 + 0.5 ** (order + 0.5)) / 3
            found = roughness(order, (2 * factor * odd / (n * found)) ** (2 / (3 + 2 * order)))
        return float(t - (2 * n * math.sqrt(math.pi) * found) ** -0.4)

    with np.errstate(all="ignore"):
        signs = np.array([excess(t) for t in LOOKS]) > 0
        (up,) = np.nonzero(~signs[:-1] & signs[1:])
        return math.sqrt(brentq(excess, LOOKS[up[0]], LOOKS[up[0] + 1])) if len(up) else 0.0

"""p_data and p_z by name or by text: the registry, and the functions that make one's own."""

import math
from collections.abc import Sequence
from types import MappingProxyType

import scipy.stats as st
from numpy.typing import ArrayLike

from gan1d.data.distribution import Curve, Distribution, ScipyDistribution
from gan1d.data.normals import RULES, Mixture, Samples

__all__ = [
    "PRESETS",
    "PRIORS",
    "Curve",
    "Distribution",
    "Mixture",
    "Samples",
    "from_curve",
    "from_samples",
    "mixture",
    "parse",
    "prior",
]

_NORMALS = ("normal", "shifted", "narrow")  # of the presets
_ONE_SD = 0.8413447460685429  # Phi(1)
_CLAW = [(0.5, 0.0, 1.0)] + [(0.1, i / 2 - 1, 0.1) for i in range(5)]


def _named_mixture(
    name: str,
    components: Sequence[tuple[float, float, float]],
    known_quantiles: tuple[tuple[float, float], ...],
) -> Mixture:
    weights, means, sds = zip(*components, strict=True)
    made = Mixture(weights, means, sds, name)
    made.known_quantiles = known_quantiles
    return made


_ALL: list[Distribution] = [
    ScipyDistribution("normal", st.norm(0, 1), ((0.5, 0.0), (0.975, 1.959963984540054))),
    ScipyDistribution("shifted", st.norm(4, 1.25), ((0.5, 4.0), (_ONE_SD, 5.25))),
    ScipyDistribution("narrow", st.norm(-1, 0.3), ((0.5, -1.0), (_ONE_SD, -0.7))),
    _named_mixture("bimodal", [(0.5, -3, 0.5), (0.5, 3, 0.5)], ((0.5, 0.0),)),
    _named_mixture(
        "trimodal", [(0.15, -4, 0.5), (0.6, 0, 0.8), (0.25, 3, 0.4)], ((0.15 + 0.6 / 2, 0.0),)
    ),
    ScipyDistribution("uniform", st.uniform(-2, 4), ((0.0, -2.0), (0.25, -1.0), (1.0, 2.0))),
    ScipyDistribution("exponential", st.expon(), ((0.0, 0.0), (0.5, math.log(2)))),
    ScipyDistribution("lognormal", st.lognorm(0.6), ((0.5, 1.0), (_ONE_SD, math.exp(0.6)))),
    ScipyDistribution("laplace", st.laplace(), ((0.5, 0.0), (0.75, math.log(2)))),
    ScipyDistribution("student-t", st.t(3), ((0.5, 0.0), (0.975, 3.182446305284263))),
    _named_mixture("claw", _CLAW, ((0.5, 0.0),)),  # Marron and Wand (1992), density 10
    ScipyDistribution("arcsine", st.arcsine(-2, 4), ((0.0, -2.0), (1 / 3, -1.0), (1.0, 2.0))),
]
PRESETS = MappingProxyType({preset.spec: preset for preset in _ALL})  # in the order of the menu

_ROOT3 = math.sqrt(3)
PRIORS = MappingProxyType(
    {
        "normal": PRESETS["normal"],
        "uniform": ScipyDistribution("uniform", st.uniform(-_ROOT3, 2 * _ROOT3), ((0.5, 0.0),)),
    }
)

_FORMS = "mixture:weight,mean,sd;... or curve:x,y;x,y;... or samples:v,v,v"


def prior(name: str) -> Distribution:
    """Return p_z: N(0, 1) or U(-sqrt 3, sqrt 3), both of mean 0 and sd 1.

    Raises:
        ValueError: for any other name.
    """
    if name not in PRIORS:
        raise ValueError(f"z prior is {name!r:.60}; allowed: {', '.join(PRIORS)}")
    return PRIORS[name]


def mixture(components: Sequence[tuple[float, float, float]]) -> Mixture:
    """Return a mixture of normals.

    Args:
        components: 1 to 200 of (weight, mean, sd); weights are >= 0, not all 0, and normalised;
            sds are > 0, at least 1e-9 of the largest |mean|.

    Raises:
        ValueError: naming the value and what is allowed.
    """
    try:
        rows = [tuple(row) for row in components]
    except TypeError:
        form = "rows of weight, mean, sd"
        raise ValueError(f"mixture is {components!r:.60}; allowed: {form}") from None
    for row in rows:
        if len(row) != 3:
            raise ValueError(f"mixture component is {row!r:.60}; allowed: weight, mean, sd")
    weights, means, sds = zip(*rows, strict=True) if rows else ((), (), ())
    return Mixture(weights, means, sds)


def modes(name: str) -> list[tuple[float, float, float]]:
    """Return (weight, mean, sd) of the normals that make up a preset; none if it is no mixture."""
    preset = PRESETS[name]
    if isinstance(preset, Mixture):
        return preset.given
    return [(1.0, preset.mean, preset.sd)] if name in _NORMALS else []


def from_curve(x: ArrayLike, density: ArrayLike) -> Curve:
    """Return the distribution whose density runs straight from point to point, normalised.

    Args:
        x: (n,) strictly increasing, n >= 2, in units of x; their span is at least 1e-9 of |x|.
        density: (n,) relative heights, >= 0, not all zero.

    Raises:
        ValueError: naming the value and what is allowed.
    """
    return Curve(x, density)


def from_samples(values: ArrayLike, bandwidth: float = 1.0, rule: str = RULES[0]) -> Samples:
    """Return the Gaussian kernel density estimate of values; the rules are told in `Samples`.

    >>> gan1d.from_samples([0.9, 1, 1.1, 4.9, 5, 5.1, 8.9, 9, 9.1], rule="isj").kernel_sd

    Args:
        values: (n,) in units of x, at least two different ones.
        bandwidth: factor on the rule's h, 0.05 to 20.
        rule: how h is found: "thumb", Silverman's rule of thumb, as ever; or "isj", improved
            Sheather-Jones, which keeps clusters of any number and size apart.

    Raises:
        ValueError: naming the value and what is allowed.
    """
    return Samples(values, bandwidth, rule)


def _rows(kind: str, body: str, names: str) -> list[list[float]]:
    """Return the numbers of "a,b;a,b", each row as long as names."""
    width, rows = names.count(",") + 1, []
    for part in body.strip().rstrip(";").split(";"):
        try:
            row = [float(word) for word in part.split(",")]
        except ValueError:
            row = []
        if len(row) != width:
            raise ValueError(f"{kind} has {part!r:.60}; allowed: {names} with numbers")
        rows.append(row)
    return rows


def read_samples(body: str) -> tuple[list[float], float, str]:
    """Return (values, bandwidth, rule) of what follows `samples:`; errors as in `parse`."""
    option, separator, rest = body.partition(";")
    bandwidth, rule = 1.0, RULES[0]
    for part in option.split(",") if separator else []:
        name, _, value = (word.strip() for word in part.partition("="))
        if name == "rule":
            rule = value
            continue
        try:
            bandwidth = float(value if name == "bandwidth" else "")
        except ValueError:
            raise ValueError(
                f"samples option is {part!r:.60};"
                f" allowed: bandwidth=number, rule={' or '.join(RULES)}"
            ) from None
    body = rest if separator else body
    values = []
    for word in body.strip().rstrip(",").split(","):
        try:
            values.append(float(word))
        except ValueError:
            raise ValueError(f"samples have {word!r:.60}; allowed: numbers, v,v,v") from None
    return values, bandwidth, rule


def parse(spec: str) -> Distribution:
    """Return the distribution that a text describes, as its `spec` does.

    Args:
        spec: the name of a preset, or `mixture:weight,mean,sd;weight,mean,sd`, `curve:x,y;x,y;x,y`,
            `samples:v,v,v` or `samples:rule=isj,bandwidth=0.8;v,v,v`; without a rule it is "thumb".

    Raises:
        ValueError: naming the value and what is allowed.
    """
    name, colon, body = str(spec).strip().partition(":")
    name = name.strip().lower()
    if not colon and name in PRESETS:
        return PRESETS[name]
    if colon and name == "mixture":
        weights, means, sds = zip(*_rows(name, body, "weight,mean,sd"), strict=True)
        return Mixture(weights, means, sds)
    if colon and name == "curve":
        x, density = zip(*_rows(name, body, "x,y"), strict=True)
        return Curve(x, density)
    if colon and name == "samples":
        return Samples(*read_samples(body))
    raise ValueError(f"data is {spec!r:.60}; allowed: {', '.join(PRESETS)}, or {_FORMS}")

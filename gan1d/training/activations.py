"""The activations of the fast trainer, each with its first and second derivative."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]  # float32, or float64 for tests

LEAK = 0.2  # slope of the leaky ReLU below 0


class Activation(NamedTuple):
    """An activation phi, element by element, for arrays of one shape.

    Attributes:
        first: (s, h, p) writes phi(s) to h and phi'(s) to p; if p is None, h may be s itself.
        second: (s, h, p, q) reads what `first` wrote and writes phi''(s) to q, which may be s
            itself; None if phi'' = 0.
    """

    first: Callable[[Array, Array, Array | None], Any]
    second: Callable[[Array, Array, Array, Array], Any] | None


def _tanh(s: Array, h: Array, p: Array | None) -> None:
    np.tanh(s, out=h)
    if p is not None:  # 1 - h^2
        np.multiply(h, h, out=p)
        np.subtract(1, p, out=p)


def _tanh_second(s: Array, h: Array, p: Array, q: Array) -> None:
    np.multiply(h, p, out=q)
    q *= -2


def _rectifier(leak: float) -> Activation:
    def first(s: Array, h: Array, p: Array | None) -> None:
        np.maximum(s, leak * s, out=h)
        if p is not None:  # at the kink the slope from the left, as autograd has it
            np.greater(s, 0, out=p)
            p *= 1 - leak
            p += leak

    return Activation(first, None)


def _sigmoid(s: Array, out: Array) -> Array:
    """Write 1 / (1 + exp(-s)) to out, by the tanh, which NumPy has in SIMD; error 1e-7 absolute."""
    np.multiply(s, 0.5, out=out)
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5
    return out


def _softplus(s: Array, h: Array, p: Array | None) -> None:
    p = _sigmoid(s, np.empty_like(s) if p is None else p)
    # log(1 + e^s) = max(s, 0) - log sigmoid(|s|)
    np.add(np.maximum(s, 0 * s), -np.log(np.maximum(p, 1 - p)), out=h)


def _silu(s: Array, h: Array, p: Array | None) -> None:
    sigmoid = _sigmoid(s, np.empty_like(s))
    np.multiply(s, sigmoid, out=h)
    if p is not None:  # sigmoid + h (1 - sigmoid)
        np.subtract(1, sigmoid, out=p)
        p *= h
        p += sigmoid


def _silu_second(s: Array, h: Array, p: Array, q: Array) -> None:
    # sigmoid (1 - sigmoid) (2 + s (1 - 2 sigmoid))
    sigmoid = _sigmoid(s, np.empty_like(s))
    rest = 1 - sigmoid
    np.multiply(s, rest - sigmoid, out=q)
    q += 2
    q *= sigmoid
    q *= rest


ACTIVATIONS: dict[str, Activation] = {
    "tanh": Activation(_tanh, _tanh_second),
    "relu": _rectifier(0.0),
    "leaky-relu": _rectifier(LEAK),
    "softplus": Activation(_softplus, lambda s, h, p, q: np.multiply(p, 1 - p, out=q)),
    "silu": Activation(_silu, _silu_second),
}

"""The Dirac-GAN: the whole game in two numbers, small enough to be solved on paper.

The data are one point at 0, the model is one point at theta, and D(x) = 1 / (1 + exp(-psi x)). With
f(t) = -log(1 + exp(-t)) the value of the game is V(theta, psi) = f(0) + f(-theta psi); D ascends
V - (gamma/2) psi^2 (R1: psi is D's slope at the data), G descends V. The equilibrium is (0, 0),
where D(x) = 1/2. A state is an array (theta, psi); all numbers are without unit.

Source: Mescheder, Geiger, Nowozin (2018), "Which training methods for GANs do actually converge?",
arXiv 1801.04406, section 2. Their D is high on what is generated; psi here is their -psi.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Complex = NDArray[np.complex128]

ORDERS = ("simultaneous", "alternating")
VERDICTS = ("out", "orbit", "in", "straight-in", "straight-out")
ROUNDING = (
    1e-7  # below this a modulus is 1 and an imaginary part is 0; a double root is that inexact
)


def _slope(t: Array) -> Array:
    """Return f'(t) = 1 / (1 + exp(t)), which is 1/2 at 0."""
    return 0.5 * (1 - np.tanh(t / 2))


def value(theta: ArrayLike, psi: ArrayLike) -> Array:
    """Return V(theta, psi) = f(0) + f(-theta psi), in nats; -log 4 at the equilibrium."""
    product = np.asarray(theta, float) * np.asarray(psi, float)
    return np.asarray(-np.log(2) - np.logaddexp(0, product))


def field(theta: ArrayLike, psi: ArrayLike, gamma: float = 0.0) -> tuple[Array, Array]:
    """Return the velocity (theta', psi') of the flow: G descends V, D ascends V - (gamma/2) psi^2.

    theta' = f'(-theta psi) psi and psi' = -f'(-theta psi) theta - gamma psi.

    Args:
        theta: Where the model is, any shape.
        psi: Slope of D's logit, the same shape.
        gamma: Weight of R1, >= 0.
    """
    theta, psi = np.asarray(theta, float), np.asarray(psi, float)
    slope = _slope(-theta * psi)
    return slope * psi, -slope * theta - gamma * psi


def jacobian(theta: float, psi: float, gamma: float = 0.0) -> Array:
    """Return the derivative of the field, shape (2, 2); [[0, 1/2], [-1/2, -gamma]] at (0, 0)."""
    slope = float(_slope(np.asarray(-theta * psi)))
    bend = slope * (1 - slope)
    cross = slope + bend * theta * psi
    return np.array([[bend * psi**2, cross], [-cross, -bend * theta**2 - gamma]])


def flow_eigenvalues(gamma: float = 0.0) -> Complex:
    """Return the eigenvalues of the flow at the equilibrium: (-gamma +- sqrt(gamma^2 - 1)) / 2."""
    root = np.sqrt(complex(gamma**2 - 1))
    return (np.array([-gamma, -gamma]) + np.array([root, -root])) / 2


def walk(
    start: ArrayLike,
    step: float,
    count: int,
    gamma: float = 0.0,
    order: str = "simultaneous",
) -> Array:
    """Return the states visited by `count` updates, the start first, shape (count + 1, 2).

    Simultaneous updates move both from where they are; alternating ones move D first, and G then
    answers the new D, as in Algorithm 1 with k = 1.

    Args:
        start: (theta, psi).
        step: Learning rate of both, > 0.
        count: How many updates.
        gamma: Weight of R1, >= 0.
        order: A name in `ORDERS`.

    Raises:
        ValueError: If there is no such order.
    """
    _check(order)
    theta, psi = (float(v) for v in np.asarray(start, float))
    states = np.empty((count + 1, 2))
    states[0] = theta, psi
    for i in range(count):
        up = float(field(theta, psi, gamma)[1])
        seen = psi + step * up if order == "alternating" else psi
        theta += step * float(field(theta, seen, gamma)[0])
        psi += step * up
        states[i + 1] = theta, psi
    return states


def update_matrix(step: float, gamma: float = 0.0, order: str = "simultaneous") -> Array:
    """Return the linear part of one update at the equilibrium, shape (2, 2).

    Simultaneous: 1 + step J. Alternating: D's half first, then G's.

    Raises:
        ValueError: If there is no such order.
    """
    _check(order)
    linear = np.eye(2) + step * jacobian(0.0, 0.0, gamma)
    if order == "simultaneous":
        return linear
    d_half, g_half = np.eye(2), np.eye(2)
    d_half[1], g_half[0] = linear[1], linear[0]
    return np.asarray(g_half @ d_half)


def update_eigenvalues(step: float, gamma: float = 0.0, order: str = "simultaneous") -> Complex:
    """Return the eigenvalues of one update at the equilibrium; their modulus is the verdict.

    Without R1 the modulus is sqrt(1 + step^2/4) > 1 for simultaneous updates and exactly 1 for
    alternating ones up to step 4; with R1 and a small step it is < 1.
    """
    return np.linalg.eigvals(update_matrix(step, gamma, order)).astype(complex)


def verdict(eigenvalues: Complex) -> str:
    """Return what updates with these eigenvalues do near the equilibrium, a word of `VERDICTS`.

    The largest modulus says whether the distance grows, stays or shrinks, an imaginary part
    whether the state turns on the way.
    """
    largest = float(np.abs(eigenvalues).max())
    turns = bool(np.abs(eigenvalues.imag).max() > ROUNDING)
    if abs(largest - 1) < ROUNDING:
        return "orbit"
    if largest > 1:
        return "out" if turns else "straight-out"
    return "in" if turns else "straight-in"


def _check(order: str) -> None:
    if order not in ORDERS:
        raise ValueError(f"order is {order!r}; allowed: {', '.join(ORDERS)}")

"""The two-number game: closed forms against differences, and what each way of training comes to."""

import numpy as np
import pytest

from gan1d.story import dirac

POINTS = [(1.0, 1.0), (-0.7, 1.3), (2.0, -1.5), (0.0, 0.0)]
TINY = 1e-6


@pytest.mark.parametrize(("theta", "psi"), POINTS)
@pytest.mark.parametrize("gamma", [0.0, 0.7])
def test_the_field_is_the_gradient_of_the_game(theta, psi, gamma):
    def penalised(psi):
        return dirac.value(theta, psi) - gamma / 2 * psi**2

    down = (dirac.value(theta + TINY, psi) - dirac.value(theta - TINY, psi)) / (2 * TINY)
    up = (penalised(psi + TINY) - penalised(psi - TINY)) / (2 * TINY)
    assert dirac.field(theta, psi, gamma) == pytest.approx((-down, up), abs=1e-8)


@pytest.mark.parametrize(("theta", "psi"), POINTS)
@pytest.mark.parametrize("gamma", [0.0, 0.7])
def test_the_jacobian_is_the_derivative_of_the_field(theta, psi, gamma):
    at = np.array([theta, psi])
    columns = [
        (np.array(dirac.field(*(at + e), gamma)) - dirac.field(*(at - e), gamma)) / (2 * TINY)
        for e in TINY * np.eye(2)
    ]
    assert dirac.jacobian(theta, psi, gamma) == pytest.approx(np.transpose(columns), abs=1e-8)


def test_the_equilibrium_is_where_the_paper_says():
    assert dirac.value(0, 0) == pytest.approx(-np.log(4))
    assert dirac.field(0, 0, 3.0) == (0, 0)
    assert dirac.jacobian(0, 0, 0.4).tolist() == [[0, 0.5], [-0.5, -0.4]]


@pytest.mark.parametrize("gamma", [0.0, 0.3, 0.999, 1.0, 1.7])
def test_the_eigenvalues_of_the_flow(gamma):
    numeric = np.linalg.eigvals(dirac.jacobian(0, 0, gamma)).astype(complex)
    found = dirac.flow_eigenvalues(gamma)
    assert np.sort_complex(found) == pytest.approx(np.sort_complex(numeric), abs=1e-7)
    assert bool(np.abs(found.imag).max() > 0) is (gamma < 1)
    assert found.real.max() < 0 or gamma == 0


@pytest.mark.parametrize("order", dirac.ORDERS)
@pytest.mark.parametrize("gamma", [0.0, 0.4, 1.5])
def test_the_update_matrix_is_the_derivative_of_one_update(order, gamma):
    columns = [dirac.walk(TINY * e, 0.2, 1, gamma, order)[1] / TINY for e in np.eye(2)]
    matrix = dirac.update_matrix(0.2, gamma, order)
    assert matrix == pytest.approx(np.transpose(columns), abs=1e-6)
    # rotation and damping alone: known in closed form
    moduli = np.abs(dirac.update_eigenvalues(0.2, gamma, order))
    shrunk = 1 - 0.2 * gamma
    square = shrunk + 0.01 if order == "simultaneous" else shrunk
    assert np.prod(moduli) == pytest.approx(square)


def test_simultaneous_updates_spiral_out():
    radius = np.linalg.norm(dirac.walk((1, 1), 0.1, 2000), axis=1)
    assert (np.diff(radius) > 0).all() and radius[-1] > 2 * radius[0]


def test_alternating_updates_orbit():
    states = dirac.walk((1, 1), 0.1, 20_000, order="alternating")
    radius = np.linalg.norm(states, axis=1)
    assert radius.min() > 0.9 * radius[0] and radius.max() < 1.1 * radius[0]
    assert np.count_nonzero(np.diff(np.sign(states[:, 0]))) > 100  # and really goes round


@pytest.mark.parametrize("order", dirac.ORDERS)
def test_a_slope_penalty_lets_them_spiral_in(order):
    states = dirac.walk((1, 1), 0.1, 4000, 0.3, order)
    assert np.linalg.norm(states[-1]) < 1e-6
    assert np.count_nonzero(np.diff(np.sign(states[:1000, 0]))) >= 4


def test_a_large_penalty_takes_the_turns_out():
    theta = dirac.walk((1, 1), 0.1, 4000, 1.6)[:, 0]
    assert theta[-1] < 1e-3 and (theta > 0).all()


@pytest.mark.parametrize(
    ("expected", "step", "gamma", "order"),
    [
        ("out", 0.1, 0.0, "simultaneous"),
        ("out", 0.5, 0.1, "simultaneous"),  # R1 too weak for so large a step: gamma < step / 4
        ("in", 0.5, 0.2, "simultaneous"),
        ("orbit", 0.1, 0.0, "alternating"),
        ("orbit", 0.5, 0.0, "alternating"),
        ("in", 0.1, 0.3, "alternating"),
        ("straight-in", 0.1, 1.6, "alternating"),
        ("straight-in", 0.1, 1.6, "simultaneous"),
        ("straight-out", 2.0, 2.0, "simultaneous"),
    ],
)
def test_the_verdict_is_read_off_the_eigenvalues(expected, step, gamma, order):
    assert expected in dirac.VERDICTS
    assert dirac.verdict(dirac.update_eigenvalues(step, gamma, order)) == expected
    # and the walk does what the verdict says
    radius = np.linalg.norm(dirac.walk((0.01, 0.01), step, 100, gamma, order), axis=1)
    change = float(radius[-5:].mean() / radius[:5].mean())
    is_in, is_out = "in" in expected, "out" in expected
    assert (change < 0.9) is is_in and (change > 1.02) is is_out


def test_an_unknown_order_is_refused():
    for call in (
        lambda: dirac.walk((1, 1), 0.1, 1, order="x"),
        lambda: dirac.update_matrix(1, 0, "x"),
    ):
        with pytest.raises(ValueError, match=r"'x'; allowed: simultaneous, alternating"):
            call()

"""Every game once: what the two players minimise, its derivatives, its formulas, what it asks for.

d is D's raw output. A new loss is one entry of `LOSSES`: settings, links, the command line, the
page, the metrics and both trainers read it there. What is minimised is the mean over the minibatch
of `loss_d` and `loss_g`, each written once in operations that NumPy arrays and PyTorch tensors
share, and `softplus` and `relu` below: PyTorch is loaded by those alone who bring a tensor.
Formulas are simple HTML, for the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit as sigmoid

Array = NDArray[np.float64]
Values = Any  # an array or a tensor; what comes out is of the kind that came in

_NUMPY = (np.ndarray, np.generic, float, int)


def softplus(x: Values) -> Values:
    """Return log(1 + exp(x)), without overflow, of an array or a tensor."""
    if isinstance(x, _NUMPY):
        return np.logaddexp(0, x)
    from torch.nn.functional import softplus

    return softplus(x, threshold=40)  # a straight line from there on; from 20 on it is 2e-9 off


def relu(x: Values) -> Values:
    """Return max(0, x) of an array or a tensor; at 0 its derivative is 0."""
    return np.maximum(0, x) if isinstance(x, _NUMPY) else x.relu()


@dataclass(frozen=True)
class Loss:
    """One GAN game. Its functions take d at real x and d at fake x, two of one shape.

    Attributes:
        loss_d: (d_real, d_fake) -> what D minimises, for each sample or pair of samples.
        loss_g: (d_real, d_fake) -> what G minimises, likewise.
        grad_d: (d_real, d_fake) -> the derivatives of loss_d by d_real and by d_fake, arrays or
            numbers; for NumPy arrays.
        grad_g: (d_real, d_fake) -> the derivative of loss_g by d_fake, likewise.
        formula_d: The mean of loss_d in signs, and of its penalty if it has one of its own.
        formula_g: The mean of loss_g in signs.
        output: What d is: "logit" of a probability, the "probability" itself, a logit up to a
            constant ("relative"), or a "critic" without any probability.
        end_d: Mean of loss_d at the equilibrium; None if any constant will do.
        end_g: Mean of loss_g at the equilibrium.
        source: Where it comes from.
        paired: True if D's objective compares real and fake samples pair by pair.
        g_sees_real: True if loss_g looks at d_real; it is given d_fake in its place otherwise.
        gradient_penalty: True if D minimises lambda E (|d'| - 1)^2 too, at points between the real
            and the fake sample of each pair; lambda is the knob `lambda_gp`.
        addition: Key of what it adds to Algorithm 1 as printed in the paper; "" for nothing.
    """

    loss_d: Callable[[Values, Values], Values]
    loss_g: Callable[[Values, Values], Values]
    grad_d: Callable[[Array, Array], tuple[Any, Any]]
    grad_g: Callable[[Array, Array], Any]
    formula_d: str
    formula_g: str
    output: str
    end_d: float | None
    end_g: float | None
    source: str
    paired: bool = False
    g_sees_real: bool = False
    gradient_penalty: bool = False
    addition: str = "other-loss"

    @property
    def has_probability(self) -> bool:
        """Return True if D(x) is a probability, or on its way to one, and ends at 1/2."""
        return self.output != "critic"

    @property
    def has_value(self) -> bool:
        """Return True if V(D, G) is defined: D(x) is a sigmoid's, inside (0, 1)."""
        return self.output in ("logit", "relative")

    @property
    def needs_pairs(self) -> bool:
        """Return True if real and fake samples must be paired at random."""
        return self.paired or self.gradient_penalty


def _cross_entropy(real: Values, fake: Values) -> Values:
    return softplus(-real) + softplus(fake)


def _cross_entropy_grad(real: Array, fake: Array) -> tuple[Any, Any]:
    return -sigmoid(-real), sigmoid(fake)


def _wasserstein(real: Values, fake: Values) -> Values:
    return fake - real


def _wasserstein_grad(real: Array, fake: Array) -> tuple[Any, Any]:
    return -1, 1


def _score(real: Values, fake: Values) -> Values:
    return -fake


def _score_grad(real: Array, fake: Array) -> Any:
    return -1


_REAL, _FAKE = "<i>D</i>(<i>x</i>)", "<i>D</i>(<i>G</i>(<i>z</i>))"
_RAW_REAL, _RAW_FAKE = "<i>d</i>(<i>x</i>)", "<i>d</i>(<i>G</i>(<i>z</i>))"
_ENTROPY = f"−E log {_REAL} − E log(1 − {_FAKE})"
_GOODFELLOW = "Goodfellow et al. 2014, arXiv 1406.2661"

LOSSES: dict[str, Loss] = {
    "minimax": Loss(
        loss_d=_cross_entropy,
        loss_g=lambda real, fake: -softplus(fake),
        grad_d=_cross_entropy_grad,
        grad_g=lambda real, fake: -sigmoid(fake),
        formula_d=_ENTROPY,
        formula_g=f"E log(1 − {_FAKE})",
        output="logit",
        end_d=log(4),
        end_g=-log(2),
        source=f"{_GOODFELLOW}, eq. 1",
        addition="",
    ),
    "non-saturating": Loss(
        loss_d=_cross_entropy,
        loss_g=lambda real, fake: softplus(-fake),
        grad_d=_cross_entropy_grad,
        grad_g=lambda real, fake: -sigmoid(-fake),
        formula_d=_ENTROPY,
        formula_g=f"−E log {_FAKE}",
        output="logit",
        end_d=log(4),
        end_g=log(2),
        source=f"{_GOODFELLOW}, section 3",
        addition="non-saturating",
    ),
    "least-squares": Loss(
        loss_d=lambda real, fake: (real - 1) ** 2 + fake**2,
        loss_g=lambda real, fake: (fake - 1) ** 2,
        grad_d=lambda real, fake: (2 * (real - 1), 2 * fake),
        grad_g=lambda real, fake: 2 * (fake - 1),
        formula_d=f"E({_REAL} − 1)<sup>2</sup> + E {_FAKE}<sup>2</sup>",
        formula_g=f"E({_FAKE} − 1)<sup>2</sup>",
        output="probability",
        end_d=0.5,
        end_g=0.25,
        source="Mao et al. 2017, arXiv 1611.04076",
    ),
    "hinge": Loss(
        loss_d=lambda real, fake: relu(1 - real) + relu(1 + fake),
        loss_g=_score,
        grad_d=lambda real, fake: (np.where(real < 1, -1, 0), np.where(fake > -1, 1, 0)),
        grad_g=_score_grad,
        formula_d=f"E max(0, 1 − {_RAW_REAL}) + E max(0, 1 + {_RAW_FAKE})",
        formula_g=f"−E {_RAW_FAKE}",
        output="critic",
        end_d=2.0,
        end_g=None,
        source="Lim and Ye 2017, arXiv 1705.02894",
    ),
    "wgan": Loss(
        loss_d=_wasserstein,
        loss_g=_score,
        grad_d=_wasserstein_grad,
        grad_g=_score_grad,
        formula_d=f"E {_RAW_FAKE} − E {_RAW_REAL}",
        formula_g=f"−E {_RAW_FAKE}",
        output="critic",
        end_d=0.0,
        end_g=None,
        source="Arjovsky et al. 2017, arXiv 1701.07875, without the clipping of weights",
    ),
    "wgan-gp": Loss(
        loss_d=_wasserstein,
        loss_g=_score,
        grad_d=_wasserstein_grad,
        grad_g=_score_grad,
        formula_d=f"E {_RAW_FAKE} − E {_RAW_REAL}"
        " + <i>λ</i> E(|<i>d</i>′(<i>x̂</i>)| − 1)<sup>2</sup>",
        formula_g=f"−E {_RAW_FAKE}",
        output="critic",
        end_d=None,
        end_g=None,
        source="Gulrajani et al. 2017, arXiv 1704.00028",
        gradient_penalty=True,
    ),
    "relativistic": Loss(
        loss_d=lambda real, fake: softplus(fake - real),
        loss_g=lambda real, fake: softplus(real - fake),
        grad_d=lambda real, fake: (-(by_fake := sigmoid(fake - real)), by_fake),
        grad_g=lambda real, fake: -sigmoid(real - fake),
        formula_d=f"E log(1 + e<sup>{_RAW_FAKE} − {_RAW_REAL}</sup>)",
        formula_g=f"E log(1 + e<sup>{_RAW_REAL} − {_RAW_FAKE}</sup>)",
        output="relative",
        end_d=log(2),
        end_g=log(2),
        source="Jolicoeur-Martineau 2018, arXiv 1807.00734; Huang et al. 2025, arXiv 2501.05441",
        paired=True,
        g_sees_real=True,
    ),
}


def probability(loss: Loss, d: Array, mixture: Array) -> Array:
    """Return D(x) as the loss at hand reads it off the raw output d.

    A logit goes through the sigmoid; least squares and critics are returned as they are. A
    relativistic logit is known up to a constant c only: sigmoid(d - c) is shown, with c such that
    its mean over (p_data + p_model) / 2 is 1/2, as it is for D* = p_data / (p_data + p_model).

    Args:
        loss: The loss D is trained with.
        d: Raw outputs, shape (points,), points >= bins: first those that stand for the bins, of
            which the constant is made; then any others.
        mixture: (p_data + p_model) / 2 in these bins, or a multiple of it, shape (bins,).
    """
    if loss.output == "logit":
        return sigmoid(d)
    in_bins = d[: len(mixture)]
    if loss.output != "relative" or not np.isfinite(in_bins).all():
        return d
    weight = mixture / mixture.sum()
    low, high = in_bins.min() - 1.0, in_bins.max() + 1.0
    # D's outputs may lie 1e38 apart, and the root anywhere between: many halvings
    return sigmoid(
        d - brentq(lambda c: sigmoid(in_bins - c) @ weight - 0.5, low, high, maxiter=10_000)
    )

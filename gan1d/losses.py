"""What the two players minimise, and what D says at the end of each game.

d is D's raw output. A new loss is one entry of `LOSSES`; its name also stands in `settings.LOSSES`.
All expectations are means over the minibatch. Formulas are simple HTML, for the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

if TYPE_CHECKING:
    from torch import Tensor

Array = NDArray[np.float64]


def softplus(x: "Tensor") -> "Tensor":
    """Return log(1 + exp(x)); PyTorch is loaded by those alone who train by autograd."""
    from torch.nn.functional import softplus

    return softplus(x)


@dataclass(frozen=True)
class Loss:
    """One GAN game.

    Attributes:
        of_d: (d at real x, d at fake x) -> what D minimises, a scalar.
        of_g: (d at real x, d at fake x) -> what G minimises, a scalar.
        formula_d: The first in signs.
        formula_g: The second in signs.
        output: What d is: "logit" of a probability, the "probability" itself, a logit up to a
            constant ("relative"), or a "critic" without any probability.
        end_d: Value of of_d at the equilibrium; None if any constant will do.
        end_g: Value of of_g at the equilibrium.
        paired: True if D's objective compares real and fake samples pair by pair.
        g_sees_real: True if of_g looks at d at real x; it is not computed otherwise.
        source: Where it comes from.
    """

    of_d: Callable[["Tensor", "Tensor"], "Tensor"]
    of_g: Callable[["Tensor", "Tensor"], "Tensor"]
    formula_d: str
    formula_g: str
    output: str
    end_d: float | None
    end_g: float | None
    source: str
    paired: bool = False
    g_sees_real: bool = False

    @property
    def has_probability(self) -> bool:
        """Return True if D(x) lives on [0, 1] and ends at 1/2."""
        return self.output != "critic"

    @property
    def has_value(self) -> bool:
        """Return True if V(D, G) is defined: D(x) is a sigmoid's, inside (0, 1)."""
        return self.output in ("logit", "relative")


def _relu(x: "Tensor") -> "Tensor":
    return x.relu()


def _cross_entropy(real: "Tensor", fake: "Tensor") -> "Tensor":
    return softplus(-real).mean() + softplus(fake).mean()


_REAL, _FAKE = "<i>D</i>(<i>x</i>)", "<i>D</i>(<i>G</i>(<i>z</i>))"
_RAW_REAL, _RAW_FAKE = "<i>d</i>(<i>x</i>)", "<i>d</i>(<i>G</i>(<i>z</i>))"
_ENTROPY = f"−E log {_REAL} − E log(1 − {_FAKE})"
_GOODFELLOW = "Goodfellow et al. 2014, arXiv 1406.2661"

LOSSES: dict[str, Loss] = {
    "minimax": Loss(
        of_d=_cross_entropy,
        of_g=lambda real, fake: -softplus(fake).mean(),
        formula_d=_ENTROPY,
        formula_g=f"E log(1 − {_FAKE})",
        output="logit",
        end_d=log(4),
        end_g=-log(2),
        source=f"{_GOODFELLOW}, eq. 1",
    ),
    "non-saturating": Loss(
        of_d=_cross_entropy,
        of_g=lambda real, fake: softplus(-fake).mean(),
        formula_d=_ENTROPY,
        formula_g=f"−E log {_FAKE}",
        output="logit",
        end_d=log(4),
        end_g=log(2),
        source=f"{_GOODFELLOW}, section 3",
    ),
    "least-squares": Loss(
        of_d=lambda real, fake: ((real - 1) ** 2).mean() + (fake**2).mean(),
        of_g=lambda real, fake: ((fake - 1) ** 2).mean(),
        formula_d=f"E({_REAL} − 1)<sup>2</sup> + E {_FAKE}<sup>2</sup>",
        formula_g=f"E({_FAKE} − 1)<sup>2</sup>",
        output="probability",
        end_d=0.5,
        end_g=0.25,
        source="Mao et al. 2017, arXiv 1611.04076",
    ),
    "hinge": Loss(
        of_d=lambda real, fake: _relu(1 - real).mean() + _relu(1 + fake).mean(),
        of_g=lambda real, fake: -fake.mean(),
        formula_d=f"E max(0, 1 − {_RAW_REAL}) + E max(0, 1 + {_RAW_FAKE})",
        formula_g=f"−E {_RAW_FAKE}",
        output="critic",
        end_d=2.0,
        end_g=None,
        source="Lim and Ye 2017, arXiv 1705.02894",
    ),
    "wgan": Loss(
        of_d=lambda real, fake: fake.mean() - real.mean(),
        of_g=lambda real, fake: -fake.mean(),
        formula_d=f"E {_RAW_FAKE} − E {_RAW_REAL}",
        formula_g=f"−E {_RAW_FAKE}",
        output="critic",
        end_d=0.0,
        end_g=None,
        source="Arjovsky et al. 2017, arXiv 1701.07875, without the clipping of weights",
    ),
    "wgan-gp": Loss(
        of_d=lambda real, fake: fake.mean() - real.mean(),
        of_g=lambda real, fake: -fake.mean(),
        formula_d=f"E {_RAW_FAKE} − E {_RAW_REAL}"
        " + <i>λ</i> E(|<i>d</i>′(<i>x̂</i>)| − 1)<sup>2</sup>",
        formula_g=f"−E {_RAW_FAKE}",
        output="critic",
        end_d=None,
        end_g=None,
        source="Gulrajani et al. 2017, arXiv 1704.00028",
        paired=True,
    ),
    "relativistic": Loss(
        of_d=lambda real, fake: softplus(fake - real).mean(),
        of_g=lambda real, fake: softplus(real - fake).mean(),
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


def probability(loss: Loss, d: Array, d_bins: Array, mixture: Array) -> Array:
    """Return D(x) as the loss at hand reads it off the raw output d.

    A logit goes through the sigmoid; least squares and critics are returned as they are. A
    relativistic logit is known up to a constant c only: sigmoid(d - c) is shown, with c such that
    its mean over (p_data + p_model) / 2 is 1/2, as it is for D* = p_data / (p_data + p_model).

    Args:
        loss: The loss D is trained with.
        d: Raw outputs, any shape.
        d_bins: Raw outputs at the bins' centres, shape (bins,); used for the constant only.
        mixture: Mass of (p_data + p_model) / 2 in these bins, shape (bins,).
    """
    if loss.output == "logit":
        return expit(d)
    if loss.output != "relative" or not np.isfinite(d_bins).all():
        return d
    weight = mixture / mixture.sum()
    low, high = d_bins.min() - 1.0, d_bins.max() + 1.0
    return expit(d - brentq(lambda c: expit(d_bins - c) @ weight - 0.5, low, high))

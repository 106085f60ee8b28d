"""What the diagnosis looks at, without the picture: half the price of a frame, the same numbers."""

import numpy as np

from gan1d.frames.density import coarse, moments, push_forward
from gan1d.frames.metrics import d_half, jsd, missed
from gan1d.frames.recording import TICKS, Array, NotFiniteError, Row, View
from gan1d.losses import probability
from gan1d.training.trainer import Trainer

# In the order of a look; as in a frame.
LOOKED_AT = (
    "step",
    "jsd",
    "jsd64",
    "d_half_max",
    "missed",
    "mean_model",
    "sd_model",
    "loss_d",
    "loss_g",
)


def look(trainer: Trainer, view: View) -> Row:
    """Return the numbers of `LOOKED_AT` as a frame of this moment has them, shape (9,).

    Raises:
        NotFiniteError: If G or D gives a number that is not finite.
    """
    bins, loss = view.bins, trainer.settings.game
    x = trainer.generator(view.looked_at)[:-TICKS]  # with the ticks, or the last bits may differ
    if not np.isfinite(x).all():
        raise NotFiniteError("p_model", trainer.step)
    raw = trainer.critic(bins.points(x))
    if not np.isfinite(raw).all():
        raise NotFiniteError("d", trainer.step)
    p, q = bins.mass_data, push_forward(x, view.mass, bins.edges)
    d_max = np.nan
    if loss.has_probability:
        shown = probability(loss, raw, p + q)[1:-1]
        d_max, _ = d_half(shown, bins.support, p[1:-1])
    close, far = jsd(bins.mass_data64, coarse(q)), jsd(p, q)
    losses = trainer.loss_d, trainer.loss_g
    row = trainer.step, far, close, d_max, missed(p, q), *moments(x, view.mass), *losses
    return np.array(row, np.float32)


def history(looks: list[Row]) -> dict[str, Array]:
    """Return looks as `diagnose` wants them: each number by name, oldest first."""
    return dict(zip(LOOKED_AT, np.array(looks).astype(float).T, strict=True))

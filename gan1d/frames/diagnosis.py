"""What is going on, in one word and the numbers it rests on.

A pure function of the last 1,500 frames, a step each but for half steps, looked at every tenth.
Most words have a sign that is there or not at each look. A word is *said* once its sign was there
at 80 % of the looks of 300 frames, and *stays* while it is there at half of them, so that no single
frame switches it on or off. The first word of this table that applies is the diagnosis:

| word | sign | frames looked at |
|---|---|---|
| diverged | mean(G) - mean(data) or sd(G) beyond 20 sd of the data | 50, any look |
|  | D is worse than any guess: its loss is over 4 on average, log 4 for D = 1/2 | 300 |
| starting | - | the run's first 100 |
| converged | JSD on 64 bins < 0.01 and max abs(D - 1/2) < 0.03 | 300 |
| weak-d | JSD > 0.1 and yet max abs(D - 1/2) < 0.05: D is blind | 300 |
| cycling | mean(G) passes mean(data) 6 times or more and swings by over 0.2 sd | 1,500 |
|  | and it has swung by over half of that lately | 500 |
| vanishing | D is sure, G's loss is flat (within 0.1 of 0), mean(G) keeps within 0.5 sd | 300 |
| strong-d | D is sure: its loss < 0.1 | 300 |
| collapsed | JSD > 0.1 and p_model < p_data / 10 on over a quarter of the data | 300 |
| learning | - | |

D's loss is -V for the paper's game: 0 for a D that is never wrong, log 4 at the end. G's saturating
loss log(1 - D(G(z))) is then flat near 0 and G learns nothing, whereas -log D(G(z)) is large and
steep. Signs that need a probability never show where a critic has none; "converged" then rests on
the JSD alone. A cause comes before its effects: a blind or a sure D makes G wander or miss data,
and a cycle misses data, too, at any one look.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

HEALTH = (
    "starting",
    "learning",
    "converged",
    "collapsed",
    "vanishing",
    "cycling",
    "weak-d",
    "strong-d",
    "diverged",
)
WINDOW = 1500  # frames looked back
STRIDE = 10  # frames between two looks

START = 100  # steps
RECENT = 300 // STRIDE  # looks a sign is counted over
SAID, STAYS = 0.8, 0.5  # share of them that puts a word on, and that keeps it on
FAR, FAR_LOOKS = 20.0, 50 // STRIDE  # sd of the data
LOST = 4.0  # loss of D, nats
CONVERGED_JSD, CONVERGED_D = 0.01, 0.03  # JSD on 64 bins, nats; max |D - 1/2|
WRONG = 0.1  # JSD, nats
BLIND = 0.05  # max |D - 1/2|
TURNS, SWING, LATELY = 6, 0.2, 500 // STRIDE  # sd of the data
SURE = 0.1  # loss of D, nats
FLAT = 0.1  # |loss of G|, nats
STILL = 0.5  # way of mean(G), sd of the data
MISSED = 0.25  # share of the data


@dataclass(frozen=True)
class Diagnosis:
    """A word of HEALTH and its evidence.

    Attributes:
        slug: The word.
        evidence: turns, how often mean(G) - mean(data) changed its sign in the window, and swing,
            its sd over the window in the data's sd. All else it rests on are metrics of the frame.
    """

    slug: str
    evidence: dict[str, float] = field(default_factory=dict)


def diagnose(history: Mapping[str, Array], center: float, scale: float) -> Diagnosis:
    """Return what is going on at the newest entry of a history.

    Ask at every 10th frame and let the word hold until the next: frames between them would see
    other looks, and where a word changes ten sets of looks would disagree in turn.

    Args:
        history: "step" and the metrics by name, every 10th frame of the last 1,500, oldest first;
            NaN where the loss has no probability.
        center: Mean of the data, units of x.
        scale: Its sd, units of x.

    Returns:
        The word and the evidence; the module says how it is found.
    """
    off = (history["mean_model"] - center) / scale
    above = off > 0
    turns, swing = int(np.count_nonzero(above[1:] != above[:-1])), float(off.std())
    cycles = turns >= TURNS and swing > SWING and float(off[-LATELY:].std()) > SWING / 2
    return Diagnosis(_word(history, off, scale, cycles), {"turns": float(turns), "swing": swing})


def _word(history: Mapping[str, Array], off: Array, scale: float, cycles: bool) -> str:
    widest = np.maximum(np.abs(off[-FAR_LOOKS:]), history["sd_model"][-FAR_LOOKS:] / scale)
    if widest.max() > FAR:
        return "diverged"
    if history["step"][-1] < START:
        return "starting"
    if _is_lost(history):
        return "diverged"
    converged, blind, sure, missing = _said(_signs(history)).tolist()
    if converged:
        return "converged"
    if blind:
        return "weak-d"
    if cycles:
        return "cycling"
    if sure:
        return "vanishing" if _is_flat(history, off) else "strong-d"
    return "collapsed" if missing else "learning"


def _signs(history: Mapping[str, Array]) -> NDArray[np.bool_]:
    """Return where converged, weak-d, strong-d, collapsed show, shape (4, looks).

    Comparisons with NaN are False.
    """
    wrong, d_max = history["jsd"] > WRONG, history["d_half_max"]
    return np.stack(
        [
            (history["jsd64"] < CONVERGED_JSD) & ~(d_max >= CONVERGED_D),
            wrong & (d_max < BLIND),
            (history["loss_d"] < SURE) & ~np.isnan(d_max),
            wrong & (history["missed"] > MISSED),
        ]
    )


def _said(signs: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return for each row whether its word was put on and has been kept on since.

    The share of the looks is taken over the `RECENT` looks up to each look; there is none before.
    """
    looks = signs.shape[1]
    if looks < RECENT:
        return np.zeros(len(signs), bool)
    counts = np.zeros((len(signs), looks + 1))
    np.cumsum(signs, axis=1, out=counts[:, 1:])
    share = (counts[:, RECENT:] - counts[:, :-RECENT])[:, ::-1] / RECENT  # newest first
    kept = np.logical_and.accumulate(share >= STAYS, axis=1)
    return np.asarray((kept & (share >= SAID)).any(axis=1))


def _is_lost(history: Mapping[str, Array]) -> bool:
    """Return True if D answers worse than one that always says 1/2, by far and not only once."""
    known = ~np.isnan(history["loss_d"] + history["d_half_max"])
    return bool(np.where(known, history["loss_d"], 0.0)[-RECENT:].mean() > LOST)


def _is_flat(history: Mapping[str, Array], off: Array) -> bool:
    """Return True if G's loss no longer tells it where to go, and it does not go."""
    flat = np.abs(history["loss_g"][-RECENT:]) < FLAT
    return bool(np.ptp(off[-RECENT:]) < STILL and flat.mean() >= STAYS)

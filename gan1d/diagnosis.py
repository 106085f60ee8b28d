"""What is going on, in one word and the numbers it rests on.

A pure function of the last 1,500 steps, looked at every 10 frames. Each sign below is either there
or not at each look; a word is *said* once its sign was there in 80 % of the looks of 300 steps, and
*stays* while it is there in half of them, so that no single frame switches it on or off. The first
word of the table that applies is the diagnosis:

| word | sign | looked at |
|---|---|---|
| diverged | mean(G) - mean(data) or sd(G) beyond 20 sd of the data | the newest 50 steps, any look |
| starting | - | before step 100 |
| cycling | mean(G) passes the data's mean at least 6 times and swings by over 0.15 sd | 1,500 steps |
| vanishing | D is sure, G's loss is flat (see below), mean(G) stays within 0.5 sd | 300 steps |
| strong-d | D is sure: mean D(x) - mean D(G(z)) > 0.9 | 300 steps |
| weak-d | JSD > 0.1 and still max abs(D - 1/2) < 0.05: D sees nothing | 300 steps |
| collapsed | p_model < p_data / 10 on over a quarter of the data, and JSD > 0.1 | 300 steps |
| converged | JSD on 64 bins < 0.01 and max abs(D - 1/2) < 0.03 | 300 steps |
| learning | anything else | |

A sure D has V near 0 where -log 4 is the end. With the saturating loss log(1 - D(G(z))) G's loss is
then near 0 and flat: no gradient reaches G, whereas -log D(G(z)) is large and steep. Signs that need
a probability never show for losses whose critic has none; "converged" then rests on JSD alone.

Order: cycling comes before the words that are true of single moments of a cycle; a D that is too
strong or too weak is a cause and comes before the collapse that is its effect.
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
WINDOW = 1500  # steps looked back
STRIDE = 10  # frames between two looks

START = 100  # steps without any other word than diverged
RECENT = 300 // STRIDE  # looks a sign is counted over
SAID, STAYS = 0.8, 0.5  # share of them that puts a word on, and that keeps it on
FAR = 20.0  # sd of the data
FAR_LOOKS = 50 // STRIDE
TURNS, SWING = 6, 0.15  # of mean(G) in the window; sd of the data
SURE = 0.1  # loss of D, nats
FLAT_LOSS = 0.1  # |loss of G|, nats
STILL = 0.5  # way of mean(G) in the recent looks, sd of the data
WRONG = 0.1  # JSD, nats
BLIND = 0.05  # max |D - 1/2|
MISSED = 0.25  # share of the data
CLOSE, LEVEL = 0.01, 0.03  # JSD on 64 bins, nats; max |D - 1/2|

SIGNS = ("strong-d", "weak-d", "collapsed", "converged")  # in the order in which they count


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
    turns = int(np.count_nonzero(above[1:] != above[:-1]))
    swing = float(off.std())
    word = _word(history, off, scale, turns >= TURNS and swing > SWING)
    return Diagnosis(word, {"turns": float(turns), "swing": swing})


def _word(history: Mapping[str, Array], off: Array, scale: float, cycles: bool) -> str:
    widest = np.maximum(np.abs(off[-FAR_LOOKS:]), history["sd_model"][-FAR_LOOKS:] / scale)
    if widest.max() > FAR:
        return "diverged"
    if history["step"][-1] < START:
        return "starting"
    if cycles:
        return "cycling"
    for word, said in zip(SIGNS, _said(_signs(history)), strict=True):
        if said:
            return "vanishing" if word == "strong-d" and _is_flat(history, off) else word
    return "learning"


def _signs(history: Mapping[str, Array]) -> NDArray[np.bool_]:
    """Return where the signs of SIGNS are, shape (4, looks); comparisons with NaN are False."""
    wrong = history["jsd"] > WRONG
    d_max = history["d_half_max"]
    return np.stack(
        [
            (history["loss_d"] < SURE) & ~np.isnan(d_max),
            wrong & (d_max < BLIND),
            wrong & (history["missed"] > MISSED),
            (history["jsd64"] < CLOSE) & ~(d_max >= LEVEL),
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


def _is_flat(history: Mapping[str, Array], off: Array) -> bool:
    recent = off[-RECENT:]
    flat = np.abs(history["loss_g"][-RECENT:]) < FLAT_LOSS
    return bool(np.ptp(recent) < STILL and flat.mean() >= STAYS)

"""The frames of a run in 16 bits a number: a picture that nobody can tell from the other.

Each number is a whole multiple of its block's step in its frame. For p_model that is 1/8192 of the
axis, for D of [0, 1], for G(z) of the axis of x; a block with greater numbers, such as a critic's,
has a step of 2^-14 of the next power of two. On a screen of 2,000 pixels that is a quarter of one.
Metrics are kept to the last bit. What is stored is the change from frame to frame of the change
from point to point, modulo 2^16, all low bytes before all high ones: gzip likes that.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan1d.frames.recording import BASE, LAYOUT, Row

FINE = 2**13  # steps of an axis
BITS = 14  # of the greatest number of a block
FIRST = LAYOUT["model"]  # step, half and health come before, as they are


def blocks() -> list[tuple[int, int]]:
    """Return where each block of a row begins and ends: p_model, D, G(z), D and its slope there."""
    edges = [LAYOUT[name] for name in ("model", "d", "ticks", "advice_d", "advice_slope")]
    return list(zip(edges, [*edges[1:], min(LAYOUT["field"].values())], strict=True))


def packed(rows: Row, floors: list[float]) -> bytes:
    """Return rows as bytes that `player/run/film.js` reads.

    Args:
        rows: Of a recording, shape (n, >= BASE).
        floors: Smallest step of each block; 0: the numbers themselves decide.
    """
    rows = rows[:, :BASE]
    parts = [rows[:, :FIRST].astype("<f4").T.tobytes()]
    steps, numbers = [], []
    for (begin, end), floor in zip(blocks(), floors, strict=True):
        block = rows[:, begin:end].astype(float)
        step = _steps(block, floor)
        steps.append(step)
        numbers.append(np.rint(block / step[:, None]).astype(np.int64))
    parts.append(np.array(steps, "<f4").tobytes())
    whole = np.concatenate(numbers, axis=1)
    changes = np.diff(whole, axis=0, prepend=0)
    changes = np.diff(changes, axis=1, prepend=0).astype(np.uint16)
    parts.append(_planes(changes.astype("<u2"), 2))
    metrics = np.ascontiguousarray(rows[:, blocks()[-1][1] :], "<f4").view("<u4")
    parts.append(_planes(np.ascontiguousarray(metrics.T), 4))
    return b"".join(parts)


def _steps(block: NDArray[np.float64], floor: float) -> NDArray[np.float32]:
    """Return each frame's step, a power of two or the floor, such that its numbers fit 16 bits."""
    greatest = np.maximum(np.abs(block).max(axis=1), 1e-30)
    needed = 2.0 ** (np.ceil(np.log2(greatest)) - BITS)
    return np.where(needed <= floor, floor, needed).astype(np.float32)


def _planes(numbers: NDArray[np.unsignedinteger[Any]], size: int) -> bytes:
    return numbers.reshape(-1).view(np.uint8).reshape(-1, size).T.tobytes()

"""Frames in 16 bits: nobody can tell the pictures from the others."""

from itertools import pairwise

import numpy as np
import pytest

import gan1d
from gan1d.export.packing import BITS, FINE, blocks, packed
from gan1d.frames.recording import BASE, LAYOUT


def unpacked(content: bytes, count: int) -> np.ndarray:
    """Return the rows of packed frames, as `player/run/film.js` does."""
    places, rows = blocks(), np.empty((count, BASE), np.float32)
    begin, end = places[0][0], places[-1][1]
    bounds = np.cumsum([0, 4 * begin, 4 * len(places), 2 * (end - begin), 4 * (BASE - end)]) * count
    first, steps, low_high, metrics = (content[a:b] for a, b in pairwise(bounds))
    assert bounds[-1] == len(content)
    rows[:, :begin] = np.frombuffer(first, "<f4").reshape(begin, count).T
    changes = np.frombuffer(low_high, np.uint8).reshape(2, -1).T.copy().view("<i2")
    whole = changes.reshape(count, -1).cumsum(1, dtype=np.int16).cumsum(0, dtype=np.int16)
    step = np.frombuffer(steps, "<f4").reshape(len(places), count)
    for (a, b), of in zip(places, step, strict=True):
        rows[:, a:b] = whole[:, a - begin : b - begin] * of[:, None]
    planes = np.frombuffer(metrics, np.uint8).reshape(4, -1).T.copy().view("<f4")
    rows[:, end:] = planes.reshape(BASE - end, count).T
    return rows


@pytest.mark.parametrize("loss", ["non-saturating", "wgan"])
def test_frames_come_back_within_a_step_and_metrics_to_the_last_bit(loss) -> None:
    run = gan1d.train("arcsine", loss=loss, steps=40, width_d=16, width_g=8, start_sd=0.02)
    rows = run.recording.rows(0, 41)[:, :BASE]
    height = run.timeline.view.bins.y_max
    floors = [height / FINE, 1 / FINE if loss != "wgan" else 0.0, 1e-3, 0.0, 0.0]
    found = unpacked(packed(rows, floors), 41)
    last = blocks()[-1][1]
    np.testing.assert_array_equal(found[:, last:], rows[:, last:])
    np.testing.assert_array_equal(found[:, :3], rows[:, :3])
    for (begin, end), floor in zip(blocks(), floors, strict=True):
        block = rows[:, begin:end]
        allowed = np.maximum(floor, 2 * np.abs(block).max(axis=1) / 2**BITS)[:, None]
        assert (np.abs(found[:, begin:end] - block) <= 0.51 * allowed).all(), (begin, end)
    assert rows[:, LAYOUT["model"] : LAYOUT["d"]].max() > 2 * height  # a spike beyond the axis

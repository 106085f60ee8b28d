"""The numbers the player is held against are those that Python finds now."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gan1d.losses import LOSSES

from .golden import FILE, golden

PUSHES = Path(__file__).parents[2] / "gan1d" / "player" / "maths" / "pushes.js"


def other(made: Any, kept: Any, place: str = "golden.json") -> list[str]:
    """Return where two contents differ, numbers by more than 1e-9."""
    if isinstance(made, dict) and isinstance(kept, dict):
        if made.keys() != kept.keys():
            return [f"{place}: {sorted(made.keys() ^ kept.keys())} are in one of both only"]
        return [far for key in made for far in other(made[key], kept[key], f"{place} {key}")]
    if isinstance(made, list) and isinstance(kept, list):
        if len(made) != len(kept):
            return [f"{place}: {len(made)} entries, kept {len(kept)}"]
        pairs = enumerate(zip(made, kept, strict=True))
        return [far for i, (a, b) in pairs for far in other(a, b, f"{place} {i}")]
    same = made == kept
    if isinstance(made, float) and isinstance(kept, int | float):
        same = made == pytest.approx(kept, rel=1e-9, abs=1e-9)
    return [] if same else [f"{place}: {made!r}, kept {kept!r}"]


def test_the_golden_numbers_are_fresh():
    kept = json.loads(FILE.read_text())
    assert other(golden(), kept) == [], "write them anew: python -m tests.player.golden"


def test_what_is_stale_is_found():
    assert other({"a": [1.0, 2.0]}, {"a": [1.0 + 1e-12, 2.0]}) == []
    assert other({"a": [1.0]}, {"a": [1.1]}) == ["golden.json a 0: 1.0, kept 1.1"]
    assert other({"new": 0.5}, {}) == ["golden.json: ['new'] are in one of both only"]


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_has_its_factor_in_the_player(loss: str):
    factor = rf'^  (?:{loss}|"{loss}"): \('
    assert re.search(factor, PUSHES.read_text(), re.M), f"no factor of {loss!r} in {PUSHES.name}"

"""Grids: what they hold, and that a bad one is refused before it is built."""

import numpy as np
import pytest

from gan1d.data.catalogue import mixture
from gan1d.settings import KNOBS, Settings, SettingsError
from gan1d.sweep import grid
from gan1d.sweep.grid import LIMIT, Grid, seeds_from_text


def test_runs_are_numbered_and_the_seed_turns_fastest():
    made = Grid({"k": "1,3", "lr_d": "1e-4:1e-1:4:log", "data": ["normal", "claw"]}, "4,7-8")
    assert made.size == 2 * 4 * 2 * 3
    assert made.knobs["lr_d"] == [0.0001, 0.001, 0.01, 0.1] and made.knobs["seed"] == [4, 7, 8]
    all_settings = [made.settings(run) for run in range(made.size)]
    assert all_settings[0] == Settings(k=1, lr_d=1e-4, data="normal", seed=4)
    assert all_settings[4] == Settings(k=1, lr_d=1e-3, data="normal", seed=7)
    assert all_settings[-1] == Settings(k=3, lr_d=0.1, data="claw", seed=8)
    assert len(set(all_settings)) == made.size
    runs = np.array([5, 47, 0])
    columns = made.columns(runs)
    assert list(columns) == list(KNOBS)
    for name, values in columns.items():
        assert values == [getattr(all_settings[run], name) for run in runs]


def test_values_are_texts_lists_arrays_or_one():
    made = Grid({"k": "1:9:5", "width_d": "8:512:7:log", "skip": "true,false", "gamma_r2": "none"})
    assert made.knobs["k"] == [1, 3, 5, 7, 9]
    assert made.knobs["width_d"] == [8, 16, 32, 64, 128, 256, 512]
    assert made.knobs["skip"] == [True, False] and made.knobs["gamma_r2"] == [None]
    made = Grid({"k": np.arange(1, 3), "gamma": (0, 1.5), "lr_g": 0.1, "loss": "hinge,wgan"}, [3])
    assert made.knobs["k"] == [1, 2] and made.knobs["gamma"] == [0.0, 1.5]
    assert (made.size, made.base.lr_g, made.base.seed) == (8, 0.1, 3)
    text = "mixture:0.3,-2,0.25;0.7,3,0.6"
    assert Grid({"data": text}).knobs["data"] == [text]
    assert Grid({"data": mixture([[1, 2, 3]])}).knobs["data"] == ["mixture:1,2,3"]
    assert Grid({"lr_d": "0.1:0.3:3"}).knobs["lr_d"] == [0.1, 0.2, 0.3]
    assert Grid({}, start="paper").settings(7) == Grid({}, start="paper").base.replace(seed=7)


def test_only_the_same_sweep_has_its_digest():
    grids = [
        Grid({"k": "1,3"}),
        Grid({"k": "1,2"}),
        Grid({"k": "1,3"}, "0-3"),
        Grid({"k": "1,3"}, start="longer"),
        Grid({"k": "1,3", "lr_d": "0.1"}),
    ]
    assert len({grid.digest for grid in grids}) == len(grids)
    assert Grid({"k": [1, 3]}, range(8)).digest == grids[0].digest
    assert Grid({"lr_d": [0.1], "k": [1, 3]}).digest == grids[-1].digest


@pytest.mark.parametrize(
    ("knobs", "seeds", "said"),
    [
        ({"lr_d": ""}, "0", "lr_d = '' is not allowed; allowed: a number from 1e-07 to 10; values"),
        ({"lr_d": []}, "0", "at least one value"),
        ({"lr_d": "0.1,"}, "0", "lr_d = '' is not allowed"),
        ({"lr_d": "abc"}, "0", "lr_d = 'abc'"),
        ({"lr_d": "a:b:3"}, "0", "lr_d = 'a'"),
        ({"lr_d": "0.1:0.01:3"}, "0", "lr_d = '0.1:0.01:3' is not allowed; allowed: start < stop"),
        ({"lr_d": "0.1:0.1:3"}, "0", "start < stop"),
        ({"lr_d": "0.1:0.2"}, "0", "start:stop:count"),
        ({"lr_d": "0.1:0.2:x"}, "0", "a count from 2"),
        ({"lr_d": "0.1:0.2:1"}, "0", "a count from 2"),
        ({"lr_d": "0.1:0.2:" + "9" * 5000}, "0", "a count from 2"),
        ({"lr_d": "0.1:0.2:3:lin"}, "0", "start:stop:count"),
        ({"lr_d": "0.1:99:3"}, "0", "lr_d = '99'"),
        ({"gamma": "0:1:3:log"}, "0", "start > 0"),
        ({"gamma_r2": "none:1:3"}, "0", "start < stop"),
        ({"k": "1:3:9"}, "0", "9 different values"),
        ({"k": "1,1"}, "0", "k = 1 is not allowed; allowed: each value once"),
        ({"loss": "hinge:wgan:2"}, "0", "allowed: minimax"),
        ({"data": ["normal", "x"]}, "0", "data = 'x'"),
        ({"speed": "1"}, "0", "setting = 'speed' is not allowed; allowed: data"),
        ({"seed": "1"}, "0", "seeds = 0-31 or 1,2,3 instead"),
        ({}, "5-3", "seeds = '5-3' is not allowed; allowed: at least one"),
        ({}, "0-2,1", "seed = 1 is not allowed; allowed: each value once"),
        ({}, [], "at least one value"),
        ({}, [-1], "seed = -1"),
        ({}, range(-3, 3), "seed = -3"),
        ({}, "0-4294967295", f"{LIMIT} seeds at most"),
    ],
)
def test_a_bad_grid_is_refused(knobs, seeds, said):
    with pytest.raises(SettingsError) as error:
        Grid(knobs, seeds)
    assert said in str(error.value)


def test_a_billion_runs_are_refused_before_a_value_is_made(monkeypatch):
    monkeypatch.setattr(grid, "_between", lambda *_: pytest.fail("made"))
    axis = dict.fromkeys(("lr_d", "lr_g", "gamma"), "0.1:0.2:1000")
    with pytest.raises(SettingsError, match="'1,000,000,000 runs' is not allowed; .* 10,000,000"):
        Grid(axis, "0")
    assert seeds_from_text("0-9999999", LIMIT) == range(LIMIT)

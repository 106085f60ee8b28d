"""The benchmark of speed: its parts and what must hold between them, never how long it takes."""

import json
from itertools import count
from math import isclose, isfinite

import numpy as np
import pytest

from gan1d.__main__ import main
from gan1d.benchmarks import speed as module
from gan1d.settings import Settings
from gan1d.training.by_hand import FastTrainer

TINY = {"width_d": 4, "width_g": 4, "depth_g": 1, "batch_d": 8, "batch_g": 8}


@pytest.fixture(scope="module")
def measured():
    """Return what the benchmark finds, with less to measure, and how it said it got on."""
    ticks = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "Settings", lambda **changes: Settings(**{**TINY, **changes}))
        patch.setattr(module, "recipe", lambda name: Settings(**TINY))
        patch.setattr(module, "GOALS", (0.4, 1e-9))
        speed = module.speed(quick=True, progress=lambda *place: ticks.append(place))
    return speed, ticks


def test_progress_goes_from_the_first_part_to_the_last(measured):
    _, ticks = measured
    assert ticks == [(i, ticks[-1][1]) for i in range(1, ticks[-1][1] + 1)]


def test_every_time_is_a_time(measured):
    speed, _ = measured
    times = [s.plain_ms for s in speed.steps] + [s.ours_ms for s in speed.steps]
    times += [p.ms for p in speed.phases] + [g.ms for g in speed.growth]
    assert all(isfinite(ms) and 0 < ms < 1e4 for ms in times)


def test_our_step_is_the_faster_one(measured):
    for step in measured[0].steps:
        assert step.ratio == step.plain_ms / step.ours_ms > 1
    assert [step.recipe for step in measured[0].steps] == list(module.RECIPES)


def test_the_phases_add_up_to_the_step(measured):
    *parts, frame = measured[0].phases
    assert [p.phase for p in parts] == [*module.PHASES, "rest"] and frame.phase == "frame"
    assert isclose(sum(p.share for p in parts), 1)


def test_goals_say_how_many_runs_got_there(measured):
    goals = measured[0].goals
    assert [(g.data, g.jsd64) for g in goals] == [
        (data, goal) for data in module.GOAL_DATA for goal in (0.4, 1e-9)
    ]
    for goal in goals:
        if goal.jsd64 == 0.4:
            assert goal.reached == goal.runs == 1 and goal.seconds > 0
            assert goal.steps % module.LOOK_EVERY == 0
        else:
            assert (goal.reached, goal.steps, goal.seconds) == (0, None, None)


def test_the_table_shows_every_row(measured):
    speed, _ = measured
    table = module.speed_table(speed)
    for words in (*module.RECIPES, *module.PHASES, "frame", *module.GROWTH):
        assert words in table
    assert "0/1" in table and "1/1" in table
    assert max(map(len, table.splitlines())) <= 100


def test_a_median_of_turns(monkeypatch):
    clock, calls = count(0, 2e-3), []
    monkeypatch.setattr(module, "thread_time", lambda: next(clock))
    jobs = {name: (lambda name=name: calls.append(name), 2) for name in "ab"}
    ms = module.in_turn(jobs, 3, lambda: calls.append("-"))
    assert "".join(calls) == "ab" + "aabb-" * 3
    assert ms == {"a": pytest.approx(1), "b": pytest.approx(1)}


def test_watching_changes_nothing():
    watched, alone = FastTrainer(Settings(**TINY)), FastTrainer(Settings(**TINY))
    spent = dict.fromkeys(module.PHASES, 0.0)
    for phase, methods in module.PHASES.items():
        for method in methods:
            module._watch(watched, method, spent, phase)
    for _ in range(3):
        watched.advance()
        alone.advance()
    assert all(time > 0 for time in spent.values())
    np.testing.assert_array_equal(watched.player_g.weights, alone.player_g.weights)


def test_the_command_prints_one_object_of_json(measured, monkeypatch, capsys):
    calls = []
    monkeypatch.setattr(module, "speed", lambda quick, progress: calls.append(quick) or measured[0])
    assert main(["bench", "speed", "--quick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert calls == [True] and list(found) == list(measured[0]._fields)
    assert found["steps"][0]["ratio"] == measured[0].steps[0].ratio
    assert main(["bench", "speed"]) == 0
    assert capsys.readouterr().out == module.speed_table(measured[0]) + "\n"

"""The knob `engine`: a run by PyTorch does all that one by NumPy does; it alone loads PyTorch."""

import json
import subprocess
import sys

import numpy as np
import pytest
import torch

import gan1d
from gan1d.__main__ import main
from gan1d.figure1.moments import figure1
from gan1d.links import Event, from_query, parameters, to_query
from gan1d.runs.timeline import Timeline
from gan1d.settings import ENGINES, KNOBS, Settings, needs_restart
from gan1d.story.claims import replay
from gan1d.story.failures import FAILURES
from gan1d.story.lesson import STEPS
from gan1d.training import engines
from gan1d.training.by_autograd import AutogradTrainer
from gan1d.training.by_hand import FastTrainer
from gan1d.training.engines import trainer_for

NETS = {"width_d": 8, "width_g": 8, "batch_d": 16, "batch_g": 16}
SMALL = Settings(engine="torch", steps=60, **NETS)


def rows(timeline):
    return timeline.recording.rows(0, timeline.recording.stop)


def trained(timeline, frames):
    while timeline.recording.stop <= frames:
        assert timeline.advance()
    return timeline


def test_every_name_has_its_trainer():
    assert tuple(engines.ENGINES) == ENGINES == KNOBS["engine"].choices
    assert isinstance(trainer_for(Settings()), FastTrainer)
    assert isinstance(trainer_for(SMALL), AutogradTrainer)
    assert needs_restart(Settings(), Settings(engine="torch"))


def test_without_it_nobody_loads_pytorch():
    code = (
        "import sys, gan1d.__main__ as door;"
        "door.main(['train', '--steps=3', '--loss=relativistic', '--noise=0.1', '--json']);"
        "door.main(['train', '--steps=3', '--loss=hinge', '--json']);"
        "print([name for name in sys.modules if name.partition('.')[0] == 'torch'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *told, loaded = done.stdout.splitlines()
    assert [json.loads(line)["step"] for line in told] == [3, 3] and loaded == "[]"


def test_a_link_says_it_only_where_it_is_not_the_default():
    assert to_query(Settings()) == "data=bimodal" and "engine=torch" in to_query(SMALL)
    events = [Event(3, "d"), Event(7, "lr_g", 0.001)]
    assert from_query(parameters(to_query(SMALL, events))) == (SMALL, events, [])


def test_back_and_forth_gives_the_same_bits():
    timeline = trained(Timeline(SMALL), 50)
    first = rows(timeline)
    timeline.rewind(20)
    trained(timeline, 50)
    assert np.array_equal(rows(timeline), first, equal_nan=True)
    by_numpy = trained(Timeline(SMALL.replace(engine="numpy")), 50)
    np.testing.assert_allclose(rows(by_numpy)[:, 3:303], first[:, 3:303], rtol=0.02, atol=0.01)


def test_half_steps_and_knobs_are_events_that_replay():
    timeline = trained(Timeline(SMALL.replace(noise=0.1, loss="relativistic")), 6)
    for net in "dgg":
        timeline.half(net)
        timeline.advance()
    timeline.change(optimiser="rmsprop", lr_d=0.001)
    trained(timeline, 14)
    timeline.rewind(12)
    trained(timeline, 14)
    assert [str(event) for event in timeline.events[:3]] == ["6:d", "6:g", "7:g"]
    again = trained(Timeline(timeline.initial, timeline.events), 14)
    assert np.array_equal(rows(timeline), rows(again), equal_nan=True)


def test_an_explosion_stops_the_run():
    wild = {"optimiser": "sgd", "loss": "wgan", "lr_d": 10.0, "lr_g": 10.0, "init": "plain"}
    nets = {"activation_d": "relu", "activation_g": "relu"}
    run = gan1d.train(SMALL.replace(data="normal", **wild, **nets))
    assert run.stop.kind == "diverged" and run.health == "diverged"
    assert np.isfinite(run.frame.p_model).all() and run.metrics["jsd64"] > 0.1


def test_a_finished_run_can_be_asked():
    ours, theirs = (gan1d.train(SMALL, steps=10, engine=engine) for engine in ENGINES)
    z, x = np.linspace(-2, 2, 9), np.linspace(-4, 4, 9)
    np.testing.assert_allclose(theirs.generator(z), ours.generator(z), atol=1e-3)
    np.testing.assert_allclose(theirs.discriminator(x), ours.discriminator(x), atol=1e-3)
    assert theirs.metrics["jsd64"] == pytest.approx(ours.metrics["jsd64"], abs=1e-3)


def test_the_command_line_takes_it(capsys):
    words = [f"--{name.replace('_', '-')}={value}" for name, value in NETS.items()]
    assert main(["train", "--engine", "torch", "--steps=5", *words]) == 0
    assert "--engine=torch" in capsys.readouterr().out
    assert main(["train", "--engine", "jax"]) == 2
    assert "engine = 'jax' is not allowed; allowed: numpy, torch" in capsys.readouterr().err


def test_lesson_and_failures_take_it():
    queries = [step.query for step in STEPS] + [to_query(f.settings) for f in FAILURES.values()]
    for query in queries:
        settings, _, errors = from_query(parameters(f"{query}&engine=torch"))
        assert settings.engine == "torch" and not errors
    assert replay(f"{STEPS[0].query}&engine=torch", 3).trainer.step == 3


@pytest.mark.parametrize("optimiser", ["adam", "sgd", "rmsprop"])
def test_a_trainer_by_hand_goes_on_where_the_other_stands(optimiser):
    rates = {"lr_d": 1e-3, "lr_g": 1e-3, "noise": 0.1}
    settings = SMALL.replace(optimiser=optimiser, **rates)
    theirs = AutogradTrainer(settings, torch.float64)
    for _ in range(5):
        theirs.advance()
    before = theirs.snapshot()
    ours = FastTrainer.copy_of(theirs, np.float64)
    np.testing.assert_array_equal(ours.flat_weights()[0], theirs.flat_weights()[0])
    for trainer in (theirs, ours):
        for _ in range(5):
            trainer.advance()
    assert ours.step == theirs.step == 10
    (average, players), (same, others) = ours.flat_weights(), theirs.flat_weights()
    np.testing.assert_allclose(average, same, rtol=1e-8, atol=1e-11)
    for (memory, _), (other, _) in zip(players, others, strict=True):
        np.testing.assert_allclose(memory, other, rtol=1e-6, atol=1e-9)
    theirs.restore(before)
    assert FastTrainer.copy_of(theirs, np.float64).step == 5


def test_a_copy_by_hand_of_one_by_hand_has_its_bits():
    trainer = trainer_for(Settings(**NETS))
    for _ in range(3):
        trainer.advance()
    copy = FastTrainer.copy_of(trainer)
    for each in (trainer, copy):
        each.step_d()
        each.advance()
    (average, players), (same, others) = trainer.flat_weights(), copy.flat_weights()
    assert np.array_equal(average, same)
    for (memory, count), (other, others_count) in zip(players, others, strict=True):
        assert np.array_equal(memory, other) and count == others_count


def test_figure_1_of_a_run_by_pytorch():
    settings = Settings(data="normal", steps=40, engine="torch")
    figure = figure1(settings, step=12)
    a, b, c, d = figure.panels
    assert figure.d_is_optimal and figure.updates > 0 and c.numbers["jsd64"] < b.numbers["jsd64"]
    assert np.array_equal(a.p_model, b.p_model) and a.step == b.step == 12
    assert d.numbers["jsd64"] == gan1d.train(settings).metrics["jsd64"]

"""Each word on made-up histories: where it is said, where not, and which comes first."""

from itertools import pairwise

import numpy as np
import pytest

from gan1d.benchmarks.convergence import outcome
from gan1d.frames.diagnosis import (
    HEALTH,
    RECENT,
    START,
    STRIDE,
    WINDOW,
    diagnose,
)
from gan1d.frames.recording import FIELDS, Frame, Recording, View
from gan1d.links import Event
from gan1d.recipes import recipe
from gan1d.settings import Settings
from gan1d.story.failures import FAILURES
from gan1d.training.engines import trainer_for

CENTER, SCALE = 4.0, 2.0
LOOKS = WINDOW // STRIDE
# what a good run shows in its middle
MIDDLE = {
    "jsd": 0.03,
    "jsd64": 0.02,
    "value": -1.35,
    "d_half_max": 0.08,
    "mean_d_real": 0.51,
    "mean_d_fake": 0.49,
    "loss_d": 1.36,
    "loss_g": 0.7,
    "missed": 0.02,
    "mean_model": CENTER,
    "sd_model": SCALE,
}
MISSING = {"jsd": 0.4, "jsd64": 0.35, "missed": 0.5, "d_half_max": 0.4}
SURE = MISSING | {"jsd": 0.69, "missed": 1.0, "loss_d": 0.02, "d_half_max": 0.5}
BLIND = {"jsd": 0.2, "jsd64": 0.2, "d_half_max": 0.01}
CONVERGED = {"jsd": 0.003, "jsd64": 0.001, "d_half_max": 0.004, "missed": 0.0}
LOST = {"value": -27.6, "loss_d": 27.6, "mean_d_real": 0.0, "mean_d_fake": 0.0, "d_half_max": 0.5}
WAVE = CENTER + SCALE * 0.5 * np.sin(np.arange(LOOKS) * 2 * np.pi / 30)  # a turn every 150 steps


def history(looks=LOOKS, until=3000, **values):
    """Return a history that ends at step `until`, with the values given on top of MIDDLE."""
    step = until - STRIDE * np.arange(looks)[::-1].astype(float)
    base = {name: np.full(looks, MIDDLE.get(name, 0.0)) for name in FIELDS}
    return {"step": step} | base | {k: np.broadcast_to(v, looks) for k, v in values.items()}


def word(looks=LOOKS, until=3000, **values):
    return diagnose(history(looks, until, **values), CENTER, SCALE).slug


def lately(count, value, before):
    """Return values that were `before`, and `value` in the last `count` looks."""
    return np.where(np.arange(LOOKS) < LOOKS - count, before, value)


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        ("learning", {}),
        ("converged", CONVERGED),
        ("collapsed", MISSING),
        ("weak-d", BLIND),
        ("strong-d", SURE | {"loss_g": 6.0}),
        ("vanishing", SURE | {"loss_g": -0.01}),
        ("cycling", {"mean_model": WAVE}),
        ("diverged", {"mean_model": CENTER + 20.5 * SCALE}),
        ("diverged", {"mean_model": CENTER - 20.5 * SCALE}),
        ("diverged", {"sd_model": 20.5 * SCALE}),
        ("diverged", LOST),
        ("diverged", LOST | {"mean_model": WAVE}),
        ("diverged", {"loss_d": lately(5, 27.6, 1.4)}),  # on average of the last 30 looks
    ],
)
def test_a_word_is_said_where_its_sign_is(expected, values):
    assert expected in HEALTH and word(**values) == expected


@pytest.mark.parametrize(
    "values",
    [
        CONVERGED | {"jsd64": 0.011},
        CONVERGED | {"d_half_max": 0.031},
        MISSING | {"missed": 0.24},
        MISSING | {"jsd": 0.09},  # a hard edge is missed, too
        BLIND | {"jsd": 0.09},
        BLIND | {"d_half_max": 0.06},
        {"loss_d": 0.11, "d_half_max": 0.5},
        {"mean_model": CENTER + 0.2 * (WAVE - CENTER)},  # small swings: the noise of training
        {"mean_model": np.abs(WAVE - CENTER) + CENTER},  # swings on one side
        {"mean_model": CENTER + 19 * SCALE, "sd_model": 19 * SCALE},
    ],
)
def test_no_word_just_below_its_sign(values):
    assert word(**values) == "learning"


def test_a_d_that_is_wrong_once_or_is_no_probability_has_not_diverged():
    assert word(loss_d=lately(1, 27.6, 1.4)) == "learning"
    assert word(loss_d=3.9) == "learning"
    assert word(loss_d=27.6, d_half_max=np.nan) == "learning"


def test_a_rate_of_d_that_wrecks_it_is_told():
    # at the end D(x) is 0.0000 on the data and V -27.6, and JSD alone would be "learning"
    settings = Settings(gamma=0.0, fold=0.0, schedule="constant", steps=500)
    assert outcome("x", settings, [Event(100, "lr_d", 1.0)]).health == "diverged"


def test_what_has_moved_or_has_a_steep_loss_is_not_vanishing():
    moved = np.linspace(CENTER, CENTER + 4 * SCALE, LOOKS)
    assert word(**SURE, loss_g=-0.01, mean_model=moved) == "strong-d"
    assert word(**SURE, loss_g=-0.2) == "strong-d"


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        ("diverged", MISSING | {"mean_model": CENTER + 30 * SCALE}),
        ("converged", CONVERGED | {"mean_model": WAVE}),
        ("weak-d", BLIND | {"missed": 0.5, "mean_model": WAVE}),
        ("cycling", MISSING | {"mean_model": WAVE}),
        ("cycling", SURE | {"mean_model": WAVE}),
        ("strong-d", SURE | {"loss_g": 3.0}),
    ],
)
def test_causes_come_before_effects(expected, values):
    assert word(**values) == expected


def test_only_divergence_is_told_at_the_start():
    assert word(1, 0, **SURE) == "starting"
    assert word(START // STRIDE, START - STRIDE, **SURE) == "starting"
    assert word(START // STRIDE + 1, START, **SURE) == "learning"
    assert word(1, 0, mean_model=CENTER + 21 * SCALE) == "diverged"


def test_a_short_history_says_nothing_yet():
    assert word(RECENT - 1, **SURE) == "learning"
    assert word(RECENT, **SURE, loss_g=3.0) == "strong-d"


def test_a_word_comes_late_stays_long_and_ignores_single_looks():
    said = [word(missed=lately(n, 0.5, 0.0), jsd=0.4) for n in range(RECENT + 1)]
    assert said.index("collapsed") == 0.8 * RECENT and said[-1] == "collapsed"
    gone = [word(missed=lately(n, 0.0, 0.5), jsd=0.4) for n in range(RECENT + 1)]
    assert gone.index("learning") == RECENT // 2 + 1
    flicker = np.where(np.arange(LOOKS) % 7 == 0, 0.0, 0.5)
    assert {word(missed=np.roll(flicker, n), jsd=0.4) for n in range(7)} == {"collapsed"}


def test_a_cycle_is_over_when_it_has_calmed_down():
    assert word(mean_model=np.where(np.arange(LOOKS) < 90, WAVE, CENTER)) == "learning"


def test_a_critic_without_probability_gives_the_words_that_need_none():
    none = dict.fromkeys(("d_half_max", "value", "mean_d_real", "mean_d_fake"), np.nan)
    assert word(**none | {"jsd64": 0.001, "jsd": 0.001, "loss_d": -3.0}) == "converged"
    assert word(**none | {"loss_d": -3.0}) == "learning"
    assert word(**none | {"jsd": 0.4, "missed": 0.5, "loss_d": -3.0}) == "collapsed"
    assert word(**none | {"mean_model": WAVE}) == "cycling"


def test_losses_unknown_before_the_first_step_are_no_sign():
    assert word(1, 0, loss_d=np.nan, loss_g=np.nan) == "starting"


def test_the_evidence_is_counted_in_turns_and_sd():
    found = diagnose(history(mean_model=WAVE), CENTER, SCALE).evidence
    above = WAVE > CENTER
    assert found["turns"] == (above[1:] != above[:-1]).sum() >= 6
    assert found["swing"] == pytest.approx(0.5 / np.sqrt(2), rel=1e-3)


def test_units_of_the_data_do_not_matter():
    base = history(mean_model=WAVE)
    moved = base | {"mean_model": 7 + 100 * base["mean_model"], "sd_model": 100 * base["sd_model"]}
    one = diagnose(base, CENTER, SCALE)
    assert diagnose(moved, 7 + 100 * CENTER, 100 * SCALE).slug == one.slug == "cycling"


@pytest.mark.parametrize(("name", "steps"), [("vanishing", 400), ("blind", 600), ("explosion", 60)])
def test_failures_are_told_in_short_real_runs(name, steps):
    settings = FAILURES[name].settings.replace(seed=5)
    assert outcome(name, settings, steps=steps).health == FAILURES[name].word


def test_a_good_run_goes_from_starting_over_learning_to_converged():
    trainer = trainer_for(Settings(data="normal", seed=2, steps=1200))
    view, recording, words = View(trainer.p_data, trainer.p_z), Recording(LOOKS), []
    for step in range(1201):
        if step % STRIDE == 0:
            recording.append(Frame.of(trainer, view))
            found = diagnose(recording.history(), trainer.p_data.center, trainer.p_data.scale)
            words.append(found.slug)
        trainer.advance()
    changes = [words[0]] + [b for a, b in pairwise(words) if a != b]
    assert changes == ["starting", "learning", "converged"]


def test_the_opening_run_is_called_converged_while_there_is_still_something_to_see():
    assert outcome("opening", Settings(), steps=1150).health == "converged"


def test_the_tutorial_recipe_is_not_called_good():
    result = outcome("tutorial", recipe("tutorial").replace(steps=500, seed=1))
    assert result.health == "collapsed"

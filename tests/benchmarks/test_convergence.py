"""Runs in other processes, what is drawn for them, and the tables."""

import os

import numpy as np
import pytest

from gan1d import train
from gan1d.benchmarks import convergence
from gan1d.benchmarks.convergence import Outcome, columns, random_mixture
from gan1d.data.catalogue import from_samples, parse
from gan1d.links import Event
from gan1d.settings import Settings
from gan1d.story.failures import FAILURES
from gan1d.sweep.workers import THREADS

OUTCOMES = [
    Outcome("normal", 0, 0.001, 0.01, "converged", 0),
    Outcome("normal", 1, 0.003, 0.01, "learning", 2),
    Outcome("claw", 0, 0.001, 0.03, "converged", 0),
]


def test_two_seeds_of_a_preset():
    before, seen = {name: os.environ.get(name) for name in THREADS}, []
    results = convergence.convergence(
        ["normal"], [3, 4], 60, processes=2, progress=lambda *counts: seen.append(counts)
    )
    assert [(r.target, r.seed) for r in results] == [("normal", 3), ("normal", 4)]
    assert seen == [(1, 2), (2, 2)]
    assert {name: os.environ.get(name) for name in THREADS} == before
    # the same run as the one of the public face
    metrics = train("normal", seed=3, steps=60).metrics
    assert results[0].jsd64 == metrics["jsd64"] and results[0].d_half_max == metrics["d_half_max"]


def test_an_error_in_a_run_comes_back_at_once():
    with pytest.raises(AttributeError):
        convergence.outcomes([("broken", None)], processes=1)


def test_words_after_step_500_are_counted_as_alarms():
    settings = FAILURES["vanishing"].settings
    result = convergence.outcome("vanishing", settings, steps=545)
    assert result.health == "vanishing"
    assert result.said == ("starting", "learning", "vanishing")
    assert result.alarms == 4  # at 510, 520, 530, 540, as on the stage


def test_a_run_that_is_no_longer_finite_is_an_outcome():
    nets = {"activation_d": "relu", "activation_g": "relu", "init": "plain"}
    rates = {"optimiser": "sgd", "loss": "wgan", "lr_d": 10.0, "lr_g": 10.0}
    settings = Settings(data="normal", steps=60, **nets, **rates)
    result = convergence.outcome("diverging", settings)
    assert result.health == "diverged" and np.isfinite(result.jsd64) and result.alarms == 0


def test_knobs_are_turned_on_the_way():
    settings = Settings(data="normal", steps=40, batch_d=16, batch_g=16)
    turned = [Event(20, "lr_g", 0.0001), Event(20, "steps", 60)]
    result = convergence.outcome("x", settings, turned)
    run = train(settings, events=turned)
    assert run.frame.step == 60
    assert result.jsd64 == run.metrics["jsd64"]
    assert result.jsd64 != convergence.outcome("x", settings, steps=60).jsd64


def test_a_run_that_goes_on_ends_after_its_last_event():
    settings = Settings(data="normal", steps=10, batch_d=16, batch_g=16)
    events = [Event(10, "on"), Event(25, "lr_d", 0.001), Event(25, "on")]
    result = convergence.outcome("x", settings, events)
    run = train(settings, events=events)
    assert result.jsd64 == run.metrics["jsd64"] and run.events == events
    assert result.jsd64 == convergence.outcome("x", settings, events, steps=1000).jsd64


def test_failures_are_run_without_and_with_their_cures(monkeypatch):
    sent = []
    monkeypatch.setattr(convergence, "outcomes", lambda jobs, *_: sent.extend(jobs) or [])
    convergence.failing([3, 4], 700)
    assert len(sent) == 2 * 2 * len(FAILURES)
    name, settings, events, steps = sent[0]
    assert (name, settings.seed, list(events), steps) == ("collapse", 3, [], 600)
    name, settings, events, steps = sent[3]
    assert (name, settings.seed, steps) == ("collapse, cured", 4, None)
    assert (events[0].step, {e.name: e.value for e in events}["steps"]) == (
        600,
        600 + 700,
    )


def test_random_mixtures_keep_what_they_promise():
    sizes = set()
    for seed in range(40):
        spec = random_mixture(np.random.default_rng(seed))
        assert spec == random_mixture(np.random.default_rng(seed))
        rows = [[float(v) for v in row.split(",")] for row in spec.split(":")[1].split(";")]
        weights, means, sds = np.array(rows).T
        sizes.add(len(rows))
        assert weights.min() >= 0.1 - 1e-12 and weights.sum() == pytest.approx(1)
        gaps = np.diff(means) / np.minimum(sds[1:], sds[:-1])
        assert gaps.min() >= 2 and gaps.max() <= 10
        parse(spec)
    assert sizes == {2, 3, 4, 5, 6}


def test_columns_have_ties_outliers_and_bounds():
    data = columns(np.random.default_rng(0))
    assert len(np.unique(data["grades, few values"])) == 5
    readings = data["readings, outliers"]
    assert np.abs(readings - np.median(readings)).max() > 20 * np.std(np.sort(readings)[10:-10])
    for column in data.values():
        assert np.isfinite(from_samples(column).scale)


def test_the_tables_count():
    table = convergence.convergence_table(OUTCOMES).splitlines()
    assert " ".join(table[2].split()) == "normal 0.0020 0.0030 0.010 0.010 1 2 2 2"
    assert " ".join(table[-1].split()) == "all 0.0010 0.0030 0.010 0.030 1 2 3 2"
    failed = [
        Outcome("blind", 0, 0.2, 0.01, "weak-d", 3, ("learning", "weak-d")),
        Outcome("blind", 1, 0.4, 0.01, "cycling", 3, ("learning", "cycling")),
        Outcome("blind, cured", 0, 0.001, 0.01, "converged", 3, ("weak-d", "converged")),
        Outcome("blind, cured", 1, 0.003, 0.01, "weak-d", 3, ("weak-d",)),
    ]
    table = [" ".join(line.split()) for line in convergence.failures_table(failed).splitlines()]
    assert table[1] == "blind weak-d 2 1 0.3000 weak-d 1, cycling 1"
    assert table[2] == "blind, cured weak-d 2 2 1 0.0020 converged 1, weak-d 1"
    unseen = convergence.unseen_table([*OUTCOMES, Outcome("x", 0, 0.02, 0.1, "collapsed", 9)])
    assert unseen.endswith("of 4: 3 with JSD < 0.01, 4 with JSD < 0.03; collapsed: 1")

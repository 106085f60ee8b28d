"""Figure 1: four moments of a run, each what the paper says it is, and (b) really the optimum."""

import numpy as np
import pytest

import gan1d
from gan1d.figure1.moments import figure1, shown
from gan1d.figure1.optimum import OPTIMAL, Fine, train_to_optimum
from gan1d.frames.density import support_of
from gan1d.links import Event
from gan1d.settings import Settings, SettingsError
from gan1d.training.by_hand import FastTrainer


def trained(steps, **knobs):
    """Return a trainer after some steps."""
    trainer = FastTrainer(Settings(**knobs))
    for _ in range(steps):
        trainer.advance()
    return trainer


@pytest.fixture(scope="module")
def normal():
    """Return Figure 1 of a short run on the normal distribution, and what it reported."""
    reports = []
    return figure1(Settings(data="normal", steps=400), progress=reports.append), reports


@pytest.mark.parametrize("data", ["bimodal", "laplace", "uniform"])
def test_d_becomes_the_optimum_and_nothing_else_moves(data):
    trainer = trained(12, data=data)
    before = trainer.player_g.memory.copy(), trainer.player_d.memory.copy()
    found = train_to_optimum(trainer)
    assert np.array_equal(trainer.player_g.memory, before[0])
    assert np.array_equal(trainer.player_d.memory, before[1])
    fine = Fine(trainer)
    trainer.player_d = found.player
    d = 1 / (1 + np.exp(-trainer.critic(fine.x)))
    assert found.error < OPTIMAL
    assert np.abs(d - fine.best)[fine.counts].max() == pytest.approx(found.error, abs=1e-4)
    assert fine.counts.mean() > 0.3 and fine.left_out < 0.2


def test_before_that_d_is_not_the_optimum():
    trainer = trained(12, data="laplace")
    fine = Fine(trainer)
    assert fine.error(1 / (1 + np.exp(-trainer.critic(fine.x)))) > 10 * OPTIMAL


def test_a_d_that_cannot_get_there_is_replaced_and_it_is_said():
    trainer = trained(12, data="laplace", width_d=1)
    found = train_to_optimum(trainer)
    assert found.start == "fresh" and found.error < OPTIMAL
    assert len(found.player.weights) > len(trainer.player_d.weights)


def test_least_squares_has_the_same_optimum():
    trainer = trained(12, data="normal", loss="least-squares")
    assert train_to_optimum(trainer).error < OPTIMAL


def test_jumps_of_the_best_d_are_left_out():
    assert Fine(trained(8, data="uniform")).left_out > 0
    assert Fine(trained(8, data="normal")).left_out == 0


def test_the_support_is_the_smallest_set():
    mass = np.array([0.5, 0.0, 0.3, 0.195, 0.005])
    assert support_of(mass).tolist() == [True, False, True, True, False]


def test_the_same_g_stands_in_a_and_b(normal):
    a, b, c, _ = normal[0].panels
    assert a.step == b.step
    assert np.array_equal(a.p_model, b.p_model) and np.array_equal(a.ticks, b.ticks)
    assert a.numbers["d_error"] > 10 * OPTIMAL > 10 * b.numbers["d_error"]
    assert b.numbers["value"] == pytest.approx(b.numbers["cost"], abs=1e-3)
    assert a.numbers["value"] < b.numbers["value"] - 0.01
    assert np.array_equal(b.d, c.d) and not np.array_equal(b.p_model, c.p_model)


def test_a_is_near_convergence_with_d_partly_right(normal):
    figure, _ = normal
    assert figure.typical and not figure.chosen
    assert 0.02 < figure.panels[0].numbers["jsd64"] < 0.12
    assert 0.2 < figure.score < 1


@pytest.mark.parametrize("data", ["normal", "laplace"])
def test_g_gains_by_following_the_best_d(normal, data):
    figure = normal[0] if data == "normal" else figure1(Settings(data=data, steps=60))
    _, b, c, _ = figure.panels
    assert c.numbers["jsd64"] < b.numbers["jsd64"]
    assert c.step == b.step + figure.updates


def test_d_is_the_end_of_the_schedule(normal):
    figure, _ = normal
    last, run = figure.panels[-1], gan1d.train("normal", steps=400)
    assert last.step == 400 and figure.stop.kind == "ended"
    for name in ("jsd64", "jsd", "value", "d_half_max", "w1"):
        assert last.numbers[name] == run.metrics[name], name
    # G's own float32, which rounds a z among 21 otherwise than among 4,118; a step moves G by 1e-4
    assert np.abs(last.ticks - run.generator(figure.z)).max() < 1e-6


def test_it_says_what_is_under_way(normal):
    figure, reports = normal
    assert list(dict.fromkeys(now.part for now in reports)) == ["run", "b", "c"]
    assert all(0 <= now.share <= 1 for now in reports)
    steps = [now.numbers for now in reports if now.part == "run"]
    assert [n["step"] for n in steps] == list(range(0, 401, 20))
    assert {n["last"] for n in steps} == {400}
    errors = [now.numbers["error"] for now in reports if now.part == "b"]
    assert errors == sorted(errors, reverse=True) and len(errors) == figure.iterations


def test_events_are_part_of_the_run():
    events = [Event(10, "d"), Event(20, "lr_g", 0.001)]
    figure = figure1(Settings(data="normal", steps=40), events, step=30)
    run = gan1d.train("normal", steps=40, events=events)
    assert figure.chosen and [panel.step for panel in figure.panels[:2]] == [30, 30]
    assert figure.panels[-1].numbers["jsd64"] == run.metrics["jsd64"]


def test_a_run_that_diverges_ends_where_it_was_finite(monkeypatch):
    monkeypatch.setattr("gan1d.figure1.optimum.ITERATIONS", 3)
    diverging = {"optimiser": "sgd", "lr_d": 10, "lr_g": 10, "gamma": 0.0, "init": "plain"}
    diverging |= {"activation_d": "relu", "activation_g": "relu", "data": "normal", "steps": 60}
    figure = figure1(Settings(**diverging), step=0)
    run = gan1d.train(Settings(**diverging))
    assert figure.stop.kind == run.stop.kind == "diverged"
    assert figure.panels[-1].step == run.frame.step < 60
    assert all(np.isfinite(panel.p_model).all() for panel in figure.panels)


@pytest.mark.parametrize(
    ("settings", "events"),
    [({"loss": "hinge"}, []), ({}, [Event(3, "loss", "hinge")])],
)
def test_a_critic_has_no_figure_1(settings, events):
    with pytest.raises(SettingsError, match=r"loss = 'hinge'.*allowed: for Figure 1, minimax, non"):
        figure1(Settings(steps=5, **settings), events)


def test_a_step_beyond_the_end_is_refused():
    with pytest.raises(SettingsError, match="step = 9 is not allowed; .* from 0 to 5"):
        figure1(Settings(data="normal", steps=5), step=9)


def test_a_small_jsd_is_not_written_as_nothing():
    assert [shown(x) for x in (0.05341, 0.0005, 0.000021)] == ["0.0534", "0.0005", "0.00002"]

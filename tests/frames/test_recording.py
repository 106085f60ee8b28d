"""Frames: finite numbers that survive the row of floats; the recording keeps, drops and forgets."""

import numpy as np
import pytest
import torch

from gan1d.frames.metrics import LOG4
from gan1d.frames.recording import BASE, FIELDS, ROW, Frame, NotFiniteError, Recording, View
from gan1d.settings import Settings
from gan1d.training.by_autograd import AutogradTrainer
from gan1d.training.by_hand import FastTrainer


def _trainer(**knobs):
    return AutogradTrainer(Settings(width_d=16, width_g=8, **knobs))


@pytest.fixture(scope="module")
def trainer():
    trainer = _trainer()
    for _ in range(20):
        trainer.advance()
    return trainer


@pytest.fixture(scope="module")
def view(trainer):
    return View(trainer.p_data, trainer.p_z)


def test_a_frame_says_what_the_nets_say(trainer, view):
    frame = Frame.of(trainer, view)
    assert frame.step == 20
    np.testing.assert_array_equal(frame.ticks, trainer.generator(view.ticks))
    np.testing.assert_allclose(frame.d, 1 / (1 + np.exp(-trainer.critic(view.bins.x))))
    width = view.bins.x[1] - view.bins.x[0]
    assert frame.p_model.sum() * width + frame.metrics["mass_off"] == pytest.approx(1, abs=1e-9)
    x = trainer.generator(trainer.p_z.quantile((np.arange(20000) + 0.5) / 20000))
    assert frame.metrics["mean_model"] == pytest.approx(x.mean(), abs=1e-3)
    assert frame.metrics["sd_model"] == pytest.approx(x.std(), rel=1e-3)
    histogram = np.histogram(x, view.bins.edges)[0] / 20000
    overlap = np.abs(histogram.reshape(64, 8).sum(1) - _masses(trainer, view)).sum() / 2
    assert overlap < 2e-3


@pytest.mark.parametrize("kind", [AutogradTrainer, FastTrainer])
def test_a_frame_holds_what_d_says_to_the_ticks_and_its_slope_there(kind, trainer, view):
    trainer = kind(trainer.settings, np.float64 if kind is FastTrainer else torch.float64)
    frame, h = Frame.of(trainer, view), 1e-5
    np.testing.assert_allclose(frame.advice[0], trainer.critic(frame.ticks))
    rise = trainer.critic(frame.ticks + h) - trainer.critic(frame.ticks - h)
    np.testing.assert_allclose(frame.advice[1], rise / (2 * h), rtol=1e-5, atol=1e-6)


def _masses(trainer, view):
    from gan1d.frames.density import push_forward

    mass = push_forward(trainer.generator(view.z), view.mass, view.bins.edges)
    return mass[1:-1].reshape(64, 8).sum(1)


def test_metrics_of_a_frame_are_in_their_ranges(trainer, view):
    metrics = Frame.of(trainer, view).metrics
    assert set(FIELDS) - {"turns", "swing"} <= set(metrics)
    assert 0 <= metrics["jsd64"] <= metrics["jsd"] <= np.log(2)
    assert metrics["cost"] == pytest.approx(2 * metrics["jsd"] - LOG4)
    assert metrics["value"] <= metrics["cost"]
    assert 0 <= metrics["tv"] <= 1 and metrics["w1"] > 0
    assert 0 <= metrics["d_half_mean"] <= metrics["d_half_max"] <= 0.5


def test_a_row_gives_the_frame_back_to_float32(trainer, view):
    frame = Frame.of(trainer, view)
    assert frame.row.shape == (ROW,) and frame.row.dtype == np.float32
    assert BASE * 4 <= 2900
    restored = Frame.from_row(frame.row)
    assert (restored.step, restored.half, restored.health) == (frame.step, frame.half, frame.health)
    np.testing.assert_allclose(restored.p_model, frame.p_model, rtol=1e-6, atol=1e-30)
    np.testing.assert_allclose(restored.d, frame.d, rtol=1e-6)
    np.testing.assert_allclose(restored.ticks, frame.ticks, rtol=1e-6)
    assert restored.metrics["jsd"] == pytest.approx(frame.metrics["jsd"], rel=1e-6)
    assert np.isnan(restored.averaged).all()


def test_d_is_asked_where_the_fakes_are_even_off_the_screen():
    trainer = _trainer(start_mean=12.0)
    for _ in range(100):
        trainer.step_d()
    metrics = Frame.of(trainer, View(trainer.p_data, trainer.p_z)).metrics
    assert metrics["mass_off"] == pytest.approx(1)
    assert metrics["mean_d_fake"] < 0.2 < 0.5 < metrics["mean_d_real"]
    assert metrics["value"] > -1


def test_the_moving_average_is_shown_on_request_only(trainer):
    view = View(trainer.p_data, trainer.p_z)
    view.averaged = True
    frame = Frame.of(trainer, view)
    width = view.bins.x[1] - view.bins.x[0]
    assert frame.averaged.sum() * width == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("loss", ["hinge", "wgan", "wgan-gp", "least-squares"])
def test_what_a_loss_does_not_have_is_nan(loss):
    trainer = _trainer(loss=loss)
    metrics = Frame.of(trainer, View(trainer.p_data, trainer.p_z)).metrics
    assert np.isnan(metrics["value"])
    assert np.isnan(metrics["d_half_max"]) == (loss != "least-squares")
    assert np.isfinite([metrics[name] for name in ("jsd", "tv", "w1", "cost")]).all()


@pytest.mark.parametrize("value", [float("nan"), 1e38])  # times 100, a row cannot hold it
def test_nets_that_are_not_finite_are_refused(value):
    trainer = _trainer(data="mixture:1,0,100")
    view = View(trainer.p_data, trainer.p_z)
    trainer.net_g.layers[-1].bias.data.fill_(value)
    with pytest.raises(NotFiniteError, match="p_model is no longer finite at step 0"):
        Frame.of(trainer, view)
    trainer = _trainer()
    trainer.net_d.layers[0].bias.data.fill_(float("inf"))
    trainer.net_d.layers[-1].bias.data.fill_(float("inf"))
    with pytest.raises(NotFiniteError, match="d is no longer finite"):
        Frame.of(trainer, view)


def _numbered(step):
    empty = np.zeros(300)
    return Frame(
        step, 0, "learning", empty, empty, np.zeros(21), np.zeros((2, 21)), {"jsd": step / 7}, empty
    )


def test_recording_is_bounded_and_drops_the_oldest():
    recording = Recording(capacity=10)
    for step in range(25):
        recording.append(_numbered(step))
    assert (recording.first, recording.stop, len(recording)) == (15, 25, 10)
    assert [frame.step for frame in recording] == list(range(15, 25))
    assert recording[-1].step == 24 and recording[15].step == 15
    assert recording.rows(0, 18)[:, 0].tolist() == [15, 16, 17]
    for index in (14, 25):
        with pytest.raises(IndexError, match=f"frame {index} is not kept; kept: 15 to 24"):
            recording[index]


def test_history_ends_with_the_newest():
    recording = Recording(capacity=100)
    for step in range(42):
        recording.append(_numbered(step))
    history = recording.history(length=3, stride=10)
    assert history["step"].tolist() == [21, 31, 41]
    assert history["jsd"] == pytest.approx(np.array([3, 31 / 7, 41 / 7]))
    assert recording.history()["step"].tolist() == list(range(42))


def test_truncate_forgets_and_label_names():
    recording = Recording(capacity=10)
    for step in range(5):
        recording.append(_numbered(step))
    recording.truncate(3)
    assert recording[-1].step == 2
    recording.label("cycling", turns=7.0)
    assert recording[-1].health == "cycling" and recording[-1].metrics["turns"] == 7
    recording.append(_numbered(30))
    assert recording[3].step == 30

"""The public face: train, and what can be asked of a run."""

import numpy as np
import pytest

import gan1d
from gan1d.frames.recording import AFTER_D
from gan1d.links import Event

QUICK = {"steps": 40, "width_d": 16, "width_g": 8, "batch_d": 32, "batch_g": 32}


@pytest.fixture(scope="module")
def run():
    return gan1d.train("bimodal", seed=3, **QUICK)


def test_a_run_reports_itself(run):
    assert run.frame.step == 40 and len(run.recording) == 41
    assert run.stop.kind == "ended"
    assert run.settings.seed == 3 and run.settings.data == "bimodal"
    assert run.health == run.frame.health
    assert run.metrics["jsd64"] == pytest.approx(run.frame.metrics["jsd64"], rel=0.05)


def test_settings_reproduce_a_run(run):
    again = gan1d.train(run.settings, events=run.events)
    np.testing.assert_array_equal(again.frame.row, run.frame.row)
    from_json = gan1d.train(gan1d.Settings.from_json(run.settings.to_json()))
    np.testing.assert_array_equal(from_json.frame.row, run.frame.row)


def test_a_run_that_goes_on_ends_after_its_last_event():
    events = [Event(10, "on"), Event(20, "lr_d", 0.01), Event(24, "on"), Event(25, "d")]
    small = {"width_d": 8, "width_g": 8, "batch_d": 16, "batch_g": 16, "steps": 10}
    run = gan1d.train("normal", events=events[:1], **small)
    assert run.frame.step == 11 and run.stop.kind == "ended"
    run = gan1d.train("normal", events=events, **small)
    assert run.frame.step == 30 and run.events == events  # the schedule that began at 20
    run = gan1d.train("normal", events=[*events, Event(33, "d")], **small)
    assert (run.frame.step, run.frame.half) == (33, AFTER_D)
    run = gan1d.train("normal", events=[Event(10**9, "d")], **small)
    assert run.frame.step == 10  # the end comes first


def test_nets_take_and_give_arrays(run):
    z = np.linspace(-2, 2, 11)
    x = run.generator(z)
    assert x.shape == (11,) and x.dtype == float
    d = run.discriminator(x)
    assert d.shape == (11,) and ((d >= 0) & (d <= 1)).all()
    for call in (run.generator, run.discriminator):
        with pytest.raises(ValueError, match=r"has shape \(11, 1\); allowed: \(n,\)"):
            call(z[:, None])
        assert call([]).shape == (0,)


def test_the_curve_of_the_last_frame_is_the_discriminator(run):
    from gan1d.data.catalogue import parse
    from gan1d.frames.density import Bins

    x = Bins(parse("bimodal")).x
    np.testing.assert_allclose(run.discriminator(x), run.frame.d, atol=1e-6)


@pytest.mark.parametrize(
    "data",
    [
        gan1d.mixture([(0.3, -2, 0.25), (0.7, 3, 0.6)]),
        gan1d.from_samples(np.random.default_rng(0).gamma(2, size=200)),
        gan1d.from_curve([0, 1, 2], [0, 1, 0]),
        "mixture:0.3,-2,0.25;0.7,3,0.6",
    ],
    ids=["mixture", "samples", "curve", "text"],
)
def test_every_kind_of_data(data):
    run = gan1d.train(data, **QUICK | {"steps": 3})
    assert np.isfinite(run.metrics["jsd"])
    again = gan1d.train(run.settings)
    np.testing.assert_array_equal(again.frame.row, run.frame.row)


def test_metrics_are_none_where_there_is_no_probability():
    run = gan1d.train("normal", loss="wgan", **QUICK | {"steps": 2})
    assert run.metrics["value"] is None and run.metrics["d_half_max"] is None
    assert run.metrics["w1"] > 0


def test_relativistic_discriminator_is_a_probability():
    run = gan1d.train("normal", loss="relativistic", **QUICK)
    d = run.discriminator(np.linspace(-3, 3, 50))
    assert ((d > 0) & (d < 1)).all()


def test_bad_input_is_named():
    with pytest.raises(gan1d.SettingsError, match="data = 'nonsense'"):
        gan1d.train("nonsense")
    with pytest.raises(gan1d.SettingsError, match="setting = 'learning_rate'"):
        gan1d.train("normal", learning_rate=1)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([Event(1, "seed", 3)], "events = '1:seed=3' is not allowed"),
        ([Event(5, "d"), Event(3, "g")], "events = '3:g'"),
        ([Event(-1, "d")], "events = '-1:d'"),
        ([Event(1.5, "d")], "events = '1.5:d'"),
        ([Event(1, "nonsense")], "events = '1:nonsense=none'"),
        ([Event(1, "k", 99)], "k = 99"),
    ],
)
def test_events_that_no_link_could_hold_are_refused(events, words):
    with pytest.raises(gan1d.SettingsError, match=words):
        gan1d.train("normal", events=events, **QUICK)


def test_progress_is_told():
    told = []
    gan1d.train("normal", progress=lambda *at: told.append(at), **QUICK | {"steps": 3})
    assert told == [(1, 3), (2, 3), (3, 3)]

"""Conditions that end a run: as text and back, and the first frame that meets one."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gan1d
from gan1d.export.html import _said
from gan1d.settings import SettingsError
from gan1d.stopping import MEASURES, Condition, measures

SMALL = {"width_d": 32, "width_g": 8, "batch_d": 32, "batch_g": 32, "steps": 120}


@given(st.sampled_from(sorted(MEASURES)).flatmap(
    lambda name: st.tuples(st.just(name), st.integers(1, 10**7) if name == "step"
                           else st.floats(MEASURES[name].low, MEASURES[name].high))
))  # fmt: skip
def test_its_text_is_read_as_what_it_was_in_both_spellings(what):
    name, limit = what
    condition = Condition(name, float(f"{limit:.10g}"))
    assert Condition.of(str(condition)) == condition
    assert Condition.of(f"{name}:{limit:.10g}") == condition  # as in a link


def test_spaces_and_the_name_of_the_metric_are_read_too():
    assert Condition.of(" jsd64 < .002 ") == Condition("jsd64", 0.002)
    assert Condition.of("d_half_max<0.02") == Condition.of("d-half:0.02")
    assert str(Condition.of("step:600")) == "step=600"


@pytest.mark.parametrize("text", [
    "", "jsd64", "jsd64<", "jsd64<0", "jsd64<0.8", "jsd64=0.1", "jsd64>0.1", "jsd64<nan",
    "jsd64<-1", "jsd64<1.2.3", "jsd64<1e400", "jsd64<١", "d-half<0.6", "step<5", "step=0",
    "step=1.5", "step=10000001", "loss_d<1", "jsd64<0.1,step=5",
])  # fmt: skip
def test_what_is_none_is_named_with_what_is_allowed(text):
    allowed = "allowed: d-half<NUMBER from 1e-06 to 0.5; jsd64<NUMBER"
    with pytest.raises(SettingsError, match="^stop = ") as raised:
        Condition.of(text)
    assert allowed in str(raised.value)


def test_it_looks_at_a_frame():
    frame = SimpleNamespace(step=600, metrics={"jsd64": 0.001, "d_half_max": np.nan})
    holds = {text: Condition.of(text).holds(frame) for text in (
        "jsd64<0.0011", "jsd64<0.001", "d-half<0.5", "step=600", "step=599", "step=601",
    )}  # fmt: skip
    assert list(holds.values()) == [True, False, False, True, True, False]
    assert [one["field"] for one in measures()] == ["d_half_max", "jsd64", "step"]


@pytest.mark.parametrize("text", ["jsd64<0.15", "d-half<0.1", "step=30"])
def test_a_run_ends_at_the_first_frame_that_meets_it(text):
    whole = gan1d.train("bimodal", seed=3, **SMALL)
    stopped = gan1d.train("bimodal", seed=3, stop=text, **SMALL)
    condition = Condition.of(text)
    holds = [condition.holds(frame) for frame in whole.recording]
    first = holds.index(True)
    assert not holds[0] and first > 1
    assert stopped.recording.stop == first + 1 and stopped.stop is None
    assert stopped.stopped == (text, first, condition.value(whole.recording[first]))
    np.testing.assert_array_equal(stopped.frame.row[:2], whole.recording[first].row[:2])
    assert whole.stopped is None and whole.stop.kind == "ended"


def test_what_holds_at_the_start_must_be_broken_first():
    condition = Condition.of("jsd64<0.7")  # always
    run = gan1d.train("normal", stop="jsd64<0.7", **SMALL | {"steps": 5})
    assert all(condition.holds(frame) for frame in run.recording)
    assert run.stopped is None and run.frame.step == 5
    blind = gan1d.train("bimodal", seed=1, gamma=1000, stop="d-half<0.26", **SMALL | {"steps": 9})
    assert Condition.of("d-half<0.26").holds(blind.recording[0]) and blind.stopped is None


def test_a_loss_without_a_probability_says_so():
    said = "stop = 'd-half<0.02' .* allowed: jsd64 or step: with the loss wgan D is no probability"
    with pytest.raises(SettingsError, match=said):
        gan1d.train("normal", loss="wgan", stop="d-half<0.02", **SMALL)
    run = gan1d.train("normal", loss="wgan", stop="step=2", **SMALL)
    assert run.stopped == ("step=2", 2, 2.0)
    turned = [gan1d.Event(3, "loss", "minimax")]
    run = gan1d.train("normal", loss="wgan", stop="d-half<0.49", events=turned, **SMALL)
    assert run.stopped.step > 3  # there is none before


def test_a_run_that_was_stopped_is_taken_home(tmp_path):
    run = gan1d.train("normal", stop="step=4", **SMALL)
    run.save(tmp_path / "run.html")
    run.save(tmp_path / "run.json")
    assert (tmp_path / "run.html").stat().st_size > 10_000
    (last,) = _said(run)  # without it the replay would wait for more
    assert (last["after"], last["message"]["state"], last["message"]["step"]) == (4, "ended", 4)
    with pytest.raises(SettingsError, match="stop = 'step=4' .* none for a script"):
        run.save(tmp_path / "run.py")

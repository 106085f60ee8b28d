"""Live runs: no reader, no training; changes at the frame on the screen; freed after a grace."""

import time

import pytest

from gan1d.links import Event
from gan1d.runs import live
from gan1d.runs.live import LiveRun, Reader
from gan1d.settings import Settings, SettingsError

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=200)


@pytest.fixture
def run():
    run = LiveRun(SMALL)
    yield run
    run.close()


def _until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def _do(run, method, *args, **more):
    return run.submit(getattr(run, method), *args, **more).result(10)


def _read_to(run, index):
    reader = Reader(wake=lambda: None)
    _do(run, "attach", reader)
    _do(run, "want", index)
    _until(lambda: run.timeline.recording.stop > index)
    return reader


def test_it_trains_as_far_as_it_is_asked_and_no_farther(run):
    _do(run, "want", 20)
    time.sleep(0.1)
    assert run.timeline.recording.stop == 1  # asked, but nobody watches
    reader = _read_to(run, 20)
    time.sleep(0.1)
    assert run.timeline.recording.stop == 21
    _do(run, "want", 150)
    _do(run, "detach", reader)
    stood = run.timeline.recording.stop
    time.sleep(0.2)
    assert run.timeline.recording.stop <= stood + 1 < 150


def test_a_sleeping_reader_is_woken_once(run):
    woken = []
    reader = Reader(wake=lambda: woken.append(1), asleep=True)
    _do(run, "attach", reader)
    _do(run, "want", 10)
    _until(lambda: run.timeline.recording.stop == 11)
    assert woken == [1] and not reader.asleep


def test_a_live_knob_acts_at_the_frame_on_the_screen(run):
    _read_to(run, 30)
    _do(run, "change", at=12, lr_d=0.05)
    assert run.epoch == 1 and run.born == 0
    assert run.timeline.recording.stop == 13
    assert run.timeline.events == [Event(12, "lr_d", 0.05)]
    assert run.outlived(0) == 12
    _do(run, "half", "d", 12)
    assert run.timeline.events == [Event(12, "lr_d", 0.05), Event(12, "d")]


def test_a_change_that_names_no_frame_acts_at_the_one_on_the_screen(run):
    _read_to(run, 30)
    _do(run, "want", 30, on_screen=14)
    _do(run, "change", lr_d=0.05)
    assert run.timeline.events == [Event(14, "lr_d", 0.05)]
    _do(run, "change", lr_g=0.05)
    assert [event.step for event in run.timeline.events] == [14, 14]


def test_readers_learn_of_events_that_a_link_replays():
    run = LiveRun(SMALL, [Event(5, "k", 3)])
    _read_to(run, 20)
    assert run.settings.k == 3
    assert run.epoch == 1
    assert run.outlived(0) == 6
    run.close()


def test_a_reader_that_missed_two_changes_keeps_what_outlived_both(run):
    _read_to(run, 30)
    _do(run, "change", at=12, lr_d=0.05)
    _do(run, "want", 40)
    _until(lambda: run.timeline.recording.stop > 40)
    _do(run, "change", at=35, lr_d=0.06)
    assert run.outlived(0) == 12 and run.outlived(1) == 35 and run.outlived(2) == 35


def test_a_restarting_knob_starts_a_new_run_with_the_knobs_as_they_are(run):
    _read_to(run, 10)
    _do(run, "change", lr_d=0.05)
    _do(run, "change", seed=9)
    assert run.born == run.epoch == 2
    assert run.timeline.recording.stop == 1
    assert run.settings == SMALL.replace(lr_d=0.05, seed=9)
    assert run.timeline.events == []


def test_a_refused_change_leaves_the_run_as_it_was(run):
    _read_to(run, 10)
    with pytest.raises(SettingsError, match="k = 99"):
        _do(run, "change", k=99)
    with pytest.raises(SettingsError, match="data = 'nonsense'"):
        _do(run, "change", data="nonsense")
    assert run.epoch == 0 and run.timeline.recording.stop == 11 and run.settings == SMALL


def test_it_stops_at_the_end_and_goes_on(run):
    _do(run, "change", steps=5)
    _read_to(run, 5)
    _do(run, "want", 20)
    _until(lambda: run.timeline.stop is not None)
    assert run.timeline.recording.stop == 6
    _do(run, "go_on")
    _until(lambda: run.timeline.recording.stop == 21)


def test_a_run_without_readers_is_freed_after_its_grace(monkeypatch):
    monkeypatch.setattr(live, "GRACE", 0.3)
    closed = []
    run = LiveRun(SMALL, when_closed=lambda: closed.append(1))
    reader = _read_to(run, 2)
    time.sleep(0.5)
    assert run.alive  # it is watched
    _do(run, "detach", reader)
    time.sleep(0.1)
    again = _read_to(run, 4)  # back within the grace
    time.sleep(0.5)
    assert run.alive
    _do(run, "detach", again)
    _until(lambda: not run.alive)
    assert closed == [1]


def test_an_error_in_training_stops_it_and_nothing_else(run, caplog, monkeypatch):
    _read_to(run, 2)
    monkeypatch.setattr(run.timeline, "advance", lambda: 1 / 0)
    _do(run, "want", 5)
    _until(lambda: "training stopped at an error" in caplog.text)
    monkeypatch.undo()
    _do(run, "want", 5)
    _until(lambda: run.timeline.recording.stop == 6)


def test_jobs_after_the_end_of_a_run_do_not_hang():
    run = LiveRun(SMALL)
    run.close()
    _until(lambda: not run.alive)
    with pytest.raises(RuntimeError, match="has been freed"):
        run.submit(run.go_on).result(1)

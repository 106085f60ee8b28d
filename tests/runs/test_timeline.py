"""A run is its settings and its events: replayed, rewound or looked at, it gives the same bits."""

import numpy as np
import pytest

from gan1d import links
from gan1d.frames.diagnosis import WINDOW
from gan1d.frames.recording import AFTER_D, AFTER_G, LEAST, PLACES
from gan1d.links import Event
from gan1d.runs.timeline import Stop, Timeline
from gan1d.settings import Settings, SettingsError

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=60)


def _advance(timeline, frames):
    for _ in range(frames):
        assert timeline.advance()
    return timeline


def _rows(timeline):
    return timeline.recording.rows(0, timeline.recording.stop)


def _same(one, other):
    return np.array_equal(_rows(one), _rows(other), equal_nan=True)


def test_every_step_is_a_frame_from_the_start_on():
    timeline = _advance(Timeline(SMALL), 12)
    assert [frame.step for frame in timeline.recording] == list(range(13))


def test_the_word_changes_on_every_tenth_frame_only():
    timeline = _advance(Timeline(SMALL.replace(steps=400)), 300)
    words = [frame.health for frame in timeline.recording]
    changes = [i for i in range(1, 301) if words[i] != words[i - 1]]
    assert changes and all(i % 10 == 0 for i in changes)
    timeline.rewind(155)
    _advance(timeline, 145)
    assert [frame.health for frame in timeline.recording] == words


def test_replaying_settings_and_events_gives_the_same_bits():
    first = _advance(Timeline(SMALL), 5)
    first.change(lr_d=0.05, k=1)
    _advance(first, 3)
    first.half("d")
    _advance(first, 1)
    first.half("g")
    _advance(first, 4)
    first.change(loss="minimax")
    _advance(first, 30)
    again = Timeline(first.initial, first.events)
    _advance(again, len(first.recording) - 1)
    assert _same(first, again)
    assert again.past == first.events
    assert [event.name for event in first.events] == ["k", "lr_d", "d", "g", "loss"]


def test_half_steps_are_frames_of_their_own_and_g_counts():
    timeline = _advance(Timeline(SMALL), 2)
    for player in ("d", "d", "g"):
        timeline.half(player)
        _advance(timeline, 1)
    frames = list(timeline.recording)[-3:]
    assert [(frame.step, frame.half) for frame in frames] == [
        (2, AFTER_D),
        (2, AFTER_D),
        (3, AFTER_G),
    ]
    assert (frames[0].p_model == frames[1].p_model).all()  # G stood still
    assert (frames[0].d != frames[1].d).any()
    assert (frames[1].d == frames[2].d).all()  # D stood still


@pytest.mark.parametrize("back_to", [0, 3, 10, 17, 24, 25])
def test_going_back_and_on_gives_the_same_bits(back_to):
    straight = _advance(Timeline(SMALL), 25)
    bent = _advance(Timeline(SMALL), 25)
    bent.rewind(back_to)
    assert bent.recording.stop == back_to + 1
    _advance(bent, 25 - back_to)
    assert _same(straight, bent)


def test_going_back_beyond_the_snapshots_starts_over(monkeypatch):
    monkeypatch.setattr("gan1d.runs.snapshots.KEPT", 1)
    straight, bent = (_advance(Timeline(SMALL), 25) for _ in range(2))
    bent.rewind(4)
    _advance(bent, 21)
    assert _same(straight, bent)


def test_the_way_back_is_short_however_far_it_goes(monkeypatch):
    monkeypatch.setattr("gan1d.runs.snapshots.KEPT", 2)
    monkeypatch.setattr("gan1d.runs.snapshots.OLD_EVERY", 8)
    straight, bent = (_advance(Timeline(SMALL), 50) for _ in range(2))
    steps, advance = [], bent.trainer.advance
    monkeypatch.setattr(bent.trainer, "advance", lambda: (steps.append(1), advance()))
    bent.rewind(22)
    assert len(steps) == 6  # from frame 16
    _advance(bent, 28)
    assert _same(straight, bent)


def test_a_run_with_little_room_keeps_fewer_moments_and_never_none(monkeypatch):
    size = Timeline(SMALL).trainer.nbytes
    monkeypatch.setattr("gan1d.runs.snapshots.ROOM", 5 * size)
    straight, bent = (_advance(Timeline(SMALL), 50) for _ in range(2))
    kept = [moment.frame for moment in bent._snapshots._kept]
    assert bent._snapshots.nbytes == 5 * size and kept[-1] == 48
    gaps = np.diff(kept)
    assert (np.diff(gaps) <= 0).all()  # the longer ago, the sparser
    for back_to in (47, 30, 3):
        bent.rewind(back_to)
        _advance(bent, 50 - back_to)
        assert _same(straight, bent)


def test_a_run_that_takes_less_memory_goes_back_less_far_to_the_same_bits(monkeypatch):
    monkeypatch.setattr("gan1d.frames.recording.LEAST", 10)
    straight, bent = (_advance(Timeline(SMALL), 50) for _ in range(2))
    assert bent.nbytes == bent.recording.nbytes + 13 * bent.trainer.nbytes
    assert bent.recording.nbytes == straight.recording.rows(0, 51).nbytes
    while bent.halve():
        pass
    assert len(bent._snapshots._kept) == 1 and bent.recording.first == 51 - 12
    assert bent.nbytes < straight.nbytes / 4
    kept = straight.recording.rows(39, 51)
    np.testing.assert_array_equal(bent.recording.rows(0, 51), kept)
    bent.rewind(44)
    _advance(bent, 6)
    assert len(bent.recording) == 12
    looks_back = [PLACES["turns"], PLACES["swing"]]  # farther than these few frames
    again = bent.recording.rows(0, 51)
    again[:, looks_back] = kept[:, looks_back]
    np.testing.assert_array_equal(again, kept)


def test_what_is_kept_at_least_is_more_than_the_diagnosis_looks_back_at():
    assert LEAST > WINDOW


def test_a_big_net_stays_below_its_bound():
    big = Settings(width_d=512, depth_d=4, width_g=512, depth_g=4, batch_d=2, batch_g=2, k=1)
    timeline = _advance(Timeline(big.replace(gamma=0, fold=0)), 20)
    assert timeline.trainer.nbytes > 20e6
    assert timeline.nbytes <= 65 * 2**20
    assert len(timeline._snapshots._kept) == 3


def test_going_back_past_events_drops_them_but_keeps_knobs_turned_there():
    timeline = _advance(Timeline(SMALL), 10)
    timeline.change(lr_d=0.05)
    _advance(timeline, 5)
    timeline.change(lr_g=0.05)
    _advance(timeline, 5)
    timeline.rewind(10)
    assert timeline.events == [Event(10, "lr_d", 0.05)]
    assert (timeline.settings.lr_d, timeline.settings.lr_g) == (0.05, SMALL.lr_g)
    timeline.rewind(9)
    assert timeline.events == [] and timeline.settings == SMALL


def test_a_change_while_replaying_drops_the_events_to_come():
    timeline = _advance(Timeline(SMALL, [Event(3, "k", 1), Event(30, "k", 5)]), 10)
    timeline.change(lr_d=0.05)
    assert timeline.events == [Event(3, "k", 1), Event(10, "lr_d", 0.05)]


def test_a_dragged_slider_leaves_one_event():
    timeline = _advance(Timeline(SMALL), 4)
    for rate in (0.02, 0.03, 0.04):
        timeline.change(lr_d=rate)
    assert timeline.events == [Event(4, "lr_d", 0.04)]
    assert timeline.settings.lr_d == 0.04


def test_bad_changes_change_nothing():
    timeline = _advance(Timeline(SMALL), 3)
    with pytest.raises(SettingsError, match="k = 99"):
        timeline.change(lr_d=0.05, k=99)
    with pytest.raises(SettingsError, match="seed = 4.*a live knob"):
        timeline.change(seed=4)
    with pytest.raises(SettingsError, match="player = 'x'.*d, g"):
        timeline.half("x")
    assert timeline.settings == SMALL and timeline.events == []


def test_it_stops_at_the_end_of_the_schedule_and_goes_on_when_told():
    timeline = _advance(Timeline(SMALL), 60)
    assert not timeline.advance() and not timeline.advance()
    assert timeline.stop == Stop("ended", 60)
    timeline.go_on()
    _advance(timeline, 5)
    assert timeline.recording[-1].metrics["lr_d"] == pytest.approx(SMALL.lr_d / 100)


def test_a_knob_turned_after_the_end_opens_a_new_schedule():
    timeline = _advance(Timeline(SMALL), 60)
    timeline.advance()
    timeline.change(gamma=0.2)
    _advance(timeline, 60)
    assert timeline.recording[61].metrics["lr_d"] == pytest.approx(SMALL.lr_d)
    assert not timeline.advance()
    assert timeline.stop == Stop("ended", 120)
    again = Timeline(timeline.initial, timeline.events)
    _advance(again, 120)
    assert _same(timeline, again)


def test_a_half_step_after_the_end_is_done():
    timeline = _advance(Timeline(SMALL), 60)
    timeline.advance()
    timeline.half("g")
    _advance(timeline, 1)
    assert timeline.recording[-1].step == 61
    assert not timeline.advance()


def test_a_run_that_is_no_longer_finite_stops_and_keeps_its_last_finite_frame():
    wild = SMALL.replace(optimiser="sgd", lr_g=10, lr_d=10, loss="least-squares", depth_d=3)
    wild = wild.replace(activation_d="relu", activation_g="relu")
    timeline = Timeline(wild)
    while timeline.advance():
        pass
    stop = timeline.stop
    assert stop.kind == "diverged" and stop.reason in ("d", "p_model")
    assert 0 < stop.step <= 60
    assert timeline.recording[-1].step == stop.step - 1
    assert timeline.recording[-1].health == "diverged"
    assert np.isfinite(timeline.recording[-1].p_model).all()
    timeline.rewind(timeline.recording.stop - 1)
    timeline.change(lr_d=1e-6, lr_g=1e-6, gamma=0)
    assert timeline.advance()  # from the last finite frame with gentler knobs


def test_a_run_takes_so_many_events_and_says_how_many_they_would_be(monkeypatch):
    monkeypatch.setattr(links, "MAX_EVENTS", 3)
    timeline = _advance(Timeline(SMALL), 4)
    timeline.change(k=1)
    timeline.half("d")
    _advance(timeline, 1)
    timeline.change(lr_d=0.02)
    before = list(timeline.events)
    for act in (lambda: timeline.half("g"), lambda: timeline.change(k=2), timeline.go_on):
        with pytest.raises(SettingsError, match="with 4 events is not allowed; allowed: 3 at most"):
            act()
    assert timeline.events == before and timeline.settings.lr_d == 0.02
    timeline.rewind(4)  # before the half step: its place is free again
    timeline.half("g")
    assert [event.name for event in timeline.events] == ["k", "g"]

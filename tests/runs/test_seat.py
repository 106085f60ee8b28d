"""Seats: no reader, no training; changes at the frame on the screen and for oneself alone."""

import gc
import time
import weakref

import numpy as np
import pytest

from gan1d import links
from gan1d.frames.recording import BASE
from gan1d.links import Event
from gan1d.runs import memory
from gan1d.runs import seat as module
from gan1d.runs.scheduler import scheduler
from gan1d.runs.seat import Reader, Seat
from gan1d.runs.store import FullError, Store
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings, SettingsError

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=200)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def seat(store):
    seat = _sit(store)
    yield seat
    scheduler().submit(seat.free).result(10)


def _sit(store, settings=SMALL, events=(), **more):
    return scheduler().submit(Seat, store, settings, events, **more).result(10)


def _until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def _do(seat, method, *args, **more):
    return scheduler().submit(getattr(seat, method), *args, **more).result(10)


def _read_to(seat, index):
    reader = Reader(wake=lambda: None)
    _do(seat, "attach", reader)
    _do(seat, "want", index)
    _until(lambda: seat.run.timeline.recording.stop > index)
    return reader


def test_it_trains_as_far_as_it_is_asked_and_no_farther(seat):
    _do(seat, "want", 20)
    time.sleep(0.1)
    assert seat.run.timeline.recording.stop == 1  # asked, but nobody watches
    reader = _read_to(seat, 20)
    time.sleep(0.1)
    assert seat.run.timeline.recording.stop == 21
    _do(seat, "want", 150)
    _do(seat, "detach", reader)
    stood = seat.run.timeline.recording.stop
    time.sleep(0.2)
    assert seat.run.timeline.recording.stop <= stood + 1 < 150


def test_a_sleeping_reader_is_woken_once(seat):
    woken = []
    reader = Reader(wake=lambda: woken.append(1), asleep=True)
    _do(seat, "attach", reader)
    _do(seat, "want", 10)
    _until(lambda: seat.run.timeline.recording.stop == 11)
    assert woken == [1] and not reader.asleep


def test_a_live_knob_acts_at_the_frame_on_the_screen(seat):
    _read_to(seat, 30)
    _do(seat, "change", at=12, lr_d=0.05)
    assert seat.epoch == 1 and seat.born == 0
    assert seat.run.timeline.recording.stop == 13
    assert seat.run.timeline.events == [Event(12, "lr_d", 0.05)]
    assert seat.outlived(0) == 12
    _do(seat, "half", "d", 12)
    assert seat.run.timeline.events == [Event(12, "lr_d", 0.05), Event(12, "d")]


def test_a_change_that_names_no_frame_acts_at_the_one_on_the_screen(seat):
    _read_to(seat, 30)
    _do(seat, "want", 30, on_screen=14)
    _do(seat, "change", lr_d=0.05)
    assert seat.run.timeline.events == [Event(14, "lr_d", 0.05)]
    _do(seat, "change", lr_g=0.05)
    assert [event.step for event in seat.run.timeline.events] == [14, 14]


def test_events_of_a_link_happen_and_it_is_kept_after_which_frame(store):
    seat = _sit(store, SMALL, [Event(5, "k", 4)])
    _read_to(seat, 20)
    assert seat.state.settings.k == SMALL.k  # as it is at the frame on the screen
    _do(seat, "want", 20, on_screen=18)
    assert seat.state.settings.k == 4
    assert seat.epoch == 0 and [turn.frame for turn in seat.run.timeline.turns] == [5]
    assert seat.run.timeline.knobs(0)[0] == SMALL
    assert seat.run.timeline.knobs(1)[0] == SMALL.replace(k=4)
    _do(seat, "free")


def test_a_reader_that_missed_two_changes_keeps_what_outlived_both(seat):
    _read_to(seat, 30)
    _do(seat, "change", at=12, lr_d=0.05)
    _do(seat, "want", 40)
    _until(lambda: seat.run.timeline.recording.stop > 40)
    _do(seat, "change", at=35, lr_d=0.06)
    assert seat.outlived(0) == 12 and seat.outlived(1) == 35 and seat.outlived(2) == 35


def test_a_restarting_knob_starts_a_new_run_with_the_knobs_as_they_are(seat):
    _read_to(seat, 10)
    _do(seat, "change", lr_d=0.05)
    _do(seat, "change", seed=9)
    assert seat.born == seat.epoch == 2
    assert seat.run.timeline.recording.stop == 1
    assert seat.state.settings == SMALL.replace(lr_d=0.05, seed=9)
    assert seat.run.timeline.events == []


def test_a_refused_change_leaves_the_run_as_it_was(seat):
    _read_to(seat, 10)
    with pytest.raises(SettingsError, match="k = 99"):
        _do(seat, "change", k=99)
    with pytest.raises(SettingsError, match="data = 'nonsense'"):
        _do(seat, "change", data="nonsense")
    assert (
        seat.epoch == 0 and seat.run.timeline.recording.stop == 11 and seat.state.settings == SMALL
    )


def test_it_stops_at_the_end_and_goes_on(seat):
    _do(seat, "change", steps=5)
    _read_to(seat, 5)
    _do(seat, "want", 20)
    _until(lambda: seat.run.timeline.stop is not None)
    assert seat.run.timeline.recording.stop == 6
    _do(seat, "go_on")
    _do(seat, "want", 20)
    _until(lambda: seat.run.timeline.recording.stop == 21)


def test_a_seat_without_readers_is_freed_after_its_grace_and_its_run_with_it(store, monkeypatch):
    freed = []
    seat = _sit(store, when_freed=lambda: freed.append(1))
    assert seat._grace.interval == module.GRACE  # nobody has come yet
    reader = _read_to(seat, 2)
    assert seat._grace is None  # it is watched
    _do(seat, "detach", reader)
    assert seat._grace.is_alive()
    again = _read_to(seat, 4)  # back within the grace
    assert seat.alive and seat._grace is None and not freed
    monkeypatch.setattr(module, "GRACE", 0.1)
    monkeypatch.setattr(module, "KEPT", 0.1)  # nobody has read it for as long as it would be kept
    _do(seat, "detach", again)
    _until(lambda: freed)
    assert freed == [1] and not seat.alive and store.runs == set() and not store.shelf


def test_what_is_freed_is_not_kept_alive_by_a_circle(store, monkeypatch):
    monkeypatch.setattr(memory, "CACHE", 0)
    seat = _sit(store)
    _read_to(seat, 2)
    _do(seat, "free")
    _do(_sit(store, SMALL.replace(seed=1)), "free")  # the thread forgets its last job
    run = weakref.ref(seat.run.timeline)
    seat.readers.clear()
    gc.disable()
    try:
        del seat
        assert run() is None
    finally:
        gc.enable()


def test_an_error_in_training_stops_it_and_nothing_else(seat, caplog, monkeypatch):
    _read_to(seat, 2)
    monkeypatch.setattr(seat.run.timeline, "advance", lambda: 1 / 0)
    _do(seat, "want", 5)
    _until(lambda: "training stopped at an error" in caplog.text)
    monkeypatch.undo()
    _do(seat, "want", 5)
    _until(lambda: seat.run.timeline.recording.stop == 6)


def _equal(some, others):
    return np.array_equal(some, others, equal_nan=True)


def _rows(seat, stop):
    return seat.run.timeline.recording.rows(0, stop)[:, :BASE]


def test_seats_on_the_same_settings_and_events_watch_one_run(store):
    one, two = _sit(store), _sit(store)
    other, later = _sit(store, SMALL.replace(seed=1)), _sit(store, SMALL, [Event(9, "d")])
    assert one.run is two.run and len({one.run, other.run, later.run}) == 3
    _read_to(one, 30)
    _read_to(two, 10)
    assert one.newest() == two.newest() == 30 and (one.wanted, two.wanted) == (30, 10)
    for seat in (one, two, other, later):
        _do(seat, "free")
    assert store.runs == set()


def test_what_one_seat_does_leaves_the_other_its_frames_bit_for_bit(store):
    alone = Timeline(SMALL)
    while alone.recording.stop < 61:
        alone.advance()
    mine, other = _sit(store), _sit(store)
    _read_to(mine, 40)
    _read_to(other, 25)
    _do(other, "want", 25, on_screen=3)  # scrubs
    _do(mine, "look", True)
    _do(mine, "want", 50, on_screen=30)
    _until(lambda: mine.newest() == 50)
    _do(mine, "change", at=20, lr_d=0.05)
    assert mine.run is not other.run and mine.newest() == 20
    assert (mine.averaged, other.averaged) == (True, False)
    assert (mine.epoch, other.epoch) == (1, 0) and other.on_screen == 3
    _do(mine, "half", "g", 20)
    _do(other, "want", 60)
    _until(lambda: other.newest() == 60)
    assert _equal(_rows(other, 61), alone.recording.rows(0, 61)[:, :BASE])
    assert other.state.events == () and other.state.settings == SMALL
    same = Timeline(SMALL, mine.state.events)  # and the fork is the run that its link gives again
    _do(mine, "want", 60)
    _until(lambda: mine.newest() == 60)
    while same.recording.stop < 61:
        same.advance()
    assert _equal(_rows(mine, 61), same.recording.rows(0, 61)[:, :BASE])
    for seat in (mine, other):
        _do(seat, "free")


def test_a_wish_for_the_average_is_met_even_where_another_is_ahead(store):
    ahead, late = _sit(store), _sit(store)
    _read_to(ahead, 40)
    _read_to(late, 10)
    _do(late, "look", True)
    _do(late, "want", 30)
    _until(lambda: late.newest() >= 30)
    averages = late.run.timeline.recording.rows(0, 31)[:, BASE:]
    assert np.isfinite(averages[11:]).all()
    assert _equal(_rows(late, 31), _rows(ahead, 31))
    for seat in (ahead, late):
        _do(seat, "free")


def test_a_knob_of_a_lone_watcher_gives_his_run_another_key(store, seat):
    _read_to(seat, 10)
    run = seat.run
    _do(seat, "change", at=10, lr_d=0.05)
    assert seat.run is run and run.key == (SMALL, [Event(10, "lr_d", 0.05)])
    late, again = _sit(store), _sit(store, SMALL, [Event(10, "lr_d", 0.05)])
    assert late.run is not run and again.run is run
    for other in (late, again):
        _do(other, "free")


def test_a_restart_finds_the_run_that_is_there_and_keeps_it(store, seat):
    _read_to(seat, 10)
    run = seat.run
    _do(seat, "restart")
    assert seat.run is run and store.runs == {run} and run.seats == {seat}
    assert (seat.epoch, seat.born, seat.on_screen, seat.newest()) == (1, 1, 0, 10)
    _do(seat, "change", at=4, lr_d=0.05)
    _do(seat, "restart", SMALL)
    assert seat.run is not run and store.runs == {seat.run} and seat.newest() == 0


def test_a_seat_may_begin_at_a_frame_that_is_trained_for_it(store):
    seat = _sit(store, at=25)
    assert seat.on_screen == 25 and seat.newest() == 0
    reader = Reader(wake=lambda: None)
    _do(seat, "attach", reader)
    _until(lambda: seat.newest() == 25)
    _do(seat, "change", lr_d=0.05)
    assert seat.state.events == (Event(25, "lr_d", 0.05),)
    _do(seat, "free")


def test_who_may_only_watch_changes_nothing(store):
    seat = _sit(store, steers=False)
    _read_to(seat, 5)
    acts = [("change", {"k": 4}), ("half", {"net": "d"}), ("go_on", {}), ("restart", {})]
    for act, values in acts:
        with pytest.raises(PermissionError, match="cannot steer"):
            _do(seat, act, **values)
    assert seat.epoch == 0 and seat.newest() == 5 and seat.state.events == ()
    _do(seat, "free")


def test_all_runs_together_keep_to_their_memory(store, monkeypatch):
    first, second = _sit(store), _sit(store, SMALL.replace(seed=1))
    _read_to(first, 40)
    _read_to(second, 40)
    frames = sum(run.timeline.recording.nbytes for run in store.runs)
    moments = store.nbytes - frames
    monkeypatch.setattr(memory, "LIMIT", frames + moments // 2)
    _do(first, "want", 40)
    assert frames < store.nbytes <= memory.LIMIT
    monkeypatch.setattr(memory, "LIMIT", 0)
    _do(first, "want", 40)  # no less than this: one moment each, and all frames
    assert store.nbytes == frames + 2 * first.run.timeline.trainer.nbytes
    before = _rows(first, 41)
    _do(first, "change", at=30, lr_d=SMALL.lr_d)  # goes back to frame 30
    _do(first, "want", 40)
    _until(lambda: first.newest() == 40)
    assert _equal(_rows(first, 41), before)
    for seat in (first, second):
        _do(seat, "free")


def test_going_on_is_an_event_of_the_link(store):
    seat = _sit(store, SMALL.replace(steps=5))
    _do(seat, "go_on")  # before the end there is nothing to go on after
    assert seat.state.events == ()
    _read_to(seat, 5)
    _do(seat, "want", 9)
    _until(lambda: seat.run.timeline.stop)
    _do(seat, "go_on")
    assert seat.state.events == (Event(5, "on"),) and seat.state.link.endswith("events=5:on")
    _do(seat, "want", 9)
    _until(lambda: seat.newest() == 9)
    again = Timeline(SMALL.replace(steps=5), seat.state.events)
    for _ in range(9):
        assert again.advance()
    assert _equal(_rows(seat, 10), again.recording.rows(0, 10)[:, :BASE])
    _do(seat, "free")


def test_one_event_too_many_leaves_the_run_where_it_was(seat, monkeypatch):
    _read_to(seat, 30)
    _do(seat, "half", "d", 20)
    _read_to(seat, 25)
    _do(seat, "change", 21, k=5)
    _read_to(seat, 40)
    monkeypatch.setattr(links, "MAX_EVENTS", 2)
    before = seat.state
    for method, given in (("half", ("g", 30)), ("change", (30,)), ("half", ("g", 40))):
        with pytest.raises(SettingsError, match="with 3 events"):
            _do(seat, method, *given, **({"k": 4} if method == "change" else {}))
    assert seat.state == before and seat.newest() >= 40
    _do(seat, "half", "g", 19)
    assert seat.state.events == (Event(19, "g"),)


def test_without_room_a_seat_watches_another_run_until_there_is_some(store, monkeypatch):
    monkeypatch.setattr("gan1d.limits.RUNS", 1)
    owner = _sit(store)
    guest = _sit(store, SMALL.replace(seed=4), [Event(3, "k", 2)])
    mate = _sit(store)  # on a run that is there already: no room is needed
    assert guest.waits and not owner.waits and not mate.waits
    assert guest.run is owner.run and guest.settings == SMALL
    assert guest.state.initial.seed == 4 and "seed=4" in guest.state.link
    assert guest.state.events == (Event(3, "k", 2),)
    _read_to(guest, 5)
    with pytest.raises(PermissionError):
        _do(guest, "change", k=4)
    assert _do(guest, "come_in") is True and guest.run is owner.run and guest.epoch == 0
    with pytest.raises(FullError, match="1 runs are trained here"):  # mate would be left with it
        _do(owner, "change", k=4)
    assert owner.run.timeline.events == [] and owner.epoch == 0
    _do(mate, "free")
    _do(owner, "change", k=4)  # whoever waits stays where he was, and needs no room
    assert guest.run is not owner.run and guest.newest() >= 5
    _do(owner, "restart", SMALL.replace(seed=5))
    _do(owner, "free")
    assert _do(guest, "come_in") is False and not guest.waits
    assert guest.run.key == (SMALL.replace(seed=4), [Event(3, "k", 2)])
    assert (guest.epoch, guest.born) == (1, 1) and store.runs == {guest.run}
    _do(guest, "free")


def test_who_waits_looks_at_the_average_without_a_run_of_his_own(store, monkeypatch):
    monkeypatch.setattr("gan1d.limits.RUNS", 1)
    owner, guest = _sit(store), _sit(store, SMALL.replace(seed=4))
    _read_to(owner, 9)
    _do(guest, "look", True)
    assert guest.run is owner.run and len(store.runs) == 1
    for each in (owner, guest):
        _do(each, "free")

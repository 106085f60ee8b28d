"""A run that nobody watches any more is there for whoever comes next, for a while."""

import numpy as np
import pytest

from gan1d.frames.recording import BASE
from gan1d.links import Event
from gan1d.runs import memory, shelf
from gan1d.runs.live import LiveRun
from gan1d.runs.scheduler import scheduler
from gan1d.runs.seat import Seat
from gan1d.runs.shelf import BESIDES, KEPT, Shelf
from gan1d.runs.store import Store
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=60)
OTHER = SMALL.replace(seed=7)


def _do(job, *given, **named):
    return scheduler().submit(job, *given, **named).result(10)


def _advance(timeline, frames):
    for _ in range(frames):
        timeline.advance()
    return timeline


def _equal(some, others):
    return np.array_equal(some[:, :BASE], others[:, :BASE], equal_nan=True)


@pytest.fixture
def steps(monkeypatch):
    """Count the frames that are trained."""
    counted, advance = [], Timeline.advance

    def counting(timeline):
        counted.append(1)
        return advance(timeline)

    monkeypatch.setattr(Timeline, "advance", counting)
    return counted


def _visit(store, settings=SMALL, events=(), frames=61):
    """See a run to its end, and go."""
    seat = _do(Seat, store, settings, events)
    run = seat.run
    while run.timeline.recording.stop < frames and run.timeline.stop is None:
        _do(run.work)
    _do(run.work)
    _do(seat.free)
    return run


def test_many_who_open_a_link_one_after_the_other_cost_one_training(steps):
    store = Store()
    run = _visit(store)
    trained = len(steps)
    assert store.runs == set() and list(store.shelf) == [run]
    for _ in range(5):
        seat = _do(Seat, store, SMALL)
        assert seat.run is run and store.runs == {run} and not store.shelf
        assert _equal(
            run.timeline.recording.rows(0, 61), _advance(Timeline(SMALL), 60).recording.rows(0, 61)
        )
        del steps[trained:]
        assert seat.run.timeline.stop.kind == "ended"
        _do(seat.free)
    assert len(steps) == trained


def test_only_the_same_run_is_found_there():
    store = Store()
    run = _visit(store, SMALL, [Event(9, "k", 2)])
    for settings, events in ((SMALL, []), (OTHER, [Event(9, "k", 2)]), (SMALL, [Event(9, "k", 3)])):
        assert _do(store.open, settings, events) is not run
    assert _do(store.open, SMALL, [Event(9, "k", 2)]) is run


@pytest.mark.parametrize("at", [0, 7, 33, 60])
def test_what_is_changed_or_trained_on_from_there_has_the_same_bits(at):
    store = Store()
    _visit(store)
    seat = _do(Seat, store, SMALL)
    _do(seat.change, at=at, lr_d=0.05)
    _do(seat.half, "g")
    line = _do(lambda: _advance(seat.run.timeline, 9))
    same = _advance(Timeline(SMALL, seat.state.events), line.recording.stop - 1)
    assert _equal(line.recording.rows(0, 99), same.recording.rows(0, 99))
    _do(seat.free)


def test_a_run_left_on_the_way_goes_on_with_the_same_bits():
    store = Store()
    _visit(store, frames=20)
    seat = _do(Seat, store, SMALL)
    left = seat.newest()
    assert 19 < left < 30
    line = _do(lambda: _advance(seat.run.timeline, 60 - left))
    same = _advance(Timeline(SMALL), 60)
    assert _equal(line.recording.rows(0, 61), same.recording.rows(0, 61))
    _do(seat.free)


def test_it_takes_few_moments_and_no_buffers_along():
    run = LiveRun(_advance(Timeline(SMALL), 60))
    Shelf().put(run)
    line = run.timeline
    assert len(line._snapshots._kept) <= max(1, line.recording.nbytes / 8 / line.trainer.nbytes)
    player_d, player_g = line.trainer.player_d, line.trainer.player_g
    nets = (player_d.net, player_g.net, line.trainer.net_averaged)
    assert [net.buffers for net in nets] == [{}] * 3


def test_it_is_bounded_in_bytes_and_the_first_one_left_goes_first(monkeypatch):
    runs = [LiveRun(_advance(Timeline(SMALL.replace(seed=seed)), 20)) for seed in range(4)]
    kept = Shelf()
    kept.put(runs[0])
    assert kept.nbytes > BESIDES + runs[0].timeline.recording.nbytes
    monkeypatch.setattr(memory, "CACHE", 3 * kept.nbytes)
    for run in runs[1:]:
        kept.put(run)
    assert list(kept) == [runs[3], runs[2], runs[1]] and kept.nbytes <= memory.CACHE
    kept.put(LiveRun(Timeline(OTHER)))  # nothing to show but its start
    assert len(kept) == 3


def test_it_is_emptied_two_minutes_after_the_last_one_who_watched():
    now = 0.0
    kept = Shelf(lambda: now)
    runs = [LiveRun(_advance(Timeline(SMALL.replace(seed=seed)), 2)) for seed in range(2)]
    kept.put(runs[0])
    now = 50.0
    kept.put(runs[1])
    now = KEPT
    kept.sweep()
    assert list(kept) == [runs[1]] and KEPT == 120
    now += 50
    kept.sweep()
    assert not kept


def test_the_store_sweeps_by_itself(monkeypatch):
    monkeypatch.setattr(shelf, "KEPT", 0.4)
    store = Store()
    _visit(store)
    for _ in range(200):
        if not store.shelf:
            break
        store._broom.join(10)
        _do(int)
    assert not store.shelf and store._broom is None


def test_where_memory_is_short_those_that_nobody_watches_go_first(monkeypatch):
    store = Store()
    _visit(store, OTHER)
    seat = _do(Seat, store, SMALL)
    before = seat.run.timeline.nbytes
    monkeypatch.setattr(memory, "LIMIT", store.nbytes - 1)
    _do(seat.want, 0)
    assert not store.shelf and seat.run.timeline.nbytes == before
    _do(seat.free)

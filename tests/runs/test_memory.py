"""What is freed is gone, without the collector of circles, and its memory is given back."""

import gc
import json
import time
import weakref

import pytest

from gan1d.runs import memory
from gan1d.runs.scheduler import Scheduler, scheduler
from gan1d.runs.seat import Seat
from gan1d.runs.store import Store
from gan1d.server.conversation import Connection, receive
from gan1d.settings import Settings

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=200)


@pytest.fixture
def no_collector():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _do(job, *given, **named):
    return scheduler().submit(job, *given, **named).result(10)


def test_the_thread_forgets_its_last_job(no_collector):
    seat = _do(Seat, Store(), SMALL)
    run, dead = weakref.ref(seat.run.timeline), weakref.ref(seat)
    _do(seat.free)
    del seat
    _until(lambda: run() is None and dead() is None)  # a timer's thread may not have ended yet


def test_a_job_that_fails_keeps_nothing(no_collector):
    seat = _do(Seat, Store(), SMALL)
    dead = weakref.ref(seat)
    with pytest.raises(ValueError, match="99"):
        _do(seat.change, k=99)
    _do(seat.free)
    del seat
    _until(lambda: dead() is None)


def _until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


MESSAGES = [
    {"type": "set", "changes": {"k": 99}},
    {"type": "set", "changes": {"data": "nonsense"}},
    {"type": "set", "changes": {"loss": "x"}},
    {"type": "set", "changes": {"speed": 3}},
    {"type": "set", "changes": 3},
    {"type": "half", "player": "x"},
    {"type": "restart", "changes": {"seed": -1}},
    {"type": "open", "query": "?k=99&data=nonsense&recipe=x&events=3:z"},
    {"type": "want"},
    {"type": "sing"},
]


@pytest.mark.parametrize("message", MESSAGES, ids=json.dumps)
def test_a_refused_message_keeps_no_seat(no_collector, message):
    seat = _do(Seat, Store(), SMALL)
    dead, text = weakref.ref(seat), json.dumps(message)
    assert _do(receive, seat, Connection(wake=int), text)["type"] == "refused"
    _do(seat.free)
    del seat
    _until(lambda: dead() is None)


def test_memory_is_given_back_once_runs_were_dropped_and_there_is_nothing_to_do(monkeypatch):
    given = []
    monkeypatch.setattr(memory, "give_back", lambda: given.append(1))
    seat = _do(Seat, Store(), SMALL)
    _do(int)
    assert given == []
    _do(seat.free)
    _until(lambda: given)
    _do(int)
    assert given == [1]


def test_what_is_to_be_done_when_idle_waits_for_the_jobs_and_is_done_once():
    own, seen = Scheduler(), []

    def first():
        own.when_idle(lambda: seen.append("idle"))
        own.when_idle(lambda: seen.append("again"))
        own.submit(seen.append, "second")

    own.submit(first).result(10)
    _until(lambda: len(seen) == 2)
    own.submit(int).result(10)
    assert seen == ["second", "again"]


def test_giving_memory_back_does_no_harm_anywhere(monkeypatch):
    memory.give_back()
    monkeypatch.setattr(memory, "_trim", None)
    memory.give_back()

"""What a monitor is told, at once, whatever the training processes do."""

import json
import os
import signal
import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from gan1d.server import remote
from gan1d.server.files import version
from gan1d.server.remote import open_seat
from gan1d.server.routes import routes
from gan1d.settings import Settings

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=60)
client = TestClient(Starlette(routes=routes))


@pytest.fixture(autouse=True)
def own_processes(monkeypatch):
    """Have no processes yet, and none left over."""
    mine = []
    monkeypatch.setattr(remote, "_processes", mine)
    yield mine
    for process in mine:
        process._process.kill()


def health():
    answer = client.get("/gan1d/health")
    assert answer.status_code == 200
    return answer.json()


def test_a_server_without_pages_is_well():
    told = health()
    assert 0.0 <= told.pop("lag") < 5.0
    nothing = dict.fromkeys(("pages", "seats", "runs", "steps", "steps_per_second"), 0)
    assert told == {"version": version(), **nothing, "silent": [], "processes": {}}


def test_it_counts_pages_seats_runs_and_steps(own_processes):
    one, two, three = open_seat(SMALL), open_seat(SMALL), open_seat(SMALL.replace(seed=4))
    player = one.attach(lambda: None)
    one.ask("receive", player, '{"type": "want", "upto": 40}').result(20)
    while one.ask("newest").result(20) < 40:
        time.sleep(0.01)
    while (before := health())["silent"]:  # a slow machine
        pass
    assert [before[name] for name in ("pages", "seats", "runs", "steps")] == [1, 3, 2, 40]
    assert 0.0 <= before["steps_per_second"] <= 40 / 5
    assert before["processes"]["numpy 1"]["seats"] == 3
    assert 0.0 <= before["processes"]["numpy 1"]["lag"] < 5.0
    one.detach(player)
    two.free()
    three.free()
    three.ask("newest").exception(20)
    while (after := health())["silent"]:
        pass
    assert [after[name] for name in ("pages", "seats", "runs", "steps")] == [0, 1, 1, 40]


def test_a_process_that_does_not_answer_is_named_and_holds_up_nobody(own_processes, monkeypatch):
    monkeypatch.setattr(remote, "SEATS_PER_PROCESS", 1)
    monkeypatch.setattr(remote, "MAX_PROCESSES", 2)
    seat, other = open_seat(SMALL), open_seat(SMALL.replace(seed=4))
    for each in (seat, other):
        each.ask("newest").result(20)
    stopped = own_processes[0]
    os.kill(stopped._process.pid, signal.SIGSTOP)
    for _ in range(3):
        told = health()
    while told["silent"] == ["numpy 1", "numpy 2"]:  # a slow machine
        told = health()
    assert told["silent"] == ["numpy 1"] and told["seats"] == 2 and told["runs"] == 1
    assert told["processes"]["numpy 1"] == {
        **{"seats": 1, "runs": None, "steps": None, "steps_per_second": None},
        "lag": None,
    }
    assert told["processes"]["numpy 2"]["runs"] == 1
    assert len(stopped._pending) == 1  # however often it is asked
    os.kill(stopped._process.pid, signal.SIGCONT)
    seat.ask("newest").result(20)
    while health()["silent"]:
        pass


def test_a_process_that_dies_is_none(own_processes):
    seat = open_seat(SMALL)
    own_processes[0]._process.kill()
    while seat.alive:
        time.sleep(0.01)
    assert health()["processes"] == {}


def test_who_is_not_from_here_learns_nothing_but_why():
    answer = client.get("/gan1d/health", headers={"origin": "http://["})
    assert answer.status_code == 403
    assert list(answer.json()) == ["refused"] and "allowedHosts" in answer.json()["refused"]
    for told in (answer, client.get("/gan1d/health")):
        assert told.headers["x-content-type-options"] == "nosniff"
        assert told.headers["cache-control"] == "no-store"
        json.loads(told.text, parse_constant=pytest.fail)

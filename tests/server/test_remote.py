"""Runs in processes of their own: what the server knows of them, and what it survives."""

import os
import subprocess
import sys
import time

import numpy as np
import pytest

from gan1d.frames.recording import BASE, ROW
from gan1d.links import Event
from gan1d.server import remote
from gan1d.server.remote import find_seat, open_seat
from gan1d.settings import Settings, SettingsError

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=60)


@pytest.fixture
def own_processes(monkeypatch):
    """Have no processes yet, and none left over."""
    mine = []
    monkeypatch.setattr(remote, "_processes", mine)
    yield mine
    for process in mine:
        process._process.kill()


@pytest.fixture
def seat():
    seat = open_seat(SMALL)
    yield seat
    seat.free()


def _until(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def test_ids_find_runs_and_cannot_be_guessed(seat):
    other = open_seat(SMALL)
    assert find_seat(seat.id) is seat and find_seat(other.id) is other
    assert len(seat.id) >= 20 and seat.id != other.id
    other.free()
    assert find_seat(other.id) is None and find_seat("nobody") is None


def test_the_server_knows_the_run_as_it_is_once_a_change_is_done(seat):
    seat.ask("change", at=0, lr_d=0.05).result(20)
    events = (Event(0, "lr_d", 0.05),)
    assert seat.state == (SMALL.replace(lr_d=0.05), SMALL, events, 1, 0)
    assert seat.state.link.endswith("&events=0:lr_d=0.05")
    seat.ask("restart", SMALL.replace(seed=4)).result(20)
    assert seat.settings.seed == 4 and seat.state.born == 2 and seat.state.events == ()


def test_the_server_knows_a_run_that_was_there_as_it_is():
    first = open_seat(SMALL, [Event(2, "k", 5)])
    number = first.attach(lambda: None)
    first.ask("receive", number, '{"type": "want", "upto": 9, "at": 9}').result(20)
    _until(lambda: first.ask("newest").result(20) == 9)
    second = open_seat(SMALL, [Event(2, "k", 5)])
    assert second.ask("newest").result(20) == 9  # they share it
    assert (first.settings.k, second.settings.k) == (5, SMALL.k)  # as it is at frame 0
    second.ask("want", 9, 9).result(20)
    assert first.settings == second.settings == SMALL.replace(k=5)
    for each in (first, second):
        each.free()


def test_what_is_refused_comes_back_as_it_was_raised_and_changes_nothing(seat):
    with pytest.raises(SettingsError) as caught:
        seat.ask("change", k=99).result(20)
    assert (caught.value.name, caught.value.value) == ("k", 99)
    assert seat.state == (SMALL, SMALL, (), 0, 0)


def test_a_player_is_woken_when_there_is_news(seat):
    woken = []
    player = seat.attach(lambda: woken.append(1))
    seat.ask("receive", player, '{"type": "hello"}').result(20)
    assert seat.ask("news", player).result(20)[0]["type"] == "run"
    assert seat.ask("news", player).result(20) == []  # asleep from now on
    seat.ask("receive", player, '{"type": "want", "upto": 5}').result(20)
    _until(lambda: woken == [1])
    seat.detach(player)


def test_a_run_that_was_closed_says_so(seat):
    seat.free()
    assert not seat.alive
    with pytest.raises(RuntimeError, match="has been freed"):
        seat.ask("change", k=3).result(20)


def test_a_process_that_dies_takes_its_runs_along_and_nothing_else(own_processes):
    seat, woken = open_seat(SMALL), []
    player = seat.attach(lambda: woken.append(1))
    seat.ask("receive", player, '{"type": "hello"}').result(20)
    own_processes[0]._process.kill()
    _until(lambda: not seat.alive)
    assert find_seat(seat.id) is None and woken == [1]
    with pytest.raises(RuntimeError, match="is gone"):
        seat.ask("news", player).result(20)
    again = open_seat(SMALL)
    assert again.ask("change", k=3).result(20) is None and len(own_processes) == 1


def test_a_run_that_cannot_be_opened_is_not_found(own_processes):
    good, bad = open_seat(SMALL), open_seat(SMALL.replace(seed=1), at="x")
    _until(lambda: find_seat(bad.id) is None)
    assert good.ask("change", k=3).result(20) is None


def test_there_are_as_many_processes_as_are_needed_and_no_more(own_processes, monkeypatch):
    monkeypatch.setattr(remote, "SEATS_PER_PROCESS", 2)
    monkeypatch.setattr(remote, "MAX_PROCESSES", 2)
    opened = [open_seat(SMALL.replace(seed=seed)) for seed in range(2)]
    assert len(own_processes) == 1
    opened += [open_seat(SMALL.replace(seed=seed)) for seed in range(2, 6)]
    assert sorted(len(process.seats) for process in own_processes) == [3, 3]
    for seat in opened:
        seat.free()


def test_processes_beyond_the_first_end_when_nobody_has_come_back(own_processes, monkeypatch):
    monkeypatch.setattr(remote, "SEATS_PER_PROCESS", 1)
    monkeypatch.setattr(remote, "MAX_PROCESSES", 3)
    monkeypatch.setattr(remote, "IDLE", 0.2)
    first, second, third = (open_seat(SMALL.replace(seed=seed)) for seed in range(3))
    mine = list(own_processes)
    assert len(mine) == 3
    second.free()
    first.free()
    _until(lambda: not mine[1].alive)
    assert own_processes == [mine[0], mine[2]] and mine[0].alive
    again = open_seat(SMALL)  # takes the first one, which is still there
    assert third.ask("newest").result(20) == again.ask("newest").result(20) == 0
    assert own_processes == [mine[0], mine[2]]


def test_who_comes_later_finds_the_run_where_it_was_left(own_processes, monkeypatch):
    monkeypatch.setattr(remote, "SEATS_PER_PROCESS", 1)
    monkeypatch.setattr(remote, "MAX_PROCESSES", 2)
    here, there = open_seat(SMALL), open_seat(SMALL.replace(seed=1))
    number = there.attach(lambda: None)
    there.ask("receive", number, '{"type": "want", "upto": 20}').result(20)
    _until(lambda: there.ask("newest").result(20) == 20)
    there.free()
    here.free()
    again = open_seat(SMALL.replace(seed=1))
    assert list(own_processes[1].seats) == [again.id]
    assert again.ask("newest").result(20) == 20  # nothing was trained again


def test_a_process_to_which_a_page_came_back_in_time_stays(own_processes, monkeypatch):
    monkeypatch.setattr(remote, "SEATS_PER_PROCESS", 1)
    monkeypatch.setattr(remote, "MAX_PROCESSES", 2)
    monkeypatch.setattr(remote, "IDLE", 0.3)
    open_seat(SMALL)
    open_seat(SMALL.replace(seed=1)).free()
    back = open_seat(SMALL.replace(seed=2))
    time.sleep(0.6)
    assert len(own_processes) == 2 and back.ask("newest").result(20) == 0


def test_a_run_by_pytorch_moves_to_a_process_of_its_own_and_back(own_processes):
    seat, woken = open_seat(SMALL), []
    number = seat.attach(lambda: woken.append(1))
    say = '{"type": "set", "id": "t", "changes": {"engine": "torch"}}'
    assert seat.ask("receive", number, '{"type": "hello"}').result(20) == (None, False)
    assert seat.ask("news", number).result(20)[0]["type"] == "run"
    seat.ask("receive", number, '{"type": "view", "ema": true}').result(20)
    assert seat.ask("receive", number, say).result(60) == (None, True)
    first, second = own_processes
    assert (first.engine, second.engine) == ("numpy", "torch")
    assert find_seat(seat.id) is seat and seat.alive and woken
    assert list(first.seats) == [] and list(second.seats) == [seat.id]
    begun = seat.ask("news", number).result(60)[0]
    assert (begun["type"], begun["id"], begun["epoch"]) == ("run", "t", 1)
    assert begun["settings"]["engine"] == seat.settings.engine == "torch"
    assert "engine=torch" in begun["link"]
    seat.ask("receive", number, '{"type": "want", "upto": 5}').result(20)
    _until(lambda: seat.ask("newest").result(20) == 5)
    frames = seat.ask("news", number).result(20)[0]
    assert np.frombuffer(frames, "<u4", 4)[3] == ROW  # the wish for the average came along
    assert np.isfinite(np.frombuffer(frames, "<f4", offset=16).reshape(-1, ROW)[:, BASE:]).all()
    seat.ask("restart", SMALL, [Event(2, "k", 1)]).result(20)  # as the sidebar does it
    assert list(first.seats) == [seat.id] and not second.seats
    begun = seat.ask("news", number).result(20)[0]
    assert begun["epoch"] == 2 and seat.state.events == (Event(2, "k", 1),)
    seat.detach(number)
    other = open_seat(SMALL.replace(engine="torch"))
    assert len(own_processes) == 2 and list(second.seats) == [other.id]


def test_a_page_too_many_watches_a_run_and_gets_its_own_when_one_leaves(own_processes, monkeypatch):
    monkeypatch.setattr("gan1d.limits.PAGES", 1)
    owner = open_seat(SMALL)
    guest, last = open_seat(SMALL.replace(seed=4)), open_seat(SMALL.replace(seed=5))
    assert guest.waits and last.waits and not owner.waits
    player = guest.attach(lambda: None)
    guest.ask("receive", player, '{"type": "hello"}').result(20)
    begun = guest.ask("news", player).result(20)[0]
    assert begun["waits"] and begun["settings"]["seed"] == SMALL.seed and "seed=4" in begun["link"]
    refused, _ = guest.ask("receive", player, '{"type": "half", "player": "d"}').result(20)
    assert refused["name"] == "watching"
    owner.detach(owner.attach(lambda: None))  # it has left, and may come back
    _until(lambda: not guest.waits)
    assert owner.alive
    own = guest.ask("news", player).result(20)[0]
    assert not own["waits"] and own["settings"]["seed"] == 4 and own["epoch"] == 1
    assert last.waits
    guest.free()
    _until(lambda: not last.waits)
    last.free()


def test_the_processes_end_with_the_server():
    code = "import os; from gan1d.server.remote import prepare as start; "
    code += "print(start()._process.pid, flush=True); "
    done = subprocess.run(
        [sys.executable, "-c", code + "os._exit(1)"], capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)

    def gone():
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False

    _until(gone)


def test_neither_the_server_nor_the_process_loads_pytorch():
    code = "import sys, gan1d.server.routes, gan1d.server.worker; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]

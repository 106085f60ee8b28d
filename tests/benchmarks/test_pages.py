"""The benchmark of pages: an app, pages that play, and numbers that fit together."""

import json
import os
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from gan1d.__main__ import main
from gan1d.benchmarks import pages as module
from gan1d.benchmarks.pages import Load
from gan1d.benchmarks.processes import family, rates

LOAD = Load(
    2, True, 1.5, 59.0, 60.0, 1.0, 0.1, 0.5, 0.6, 2.0, None, None, None, 90, 2754, 33, False
)


def test_pages_play_and_are_measured_and_who_follows_a_lecture_too(capsys):
    words = ["bench", "pages", "--pages", "3", "--lecture", "--seconds", "1.5", "--json"]
    assert main(words) == 0
    load = json.loads(capsys.readouterr().out)["pages"][0]
    assert list(load) == list(Load._fields) and load["pages"] == 3 and load["same"]
    assert 0 < load["shown_least"] <= load["shown_median"] < 90
    assert 0.5 <= load["fairness"] <= 1 and 0 < load["worst_stall"] <= load["seconds"]
    assert 0 < load["first_median"] <= load["first_worst"]
    assert load["steps"] > 0 and 2700 < load["step_bytes"] < 2900
    assert load["void"] == (load["tick_ms"] > module.VOID_TICK)
    assert -1500 < load["lag_ms"] < 1500  # they are there at all
    if sys.platform == "linux":
        assert load["pss_mb"] > 50 and load["server_cores"] > 0 < load["training_cores"]


def test_pages_open_their_own_runs_or_the_same_or_follow():
    assert len(set(module._queries(3, same=False, lecture=False))) == 3
    assert len(set(module._queries(3, same=True, lecture=False))) == 1
    first, *others = module._queries(3, same=False, lecture=True)
    assert others == ["hall", "hall"] and "seed=1" in first


def test_an_interruption_ends_the_app_that_was_started():
    words = [sys.executable, "-m", "gan1d", "bench", "pages", "--pages", "1"]
    bench = Popen(words, stdout=PIPE, stderr=PIPE, text=True)
    while len(processes := family(bench.pid)) < 2:
        time.sleep(0.02)
    os.kill(bench.pid, signal.SIGINT)
    assert (*bench.communicate(timeout=60), bench.returncode) == ("", "", 130)
    while any(Path(f"/proc/{pid}").exists() for pid in processes):
        time.sleep(0.02)


def test_an_app_that_does_not_start_says_why(monkeypatch):
    monkeypatch.setattr(module.sys, "executable", "/bin/echo")
    with pytest.raises(OSError, match="did not start: -m gan1d.benchmarks.app_alone"):
        module.pages([1], 1.0)


def test_what_nobody_measures_is_no_number_and_a_starved_result_is_void():
    assert rates(None, {1: 2.0}, 1.0) == (None, None)
    assert rates({1: 2.0, 7: 1.0}, {1: 3.0, 7: 2.0, 8: 1.0}, 2.0) == (0.5, 1.0)
    table = module.pages_table([LOAD, LOAD._replace(tick_ms=50, void=True)])
    assert table.count("void") == 1 and "45 ms" in table
    assert max(map(len, table.splitlines())) <= 100

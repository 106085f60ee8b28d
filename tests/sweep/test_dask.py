"""A sweep on a Dask cluster: a scheduler and two workers, processes that speak TCP."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from gan1d import load_map, sweep
from gan1d.__main__ import main
from gan1d.benchmarks.throughput import nothing
from gan1d.sweep import workers
from gan1d.sweep.grid import Grid
from gan1d.sweep.maps import compute
from gan1d.sweep.workers import Cluster
from tests.conftest import unavailable
from tests.sweep.conftest import KNOBS, LONGER, SEEDS, STEPS, options, same, wait_for

if find_spec("distributed") is None:
    unavailable("no Dask: pip install -r tests/requirements.txt")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Return the address of a scheduler that gives a task up at its first death, and workers."""
    place = tmp_path_factory.mktemp("dask") / "scheduler.json"
    failures = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}

    def start(what, *words):
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *words]
        command += ["--scheduler-file", str(place), "--no-dashboard"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=os.environ | failures, **quiet)

    one_thread = ("--nthreads=1", "--no-nanny", "--host=127.0.0.1")
    started = [start("scheduler", "--host=127.0.0.1", "--port=0")]
    started += [start("worker", *one_thread, "--name", f"{i}") for i in range(2)]
    wait_for(place.exists)
    address = wait_for(lambda: json.loads(place.read_text() or "{}").get("address"))
    yield address, started
    for process in started:
        process.kill()
        process.wait()


def test_a_cluster_makes_the_same_map(cluster, whole, tmp_path, capsys):
    out = tmp_path / "map.parquet"
    words = [*options(KNOBS, STEPS), "--out", str(out), "--scheduler", cluster[0]]
    assert main(["sweep", *words]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (f"{out}: 24 runs; 24 starting\n", "")
    same(load_map(out), whole)


def test_it_is_an_executor_like_any_other(cluster, whole):
    from distributed import Client

    with Client(cluster[0], set_as_default=False) as client:
        same(sweep(KNOBS, SEEDS, STEPS, client.get_executor(pure=False)), whole)


def test_what_a_dead_worker_had_in_hand_is_given_out_again(cluster, longer, tmp_path, monkeypatch):
    out, grid = tmp_path / "map.parquet", Grid({**KNOBS, "steps": LONGER}, SEEDS)
    given_up = []

    class Counting(Cluster):
        def submit(self, function, *task):
            future = super().submit(function, *task)
            future.add_done_callback(
                lambda f: isinstance(f.exception(), self.deaths) and given_up.append(task[0])
            )
            return future

    def kill(done, _):
        if done == 6:
            cluster[1][1].kill()

    compute(grid, out, lambda: Counting(cluster[0]), kill)
    assert given_up and cluster[1][1].wait() == -9 and cluster[1][2].poll() is None
    same(load_map(out), longer)


def test_the_scheduler_forgets_what_is_done(cluster, tmp_path, monkeypatch):
    from distributed import Client

    def kept(dask_scheduler):
        from dask.utils import key_split

        spans = dask_scheduler.extensions["spans"].spans.values()
        notes = (span.metadata["collections"] for span in spans if span.metadata)
        return max(sum(map(len, notes)), key_split.cache_info().currsize)

    def kept_by_a_sweep(name):
        grid = Grid({"k": "1,2"}, range(40))
        compute(grid, tmp_path / name, lambda: Cluster(cluster[0]), None, nothing)
        return client.run_on_scheduler(kept)

    with Client(cluster[0], set_as_default=False) as client:
        monkeypatch.setattr(workers, "AGAIN", 1e9)
        assert kept_by_a_sweep("all.parquet") >= 80
        monkeypatch.setattr(workers, "AGAIN", 0.0)
        assert kept_by_a_sweep("few.parquet") <= 20


def test_without_a_scheduler_it_is_a_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(workers, "ANSWER", "0.2s")
    words = ["sweep", "--out", str(tmp_path / "map.parquet"), "--scheduler"]
    assert main([*words, "tcp://127.0.0.1:9"]) == 2
    assert "allowed: the address of a Dask scheduler that answers" in capsys.readouterr().err
    assert main([*words, "nonsense:host:port"]) == 2
    assert "allowed: the address of a Dask scheduler that answers" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main([*words, "tcp://127.0.0.1:9"]) == 2
    assert "pip install distributed==2026.8.0" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []

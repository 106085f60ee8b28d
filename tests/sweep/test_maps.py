"""Maps: the same table whoever computes it and whatever happens on the way."""

import os
import random
import signal
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain
from multiprocessing import active_children
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import gan1d
from gan1d import Settings, SettingsError, load_map, sweep, train
from gan1d.__main__ import main
from gan1d.settings import KNOBS as ALL_KNOBS
from gan1d.sweep import parts as parts_of
from gan1d.sweep.grid import Grid
from gan1d.sweep.one import COLUMNS, METRICS, one
from gan1d.sweep.parts import Parts
from gan1d.sweep.workers import DEATHS, Processes, Workers, results
from tests.sweep.conftest import (
    KNOBS,
    LONGER,
    SEEDS,
    SMALL,
    STEPS,
    Here,
    children,
    is_alive,
    options,
    same,
    sweeping,
    wait_for,
    written,
)


def test_every_run_is_a_row(whole):
    assert len(whole) == 24 and list(whole["run"]) == list(range(24))
    assert whole["seed"].tolist() == [0, 1, 2, 3] * 6 and set(whole["k"]) == {1, 2}
    row = whole.iloc[13]
    settings = Settings(**{name: getattr(row, name) for name in ("lr_d", "k", "seed")}, **SMALL)
    run = train(settings.replace(steps=STEPS))
    assert row["health"] == run.health == "starting" and row["step"] == STEPS
    for name in set(METRICS) - {"turns", "swing"}:
        assert row[name] == run.metrics[name], name
    assert (whole["seconds"] > 0).all() and whole["diverged_at"].isna().all()


def test_the_readme_says_what_every_column_is():
    text = (Path(gan1d.__file__).parents[1] / "README.md").read_text()
    assert [name for name in COLUMNS if f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    ("knobs", "pairs"),
    [("lr_d-lr_g", 7 * 7), ("k-lr_d", 7 * 7), ("gamma-lr_d", 7 * 7), ("beta1-gamma", 5 * 4)],
)
def test_the_maps_that_are_there_are_whole(knobs, pairs):
    table = load_map(Path(gan1d.__file__).parents[1] / f"assets/maps/{knobs}.parquet")
    assert list(table.columns) == parts_of.SCHEMA.names and len(table) == pairs * 8
    several = [name for name in ALL_KNOBS if table[name].astype(str).nunique() > 1]
    assert set(several) == {"seed", *knobs.split("-")} and set(table["steps"]) == {1000}


def test_what_is_not_finite_is_missing():
    nets = {"activation_d": "relu", "activation_g": "relu", "init": "plain", "optimiser": "sgd"}
    settings = Settings(data="normal", steps=60, loss="wgan", lr_d=10.0, lr_g=10.0, **nets)
    row = one(0, settings)
    assert row["health"] == "diverged" and row["diverged_at"] <= row["step"] <= 60
    assert {row[name] for name in METRICS} == {None} and row["converged_at"] is None


def test_the_order_and_the_executor_make_no_difference(whole):
    same(sweep(KNOBS, SEEDS, STEPS, Here(shuffled=True)), whole)
    with ThreadPoolExecutor(3) as threads:
        same(sweep(KNOBS, SEEDS, STEPS, threads), whole)


def test_an_interruption_keeps_what_is_done_and_the_same_call_goes_on(whole, tmp_path, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 1)  # four runs in hand
    out = tmp_path / "map.parquet"
    with pytest.raises(KeyboardInterrupt):
        sweep(KNOBS, SEEDS, STEPS, Here(fails_at=10), out)
    half = load_map(out)
    assert 5 <= len(half) < 10 and not out.exists()
    same(half, whole.iloc[: len(half)])
    rest = Here()
    same(sweep(KNOBS, SEEDS, STEPS, rest, out), whole)
    assert rest.calls == 24 - len(half)
    nothing = Here()
    same(sweep(KNOBS, SEEDS, STEPS, nothing, out), whole)
    assert nothing.calls == 0


def test_parts_in_any_order_become_one_file_in_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(parts_of, "ROWS", 7)
    monkeypatch.setattr(parts_of, "BLOCK", 16)
    grid, out = Grid({"k": "1,2"}, "0-49"), tmp_path / "map.parquet"
    result = one(0, Settings(steps=1, **SMALL))
    order = random.Random(2).sample(range(100), 100)
    with Parts(out, grid) as parts:
        for run in order:
            parts.add(run, {**result, "step": run})
        parts.merge()
    table = pq.ParquetFile(out)
    assert table.num_row_groups == 7
    assert load_map(out)["step"].tolist() == list(range(100))
    assert load_map(out)["k"].tolist() == [1] * 50 + [2] * 50


@pytest.mark.parametrize("left", ["_part", "_merged"])
def test_what_a_dead_process_left_half_written_is_no_part(whole, tmp_path, left):
    out = tmp_path / "map.parquet"
    with pytest.raises(KeyboardInterrupt):
        sweep(KNOBS, SEEDS, STEPS, Here(fails_at=18), out)
    Path(f"{out}.parts", left).write_bytes(b"PAR1 and not more")
    same(sweep(KNOBS, SEEDS, STEPS, Here(), out), whole)


def test_what_else_is_there_stays_as_it_is(tmp_path):
    def refused(out, said, knobs=None):
        with pytest.raises(SettingsError) as error:
            sweep(knobs or KNOBS, SEEDS, STEPS, Here(fails_at=1), out)
        assert said in str(error.value) and f"out = '{out}'" in str(error.value)

    text = tmp_path / "text.parquet"
    text.write_text("mine")
    refused(text, "it holds another")
    assert text.read_text() == "mine" and os.listdir(tmp_path) == ["text.parquet"]
    other = tmp_path / "other.parquet"
    sweep(SMALL, [1], 1, Here(), other)
    before = other.read_bytes()
    refused(other, "it holds another")
    assert other.read_bytes() == before
    begun = tmp_path / "begun.parquet"
    with pytest.raises(KeyboardInterrupt):
        sweep(KNOBS, SEEDS, STEPS, Here(fails_at=18), begun)
    refused(begun, "holds another sweep", SMALL)
    assert len(load_map(begun)) > 0
    with Parts(begun, Grid({**KNOBS, "steps": STEPS}, SEEDS)):
        refused(begun, "no other process")
    refused(tmp_path / "no/such.parquet", "a file that can be written")
    refused(tmp_path, "a file that can be written")
    (tmp_path / "blocked.parquet.parts").touch()
    refused(tmp_path / "blocked.parquet", "room for the folder")


def test_a_folder_that_is_locked_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("os.access", lambda *_: False)
    assert main(["sweep", "--out", str(tmp_path / "map.parquet")]) == 2
    assert "a file that can be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lr-d", "0.1:0.01:3"], "start < stop"),
        (["--lr-d", "1e-4:1e-1:1000", "--lr-g", "1e-4:1e-1:1000", "--seeds", "0-999"], "10,000,0"),
        (["--speed", "1,2"], "unrecognized arguments: --speed"),
        (["--k", "x"], "k = 'x' is not allowed"),
        (["--data", "normal", "--data", "x"], "data = 'x' is not allowed"),
        (["--processes", "0"], "processes = '0' is not allowed"),
        (["--processes", "2", "--scheduler", "tcp://x:1"], "either --processes or --scheduler"),
        (["--recipe", "x"], "recipe = 'x'"),
    ],
)
def test_bad_options_are_a_sentence_at_once(tmp_path, capsys, words, said):
    try:
        status = main(["sweep", "--out", str(tmp_path / "map.parquet"), *words])
    except SystemExit as exit_:
        status = exit_.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "") and said in err and err.count("\n") == 1
    assert os.listdir(tmp_path) == []


def test_there_must_be_a_map_and_steps_once(tmp_path):
    with pytest.raises(SettingsError, match="the file of a sweep"):
        load_map(tmp_path / "none.parquet")
    with pytest.raises(SettingsError, match="given once"):
        gan1d.sweep({"steps": "1,2"}, steps=3)


def test_whatever_ends_the_command_nothing_written_is_lost(longer, tmp_path):
    outs = {end: tmp_path / f"{end.name}.parquet" for end in (signal.SIGINT, signal.SIGKILL)}
    workers: dict[int, list[int]] = {}
    with ExitStack() as stack:  # both at once: most of it is the start of their processes
        words = [*options(KNOBS, LONGER), "--processes=1"]
        begun = {end: stack.enter_context(sweeping(out, *words)) for end, out in outs.items()}

        def all_are_struck():
            for end, process in begun.items():
                if end not in workers and written(outs[end]):
                    workers[end] = children(process.pid)
                    os.killpg(process.pid, end) if end == signal.SIGINT else process.kill()
            return len(workers) == 2

        wait_for(all_are_struck)
        said = {end: process.communicate(timeout=20) for end, process in begun.items()}
        wait_for(lambda: not any(map(is_alive, chain.from_iterable(workers.values()))))
        codes = {end: process.returncode for end, process in begun.items()}
    assert codes == {signal.SIGINT: 130, signal.SIGKILL: -signal.SIGKILL}
    assert said[signal.SIGINT] == ("", "") and min(map(len, workers.values())) >= 2
    for out in outs.values():
        kept = load_map(out)
        assert 0 < len(kept) < 24 and not out.exists()
        rest = Here()
        same(sweep(KNOBS, SEEDS, LONGER, rest, out), longer)
        assert rest.calls == 24 - len(kept)


def test_two_processes_of_which_one_is_killed_change_nothing(whole, tmp_path):
    out, seen = tmp_path / "map.parquet", []

    def kill(*counts):
        seen.append(counts)
        if counts[0] == 9:
            active_children()[0].kill()

    same(sweep(KNOBS, SEEDS, STEPS, out=out, processes=2, progress=kill), whole)
    assert seen == [(done, 24) for done in range(25)] and os.listdir(tmp_path) == ["map.parquet"]


class Deadly(Processes):
    """Workers of whom none survives the task 3."""

    def __init__(self):
        """Need no processes."""
        self.executor, self.count = Here(), 1

    def submit(self, function, *task):
        future = Future()
        future.set_exception(BrokenExecutor()) if task[0] == 3 else future.set_result(task[0])
        return future

    def close(self, left):
        self.left = left


def test_a_run_that_kills_every_worker_ends_the_sweep_with_a_sentence():
    workers, seen = Deadly(), []
    with pytest.raises(ChildProcessError, match=f"{DEATHS} workers died at run 3, or beside it"):
        seen.extend(results(workers, abs, ((run,) for run in range(100))))
    assert len(workers.left) == 3


def test_tasks_are_taken_a_few_ahead():
    taken = []

    def tasks():
        for run in range(1000):
            taken.append(run)
            yield (run,)

    for ((run,), _), _ in zip(results(Workers(Here(), 3), abs, tasks()), range(50), strict=False):
        assert len(taken) <= run + 1 + 4 * 3

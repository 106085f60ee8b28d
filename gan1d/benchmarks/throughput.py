"""How many runs a sweep makes of a second and a core, and what it takes beside them.

Wall clock counts where processes run side by side: a sweep and bare loops, as many as there are
processes, take turns in one call, so that a neighbour's load falls on both. A loop computes the
same runs one after the other, with nobody to give them out and nothing written. What one run costs
is processor time.
"""

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, sleep, thread_time
from typing import Any, NamedTuple

from gan1d.settings import Settings
from gan1d.sweep.grid import Grid
from gan1d.sweep.maps import compute
from gan1d.sweep.one import COLUMNS, one
from gan1d.sweep.workers import Cluster, Processes, Workers, results
from gan1d.training.engines import trainer_for

Progress = Callable[[int, int], None]

RATES = "1e-3:1e-1:{}:log"
GROWTH: dict[str, tuple[dict[str, Any], ...]] = {
    "width of both": tuple({"width_d": 4 * n, "width_g": n} for n in (8, 16, 32, 64)),
    "batch of both": tuple({"batch_d": n, "batch_g": 2 * n} for n in (32, 64, 128, 256)),
    "steps": tuple({"steps": n} for n in (250, 500, 1000, 2000)),
}
CORES, RUNS = (2, 16, 512), (10**4, 10**6)


class Throughput(NamedTuple):
    """What `throughput` measures.

    Attributes:
        processes: Runs at a time.
        rate: Runs a second and process in a sweep of 1,000 steps a run.
        ratio: That over the rate of bare loops.
        cost: A run's processor time over that of its steps alone.
        growth: Rows (knob, value, runs a second of processor time).
        memory: Rows (who, runs, peak memory in MB).
    """

    processes: int
    rate: float
    ratio: float
    cost: float
    growth: list[tuple[str, int, float]]
    memory: list[tuple[str, int, float]]


def options(parser: ArgumentParser) -> None:
    """Add the options of `bench sweep`."""
    parser.add_argument("--full", action="store_true", help="13x13x8 runs, and 10^5 tiny ones")


def throughput(full: bool = False, progress: Progress | None = None) -> Throughput:
    """Return what a sweep makes of this machine; a minute, or a quarter of an hour if full.

    Args:
        full: 13 x 13 x 8 runs and 10^5 tiny ones, instead of 3 x 3 x 4 and 10^4; Dask, too.
        progress: Called with (parts done, all parts) now and then.
    """
    rounds, seeds, rates = (8, 1, RATES.format(13)) if full else (2, 2, RATES.format(3))
    ticks = count(1)

    def tick() -> None:
        if progress:
            progress(next(ticks), rounds + 3)

    loops = sweeps = runs = 0.0
    for i in range(rounds):
        these = range(i * seeds, (i + 1) * seeds)
        grid = Grid({"lr_d": rates, "lr_g": rates, "steps": 1000}, these)
        loops, sweeps, runs = (
            loops + seconds_of_loops(grid),
            sweeps + seconds(grid),
            runs + grid.size,
        )
        tick()
    cost = cost_of_a_run()
    tick()
    growth = [
        (knob, next(iter(changes.values())), 1 / times(Settings(**{"steps": 300} | changes))[0])
        for knob, points in GROWTH.items()
        for changes in points
    ]
    tick()
    memory = list(peaks((10**3, 10**5 if full else 10**4), full))
    tick()
    processes = Processes().count
    return Throughput(processes, runs / sweeps / processes, loops / sweeps, cost, growth, memory)


def seconds(grid: Grid) -> float:
    """Return how long a sweep takes, from when its first run begins to when its file is there."""
    began: list[float] = []

    class Watched(Processes):
        def submit(self, function: Callable[..., Any], *task: Any) -> Any:
            future = super().submit(function, *task)
            future.add_done_callback(
                lambda done: began.append(monotonic() - done.result()["seconds"])
            )
            return future

    with TemporaryDirectory() as folder:
        compute(grid, Path(folder, "map.parquet"), Watched)
    return monotonic() - min(began)


def seconds_of_loops(grid: Grid) -> float:
    """Return how long loops take for the same runs, as many at once as there are processes."""
    workers = Processes()
    runs = range(grid.size)
    tasks = [
        (i, [grid.settings(run) for run in runs[i :: workers.count]]) for i in range(workers.count)
    ]
    ends = [ends for _, ends in results(workers, _loop, tasks)]
    return max(end for _, end in ends) - min(begin for begin, _ in ends)


def _loop(_: int, runs: list[Settings]) -> tuple[float, float]:
    begin = monotonic()
    for place, settings in enumerate(runs):
        one(place, settings)
    return begin, monotonic()


def times(settings: Settings, rounds: int = 3) -> tuple[float, float]:
    """Return seconds of processor time of a run and of its steps alone, medians."""
    whole, bare = list[float](), list[float]()
    for _ in range(rounds):
        begin = thread_time()
        one(0, settings)
        middle = thread_time()
        trainer = trainer_for(settings)
        for _ in range(settings.steps):
            trainer.advance()
        whole.append(middle - begin)
        bare.append(thread_time() - middle)
    return median(whole), median(bare)


def cost_of_a_run() -> float:
    """Return the processor time of a run of 1,000 steps over that of its steps alone."""
    whole, bare = times(Settings(steps=1000), 7)
    return whole / bare


def peaks(sizes: Sequence[int], dask: bool) -> Iterator[tuple[str, int, float]]:
    """Yield (who, runs, peak memory in MB) of sweeps of runs that take no time."""
    for size in sizes:
        for _, peak in results(Processes(1), _peak, [(size, "")]):
            yield "the process that gives them out", size, peak
    for size in sizes if dask and find_spec("distributed") else ():
        with cluster() as (address, scheduler):
            for _, peak in results(Processes(1), _peak, [(size, address)]):
                yield "the same with Dask", size, peak
            yield "Dask's scheduler", size, peak_of(f"{scheduler}")


@contextmanager
def cluster(workers: int = 2) -> Iterator[tuple[str, int]]:
    """Let a Dask scheduler and workers run; yield its address and the number of its process."""
    with TemporaryDirectory() as folder:
        place = Path(folder, "scheduler.json")
        known = ("--scheduler-file", str(place), "--no-dashboard", "--host=127.0.0.1")
        words = [("scheduler", "--port=0"), *[("worker", "--nthreads=1", "--no-nanny")] * workers]
        started = []
        for what, *more in words:
            command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *known, *more]
            started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        try:
            while not place.exists() or not place.read_text():
                sleep(0.05)
            yield json.loads(place.read_text())["address"], started[0].pid
        finally:
            for process in started:
                process.kill()
                process.wait()


def _peak(size: int, address: str) -> float:
    """Return the peak memory, MB, of this process after a sweep of so many runs of no time."""
    grid = Grid({"k": "1,2"}, range(size // 2))

    def workers() -> Workers:
        return Cluster(address) if address else Workers(_Here(), 2)

    with TemporaryDirectory() as folder:
        compute(grid, Path(folder, "map.parquet"), workers, None, nothing)
    return peak_of("self")


class _Here(Executor):
    """Computes in this thread."""

    def submit(self, function: Callable[..., Any], /, *task: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*task))
        return future


def nothing(run: int, settings: Settings) -> dict[str, Any]:
    """Return what stands for the result of a run."""
    empty = {"text": "learning", "int": settings.steps, "float": run / 7}
    return {name: empty[kind] for name, kind in COLUMNS.items()}


def peak_of(process: str) -> float:
    """Return the peak memory of a process, MB, as Linux knows it."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def table(found: Throughput) -> str:
    """Return all of it as text."""
    lines = [
        f"a sweep, {found.processes} processes, runs of 1,000 steps",
        f"  {found.rate:.2f} runs a second and process, {found.ratio:.3f} of bare loops at once",
        f"  a run costs {found.cost:.3f} times its steps alone",
        "",
        "runs of 300 steps, or as said, a second of processor time, with",
    ]
    for knob in dict.fromkeys(knob for knob, *_ in found.growth):
        rates = (f"{value:6} {rate:6.2f}" for name, value, rate in found.growth if name == knob)
        lines.append(f"  {knob:16}" + "".join(rates))
    lines += ["", f"{'peak memory':34}{'runs':>8}{'MB':>8}"]
    lines += [f"  {who:32}{runs:8}{peak:8.0f}" for who, runs, peak in found.memory]
    lines += ["", "at this rate  " + "".join(f"{f'{cores} cores':>18}" for cores in CORES)]
    for runs in RUNS:
        takes = (timedelta(seconds=round(runs / found.rate / cores)) for cores in CORES)
        lines.append(f"{runs:9,} runs" + "".join(f"{f'{time}':>18}" for time in takes))
    return "\n".join(lines)

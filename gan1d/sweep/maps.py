"""A sweep from one call, and its file as a table."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from gan1d.settings import Settings, SettingsError
from gan1d.sweep.cells import Shown, cells_of
from gan1d.sweep.grid import Grid
from gan1d.sweep.one import one
from gan1d.sweep.workers import Processes, Workers, results

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

Progress = Callable[[int, int], None]


def sweep(
    grid: Mapping[str, Any],
    seeds: str | Sequence[int] = range(8),
    steps: int | None = None,
    executor: Executor | None = None,
    out: str | Path | None = None,
    *,
    recipe: str = "default",
    processes: int | None = None,
    progress: Progress | None = None,
) -> "DataFrame":
    """Return the map of a grid: a row for each combination of its knobs' values and each seed.

    >>> gan1d.sweep({"lr_d": "1e-4:1e-1:13:log", "k": [1, 3]}, seeds=range(4), out="map.parquet")

    Who computes it, in which order and on how many workers makes no difference, bit for bit on the
    same kind of processor, but for the seconds. Interrupted, it keeps what is done, and the same
    call goes on from there; a map that is complete is only read.

    Args:
        grid: The values of each knob, by name: a list, a value, or a text such as "0.01,0.1" or
            start:stop:count, with ":log" behind it by equal factors. Data is never split.
        seeds: Whole numbers, or a text such as "0-31".
        steps: Length of a run; the recipe's if it is given neither here nor in the grid.
        executor: Who computes; processes of this machine if None. It is left open.
        out: The Parquet file; if None, nothing is kept and all is lost with an interruption.
        recipe: What the knobs change.
        processes: How many processes of this machine; as many as there are cores if None.
        progress: Called with (runs done, all runs), first with what was there already.

    Returns:
        The columns of `load_map`, a row for each run in the order of the grid.

    Raises:
        SettingsError: If the grid is not one, or `out` cannot be written or holds something else.
    """
    if steps is not None and "steps" in grid:
        raise SettingsError("steps", steps, "steps given once, here or in the grid")
    planned = Grid(grid if steps is None else {**grid, "steps": steps}, seeds, recipe)

    def workers() -> Workers:
        return Workers(executor) if executor else Processes(processes)

    if out is not None:
        compute(planned, out, workers, progress)
        return load_map(out)
    with TemporaryDirectory() as folder:
        compute(planned, Path(folder, "map.parquet"), workers, progress)
        return load_map(Path(folder, "map.parquet"))


def compute(
    grid: Grid,
    out: str | Path,
    workers: Callable[[], Workers],
    progress: Progress | None = None,
    function: Callable[[int, Settings], dict[str, Any]] = one,
) -> None:
    """Compute what is missing of a map, and write its file; see `sweep`.

    Args:
        grid: The runs.
        out: The file.
        workers: Called, once it is clear that something is to be done, for those who do it.
        progress: Called with (runs done, all runs), first with what was there already.
        function: What a worker does for a run.
    """
    # here, because pyarrow is needed by nobody else
    from gan1d.sweep.parts import Parts

    with Parts(out, grid) as parts:
        done = int(parts.done.sum())
        if progress:
            progress(done, grid.size)
        if done < grid.size:
            missing = (int(run) for run in range(grid.size) if not parts.done[run])
            tasks = ((run, grid.settings(run)) for run in missing)
            with closing(results(workers(), function, tasks)) as found:
                for count, ((run, _), result) in enumerate(found, done + 1):
                    parts.add(run, result)
                    if progress:
                        progress(count, grid.size)
        parts.merge()


def load_map(path: str | Path) -> "DataFrame":
    """Return a map as a pandas DataFrame; of one that is not complete, the runs that are written.

    Its columns: `run`, the number of the run in the grid; every knob by its name, `seed` and `data`
    included; `health`, the last word of the diagnosis; `step`, where it ended; `converged_at`, the
    first step with a JSD on 64 bins below 0.01, and `diverged_at`, the step since which it was
    diverged to the end, both looked for every 10 steps and missing if there is none; the metrics of
    the last frame, on 4,096 segments and as in `Run.metrics`, missing where a loss has no such
    number or none is finite any more; `seconds` that the run took.

    Args:
        path: The file of a sweep.

    Raises:
        SettingsError: If there is no such file.
    """
    # here, because it is needed by nobody else
    import pyarrow.parquet as pq
    from pyarrow import ArrowInvalid

    parts = Path(f"{path}.parts")
    whole = Path(path).is_file() or not parts.is_dir()
    try:
        return pq.read_table(path if whole else parts).sort_by("run").to_pandas()
    except (OSError, ArrowInvalid) as error:
        raise SettingsError("map", str(path), "the file of a sweep") from error


def draw_map(
    table: "DataFrame", show: Shown = "jsd64", x: str | None = None, y: str | None = None
) -> "Figure":
    """Return a map as a figure of Matplotlib, whose `savefig` writes it as a file.

    >>> gan1d.draw_map(gan1d.load_map("map.parquet"), "health").savefig("map.svg")

    A cell is a pair of values of two knobs, told by the median of its seeds; of an even number of
    seeds that is the better one of the two in the middle.

    Args:
        table: Runs, as `load_map` and `sweep` return them.
        show: "jsd64", the JSD on 64 bins in nats, by the logarithm; "d_half_max", max|D - 1/2|,
            likewise; "converged", the share of the seeds whose last word is "converged"; "health",
            the last word of the run in the middle by its JSD.
        x: The knob along the map; of those that vary, by default the first.
        y: The knob up the map; by default the other one.

    Raises:
        SettingsError: If there is no run, no such knob, another one varies as well, or `show` is
            none of these.
    """
    # here, because Matplotlib takes longer to load than all the rest
    from gan1d.sweep.picture import figure_of

    return figure_of(cells_of(table, x, y), show)

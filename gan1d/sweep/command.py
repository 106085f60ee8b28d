"""`python -m gan1d sweep`: a grid of knobs from the command line."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable

from gan1d.settings import KNOBS, RECIPES, SettingsError, allowed
from gan1d.sweep.grid import Grid
from gan1d.sweep.maps import compute
from gan1d.sweep.workers import Cluster, Processes, Workers

HELP = "train every combination of some knobs and seeds, into one Parquet file"


def options(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    add = parser.add_argument
    add("--out", required=True, help="the Parquet file; the same command goes on where one ended")
    add("--seeds", default="0-7", help="such as 0-31 or 1,2,3")
    add("--processes", help="runs at a time on this machine; default: as many as there are cores")
    add("--scheduler", metavar="ADDRESS", help="a Dask scheduler, as tcp://host:8786")
    add("--recipe", default="default", help=", ".join(RECIPES))
    for name in (name for name in KNOBS if name != "seed"):
        spellings = dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}"))
        what = f"{allowed(name)}; a,b,c or start:stop:count[:log]".replace("%", "%%")
        if name == "data":
            add("--data", action="append", help=f"{allowed(name)}; may be given several times")
        else:
            add(*spellings, dest=name, metavar="VALUES", help=what)


def run(args: Namespace, progress: Callable[[int, int], None]) -> None:
    """Compute a map and say what is in it.

    Args:
        args: As `options` says.
        progress: Called with (runs done, all runs).

    Raises:
        SettingsError: If an option cannot be.
    """
    knobs = {name: text for name in KNOBS if (text := getattr(args, name, None)) is not None}
    grid = Grid(knobs, args.seeds, args.recipe)
    count = args.processes or "1"
    if not count.isdecimal() or not 0 < int(count[:5]) < 10_000:
        raise SettingsError("processes", args.processes, "a whole number from 1 to 9999")
    if args.processes and args.scheduler:
        raise SettingsError("processes", args.processes, "either --processes or --scheduler")

    def workers() -> Workers:
        return Cluster(args.scheduler) if args.scheduler else Processes(int(args.processes or 0))

    compute(grid, args.out, workers, progress)
    print(_summary(args.out))


def _summary(out: str) -> str:
    import pyarrow.parquet as pq  # here, because it is needed by nobody else

    file = pq.ParquetFile(out)
    words = Counter[str]()
    for batch in file.iter_batches(columns=["health"]):
        words.update(batch["health"].to_pylist())
    told = ", ".join(f"{count} {word}" for word, count in words.most_common())
    return f"{out}: {words.total()} runs; {told}"

"""`python -m gan1d sweep`: a grid of knobs from the command line, and its map as a picture."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gan1d.export.files import check_writable, write_whole
from gan1d.export.kinds import check_suffix
from gan1d.recipes import RECIPES
from gan1d.settings import KNOBS, SettingsError, allowed
from gan1d.sweep.cells import SHOWN, cells_of, check_shown
from gan1d.sweep.grid import Grid
from gan1d.sweep.maps import compute, load_map
from gan1d.sweep.workers import Cluster, Processes, Workers

HELP = "train every combination of some knobs and seeds, into one Parquet file"
PICTURES = ("png", "svg", "pdf")


def options(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    add = parser.add_argument
    add("--out", required=True, help="the Parquet file; the same command goes on where one ended")
    for kind in PICTURES:
        add(f"--{kind}", metavar="FILE", help=f"the map of two knobs as a picture: .{kind}")
    add("--show", default="jsd64", help=f"what the picture shows: {', '.join(SHOWN)}")
    add("--seeds", help="such as 0-31 or 1,2,3; default: 0-7")
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
    """Compute a map, draw it, and say what is in it.

    With a picture to draw, a file that is there and no grid, what is in the file is drawn.

    Args:
        args: As `options` says.
        progress: Called with (runs done, all runs).

    Raises:
        SettingsError: If an option cannot be.
    """
    pictures = {kind: file for kind in PICTURES if (file := getattr(args, kind)) is not None}
    check_shown(args.show)
    for kind, file in pictures.items():
        check_suffix(kind, file)
        check_writable(kind, file)
    knobs = {name: text for name in KNOBS if (text := getattr(args, name, None)) is not None}
    plain = not knobs and args.seeds is None and args.recipe == "default"
    if not (pictures and plain and (Path(args.out).exists() or Path(f"{args.out}.parts").exists())):
        _compute(args, knobs, pictures, progress)
    _draw(args.out, pictures, args.show)
    print(_summary(args.out))


def _compute(
    args: Namespace,
    knobs: Mapping[str, Any],
    pictures: Mapping[str, str],
    progress: Callable[[int, int], None],
) -> None:
    grid = Grid(knobs, args.seeds or "0-7", args.recipe)
    several = [name for name, values in grid.knobs.items() if name != "seed" and len(values) > 1]
    if pictures and len(several) > 2:
        raise SettingsError("axes", ", ".join(several), "two knobs that vary, beside the seed")
    count = args.processes or "1"
    if not count.isdecimal() or not 0 < int(count[:5]) < 10_000:
        raise SettingsError("processes", args.processes, "a whole number from 1 to 9999")
    if args.processes and args.scheduler:
        raise SettingsError("processes", args.processes, "either --processes or --scheduler")

    def workers() -> Workers:
        return Cluster(args.scheduler) if args.scheduler else Processes(int(args.processes or 0))

    compute(grid, args.out, workers, progress)


def _draw(out: str, pictures: Mapping[str, str], show: Any) -> None:
    if not pictures:
        return
    # here, because Matplotlib takes longer to load than all the rest
    from gan1d.sweep.picture import file_of

    made = cells_of(load_map(out))
    for kind, file in pictures.items():
        write_whole(kind, file, file_of(made, kind, show))


def _summary(out: str) -> str:
    import pyarrow.dataset as ds  # here, because it is needed by nobody else

    words = Counter[str]()
    whole = Path(out).exists()
    for batch in ds.dataset(out if whole else f"{out}.parts").to_batches(columns=["health"]):
        words.update(batch["health"].to_pylist())
    told = ", ".join(f"{count} {word}" for word, count in words.most_common())
    return f"{out}: {words.total()} runs; {told}"

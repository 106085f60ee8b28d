"""The benchmarks of the command line: their options, what these may be, how each is run."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from gan1d.benchmarks import convergence, pages, speed, throughput
from gan1d.benchmarks.terminal import Bar, plain, print_json, whole
from gan1d.data.catalogue import PRESETS
from gan1d.settings import KNOBS, SettingsError, allowed, from_text
from gan1d.story.failures import HEALING
from gan1d.sweep.grid import seeds_from_text

MAX_SEEDS = 10_000  # of a benchmark
MAX_PAGES, MAX_SECONDS = 500, 120


class Bench(NamedTuple):
    """One benchmark of the command line: what it measures, its options, how to run it."""

    help: str
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], None]


def _convergence(args: Namespace) -> None:
    runs: dict[str, list[convergence.Outcome]] = {}
    common = {"processes": args.processes, "progress": Bar("runs"), "engine": args.engine}
    common |= {} if args.steps is None else {"steps": args.steps}
    if presets := _presets(args.presets):
        runs["convergence"] = convergence.convergence(presets, args.seeds, **common)
    if args.failures:
        runs["failures"] = convergence.failing(args.seeds, **common)
    if args.mixtures:
        runs["mixtures"] = convergence.unseen(args.mixtures, min(args.seeds), **common)
    if args.json:
        rows = {
            name: [{key: plain(value) for key, value in r._asdict().items()} for r in results]
            for name, results in runs.items()
        }
        return print_json(rows)
    tables: dict[str, Callable[[Sequence[convergence.Outcome]], str]] = {
        "convergence": convergence.convergence_table,
        "failures": convergence.failures_table,
        "mixtures": convergence.unseen_table,
    }
    print("\n\n".join(tables[name](results) for name, results in runs.items()))


def _presets(text: str) -> list[str]:
    if text in ("all", "none"):
        return list(PRESETS) if text == "all" else []
    names = text.split(",")
    for name in names:
        if name not in PRESETS:
            raise SettingsError("presets", name, f"all, none, {', '.join(PRESETS)}")
    return names


def _convergence_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--presets", default="all", help="all, none, or names separated by commas")
    add("--seeds", default="0-31", help="such as 0-31 or 1,2,3")
    add("--steps", help=f"length of a run; default: {convergence.STEPS}, of a cure {HEALING}")
    add("--processes", help="runs at a time; default: as many as there are cores")
    add("--engine", default=KNOBS["engine"].default, help=allowed("engine"))
    add("--failures", action="store_true", help="also the settings that fail on purpose")
    add("--mixtures", default="0", metavar="N", help="also N random mixtures, and data columns")
    add("--json", action="store_true", help="print one JSON object instead of tables")


def _checked_convergence(args: Namespace) -> None:
    args.seeds = list(seeds_from_text(args.seeds, MAX_SEEDS))
    args.steps = None if args.steps is None else from_text("steps", args.steps)
    args.engine = from_text("engine", args.engine)
    args.processes = args.processes and whole("processes", args.processes, 1)
    args.mixtures = whole("mixtures", args.mixtures, 0)
    _convergence(args)


def _speed_options(parser: ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="rough numbers within 20 seconds")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")


def _speed(args: Namespace) -> None:
    result = speed.speed(args.quick, Bar("parts"))
    if args.json:
        parts = result._asdict().items()
        print_json({name: [row._asdict() for row in rows] for name, rows in parts})
    else:
        print(speed.speed_table(result))


def _sweep(args: Namespace) -> None:
    print(throughput.table(throughput.throughput(args.full, Bar("parts"))))


def _pages_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--pages", default="1,10,30,100", help=f"how many at once, up to {MAX_PAGES}; one by one")
    add("--seconds", default="20", help=f"to count each for, up to {MAX_SECONDS}")
    add("--same", action="store_true", help="all open the same link, else each has its own seed")
    add("--lecture", action="store_true", help="the first holds a lecture, the others follow it")
    add("--url", help="an app of this machine, http://127.0.0.1:PORT; default: one is started")
    add("--json", action="store_true", help="print one JSON object instead of a table")


def _pages(args: Namespace) -> None:
    most = pages.IN_A_PROCESS if args.lecture else MAX_PAGES
    counts = [whole("pages", text, 1, most) for text in args.pages.split(",")]
    seconds, url = _seconds(args.seconds), _loopback(args.url)
    loads = pages.pages(counts, seconds, args.same, url, Bar("runs"), args.lecture)
    if args.json:
        print_json({"pages": [load._asdict() for load in loads]})
    else:
        print(pages.pages_table(loads))


def _seconds(text: str) -> float:
    with suppress(ValueError):
        if 1 <= (seconds := float(text)) <= MAX_SECONDS:
            return seconds
    raise SettingsError("seconds", text, f"a number from 1 to {MAX_SECONDS}")


def _loopback(url: str | None) -> str | None:
    """Return an address as "http://host:port": no other machine is to be burdened."""
    if url is None:
        return None
    found = re.fullmatch(r"http://(127\.0\.0\.1|localhost|\[::1\]):([0-9]{1,5})/?", url)
    if found is None or not 0 < int(found[2]) < 2**16:
        raise SettingsError("url", url, "http://127.0.0.1:PORT, or localhost or [::1]")
    return f"http://{found[1]}:{found[2]}"


BENCHES = {
    "convergence": Bench(
        "how often the default recipe reaches its goals", _convergence_options, _checked_convergence
    ),
    "speed": Bench("what a step costs, and how soon runs arrive", _speed_options, _speed),
    "sweep": Bench("what a sweep makes of this machine", throughput.options, _sweep),
    "pages": Bench("how many pages a server holds at once", _pages_options, _pages),
}

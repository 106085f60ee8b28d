"""The command line: `python -m gan1d train --data bimodal --seed 3`, `figure1`, `bench`."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from gan1d.benchmarks import convergence, speed
from gan1d.data.catalogue import PRESETS
from gan1d.figure1 import moments
from gan1d.links import STEP_DIGITS, Event, events_from_text
from gan1d.runs.script import Run, train
from gan1d.settings import (
    KNOBS,
    RECIPES,
    Settings,
    SettingsError,
    allowed,
    from_text,
    recipe,
)
from gan1d.story.failures import HEALING

MAX_SEEDS = 10_000  # of a benchmark
BAR = 40  # characters of the progress bar


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


class Bar:
    """A progress bar on stderr, if that is a terminal."""

    def __init__(self, unit: str) -> None:
        """Show nothing yet; `unit` is what is counted."""
        self.unit, self.shown = unit, sys.stderr.isatty()
        self.filled = -1

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        filled = done * BAR // max(total, 1)
        if self.shown and (filled != self.filled or done == total):
            self.filled = filled
            line = f"\r[{'#' * filled:{BAR}}] {done}/{total} {self.unit}"
            print(line, end="\n" if done == total else "", file=sys.stderr, flush=True)


def _plain(value: Any) -> Any:
    """Return a value that strict JSON can write: None for what is not finite."""
    return value if not isinstance(value, float) or isfinite(value) else None


def _print_json(values: Any) -> None:
    print(json.dumps(values, allow_nan=False))


def _ordered(args: Namespace) -> tuple[Settings, list[Event]]:
    """Return the settings and the events that the options of a run say."""
    changes = {
        name: from_text(name, text) for name in KNOBS if (text := getattr(args, name)) is not None
    }
    return recipe(args.recipe).replace(**changes), events_from_text(args.events)


def _train(args: Namespace) -> None:
    settings, events = _ordered(args)
    run = train(settings, events=events, progress=Bar("steps"))
    if args.json:
        _print_json(_summary(run))
    else:
        print(_report(run))


def _figure1(args: Namespace) -> None:
    # here, because Matplotlib takes longer to load than all the rest
    from gan1d.figure1 import printing

    kind = Path(args.out).suffix.removeprefix(".").lower()
    if kind not in moments.MEDIA:
        raise SettingsError("out", args.out, f"a name that ends in .{', .'.join(moments.MEDIA)}")
    at = None if args.at is None else _whole("at", args.at, 0)
    _check_writable(args.out)
    settings, events = _ordered(args)
    bar = Bar("%")
    figure = moments.figure1(settings, events, at, lambda now: bar(round(now.overall * 99), 100))
    file = printing.printed(figure, kind)
    try:
        Path(args.out).write_bytes(file)
    except OSError as error:
        raise SettingsError("out", args.out, f"a file that can be written ({error})") from error
    bar(100, 100)
    for panel in figure.panels:
        gap = "d_half_max" if panel.name == "d" else "d_error"
        name = "max|D-1/2|" if panel.name == "d" else "max|D-D*|"
        jsd, number = moments.shown(panel.numbers["jsd64"]), panel.numbers[gap]
        print(f"({panel.name}) step {panel.step:5}  JSD {jsd:7}  {name:10} {number:.4f}")


def _check_writable(out: str) -> None:
    """Look, before anything is trained, whether a file can be written; nothing is written yet."""
    path = Path(out)
    there = path if path.exists() else path.parent
    if path.is_dir() or (there is not path and not there.is_dir()) or not os.access(there, os.W_OK):
        raise SettingsError("out", out, "a file that can be written")


def _summary(run: Run) -> dict[str, Any]:
    return {
        "settings": run.settings.to_json(),
        "events": ",".join(map(str, run.events)),
        "step": run.frame.step,
        "health": run.health,
        "stop": asdict(run.stop) if run.stop else None,
        **run.metrics,
    }


def _report(run: Run) -> str:
    def shown(name: str, form: str = ".4f") -> str:
        value = run.metrics[name]
        return "none" if value is None else format(value, form)

    end = f"ended at step {run.frame.step}"
    if run.stop and run.stop.kind == "diverged":
        end = f"diverged at step {run.stop.step}: {run.stop.reason} is no longer finite"
    return "\n".join(
        [
            f"{run.settings.data}, seed {run.settings.seed}: {end}; {run.health}",
            f"  JSD        {shown('jsd64'):>8} nats on 64 bins, {shown('jsd')} on 512; target 0",
            f"  W1         {shown('w1'):>8} target 0",
            f"  V(D, G)    {shown('value'):>8} nats; target -log 4 = -1.3863",
            f"  max|D-1/2| {shown('d_half_max'):>8} on the 99 % support; target 0",
            f"  again: python -m gan1d train {_options(run)}",
        ]
    )


def _options(run: Run) -> str:
    changes = {"data": run.settings.data} | run.settings.differing(Settings())
    options = [f"--{name.replace('_', '-')}={value}" for name, value in changes.items()]
    if run.events:
        options.append(f"--events={','.join(map(str, run.events))}")
    return " ".join(f'"{option}"' if ";" in option else option for option in options)


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
            name: [{key: _plain(value) for key, value in r._asdict().items()} for r in results]
            for name, results in runs.items()
        }
        return _print_json(rows)
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


def _seeds(text: str) -> list[int]:
    """Return the seeds of "0-31" or "1,2,3" or both."""
    seeds: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not first.isdecimal() or not (last or first).isdecimal():
            raise SettingsError("seeds", text, "whole numbers >= 0 as 0-31 or 1,2,3")
        new = range(from_text("seed", first), from_text("seed", last or first) + 1)
        if len(seeds) + len(new) > MAX_SEEDS:
            raise SettingsError("seeds", text, f"{MAX_SEEDS} seeds at most")
        seeds += new
    if not seeds:
        raise SettingsError("seeds", text, "at least one")
    return seeds


def _whole(name: str, text: str, low: int) -> int:
    if not text.isdecimal() or len(text) > STEP_DIGITS or int(text) < low:
        raise SettingsError(name, text, f"a whole number from {low} to {10**STEP_DIGITS - 1}")
    return int(text)


class Bench(NamedTuple):
    """One benchmark of the command line: what it measures, its options, how to run it."""

    help: str
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], None]


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
    args.seeds = _seeds(args.seeds)
    args.steps = None if args.steps is None else from_text("steps", args.steps)
    args.engine = from_text("engine", args.engine)
    args.processes = args.processes and _whole("processes", args.processes, 1)
    args.mixtures = _whole("mixtures", args.mixtures, 0)
    _convergence(args)


def _speed_options(parser: ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="rough numbers within 20 seconds")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")


def _speed(args: Namespace) -> None:
    result = speed.speed(args.quick, Bar("parts"))
    if args.json:
        parts = result._asdict().items()
        _print_json({name: [row._asdict() for row in rows] for name, rows in parts})
    else:
        print(speed.speed_table(result))


BENCHES = {
    "convergence": Bench(
        "how often the default recipe reaches its goals", _convergence_options, _checked_convergence
    ),
    "speed": Bench("what a step costs, and how soon runs arrive", _speed_options, _speed),
}


def _run_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--recipe", default="default", help=", ".join(RECIPES))
    add("--events", default="", help='what is done on the way: "120:d,300:lr_d=0.02"')
    for name in KNOBS:
        spellings = dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}"))
        add(*spellings, dest=name, metavar="VALUE", help=allowed(name).replace("%", "%%"))


def _parser() -> ArgumentParser:
    parser = _Parser(prog="gan1d", description="See how a GAN learns one-dimensional data.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    one = commands.add_parser("train", help="train one GAN and report what it reached")
    one.set_defaults(run=_train)
    one.add_argument("--json", action="store_true", help="print one JSON object")
    _run_options(one)
    paper = commands.add_parser("figure1", help="draw Figure 1 of the paper from one run")
    paper.set_defaults(run=_figure1)
    paper.add_argument("--out", default="figure1.pdf", help="file to write: .svg, .pdf or .png")
    paper.add_argument("--at", help="step of panel (a); default: chosen from the run")
    _run_options(paper)
    bench = commands.add_parser("bench", help="measure over many runs")
    benches = bench.add_subparsers(dest="bench", required=True, parser_class=_Parser)
    for name, entry in BENCHES.items():
        chosen = benches.add_parser(name, help=entry.help)
        entry.options(chosen)
        chosen.set_defaults(run=entry.run)
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Return the exit status of a command.

    0; 2 for bad input, or output that cannot be written; 130 for an interruption; 141 if nobody
    reads the output any more.
    """
    try:
        try:
            args = _parser().parse_args(words)
            args.run(args)
        finally:
            _flush()
    except SettingsError as error:
        print(f"gan1d: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _write_no_more()
        return 141
    except OSError as error:
        _write_no_more()
        print(f"gan1d: {error}", file=sys.stderr)
        return 2
    return 0


def _flush() -> None:
    if sys.stdout is not None:  # as `>&-` leaves it
        sys.stdout.flush()


def _write_no_more() -> None:
    """Let what is still in the buffer go nowhere, or the exit would fail at it again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

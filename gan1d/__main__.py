"""The command line: `python -m gan1d train --data bimodal`, `export`, `sweep`, `bench` ..."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from gan1d.benchmarks.commands import BENCHES
from gan1d.benchmarks.terminal import Bar, print_json, whole
from gan1d.export import command as exporting
from gan1d.export.files import check_writable, write_whole
from gan1d.figure1 import moments
from gan1d.links import Event, events_from_text, to_options
from gan1d.recipes import RECIPES, recipe
from gan1d.runs.script import Run, train
from gan1d.settings import KNOBS, Settings, SettingsError, allowed, from_text
from gan1d.sweep import command as sweep


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def _ordered(args: Namespace) -> tuple[Settings, list[Event]]:
    """Return the settings and the events that the options of a run say."""
    changes = {
        name: from_text(name, text) for name in KNOBS if (text := getattr(args, name)) is not None
    }
    return recipe(args.recipe).replace(**changes), events_from_text(args.events)


def _train(args: Namespace) -> None:
    settings, events = _ordered(args)
    run = train(settings, events=events, progress=Bar("steps"), stop=args.stop)
    if args.json:
        print_json(_summary(run))
    else:
        print(_report(run))


def _export(args: Namespace) -> None:
    exporting.export(args, *_ordered(args), Bar("%"))


def _figure1(args: Namespace) -> None:
    # here, because Matplotlib takes longer to load than all the rest
    from gan1d.figure1 import printing

    kind = Path(args.out).suffix.removeprefix(".").lower()
    if kind not in moments.MEDIA:
        raise SettingsError("out", args.out, f"a name that ends in .{', .'.join(moments.MEDIA)}")
    at = None if args.at is None else whole("at", args.at, 0)
    check_writable("out", args.out)
    settings, events = _ordered(args)
    bar = Bar("%")
    figure = moments.figure1(settings, events, at, lambda now: bar(round(now.overall * 99), 100))
    write_whole("out", args.out, printing.printed(figure, kind))
    bar(100, 100)
    for panel in figure.panels:
        gap = "d_half_max" if panel.name == "d" else "d_error"
        name = "max|D-1/2|" if panel.name == "d" else "max|D-D*|"
        jsd, number = moments.shown(panel.numbers["jsd64"]), panel.numbers[gap]
        print(f"({panel.name}) step {panel.step:5}  JSD {jsd:7}  {name:10} {number:.4f}")


def _summary(run: Run) -> dict[str, Any]:
    return {
        "settings": run.settings.to_json(),
        "events": ",".join(map(str, run.events)),
        "step": run.frame.step,
        "health": run.health,
        "stop": asdict(run.stop) if run.stop else None,
        "stopped": run.stopped._asdict() if run.stopped else None,
        **run.metrics,
    }


def _report(run: Run) -> str:
    def shown(name: str, form: str = ".4f") -> str:
        value = run.metrics[name]
        return "none" if value is None else format(value, form)

    end = f"ended at step {run.frame.step}"
    if run.stop and run.stop.kind == "diverged":
        end = f"diverged at step {run.stop.step}: {run.stop.reason} is no longer finite"
    again = to_options(run.settings, run.events)
    if run.stopped:
        end = f"stopped at step {run.stopped.step}, the first with {run.stopped.when}"
        again.append(f'--stop="{run.stopped.when}"')
    return "\n".join(
        [
            f"{run.settings.data}, seed {run.settings.seed}: {end}; {run.health}",
            f"  JSD        {shown('jsd64'):>8} nats on 64 bins, {shown('jsd')} on 512; target 0",
            f"  W1         {shown('w1'):>8} target 0",
            f"  V(D, G)    {shown('value'):>8} nats; target -log 4 = -1.3863",
            f"  max|D-1/2| {shown('d_half_max'):>8} on the 99 % support; target 0",
            f"  again: python -m gan1d train {' '.join(again)}",
        ]
    )


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
    one.add_argument("--stop", metavar="WHEN", help='jsd64:0.01, d-half:0.02 or "jsd64<0.01" ...')
    _run_options(one)
    taken = commands.add_parser("export", help="take one run home as files")
    taken.set_defaults(run=_export)
    exporting.options(taken)
    _run_options(taken)
    paper = commands.add_parser("figure1", help="draw Figure 1 of the paper from one run")
    paper.set_defaults(run=_figure1)
    paper.add_argument("--out", default="figure1.pdf", help="file to write: .svg, .pdf or .png")
    paper.add_argument("--at", help="step of panel (a); default: chosen from the run")
    _run_options(paper)
    grid = commands.add_parser("sweep", help=sweep.HELP)
    grid.set_defaults(run=lambda args: sweep.run(args, Bar("runs")))
    sweep.options(grid)
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

"""Every form that a run is taken home in, once: its suffixes, what makes it, what it asks for."""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import inf
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, TypeAlias

from gan1d.bookmarks import Bookmark
from gan1d.export import Report, quiet
from gan1d.export.scripts import script
from gan1d.links import Event
from gan1d.runs.script import Run, train
from gan1d.saved import write_run
from gan1d.settings import Settings, SettingsError

Order: TypeAlias = tuple[Settings, Sequence[Event]]


def _anything(settings: Settings, events: Iterable[Event]) -> None:
    """Take any run."""


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    Attributes:
        help: A line for the command line.
        suffixes: What its name may end in.
        written: (settings, events, frame where it opens, bookmarks) -> the file, where nothing need
            be trained for it.
        drawn: The name of (run, report) -> the file, where it shows a run; by name, because what
            draws takes longer to load than all the rest.
        check: (settings, events) -> None, or a SettingsError where there is no such file of them.
    """

    help: str
    suffixes: tuple[str, ...]
    written: Callable[[Settings, Sequence[Event], int, Iterable[Bookmark]], str] | None = None
    drawn: str = ""
    check: Callable[[Settings, Sequence[Event]], Any] = _anything


def _by(library: str) -> dict[str, Any]:
    def written(
        settings: Settings, events: Iterable[Event], at: int = 0, marks: Iterable[Bookmark] = ()
    ) -> str:
        return script(settings, events, library)

    return {"written": written, "check": written}


def _needs_ffmpeg(settings: Settings, events: Iterable[Event]) -> None:
    if shutil.which("ffmpeg") is None:
        raise SettingsError("mp4", "no ffmpeg", "ffmpeg on the PATH; a .gif needs none")


KINDS: dict[str, Kind] = {
    "html": Kind(
        "a page that replays the run, without network: .html", (".html",), drawn="html:as_html"
    ),
    "gif": Kind("a film of eight seconds: .gif", (".gif",), drawn="film:as_gif"),
    "mp4": Kind(
        "the same with twice the pictures, by ffmpeg: .mp4",
        (".mp4",),
        drawn="film:as_mp4",
        check=_needs_ffmpeg,
    ),
    "svg": Kind("the last picture, for print: .svg", (".svg",), drawn="picture:as_svg"),
    "png": Kind("the same, 400 dots an inch: .png", (".png",), drawn="picture:as_png"),
    "pdf": Kind("the same: .pdf", (".pdf",), drawn="picture:as_pdf"),
    "csv": Kind("the metrics of every step: .csv", (".csv",), drawn="tables:as_csv"),
    "parquet": Kind(
        "the same with types and units: .parquet", (".parquet",), drawn="tables:as_parquet"
    ),
    "json": Kind("settings and events, as the page opens them: .json", (".json",), write_run),
    "script": Kind("the run as a plain script, in PyTorch: .py", (".py",), **_by("torch")),
    "numpy": Kind("the run as a plain script, in NumPy alone: .py", (".py",), **_by("numpy")),
}


def kind_of(path: str | Path, by: str = "torch") -> str:
    """Return the kind of file that a name ends in.

    Args:
        path: The file.
        by: Which script a name in .py means, "torch" or "numpy".

    Raises:
        SettingsError: For any other ending, or another `by`.
    """
    if by not in ("torch", "numpy"):
        raise SettingsError("by", by, "torch, numpy")
    suffix = Path(path).suffix.lower()
    names = [name for name, kind in KINDS.items() if suffix in kind.suffixes]
    if not names:
        known = dict.fromkeys(suffix for kind in KINDS.values() for suffix in kind.suffixes)
        raise SettingsError("file", str(path), f"a name that ends in {', '.join(known)}")
    return "numpy" if by == "numpy" and "numpy" in names else names[0]


def check_suffix(name: str, path: str | Path) -> None:
    """See to it that a file is named for its kind.

    Raises:
        SettingsError: If its name ends in something else.
    """
    suffixes = KINDS[name].suffixes
    if Path(path).suffix.lower() not in suffixes:
        raise SettingsError(name, str(path), f"a name that ends in {', '.join(suffixes)}")


def make(
    name: str,
    of: Run | Order,
    report: Report = quiet,
    at: int | None = None,
    marks: Iterable[Bookmark] = (),
) -> bytes:
    """Return one file; see `make_all`."""
    return make_all([name], of, report, at, marks)[name]


def make_all(
    names: Sequence[str],
    of: Run | Order,
    report: Report = quiet,
    at: int | None = None,
    marks: Iterable[Bookmark] = (),
) -> Mapping[str, bytes]:
    """Return files of one run, by kind.

    Args:
        names: Keys of `KINDS`.
        of: A finished run, or settings and events, which are trained if a file shows the run.
        report: Called now and then with the share done; what it raises ends the work.
        at: Index of the frame where settings and events are trained to, and where JSON opens; None:
            to the end of the run. A script has the whole run.
        marks: Bookmarks, which JSON keeps.

    Raises:
        SettingsError: If there is no such file of this run.
    """
    if isinstance(of, Run) and of.stopped and any(".py" in KINDS[name].suffixes for name in names):
        raise SettingsError("stop", of.stopped.when, "none for a script: it trains to the end")
    settings, events = (of.settings, of.events) if isinstance(of, Run) else of
    drawn = [name for name in names if KINDS[name].drawn]
    parts, run = len(drawn), of if isinstance(of, Run) else None
    if drawn and run is None:
        parts += 1
        run = trained((settings, events), lambda share: report(share / parts), at)
    made = {
        name: written(settings, events, at or 0, marks).encode()
        for name in names
        if (written := KINDS[name].written)
    }
    for done, name in enumerate(drawn, parts - len(drawn)):
        draw = resolve_name(f"gan1d.export.{KINDS[name].drawn}")
        made[name] = draw(run, lambda share, done=done: report((done + share) / parts))
    return made


def trained(order: Order, report: Report, at: int | None = None) -> Run:
    """Return the run of settings and events, up to a frame or its end, as `make_all` has it."""
    settings, events = order
    frames = count(1)

    def progress(step: int, end: int) -> None:
        share = max(step / max(end, 1), next(frames) / (at or inf))
        report(min(share, 1.0))

    return train(settings, events=events, progress=progress, at=at)


def file_name(name: str, settings: Settings, step: int | None = None) -> str:
    """Return a name for a file, such as gan1d-bimodal-seed3-600.gif.

    Args:
        name: A key of `KINDS`.
        settings: Of the run.
        step: Of the last frame, if the file shows any.
    """
    data = re.sub(r"[^\w-]+", "-", settings.data.partition(":")[0])
    words = ["gan1d", data, f"seed{settings.seed}", *([] if step is None else [str(step)])]
    return "-".join(words + ["numpy"] * (name == "numpy")) + KINDS[name].suffixes[0]

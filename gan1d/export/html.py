"""A run as one HTML file that replays it: the player and all frames are within, no network."""

import base64
import gzip
import json
import posixpath
import re
import struct
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from string import Template
from typing import Any

from gan1d.bookmarks import bounds
from gan1d.export import Report, quiet
from gan1d.export.packing import FINE, blocks, packed
from gan1d.frames.recording import BASE
from gan1d.links import to_options, to_query
from gan1d.recipes import RECIPES, set_by
from gan1d.runs.script import Run
from gan1d.runs.telling import grid_of, knobs_of
from gan1d.runs.timeline import Stop, Timeline
from gan1d.stopping import measures
from gan1d.words import LANGUAGES, stage_words

PLAYER = Path(__file__).parents[1] / "player"
ENTRY, BOOT = "replay/replay.js", "replay/boot.js"
LOADER, INLINE_LOADER = "base/loader.js", "replay/loader.js"
PLOTLY = "vendor/plotly-basic.min.js"
IMPORT = re.compile(r'((?:from|import) )"(\.[^"]+)"')
WITHOUT = ("story/", "own/", "export/", "pair/")  # folders
HIDDEN = ["recipe", "own", "sidebar", "seed", "knobs", "pair", "marks"]  # by the stage itself
LONGEST = 1000  # letters of a command that one may want to read
SPEED = 60  # steps a second
LEVEL = 7  # of gzip: 9 takes five times as long, for a hundredth
PIECE = 2**18  # bytes between two reports


def as_html(run: Run, report: Report = quiet) -> bytes:
    """Return the page; 3,000 frames take about 2.5 MB.

    Args:
        run: What to replay; of its frames those that are kept.
        report: Is told the share done.
    """
    film = _film(run)
    head = json.dumps(film, ensure_ascii=False, allow_nan=False).encode()
    whole = _zipped(struct.pack("<I", len(head)) + head + _frames(run), report)
    page = Template((PLAYER / "replay" / "page.html").read_text())
    text = page.substitute(
        title=escape(f"gan1d: {run.settings.data:.40}, seed {run.settings.seed}"),
        film=base64.b64encode(whole).decode(),
        boot=(PLAYER / BOOT).read_text(),
    )
    return text.encode()


def _zipped(content: bytes, report: Report) -> bytes:
    """Return a content by gzip; the same content gives the same bytes."""
    file = BytesIO()
    with gzip.GzipFile(
        filename="", mode="wb", compresslevel=LEVEL, fileobj=file, mtime=0
    ) as packer:
        for begin in range(0, len(content), PIECE):
            report(begin / len(content))
            packer.write(content[begin : begin + PIECE])
    return file.getvalue()


def _film(run: Run) -> dict[str, Any]:
    """Return all but the frames; `FilmFile` of the player's ports says what is what."""
    timeline, recording = run.timeline, run.recording
    command = " ".join(["python -m gan1d train", *to_options(run.settings, run.events)])
    return {
        "run": _run(timeline),
        "said": list(_said(run)),
        "frames": len(recording),
        "width": BASE,
        "blocks": blocks(),
        "command": command if len(command) <= LONGEST else "",
        "words": {lang: stage_words(lang) for lang in LANGUAGES},
        "modules": dict(modules()),
        "files": styles() | {PLOTLY: (PLAYER / PLOTLY).read_text()},
        "data": {
            "seat": "", "follows": False, "socket": "", "knobs": [], "parts": [], "part": None,
            "recipes": {name: set_by(name) for name in RECIPES}, "at": 0, "speed": SPEED,
            "problems": [], "hide": HIDDEN, "languages": LANGUAGES, "complete": True,
            "sidebar": None, "b": None, "pairs": [],
            "stops": measures(), "stop": None, "marks": bounds(),
        },
    }  # fmt: skip


def modules() -> Iterator[tuple[str, str]]:
    """Give every module that the replay needs, by name, its imports by names, too."""
    found = [ENTRY]
    for name in found:  # grows on the way
        text = (PLAYER / (INLINE_LOADER if name == LOADER else name)).read_text()

        def named(match: re.Match[str], name: str = name) -> str:
            path = posixpath.normpath(posixpath.join(name, "..", match[2]))
            if path not in found:
                found.append(path)
            return f'{match[1]}"gan1d/{path}"'

        yield (
            name,
            "\n".join(
                IMPORT.sub(named, line) if line.startswith(("import ", "export ", "}")) else line
                for line in text.splitlines()
            ),
        )


def styles() -> dict[str, str]:
    """Return the style sheets of the stage, by name; what needs a server does without."""
    paths = (path.relative_to(PLAYER).as_posix() for path in sorted(PLAYER.rglob("*.css")))
    return {name: (PLAYER / name).read_text() for name in paths if not name.startswith(WITHOUT)}


def _run(timeline: Timeline) -> dict[str, Any]:
    settings, ends = timeline.knobs(timeline.happened_by(timeline.recording.first - 1))
    return {
        "type": "run",
        **knobs_of(settings, ends),
        **grid_of(timeline),
        "initial": timeline.initial.differing(settings),
        "events": list(map(str, timeline.past)),
        "link": "?" + to_query(timeline.initial, timeline.past),
        "waits": False,
    }


def _said(run: Run) -> Iterator[dict[str, Any]]:
    """Give what is to be said after which frame: other knobs, and how the run ends.

    Frames are counted from the first that is kept. A run that could go on ends with what is kept.
    """
    timeline = run.timeline
    first, last = timeline.recording.first, len(timeline.recording) - 1
    before = timeline.happened_by(first - 1)
    for frame in dict.fromkeys(turn.frame for turn in timeline.turns[before:]):
        after = timeline.happened_by(frame)
        if timeline.knobs(before) != timeline.knobs(after):
            now: dict[str, Any] = {**knobs_of(*timeline.knobs(after))}
            del now["settings"]["data"]
            more = {
                "type": "changed",
                "from": frame - first,
                "kept": len(timeline.past),
                "events": [],
            }
            link = "?" + to_query(timeline.initial, timeline.past)
            yield {"after": frame - first, "message": {**now, **more, "link": link}}
        before = after
    stop = timeline.stop or Stop("ended", timeline.trainer.step)
    if run.stopped:
        stop = Stop("ended", run.stopped.step)
    state = {"type": "state", "state": stop.kind, "index": last, "step": stop.step}
    yield {"after": last, "message": {**state, "reason": stop.reason}}


def _frames(run: Run) -> bytes:
    timeline, recording = run.timeline, run.recording
    bins = timeline.view.bins
    games = [timeline.initial.game, *(turn.settings.game for turn in timeline.turns)]
    probability = all(game.has_probability for game in games)
    span = float(bins.edges[-1] - bins.edges[0])
    floors = [bins.y_max / FINE, probability / FINE, span / FINE, 0.0, 0.0]
    return packed(recording.rows(recording.first, recording.stop), floors)

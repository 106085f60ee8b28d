"""A run taken home from its page: the file is made beside the runs, and fetched when it is done.

Under the page's base path, PAGE being 16 to 64 letters and digits that the page has thought of:

    POST   /gan1d/export             a run's file, see `gan1d.saved` -> 200, `kinds`: of each its
                                     `name`, `suffix`, if it `shows` the frames of the run, and
                                     `refused`: null, or why there is none
    POST   /gan1d/export/PAGE?kind=  the same -> 201; the file of the run up to the frame where it
                                     opens, or to its end if that is 0, is begun; a page has one,
                                     and gives up the one before
    GET    /gan1d/export/PAGE        -> 200: how it stands
    DELETE /gan1d/export/PAGE        -> 200; it is given up, or thrown away
    GET    /gan1d/export/PAGE/file   the file, as a download; 404 before it is whole

How it stands is JSON: `state` (waiting, working, done or failed), `share` done from 0 to 1, `name`
and `bytes` of the file when it is done, `refused` where it failed. What cannot be done is a
`Refused`, as in `gan1d.server.handover`; 404 where a page has no file, 503 where `limits.EXPORTS`
are under way.

One is made at a time, at a low priority, within `limits.EXPORT_SECONDS`. A file is kept for ten
minutes after its page has last asked; of too many the oldest go.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gan1d import limits
from gan1d.export import kinds
from gan1d.saved import Saved
from gan1d.server.conversation import refused_for
from gan1d.server.doors import HEADERS, may_come_in
from gan1d.server.handover import Bookmarks, answer, with_saved
from gan1d.server.health import FOREIGN
from gan1d.server.jobs import Job
from gan1d.server.protocol import Refused
from gan1d.settings import SettingsError
from gan1d.sweep.workers import THREADS

KEPT = 600.0  # seconds
MOST_BYTES = 128 * 2**20  # of all files together
NICE = 5  # below the runs, which the pages wait for
TASK = "gan1d.export.job:work"  # by name: Matplotlib stays out of this process
PAGE = re.compile(r"\w{16,64}", re.ASCII)


class Export:
    """One file under way, or done.

    Attributes:
        asked: When its page last asked for it, in seconds.
    """

    def __init__(self, kind: str, saved: Saved, marks: Bookmarks, now: float) -> None:
        """Begin it; what only has to be written down is done at once."""
        self.asked = now
        self._kind, self._settings = kind, saved.settings
        self._job: Job | None = None
        self._made: tuple[bytes, int | None] | None = None
        if kinds.KINDS[kind].drawn:
            one_thread_each = dict.fromkeys(THREADS, "1")  # the other cores are for the runs
            seconds = limits.EXPORT_SECONDS
            self._job = Job(TASK, kind, saved, nice=NICE, seconds=seconds, **one_thread_each)
        else:
            run = saved.settings, saved.events
            self._made = kinds.make(kind, run, at=saved.at, marks=marks), None

    @property
    def state(self) -> str:
        """Return "waiting", "working", "done" or "failed"."""
        if self._job is None:
            return "done"
        return self._job.state if self._job.state != "stopped" else "failed"

    @property
    def running(self) -> bool:
        """Return True if it is under way."""
        return self.state in ("waiting", "working")

    @property
    def file(self) -> tuple[str, bytes] | None:
        """Return its name and its content; None before it is done."""
        if self._made is None and self._job and self._job.state == "done":
            self._made, self._job = self._job.result, None
        if self._made is None:
            return None
        content, step = self._made
        return kinds.file_name(self._kind, self._settings, step), content

    def told(self) -> dict[str, Any]:
        """Return how it stands; whoever asks keeps it under way."""
        job, state = self._job, self.state
        progress = job.progress if job and job.running else None
        name, content = (self.file if state == "done" else None) or (None, b"")
        return {
            "state": state,
            "share": 1.0 if name else progress or 0.0,
            "name": name,
            "bytes": len(content),
            "refused": _refusal(job.error) if job and state == "failed" else None,
        }

    def stop(self) -> None:
        """Give it up."""
        if self._job:
            self._job.stop()


def _refusal(error: Exception | None) -> Refused:
    if isinstance(error, TimeoutError):
        error = SettingsError("seconds", "more", f"{limits.EXPORT_SECONDS:g}")
    if isinstance(error, SettingsError):
        return refused_for(error)
    said = "the work was given up" if error is None else f"{type(error).__name__}: {error}"[:200]
    return {"type": "refused", "name": "failed", "value": said, "text": said}


class Exports:
    """The files of all pages."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold none; `clock` returns seconds."""
        self._clock = clock
        self._of: OrderedDict[str, Export] = OrderedDict()  # by page, who asked last at the end

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._of)

    def begin(self, page: str, kind: str, saved: Saved, marks: Bookmarks = ()) -> Export:
        """Begin the file of a page; the one before it is given up.

        Raises:
            SettingsError: If there is no such kind, or none of this run, or too many are under way.
        """
        if kind not in kinds.KINDS:
            raise SettingsError("kind", f"{kind:.40}", ", ".join(kinds.KINDS))
        kinds.KINDS[kind].check(saved.settings, saved.events)
        others = sum(export.running for one, export in self._of.items() if one != page)
        if kinds.KINDS[kind].drawn and others >= limits.EXPORTS:
            raise SettingsError("exports", others, f"{limits.EXPORTS}")
        self.drop(page)
        self._of[page] = export = Export(kind, saved, marks, self._clock())
        self.sweep()
        return export

    def find(self, page: str) -> Export | None:
        """Return the file of a page that asks for it; None where there is none."""
        self.sweep()
        if export := self._of.get(page):
            export.asked = self._clock()
            self._of.move_to_end(page)
        return export

    def drop(self, page: str) -> None:
        """Give up the file of a page, if there is one."""
        if export := self._of.pop(page, None):
            export.stop()

    def sweep(self) -> None:
        """Drop what nobody has asked for in time, and the oldest files if all are too large."""
        late = self._clock() - KEPT
        for page in [page for page, export in self._of.items() if export.asked <= late]:
            self.drop(page)
        sizes = {page: len(file[1]) for page, one in self._of.items() if (file := one.file)}
        for page, size in list(sizes.items())[:-1]:
            if sum(sizes.values()) <= MOST_BYTES:
                return
            self.drop(page)
            sizes[page] -= size


exports = Exports()


async def list_kinds(request: Request) -> Response:
    """Answer which files there are of a run; see above."""

    def listed(_: bytes, saved: Saved, marks: Bookmarks) -> Response:
        return answer(200, {"kinds": [_listed(name, saved) for name in kinds.KINDS]})

    return await with_saved(request, listed)


def _listed(name: str, saved: Saved) -> dict[str, Any]:
    kind = kinds.KINDS[name]
    try:
        kind.check(saved.settings, saved.events)
        refused = None
    except SettingsError as error:
        refused = refused_for(error)
    shows = bool(kind.drawn)
    return {"name": name, "suffix": kind.suffixes[0], "shows": shows, "refused": refused}


async def do_export(request: Request) -> Response:
    """Begin the file of a page, say how it stands, or give it up; see above."""
    page = request.path_params["page"]
    if not PAGE.fullmatch(page):
        return _none()
    if request.method == "POST":
        return await with_saved(request, lambda _, *run: _begun(page, request, *run))
    if not await may_come_in(request):
        return answer(403, {"type": "refused", "text": FOREIGN})
    export = exports.find(page)
    if export is None:
        return _none()
    if request.method == "DELETE":
        exports.drop(page)
    return answer(200, export.told())


def _begun(page: str, request: Request, saved: Saved, marks: Bookmarks) -> Response:
    try:
        export = exports.begin(page, request.query_params.get("kind", ""), saved, marks)
    except SettingsError as error:
        if error.name != "exports":
            raise
        return answer(503, refused_for(error))
    asyncio.get_running_loop().call_later(limits.EXPORT_SECONDS + KEPT + 1, exports.sweep)
    return answer(201, export.told())


async def send_export(request: Request) -> Response:
    """Send the file of a page; see above."""
    if not await may_come_in(request):
        return answer(403, {"type": "refused", "text": FOREIGN})
    page = request.path_params["page"]
    export = exports.find(page) if PAGE.fullmatch(page) else None
    if export is None or export.file is None:
        return _none()
    name, content = export.file
    asyncio.get_running_loop().call_later(KEPT + 1, exports.sweep)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, headers=HEADERS | headers, media_type="application/octet-stream")


def _none() -> Response:
    text = "there is no such file here, or not any more; have it made again"
    return answer(404, {"type": "refused", "name": "gone", "text": text})

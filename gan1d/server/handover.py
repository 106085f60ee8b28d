"""Runs that pages hand over whole: what a file holds, and what comes back after a loss.

`POST /gan1d/run`, under the page's base path, takes the text of a file, see `gan1d.saved`, and
answers 201 with JSON: `token`, which the message "open" names instead of a link, once, `at`, the
frame where it is to open, and `marks`, its bookmarks. What is not taken is a `Refused`, in a
sentence: 400 for what is no run or too dear a one, 403 for a page from elsewhere, 408 where it does
not come within a minute, 413 for more than 1,000,000 bytes, 503 where too many come at once.

A run is kept for five minutes, or until it is opened; of too many the oldest goes.
"""

import asyncio
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any, TypeAlias

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from gan1d.bookmarks import Bookmark
from gan1d.runs.cost import check_cost
from gan1d.saved import MAX_BYTES, Saved, check_size, read_whole
from gan1d.server.conversation import refused_for
from gan1d.server.doors import HEADERS, may_come_in
from gan1d.server.health import FOREIGN
from gan1d.settings import SettingsError

Bookmarks: TypeAlias = tuple[Bookmark, ...]

KEPT = 300.0  # seconds
MOST, MOST_BYTES = 64, 16 * MAX_BYTES  # runs that are kept, and their texts together
AT_ONCE = 16  # runs that are on their way in
PATIENCE = 60.0  # seconds for one of them to come in
LATE = f"the run has not come within {PATIENCE:g} s"
BUSY = f"{AT_ONCE} runs are on their way to this server; try again in a while"
_reader = ThreadPoolExecutor(1, "gan1d-reader")  # one run after the other: it takes 60 ms


class Tray:
    """Texts of runs, each until it is taken."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold none; `clock` returns seconds."""
        self._clock = clock
        self._texts: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self.nbytes = 0

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._texts)

    def put(self, text: str) -> str:
        """Keep a text, and return its token; the oldest ones go where they are too many or old."""
        token = secrets.token_urlsafe(16)
        self._texts[token] = self._clock(), text
        self.nbytes += len(text)
        while len(self) > MOST or self.nbytes > MOST_BYTES:
            self._drop(next(iter(self._texts)))
        self.sweep()
        return token

    def take(self, token: str) -> str | None:
        """Return the text of a token, once; None where there is none any more."""
        self.sweep()
        return self._drop(token) if token in self._texts else None

    def sweep(self) -> None:
        """Drop what nobody has taken in time."""
        for token, (since, _) in list(self._texts.items()):
            if since > self._clock() - KEPT:
                return
            self._drop(token)

    def _drop(self, token: str) -> str:
        _, text = self._texts.pop(token)
        self.nbytes -= len(text)
        return text


tray = Tray()
_coming = 0  # runs that are on their way in


async def take_run(request: Request) -> Response:
    """Keep the run that a page hands over; see above."""

    def put(raw: bytes, saved: Saved, marks: Bookmarks) -> Response:
        token = tray.put(raw.decode("utf-8-sig"))
        asyncio.get_running_loop().call_later(KEPT + 1, tray.sweep)
        return answer(201, {"token": token, "at": saved.at, "marks": list(map(asdict, marks))})

    return await with_saved(request, put)


async def with_saved(
    request: Request, do: Callable[[bytes, Saved, Bookmarks], Response]
) -> Response:
    """Answer a request whose body is a run's file by what is done with it, or as told above.

    Args:
        request: The page's.
        do: (the body, the run in it, its bookmarks) -> the answer; a SettingsError is answered
            by 400.
    """
    global _coming
    if not await may_come_in(request):
        return answer(403, {"type": "refused", "text": FOREIGN})
    if _coming >= AT_ONCE:
        return answer(503, {"type": "refused", "text": BUSY})
    _coming += 1
    try:
        async with asyncio.timeout(PATIENCE):
            raw = await _body(request)
        loop = asyncio.get_running_loop()
        return do(raw, *await loop.run_in_executor(_reader, _looked_at, raw))
    except TimeoutError:
        return answer(408, {"type": "refused", "text": LATE})
    except SettingsError as error:
        return answer(413 if error.name == "bytes" else 400, refused_for(error))
    finally:
        _coming -= 1


async def _body(request: Request) -> bytes:
    """Return what is sent, not a byte more than may be; a SettingsError where it is more."""
    told = request.headers.get("content-length", "")
    check_size(int(told) if told.isdecimal() and len(told) < 20 else 0)
    parts, count = [], 0
    try:
        async for part in request.stream():
            count += len(part)
            check_size(count)
            parts.append(part)
    except ClientDisconnect:
        raise TimeoutError from None
    return b"".join(parts)


def _looked_at(raw: bytes) -> tuple[Saved, Bookmarks]:
    """Return a file's run and bookmarks; a SettingsError if it has none, or too dear a one."""
    found, marks = read_whole(raw)
    check_cost(found.settings, found.events)
    return found, marks


def answer(status: int, said: Mapping[str, Any]) -> Response:
    """Return an answer in JSON that nobody keeps."""
    text = json.dumps(said)  # in ASCII: a refused value may hold half a character
    headers = HEADERS | {"Cache-Control": "no-store"}
    return Response(text, status, headers, media_type="application/json")


def with_run(text: str) -> str:
    """Return a message with the run that its token stands for, if it is still there."""
    if '"token"' not in text:
        return text
    try:
        message = json.loads(text)
        run = tray.take(message["token"]) if message["type"] == "open" else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return text
    return text if run is None else json.dumps(message | {"run": run})

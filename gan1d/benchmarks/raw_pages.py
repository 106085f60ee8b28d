"""A process that opens pages as browsers do, without a browser, and plays their runs.

`python -m gan1d.benchmarks.raw_pages ADDRESS QUERY ...` opens a page for each query; the query
"hall" is a page that follows the first one, which holds a lecture then. It reads lines from stdin
and answers with lines of JSON, or with {"failed": why}:

    (at first)  {"opened": seconds to the first picture, by page}   once all of them have one
    go                                                              begins to count
    stop        {"shown": frames, "stalls": seconds, "bytes": of frames, "steps": received,
                "seconds": counted, "ticks": seconds between two looks at the clock,
                "lags": seconds that those who follow are behind at most, at every look}
"""

import asyncio
import json
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

TICK = 1 / 30  # seconds between two looks at the clock
SPEED = 60  # frames a second
LEAD = 30  # frames asked for beyond the one on the screen, as `player/run/clock.js` does
WANT_EVERY = 0.1  # seconds, unless the page starves
LONGEST_GAP = 0.25  # seconds; what a page could not show for longer is not made up for
PING_EVERY = 2.0  # seconds
PATIENCE = 90.0  # seconds a page has for its first picture
LEAD_EVERY = 0.2  # seconds between two words of where a lecturer's picture stands
NEAR = 0.25  # seconds that one who follows makes up for little by little
FOLLOWS = "hall"  # the query of one who follows
LARGEST = 2**24  # bytes of a message
HEAD = struct.Struct("<4I")  # epoch, first frame, frames, floats in a frame; see `server/protocol`


class RawPage:
    """One page: its session with Streamlit, its live socket, and what would be on its screen.

    Attributes:
        position: Index of the frame on the screen; -1 before the first.
        opened: Seconds it took to its first picture.
        shown: Frames that were on the screen since `count`, each once.
        stall: Longest time between two of them, seconds.
        steps: Frames received since then.
        bytes: Of the messages they came in.
    """

    def __init__(self, address: str, query: str) -> None:
        """Open nothing yet."""
        self._address, self._query = address, query
        self._loop = asyncio.get_running_loop()
        self.position = self._newest = self._wanted = -1
        self._epoch: int | None = None
        self._owed = self._wanted_at = self._pinged_at = 0.0
        self._live: ClientConnection | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self.there = asyncio.Event()
        self.opened = 0.0
        self.count(self._loop.time())

    def count(self, now: float) -> None:
        """Count from now on."""
        self.shown = self.steps = self.bytes = 0
        self.stall, self._shown_at = 0.0, now

    async def play(self) -> None:
        """Open the page and take what comes, for ever."""
        begin = self._loop.time()
        options: Any = {"compression": None, "max_size": LARGEST, "ping_interval": None}
        stream = f"{self._address}/_stcore/stream"
        async with connect(stream, subprotocols=["streamlit"], **options) as page:  # type: ignore[list-item]
            ask = BackMsg()
            ask.rerun_script.query_string = self._query
            await page.send(ask.SerializeToString())
            while (socket := _socket_in(await page.recv(decode=False))) is None:
                pass
            draining = asyncio.ensure_future(_drain(page))
            async with connect(f"{self._address}/{socket}", **options) as self._live:
                self._say(type="hello", epoch=None, have=None)
                async for message in self._live:
                    self._take(message)
                    if self._newest >= 0 and not self.opened:
                        self.opened = self._loop.time() - begin
                        self.there.set()
            draining.cancel()
        raise ConnectionError("the app has closed a page's line")

    def _take(self, message: str | bytes) -> None:
        if isinstance(message, str):
            heard = json.loads(message)
            if heard["type"] == "run":
                self._epoch, self.position, self._newest, self._wanted = heard["epoch"], -1, -1, -1
            elif heard["type"] in ("refused", "state"):
                raise ConnectionError(f"a page heard {message[:200]}")
            else:
                self._hear(heard)
            return
        epoch, first, frames, _ = HEAD.unpack_from(message)
        if epoch == self._epoch:
            self._newest = first + frames - 1
            self.steps += frames
            self.bytes += len(message)

    def _hear(self, message: dict[str, Any]) -> None:
        """Take what only some pages hear."""

    def tick(self, now: float, gap: float) -> None:
        """Show what is due `gap` seconds after the last time, and ask for more."""
        if self._epoch is None:
            return
        self._owed += min(gap, LONGEST_GAP) * self._pace(now)
        steps = max(0, min(int(self._owed), self._newest - self.position))
        self._owed = min(self._owed - steps, 1.0)
        if steps:
            self.position += steps
            self.shown += steps
            self.stall, self._shown_at = self._stalled(now), now
        self._ask(now)
        if now - self._pinged_at >= PING_EVERY:
            self._pinged_at = now
            self._say(type="ping")

    def _pace(self, now: float) -> float:
        """Return the frames that are to be shown in a second."""
        return SPEED

    def _ask(self, now: float) -> None:
        """Ask for more frames where that is due."""
        upto = max(self.position, 0) + LEAD
        starved = self._newest <= self.position
        if upto != self._wanted and (starved or now - self._wanted_at >= WANT_EVERY):
            self._wanted, self._wanted_at = upto, now
            self._say(type="want", upto=upto, at=max(self.position, 0))

    def _stalled(self, now: float) -> float:
        return max(self.stall, now - self._shown_at)

    def counted(self, now: float) -> dict[str, float]:
        """Return what was counted."""
        stall = self._stalled(now)
        return {"shown": self.shown, "stalls": stall, "bytes": self.bytes, "steps": self.steps}

    def _say(self, **message: Any) -> None:
        assert self._live is not None
        sending = asyncio.ensure_future(self._live.send(json.dumps(message)))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)


class Lecturer(RawPage):
    """A page that says where its picture stands.

    Attributes:
        code: What leads others to its hall, once that is open.
    """

    def __init__(self, address: str, query: str) -> None:
        """Open nothing yet."""
        super().__init__(address, query)
        self.code: asyncio.Future[str] = self._loop.create_future()
        self._led_at = 0.0

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "hall" and not self.code.done():
            self.code.set_result(message["url"].rpartition("hall=")[2])

    def _ask(self, now: float) -> None:
        super()._ask(now)
        if now - self._led_at >= LEAD_EVERY and self.position >= 0:
            self._led_at = now
            place = {"index": self.position, "playing": True, "speed": SPEED, "part": None}
            self._say(type="lead", place=place, here=self._address.replace("ws", "http", 1))


class Follower(RawPage):
    """A page that shows what the lecturer shows, as `follow` in `player/run/clock.js` does."""

    def __init__(self, address: str, lecturer: Lecturer) -> None:
        """Open nothing yet."""
        super().__init__(address, FOLLOWS)
        self._lecturer = lecturer
        self._led: tuple[int, float] | None = None

    async def play(self) -> None:
        """Open the page as soon as there is a lecture."""
        self._query = f"hall={await self._lecturer.code}"
        await super().play()

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "led":
            self._led = message["place"]["index"], self._loop.time() - message["ago"]

    def _pace(self, now: float) -> float:
        if self._led is None:
            return 0.0
        index, since = self._led
        goal = min(self._newest, int(index + SPEED * (now - since)))
        near, behind = NEAR * SPEED + 1, goal - self.position
        if abs(behind) > near:
            self.shown += max(0, behind > 0)  # one picture, at a stretch
            self.position, self._owed, self._shown_at = goal, 0.0, now
            return 0.0
        return SPEED * (1 + behind / near)

    def _ask(self, now: float) -> None:
        """Ask for nothing: the lecturer does."""

    @property
    def lag(self) -> float:
        """Return by how much it is behind the lecturer, seconds; negative: ahead."""
        return (self._lecturer.position - self.position) / SPEED


def _socket_in(message: bytes) -> str | None:
    """Return the path of the live socket that a message of Streamlit's brings, if it does."""
    component = ForwardMsg.FromString(message).delta.new_element.bidi_component
    with suppress(ValueError, KeyError, TypeError):
        return str(json.loads(component.mixed.json or component.json)["socket"])
    return None


async def _drain(page: ClientConnection) -> None:
    async for _ in page:
        pass


async def _ticking(pages: Sequence[RawPage], ticks: list[float], lags: list[float]) -> None:
    loop = asyncio.get_running_loop()
    before = due = loop.time()
    while True:
        due = max(due + TICK, loop.time())
        await asyncio.sleep(due - loop.time())
        now = loop.time()
        for page in pages:
            page.tick(now, now - before)
        ticks.append(now - before)
        lags.append(max((page.lag for page in pages if isinstance(page, Follower)), default=0.0))
        before = now


async def _order(word: str) -> None:
    """Wait for a word of the process that started this one, and end if that is gone."""
    if (await asyncio.to_thread(sys.stdin.readline)).strip() != word:
        raise EOFError


async def _measure(pages: Sequence[RawPage]) -> None:
    loop, ticks, lags = asyncio.get_running_loop(), list[float](), list[float]()
    async with asyncio.timeout(PATIENCE):
        ticking = asyncio.ensure_future(_ticking(pages, ticks, lags))
        await asyncio.gather(*(page.there.wait() for page in pages))
    _print(opened=[page.opened for page in pages])
    await _order("go")
    begin = loop.time()
    ticks.clear()
    lags.clear()
    for page in pages:
        page.count(begin)
    await _order("stop")
    now = loop.time()
    each = [page.counted(now) for page in pages]
    counted = {name: [numbers[name] for numbers in each] for name in each[0]}
    _print(**counted, seconds=now - begin, ticks=ticks, lags=lags)
    ticking.cancel()


async def _main(address: str, queries: Sequence[str]) -> None:
    pages: list[RawPage]
    if FOLLOWS in queries:
        lecturer = Lecturer(address, queries[0])
        pages = [lecturer, *(Follower(address, lecturer) for _ in queries[1:])]
    else:
        pages = [RawPage(address, query) for query in queries]
    playing = [asyncio.ensure_future(page.play()) for page in pages]
    measuring = asyncio.ensure_future(_measure(pages))
    done, _ = await asyncio.wait([measuring, *playing], return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


def _print(**words: Any) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    try:
        asyncio.run(_main(sys.argv[1], sys.argv[2:]))
    except EOFError:
        pass
    except TimeoutError:
        _print(failed=f"not every page had a picture within {PATIENCE:.0f} s")
    except Exception as error:
        _print(failed=f"{error or type(error).__name__}")

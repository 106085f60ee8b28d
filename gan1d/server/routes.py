"""The web routes beside Streamlit's own: the player's files and the websocket of each seat."""

import asyncio
import json
from collections.abc import Awaitable
from contextlib import suppress

from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config

from gan1d.server.conversation import turned_down
from gan1d.server.doors import may_come_in
from gan1d.server.files import send_file
from gan1d.server.handover import take_run, with_run
from gan1d.server.health import send_health
from gan1d.server.pace import Pace, too_fast
from gan1d.server.pipes import BusyError
from gan1d.server.remote import RemoteSeat, find_seat

PAUSE = 0.1  # seconds between two chunks of frames
MAX_MESSAGE = 64_000  # bytes of a message from a player
BINARY = "a binary message is not understood; allowed: JSON as text"
UNKNOWN_SEAT, FOREIGN, TOO_LONG, TRY_LATER = 4404, 4403, 1009, 1013  # websocket close codes


class Signals:
    """Wakes the half of a websocket that sends: for news, or at once for an answer."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Signal in that event loop."""
        self._loop = loop
        self.news, self.answer = asyncio.Event(), asyncio.Event()

    def news_from_thread(self) -> None:
        """Say from another thread that there is news."""
        with suppress(RuntimeError):  # the server is going down
            self._loop.call_soon_threadsafe(self.news.set)

    def clear(self) -> None:
        """Take both signals back."""
        self.news.clear()
        self.answer.clear()

    async def wait_for_answer(self, seconds: float) -> None:
        """Wait that long, or until an answer is due."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.answer.wait()


async def watch(socket: WebSocket) -> None:
    """Connect a player to its seat until it goes away."""
    await socket.accept()  # a page hears no code of a line that never opened
    if not await may_come_in(socket):
        with suppress(WebSocketDisconnect, RuntimeError):  # it has not waited for the answer
            await socket.close(FOREIGN, "this page is not from here")
        return
    seat = find_seat(socket.path_params["seat"])
    if seat is None:
        await socket.close(UNKNOWN_SEAT, "no such seat")
        return
    if seat.busy:
        await socket.close(TRY_LATER, "the process that trains this run takes nothing")
        return
    signals = Signals(asyncio.get_running_loop())
    number = seat.attach(signals.news_from_thread)
    try:
        await _first_of(
            _receive_loop(socket, seat, number, signals), _send_loop(socket, seat, number, signals)
        )
    finally:
        seat.detach(number)


async def _first_of(*tasks: Awaitable[None]) -> None:
    running = [asyncio.ensure_future(task) for task in tasks]
    done, pending = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    for task in done:
        with suppress(WebSocketDisconnect, RuntimeError):
            task.result()


async def _receive_loop(socket: WebSocket, seat: RemoteSeat, number: int, signals: Signals) -> None:
    pace = Pace()
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        if text is None:
            await socket.send_text(json.dumps(turned_down("", BINARY)))
            continue
        if len(text) > MAX_MESSAGE:
            await socket.close(TOO_LONG, f"message of {len(text)} bytes; allowed: {MAX_MESSAGE}")
            return
        if not pace.keeps():
            await socket.send_text(json.dumps(too_fast(text)))
            continue
        try:
            answer, more = await asyncio.wrap_future(seat.ask("receive", number, with_run(text)))
        except BusyError as error:
            answer, more = turned_down(text, str(error)), False
        if answer:
            await socket.send_text(json.dumps(answer))
        if more:
            signals.answer.set()
        signals.news.set()


async def _send_loop(socket: WebSocket, seat: RemoteSeat, number: int, signals: Signals) -> None:
    await signals.news.wait()  # for the hello
    while True:
        signals.clear()
        messages = await asyncio.wrap_future(seat.ask("news", number))
        for message in messages:
            if isinstance(message, bytes):
                await socket.send_bytes(message)
                await signals.wait_for_answer(PAUSE)
            else:
                await socket.send_text(json.dumps(message, allow_nan=False))
        if not messages:
            await signals.news.wait()


def _under_base(path: str) -> str:
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{path}" if base else path


routes: list[BaseRoute] = [
    Route(_under_base("/gan1d/static/{version}/{name:path}"), send_file),
    Route(_under_base("/gan1d/health"), send_health),
    Route(_under_base("/gan1d/run"), take_run, methods=["POST"]),
    WebSocketRoute(_under_base("/gan1d/live/{seat}"), watch),
]

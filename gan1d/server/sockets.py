"""What all websockets have in common.

Who may open one, which messages are heard on it, and what wakes the half that sends.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from gan1d import limits
from gan1d.server.conversation import turned_down
from gan1d.server.doors import may_come_in
from gan1d.server.pace import Pace, too_fast

MAX_MESSAGE = limits.MESSAGE  # bytes of a message from a page
BINARY = "a binary message is not understood; allowed: JSON as text"
FOREIGN, TOO_LONG = 4403, 1009  # codes with which they are closed


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


async def let_in(socket: WebSocket) -> bool:
    """Accept a line, and return True; one of a page from elsewhere is closed with a reason."""
    await socket.accept()  # a page hears no code of a line that never opened
    if await may_come_in(socket):
        return True
    with suppress(WebSocketDisconnect, RuntimeError):  # it has not waited for the answer
        await socket.close(FOREIGN, "this page is not from here")
    return False


async def texts(socket: WebSocket) -> AsyncIterator[str]:
    """Yield what a page says until it goes away; what is not to be heard is answered here.

    A binary message, or one too many, is refused; one that is too long closes the line.
    """
    pace = Pace()
    while (received := await socket.receive())["type"] != "websocket.disconnect":
        text = received.get("text")
        if text is None:
            await socket.send_text(json.dumps(turned_down("", BINARY)))
        elif len(text) > MAX_MESSAGE:
            await socket.close(TOO_LONG, f"message of {len(text)} bytes; allowed: {MAX_MESSAGE}")
            return
        elif not pace.keeps():
            await socket.send_text(json.dumps(too_fast(text)))
        else:
            yield text


async def first_of(*tasks: Awaitable[None]) -> None:
    """Let tasks run until one of them ends, then end the others; a line that broke is no error."""
    running = [asyncio.ensure_future(task) for task in tasks]
    done, pending = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    for task in done:
        with suppress(WebSocketDisconnect, RuntimeError):
            task.result()

"""How the server and its training processes are: what a monitor asks for, which never waits long.

`GET /gan1d/health`, under the page's base path, answers with JSON:

    version             name of the player's files in force, as in their addresses
    pages               that are connected, with one seat or two
    seats               all seats; one whose page has gone is kept for a while
    runs                that are trained for them; seats on the same run share it
    steps               trained so far, half steps among them
    steps_per_second    over the last five seconds
    lag                 seconds: how late the event loop comes to what is due
    silent              names of the training processes that have not answered within 100 ms
    processes           by name: seats; its own runs, steps, steps_per_second and lag (how long a
                        job waits for the work under way), which are null if it is silent

The sums are those of the processes that have answered; one that has died takes its steps along.
Whoever the doors do not let in gets 403 and a sentence.
"""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from gan1d.server.doors import HEADERS, may_come_in
from gan1d.server.files import version
from gan1d.server.remote import Process, processes

PATIENCE = 0.1  # seconds a training process has for its answer
PROBE = 0.01  # seconds: the event loop is told to come back after so long
NUMBERS = ("runs", "steps", "steps_per_second", "lag")
FOREIGN = (
    "this server does not know the page that asks; pass Host on in the proxy, or name its origin in"
    " server.corsAllowedOrigins, and its host in server.allowedHosts where that is set"
)


async def send_health(request: Request) -> JSONResponse:
    """Return how the server is, as JSON; see above."""
    headers = HEADERS | {"Cache-Control": "no-store"}
    if not await may_come_in(request):
        return JSONResponse({"refused": FOREIGN}, 403, headers)
    return JSONResponse(await health(), headers=headers)


async def health() -> dict[str, Any]:
    """Return what is sent; see above."""
    lag = asyncio.ensure_future(_lag())
    asked = processes()
    answers = dict(zip(_names(asked), await asyncio.gather(*map(_answer, asked)), strict=True))
    listed = {
        name: {"seats": len(process.seats), **(numbers or dict.fromkeys(NUMBERS))}
        for process, (name, numbers) in zip(asked, answers.items(), strict=True)
    }
    known = [numbers for numbers in answers.values() if numbers is not None]
    seats = [seat for process in asked for seat in list(process.seats.values())]
    return {
        "version": await asyncio.to_thread(version),
        "pages": sum(seat.watched and not seat.second for seat in seats),
        "seats": len(seats),
        **{name: sum(numbers[name] for numbers in known) for name in NUMBERS[:-1]},
        "lag": await lag,
        "silent": [name for name, numbers in answers.items() if numbers is None],
        "processes": listed,
    }


def _names(asked: list[Process]) -> list[str]:
    return [f"{process.engine} {number}" for number, process in enumerate(asked, 1)]


async def _answer(process: Process) -> dict[str, float] | None:
    future = asyncio.wrap_future(process.health())
    done, _ = await asyncio.wait([future], timeout=PATIENCE)
    if not done or future.exception():
        return None
    numbers: dict[str, float] = future.result()
    return numbers


async def _lag() -> float:
    loop = asyncio.get_running_loop()
    begin = loop.time()
    await asyncio.sleep(PROBE)
    return max(0.0, loop.time() - begin - PROBE)

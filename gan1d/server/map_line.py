"""The line on which a page asks for maps, and the pictures of them it takes home."""

import asyncio
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.websockets import WebSocket

from gan1d.figure1.moments import MEDIA
from gan1d.server.conversation import NOT_UNDERSTOOD, message_of, refused_for, turned_down
from gan1d.server.doors import HEADERS, may_come_in
from gan1d.server.health import FOREIGN
from gan1d.server.jobs import Job
from gan1d.server.map_orders import order_of
from gan1d.server.maps import Map, maps, news_of, price_of
from gan1d.server.protocol import Answer, CellMap, FromMaps, MapOffer
from gan1d.server.sockets import Signals, first_of, let_in, texts
from gan1d.settings import SettingsError
from gan1d.sweep.cells import SHOWN
from gan1d.sweep.offers import shipped

PAUSE = 0.2  # seconds between two pieces of news
DRAW = "gan1d.sweep.picture:make"  # by name: Matplotlib stays out of this process
EVERY = 0.05  # seconds between two looks at the work
AT_ONCE = 8  # pictures under way
BUSY = f"{AT_ONCE} pictures are being drawn; try again in a while"


class Page:
    """What the page on one line watches.

    Attributes:
        signals: What wakes it.
    """

    def __init__(self, socket: WebSocket) -> None:
        """Watch nothing yet."""
        self.signals = Signals(asyncio.get_running_loop())
        self._socket = socket
        self._map: Map | None = None
        self._told = 0

    async def say(self, message: FromMaps) -> None:
        """Send a message."""
        await self._socket.send_text(json.dumps(message, allow_nan=False))

    async def heard(self, text: str) -> None:
        """Do what a message asks for."""
        message = message_of(text)
        kind = message.get("type")
        if kind == "ping":
            await self.say({"type": "pong"})
        elif kind in ("price", "draw"):
            try:
                await self._ordered(message)
            except SettingsError as error:
                await self.say(refused_for(error, _answer(message)))
            except NOT_UNDERSTOOD as error:
                await self.say(turned_down(text, f"{text[:80]!r}: {error!r}"))
        elif kind == "cancel":
            await self._cancelled()
        elif kind != "hello":
            await self.say(turned_down(text, f"message {text[:80]!r} is not understood"))

    async def _ordered(self, message: Mapping[str, Any]) -> None:
        order = await asyncio.to_thread(order_of, message)
        seconds = await asyncio.to_thread(price_of, maps, order)
        answer = _answer(message)
        if message["type"] == "price":
            runs, seeds = order.grid.size, len(order.grid.knobs["seed"])
            ahead, cells = maps.ahead(), runs // seeds
            offer: MapOffer = {
                "type": "offer",
                "cells": cells,
                "runs": runs,
                "seconds": seconds,
                "ahead": ahead,
            }
            await self.say({**answer, **offer})
            return
        watched = maps.watch(order, self.signals.news_from_thread)
        before, self._map = self._map, None
        if before is not None and before is not watched:
            maps.leave(before, self.signals.news_from_thread, at_once=True)
        told, command = watched.done, watched.command
        await self.say(
            {**answer, "type": "map", **watched.whole(), "key": order.key, "command": command}
        )
        self._map, self._told = watched, told
        self.signals.news.set()

    async def _cancelled(self) -> None:
        if self._map is not None:
            left, self._map = self._map, None
            maps.leave(left, self.signals.news_from_thread, at_once=True)
            await self.say(news_of(maps, left, left.done) | {"state": "cancelled"})

    async def send(self) -> None:
        """Send what is new, again and again."""
        while True:
            await self.signals.news.wait()
            self.signals.news.clear()
            if (watched := self._map) is not None:
                news = news_of(maps, watched, self._told)
                self._told = news["done"]
                await self.say(news)
                await asyncio.sleep(PAUSE)

    def leave(self) -> None:
        """Watch nothing any more."""
        if self._map is not None:
            maps.leave(self._map, self.signals.news_from_thread)


def _answer(message: Mapping[str, Any]) -> Answer:
    return {"id": message["id"]} if "id" in message else {}


async def watch_maps(socket: WebSocket) -> None:
    """Let a page ask for maps until it goes away."""
    if not await let_in(socket):
        return
    page = Page(socket)
    try:
        await first_of(_receive(socket, page), page.send())
    finally:
        page.leave()


async def _receive(socket: WebSocket, page: Page) -> None:
    async for text in texts(socket):
        await page.heard(text)


_shipped = cache(shipped)
_drawing = 0


async def send_map(request: Request) -> Response:
    """Return a map as a file: `GET /gan1d/map/NAME.png?show=jsd64`, NAME a file's or a key."""
    global _drawing
    name, _, kind = request.path_params["name"].rpartition(".")
    show = request.query_params.get("show", SHOWN[0])
    if not await may_come_in(request):
        return PlainTextResponse(FOREIGN, 403, HEADERS)
    made = await asyncio.to_thread(_find, name)
    if made is None or kind not in MEDIA or show not in SHOWN:
        return PlainTextResponse(
            f"no map {name!r:.60} as {kind!r:.10} of {show!r:.20}", 404, HEADERS
        )
    if _drawing >= AT_ONCE:
        return PlainTextResponse(BUSY, 503, HEADERS)
    _drawing += 1
    try:
        job = Job(DRAW, made, kind, show)
        while job.running:
            await asyncio.sleep(EVERY)
    finally:
        _drawing -= 1
    if job.state != "done":
        return PlainTextResponse(f"it could not be drawn: {job.error}", 500, HEADERS)
    axes = f"{made['x']['name']}-{made['y']['name']}"
    attached = {"Content-Disposition": f'attachment; filename="map-{axes}.{kind}"'}
    return Response(job.result, headers=HEADERS | attached, media_type=MEDIA[kind])


def _find(name: str) -> CellMap | None:
    there = next((one["map"] for one in _shipped() if one["name"] == name), None)
    made = maps.find(name)
    return there or (made.whole() if made else None)

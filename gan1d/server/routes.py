"""The web routes beside Streamlit's own: the player's files and the websocket of each seat."""

import asyncio
import json
from contextlib import suppress

from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config

from gan1d.server.conversation import message_of, refused_for, turned_down
from gan1d.server.exports import do_export, list_kinds, send_export
from gan1d.server.files import send_file
from gan1d.server.hall import MOST_FOLLOWERS, Hall, Lectern, find_hall
from gan1d.server.handover import take_run, with_run
from gan1d.server.health import send_health
from gan1d.server.index import send_page
from gan1d.server.map_line import send_map, watch_maps
from gan1d.server.pipes import BusyError
from gan1d.server.protocol import FromServer
from gan1d.server.remote import RemoteSeat, find_seat
from gan1d.server.sockets import Signals, first_of, let_in, texts
from gan1d.settings import SettingsError

PAUSE = 0.1  # seconds between two chunks of frames
# websocket close codes
UNKNOWN_SEAT, OVER, RESTARTED, TRY_LATER = 4404, 4410, 1012, 1013
FOLLOWS = "this page follows a lecture and cannot steer it"
READS = ("hello", "ping")  # what a follower may say


async def watch(socket: WebSocket) -> None:
    """Connect a player to its seat until it goes away."""
    if not await let_in(socket):
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
    lectern = Lectern(seat, lambda message: _tell(socket, message))
    try:
        await first_of(
            _receive_loop(socket, seat, number, signals, lectern),
            _send_loop(socket, seat, number, signals),
        )
    finally:
        lectern.leave()
        seat.detach(number)


async def follow(socket: WebSocket) -> None:
    """Show a follower the lecturer's run and place until one of them goes away."""
    if not await let_in(socket):
        return
    hall = find_hall(socket.path_params["code"])
    if hall is None:
        await socket.close(OVER, "no such lecture")
        return
    seat = hall.seat
    if hall.followers >= MOST_FOLLOWERS or seat.busy or not seat.alive:
        await socket.close(TRY_LATER, "no place at this lecture now")
        return
    signals = Signals(asyncio.get_running_loop())
    number = seat.attach(signals.news_from_thread)
    hall.move(followers=hall.followers + 1)
    try:
        await first_of(
            _receive_loop(socket, seat, number, signals),
            _send_loop(socket, seat, number, signals),
            _lead_loop(socket, hall),
        )
    finally:
        hall.move(followers=hall.followers - 1)
        seat.detach(number)


async def _lead_loop(socket: WebSocket, hall: Hall) -> None:
    seat, said = hall.seat, None
    while hall.seat is seat and not hall.over:
        moved = hall.moved
        if hall.place is not None and hall.place is not said:
            said = hall.place
            await socket.send_text(json.dumps(hall.told_followers()))
        await moved.wait()
    await socket.close(*((OVER, "the lecture is over") if hall.over else (RESTARTED, "")))


def _tell(socket: WebSocket, message: FromServer) -> None:
    async def send() -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            await socket.send_text(json.dumps(message))

    _sending.add(task := asyncio.ensure_future(send()))
    task.add_done_callback(_sending.discard)


_sending: set["asyncio.Task[None]"] = set()  # the loop itself does not hold them


async def _receive_loop(
    socket: WebSocket,
    seat: RemoteSeat,
    number: int,
    signals: Signals,
    lectern: Lectern | None = None,
) -> None:
    """Do what a page says; without a lectern it only follows."""
    async for text in texts(socket):
        if lectern and '"lead"' in text and (message := message_of(text)).get("type") == "lead":
            try:
                lectern.heard(message)
            except SettingsError as error:
                await socket.send_text(json.dumps(refused_for(error)))
            continue
        if lectern is None and message_of(text).get("type") not in READS:
            await socket.send_text(json.dumps(turned_down(text, FOLLOWS)))
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
    Route(_under_base("/"), send_page),
    Route(_under_base("/gan1d/static/{version}/{name:path}"), send_file),
    Route(_under_base("/gan1d/health"), send_health),
    Route(_under_base("/gan1d/run"), take_run, methods=["POST"]),
    Route(_under_base("/gan1d/map/{name}"), send_map),
    WebSocketRoute(_under_base("/gan1d/maps"), watch_maps),
    Route(_under_base("/gan1d/export"), list_kinds, methods=["POST"]),
    Route(_under_base("/gan1d/export/{page}"), do_export, methods=["POST", "GET", "DELETE"]),
    Route(_under_base("/gan1d/export/{page}/file"), send_export),
    WebSocketRoute(_under_base("/gan1d/live/{seat}"), watch),
    WebSocketRoute(_under_base("/gan1d/hall/{code}"), follow),
]

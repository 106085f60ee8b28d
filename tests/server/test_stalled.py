"""A training process that stands still: nothing that is sent to it holds up the server."""

import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from gan1d.page.turning import NoAnswerError, Turned, restart
from gan1d.server import pipes, remote
from gan1d.server.remote import open_seat
from gan1d.server.routes import TRY_LATER, routes
from gan1d.server.sockets import MAX_MESSAGE
from gan1d.settings import Settings

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=60)
LONG = json.dumps({"type": "open", "id": "b1", "query": "?data=x" + "x" * (MAX_MESSAGE - 100)})


@pytest.fixture
def stopped(monkeypatch):
    """Return a seat whose process has been stopped; what comes after it goes on."""
    mine = []
    monkeypatch.setattr(remote, "_processes", mine)
    seat = open_seat(SMALL)
    seat.ask("newest").result(20)
    pid = mine[0]._process.pid
    os.kill(pid, signal.SIGSTOP)
    yield seat
    mine[0]._process.kill()  # stopped or not


def go_on(seat):
    os.kill(seat._process._process.pid, signal.SIGCONT)


def within(seconds, act, *given):
    """Return what comes of an act; it fails if that takes longer."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(act, *given).result(seconds)
    finally:
        pool.shutdown(wait=False)


def six(client, seat, stack):
    """Open six sockets that send a long message each."""
    for _ in range(6):
        socket = stack.enter_context(client.websocket_connect(f"/gan1d/live/{seat.id}"))
        socket.send_text(LONG)
        yield socket


def test_six_long_messages_hold_up_nobody(stopped):
    with TestClient(Starlette(routes=routes)) as client, ExitStack() as stack:
        sockets = list(six(client, stopped, stack))
        try:
            told = within(20, client.get, "/gan1d/health").json()
            assert told["silent"] == ["numpy 1"] and told["lag"] < 10
            while stopped._process.outbox.waiting <= 4 * MAX_MESSAGE:  # they are on their way
                time.sleep(0.01)
        finally:
            go_on(stopped)
        for socket in sockets:  # nothing of it is lost
            assert "data = " in within(20, socket.receive_json)["text"]
        assert stopped.ask("newest").result(20) == 0
        while stopped._process.outbox.waiting:  # what is read is counted a moment later
            time.sleep(0.01)


def test_beyond_the_bound_the_sockets_are_told_in_a_sentence(stopped, monkeypatch):
    monkeypatch.setattr(pipes, "MAX_WAITING", 3 * MAX_MESSAGE)
    with TestClient(Starlette(routes=routes)) as client, ExitStack() as stack:
        sockets = list(six(client, stopped, stack))
        try:
            while stopped._process.outbox.waiting < 2 * MAX_MESSAGE:
                time.sleep(0.01)
            heard = within(20, sockets[-1].receive_json)
            assert (heard["type"], heard["id"]) == ("refused", "b1")
            assert "does not answer" in heard["text"] and f"{3 * MAX_MESSAGE}" in heard["text"]
            assert stopped._process.outbox.waiting <= 4 * MAX_MESSAGE
            assert within(20, client.get, "/gan1d/health").status_code == 200
        finally:
            go_on(stopped)
        assert "data = " in within(20, sockets[0].receive_json)["text"]


def test_where_too_much_waits_a_page_is_told_and_a_new_socket_comes_later(stopped, monkeypatch):
    monkeypatch.setattr(pipes, "MAX_WAITING", 100_000)
    stopped.ask("receive", 0, LONG)
    while stopped._process.outbox.waiting:  # until the pipe holds it
        time.sleep(0.01)
    stopped.ask("receive", 0, LONG)
    with pytest.raises(NoAnswerError, match="no-answer.busy"):
        restart(Turned(stopped), data="samples:" + ",".join(map(str, range(12_000))))
    monkeypatch.setattr(pipes, "MAX_WAITING", 50_000)
    client = TestClient(Starlette(routes=routes))
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect(f"/gan1d/live/{stopped.id}") as socket,
    ):
        socket.receive_text()
    assert closed.value.code == TRY_LATER


def test_a_stopped_process_that_is_killed_ends_its_outbox(stopped):
    asked = [stopped.ask("receive", 0, LONG) for _ in range(3)]
    process = stopped._process
    process._process.kill()
    for each in asked:
        assert "is gone" in str(each.exception(20))
    process.outbox._thread.join(20)
    assert not process.outbox._thread.is_alive() and not stopped.alive

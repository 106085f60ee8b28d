"""Halls: who follows a lecture sees what the lecturer sees, steers nothing, hears of its end."""

import asyncio
import json
import time

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit import config
from test_routes import SMALL, Page

from gan1d.server import hall as module
from gan1d.server.hall import ALPHABET, Lectern, find_hall, for_others, is_code
from gan1d.server.remote import open_seat
from gan1d.server.routes import FOLLOWS, OVER, RESTARTED, routes
from gan1d.settings import SettingsError

HERE = "http://gan.example/app/"
STEERING = [
    {"type": "want", "upto": 40, "at": 0},
    {"type": "set", "changes": {"k": 5}, "at": 0},
    {"type": "half", "player": "d"},
    {"type": "restart"},
    {"type": "open", "query": "?data=claw"},
    {"type": "go_on"},
    {"type": "view", "ema": True},
    {"type": "lead", "place": None},
    {"type": "nonsense"},
]


def place(index, **more):
    return {"index": index, "playing": False, "speed": 60, "part": None} | more


@pytest.fixture
def client():
    with TestClient(Starlette(routes=routes)) as client:  # one event loop for all
        yield client


@pytest.fixture
def seat():
    seat = open_seat(SMALL)
    yield seat
    seat.free()


def lecturing(client, seat):
    """Return a connection of the lecturer's page, as a context."""
    return client.websocket_connect(f"/gan1d/live/{seat.id}")


def begin(socket, **more):
    """Say hello and open a hall; return the page, what it is told, and the hall's code."""
    page = Page(socket)
    page.say(type="hello", epoch=None, have=None)
    page.start = page.hear()
    page.say(type="lead", place=place(0), here=HERE, **more)
    told = page.hear()
    return page, told, told["url"].partition("?hall=")[2]


def follow(client, code):
    return client.websocket_connect(f"/gan1d/hall/{code}")


def test_who_follows_gets_the_frames_and_the_place_and_cannot_steer(client, seat):
    with lecturing(client, seat) as socket:
        lecturer, told, code = begin(socket)
        assert told["url"] == f"{HERE}?hall={code}" and is_code(code) and told["reachable"]
        assert told["followers"] == 0 and len(told["qr"]) == len(told["qr"][0]) >= 21
        lecturer.ask(20)
        with follow(client, code) as other:
            page = Page(other)
            heard = [page.hear()]
            page.say(type="hello", epoch=None, have=None)
            while {message["type"] for message in heard} != {"led", "run"}:
                heard.append(page.hear())
            assert lecturer.hear()["followers"] == 1
            while len(page.frames) < 21:
                page._next()
            for message in STEERING:
                page.say(**message, id="q")
                refused = page.hear()
                assert (refused["type"], refused["text"], refused["id"]) == (
                    "refused",
                    FOLLOWS,
                    "q",
                )
            lecturer.say(type="lead", place=place(12, part="value", speed="max"), here=HERE)
            led = page.hear()
            assert led["type"] == "led" and led["place"]["index"] == 12 and 0 <= led["ago"] < 5
            lecturer.say(type="set", changes={"k": 4}, at=10)
            assert lecturer.hear()["settings"]["k"] == 4
            changed = page.hear()
            heard += [led, changed]
            assert changed["type"] == "changed" and changed["from"] == 10
            assert seat.id not in json.dumps(heard) and told["key"] not in json.dumps(heard)
            for index in range(11):
                np.testing.assert_array_equal(page.frames[index], lecturer.frames[index])
        assert lecturer.hear()["followers"] == 0


def test_the_end_is_told_and_the_code_dies_with_it(client, seat):
    with lecturing(client, seat) as socket:
        lecturer, _, code = begin(socket)
        with follow(client, code) as other:
            assert json.loads(other.receive()["text"])["type"] == "led"
            assert lecturer.hear()["followers"] == 1
            lecturer.say(type="lead", place=None)
            with pytest.raises(WebSocketDisconnect) as end:
                while other.receive()["type"] != "websocket.close":
                    pass
                raise WebSocketDisconnect(OVER)
            assert end.value.code == OVER
        assert find_hall(code) is None
        with follow(client, code) as late, pytest.raises(WebSocketDisconnect) as end:
            late.receive_text()
        assert end.value.code == OVER


def test_a_lecturer_on_another_seat_gets_the_hall_back_by_its_key_alone(client, seat):
    other_seat = open_seat(SMALL)
    try:
        with lecturing(client, seat) as socket:
            _, told, code = begin(socket)
            with follow(client, code) as other, lecturing(client, other_seat) as second:
                assert json.loads(other.receive()["text"])["type"] == "led"
                _, stranger, strange = begin(second, key="x" + told["key"])
                assert strange != code and stranger["key"] != told["key"]
                assert find_hall(code).seat is seat
        with lecturing(client, seat) as socket, follow(client, code) as other:
            json.loads(other.receive()["text"])
            with lecturing(client, other_seat) as second:
                _, _again, same = begin(second, key=told["key"])
                assert same == code and find_hall(code).seat is other_seat
                message = other.receive()
                assert (message["type"], message["code"]) == ("websocket.close", RESTARTED)
            assert socket
    finally:
        other_seat.free()


def test_a_hall_ends_when_the_lecturer_stays_away(client, seat, monkeypatch):
    monkeypatch.setattr(module, "AWAY", 0.1)
    with lecturing(client, seat) as socket:
        _, _, code = begin(socket)
        assert find_hall(code)
    deadline = time.monotonic() + 20
    while find_hall(code) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert find_hall(code) is None


def test_a_lecturer_who_speaks_on_another_line_is_not_away(client, seat, monkeypatch):
    monkeypatch.setattr(module, "AWAY", 0.5)
    with lecturing(client, seat) as old:
        _, told, code = begin(old)
        with lecturing(client, seat) as new:
            lecturer, _, same = begin(new, key=told["key"])
            assert same == code
            old.close()  # seen to be gone only now
            for index in range(12):
                time.sleep(0.1)
                lecturer.say(type="lead", place=place(index), here=HERE)
            assert find_hall(code)


@pytest.mark.parametrize(
    "message",
    [
        {"place": 5},
        {"place": place(-1)},
        {"place": place(True)},
        {"place": place(10**9)},
        {"place": place(0, playing=1)},
        {"place": place(0, speed=0)},
        {"place": place(0, speed="fast")},
        {"place": place(0, speed=True)},
        {"place": place(0, part=["value"])},
        {"place": place(0, part="x" * 99)},
        {"place": {}},
        {"place": place(0), "here": "javascript:alert(1)"},
        {"place": place(0), "here": "http://" + "x" * 3000},
    ],
)
def test_what_is_no_place_opens_no_hall(message):
    async def hear():
        Lectern(None, lambda told: None).heard({"here": HERE} | message)

    before = set(module._halls)
    with pytest.raises(SettingsError):
        asyncio.run(hear())
    assert set(module._halls) == before


def test_a_code_has_letters_that_nobody_mistakes():
    assert len(set(ALPHABET)) == 32 and not set(ALPHABET) & set("01lo")
    assert is_code("abcd2345")
    assert not any(map(is_code, ["", "abcd234", "abcd23456", "abcd234l", "ABCD2345"]))


def test_an_address_of_this_machine_becomes_one_for_others(monkeypatch):
    def listening(at):
        monkeypatch.setattr(config, "get_option", lambda name: at)

    listening(None)
    monkeypatch.setattr(module, "_own_address", lambda: "192.168.7.9")
    assert for_others("https://gan.example/a?hall=x") == ("https://gan.example/a?hall=x", True)
    for here in ("http://localhost:8501/a?hall=x", "http://127.0.0.1:8501/a?hall=x"):
        assert for_others(here) == ("http://192.168.7.9:8501/a?hall=x", True)
    assert for_others("http://[::1]/?hall=x") == ("http://192.168.7.9/?hall=x", True)
    for at in ("127.0.0.1", "localhost", "::1"):
        listening(at)
        assert for_others("http://localhost:1/") == ("http://localhost:1/", False)
    listening("0.0.0.0")
    assert for_others("http://localhost:1/") == ("http://192.168.7.9:1/", True)
    monkeypatch.setattr(module, "_own_address", lambda: None)  # no network
    assert for_others("http://localhost:1/") == ("http://localhost:1/", False)

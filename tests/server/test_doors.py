"""Who may open a line to a seat, and what a browser may make of our files."""

import threading
import time
from collections import OrderedDict

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit import config, net_util
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from gan1d.server import doors
from gan1d.server.files import version
from gan1d.server.routes import UNKNOWN_SEAT, routes
from gan1d.server.sockets import FOREIGN

client = TestClient(Starlette(routes=routes))
OUTSIDE = "203.0.113.9"


@pytest.fixture(autouse=True)
def outside(monkeypatch):
    """Ask no network: this machine has two addresses, and who asked for them is noted."""
    asked = []
    monkeypatch.setattr(doors, "_answers", OrderedDict())
    monkeypatch.setattr(net_util, "get_internal_ip", lambda: "10.9.8.7")
    monkeypatch.setattr(net_util, "get_external_ip", lambda: asked.append(1) or OUTSIDE)
    return asked


@pytest.fixture
def options():
    """Set options of Streamlit, for the length of a test."""
    before = {}

    def put(**named):
        for name, value in named.items():
            before.setdefault(name, config.get_option(f"server.{name}"))
            config._set_option(f"server.{name}", value, "a test")

    yield put
    for name, value in before.items():
        config._set_option(f"server.{name}", value, "a test")


def knock(origin=None, host="testserver"):
    """Return the code a socket is closed with: of a seat nobody has, or of one not for it."""
    headers = {"host": host} | ({"origin": origin} if origin is not None else {})
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect("/gan1d/live/nobody", headers=headers) as socket,
    ):
        socket.receive_text()
    assert closed.value.code in (FOREIGN, UNKNOWN_SEAT)
    return closed.value.code == UNKNOWN_SEAT


ORIGINS = [None, "http://testserver", "https://testserver", "http://testserver:81", "null", "",
           "http://localhost:3", "http://127.0.0.1", "http://10.9.8.7", f"https://{OUTSIDE}",
           "https://gan.example", "http://elsewhere.example", "http://testserver.elsewhere.example",
           "http://testserver@elsewhere.example"]  # fmt: skip
SET = [
    {},
    {"corsAllowedOrigins": ["https://gan.example "]},
    {"enableCORS": False},
    {"allowedHosts": ["gan.example"]},
    {"allowedHosts": ["*.example", "testserver"]},
]


@pytest.mark.parametrize("named", SET)
def test_the_rule_of_origins_is_streamlits(options, named):
    options(**named)
    for origin in ORIGINS:
        for host in ("testserver", "gan.example", "elsewhere.example:80"):
            assert knock(origin, host) == _is_origin_allowed(origin, host), (origin, host)


def test_a_page_from_elsewhere_is_turned_away(options):
    assert not knock("http://elsewhere.example")
    assert not knock("http://testserver:81")


def test_behind_a_proxy_that_rewrites_host_a_setting_opens_the_door(options):
    assert not knock("https://gan.example", "127.0.0.1:8501")
    doors._answers.clear()  # as after a start
    options(corsAllowedOrigins=["https://gan.example"])
    assert knock("https://gan.example", "127.0.0.1:8501")


def test_a_name_that_was_rebound_is_turned_away_where_the_hosts_are_named(options):
    assert knock("http://evil.example", "evil.example")
    options(allowedHosts=["gan.example"])
    assert not knock("http://evil.example", "evil.example")
    assert not knock(None, "evil.example")


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "http://a]b", "//", "\x7f"])
def test_an_origin_that_is_no_address_is_turned_away(origin):
    assert not knock(origin)


def test_the_outside_is_asked_once_an_origin_and_answers_are_bounded(outside, monkeypatch):
    monkeypatch.setattr(doors, "KEPT", 3)
    for _ in range(3):
        assert not knock("http://elsewhere.example")
    assert len(outside) == 1
    for number in range(5):
        knock(f"http://{number}.example")
    assert list(doors._answers) == [f"http://{number}.example" for number in (2, 3, 4)]


def test_who_waits_for_the_outside_holds_up_nobody(monkeypatch):
    asked, go_on = threading.Event(), threading.Event()
    monkeypatch.setattr(net_util, "get_external_ip", lambda: asked.set() or go_on.wait(20))
    with TestClient(Starlette(routes=routes)) as one_loop:
        headers = {"origin": "http://elsewhere.example"}
        with one_loop.websocket_connect("/gan1d/live/nobody", headers=headers) as socket:
            assert asked.wait(20)
            with (
                pytest.raises(WebSocketDisconnect) as closed,
                one_loop.websocket_connect("/gan1d/live/nobody") as other,
            ):
                other.receive_text()
            assert closed.value.code == UNKNOWN_SEAT and not go_on.is_set()
            go_on.set()
            with pytest.raises(WebSocketDisconnect) as closed:
                socket.receive_text()
            assert closed.value.code == FOREIGN


def test_who_leaves_before_the_answer_takes_it_from_nobody(monkeypatch):
    go_on = threading.Event()
    monkeypatch.setattr(net_util, "get_external_ip", lambda: go_on.wait(20) and OUTSIDE)
    for origin in ("http://elsewhere.example", f"http://{OUTSIDE}"):
        with client.websocket_connect("/gan1d/live/nobody", headers={"origin": origin}) as socket:
            time.sleep(0.05)
            socket.close()
            go_on.set()
    assert knock(f"http://{OUTSIDE}")


@pytest.mark.parametrize("name", ["stage.js", "stage.css", "story/words.en.json", "<b>no"])
def test_a_file_is_what_it_says_and_may_load_nothing(name):
    answer = client.get(f"/gan1d/static/{version()}/{name}")
    assert answer.status_code == (404 if name == "<b>no" else 200)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    assert "html" not in answer.headers["content-type"]
    assert "x-frame-options" not in answer.headers  # hosts show the page in a frame

"""The websocket between a run and its player, and the player's files, without a browser."""

import json
import re
import time

import numpy as np
import pytest
from plotly.offline import get_plotlyjs_version
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from gan1d.frames.recording import BASE, FIELDS, ROW
from gan1d.links import Event, to_query
from gan1d.runs.timeline import Timeline
from gan1d.server.files import FILES, PLOTLY, first_wave, version
from gan1d.server.index import INDEX
from gan1d.server.pace import A_SECOND, AT_ONCE, Pace
from gan1d.server.remote import open_seat
from gan1d.server.routes import UNKNOWN_SEAT, routes
from gan1d.server.sockets import MAX_MESSAGE
from gan1d.settings import Settings
from gan1d.words import LANGUAGES

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=60)
client = TestClient(Starlette(routes=routes))


@pytest.fixture
def seat():
    seat = open_seat(SMALL)
    yield seat
    seat.free()


class Page:
    """A player that understands the wire, as the browser's does."""

    def __init__(self, socket):
        """Know nothing yet."""
        self.socket, self.frames, self.epoch = socket, {}, None

    def say(self, **message):
        self.socket.send_text(json.dumps(message))

    def hear(self):
        """Return the next text message; frames on the way are kept."""
        while (heard := self._next()) is None:
            pass
        return heard

    def _next(self):
        message = self.socket.receive()
        if message.get("text") is None:
            return self._keep(message["bytes"])
        heard = json.loads(message["text"])
        if heard["type"] == "run":
            self.frames = {}
        if heard["type"] == "changed":
            self.frames = {i: row for i, row in self.frames.items() if i <= heard["from"]}
        self.epoch = heard.get("epoch", self.epoch)
        return heard

    def _keep(self, data):
        epoch, first, count, floats = np.frombuffer(data, "<u4", 4)
        assert epoch == self.epoch
        rows = np.frombuffer(data, "<f4", offset=16).reshape(count, floats)
        for index, row in enumerate(rows, int(first)):
            assert index == len(self.frames)  # in order, none left out, none twice
            self.frames[index] = row

    def ask(self, upto):
        self.say(type="want", upto=upto)
        while len(self.frames) <= upto:
            self._next()


@pytest.fixture
def page(seat):
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page = Page(socket)
        page.say(type="hello", epoch=None, have=None)
        page.start = page.hear()
        yield page


def test_the_first_message_describes_the_run(page):
    start = page.start
    assert start["type"] == "run" and start["epoch"] == 0
    assert start["settings"] == SMALL.to_json()
    assert start["link"] == "?" + to_query(SMALL)
    assert len(start["x"]) == len(start["p_data"]) == 300
    row = start["row"]
    assert list(row["field"]) == list(FIELDS)
    frame = Timeline(SMALL).recording[0]
    place, points = row["model"], row["points"]
    np.testing.assert_array_equal(frame.row[place : place + points], np.float32(frame.p_model))
    assert frame.row[row["field"]["jsd"]] == np.float32(frame.metrics["jsd"])
    assert start["health"][int(frame.row[row["health"]])] == frame.health
    assert len(start["z"]) == len(start["best"]) == 21
    assert start["loss"]["name"] == "non-saturating" and start["loss"]["probability"]


def test_frames_come_in_order_from_the_first_on_and_only_when_asked(page):
    page.ask(0)
    time.sleep(0.2)
    page.say(type="ping")
    assert page.hear() == {"type": "pong"} and len(page.frames) == 1
    page.ask(30)
    assert [int(row[0]) for row in page.frames.values()] == list(range(31))
    same = Timeline(SMALL)
    while same.recording.stop < 31:
        same.advance()
    kept = same.recording.rows(0, 31)[:, :BASE]
    np.testing.assert_array_equal(np.array(list(page.frames.values())), kept)


def test_a_step_fits_in_2900_bytes(page):
    page.ask(5)
    assert page.frames[5].nbytes + 16 <= 2900


def test_a_live_knob_acts_at_the_frame_on_the_screen(page, seat):
    page.ask(30)
    page.say(type="set", id=7, changes={"lr_d": 0.05}, at=12)
    changed = page.hear()
    assert (changed["type"], changed["id"], changed["from"]) == ("changed", 7, 12)
    assert changed["settings"]["lr_d"] == 0.05
    assert changed["link"].endswith("&events=12:lr_d=0.05")
    page.ask(20)
    assert int(page.frames[13][0]) == 13


def test_half_steps(page):
    page.ask(10)
    page.say(type="half", player="d", at=10, id=1)
    assert page.hear()["from"] == 10
    page.ask(11)
    page.say(type="half", player="g", at=11, id=2)
    assert page.hear()["from"] == 11
    page.ask(12)
    heads = [tuple(int(n) for n in page.frames[i][:2]) for i in (10, 11, 12)]
    assert heads == [(10, 0), (10, 1), (11, 2)]


def test_data_and_seed_start_a_new_run(page):
    page.ask(10)
    page.say(type="set", changes={"data": "claw"}, id=1)
    again = page.hear()
    assert again["type"] == "run" and again["settings"]["data"] == "claw" and again["id"] == 1
    page.ask(3)
    page.say(type="restart", changes={"seed": 4, "beta1": 0.9})
    again = page.hear()
    assert (again["type"], again["settings"]["seed"], again["settings"]["beta1"]) == ("run", 4, 0.9)
    page.say(type="restart")
    assert page.hear()["settings"] == again["settings"]


def test_a_link_opens_its_run_with_its_events(page, seat):
    page.ask(3)
    page.say(type="open", id="o", query="?data=normal&steps=50&events=3:k=4")
    heard = page.hear()
    assert (heard["type"], heard["id"], heard["ends"]) == ("run", "o", 50)
    assert heard["settings"]["data"] == "normal"
    page.say(type="want", upto=5)
    assert page.hear()["settings"]["k"] == 4
    page.say(type="open", id="p", query="?recipe=tutorial&seed=7")
    again = page.hear()["settings"]
    assert (again["seed"], again["activation_d"], again["k"]) == (7, "relu", 1)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"type": "open", "query": "?k=3&data=nonsense"}, "data = 'nonsense'"),
        ({"type": "set", "changes": {"k": 99}}, "k = 99 is not allowed"),
        ({"type": "set", "changes": {"data": "nonsense"}}, "data = 'nonsense'"),
        ({"type": "set", "changes": {"speed": 3}}, "setting = 'speed'"),
        ({"type": "restart", "changes": {"seed": -1}}, "seed = -1 is not allowed"),
        ({"type": "half", "player": "x"}, "player = 'x'"),
        ({"type": "half", "player": "x", "at": 3}, "player = 'x'"),
        ({"type": "half", "player": "d", "at": 3.5}, "at = 3.5; allowed: a whole number"),
        ({"type": "set", "changes": {"k": 3}, "at": 3.5}, "at = 3.5"),
        ({"type": "set", "changes": {"k": 3}, "at": "x"}, "at = 'x'"),
        ({"type": "set", "changes": 3, "at": 3}, "changes"),
        ({"type": "want", "upto": 1e3}, "upto = 1000.0"),
        ({"type": "hello", "epoch": 0, "have": True}, "have = True"),
        ({"type": "sing"}, "is not understood"),
        ({"type": "set"}, "changes"),
        ([1], "is not understood"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_lost(page, seat, message, words):
    page.ask(10)
    page.socket.send_text(json.dumps(message))
    refused = page.hear()
    assert refused["type"] == "refused" and words in refused["text"]
    assert seat.state == (SMALL, SMALL, (), 0, 0)
    page.ask(15)


def test_messages_beyond_the_pace_are_refused_with_a_sentence_and_the_run_goes_on(
    page, seat, monkeypatch
):
    monkeypatch.setattr("gan1d.server.pace.A_SECOND", 1e-9)  # none comes back
    for number in range(AT_ONCE):  # the hello was one of them
        page.say(type="ping", id=number)
    page.say(type="set", id="last", changes={"k": 5})
    heard = [page.hear() for _ in range(AT_ONCE + 1)]
    assert heard[:-2] == [{"type": "pong"}] * (AT_ONCE - 1)
    refused = heard[-1]
    assert (refused["type"], refused["id"], refused["name"]) == ("refused", "last", "messages")
    assert "messages a second" in refused["text"]
    assert seat.state == (SMALL, SMALL, (), 0, 0)
    monkeypatch.setattr("gan1d.server.pace.A_SECOND", 1e9)
    page.ask(5)


def test_places_come_back_as_time_goes_on():
    now = 0.0
    pace = Pace(lambda: now)
    assert [pace.keeps() for _ in range(AT_ONCE + 2)] == [True] * AT_ONCE + [False] * 2
    now += 10 / A_SECOND
    assert [pace.keeps() for _ in range(12)] == [True] * 10 + [False] * 2
    now += 1000
    assert sum(pace.keeps() for _ in range(1000)) == AT_ONCE


def test_a_sign_of_life_is_answered(page):
    page.say(type="ping")
    assert page.hear() == {"type": "pong"}


def test_no_json_is_refused_too(page):
    page.socket.send_text("{")
    assert "is not understood" in page.hear()["text"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"type": "go_on", "id": Infinity}', "is not understood"),
        ('{"type": "go_on", "id": 1e999}', "is not understood"),
        ('{"type": "go_on", "id": {"a": 1}}', "is not understood"),
        ('{"type": "set", "changes": {"lr_d": NaN}}', "is not understood"),
        ('{"type": "want", "upto": -Infinity}', "is not understood"),
        ('"set"', "is not understood"),
        ('{"type": "set", "id": "b", "changes": {"k": %s}}' % ("9" * 4000), "k = inf"),
        ('{"type": "set", "id": "b", "changes": {"lr_d": -%s}}' % ("9" * 4000), "lr_d = -inf"),
        ('{"type": "restart", "changes": {"seed": %s}}' % ("9" * 5000), "is not understood"),
        (b"\x00\x01", "a binary message is not understood"),
        (b"{}", "a binary message is not understood"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_message_is_refused_without_an_error_in_the_log(page, seat, caplog, text, words):
    page.ask(3)
    (page.socket.send_bytes if isinstance(text, bytes) else page.socket.send_text)(text)
    refused = page.hear()
    assert refused["type"] == "refused" and words in refused["text"]
    assert refused.get("id", "b") == "b" and seat.state == (SMALL, SMALL, (), 0, 0)
    page.ask(6)
    page.say(type="want", upto=int("9" * 4000))
    page.ask(60)
    assert not caplog.records


def test_a_link_of_an_event_beyond_the_end_stops_at_the_end_and_goes_on_without_it():
    seat = open_seat(SMALL, [Event(10**9, "d")])
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page = Page(socket)
        page.say(type="hello")
        page.hear()
        page.ask(60)
        page.say(type="want", upto=80)
        assert page.hear()["index"] == 60
        page.say(type="go_on")
        assert "events=60:on" in page.hear()["link"]
        page.ask(80)
    seat.free()


def test_it_says_when_it_stands_still_by_itself_and_goes_on(page):
    page.ask(60)
    page.say(type="want", upto=70)
    state = page.hear()
    assert (state["type"], state["state"], state["index"], state["step"]) == (
        "state",
        "ended",
        60,
        60,
    )
    page.say(type="go_on")
    page.ask(70)
    assert int(page.frames[70][0]) == 70


def test_the_moving_average_comes_on_request(page):
    page.ask(2)
    assert len(page.frames[2]) == BASE
    page.say(type="view", ema=True)
    page.ask(4)
    assert len(page.frames[4]) == ROW
    assert np.isfinite(page.frames[4][BASE:]).all()


def test_a_page_that_lost_its_network_goes_on_where_it_was(seat):
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page = Page(socket)
        page.say(type="hello", epoch=None, have=None)
        page.hear()
        page.ask(20)
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page.socket = socket
        page.say(type="hello", epoch=0, have=20)
        page.ask(40)
        assert [int(row[0]) for row in page.frames.values()] == list(range(41))
    seat.ask("change", at=35, lr_d=0.05).result(10)
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page.socket = socket
        page.say(type="hello", epoch=0, have=40)
        assert page.hear()["from"] == 35
        page.ask(45)


def test_closing_the_page_stops_the_training():
    seat = open_seat(SMALL.replace(steps=3000))
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page = Page(socket)
        page.say(type="hello", epoch=None, have=None)
        page.hear()
        page.say(type="want", upto=2000)
        page.ask(2)
    time.sleep(0.3)
    stood = seat.ask("newest").result(10)
    time.sleep(0.3)
    assert 2 <= seat.ask("newest").result(10) == stood < 2000
    assert seat.alive
    seat.free()


def test_an_unknown_run_is_said_by_its_own_code():
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect("/gan1d/live/nobody") as socket,
    ):
        socket.receive_text()
    assert closed.value.code == UNKNOWN_SEAT


def test_pages_from_elsewhere_are_turned_away(seat):
    headers = {"origin": "http://elsewhere.example"}
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect(f"/gan1d/live/{seat.id}", headers=headers) as socket,
    ):
        socket.receive_text()
    assert closed.value.code == 4403


def test_a_message_that_is_too_long_ends_the_connection(page):
    page.ask(0)
    page.socket.send_text("x" * (MAX_MESSAGE + 1))
    with pytest.raises(WebSocketDisconnect) as closed:
        page.socket.receive_text()
    assert closed.value.code == 1009


def test_files_are_served_once_and_for_ever():
    for name, kind in (("stage.js", "javascript"), ("stage.css", "css"), (PLOTLY, "java")):
        answer = client.get(f"/gan1d/static/{version()}/{name}")
        assert answer.status_code == 200 and kind in answer.headers["content-type"]
        assert "immutable" in answer.headers["cache-control"]
    words = client.get(f"/gan1d/static/{version()}/story/words.zh.json")
    assert words.json()["story.lesson"] == "小课" and "json" in words.headers["content-type"]
    assert client.get(f"/gan1d/static/{version()}/../routes.py").status_code == 404
    assert client.get(f"/gan1d/static/{version()}/secret").status_code == 404


def test_the_page_is_streamlits_own_and_names_the_door():
    answer = client.get("/")
    page = answer.text
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-cache"
    (script,) = re.findall(r"<script [^>]*door.js[^>]*></script>", page)
    assert page.replace(script, "") == INDEX.read_text(encoding="utf-8")
    address = re.search(r'src="\.(/[^"]+)"', script)
    assert address is not None and client.get(address[1]).status_code == 200
    assert all(f"data-{lang}=" in script for lang in LANGUAGES) and "corsAllowedOrigins" in script


def test_the_vendored_plotly_is_that_of_the_wheel():
    head = FILES[PLOTLY].read_text()[:300]
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}\n" in head
    assert "MIT" in head and "MIT" in FILES[PLOTLY].with_name("plotly-basic.LICENSE").read_text()


def test_the_first_wave_is_all_that_the_stage_imports():
    wave = first_wave()
    assert len(wave) == len(set(wave)) and wave[:2] == [PLOTLY, "stage.js"]
    assert {"run/session.js", "picture/figure.js", "base/dom.js", "stage.css"} <= set(wave)
    for name in wave:
        assert client.get(f"/gan1d/static/{version()}/{name}").status_code == 200
    assert not [name for name in wave if name.startswith("story/") and name != "story/story.js"]


def test_what_an_event_of_the_link_turns_is_said_before_the_first_frame_it_made():
    seat = open_seat(SMALL, [Event(5, "k", 1), Event(7, "d"), Event(9, "lr_d", 0.02)])
    ahead = open_seat(*[SMALL, seat.state.events])
    assert ahead._process is seat._process  # they share the run
    with client.websocket_connect(f"/gan1d/live/{ahead.id}") as socket:
        other = Page(socket)
        other.say(type="hello")
        other.hear()
        other.ask(40)
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page, said = Page(socket), {}
        page.say(type="hello")
        assert page.hear()["settings"]["k"] == SMALL.k
        page.say(type="want", upto=20)
        for _ in range(2):
            message = page.hear()
            assert message["type"] == "changed" and message["from"] == len(page.frames) - 1
            said[message["from"]] = message["settings"]
        page.ask(20)
    assert {at: (now["k"], now["lr_d"]) for at, now in said.items()} == {
        5: (1, SMALL.lr_d),
        10: (1, 0.02),  # the half step at 7 is a frame of its own
    }
    for each in (seat, ahead):
        each.free()


def test_half_steps_of_a_link_do_not_break_the_frames_up():
    events = [Event(0, "d")] * 30 + [Event(5, "k", 1)] + [Event(9, "g")] * 20
    ahead, seat = open_seat(SMALL, events), open_seat(SMALL, events)
    trained = ahead.attach(lambda: None)
    ahead.ask("receive", trained, '{"type": "want", "upto": 90}').result(20)
    while ahead.ask("newest").result(20) < 90:
        time.sleep(0.01)
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page = Page(socket)
        page.say(type="hello")
        page.hear()
        page.ask(0)
        page.say(type="want", upto=90)
        kinds = [socket.receive().keys() - {"type"} for _ in range(3)]
    assert kinds == [{"bytes"}, {"text"}, {"bytes"}]  # up to the knob, the knob, the rest
    for each in (ahead, seat):
        each.free()


def test_two_pages_on_one_run_do_not_disturb_each_other():
    one, two = open_seat(SMALL), open_seat(SMALL)
    address = "/gan1d/live/"
    with (
        client.websocket_connect(address + one.id) as socket,
        client.websocket_connect(address + two.id) as other,
    ):
        mine, theirs = Page(socket), Page(other)
        for page in (mine, theirs):
            page.say(type="hello")
            page.hear()
        mine.ask(30)
        theirs.ask(12)  # behind
        mine.say(type="view", ema=True)
        mine.ask(34)
        assert len(mine.frames[34]) == ROW
        mine.say(type="set", changes={"lr_d": 0.05}, at=20)
        assert mine.hear()["from"] == 20
        mine.ask(40)
        theirs.ask(60)
        theirs.say(type="want", upto=61)
        assert theirs.hear()["state"] == "ended"
        mine.say(type="restart", changes={"seed": 4})
        assert mine.hear()["type"] == "run"
    alone = Timeline(SMALL)
    while alone.advance():
        pass
    rows = np.array(list(theirs.frames.values()))
    np.testing.assert_array_equal(rows, alone.recording.rows(0, 61)[:, :BASE])
    assert two.state == (SMALL, SMALL, (), 0, 0)
    for seat in (one, two):
        seat.free()


def test_events_of_a_link_are_replayed():
    seat = open_seat(SMALL, [Event(5, "d"), Event(8, "k", 1)])
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        page = Page(socket)
        page.say(type="hello", epoch=None, have=None)
        page.hear()
        page.ask(12)
        assert [int(page.frames[i][0]) for i in (5, 6, 7)] == [5, 5, 6]
        page.say(type="want", upto=12, at=12)
        page.say(type="ping")
        while page.hear()["type"] != "pong":
            pass
        assert seat.settings.k == 1
    seat.free()

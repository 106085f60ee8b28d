"""Runs that are handed over whole: what is taken, how long it stays, and what is turned away."""

import asyncio
import json
import re
import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from gan1d.bookmarks import Bookmark
from gan1d.links import Event
from gan1d.page.sentences import STAGE_KNOBS
from gan1d.saved import MAX_BYTES, write_run
from gan1d.server import handover
from gan1d.server.handover import KEPT, MOST, MOST_BYTES, Tray, with_run
from gan1d.server.remote import open_seat
from gan1d.server.routes import routes
from gan1d.settings import Settings
from gan1d.words import LANGUAGES, stage_words

SMALL = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=60)
EVENTS = [Event(4, "d"), Event(6, "k", 5)]
client = TestClient(Starlette(routes=routes))


@pytest.fixture(autouse=True)
def tray(monkeypatch):
    """Begin with none."""
    tray = Tray()
    monkeypatch.setattr(handover, "tray", tray)
    return tray


def post(text, **headers):
    return client.post("/gan1d/run", content=text, headers=headers)


def heard(socket):
    """Return the next message that is no frames."""
    while (message := socket.receive()).get("text") is None:
        pass
    return json.loads(message["text"])


def test_a_run_is_handed_over_and_opened_once(tray):
    answer = post(write_run(SMALL, EVENTS, 9, [Bookmark(7, "看 <b>")]))
    assert answer.status_code == 201 and answer.json()["at"] == 9 and len(tray) == 1
    assert answer.json()["marks"] == [{"index": 7, "note": "看 <b>"}]
    assert answer.headers["cache-control"] == "no-store"
    token = answer.json()["token"]
    seat = open_seat(Settings())
    with client.websocket_connect(f"/gan1d/live/{seat.id}") as socket:
        socket.send_json({"type": "hello", "epoch": None, "have": None})
        assert heard(socket)["settings"] == Settings().to_json()
        socket.send_json({"type": "open", "id": "o", "token": token})
        run = heard(socket)
        assert (run["type"], run["id"], run["settings"]) == ("run", "o", SMALL.to_json())
        assert run["events"] == ["4:d", "6:k=5"] and len(tray) == 0
        assert seat.state.initial == SMALL and seat.state.events == tuple(EVENTS)
        socket.send_json({"type": "open", "id": "p", "token": token})
        refused = heard(socket)
        assert (refused["type"], refused["id"], refused["name"]) == ("refused", "p", "token")
        assert seat.state.initial == SMALL
    seat.free()


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("", 400, "file = "),
        ("{}", 400, "gan1d = None"),
        (b"\xff\xfe", 400, "file = "),
        ('{"gan1d": 1, "settings": {"k": 99}}', 400, "k = 99 "),
        ('{"gan1d": 1, "settings": {"data": "' + "x" * 9000 + '"}}', 400, "data = "),
        ('{"gan1d": 1, "events": ["' + "9" * 9000 + '"]}', 400, "events = "),
        ('{"gan1d": 1, "events": ' + json.dumps(["1:d"] * 10_001) + "}", 400, ".* 10001 events"),
        (write_run(Settings(width_d=512, depth_d=4, k=20, batch_d=4096)), 400, "one step of"),
        ('{"gan1d": 1, "settings": 3}', 400, "settings = "),
        ('{"gan1d": 1, "settings": {"no": 3}}', 400, "setting = "),
        ('{"gan1d": 1, "at": -3}', 400, "at = "),
        ('{"gan1d": 1, "events": ["\\ud800"]}', 400, "events = "),
        ('{"gan1d": 1, "marks": ["1:\\ud800"]}', 400, "marks = "),
        ('{"gan1d": 1, "settings": {"data": "samples:' + "1,2," * 10_001 + '"}}', 400, "numbers ="),
        ("x" * (MAX_BYTES + 1), 413, f"bytes = {MAX_BYTES + 1} .* {MAX_BYTES} at most"),
    ],
)  # fmt: skip
def test_what_is_no_run_is_told_in_a_sentence(tray, text, status, said):
    answer = post(text)
    refused = answer.json()
    assert (answer.status_code, refused["type"], len(tray)) == (status, "refused", 0)
    assert re.match(said, refused["text"])
    assert {"name", "value", "allowed"} <= refused.keys() and len(answer.content) < 2000
    for lang in LANGUAGES:  # the page has words of its own for it
        assert refused["name"] in STAGE_KNOBS or f"refused.{refused['name']}" in stage_words(lang)


SCOPE = {"type": "http", "method": "POST", "path": "/gan1d/run", "query_string": b"",
         "headers": [(b"host", b"testserver")]}  # fmt: skip


async def statuses(receive, count=1):
    """Return with what so many requests are answered that are sent at the same time."""
    sent = []

    async def send(message):
        sent.append(message)

    await asyncio.gather(*(Starlette(routes=routes)(dict(SCOPE), receive, send)
                           for _ in range(count)))  # fmt: skip
    return sorted(message["status"] for message in sent if "status" in message)


def test_a_long_run_is_given_up_on_its_way_whatever_length_it_tells():
    came = []

    async def endless():
        came.append(1)
        return {"type": "http.request", "body": b"x" * 10_000, "more_body": True}

    assert asyncio.run(statuses(endless)) == [413] and len(came) == MAX_BYTES / 10_000 + 1
    assert post(b"", **{"content-length": "9" * 30}).status_code == 400
    assert post(b"{}", **{"content-length": str(10**9)}).status_code == 413


def test_the_rule_of_origins_is_that_of_the_socket(tray):
    text = write_run(SMALL)
    assert post(text, origin="http://elsewhere.example").status_code == 403
    assert len(tray) == 0
    assert post(text, origin="http://testserver").status_code == 201
    assert client.get("/gan1d/run").status_code == 405


def test_who_sends_slowly_or_too_many_at_once_is_told(monkeypatch):
    monkeypatch.setattr(handover, "PATIENCE", 0.05)

    assert asyncio.run(statuses(lambda: asyncio.sleep(30), 20)) == [408] * 16 + [503] * 4
    monkeypatch.undo()
    assert handover._coming == 0


def test_what_nobody_takes_goes_in_time_and_the_oldest_first():
    now = [0.0]
    tray = Tray(lambda: now[0])
    tokens = [tray.put("x") for _ in range(MOST + 2)]
    assert len(tray) == MOST and tray.nbytes == MOST
    assert tray.take(tokens[1]) is None and tray.take(tokens[2]) == "x"
    assert tray.take(tokens[2]) is None  # once
    now[0] = KEPT - 1
    young = tray.put("y")
    now[0] = KEPT + 1
    assert tray.take(tokens[5]) is None and len(tray) == 1 and tray.take(young) == "y"
    assert (len(tray), tray.nbytes) == (0, 0)
    for _ in range(20):
        tray.put("z" * MAX_BYTES)
    assert tray.nbytes <= MOST_BYTES


def test_only_a_token_that_is_known_is_replaced(tray):
    token = tray.put("text")
    for text in (
        '{"type":"open","token":"x"}', '{"type":"open","token":[]}', '["token"]', '"token"',
        '{"token":', "[" * 10_000 + '"token"', '{"type":"set","token":"' + token + '"}',
    ):  # fmt: skip
        assert with_run(text) == text
    assert json.loads(with_run(json.dumps({"type": "open", "token": token})))["run"] == "text"


def test_a_large_run_holds_up_no_other_answer():
    """The event loop goes on while a run is looked at."""
    numbers = ",".join(f"{0.1 + i / 7e5!r}" for i in range(20_000))
    text = write_run(Settings(data=f"samples:{numbers}"), [Event(i, "d") for i in range(10_000)])

    async def meet():
        gaps, last = [], time.perf_counter()
        task = asyncio.ensure_future(asyncio.to_thread(handover._looked_at, text.encode()))
        while not task.done():
            await asyncio.sleep(0)
            gaps.append(time.perf_counter() - last)
            last += gaps[-1]
        return len(gaps), await task

    turns, (found, _) = asyncio.run(meet())
    assert turns > 3 and len(found.events) == 10_000

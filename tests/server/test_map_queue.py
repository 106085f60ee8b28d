"""Maps that pages ask for: one at a time, each once, with cells as they come; without a browser."""

import json
import os
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from test_protocol import misfits

import gan1d
from gan1d import limits, saved
from gan1d.server import map_line, maps, protocol
from gan1d.server.map_orders import SEEDS, SIDE, Speed, order_of
from gan1d.server.maps import Map, Queue, price_of
from gan1d.server.routes import routes
from gan1d.server.sockets import FOREIGN
from gan1d.settings import Settings, SettingsError
from gan1d.sweep.one import LOWEST
from gan1d.words import LANGUAGES, words

TINY = {"width_d": 8, "width_g": 8, "depth_g": 1, "batch_d": 8, "batch_g": 8, "data": "normal"}
client = TestClient(Starlette(routes=routes))


def order(kind="draw", k="1,2", seeds="0-1", steps="30", **settings):
    """Return what a page asks for."""
    x, y = {"name": "lr_d", "values": "0.001:0.1:3:log"}, {"name": "k", "values": k}
    base = {**Settings(**TINY).to_json(), **settings}
    return {"type": kind, "settings": base, "x": x, "y": y, "seeds": seeds, "steps": steps}


@pytest.fixture
def queue(monkeypatch):
    """Return a queue of this test, on which the line works, too; nothing goes on after it."""
    made = Queue()
    monkeypatch.setattr(map_line, "maps", made)
    yield made
    for each in reversed(made.waiting()):
        each.watchers.clear()
        made._give_up_if_alone(each)


def wait_for(what):
    """Wait until something is so."""
    for _ in range(3000):
        if found := what():
            return found
        time.sleep(0.01)
    return pytest.fail("it took half a minute")


@contextmanager
def line(**headers):
    """Open a line as a page does."""
    with client.websocket_connect("/gan1d/maps", headers=headers) as socket:
        yield socket


def ask(socket, message):
    """Send a message; return what comes next, which the protocol must know."""
    socket.send_text(json.dumps(message))
    return hear(socket)


def hear(socket):
    """Return what comes next, which the protocol must know."""
    heard = json.loads(socket.receive_text())
    assert misfits(heard, protocol.FromMaps) == []
    return heard


def hear_until(socket, state):
    """Return all that comes until the map is in a state."""
    heard = [hear(socket)]
    while heard[-1].get("state") != state:
        heard.append(hear(socket))
    return heard


def test_a_page_asks_for_the_price_then_for_the_map_and_gets_it_cell_by_cell(queue):
    with line() as page:
        page.send_text(json.dumps({"type": "hello", "epoch": None, "have": None}))
        assert ask(page, {"type": "ping"}) == {"type": "pong"}
        offer = ask(page, order("price") | {"id": "p"})
        told = {name: offer[name] for name in ("type", "id", "cells", "runs", "ahead")}
        assert told == {"type": "offer", "id": "p", "cells": 6, "runs": 12, "ahead": 0}
        assert 0 < offer["seconds"] < 60
        begun = ask(page, order())
        assert begun["type"] == "map" and begun["cells"] == [None] * 6 and begun["seeds"] == [0, 1]
        assert begun["x"] == {"name": "lr_d", "values": [0.001, 0.01, 0.1]}
        news = hear_until(page, "done")
        assert ask(page, order("price"))["seconds"] == 0.0
    assert news[-1]["done"] == news[-1]["runs"] == 12
    cells = dict(pair for one in news for pair in map(tuple, one["cells"]))
    assert sorted(cells) == list(range(6)) and all(cell["runs"] == 2 for cell in cells.values())
    for place, cell in cells.items():  # the run that a click opens is the one the cell tells of
        j, i = divmod(place, 3)
        knobs = {"lr_d": begun["x"]["values"][i], "k": begun["y"]["values"][j]}
        settings = Settings().replace(**begun["base"] | knobs | {"seed": cell["seed"]})
        opened = saved.read_run(json.dumps({"gan1d": 1, "settings": settings.to_json()}))
        run = gan1d.train(opened.settings)
        assert run.settings.steps == 30
        assert (run.metrics["jsd64"], run.health) == (cell["jsd64"][0], cell["health"])


def test_the_first_cell_is_there_before_the_second_run_has_ended(queue):
    with line() as page:
        ask(page, order(steps="3000", seeds="0"))
        while not (news := hear(page))["cells"]:
            assert news["done"] == 0
        assert news["done"] == 1 and news["state"] == "working" and news["left"] > 0
        assert news["cells"][0][0] == 0 and news["cells"][0][1]["runs"] == 1


def test_equal_maps_are_computed_once_and_others_wait_their_turn(queue):
    with line() as one, line() as two, line() as three:
        ask(one, order(steps="4000"))
        first = queue.waiting()[0]
        wait_for(lambda: first.state == "working" and first.done)
        process = queue._process
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == LOWEST
        begun = ask(two, order(steps="4000"))
        assert queue.waiting() == [first] and len(first.watchers) == 2
        assert sum(cell is not None for cell in begun["cells"]) >= 1  # all there is already
        ask(three, order())
        news = hear(three)
        assert (news["state"], news["ahead"], news["left"]) == ("waiting", 1, None)
        assert queue._process is process and process.poll() is None
        assert ask(one, {"type": "cancel"})["state"]
        hear_until(one, "cancelled")
        assert process.poll() is None and first.state == "working"  # another page wants it
        two.send_text(json.dumps({"type": "cancel"}))
        hear_until(two, "cancelled")
        assert process.wait(10) and first.state == "cancelled"
        hear_until(three, "done")
        assert queue.find(first.order.key) is first and not first._rows
        assert len(set(first.log)) == 6 - first.whole()["cells"].count(None) > 0
        assert ask(one, order())["cells"].count(None) == 0  # once for all
        assert hear(one)["state"] == "done"


def test_who_asks_for_another_map_lets_the_former_go(queue):
    with line() as page:
        former = queue.watch(order_of(order(steps="4000")), lambda: None)
        former.watchers.clear()
        ask(page, order(steps="4000"))
        page.send_text(json.dumps(order()))
        assert hear_until(page, "done")[-1]["runs"] == 12
        assert former.state == "cancelled"


def test_a_map_that_nobody_watches_ends_after_a_while(queue, monkeypatch):
    monkeypatch.setattr(maps, "AWAY", 0.2)
    with line() as page:
        ask(page, order(steps="100000"))
        under_way = wait_for(lambda: queue._process and queue.waiting())[0]
        process = queue._process
    assert process.wait(10) and under_way.state == "cancelled"
    wait_for(lambda: not queue._at_work)
    monkeypatch.setattr(maps, "AWAY", 60)
    with line() as page:
        ask(page, order(steps="2000"))
        under_way = queue.waiting()[0]
    with line() as page:  # the line was lost: it goes on meanwhile
        ask(page, order(steps="2000"))
        assert queue.waiting() == [under_way] and len(under_way.watchers) == 1


def test_a_map_whose_process_dies_is_said_to_have_failed(queue, caplog):
    with line() as page:
        ask(page, order(steps="100000"))
        wait_for(lambda: queue._process and queue.waiting()[0].state == "working")
        queue._process.kill()
        hear_until(page, "failed")
        ask(page, order(k="1,3"))
        hear_until(page, "done")
    assert "a map is given up" in caplog.text


@pytest.mark.parametrize(
    ("changes", "name", "said"),
    [
        ({"x": {"name": "lr_d", "values": "0.1:0.01:3"}}, "lr_d", "start < stop"),
        ({"x": {"name": "lr_d", "values": "0.001:0.1:1000000000"}}, "lr_d", "a count from 2"),
        ({"x": {"name": "lr_d", "values": "0.001:0.1:9999999"}}, "sweep", "20,000 runs at most"),
        ({"x": {"name": "lr_d", "values": "0.001:0.1:30"}}, "side", f"{SIDE} values"),
        ({"x": {"name": "lr_d", "values": ""}}, "lr_d", "a number from"),
        ({"x": {"name": "k", "values": "1,2"}}, "axes", "two different knobs"),
        ({"x": {"name": "seed", "values": "1,2"}}, "axis", "a knob but data, seed"),
        ({"x": {"name": "x", "values": "1,2"}}, "axis", "a knob but data, seed"),
        ({"seeds": "5-3"}, "seeds", "at least one"),
        ({"seeds": "0-40"}, "seeds", f"{SEEDS} seeds at most"),
        ({"seeds": "0-999999999"}, "seeds", "20000 seeds at most"),
        ({"steps": "many"}, "steps", "a whole number from 1"),
        ({"steps": "1000000"}, "seconds", "allowed: 900"),
        ({"settings": {"data": "nothing"}}, "data", "nothing"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(queue, changes, name, said):
    queue.speed._tried = 1.0
    with line() as page:
        for kind in ("price", "draw"):
            answer = ask(page, order(kind) | {"id": "7"} | changes)
            assert (answer["type"], answer["id"], answer["name"]) == ("refused", "7", name)
            assert said in answer["text"]
    assert queue.waiting() == []
    for lang in LANGUAGES:  # the page says it in its language
        known = f"map.refused.{name}" in words(lang) or name in gan1d.settings.KNOBS
        assert known


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[1]", '{"type": "draw"}', '{"type": "draw", "x": 1, "y": 2}'),
        *('{"type": "set"}', json.dumps(order() | {"settings": 1})),
        json.dumps(order() | {"x": {"name": []}}),
    ],
)
def test_what_is_not_understood_is_said(queue, text):
    with line() as page:
        page.send_text(text)
        assert hear(page)["type"] == "refused"
        assert ask(page, {"type": "ping"}) == {"type": "pong"}


def test_only_so_many_maps_wait(queue, monkeypatch):
    monkeypatch.setattr(limits, "MAPS", 1)
    queue.watch(order_of(order(steps="100000")), lambda: None)
    with pytest.raises(SettingsError, match="maps = 1 is not allowed; allowed: 1$"):
        queue.watch(order_of(order()), lambda: None)
    with line() as page:
        assert ask(page, order())["name"] == "maps"


def test_who_asks_for_the_same_map_leaves_its_place_as_it_is(queue):
    orders = [order_of(order(steps="100000", seeds=f"{seed}")) for seed in range(3)]
    first, second, third = (queue.watch(each, lambda: None) for each in orders)
    wait_for(lambda: first.state == "working")
    for each in orders[:2]:
        queue.watch(each, lambda: None)
    assert [queue.ahead(each) for each in (first, second, third, None)] == [0, 1, 2, 3]


def test_without_a_process_it_has_failed_and_the_next_map_is_tried(queue, monkeypatch, caplog):
    def none(*_, **__):
        raise OSError("no more processes")

    with monkeypatch.context() as patch:
        patch.setattr(maps.pipes, "start_process", none)
        made = queue.watch(order_of(order(steps="1")), lambda: None)
        wait_for(lambda: made.state == "failed" and not queue._at_work)
    assert "no process for a map" in caplog.text
    again = queue.watch(order_of(order(steps="1")), lambda: None)
    wait_for(lambda: again.state == "done")


def test_only_the_latest_maps_are_kept(queue, monkeypatch):
    monkeypatch.setattr(maps, "KEPT", 2)
    for count in range(4):
        made = queue.watch(order_of(order(seeds=f"{count}", steps="1")), lambda: None)
        wait_for(lambda made=made: made.state == "done")
    wait_for(lambda: not queue._at_work)
    assert len(queue._maps) == 2 and queue.find(made.order.key) is made


def test_a_page_from_elsewhere_is_turned_away(queue):
    with line(origin="http://elsewhere.example") as page:
        with pytest.raises(WebSocketDisconnect) as closed:
            page.receive_text()
        assert closed.value.code == FOREIGN
    answer = client.get("/gan1d/map/k-lr_d.png", headers={"origin": "http://elsewhere.example"})
    assert answer.status_code == 403


def test_a_run_is_in_the_cell_of_its_knobs():
    one, other = order()["x"], order()["y"]
    for asked in (order(), order() | {"x": other, "y": one}):
        planned = order_of(asked)
        x, y = asked["x"]["name"], asked["y"]["name"]
        assert (planned.x, planned.y) == (x, y)
        assert sorted(planned.runs) == list(range(12)) and len(set(planned.runs[:6])) == 6
        assert {planned.grid.settings(run).seed for run in planned.runs[:6]} == {0}
        for run in range(12):
            settings = planned.grid.settings(run)
            j, i = divmod(planned.cell(run), len(planned.grid.knobs[x]))
            assert planned.grid.knobs[x][i] == getattr(settings, x)
            assert planned.grid.knobs[y][j] == getattr(settings, y)


def test_the_time_left_counts_what_a_run_costs(monkeypatch):
    made = Map(order_of(order(k="1,9", seeds="0")))
    assert made.left(1.0) is None
    made.state = "working"
    result = {"health": "learning", "jsd64": 0.1, "d_half_max": None}
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    made.add(0, result)
    assert made.left(2.0) == pytest.approx(2 * (made.whole_cost - made._cost))  # not seen yet
    monkeypatch.setattr("time.monotonic", lambda: 106.0)
    for run in (1, 2):  # those with k = 1
        made.add(run, result)
    assert made.left(2.0) > 6.0 * 1.5 * 2
    assert made.whole()["cells"][3:] == [None] * 3


def test_the_price_is_that_of_this_machine_and_learns(queue):
    asked = order_of(order())
    speed = Speed()
    assert 0.01 < speed.alone < 100 and speed.now == speed.alone
    queue.speed._tried = 1.0
    queue.speed.saw(3.0, 1.0)
    assert price_of(queue, asked) == pytest.approx(3 * asked.cost)
    queue.speed.saw(3e9, 1.0)  # starved by others: it is told, and not refused
    assert price_of(queue, asked) == pytest.approx(3e9 * asked.cost)


def test_a_map_is_taken_home_as_a_picture(queue):
    made = queue.watch(order_of(order(steps="5")), lambda: None)
    wait_for(lambda: made.state == "done")
    for name, show, starts in (
        ("k-lr_d.png", "jsd64", b"\x89PNG"),
        ("KEY.svg", "health", b"<?xml"),
    ):
        answer = client.get(f"/gan1d/map/{name.replace('KEY', made.order.key)}?show={show}")
        assert answer.status_code == 200 and answer.content.startswith(starts)
        assert "attachment" in answer.headers["content-disposition"]
    for bad in ("nothing.png", "k-lr_d.exe", "k-lr_d", "k-lr_d.png?show=x"):
        answer = client.get(f"/gan1d/map/{bad}")
        assert answer.status_code == 404 and "no map" in answer.text


def test_the_maps_that_are_there_are_of_todays_recipe():
    there = json.loads(client.get("/gan1d/static/now/story/map/maps.json").text)
    assert [one["name"] for one in there][:3] == ["lr_d-lr_g", "k-lr_d", "gamma-lr_d"]
    readme = (Path(gan1d.__file__).parents[1] / "assets/maps/README.md").read_text()
    for one in there:
        sides = [len(one["map"][axis]["values"]) for axis in "xy"]
        assert one["outdated"] == [] and min(sides) >= 4
        assert len(one["map"]["cells"]) == sides[0] * sides[1] and None not in one["map"]["cells"]
        assert f"`{one['name']}.parquet`" in readme
    knobs = json.loads(client.get("/gan1d/static/now/story/map/knobs.json").text)
    assert knobs.keys() == gan1d.settings.KNOBS.keys() - {"data", "seed", "steps", "engine"}
    for name, choice in knobs.items():  # what is offered can be computed
        other = "k" if name != "k" else "gamma"
        asked = order() | {"x": {"name": name, "values": choice["values"]}}
        order_of(asked | {"y": {"name": other, "values": "1,2"}})

"""B, the second run of a page: its seat comes and goes, and its link is read as A's."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from gan1d.data.catalogue import from_samples
from gan1d.links import Event, to_query
from gan1d.page import address, second
from gan1d.server import remote
from gan1d.server.remote import RemoteSeat, find_seat
from gan1d.settings import Settings
from gan1d.story.pairs import PAIRS, listing

PAGE = Path(address.__file__).with_name("page.py")
Open = Callable[..., AppTest]


@pytest.fixture
def open_page() -> Iterator[Open]:
    """Return a function that opens the page with a query; its seats are given back."""
    pages: list[AppTest] = []

    def open_it(**query: str) -> AppTest:
        page = AppTest.from_file(str(PAGE), default_timeout=30)
        for name, value in query.items():
            page.query_params[name] = value
        pages.append(page)
        return passed(page.run())

    yield open_it
    for page in pages:
        for name in ("seat", "second"):
            seat = page.session_state[name]
            if seat is not None:
                seat.free()


def passed(page: AppTest) -> AppTest:
    """Return the page, if nothing went wrong on it."""
    assert not page.exception
    return page


def mounted(page: AppTest) -> dict[str, Any]:
    """Return the data the stage was mounted with."""
    (component,) = page.get("bidi_component")
    return dict(json.loads(component.proto.json))


def seats(page: AppTest) -> tuple[RemoteSeat, RemoteSeat | None]:
    """Return the seats that the stage was given."""
    data = mounted(page)
    a, b = find_seat(data["seat"]), data["b"] and find_seat(data["b"]["seat"])
    assert a is not None and (data["b"] is None) == (b is None)
    return a, b


def ask(page: AppTest, wish: str) -> AppTest:
    """Ask the page for a B, as the stage does."""
    asking = AppTest.from_function(_asking)
    asking.session_state.seat = page.session_state.seat
    asking.session_state.wish = wish
    if "second" in page.session_state:
        asking.session_state.second = page.session_state.second
    passed(asking.run())
    page.session_state.second = asking.session_state.second
    return passed(page.run())


def _asking() -> None:
    import streamlit as st

    from gan1d.page.second import set_beside

    set_beside(st.session_state.seat, st.session_state.wish)


def test_a_page_has_one_seat_until_a_second_is_asked_for(open_page: Open) -> None:
    page = open_page(k="4", events="3:d")
    a, b = seats(page)
    assert b is None and mounted(page)["pairs"] == listing()
    a_again, b = seats(ask(page, second.SAME))
    assert a_again is a and b is not None and b.second and not a.second
    assert (b.settings, b.state.events) == (Settings(k=4), (Event(3, "d"),))
    assert seats(passed(page.run()))[1] is b  # another script, say for a language
    assert seats(ask(page, second.CLOSED)) == (a, None)
    assert not b.alive


def test_a_ready_made_pair_comes_by_its_query_and_takes_the_place_of_the_one_before(
    open_page: Open,
) -> None:
    page = open_page()
    _, before = seats(ask(page, second.SAME))
    _, b = seats(ask(page, listing()[0]["b"]))
    assert b is not None and before is not None and not before.alive
    pair = PAIRS["collapse"]
    assert (b.settings, b.state.events) == (pair.b, pair.events)


def test_b_of_a_link_is_read_as_a_is(open_page: Open) -> None:
    b = to_query(Settings(data="claw", k=5), [Event(9, "lr_g", 0.02)])
    found = seats(open_page(k="2", b=b))[1]
    assert found is not None
    assert (found.settings, found.state.events) == (
        Settings(data="claw", k=5),
        (Event(9, "lr_g", 0.02),),
    )


def test_b_without_data_has_those_of_a() -> None:
    column = from_samples([0.5 * i for i in range(40)]).spec
    for data in ("claw", column):
        assert address.read({"data": data, "b": "k=5"}).b == (Settings(data=data, k=5), [])
    assert address.read({"b": "k=5"}).b == (Settings(k=5), [])
    assert address.read({"b": ""}).b is None


@pytest.mark.parametrize(
    ("b", "name"),
    [("k=99", "k"), ("data=nonsense", "data"), ("events=5:z", "events"), ("nonsense=1", "setting")],
)
def test_what_is_bad_in_b_is_said_to_be_of_b_and_the_rest_holds(
    open_page: Open, b: str, name: str
) -> None:
    found = address.read({"seed": "3", "b": f"{b}&beta1=0.7"})
    assert found.settings == Settings(seed=3) and found.errors == []
    assert found.b == (Settings(beta1=0.7), [])
    (error,) = found.errors_of_b
    assert error.name == name
    if name == "k":
        said = mounted(open_page(b=b))["problems"]
        assert said == ["B: k = 99 is not allowed: a whole number from 1 to 20."]
        assert mounted(open_page(b=b, lang="zh"))["problems"][0].startswith("B：k = 99")


def test_a_b_that_is_too_dear_is_the_default_one() -> None:
    dear = "width_d=512&depth_d=4&batch_d=4096&k=20"
    found = address.read({"b": dear})
    assert found.b == (Settings(), [])
    assert [error.name for error in found.errors_of_b] == ["cost"] and found.errors == []


def test_a_lost_b_is_taken_again_as_it_was(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(b="k=5&events=4:d")
    a, b = seats(page)
    assert b is not None
    b.free()
    again_a, again = seats(passed(page.run()))
    assert again_a is a and again is not None and again is not b and again.second
    assert (again.settings.k, again.state.events) == (5, (Event(4, "d"),))


def test_a_pair_takes_two_places_and_is_one_page(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_processes", [])
    monkeypatch.setattr("gan1d.limits.PAGES", 2)
    page = open_page(b="k=5")
    third: Any = open_page(seed="4")
    assert [seat is not None and seat.waits for seat in seats(page)] == [False, False]
    assert seats(third)[0].waits
    ask(page, second.CLOSED)
    while seats(third)[0].waits:  # there is room now
        time.sleep(0.01)
    for process in remote._processes:
        process._process.kill()

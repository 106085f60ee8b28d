"""What a step costs is known before it starts; what is too dear for a page is refused there."""

import json
import pickle

import pytest

from gan1d.links import Event
from gan1d.page.address import read
from gan1d.page.sentences import sentence
from gan1d.recipes import RECIPES, recipe
from gan1d.runs.cost import LIMIT, TooDearError, check_cost, step_seconds
from gan1d.runs.scheduler import scheduler
from gan1d.runs.seat import Seat
from gan1d.runs.store import Store
from gan1d.server.conversation import Connection, receive
from gan1d.settings import Settings
from gan1d.story.failures import FAILURES
from gan1d.words import LANGUAGES

HUGE = {"width_d": 512, "depth_d": 4, "width_g": 512, "depth_g": 4}
DEAR = Settings(**HUGE, batch_d=4096, batch_g=4096, k=20)

MEASURED = [  # milliseconds on one core
    ({}, 1.38),
    ({"k": 20}, 4.12),
    ({"width_d": 512, "depth_d": 4, "batch_d": 256}, 202),
    ({"width_d": 256, "depth_d": 2, "width_g": 256, "depth_g": 2}, 17.7),
    (HUGE | {"batch_d": 2, "batch_g": 2, "k": 1, "gamma": 0, "fold": 0}, 44.5),
    ({"batch_d": 4096, "batch_g": 4096}, 15.8),
    (HUGE | {"batch_d": 128, "batch_g": 256}, 164),
    ({"width_d": 512, "depth_d": 2, "batch_d": 1024, "activation_d": "relu"}, 242),
    ({"width_d": 32, "depth_d": 4, "batch_d": 2048, "k": 5, "loss": "wgan-gp"}, 42.3),
    ({"engine": "torch"}, 11.0),
    ({"engine": "torch", "k": 20}, 44.7),
    ({"engine": "torch", "width_d": 512, "depth_d": 4, "batch_d": 256}, 265),
]


@pytest.mark.parametrize(("knobs", "milliseconds"), MEASURED, ids=str)
def test_the_estimate_is_near_what_was_measured(knobs, milliseconds):
    assert step_seconds(Settings(**knobs)) * 1e3 == pytest.approx(milliseconds, rel=0.35)


def test_all_that_the_page_itself_offers_is_cheap():
    offered = [recipe(name) for name in RECIPES] + [
        failure.settings for failure in FAILURES.values()
    ]
    assert max(map(step_seconds, offered)) < LIMIT / 20


def test_events_may_make_it_dear_and_back():
    wide = Settings(width_d=512, depth_d=4)
    check_cost(wide, [Event(3, "d"), Event(4, "batch_d", 64), Event(4, "on")])
    with pytest.raises(TooDearError, match="one step of this run takes about 2.7 s"):
        check_cost(wide, [Event(3, "batch_d", 4096), Event(9, "batch_d", 64)])
    assert wide == Settings(width_d=512, depth_d=4)


def _do(job, *given, **named):
    return scheduler().submit(job, *given, **named).result(10)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "set", "changes": HUGE | {"batch_d": 4096}},
        {"type": "restart", "changes": HUGE | {"batch_d": 4096}},
        {"type": "open", "query": "?width_d=512&depth_d=4&events=3:batch_d=4096"},
    ],
    ids=lambda message: message["type"],
)
def test_a_page_is_refused_with_the_numbers_and_its_run_stays(message):
    seat = _do(Seat, Store(), Settings(steps=7))
    run = seat.run
    refused = _do(receive, seat, Connection(wake=int), json.dumps(message | {"id": 1}))
    assert (refused["type"], refused["id"], refused["name"]) == ("refused", 1, "cost")
    assert float(refused["value"]) > LIMIT == float(refused["allowed"])
    assert f"about {refused['value']} s" in refused["text"]
    assert seat.run is run and seat.epoch == 0 and seat.state.initial == Settings(steps=7)
    _do(seat.free)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_to_what_is_too_dear_opens_the_default_run_and_says_why(lang):
    query = {name: str(value) for name, value in (HUGE | {"batch_d": 4096, "k": 20}).items()}
    address = read(query | {"lang": lang})
    assert address.settings == Settings() and address.lang == lang
    (error,) = address.errors
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is TooDearError and str(again) == str(error)
    said = sentence(again, lang)
    assert error.value in said and "0.25" in said and "{" not in said

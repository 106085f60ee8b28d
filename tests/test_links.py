"""Links: settings and events to the query of a URL and back, whatever stands in it."""

from urllib.parse import parse_qsl

import pytest

from gan1d.links import (
    MAX_DATA,
    Event,
    checked_events,
    events_from_text,
    fits,
    from_query,
    parameters,
    to_query,
)
from gan1d.settings import Settings, SettingsError


def test_a_bad_link_keeps_what_is_good_in_it():
    query = {"k": "99", "data": "nonsense", "lr_d": "abc", "lr_g": "0.01", "lang": "zh"}
    settings, events, errors = from_query(query)
    assert settings == Settings(lr_g=0.01)
    assert events == []
    assert [error.name for error in errors] == ["data", "k", "lr_d"]


def test_events_go_into_the_link_while_they_fit():
    events = [
        Event(120, "d"),
        Event(120, "g"),
        Event(300, "lr_d", 0.02),
        Event(301, "loss", "wgan"),
        Event(3000, "on"),
    ]
    query = to_query(Settings(seed=3), events)
    assert query == "data=bimodal&seed=3&events=120:d,120:g,300:lr_d=0.02,301:loss=wgan,3000:on"
    assert from_query(dict(parse_qsl(query)))[1] == events
    many = [Event(step, "d") for step in range(1000)]
    assert to_query(Settings(seed=3), many) == "data=bimodal&seed=3"
    assert len(to_query(Settings(), many[:200])) <= 2000


@pytest.mark.parametrize(
    "text", ["5", "5:x", "5:d=1", "5:seed=3", "-5:d", "7:d,5:g", "5:k", "x:d", "5:on=1", "5:off"]
)
def test_bad_events_are_named(text):
    with pytest.raises(SettingsError, match="^events = "):
        events_from_text(text)


def test_a_bad_value_in_an_event_names_its_knob():
    with pytest.raises(SettingsError, match="k = '99'"):
        events_from_text("5:k=99")


def test_an_unknown_name_in_a_link_is_named():
    settings, _, errors = from_query({"lr": "0.1", "k": "3"})
    assert settings == Settings(k=3)
    assert str(errors[0]).startswith("setting = 'lr' is not allowed; allowed: data, seed")


def test_data_too_long_for_an_address_stays_out_of_the_link():
    long = Settings(data="samples:" + ",".join(f"{i / 7}" for i in range(1000)), seed=3)
    assert len(long.data) > MAX_DATA and not fits(long.data)
    assert to_query(long) == "seed=3"
    short = Settings(data="samples:1.5,2.5,4.0")
    assert from_query(dict(parse_qsl(to_query(short))))[0] == short


def test_a_query_is_read_back_with_and_without_its_question_mark():
    settings = Settings(data="mixture:0.3,-2.0,0.25;0.7,3.0,0.6", k=3)
    events = [Event(5, "d"), Event(9, "lr_d", 0.02)]
    query = to_query(settings, events)
    for text in (query, "?" + query):
        assert from_query(parameters(text)) == (settings, events, [])


def test_a_step_of_too_many_digits_is_no_event():
    assert events_from_text("999999999999:d") == [Event(999_999_999_999, "d")]
    _, events, errors = from_query({"events": "9" * 5000 + ":d"})
    assert events == [] and [error.name for error in errors] == ["events"]


def test_ten_thousand_events_are_taken_and_one_more_is_named():
    most = ",".join(f"{i}:d" for i in range(10_000))
    assert len(events_from_text(most)) == 10_000
    said = "with 10001 events is not allowed; allowed: 10000 at most"
    with pytest.raises(SettingsError, match=said):
        checked_events(Event(i, "d") for i in range(10_001))
    _, events, errors = from_query({"events": most + ",10000:d"})
    assert events == [] and [str(error) for error in errors] == [f"a run {said}"]

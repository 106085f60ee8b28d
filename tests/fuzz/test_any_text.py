"""Any text: of a link, of events, of data of one's own, and any bytes of a file."""

import re
from urllib.parse import quote, urlencode

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from gan1d.data.catalogue import PRESETS
from gan1d.links import PAGE_PARAMETERS, events_from_text, fits, from_query, parameters, to_query
from gan1d.page import address, own_data, own_files
from gan1d.runs.cost import check_cost
from gan1d.runs.timeline import Timeline
from gan1d.settings import KNOBS, Settings, SettingsError

from . import NUMBERS, check_is_said, fuzz, pieces

SPECS = pieces("mixture:", "curve:", "samples:", "bandwidth=", ",", ";", ":", "-", " ", *PRESETS)
ROWS = some.tuples(
    some.sampled_from(["mixture:", "curve:", "samples:", "samples:bandwidth=0.7;"]),
    some.lists(some.lists(NUMBERS, min_size=1, max_size=4).map(",".join), min_size=1, max_size=5),
).map(lambda parts: parts[0] + ";".join(parts[1]))
EVENTS = pieces(",", ":", "=", "d", "g", "on", *KNOBS, "0:d,", "3:k=1,", "5:lr_d=0.02,")
STOPS = pieces("d-half", "jsd64", "step", "<", ":", "=")
MARKS = pieces(",", ":", "~", "~-", "5:", "7:note")
NAMES = some.sampled_from([*KNOBS, *KNOBS, *PAGE_PARAMETERS, "recipe", "events", "lr"])
WORDS = [*address.HIDEABLE, "max", "zh", "tutorial", "paper", "none", "true"]
WORDS += [choice for knob in KNOBS.values() for choice in knob.choices]


@some.composite
def queries(draw: some.DrawFn) -> str:
    """Return queries whose names are known, and some more."""
    values = {"events": EVENTS, "data": SPECS | ROWS, "stop": STOPS, "marks": MARKS}
    other = some.sampled_from(WORDS) | NUMBERS | some.text()

    def one(names: set[str]) -> str:
        return urlencode({name: draw(values.get(name, other)) for name in names})

    values["b"] = some.just(one(draw(some.sets(NAMES, max_size=3))))
    return one(draw(some.sets(NAMES, max_size=6)))


QUERIES = queries() | pieces("?", "&", "=", "%", "+", "%00", "recipe", *KNOBS, *PAGE_PARAMETERS)
TINY = {"width_d": 4, "width_g": 4, "depth_d": 1, "depth_g": 1, "batch_d": 4, "batch_g": 4}


@fuzz
@given(QUERIES, some.none() | some.text(max_size=5))
@example("recipe=paper&events=" + "5:d," * 900, None)
def test_a_link(query: str, locale: str | None) -> None:
    opened = address.read(parameters(query), locale)
    for error in opened.errors + opened.errors_of_b:
        check_is_said(error)
    check_cost(opened.settings, opened.events)
    if opened.b:
        check_cost(*opened.b)
    settings, events, errors = from_query(parameters(to_query(opened.settings, opened.events)))
    assert not errors and events in (opened.events, [])
    if fits(opened.settings.data):
        assert settings == opened.settings


@fuzz
@given(EVENTS)
def test_events(text: str) -> None:
    try:
        events = events_from_text(text)
    except SettingsError as error:
        check_is_said(error)
        return
    assert events_from_text(",".join(map(str, events))) == events


@fuzz
@given(SPECS | ROWS)
@example("samples:0,4e38")  # more than a row can hold
@example("samples:0,2e-311")  # and so would its density be
def test_data_by_its_text(text: str) -> None:
    try:
        settings = Settings(data=text, **TINY)
    except SettingsError as error:
        check_is_said(error)
        return
    assert Settings(data=settings.data, **TINY) == settings
    run = Timeline(settings)
    while run.recording.stop < 3 and run.advance():
        pass
    assert run.recording.stop == 3 or run.stop is not None


@fuzz
@given(pieces(",", " ", ";", "\n", ".", "e5", '"', "1,5 ", "heading\n", "，"), NUMBERS)
def test_pasted_numbers(text: str, bandwidth: str) -> None:
    try:
        values, factor = own_data.numbers(text), float(bandwidth)
        spec = own_data.estimate(values, factor, "isj").spec
    except own_data.NoNumbersError as error:
        check_is_said(error)
        return
    except ValueError:
        return  # the field takes numbers only
    np.testing.assert_array_equal(own_data.parts(Settings(data=spec).data)[0], np.sort(values))


@fuzz
@given(
    some.lists(some.decimals(-99999, 99999, places=2), min_size=2, max_size=6),
    some.sampled_from(["{}", "{:,}"]),
    some.sampled_from([".,", ",."]),
    some.sampled_from([" ", "; ", "\n", "\t", ", ", " ;"]),
    some.sampled_from(["", "x\n", "x, y\n"]),
)
def test_a_number_is_never_another_one(values, form, marks, between, heading) -> None:
    exact = str.maketrans(".,", marks)
    shown = [form.format(value).translate(exact) for value in values]
    try:
        found = own_data.numbers(heading + between.join(shown))
    except own_data.NoNumbersError as error:
        check_is_said(error)
        return
    assert found == [float(value) for value in values]


@fuzz
@given(
    some.binary(max_size=60)
    | some.tuples(
        pieces(",", ";", "\n", "\r\n", "\t", "name", '"'),
        some.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ).map(lambda parts: parts[0].encode(parts[1])),
    some.text(max_size=9),
)
def test_a_file(raw: bytes, name: str) -> None:
    try:
        for column in own_files.columns(raw, name).values():
            own_data.estimate(column().values, 1.0, "isj")
    except own_data.NoNumbersError as error:
        check_is_said(error)


@fuzz
@given(
    some.lists(some.decimals(-99999, 99999, places=2), min_size=2, max_size=6),
    some.sampled_from(["{}", "{:,}"]),
    some.sampled_from([".,", ",."]),
    some.sampled_from(["{}\n", '"{}"\n', "{};1\n", "{}\tx\n", '"{}",1\n']),
    some.booleans(),
)
def test_a_number_of_a_file_is_never_another_one(values, form, marks, row, headed) -> None:
    exact = str.maketrans(".,", marks)
    heading = "".join("ab"[i] + mark for i, mark in enumerate(re.findall("[;,\t\n]", row[1:])))
    lines = [row.format(form.format(value).translate(exact)) for value in values]
    try:
        columns = own_files.columns((heading * headed + "".join(lines)).encode(), "x.csv")
        found = next(iter(columns.values()))().values
    except own_data.NoNumbersError as error:
        check_is_said(error)
        return
    assert found == [float(value) for value in values]


@pytest.mark.parametrize("query", ["data=%ff", "k=" + quote("²"), "?" * 50, "k=1;k=2"])
def test_what_stood_in_no_example(query: str) -> None:
    for error in address.read(parameters(query)).errors:
        check_is_said(error)

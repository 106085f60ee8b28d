"""A run as a file: there and back to the last bit, and whatever else stands in a file is named."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gan1d
from gan1d.bookmarks import Bookmark
from gan1d.links import MAX_EVENTS, Event
from gan1d.saved import MAX_AT, MAX_BYTES, MAX_NUMBERS, Saved, read_run, read_whole, write_run
from gan1d.settings import KNOBS, Settings, SettingsError

EMPTY = '{"gan1d": 1, "settings": {}}'
NUMBERS = st.floats(-1e50, 1e50, allow_nan=False)


def value_of(name: str) -> st.SearchStrategy[object]:
    """Return whatever a knob may be."""
    knob = KNOBS[name]
    if knob.kind == "text":
        samples = st.lists(NUMBERS, min_size=2, max_size=20, unique=True)
        return samples.map(lambda values: f"samples:{','.join(map(repr, values))}")
    if knob.kind == "bool":
        return st.booleans()
    if knob.kind == "choice":
        return st.sampled_from(sorted(knob.choices))
    if knob.kind == "int":
        return st.integers(int(knob.low), int(knob.high))
    numbers = st.floats(knob.low, knob.high)
    return numbers | st.none() if knob.optional else numbers


LIVE = sorted(name for name in KNOBS if KNOBS[name].live)
TURNS = st.sampled_from(LIVE).flatmap(lambda name: st.tuples(st.just(name), value_of(name)))
DONE = st.lists(TURNS | st.sampled_from([("d", None), ("g", None), ("on", None)]), max_size=12)


@given(
    values=st.fixed_dictionaries({}, optional={name: value_of(name) for name in KNOBS}),
    steps=st.lists(st.integers(0, 10**12 - 1), min_size=12, max_size=12).map(sorted),
    done=DONE,
    at=st.integers(0, MAX_AT),
)
def test_every_run_comes_back_as_it_was(values, steps, done, at):
    try:
        settings = Settings(**values)
    except SettingsError as error:  # numbers that lie too close together
        assert error.name == "data"
        return
    events = [Event(step, *what) for step, what in zip(steps, done, strict=False)]
    text = write_run(settings, events, at)
    assert read_run(text) == read_run(text.encode()) == Saved(settings, events, at)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["gan1d", "settings", "events", "at", "marks", "k", "data"]),
                      inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
def test_whatever_stands_in_it_is_a_run_or_is_named(content):
    for whole in (content, {"gan1d": 1, "settings": content}, {"gan1d": 1, "events": content},
                  {"gan1d": 1, "marks": content}):  # fmt: skip
        try:
            found = read_run(json.dumps(whole))
        except SettingsError as error:
            assert str(error) and len(str(error)) < 1000
        else:
            assert read_run(write_run(*found)) == found


@given(st.binary(max_size=60))
def test_any_bytes_are_no_file_and_said_to_be_none(raw):
    with pytest.raises(SettingsError, match="^(file|gan1d) = "):
        read_run(raw)


def test_the_largest_run_fits_whole():
    numbers = -np.random.default_rng(1).uniform(1, 9, MAX_NUMBERS) * 1e-88  # 23 characters each
    settings = Settings(data=gan1d.from_samples(numbers).spec, seed=2**32 - 1)
    events = [Event(10**6 + i, "lr_d", 0.01 + i / 3e8) for i in range(MAX_EVENTS)]
    text = write_run(settings, events, MAX_AT)
    assert 800_000 < len(text) <= MAX_BYTES
    assert read_run(text) == Saved(settings, events, MAX_AT)


def test_what_is_missing_is_that_of_the_default_recipe():
    assert read_run(EMPTY) == Saved(Settings(), [], 0)
    found = read_run('\ufeff{"gan1d": 1, "settings": {"k": 5}, "events": ["3:g"]}')
    assert found == Saved(Settings(k=5), [Event(3, "g")], 0)


def test_bookmarks_come_back_and_a_file_without_them_names_none():
    marks = (Bookmark(3), Bookmark(40, "到此为止, or <not>"))
    text = write_run(Settings(), at=2, marks=marks)
    assert read_whole(text) == ((Settings(), [], 2), marks) and read_run(text).at == 2
    assert "marks" not in write_run(Settings()) and read_whole(EMPTY)[1] == ()


def whole(**named: object) -> str:
    """Return the text of a file with some parts."""
    return json.dumps({"gan1d": 1} | named)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "file = "),
        ("[1]", "file = "),
        ("[" * 100_000, "file = "),
        ('{"gan1d": 1' + "0" * 5000 + "}", "file = "),
        ("{}", "gan1d = None .* allowed: 1$"),
        (whole(gan1d=2), "gan1d = 2 "),
        (whole(gan1d=True), "gan1d = True "),
        (whole(more=1), "file = 'more' .* allowed: gan1d, settings, events, at, marks"),
        (whole(settings=[]), "settings = "),
        (whole(settings={"k": 99}), "k = 99 is not allowed; allowed: a whole number from 1 to 20"),
        (whole(settings={"k": True}), "k = True "),
        (whole(settings={"lr": 1}), "setting = 'lr' "),
        (whole(settings={"loss": ["wgan"]}), "loss = "),
        (whole(settings={"data": 5}), "data = "),
        (whole(settings={"data": "samples:1,1"}), "data = .*all equal"),
        (whole(settings={"lr_d": float("nan")}), "lr_d = nan "),
        (whole(settings={"data": "samples:" + "1,2," * 10_000}), "numbers = 20001 .* 20000 at"),
        (whole(events="3:d"), "events = .* a list of texts"),
        (whole(events=[3]), "events = "),
        (whole(events=["3:d,4:d"]), "events = "),
        (whole(events=["4:d", "3:d"]), "events = "),
        (whole(events=["4:seed=3"]), "events = "),
        (whole(events=["4:k=99"]), "k = "),
        (whole(events=["4:d"] * 10_001), "with 10001 events is not allowed; allowed: 10000 at"),
        (whole(at=-1), "at = .* from 0 to 10000000"),
        (whole(at=1.5), "at = "),
        (whole(at=True), "at = "),
        (whole(at="3"), "at = "),
        (whole(marks="3:x"), "marks = .* a list of texts"),
        (whole(marks=[3]), "marks = .* a list of texts"),
        (whole(marks=["3:x", "3:y"]), "marks = '3:y' .* a frame up to 10000000 once each"),
        (whole(marks=["3:" + "x" * 81]), "marks = "),
        (whole(marks=["3:\n"]), "marks = "),
        (whole(marks=[f"{i}:" for i in range(13)]), "marks = .13 bookmarks. .* 12 at most"),
        (EMPTY + " " * MAX_BYTES, "bytes = 10000.. is not allowed; allowed: 1000000 at most"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text, said):
    with pytest.raises(SettingsError, match=said):
        read_run(text)


def test_a_saved_run_is_trained_again_to_the_same_bits(tmp_path: Path):
    small = Settings(width_d=8, width_g=8, batch_d=16, batch_g=16, steps=12)
    run = gan1d.train(small, events=[Event(3, "d"), Event(5, "lr_d", 0.1 / 3)])
    file = tmp_path / "run.json"
    file.write_text(write_run(run.settings, run.events))
    settings, events, _ = gan1d.read_run(file.read_bytes())
    again = gan1d.train(settings, events=events)
    count = run.recording.stop
    assert run.recording.rows(0, count).tobytes() == again.recording.rows(0, count).tobytes()

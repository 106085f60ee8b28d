"""Links to a moment: where they lead, what is shown there, how they are copied."""

from urllib.parse import parse_qsl, urlsplit

import numpy as np

from gan1d.links import events_from_text
from gan1d.settings import Settings
from gan1d.words import words

from .conftest import Open
from .test_playing import MODEL, D, rows_of

EVENTS = "40:d,120:k=5,120:g,200:lr_d=0.02,353:beta1=0.7,356:k=1,420:lr_g=0.001"


def test_it_opens_paused_at_the_very_picture_and_goes_on_as_the_link_says(open_stage: Open):
    stage = open_stage(f"seed=4&events={EVENTS}&at=354&part=value")
    stage.wait("document.querySelector('.gan1d-status').dataset.kind === 'there'")
    row = rows_of(Settings(seed=4), events_from_text(EVENTS), 355)[354]  # half a step more
    assert (stage.step, stage.playing) == (353, False)
    assert np.array_equal(np.float32(stage.curve("model")), row[MODEL])
    assert np.array_equal(np.float32(stage.curve("d")), row[D])
    assert stage["knob-k"].input_value() == "5"  # as it was then
    assert stage["knob-lr_d"].input_value() == "0.02"
    assert stage["recipe"].inner_text() == "Default, changed: k, lr_d, beta1"
    assert stage.get("part") == "value"
    assert ",".join(stage.events) == EVENTS
    assert "at" not in stage.link
    stage.open_sidebar()
    assert stage.sidebar_field("beta1").input_value() == "0.7"
    assert stage.sidebar_field("k").input_value() == "5"
    stage.close_sidebar().refreshes(10)
    assert (stage.step, stage.playing) == (353, False)
    stage.play().wait_step(430)
    assert stage["knob-k"].input_value() == "1"
    assert stage["knob-lr_g"].input_value() == "0.001"
    assert ",".join(stage.events) == EVENTS


def test_the_way_there_is_told(open_stage: Open):
    stage = open_stage("at=2500&steps=3000")
    stage.wait(
        "/on the way to picture 2500: \\d+/.test(document.querySelector('.gan1d-line').title)"
    )
    stage.wait("document.querySelector('.gan1d-status').dataset.kind === 'there'")
    assert (stage.step, stage.playing) == (2500, False)
    stage.press("ArrowRight").wait("Number(stage.step) === 2501")
    stage.scrub(100)
    assert stage.step == 100  # all of the way is there


def test_a_run_that_ends_before_says_so(open_stage: Open):
    stage = open_stage("at=500&steps=60").wait("Number(stage.step) === 60")
    stage["notice"].filter(has_text="before picture 500").wait_for()
    assert not stage.playing
    assert stage.kind == "ended"


def test_a_moment_that_is_none_is_said_and_the_rest_holds(open_stage: Open):
    stage = open_stage("at=20001&part=nothing&seed=3").wait_step(5)
    assert "at = 20001" in stage.notice and "nothing" in stage.notice
    assert stage.playing and stage.link["seed"] == "3"


def copied(stage) -> dict[str, str]:
    """Copy a link and return its parameters."""
    stage.click("copy-link")["share-said"].filter(has_text="copied").wait_for()
    url = stage.js("navigator.clipboard.readText()")
    assert url.startswith(stage.home)
    return dict(parse_qsl(urlsplit(url).query))


def test_a_copied_link_leads_to_the_same_picture(open_stage: Open):
    stage = open_stage("data=claw&seed=5", permissions=["clipboard-read", "clipboard-write"])
    stage.wait_step(30).pause().turn("lr_d", 0.03).wait_link("lr_d=0.03").press("d").wait_link(":d")
    stage.click("story-value").play().wait_step(90).pause()
    index = stage.step + 1
    query = copied(stage)
    assert query == {**stage.link, "at": str(index)}
    said = stage["share-said"].inner_text()
    assert f"paused at step {stage.step}" in said and "2 changes" in said and "seed 5" in said
    assert words("en")["story.value"] in said
    again = open_stage("&".join(f"{name}={value}" for name, value in query.items()))
    again.wait("document.querySelector('.gan1d-status').dataset.kind === 'there'")
    assert again.step == stage.step
    assert again.curve("model") == stage.curve("model")
    assert again.curve("d") == stage.curve("d")


def test_where_the_clipboard_is_closed_the_link_is_there_to_copy(open_stage: Open):
    closed = """Object.defineProperty(navigator, "clipboard", { value: undefined });
        Document.prototype.execCommand = () => false;"""
    stage = open_stage(
        "hide=seed&lang=zh", prepare=lambda page: page.add_init_script(closed)
    ).wait_step(10)
    stage.pause().click("copy-link")["share-link"].wait_for()
    url = stage["share-link"].input_value()
    assert f"at={stage.step}" in url and "hide=seed" in url
    assert stage.js("getSelection().toString()") == url
    assert (
        "自行复制" in stage["share-said"].inner_text()
        and "seed" in stage["share-said"].inner_text()
    )

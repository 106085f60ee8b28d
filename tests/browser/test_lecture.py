"""Lecture mode: the tenth row can read it, the keys work, and it goes back to what was before."""

import pytest

from .conftest import Open
from .stage import Stage

GONE = ("play", "scrub", "speed", "carpet", "knob-lr_d", "history-losses", "formula-d", "evidence")
LARGE = ("health", "readout-step", "readout-value", "readout-jsd64", "readout-d_half_max")


def size(stage: Stage, selector: str) -> float:
    """Return the size of type of an element, in pixels."""
    return float(
        stage.js(
            "s => parseFloat(getComputedStyle(watch.stage().querySelector(s)).fontSize)", selector
        )
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tenth_row_can_read_it(open_stage: Open, theme: str):
    projector = {"width": 1440, "height": 900}
    stage = open_stage("lang=zh", viewport=projector, color_scheme=theme).wait_step(5)
    curve = ".tracegan1d_model .js-line"
    width = f"parseFloat(getComputedStyle(watch.stage().querySelector('{curve}')).strokeWidth)"
    thin = stage.js(width)
    stage.press("l").wait_link("lecture=1").refreshes(10)
    assert stage.js("document.fullscreenElement === watch.stage()")
    for name in LARGE:
        assert size(stage, f"[data-testid={name}]") >= 28, name
    for selector in (".legendtext", ".xtick text", ".ytick text"):
        assert size(stage, selector) >= 26, selector
    assert stage.js(width) > 1.5 * thin
    for name in GONE:
        assert not stage[name].is_visible(), name
    colours = stage.js("(s => [s.backgroundColor, s.color])(getComputedStyle(watch.stage()))")
    black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    assert colours == ([white, black] if theme == "light" else [black, white])
    assert stage.page.locator(".gan1d-status").is_visible()
    stage.press(" ").wait("stage.playing === 'false'")
    stage.press("d").wait_link(":d").press("l").refreshes(10)
    assert not stage.js("!!document.fullscreenElement")
    assert "lecture" not in stage.link
    assert stage["play"].is_visible()
    assert stage.js(width) == thin
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


def test_an_open_part_stays_of_use(open_stage: Open):
    stage = open_stage("part=value&lecture=1", viewport={"width": 1440, "height": 900}).wait_step(5)
    box = stage["story"].bounding_box()
    picture = stage.page.locator(".gan1d-picture").bounding_box()
    assert box and picture
    assert picture["x"] + picture["width"] <= box["x"]  # beside
    assert picture["height"] > 500
    assert box["width"] > 500
    assert stage.link["lecture"] == "1"
    assert not stage.js("!!document.fullscreenElement")  # nobody has pressed anything
    stage.press("Escape").refreshes(5)
    assert "lecture" not in stage.link
    assert stage.link["part"] == "value"
    assert stage["play"].is_visible()


def test_on_a_phone_a_finger_leads_in_and_out(open_stage: Open):
    phone = {"width": 390, "height": 844}
    stage = open_stage("part=value", viewport=phone, is_mobile=True, has_touch=True).wait_step(5)
    stage["lecture"].tap()
    stage.wait_link("lecture=1").refreshes(10)
    box, story = (stage[name].bounding_box() for name in ("lecture-end", "story"))
    picture = stage.page.locator(".gan1d-picture").bounding_box()
    assert box and story and picture
    assert picture["y"] + picture["height"] <= story["y"]  # below
    assert box["x"] + box["width"] <= 390
    stage["lecture-end"].tap()
    stage.wait("!location.search.includes('lecture')")
    assert stage["play"].is_visible()

"""Lecture mode: the tenth row can read it, the keys work, and it goes back to what was before."""

import pytest

from .conftest import Open
from .stage import Stage
from .test_lesson import wait_phase

GONE = ("step", "restart", "speed", "knob-lr_d", "history-losses", "formula-d", "evidence")
LARGE = ("health", "readout-step", "readout-value", "readout-jsd64", "readout-d_half_max")
FINGER = 44  # pixels


def size(stage: Stage, selector: str) -> float:
    """Return the size of type of an element, in pixels."""
    return float(
        stage.js(
            "s => parseFloat(getComputedStyle(watch.stage().querySelector(s)).fontSize)", selector
        )
    )


def boxes(stage: Stage, *names: str) -> dict[str, dict[str, float]]:
    """Return where elements stand in the window; fails where one is not to be seen."""
    found = {name: stage[name].bounding_box() for name in names}
    assert all(found.values())
    return found


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
    stage.press("?").refreshes(3)
    for part in ("dd", "kbd", "p", "button"):
        assert size(stage, f".gan1d-help {part}") >= 26, part
    stage.page.keyboard.press("?")
    stage.press(" ").wait("stage.playing === 'false'")
    stage.press("d").wait_link(":d").press("l").refreshes(10)
    assert not stage.js("!!document.fullscreenElement")
    assert "lecture" not in stage.link
    assert stage["step"].is_visible()
    assert stage.js(width) == thin
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


def test_keys_turn_a_knob_and_everybody_sees_its_value(open_stage: Open):
    stage = open_stage("lecture=1", viewport={"width": 1440, "height": 900}).wait_step(5)
    box = boxes(stage, "carpet", "play", "lecture-end", "readout-step")
    assert box["carpet"]["height"] >= 44
    assert min(box["play"]["width"], box["lecture-end"]["width"]) >= FINGER
    line = stage.page.locator(".gan1d-step .gan1d-target").bounding_box()
    assert line and line["x"] > box["readout-step"]["x"]  # step 85 of 3000: in one line
    assert abs(line["y"] - box["readout-step"]["y"]) < 20
    stage["play"].click()
    stage.wait("stage.playing === 'false'")
    assert not stage["dial"].is_visible()
    home = int(stage["slider-k"].get_attribute("data-value") or 0)
    stage.press("4")
    dial = stage["dial"]
    assert "k: D updates" in dial.inner_text()
    assert f"{home} updates of D" in dial.inner_text()
    assert size(stage, "[data-testid=dial-value]") >= 40
    picture = stage.page.locator(".gan1d-picture").bounding_box()
    stage.page.keyboard.press("ArrowUp")
    stage.wait_link(f":k={home + 1}")
    assert stage["dial-value"].inner_text() == str(home + 1)
    stage.page.keyboard.press("Backspace")
    value = "watch.stage().querySelector('[data-testid=dial-value]').textContent"
    stage.wait(f"{value} === a", str(home))
    stage.press("5").page.keyboard.press("ArrowDown")
    stage.wait_link("speed=")
    assert stage.page.locator(".gan1d-picture").bounding_box() == picture
    stage["slider-k"].evaluate(  # a part lends it, a hand has let it go
        """slider => {
            watch.stage().append(slider);
            slider.focus();
            slider.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    assert stage.js("document.activeElement === watch.stage()")


def test_two_keys_lead_through_the_lesson(open_stage: Open):
    stage = open_stage("part=lesson&lecture=1&hide=k", viewport={"width": 1440, "height": 900})
    stage["lesson-start"].wait_for()
    press = stage.page.keyboard.press
    stage.press("4")
    assert not stage["dial"].is_visible()  # the teacher has hidden it
    stage.press("3")
    assert stage["dial"].is_visible()
    for number, phase in ((1, "ready"), (1, "told"), (2, "ready")):
        press("PageDown")
        wait_phase(stage, number, phase)
    press("PageUp")
    wait_phase(stage, 1, "ready")
    press("PageDown")
    wait_phase(stage, 1, "told")
    press("PageUp")  # to its question
    wait_phase(stage, 1, "ready")


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
    assert stage["step"].is_visible()
    stage.press("PageDown").wait("stage.playing === 'false'")  # as a clicker does anywhere
    stage.press("PageUp").wait("stage.playing === 'true'")
    stage["tab-tune"].click()
    stage["slider-gamma"].press("PageUp")  # it is the slider's own
    stage.wait_link(":gamma=")
    assert stage.playing


def test_on_a_phone_a_finger_leads_in_and_out(open_stage: Open):
    phone = {"width": 390, "height": 844}
    stage = open_stage("part=value", viewport=phone, is_mobile=True, has_touch=True).wait_step(5)
    stage["lecture"].tap()
    stage.wait_link("lecture=1").refreshes(10)
    box = boxes(stage, "lecture-end", "play", "story", "carpet")
    picture = stage.page.locator(".gan1d-picture").bounding_box()
    assert picture
    assert picture["y"] + picture["height"] <= box["story"]["y"]  # below
    assert box["lecture-end"]["x"] + box["lecture-end"]["width"] <= 390
    for name in ("lecture-end", "play"):
        assert min(box[name]["width"], box[name]["height"]) >= FINGER
        assert box[name]["y"] >= box["carpet"]["y"] + box["carpet"]["height"]
        assert box[name]["y"] + box[name]["height"] <= box["story"]["y"]
    assert box["play"]["x"] + box["play"]["width"] <= box["lecture-end"]["x"]
    stage["play"].tap()
    stage.wait("stage.playing === 'false'")
    stage["lecture-end"].tap()
    stage.wait("!location.search.includes('lecture')")
    assert stage["step"].is_visible()

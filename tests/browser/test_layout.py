"""Where things stand: what is to be seen at once, and that the picture never moves."""

import time
from collections.abc import Iterable

import pytest

from .conftest import Open
from .stage import Stage

FOUR = ("readout-jsd64", "readout-value", "readout-d_half_max", "readout-w1")
ALWAYS = ("play", "step", "carpet-canvas", "health", "readout-step", *FOUR)
SLIDERS = tuple(f"slider-{name}" for name in ("lr_d", "lr_g", "gamma", "k", "speed"))
TABS = ("tab-numbers", "story-lesson", "story-algorithm", "story-value", "story-advice")
TABS = (*TABS, "story-roles", "story-failures", "story-map", "tab-tune")
DESKTOP = {"width": 1440, "height": 900}
TABLET = {"width": 1024, "height": 768}
PHONE = {"width": 390, "height": 844}
LANDSCAPE = {"width": 844, "height": 390}
LEAST = {
    1440: 400,
    1024: 340,
    390: 280,
    844: 180,
}  # px of the picture's height, by the window's width
FINGER = 44  # px
# a tab has its content
OPEN = """[...watch.stage().querySelector("[data-testid=sheet]").children].some(
    (sheet) => !sheet.hidden && sheet.childElementCount)"""


def picture(stage: Stage) -> dict[str, float]:
    """Return the picture's box."""
    box = stage.page.locator(".gan1d-picture").bounding_box()
    assert box
    return dict(box)


def outside(stage: Stage, names: Iterable[str]) -> list[str]:
    """Return what is not wholly inside the window."""
    window = stage.page.viewport_size
    assert window
    found = []
    for name in names:
        box = stage[name].bounding_box()
        across = box and box["x"] >= 0 and box["x"] + box["width"] <= window["width"] + 0.5
        if not across or box["y"] < 0 or box["y"] + box["height"] > window["height"] + 0.5:
            found.append(name)
    return found


def check_picture(stage: Stage) -> None:
    """Fail unless the picture is large enough for the window, with nothing to scroll aside."""
    window, box = stage.page.viewport_size, picture(stage)
    assert window
    assert box["width"] >= 0.6 * window["width"]
    assert box["height"] >= LEAST[window["width"]]
    assert box["y"] + box["height"] <= window["height"]
    assert stage.js("document.documentElement.scrollWidth") <= window["width"]


def test_all_is_seen_at_once_and_the_picture_never_moves(open_stage: Open):
    stage = open_stage(viewport=DESKTOP).wait_step(5)
    for window in (DESKTOP, TABLET):
        stage.page.set_viewport_size(window)
        stage.refreshes(10)
        check_picture(stage)
        assert not outside(stage, (*ALWAYS, *SLIDERS, "knob-data", "knob-seed"))
        for name in SLIDERS:
            assert stage[name].bounding_box()["width"] >= 220, name
        before = picture(stage)
        for tab in TABS:
            stage.click(tab).wait(OPEN).refreshes(5)
            assert picture(stage) == before, tab
            assert not outside(stage, ALWAYS), tab
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


PARTS = {  # of each its text of the moment and what one presses
    "lesson": (
        ".gan1d-lesson-ask",
        "lesson-title",
        "lesson-next",
        "lesson-answer-3",
        "lesson-show",
    ),
    "algorithm": ("h3", "algorithm-note", "algorithm-next", "algorithm-walk"),
    "value": ("h3", "value-tried", "value-value", "value-half-d", "value-half-g"),
    "advice": ("h3", "advice-sentence", "advice-push", "advice-go"),
    "roles": (".gan1d-roles-buttons", "forger-verdict", "roles-forger", "roles-detective"),
    "failures": ("h3", "failures-now", "fail-collapse"),
    "map": ("h3", "map-said", "map-choice", "map-show-health", "map-cell-0-0", "map-cell-6-6"),
}


@pytest.mark.parametrize("window", [DESKTOP, TABLET], ids=["desktop", "tablet"])
def test_what_a_part_says_now_and_its_buttons_are_in_sight(open_stage: Open, window):
    stage = open_stage("seed=3", viewport=window).wait_step(5).pause()
    for part, (selector, *names) in PARTS.items():
        stage.click(f"story-{part}").wait(OPEN)
        if part == "lesson":
            stage.click("lesson-start")
        stage[names[0]].wait_for()
        stage.refreshes(10)
        assert not outside(stage, names), part
        box = stage["story"].locator(selector).first.bounding_box()
        assert box and box["y"] + box["height"] <= window["height"], part


def test_on_a_phone_picture_and_sliders_are_on_the_screen_together(open_stage: Open):
    stage = open_stage(viewport=PHONE, is_mobile=True, has_touch=True).wait_step(5)
    check_picture(stage)
    assert not outside(stage, ("play", "carpet-canvas", "health", "readout-step", *SLIDERS[:3]))
    for name in ("back", "play", "step", "step-d", "restart", "tab-numbers", *SLIDERS):
        box = stage[name].bounding_box()
        assert min(box["width"], box["height"]) >= FINGER, name
    rows = {stage[name].bounding_box()["y"] for name in ("back", "play", "step-g", "new-seed")}
    assert len(rows) == 1
    for tab in ("story-lesson", "story-failures", "tab-numbers"):
        stage[tab].tap()
        stage.wait(OPEN).refreshes(20)
        pinned, sheet = picture(stage), stage["sheet"].bounding_box()
        assert pinned["y"] >= 0
        assert pinned["y"] + pinned["height"] < sheet["y"] < 600, tab
    stage.js("watch.stage().querySelector('[data-testid=sheet]').lastElementChild.scrollIntoView()")
    stage.refreshes(10)
    assert picture(stage)["y"] >= 0  # pinned
    assert stage["play"].is_visible()


def test_a_phone_on_its_side(open_stage: Open):
    stage = open_stage(viewport=LANDSCAPE, is_mobile=True, has_touch=True).wait_step(5)
    check_picture(stage)
    assert not outside(stage, (*ALWAYS, *SLIDERS[:2]))
    before = picture(stage)
    stage["story-lesson"].tap()
    stage.refreshes(10)
    assert picture(stage) == before


def test_play_is_near_for_who_has_only_keys(open_stage: Open):
    stage = open_stage().wait_step(5)
    focused = "document.activeElement?.dataset.testid"
    met = []
    for _ in range(5):
        stage.page.keyboard.press("Tab")
        met.append(stage.js(focused))
    assert "play" in met, met


def drag(stage: Stage, name: str, seconds: float) -> float:
    """Wiggle a slider by the mouse and let it go; return the seconds that took."""
    start = time.monotonic()
    box = stage[f"slider-{name}"].bounding_box()
    assert box
    x, y = box["x"], box["y"] + box["height"] / 2
    mouse = stage.page.mouse
    mouse.move(x + 0.5 * box["width"], y)
    mouse.down()
    for i in range(round(40 * seconds)):
        mouse.move(x + (0.4 + 0.02 * (i % 11)) * box["width"], y)
        stage.page.wait_for_timeout(25)
    mouse.up()
    return time.monotonic() - start


def test_a_drag_is_one_event_paused_and_a_few_playing(open_stage: Open):
    stage = open_stage(viewport=DESKTOP).wait_step(20).pause()
    drag(stage, "lr_d", 0.5)
    stage.wait_link(":lr_d=").refreshes()
    assert len(stage.events) == 1
    stage.play().wait_pictures(5)
    seconds = drag(stage, "lr_g", 2)
    stage.refreshes(30)
    turned = [event for event in stage.events if ":lr_g=" in event]
    assert 5 <= len(turned) <= 5 * seconds + 2  # 12 in 2 seconds
    assert len(stage.page.url.partition("?")[2]) <= 60 + 20 * len(turned)  # 300
    assert stage["slider-lr_g"].get_attribute("data-value") == turned[-1].partition("=")[2]
    assert len({event.partition(":")[0] for event in turned}) == len(turned)  # each trained steps


@pytest.mark.parametrize("way", ["dblclick", "Backspace", "button"])
def test_a_knob_finds_home(open_stage: Open, way: str):
    stage = open_stage("lr_d=0.05", viewport=DESKTOP).wait_step(5).pause()
    slider, at_home = stage["slider-lr_d"], "0.01"
    assert slider.get_attribute("data-value") == "0.05"
    if way == "dblclick":
        slider.dblclick()
    elif way == "Backspace":
        slider.press("Backspace")
    else:
        stage.click("home-lr_d")
    stage.wait(
        "watch.stage().querySelector('[data-testid=slider-lr_d]').dataset.value === a", at_home
    )
    stage.wait_link(f":lr_d={at_home}")
    assert stage["knob-lr_d"].input_value() == at_home
    assert not stage["home-lr_d"].is_visible()


def test_a_value_beyond_the_track_stands_at_its_end(open_stage: Open):
    stage = open_stage("lr_d=1&gamma=0").wait_step(5).pause()
    assert (
        stage["knob-lr_d"].input_value() == stage["slider-lr_d"].get_attribute("data-value") == "1"
    )
    assert stage["slider-lr_d"].input_value() == "1000"
    assert stage["slider-gamma"].input_value() == "0"
    stage["slider-lr_d"].press("ArrowLeft")
    stage.wait_link(":lr_d=")
    assert 0.05 < float(stage["knob-lr_d"].input_value()) < 0.1


def test_marks_say_where_a_knob_was_turned(open_stage: Open):
    stage = open_stage(viewport=DESKTOP).wait_step(40).pause()
    end = int(stage["scrub"].get_attribute("max") or 0)
    assert end == int(stage["readout-step"].locator("xpath=..").inner_text().split()[-1])
    stage.turn("k", 4).wait_link(":k=4").refreshes()
    at = int(stage.events[0].partition(":")[0])
    marks = stage["marks"].locator("i")
    assert marks.count() == 1
    box, carpet = marks.bounding_box(), stage["carpet-canvas"].bounding_box()
    assert box and carpet
    middle = box["x"] + box["width"] / 2
    assert abs(middle - carpet["x"] - at / end * carpet["width"]) < 2
    stage.page.mouse.move(middle, carpet["y"] + 20)
    stage["timeline-tip"].wait_for()
    assert f"step {at}" in stage["timeline-tip"].inner_text()
    assert "→ 4" in stage["timeline-tip"].inner_text()

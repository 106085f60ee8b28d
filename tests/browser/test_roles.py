"""The part in which the reader plays the forger or the detective."""

import math
import re

import pytest

from .conftest import Open
from .stage import Stage

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def number(stage: Stage, name: str) -> float:
    """Return the number that an element shows."""
    return float(stage[name].inner_text().replace("−", "-").replace("%", ""))


def handle(stage: Stage, name: str) -> tuple[float, float]:
    """Return where the middle of an element is on the screen."""
    stage[name].scroll_into_view_if_needed()
    box = stage[name].bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def answers(stage: Stage) -> list[float]:
    """Return what the best D says where there is something to judge, read off its drawn curve."""
    path = str(stage["forger-d"].get_attribute("d"))
    marks = stage["forger-figure"].locator(".gan1d-roles-dmark")
    half, one = (float(marks.nth(i).get_attribute("y") or 0) for i in (1, 2))
    heights = [float(y) + 4.5 for y in re.findall(r",([-\d.]+)", path)]
    return [0.5 + (half - y) / (half - one) / 2 for y in heights]


def drag_finger(stage: Stage, points: list[tuple[float, float]]) -> None:
    """Move one finger along points, as a phone would report it."""
    touch = stage.page.context.new_cdp_session(stage.page)
    kinds = ["touchStart"] + ["touchMove"] * (len(points) - 1)
    for kind, (x, y) in zip(kinds, points, strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    stage.refreshes(3)


def between(start: tuple[float, float], x: float, y: float) -> list[tuple[float, float]]:
    """Return eleven points from a start to (x, y)."""
    return [
        (start[0] + (x - start[0]) * i / 10, start[1] + (y - start[1]) * i / 10) for i in range(11)
    ]


def open_part(open_stage: Open, query: str, **options: object) -> Stage:
    """Open the app with the part open, paused at step 3."""
    stage = open_stage(f"part=roles&{query}", **options).wait_step(3)
    stage["forger-figure"].wait_for()
    return stage.pause().scrub(3)


def test_a_forger_who_lays_the_bump_on_the_data_makes_d_guess(open_stage: Open):
    stage = open_part(open_stage, "data=normal&lang=zh", **PHONE)
    first = number(stage, "forger-jsd")
    assert first > 0.2
    assert number(stage, "forger-value") == pytest.approx(2 * first - math.log(4), abs=3e-4)
    assert max(abs(d - 0.5) for d in answers(stage)) > 0.4
    stage["forger-figure"].scroll_into_view_if_needed()
    box = stage["forger-figure"].bounding_box()
    assert box is not None
    unit = (box["width"] - 34) / (2 * 3.6892)  # px of x; the figure shows p_data's range
    mean = handle(stage, "bump-0-mean")
    drag_finger(stage, between(mean, box["x"] + 8 + 3.6892 * unit, mean[1]))
    middle = number(stage, "forger-jsd")
    assert middle < first / 2
    sd = handle(stage, "bump-0-sd")
    drag_finger(stage, between(sd, box["x"] + 8 + 4.6892 * unit, sd[1]))
    last = number(stage, "forger-jsd")
    assert last < 0.01
    assert number(stage, "forger-best") <= last
    assert 50 <= number(stage, "forger-right") < 54
    assert max(abs(d - 0.5) for d in answers(stage)) < 0.2
    assert stage["forger-verdict"].get_attribute("data-state") == "guess"
    assert "★" in stage["forger-verdict"].inner_text()
    assert stage.js("document.documentElement.scrollWidth <= innerWidth")
    stage["knob-data"].select_option("shifted", force=True)  # it stands in another tab
    stage.wait_link("shifted").pause()
    assert number(stage, "forger-jsd") > 0.2  # other data: from the start


def test_a_forger_with_keys_and_steps(open_stage: Open):
    stage = open_part(open_stage, "data=bimodal")
    start, step = number(stage, "forger-jsd"), stage.step
    for name, key in (("bump-0-mean", "ArrowRight"), ("bump-0-sd", "ArrowLeft")):
        stage[name].focus()
        before = float(stage[name].get_attribute("aria-valuenow") or 0)
        for _ in range(5):
            stage.page.keyboard.press(key)
        after = float(stage[name].get_attribute("aria-valuenow") or 0)
        assert (after > before) is (key == "ArrowRight")
        assert "JSD" in (stage[name].get_attribute("aria-valuetext") or "")
    assert stage.step == step  # the stage's own arrows have not acted
    assert number(stage, "forger-jsd") < start
    stage.click("forger-add")
    shares = stage["story"].get_by_role("slider", name="share")
    assert shares.count() == 2
    shares.first.fill("70")
    assert shares.nth(1).input_value() == "30"
    last = number(stage, "forger-jsd")
    for _ in range(40):
        stage.click("forger-step")
        now = number(stage, "forger-jsd")
        assert now <= last
        last = now
    assert last < 0.01
    stage["story"].get_by_role("button", name="Remove bump 2").click()
    assert number(stage, "forger-jsd") > 0.1
    stage.click("forger-reset")
    assert number(stage, "forger-jsd") == start


def test_a_detective_gets_near_the_best_d_and_never_beyond(open_stage: Open):
    stage = open_part(open_stage, "data=normal&seed=2&hide=sidebar")
    stage["roles-forger"].focus()
    stage.page.keyboard.press("ArrowRight")  # the other role
    assert stage["roles-detective"].get_attribute("aria-checked") == "true"
    assert "step 3" in stage["detective-picture"].inner_text()
    most = number(stage, "detective-most")
    assert number(stage, "detective-yours") == pytest.approx(-math.log(4), abs=6e-4)
    assert not stage["detective-best"].get_attribute("d")
    step = stage.step
    stage["point-5"].focus()
    for _ in range(3):
        stage.page.keyboard.press("ArrowUp")
    assert float(stage["point-5"].get_attribute("aria-valuenow") or 0) == pytest.approx(0.65)
    assert stage.step == step
    assert number(stage, "detective-yours") != pytest.approx(-math.log(4), abs=6e-4)
    stage.click("detective-reset")
    assert number(stage, "detective-yours") == pytest.approx(-math.log(4), abs=6e-4)
    # the pen follows the best D, from what the stage holds
    best = stage.curve("dstar")
    surface = stage["detective-surface"]
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    assert box is not None
    height = box["height"] - 10
    for i in range(1, 300, 3):
        x = box["x"] + (i + 0.5) / 300 * box["width"]
        stage.page.mouse.move(x, box["y"] + box["height"] - best[i] / 1.04 * height)
        if i == 1:
            stage.page.mouse.down()
    stage.page.mouse.up()
    yours = number(stage, "detective-yours")
    assert yours <= most
    assert most - yours < 0.02
    assert most - yours < (most + math.log(4)) / 10
    stage.click("detective-reveal")
    assert stage["detective-best"].get_attribute("d")
    # drawn upside down it is worse than not looking
    for i in (2, 298):
        x = box["x"] + (i + 0.5) / 300 * box["width"]
        stage.page.mouse.move(x, box["y"] + box["height"] - 0.02 * height)
        if i == 2:
            stage.page.mouse.down()
    stage.page.mouse.up()
    assert number(stage, "detective-yours") < -math.log(4)
    assert stage["detective-verdict"].get_attribute("data-state") == "worse"
    # the picture stands still until another one is asked for
    stage.play().wait_step(step + 5).pause()
    assert "step 3" in stage["detective-picture"].inner_text()
    stage.click("detective-take")
    assert f"step {stage.step}" in stage["detective-picture"].inner_text()

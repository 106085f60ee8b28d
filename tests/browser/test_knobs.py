"""Turning knobs: in the stage and in the sidebar, live and with a restart, good values and bad."""

from itertools import groupby, pairwise

import numpy as np

from gan1d.links import Event
from gan1d.settings import Settings

from .conftest import Open
from .test_playing import MODEL, D, rows_of


def has_no_gap(steps: list[int]) -> bool:
    """Return True if no step was skipped.

    A restart goes back to 0, and the sidebar, which knows the picture only from a moment ago, may
    take a few steps back.
    """
    return all(later <= earlier + 1 for earlier, later in pairwise(steps))


def test_a_live_knob_goes_on_from_the_step_on_the_screen(open_stage: Open):
    stage = open_stage().wait_step(20)
    stage.turn("lr_d", 0.03).wait_link("lr_d=0.03")
    at = int(stage.events[0].split(":")[0])
    stage.wait_step(at + 20)
    steps = stage.steps()
    assert steps == list(range(len(steps)))  # nothing lost, nothing twice
    row = rows_of(Settings(), [Event(at, "lr_d", 0.03)], at + 16)[at + 15]
    stage.scrub(at + 15)
    assert np.array_equal(np.float32(stage.curve("model")), row[MODEL])
    assert np.array_equal(np.float32(stage.curve("d")), row[D])


def test_each_live_knob_of_the_stage(open_stage: Open):
    stage = open_stage()
    turned = {"k": 4, "lr_g": 0.002, "gamma": 0.5, "loss": "hinge", "lr_d": 0.007}
    for name, value in turned.items():
        before = stage.step
        stage.turn(name, value).wait_link(f":{name}={value}").wait_step(before + 5)
    assert stage["readout-value"].inner_text() == "–"  # a critic has no V
    stage.turn("loss", "minimax").wait_link(":loss=minimax").wait_pictures(5)
    stage.wait("document.querySelector('[data-testid=readout-value]').textContent !== '–'")
    steps = [step for step, _ in groupby(stage.steps())]  # another loss redraws its first step
    assert steps == list(range(len(steps)))
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


def test_a_dragged_slider_keeps_the_curves_moving(open_stage: Open):
    stage = open_stage().wait_step(10)
    stage["slider-lr_d"].scroll_into_view_if_needed()
    box = stage["slider-lr_d"].bounding_box()
    mouse = stage.page.mouse
    y = box["y"] + box["height"] / 2
    mouse.move(box["x"] + 0.6 * box["width"], y)
    mouse.down()
    since = stage.pictures
    for part in range(12):
        mouse.move(box["x"] + (0.6 + 0.02 * part) * box["width"], y)
        stage.refreshes(4)
    assert stage.pictures - since > 5
    mouse.up()
    stage.wait("/events=.*lr_d=/.test(location.search)").wait_pictures(10)
    steps = stage.steps()
    assert steps == list(range(len(steps)))
    value = stage["knob-lr_d"].input_value()
    stage.wait_link(f":lr_d={value}")


def test_other_data_are_another_run(open_stage: Open):
    stage = open_stage().wait_step(15)
    before = stage.path("data")
    since = stage.pictures
    stage.turn("data", "laplace").wait_link("data=laplace").wait("watch.path('data') !== a", before)
    stage.wait_step(10)
    steps = stage.steps(since)
    assert 0 in steps
    assert has_no_gap(steps)
    still = stage.path("data")
    stage.wait_pictures(10)
    assert stage.path("data") == still  # p_data stands still
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


def test_the_chart_stays_while_twenty_knobs_are_turned(open_stage: Open):
    stage = open_stage().wait_step(10)
    in_stage = [
        ("lr_d", 0.02), ("k", 4), ("gamma", 1), ("data", "trimodal"), ("lr_g", 0.01),
        ("loss", "hinge"), ("seed", 5), ("loss", "non-saturating"), ("k", 2), ("gamma", 0.1),
        ("data", "bimodal"), ("lr_d", 0.01),
    ]  # fmt: skip
    in_sidebar = [
        ("batch_d", 64), ("beta1", 0.6), ("beta2", 0.98), ("steps", 2000), ("batch_g", 300),
        ("batch_d", 100), ("beta1", 0.7), ("steps", 2500),
    ]  # fmt: skip
    for i in range(12):
        stage.turn(*in_stage[i]).wait_pictures(2)
        if i < len(in_sidebar):
            stage.turn_in_sidebar(*in_sidebar[i]).wait_pictures(2)
    stage.page.locator("[class*=st-key-knob_order] input").click()
    stage.page.get_by_role("option").nth(1).click()
    stage.wait_link("order=simultaneous")
    stage.page.locator(".st-key-recipe_paper").get_by_role("button", name="Paper").click()
    stage.wait_link("optimiser=sgd").wait_pictures(5)
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]
    assert stage.js("watch.graph().isConnected")
    assert has_no_gap(stage.steps())


def test_a_knob_of_the_sidebar_outlives_what_the_stage_does_next(open_stage: Open):
    stage = open_stage().wait_step(20).pause()
    stage.turn_in_sidebar("beta1", 0.6)
    stage.click("step-d").wait_link(":d").refreshes()
    assert any(event.endswith("beta1=0.6") for event in stage.events)
    stage.play().wait_pictures(5).turn_in_sidebar("batch_d", 64).turn("lr_d", 0.02)
    stage.wait_link("lr_d=0.02")
    assert any(event.endswith("batch_d=64") for event in stage.events)


def test_the_stage_acts_without_the_page_script(open_stage: Open):
    stage = open_stage().wait_step(10)
    stage.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    before = stage.js("watch.sent.page ?? 0")
    stage.turn("lr_d", 0.02).wait_link("lr_d=0.02").turn("k", 4).wait_link("k=4")
    stage.press("d").wait_link(":d").press("g").wait_link(":g").press(" ").press("ArrowRight")
    stage.click("restart").wait("Number(stage.step) === 0").play().wait_step(5)
    stage.turn("data", "normal").wait_link("data=normal").wait_step(5)
    assert stage.js("watch.sent.page ?? 0") == before


def test_the_sidebar_shows_what_the_stage_has_changed(open_stage: Open):
    stage = open_stage("batch_d=99").wait_step(5).open_sidebar()
    field = stage.sidebar_field("batch_d")
    assert field.input_value() == "99"
    stage.turn("seed", 12).wait_link("seed=12").wait_step(5)
    stage.wait("document.querySelector('.st-key-knob_seed input').value === '12'")
    field.fill("1")  # too small
    field.press("Enter")
    stage.page.locator("[data-testid=stSidebar] [data-testid=stAlert]").wait_for()
    stage.wait_pictures(10)
    assert field.input_value() == "99"
    assert (stage.link["seed"], stage.link["batch_d"]) == ("12", "99")


def test_a_bad_value_is_refused_in_a_sentence(open_stage: Open):
    stage = open_stage("seed=3").wait_step(5)
    stage.turn("seed", -1)
    stage["notice"].wait_for()
    assert "-1" in stage.notice
    stage.wait("document.querySelector('[data-testid=knob-seed]').value === '3'")
    steps = stage.wait_pictures(15).steps()
    assert steps == list(range(len(steps)))  # the run has gone on
    assert stage.link["seed"] == "3"
    stage.click("notice-close")
    assert not stage.notice
    stage.turn("lr_d", "1e9")
    stage["notice"].wait_for()
    stage.turn("lr_d", "0.02").wait_link("lr_d=0.02")
    stage.wait("document.querySelector('[data-testid=notice]').hidden")  # mended, so gone


def test_rates_that_ruin_a_run_are_told_and_mended(open_stage: Open):
    stage = open_stage("lr_d=10&lr_g=10&beta1=0.9&speed=max")
    stage.wait("stage.playing === 'false' || Number(stage.step) > 800")
    assert stage.get("health") in ("collapsed", "diverged", "vanishing", "strong-d", "cycling")
    assert stage["health"].inner_text()
    stage.turn("lr_d", 0.01).wait_link("lr_d=0.01").turn("lr_g", 0.006).wait_link("lr_g=0.006")
    stage.click("restart").wait("Number(stage.step) < 700").play().wait_step(20)

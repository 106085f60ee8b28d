"""The map in a browser: what ships opens at once, a click plays the run, one's own fills in."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import gan1d
from gan1d.links import from_query
from gan1d.sweep.offers import NAMES
from gan1d.words import words

from .conftest import Open
from .stage import Stage

TINY = "data=normal&width_d=8&width_g=8&depth_g=1&batch_d=16&batch_g=16&steps=400"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
THERE = "watch.stage().querySelectorAll('[data-testid^=map-cell][data-there]').length === a"


def cross(stage: Stage) -> tuple[float, float]:
    """Return where the middle of the cross is, in pixels of the window."""
    box = stage["map-cross"].bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def is_in(point: tuple[float, float], box: "dict[str, float] | None") -> bool:
    """Return True if a point lies in a box."""
    assert box
    across = box["x"] < point[0] < box["x"] + box["width"]
    return across and box["y"] < point[1] < box["y"] + box["height"]


def full_speed(stage: Stage) -> None:
    """Play as fast as it goes."""
    stage["speed"].select_option("max", force=True)


def test_the_maps_that_are_there_open_at_once_and_a_click_plays_a_run(open_stage: Open):
    stage = open_stage("seed=3&lr_g=0.01&part=map", viewport=DESKTOP).wait_step(5)
    stage.wait(THERE, 49)
    assert is_in(cross(stage), stage["map-cell-4-4"].bounding_box())  # lr_d = lr_g = 0.01
    assert "cross" in stage["map-note"].inner_text()
    stage.turn("lr_d", 0.001).wait_link("lr_d=0.001").refreshes()
    stage.wait("stage.part === 'map'")
    assert is_in(cross(stage), stage["map-cell-2-4"].bounding_box())
    stage["map-cell-4-4"].hover()
    said = stage["map-said"].inner_text()
    assert "Learning rate of D 0.01" in said and "8 of 8 seeds converged" in said, said
    for show, inside in (("health", "✓"), ("converged", "8/8"), ("jsd64", ".00")):
        stage.click(f"map-show-{show}")
        assert stage["map-cell-4-4"].inner_text().startswith(inside)
    stage["map-choice"].select_option("gamma-lr_d")
    stage.wait(THERE, 49)
    assert "--gamma=0,0.001" in stage["map-command"].text_content()
    # by keys, from the corner up the map: gamma = 0.001, lr_d = 0.0001
    stage["map-cell-0-0"].focus()
    stage.page.keyboard.press("ArrowUp")
    assert "γ (R1, R2) 0.001" in stage["map-said"].inner_text()
    playing = stage.pictures
    stage.page.keyboard.press("Enter")
    stage.wait_link("gamma=0.001").wait("watch.pictures.length > a", playing + 3)
    word = stage["map-cell-0-1"].get_attribute("data-health")
    assert stage.playing and stage.link["lr_d"] == "0.0001" and stage.link["steps"] == "1000"
    assert is_in(cross(stage), stage["map-cell-0-1"].bounding_box())
    full_speed(stage)
    stage.wait("Number(stage.step) === 1000 && stage.playing === 'false'")
    assert stage.get("health") == word != "learning"


def test_a_map_of_ones_own_fills_in_and_its_cells_are_runs(open_stage: Open):
    stage = open_stage(f"{TINY}&part=map", viewport=DESKTOP).wait_step(5)
    stage.wait(THERE, 49)
    assert "Data" in stage["map-note"].inner_text()  # the map is of other data
    stage["map-own"].locator("summary").click()
    stage["map-y"].select_option("k")
    stage["map-y-values"].fill("1,2")
    stage["map-seeds"].fill("0-1")
    stage["map-steps"].fill("40")
    stage["map-x-values"].fill("0.1:0.01:3")
    stage.wait("document.querySelector('[data-testid=map-price][data-wrong]')")
    assert "0.1:0.01:3" in stage["map-price"].inner_text() and stage["map-make"].is_disabled()
    stage["map-x-values"].fill("0.01:1e9:1000000000")
    stage.wait("document.querySelector('[data-testid=map-price]').innerText.includes('1e9')")
    stage["map-x-values"].fill("0.01,0.02")
    stage.wait("!document.querySelector('[data-testid=map-price][data-wrong]')")
    assert "4 cells, 8 runs" in stage["map-price"].inner_text()
    stage.click("map-make")
    stage.wait("!document.querySelector('[data-testid=map-cell-2-0]')").wait(THERE, 4)
    stage["map-cancel"].wait_for(state="hidden")
    stage["map-cell-1-1"].hover()
    stage.wait("document.querySelector('[data-testid=map-said]').innerText.includes('of 2 seeds')")
    stage.click("map-cell-1-1").wait_link("k=2")
    settings, _, errors = from_query(dict(parse_qsl(urlsplit(stage.page.url).query)))
    run = gan1d.train(settings)
    assert not errors and (settings.lr_d, settings.k, settings.steps) == (0.02, 2, 40)
    assert settings.replace(k=3, lr_d=0.01, seed=0, steps=400).width_d == 8
    assert f"JSD {run.metrics['jsd64']:.4f}" in stage["map-said"].inner_text()
    stage["map-home"].locator("summary").click()
    with stage.page.expect_download() as download:
        stage.click("map-svg")
    assert Path(download.value.path()).read_text().startswith("<?xml")
    # a long one: it can be given up, and the stage goes on meanwhile
    stage["map-own"].locator("summary").click()
    stage["map-steps"].fill("100000")
    stage.click("map-make")
    stage["map-cancel"].wait_for()
    stage.click("story-value").wait("stage.part === 'value'")
    stage.click("story-map")
    stage["map-cancel"].wait_for()  # it has gone on
    stage.click("map-cancel")
    stage["map-cancel"].wait_for(state="hidden")
    assert "Cancelled" in stage["map-state"].inner_text()


def test_a_phone_in_chinese(open_stage: Open):
    stage = open_stage("part=map&lang=zh", viewport=PHONE, is_mobile=True, has_touch=True)
    stage.wait(THERE, 49)
    say = words("zh")
    assert stage["map-said"].inner_text() == say["map.point"]
    stage["map-cell-3-3"].scroll_into_view_if_needed()
    stage["map-show-health"].tap()
    assert say["health.converged"] in stage["map-legend"].inner_text()
    box = stage["map-cell-3-3"].bounding_box()
    assert box and box["width"] >= 38 and box["height"] >= 44
    stage["map-cell-3-3"].tap()
    stage.wait_link("lr_d=0.0031622776601")
    assert say["health.converged"] in stage["map-said"].inner_text()
    assert stage.js("document.documentElement.scrollWidth") <= PHONE["width"]
    assert stage["map-choice"].locator("option").count() == len(NAMES)

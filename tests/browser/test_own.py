"""Data of one's own, made over the picture: by touch, by mouse, by keys."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gan1d.data.catalogue import parse

from .conftest import Open
from .stage import Stage
from .test_layout import DESKTOP, FINGER, PHONE
from .test_roles import between, drag_finger, handle

Point = tuple[float, float]


def drag_mouse(stage: Stage, points: list[Point]) -> None:
    """Press the mouse at the first point and let go at the last."""
    mouse = stage.page.mouse
    mouse.move(*points[0])
    mouse.down()
    for point in points[1:]:
        mouse.move(*point)
    mouse.up()
    stage.refreshes(3)


def rows(stage: Stage) -> list[list[float]]:
    """Return the numbers of the table: weight, mean, sd of each mode."""
    fields = stage["own-panel"].locator("input").all()
    values = [float(field.input_value()) for field in fields]
    return [values[i : i + 3] for i in range(0, len(values), 3)]


def text(stage: Stage) -> str:
    """Return the table as data of a run."""
    return "mixture:" + ";".join(",".join(f"{value:g}" for value in row) for row in rows(stage))


def plot(stage: Stage) -> dict[str, Any]:
    """Return the box of the plot on the screen."""
    box = stage["own-figure"].bounding_box()
    assert box
    return dict(box)


def hills(stage: Stage) -> list[Point]:
    """Return a stroke across the plot: a low hill, a gap, a high one."""
    box = plot(stage)
    heights = [0, 0.1, 0.3, 0.1, 0, 0, 0.2, 0.8, 0.8, 0.2, 0]
    along = [box["x"] + box["width"] * (i + 1) / 12 for i in range(11)]
    return [
        (x, box["y"] + box["height"] * (1 - h) - 1) for x, h in zip(along, heights, strict=True)
    ]


def has_two_hills(data: str) -> bool:
    """Return True if a density is that of `hills`: the right one holds more, nothing between."""
    drawn = parse(data)
    low, high = drawn.quantile([0.0, 1.0])
    q = drawn.cdf([low + (high - low) * part for part in (0.35, 0.45, 1.0)])
    return 0.15 < q[0] < 0.35 and q[1] - q[0] < 0.02


def test_by_touch_on_a_phone(open_stage: Open):
    stage = open_stage("data=bimodal&lang=zh", viewport=PHONE, is_mobile=True, has_touch=True)
    stage.wait_step(3)
    stage["own"].tap()
    stage["own-panel"].wait_for()
    for name in ("learn", "cancel", "undo", "weight-0", "remove-1", "ring-0"):
        box = stage[f"own-{name}"].bounding_box()
        assert box and min(box["width"], box["height"]) > FINGER - 0.1, name
    assert rows(stage) == [[0.5, -3, 0.5], [0.5, 3, 0.5]]
    # a finger that moves a mode does not scroll the page
    before, dot = stage.js("scrollY"), handle(stage, "own-dot-0")
    drag_finger(stage, between(dot, dot[0] + 40, dot[1] - 30))
    ((weight, mean, sd), other) = rows(stage)
    assert weight > 0.55 and mean > -2.5 and sd == 0.5
    assert other[0] < 0.45 and other[1:] == [3, 0.5]
    stage["language"].tap()  # what is made outlives the language
    stage.page.get_by_text("Learn this").wait_for()
    assert rows(stage) == [[weight, mean, sd], other]
    ring = handle(stage, "own-ring-1")
    drag_finger(stage, between(ring, ring[0] + 25, ring[1]))
    assert rows(stage)[1][2] > 0.8
    assert stage.js("scrollY") == before
    stage["own-undo"].tap()
    assert rows(stage)[1] == other
    stage["own-curve"].tap()
    stage["own-clear"].tap()
    assert stage["own-learn"].is_disabled()
    drag_finger(stage, hills(stage))
    assert stage.link["data"] == "bimodal"  # the run goes on until others are accepted
    step = stage.step
    stage.wait_step(step + 5)
    stage["own-learn"].tap()
    stage["own-panel"].wait_for(state="detached")
    stage.wait_link("curve:")
    assert has_two_hills(stage.link["data"])
    assert stage.playing and stage.js("document.documentElement.scrollWidth <= innerWidth")


def test_by_mouse_and_by_keys(open_stage: Open):
    stage = open_stage("data=trimodal&seed=3", viewport=DESKTOP).wait_step(3)
    link = stage.link
    stage["knob-data"].select_option("own …")
    stage["own-panel"].wait_for()
    assert rows(stage) == [[0.15, -4, 0.5], [0.6, 0, 0.8], [0.25, 3, 0.4]]
    dot = handle(stage, "own-dot-1")
    drag_mouse(stage, between(dot, dot[0] - 50, dot[1] + 60))
    weight, mean, _ = rows(stage)[1]
    assert 0.3 < weight < 0.55 and -1.5 < mean < -0.5
    assert handle(stage, "own-dot-1")[0] == dot[0] - 50
    stage.wait_step(stage.step + 5)  # the run goes on
    stage.click("own-cancel")
    stage["own-panel"].wait_for(state="detached")
    assert stage.link == link and stage["knob-data"].input_value() == "trimodal"
    assert stage["own-figure"].count() == 0

    # by keys alone
    keys = stage.page.keyboard
    stage.pause()
    step = stage.step
    stage["own"].focus()
    keys.press("Enter")
    stage["own-panel"].wait_for()
    stage["own-dot-0"].focus()
    for key in ("ArrowRight", "ArrowUp", "Tab", "ArrowRight", "Shift+ArrowRight"):
        keys.press(key)
    assert rows(stage)[0] == [0.2, -3.9, 0.61]
    keys.press("Control+z")
    assert rows(stage)[0] == [0.2, -3.9, 0.6]
    for key in ("Tab", "Delete"):
        keys.press(key)  # the dot of the next mode
    assert [row[1] for row in rows(stage)] == [-3.9, 3]
    stage["own-add"].focus()
    keys.press("Enter")
    assert len(rows(stage)) == 3
    stage["own-mean-2"].focus()
    for key in ("Control+a", "1", "2", "Enter"):
        keys.press(key)
    assert rows(stage)[2][1] == 12 and "outside" in stage["own-note"].inner_text()
    stage["own-sd-2"].fill("-1")
    stage["own-sd-2"].blur()
    assert "“-1”" in stage["own-wrong"].inner_text() and rows(stage)[2][2] > 0
    assert stage.step == step
    data = text(stage)
    stage["own-learn"].focus()
    keys.press("Enter")
    stage["own-panel"].wait_for(state="detached")
    stage.wait_link("mixture:")
    assert parse(stage.link["data"]).spec == parse(data).spec
    assert stage.js("watch.graph().layout.xaxis.range[1] > 12")

    # a curve by the mouse, from the data in force
    stage.click("own").click("own-curve")
    drag_mouse(stage, hills(stage))
    stage.click("own-undo").click("own-clear")
    drag_mouse(stage, hills(stage))
    stage["own-knot-11"].focus()
    for _ in range(3):
        keys.press("ArrowUp")
    assert float(stage["own-knot-11"].get_attribute("aria-valuenow") or 0) > 10
    keys.press("Control+z")
    stage.click("own-learn")
    stage["own-panel"].wait_for(state="detached")
    stage.wait_link("curve:")
    assert has_two_hills(stage.link["data"])


def test_a_column_of_a_file_is_seen_and_then_learnt(open_stage: Open):
    stage = open_stage("data=uniform", viewport=DESKTOP).wait_step(3)
    page = stage.open_sidebar().page
    page.get_by_text("Your own data", exact=True).click()
    sidebar = page.locator("[data-testid=stSidebar]")
    drawing = sidebar.get_by_role("img", name="Histogram")
    button = sidebar.get_by_role("button", name="Learn these numbers")
    field = sidebar.locator("input[type=file]")
    text = "name,cm,kg\n" + "".join(f"{i},{1 + i % 3 * 4 + i / 99},{50 + i}\n" for i in range(30))
    field.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": text.encode()})
    drawing.wait_for()
    assert drawing.bounding_box()["width"] > 200
    assert stage.link["data"] == "uniform"
    sidebar.get_by_text("30 of 30 rows are used.").wait_for()
    button.click()
    stage.wait_link("samples:rule=isj;0,1,2")
    sidebar.get_by_text("30 numbers in use").wait_for()
    packed = io.BytesIO()
    table = {"word": ["a", "b", "c", "d"], "x": [1.0, 2.0, None, 7.5]}
    pq.write_table(pa.table(table), packed)
    field.set_input_files({"name": "b.parquet", "mimeType": "", "buffer": packed.getvalue()})
    sidebar.get_by_text("3 of 4 rows are used. Left out as empty: 1.").wait_for()
    button.click()
    stage.wait_link("samples:rule=isj;1,2,7.5")
    stage.wait("watch.graph().data.some(trace => trace.uid === 'gan1d_samples' && trace.visible)")

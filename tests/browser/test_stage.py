"""The figure itself: zoom, hover, legend, what is marked, what a step costs on the wire."""

import re
import struct

import numpy as np
import pytest

from .conftest import Open


def plot_box(stage) -> dict[str, float]:
    """Return where the curves are drawn, in pixels of the page."""
    return stage.page.locator(".gan1d-figure .nsewdrag.drag").first.bounding_box()


RANGES = "['xaxis', 'yaxis'].flatMap((name) => watch.graph()._fullLayout[name].range.map(Number))"
HOVERED = "[...watch.graph().querySelectorAll('.hoverlayer text')].map((t) => t.textContent).join()"


def test_zoom_and_hover_are_kept_while_it_plays(open_stage: Open):
    stage = open_stage().wait_step(5)
    box = plot_box(stage)
    whole = stage.js(RANGES)
    mouse = stage.page.mouse
    mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.2 * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.95 * box["height"], steps=6)
    mouse.up()
    stage.wait(f"JSON.stringify({RANGES}) !== a", str(whole).replace(" ", ""))
    zoomed = stage.js(RANGES)
    assert whole[0] < zoomed[0] < zoomed[1] < whole[1]
    mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    mouse.move(box["x"] + 0.52 * box["width"], box["y"] + 0.5 * box["height"], steps=4)
    stage.wait(f"{HOVERED} !== ''")
    label = stage.js(HOVERED)
    stage.wait_pictures(150)
    assert stage.js(RANGES) == zoomed
    assert stage.js(HOVERED) not in ("", label)  # still there, and about the picture of now
    stage.turn("lr_d", 0.02).wait_link("lr_d=0.02").wait_pictures(10)
    stage.turn_in_sidebar("beta1", 0.6).close_sidebar().wait_pictures(10)
    assert stage.js(RANGES) == zoomed
    box = plot_box(stage.refreshes(30))  # the sidebar has come and gone
    mouse.dblclick(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    stage.wait(f"JSON.stringify({RANGES}) === a", str(whole).replace(" ", ""))
    stage.wait_pictures(5)
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


def test_the_legend_hides_and_shows_and_stays_so(open_stage: Open):
    stage = open_stage().wait_step(5)
    entry = stage.page.locator(".gan1d-figure .legend .traces")
    assert stage.path("ema") == ""
    entry.filter(has_text="averaged").locator(".legendtoggle").click()
    stage.wait("watch.path('ema') !== ''")
    moving = stage.path("ema")
    stage.wait_pictures(20).wait("watch.path('ema') !== a", moving)
    assert stage.path("ema") != stage.path("model")
    entry.filter(has_text="best map").locator(".legendtoggle").click()
    stage.wait("watch.path('best') !== ''")
    stage.turn("k", 4).wait_link("k=4").wait_pictures(10)
    assert stage.path("ema") and stage.path("best")
    entry.filter(has_text="averaged").locator(".legendtoggle").click()
    stage.wait("watch.path('ema') === ''").wait_pictures(10)
    steps = stage.steps()
    assert set(map(int.__sub__, steps[1:], steps)) <= {0, 1}
    assert not stage.notice


def test_the_marks_of_the_figure(open_stage: Open):
    stage = open_stage().wait_step(5)
    styles = stage.js(
        """Object.fromEntries(["data", "model", "d"].map((name) => {
            const line = watch.stage().querySelector(`.tracegan1d_${name} .js-line`);
            return [name, getComputedStyle(line).strokeDasharray];
        }))"""
    )
    assert styles["model"] == "none"  # solid
    assert len({styles["data"], styles["d"], "none"}) == 3  # dotted, dashed
    assert stage.path("support") and stage.path("arrows")
    assert stage.path("dstar")
    axis = "watch.graph()._fullLayout.yaxis2"
    assert stage.js(f"[{axis}.range[0], {axis}.ticktext]") == [0, ["0", "¼", "½", "¾", "1"]]
    arrows = stage.path("arrows")
    stage.wait_pictures(20)
    assert stage.path("arrows") != arrows  # they point to where G maps now


def test_d_star_fades_where_next_to_no_x_falls(open_stage: Open):
    stage = open_stage().wait_step(120).pause().refreshes()
    line = "watch.stage().querySelector('.tracegan1d_dstar .js-line')"
    assert "#gan1d-fade" in stage.js(f"getComputedStyle({line}).stroke")
    read = "[e.getAttribute('offset'), e.getAttribute('stop-opacity')]"
    stops = "watch.stage().querySelectorAll('[id^=gan1d-fade] stop')"
    rows = stage.js(f"Array.from({stops}, e => {read})")
    share, opacity = np.array(rows, float).T
    low, high = stage.js("watch.graph()._fullLayout.xaxis.range")
    at = low + share * (high - low)
    assert opacity[np.abs(np.abs(at) - 3) < 0.3].min() == 1  # in the modes
    assert opacity[np.abs(at) < 0.5].max() < 0.4  # in the gap
    assert opacity[[0, -1]].tolist() == [0, 0]


def test_numbers_of_ones_own_are_ticks_that_stand_still(open_stage: Open):
    numbers = [0.9, 1, 1.1, 4.9, 5, 5.1, 8.9, 9, 9.1]
    stage = open_stage(f"data=samples:{','.join(map(str, numbers))}").wait_step(5)
    axes = "((axes, of) => of.map((x) => axes.xaxis.c2p(x)))(watch.graph()._fullLayout, a)"
    expected = stage.js(f"a => {axes}", numbers)
    ticks = stage.path("samples")
    points = [tuple(map(float, p.split(","))) for p in re.findall(r"[-\d.]+,[-\d.]+", ticks)]
    tops = [x for x, y in points if y < max(y for _, y in points) - 3]  # px above the axis
    assert tops == pytest.approx(expected, abs=0.1)
    assert stage.page.locator(".gan1d-figure .legend").get_by_text("your numbers").is_visible()
    stage.wait_pictures(10)
    assert stage.path("samples") == ticks
    stage = open_stage().wait_step(5)
    assert stage.path("samples") == ""


def test_the_read_outs_say_what_the_picture_shows(open_stage: Open):
    stage = open_stage().wait_step(60).pause().refreshes(20)
    assert stage["readout-step"].inner_text() == str(stage.step)
    for name in ("value", "jsd64", "w1", "mean_d_real", "mean_d_fake", "d_half_max", "lr_d"):
        float(stage[f"readout-{name}"].inner_text().replace("−", "-").replace("e−", "e-"))
    assert stage["health"].inner_text()
    stage.click("tab-numbers")
    assert "log" in stage["formula-d"].inner_text()
    assert stage["additions"].locator("li").count() > 3
    stage["history-jsd"].click()
    assert stage["history-jsd"].get_attribute("aria-pressed") == "true"
    box = stage.page.locator(".gan1d-history-box")
    size = box.bounding_box()
    assert size
    here = stage.step
    box.click(position={"x": 0.4 * size["width"], "y": 0.5 * size["height"]})
    stage.wait("Number(stage.step) < a", here - 5)
    assert not stage.playing


def test_a_step_costs_less_than_3_kb(open_stage: Open):
    received: list[bytes | str] = []

    def listen(page):
        page.on("websocket", listen_to)

    def listen_to(socket):
        if "/gan1d/live/" in socket.url:
            socket.on("framereceived", lambda message: received.append(message))

    stage = open_stage(prepare=listen).wait_step(150).pause()
    stage.refreshes()
    frames = [message for message in received if isinstance(message, bytes)]
    records = sum(struct.unpack_from("<I", frame, 8)[0] for frame in frames)
    texts = [message for message in received if isinstance(message, str)][1:]  # the first: the run
    assert records >= 150
    assert (sum(map(len, frames)) + sum(map(len, texts))) / records <= 2900


def test_fullscreen_holds_buttons_and_knobs(open_stage: Open):
    stage = open_stage().wait_step(5)
    stage.press("f").wait("document.fullscreenElement === watch.stage()")
    for name in ("play", "step-d", "scrub", "speed", "knob-lr_d", "knob-data"):
        assert stage[name].is_visible()
    stage.turn("lr_d", 0.02).wait_link("lr_d=0.02").wait_pictures(5)
    stage.click("fullscreen").wait("!document.fullscreenElement").wait_pictures(5)
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]

"""The page around the stage: links, languages, themes, phones, keys, lost lines, closed tabs."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from .conftest import Open, Server

CONTROLS = {
    "back", "play", "step", "step-d", "step-g", "scrub", "speed", "restart", "new-seed",
    "fullscreen", "lecture", "help", "knob-data", "knob-loss", "knob-k", "knob-lr_d", "knob-lr_g",
    "knob-gamma", "knob-seed", "slider-lr_d", "slider-lr_g", "slider-gamma",
}  # fmt: skip


def test_the_address_reproduces_the_run(open_stage: Open):
    stage = open_stage("data=claw&seed=4").wait_step(10)
    stage.turn_in_sidebar("batch_d", 77).close_sidebar().wait_step(45).turn("lr_d", 0.02).wait_link(
        "lr_d=0.02"
    )
    stage.press("d").wait_link(":d").press("g").wait_link(":g").press("g")
    stage.wait("(location.search.match(/:g/g) ?? []).length === 2").refreshes()
    stage.turn("gamma", 0.3).wait_link("gamma=0.3").play()
    last = stage.step + 25
    stage.wait("Number(stage.latest) >= a", last)
    index = last + 1  # one half step of D has added a frame
    stage.scrub(index)
    assert stage.step == last
    query = stage.page.url.split("?")[1]
    again = open_stage(query)
    again.wait("Number(stage.latest) >= a", last + 1).scrub(index)
    assert again.step == last
    for name in ("model", "d", "data", "arrows"):
        assert again.path(name) == stage.path(name), name
    assert again.link == stage.link
    again.play().refreshes()
    assert again["knob-lr_d"].input_value() == "0.02"
    assert again["knob-gamma"].input_value() == "0.3"


def test_a_change_of_loss_in_a_link_is_shown_when_it_comes(open_stage: Open):
    stage = open_stage("events=15:loss=hinge,15:k=4").wait_step(40)
    assert stage["knob-loss"].input_value() == "hinge"
    assert stage["knob-k"].input_value() == "4"
    assert "max(0" in stage["formula-d"].inner_text()
    assert stage.js("watch.graph()._fullLayout.yaxis2.range[0]") < 0  # the axis of a critic


def test_a_bad_link_is_named_once_and_the_rest_holds(open_stage: Open):
    stage = open_stage("k=99&data=nonsense&lr_d=abc&seed=7").wait_step(20)
    words = stage.notice
    for part in ("k = 99", "data = nonsense", "lr_d = abc"):
        assert words.count(part) == 1
    assert stage.page.get_by_text("nonsense").count() == 1
    assert (stage.link["data"], stage.link["seed"]) == ("bimodal", "7")
    assert not {"k", "lr_d"} & stage.link.keys()
    stage.click("notice-close").turn("k", 4).wait_link("k=4").wait_pictures(5)
    assert not stage.notice


def test_the_languages(open_stage: Open):
    stage = open_stage("lang=zh").wait_step(5)
    body = stage.page.locator("body")
    assert "判别器" in body.inner_text()
    assert stage["tab-tune"].inner_text() == "调节"
    assert stage.link["lang"] == "zh"
    stage.click("language")
    stage["tab-tune"].filter(has_text="Tune").wait_for()
    before = stage.step
    stage.wait_step(before + 10)
    steps = list(
        dict.fromkeys(stage.steps())
    )  # one may be drawn again where words have other lengths
    assert steps == list(range(len(steps)))  # another language is no other run
    stage.wait("!location.search.includes('lang=zh')")
    text = body.inner_text()
    assert "discriminator" in text.lower() or "guesses" in text
    assert "调节" not in text


def test_the_browsers_own_language_is_used(open_stage: Open):
    assert open_stage(locale="zh-CN")["tab-tune"].inner_text() == "调节"


@pytest.mark.parametrize(
    ("theme", "data"), [("light", "rgb(0, 0, 0)"), ("dark", "rgb(255, 255, 255)")]
)
def test_the_themes(open_stage: Open, theme: str, data: str):
    stage = open_stage(color_scheme=theme).wait_step(5)
    assert stage.get("theme") == theme
    line = stage.page.locator(".tracegan1d_data .js-line").first
    assert line.evaluate("line => getComputedStyle(line).stroke") == data


def test_a_phone_scrolls_only_down(open_stage: Open):
    phone = {"width": 390, "height": 844}
    stage = open_stage(viewport=phone, is_mobile=True, has_touch=True).wait_step(5)
    too_wide: list[Any] = stage.js(
        """["html", "[data-testid=stMain]", "[data-testid=gan1d-stage]"]
            .map((selector) => document.querySelector(selector))
            .filter((box) => box.scrollWidth > box.clientWidth)
            .map((box) => [box.tagName, box.scrollWidth, box.clientWidth])"""
    )
    assert too_wide == []
    right = stage.js(
        "Math.max(...[...watch.stage().querySelectorAll("
        "':is(button, select, input):not(.gan1d-tabs-bar > *)')]"  # a bar that scrolls by itself
        ".map((e) => e.getBoundingClientRect().right))"
    )
    assert right <= 390
    stage["step-d"].tap()
    stage.wait_link(":d")
    stage.turn("lr_d", 0.02).wait_link("lr_d=0.02")
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


def test_every_control_is_reached_by_tab(open_stage: Open):
    stage = open_stage().wait_step(3).pause()
    stage.js("watch.stage().focus()")
    reached: set[str] = set()
    for _ in range(80):
        stage.page.keyboard.press("Tab")
        reached.add(stage.js("document.activeElement?.dataset?.testid ?? ''"))
        if reached >= CONTROLS:
            break
    assert reached >= CONTROLS, CONTROLS - reached


def test_keys_belong_to_the_stage_but_not_while_typing(open_stage: Open):
    stage = open_stage().wait_step(5).pause().open_sidebar()
    stage.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    before = stage.js("watch.sent.page ?? 0")
    for key in ("d", "g", "ArrowRight", "ArrowLeft", " ", " ", "f", "f", "?"):
        stage.press(key).refreshes(3)
    stage.page.locator("dialog[open]").wait_for()
    stage.page.keyboard.press("Escape")
    stage.wait("!document.querySelector('dialog[open]')")
    assert stage.page.locator("[data-testid=stDialog]").count() == 0  # neither R nor C of Streamlit
    assert stage.js("watch.sent.page ?? 0") == before
    stage.pause()
    at, events = stage.step, stage.events
    field = stage.sidebar_field("batch_d")
    field.focus()
    for key in ("d", "g", "n", " ", "f", "?", "ArrowLeft"):
        field.press(key)
    stage.refreshes()
    assert (stage.step, stage.events, stage.playing) == (at, events, False)
    assert not stage.js("!!document.fullscreenElement")


def test_a_lost_line_is_taken_up_again(open_stage: Open):
    stage = open_stage(viewport={"width": 1000, "height": 700}).wait_step(20)
    stage.expected = ("WebSocket", "ERR_INTERNET_DISCONNECTED", "net::")
    stage.expected += ("reaching server endpoint", "server is not responding")  # Streamlit's own
    link = stage.link
    stage.js("watch.sockets.forEach((socket) => socket.close())")  # the page's own, too
    stage.wait_step(stage.step + 60)
    stage.page.context.set_offline(True)
    stage.js("watch.sockets.forEach((socket) => socket.close())")
    stage.wait("document.querySelector('.gan1d-status').dataset.kind === 'offline'").refreshes(30)
    stage.page.context.set_offline(False)
    stage.wait("document.querySelector('.gan1d-status').dataset.kind !== 'offline'")
    stage.wait_step(stage.step + 40)
    steps = stage.steps()
    assert steps == list(range(len(steps)))  # no gap, no restart
    assert stage.link == link
    stage.turn("lr_d", 0.02).wait_link("lr_d=0.02").wait_pictures(10)
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


def family(pid: int) -> Iterator[tuple[int, list[str]]]:
    """Yield a process and those it started, each with the fields of its stat from the third on."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            own, fields = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
            if pid in (own, int(fields[1])):
                yield own, fields


def busy(pid: int) -> float:
    """Return the processor time a process and those it started have used, in seconds."""
    return sum(int(fields[11]) + int(fields[12]) for _, fields in family(pid)) / 100


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processor time is read in /proc")
def test_a_closed_tab_trains_no_more(open_stage: Open, server: Server):
    stage = open_stage("speed=max&steps=1000000").wait_step(50)
    start = busy(server.pid)
    stage.page.wait_for_timeout(2000)
    playing = busy(server.pid) - start
    stage.page.close()
    time.sleep(1.0)
    start = busy(server.pid)
    time.sleep(2.0)
    assert busy(server.pid) - start < playing / 4
    assert not server.crashes()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
def test_a_run_whose_process_dies_comes_again(open_stage: Open, server: Server):
    stage = open_stage("data=normal&seed=3").wait_step(60)
    stage.expected += ("WebSocket",)
    for own, _ in family(server.pid):
        if "gan1d.server.worker" in Path(f"/proc/{own}/cmdline").read_text():
            os.kill(own, signal.SIGKILL)
    stage.wait("+document.querySelector('[data-testid=gan1d-stage]').dataset.latest < 60")
    stage.wait_step(30)
    assert stage.link == {"data": "normal", "seed": "3"}
    assert not server.crashes()

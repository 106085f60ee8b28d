"""The page on paper: the figure with its numbers, the carpet and the link, nothing else."""

import re

from .conftest import Open

SEEN = ("carpet", "carpet-canvas")
UNSEEN = ("play", "scrub", "story", "story-value", "knob-data", "health", "history-losses", "help")


def test_paper_shows_the_figure_alone_black_on_white(open_stage: Open):
    stage = open_stage("part=value&lang=zh&seed=5", color_scheme="dark").wait_step(20).pause()
    page = stage.page
    page.emulate_media(media="print", color_scheme="dark")
    stage.refreshes(10)
    for name in SEEN:
        assert stage[name].is_visible(), name
    for name in UNSEEN:
        assert not stage[name].is_visible(), name
    for name in ("stSidebar", "stHeader", "stExpander"):
        assert not page.locator(f"[data-testid={name}]").first.is_visible(), name
    styles = stage.js(
        """[document.body, watch.stage(), watch.stage().querySelector(".gan1d-paper-numbers")]
            .map((e) => getComputedStyle(e)).map((s, i) => i ? s.color : s.backgroundColor)"""
    )
    assert styles == ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgb(0, 0, 0)"]
    assert (
        stage.js("getComputedStyle(watch.graph().querySelector('.legendtext')).fill")
        == "rgb(0, 0, 0)"
    )
    numbers = page.locator(".gan1d-paper-numbers").inner_text()
    for part in (str(stage.step), "双峰", stage["readout-jsd64"].text_content()[:5], "max |D − ½|"):
        assert part in numbers
    assert page.locator(".gan1d-paper-link").inner_text() == page.url
    page.emulate_media(media="screen", color_scheme="dark")
    stage.refreshes(10)
    assert stage.get("theme") == "dark"
    assert stage["play"].is_visible()
    assert stage["story"].is_visible()


def test_it_takes_one_sheet(open_stage: Open):
    stage = open_stage("part=value").wait_step(20).pause()
    for size in ("A4", "Letter"):
        sheet = stage.page.pdf(format=size, landscape=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1

"""Opening the page: in which order things come, and that nothing is pushed away."""

from typing import TYPE_CHECKING

import pytest

from gan1d.words import LANGUAGES
from gan1d.words import table as words_of

from .conftest import Open, Server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

SIZES = [(1440, 900), (1024, 768), (390, 844)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_layout_hardly_shifts(open_stage: Open, width: int, height: int):
    size = {"width": width, "height": height}
    stage = open_stage(viewport=size)
    stage.page.locator("[data-testid=stExpander]").nth(3).wait_for()
    stage.wait_step(60)
    assert stage.js("watch.shifts") < 0.05


def test_the_panels_come_after_the_first_picture(open_stage: Open):
    seen = """new MutationObserver(() => {
        const shown = document.querySelector("[data-testid=gan1d-stage]")?.dataset.step;
        if (document.querySelector("[data-testid=stExpander]")) window.early ??= !shown;
    }).observe(document, { subtree: true, childList: true })"""
    stage = open_stage(prepare=lambda page: page.add_init_script(seen))
    stage.page.locator("[data-testid=stExpander]").nth(3).wait_for()
    assert stage.js("window.early") is False
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_host_that_does_not_pass_on_the_apps_own_routes_is_named(
    shared: "BrowserContext", server: Server, lang: str
):
    page = shared.new_page()
    page.route("**/gan1d/static/**", lambda route: route.fulfill(status=404))
    page.goto(f"{server.url}?lang={lang}")
    page.locator(".gan1d-mount[role=alert]").wait_for()
    text = words_of("stage", lang)["stage.missing"].format(health=f"{server.url}gan1d/health")
    assert page.locator(".gan1d-mount").inner_text() == text
    page.close()

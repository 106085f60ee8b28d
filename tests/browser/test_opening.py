"""Opening the page: in which order things come, and that nothing is pushed away."""

import pytest

from .conftest import Open

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

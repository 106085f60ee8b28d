"""The part "algorithm": Algorithm 1 line by line, as it is really done."""

import numpy as np

from gan1d.settings import Settings

from .conftest import Open
from .stage import Stage
from .test_playing import MODEL, D, rows_of

LIT = """() => Array.from(watch.stage().querySelectorAll("[data-line][data-lit=one]"),
    (line) => line.dataset.line)"""


def lit(stage: Stage) -> list[str]:
    """Return the lines that are lit, once the listing has caught up."""
    stage.refreshes(12)
    return list(stage.js(LIT))


def opened(open_stage: Open, query: str, **options: object) -> Stage:
    """Return a page that stands still at a whole step with the listing open."""
    stage = open_stage(f"part=algorithm&{query}", **options).wait_step(12)
    stage["algorithm-next"].wait_for()
    return stage.pause()


def test_next_walks_through_exactly_one_step(open_stage: Open):
    stage = opened(open_stage, "lang=en&k=2")
    here = stage.step
    assert lit(stage) == []
    assert stage["algorithm-head"].get_attribute("data-lit") == "all"
    once = ["noise-d", "data", "update-d"]
    for number, line in enumerate([*once, *once, "noise-g", "update-g"]):
        stage.click("algorithm-next")
        stage.wait("document.querySelector('[data-lit=one]')?.dataset.line === a", line)
        assert lit(stage) == [line]
        turn = f"{1 + number // 3} of 2"
        assert turn in stage["algorithm-loop"].inner_text() or number > 5
        if line.startswith("update"):
            assert "→" in stage[f"algorithm-{line}"].inner_text()
    assert stage.step == here + 1
    row = rows_of(Settings(k=2), [], here + 2)[here + 1]
    assert np.array_equal(np.float32(stage.curve("model")), row[MODEL])
    assert np.array_equal(np.float32(stage.curve("d")), row[D])


def test_keys_and_scrubbing_light_the_right_line(open_stage: Open):
    stage = opened(open_stage, "k=1")
    stage.press("d").wait("document.querySelector('[data-lit=one]')?.dataset.line === 'update-d'")
    stage.press("d").wait("location.search.match(/:d/g)?.length === 2")
    assert lit(stage) == ["update-d"]
    assert "2" in stage["algorithm-note"].inner_text()
    stage.press("g").wait("document.querySelector('[data-lit=one]')?.dataset.line === 'update-g'")
    stage.press("ArrowLeft")
    assert lit(stage) == ["update-d"]
    stage.press("ArrowLeft").press("ArrowLeft")
    assert lit(stage) == []
    stage.click("algorithm-next").click("algorithm-next")  # back to the newest, then on
    assert lit(stage) == ["noise-d"]


def test_walking_on_a_phone_stops_when_it_plays(open_stage: Open):
    phone = {"width": 390, "height": 844}
    stage = opened(open_stage, "lang=zh&k=1&order=simultaneous&loss=hinge", viewport=phone)
    assert stage.page.locator(".gan1d-algorithm-order").is_visible()
    here = stage.step
    stage["algorithm-pace"].select_option("fast")
    stage.click("algorithm-walk").wait("Number(stage.step) === a", here + 1)
    assert stage["algorithm-walk"].get_attribute("aria-pressed") == "true"
    stage.press(" ").wait("stage.playing === 'true'").wait_step(here + 5)
    assert stage["algorithm-walk"].get_attribute("aria-pressed") == "false"
    assert stage.js("document.documentElement.scrollWidth") <= 390

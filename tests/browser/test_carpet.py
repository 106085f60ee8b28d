"""The carpet is the timeline: the whole run in colours, and a way to every step of it."""

import numpy as np

from .conftest import Open
from .stage import Stage

PIXELS = """() => {
    const canvas = document.querySelector('[data-testid="carpet-canvas"]');
    const { width, height } = canvas;
    const image = canvas.getContext("2d").getImageData(0, 0, width, height);
    return [width, height, Array.from(image.data)];
}"""


def pixels(stage: Stage) -> np.ndarray:
    """Return the carpet as (height, width, RGBA)."""
    width, height, values = stage.js(PIXELS)
    return np.array(values, float).reshape(height, width, 4)


def last_frame(stage: Stage) -> int:
    """Return the last frame on the axis."""
    return int(stage["scrub"].evaluate("scrub => scrub.max"))


def test_every_frame_has_its_column_in_the_colours_of_d(open_stage: Open):
    stage = open_stage().wait_step(150).pause().refreshes(60)  # no more frames are on their way
    image, end = pixels(stage), last_frame(stage)
    columns = np.linspace(0.05, 0.95, 15) * stage.latest / end * image.shape[1]
    frames = np.round((columns.astype(int) + 0.5) / image.shape[1] * end).astype(int)
    seen = [image[:, column].tobytes() for column in columns.astype(int)]
    assert len(set(seen)) == len(set(frames)) == len(frames)
    stage.scrub(int(frames[-1])).refreshes()
    column = image[:, int(columns[-1])]
    places = np.round((1 - (np.arange(len(column)) + 0.5) / len(column)) * 299).astype(int)
    excess = np.array(stage.curve("d"))[places] - 0.5
    blue_less_red = column[:, 2] - column[:, 0]
    plain = (column[:, 3] == 255) & (np.abs(excess) > 1e-3)
    assert plain.sum() > 10
    assert np.array_equal(blue_less_red[plain] > 0, excess[plain] < 0)
    assert (column[:, 3] < 255).any()  # faint where there is nothing to judge
    assert not image[:, -1, 3].any()  # what is still to come is empty
    stage.click("carpet-density").refreshes()
    assert stage["carpet-density"].get_attribute("aria-pressed") == "true"
    assert not np.array_equal(pixels(stage), image)


def test_a_tap_or_click_seeks_on_a_phone(open_stage: Open):
    stage = open_stage("lang=zh&steps=150", viewport={"width": 390, "height": 844}, has_touch=True)
    stage.wait_step(110).pause().refreshes(30)
    box = stage["carpet-canvas"].bounding_box()
    assert box
    for share in (0.4, 0.1):
        stage["carpet-canvas"].tap(position={"x": share * box["width"], "y": 20})
        stage.wait("Number(stage.step) < 0.5 * a", last_frame(stage)).refreshes(10)
        assert abs(stage.step - share * last_frame(stage)) <= 0.02 * last_frame(stage)
        assert int(stage["scrub"].input_value()) == stage.step
        cursor = stage.page.locator(".gan1d-carpet-cursor").bounding_box()
        assert cursor
        assert abs(cursor["x"] + 1 - box["x"] - share * box["width"]) <= 0.02 * box["width"]
    newest = stage.latest
    stage["carpet-canvas"].click(position={"x": box["width"] - 1, "y": 20})
    stage.wait("Number(stage.step) === a", newest)  # beyond it there is nothing to see yet
    assert stage.js("document.documentElement.scrollWidth") <= 390


def test_a_critic_has_colours_and_words_of_its_own(open_stage: Open):
    stage = open_stage("loss=hinge").wait_step(20).pause()
    assert "mean" in stage["carpet-d"].inner_text()
    assert "critic" in (stage["carpet-canvas"].get_attribute("aria-label") or "")
    image = pixels(stage)
    assert len(np.unique(image[:, :20].reshape(-1, 4), axis=0)) > 10


def test_the_axis_ends_where_the_schedule_does_and_grows_only_beyond(open_stage: Open):
    stage = open_stage("steps=60").wait_step(5)
    seen = {last_frame(stage)}
    stage.wait("stage.playing === 'false'")
    seen.add(last_frame(stage))
    assert seen == {60}
    stage.click("go-on").wait_step(62).refreshes()
    end = last_frame(stage)
    assert end > 60
    assert (end - 60) % 15 == 0  # by quarters

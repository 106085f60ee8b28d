"""When a playing picture stops, and bookmarks: by hand, by link, by touch."""

from urllib.parse import urlencode

import gan1d

from .conftest import Open

NOTE = '<b>到此</b>, "1/2" & ~ <img src=x onerror=alert(1)>'
WHEN = "jsd64<0.05"


def test_it_stops_at_the_very_step_and_a_bookmark_is_kept(open_stage: Open):
    first = gan1d.train("bimodal", seed=4, stop=WHEN).stopped
    later = [frame.metrics["jsd64"] for frame in gan1d.train("bimodal", seed=4).recording]
    stage = open_stage(
        "seed=4&at=3&speed=max", viewport={"width": 1100, "height": 800}, has_touch=True
    )
    stage.wait("Number(stage.step) === 3").page.locator(".gan1d-stopping").wait_for()
    assert stage["stop-limit"].is_hidden() and "stop" not in stage.link

    # by hand: what is too large is said, and nothing has changed
    stage["stop"].select_option("jsd64")
    stage.wait_link("stop=jsd64:0.01")
    stage["stop-limit"].fill("5")
    stage["stop-limit"].press("Enter")
    stage["notice"].filter(has_text="JSD (64 bins) = 5 is not allowed: a number from").wait_for()
    assert stage["stop-limit"].input_value() == "0.01" and stage.step == 3
    stage["stop-limit"].fill("0.05")
    stage["stop-limit"].press("Enter")
    stage.wait_link("stop=jsd64:0.05")

    # as fast as it can, and yet at the first step that meets it; then on, until it is met anew
    stage.play().wait("stage.playing === 'false'")
    assert stage.step == first.step and stage.latest > first.step
    assert stage.kind == "met" and f"Stopped at step {first.step}: JSD (64 bins) is" in stage.line
    anew = next(i for i in range(first.step + 1, len(later)) if later[i] < 0.05 <= later[i - 1])
    stage.play().wait("stage.playing === 'false'")
    assert stage.step == anew
    stage.press("ArrowLeft").wait("Number(stage.step) === a", anew - 1)
    assert stage.kind == "hint"

    # a bookmark by its key, with a note that is nothing but text
    stage.press("m")["mark-note-0"].wait_for()
    stage["mark-note-0"].fill(NOTE)
    stage["mark-note-0"].press("Enter")
    stage.scrub(10).press("m").wait_link("marks=10:,")
    assert stage["mark-1"].inner_text() == f"step {anew - 1}"

    # the link leads to another page like it, which a finger plays
    stage.open(urlencode(stage.link | {"at": "12"})).wait("Number(stage.step) === 12")
    assert stage["stop"].input_value() == "jsd64" and stage["stop-limit"].input_value() == "0.05"
    assert [stage[f"mark-note-{i}"].input_value() for i in (0, 1)] == ["", NOTE]
    assert stage.page.locator(".gan1d-bookmarks b, .gan1d-bookmarks img").count() == 0
    stage.page.set_viewport_size({"width": 390, "height": 844})
    for name in ("stop", "stop-limit", "mark", "mark-0", "mark-note-0", "mark-off-0"):
        box = stage[name].bounding_box()
        assert box and box["height"] >= 44 and box["x"] + box["width"] <= 390, name
    stage["mark-1"].tap()
    stage.wait("Number(stage.step) === a", anew - 1)  # it was still to come
    stage["mark-0"].tap()
    stage.wait("Number(stage.step) === 10")
    mark = stage.page.locator(".gan1d-bookmark").nth(1).bounding_box()
    stage.page.touchscreen.tap(mark["x"] + 1, mark["y"] + mark["height"] / 2)
    stage.wait("Number(stage.step) === a", anew - 1)
    assert stage["timeline-tip"].inner_text() == f"step {anew - 1} · {NOTE}"

    # deleted it can be put back; another run has none, and the way back leads to them
    stage["mark-off-1"].tap()
    stage["notice-act"].tap()
    stage.wait("document.querySelectorAll('.gan1d-bookmark').length === 2")
    stage["new-seed"].tap()
    stage["notice-act"].filter(has_text="Back to that run").tap()
    stage.wait("document.querySelectorAll('.gan1d-bookmark').length === 2")
    assert stage.link["seed"] == "4" and stage["mark-note-1"].input_value() == NOTE

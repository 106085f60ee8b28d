"""Two runs side by side: one clock, one scale, and what differs in words."""

from itertools import pairwise

from gan1d.links import from_query, parameters
from gan1d.settings import Settings

from .conftest import Open
from .stage import Stage

B = "watch.b()?.dataset"
THERE = f"{B}?.step && {B}.step === stage.step"
BOXES = (
    "[watch.stage(), watch.b()].map(s => s.querySelector('.gan1d-picture').getBoundingClientRect())"
)
PHONE = {"width": 390, "height": 844}


def path_of_b(stage: Stage) -> str:
    """Return the path of B's p_model."""
    return str(stage.js("watch.b().querySelector('.tracegan1d_model .js-line').getAttribute('d')"))


def differs(stage: Stage, words: str) -> Stage:
    """Wait until what differs is said in these words."""
    said = "document.querySelector('[data-testid=pair-differs]').textContent.includes(a)"
    return stage.wait(said, words)


def rewatch(stage: Stage) -> None:
    """Watch the steps of both from now on."""
    stage.js("watch.together = []")


def never_apart(stage: Stage) -> bool:
    """Return whether both showed the same step at every refresh that was watched."""
    seen = stage.js("watch.together")
    return len(seen) > 20 and all(a == b for a, b in seen)


def test_a_ready_made_pair_goes_in_step_and_its_buttons_move_both(open_stage: Open):
    stage = open_stage("seed=3&lr_g=0.02", viewport={"width": 1440, "height": 900}).wait_step(30)
    before = stage.js("watch.stage().querySelector('.gan1d-picture').getBoundingClientRect()")
    stage.click("pair").click("pair-k").wait_link("b=").wait(THERE).wait("Number(stage.step) < 30")
    rewatch(stage)
    stage.wait_step(110)
    assert never_apart(stage)
    steps = [int(a) for a, _ in stage.js("watch.together")]
    assert {later - sooner for sooner, later in pairwise(steps)} <= {0, 1}
    differs(stage, "B: k = 5 instead of 1")
    a, b = (parameters(query) for query in (stage.js("location.search"), stage.link["b"]))
    assert from_query(a)[0] == Settings(k=1) and from_query(b)[0] == Settings(k=5)
    left, right = stage.js(BOXES)
    assert left["y"] == right["y"] and left["width"] == right["width"] > 400
    assert left["height"] == right["height"] > 440
    stage.click("b-play").wait("stage.playing === 'false'").refreshes(3)
    assert stage.js(f"{B}.playing") == "false"
    here = stage.step
    stage.click("b-step").wait("Number(stage.step) === a", here + 1)
    stage.press("ArrowLeft").press("ArrowLeft").wait("Number(stage.step) === a", here - 1)
    stage["b-scrub"].evaluate(
        "scrub => { scrub.value = 20; scrub.dispatchEvent(new Event('input')) }"
    )
    stage.wait("Number(stage.step) === 20").refreshes(2)
    assert stage.js(f"{B}.step") == "20"
    stage.click("b-step-d").wait("/events=20:d&b=.*20:d/.test(location.search)")
    stage.play().wait_step(60).refreshes(2)
    stage.click("tab-numbers").wait("document.querySelector('.gan1d-history-graph').data?.length")
    drawn = stage.js("document.querySelector('.gan1d-history-graph').data.map(t => t.opacity ?? 1)")
    assert drawn == [0.6, 1] * (len(drawn) // 2)  # B beside every curve of A
    stage.click("tab-tune").click("b-close").wait("!watch.b()")
    assert "b" not in stage.link and stage.playing
    after = "watch.stage().querySelector('.gan1d-picture').getBoundingClientRect()"
    stage.refreshes(5)
    assert stage.js(after) == before
    assert stage.js("watch.blanks") == 0


def test_b_differs_in_what_was_turned_is_swapped_copied_and_linked(open_stage: Open):
    stage = open_stage("seed=4&lang=en").wait_step(40)
    stage.click("pair").click("pair-same").wait(THERE).wait_step(50).wait(THERE)
    differs(stage, "A and B are the same run")
    assert stage.path() == path_of_b(stage) or stage.playing
    stage.turn("lr_d", 0.05).wait_link("lr_d")
    differs(stage, "B: Learning rate of D = 0.05 instead of 0.01")
    assert "events" not in stage.link and "lr_d=0.05" in stage.link["b"]
    rewatch(stage)
    stage.wait_step(stage.step + 30).pause()
    assert never_apart(stage)
    a, b = stage.path(), path_of_b(stage)
    assert a != b
    stage.click("pair-both").turn("gamma", 2).wait_link("gamma=2")
    here = stage.step
    assert stage.events == [f"{here}:gamma=2.0"]
    assert stage.link["b"].endswith(f"{here}:gamma=2.0")
    stage.click("pair-swap").wait_link(f"{here}:gamma")
    differs(stage, "B: Learning rate of D = 0.01 instead of 0.05").wait(THERE).refreshes(5)
    assert stage.step == here and (stage.path(), path_of_b(stage)) == (b, a)
    assert "lr_d=0.05" in stage.link["events"] and "lr_d" not in stage.link["b"]
    stage.click("copy-link")
    stage.page.wait_for_function("document.querySelector('[data-testid=share-said]').textContent")
    assert "with B beside it" in stage["share-said"].inner_text()
    query = f"{stage.js('location.search').removeprefix('?')}&at={here}"
    again = open_stage(query).wait(THERE).wait("Number(stage.step) === a", here).refreshes(5)
    assert not again.playing and (again.path(), path_of_b(again)) == (b, a)
    assert again.link["b"] == stage.link["b"]
    differs(again.click("pair-copy"), "A and B are the same run").wait(THERE).refreshes(5)
    assert again.step == here and (again.path(), path_of_b(again)) == (b, b)


def test_a_pair_on_a_phone_in_both_languages_with_what_is_bad_in_its_link(open_stage: Open):
    stage = open_stage("b=k%3D99%26gamma%3D0", viewport=PHONE, is_mobile=True, has_touch=True)
    stage.wait(THERE).wait_step(5)
    assert stage.notice.startswith("B: k = 99 is not allowed")
    above, below = stage.js(BOXES)
    assert below["y"] >= above["y"] + above["height"]
    assert 120 <= below["height"] <= above["height"] and below["width"] > 340
    assert below["y"] + below["height"] < 600  # the knobs are on the screen, too
    assert stage.js("document.documentElement.scrollWidth") <= PHONE["width"]
    for name in ("play", "pair-a", "pair-b", "pair-both", "pair-swap", "pair-copy", "b-close"):
        box = stage[name].bounding_box()
        assert box and min(box["width"], box["height"]) >= 44, name
        assert box["y"] + box["height"] < PHONE["height"], name
    step = stage.step
    stage.click("language").wait(
        "document.querySelector('[data-testid=tab-tune]').innerText === '调节'"
    )
    stage.wait(THERE)
    differs(stage, "B：γ (R1, R2) = 0，而不是 0.1")
    assert stage.step >= step  # the same two runs go on
    rewatch(stage)
    stage.wait_step(stage.step + 30)
    assert never_apart(stage)

"""Pictures in order: playing, pausing, stepping, half steps, scrubbing, starting again."""

import numpy as np
import pytest

from gan1d.links import Event
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings

from .conftest import Open

MODEL, D = slice(3, 303), slice(303, 603)  # places of the curves in a recorded row


def rows_of(settings: Settings, events: list[Event], count: int) -> np.ndarray:
    """Return the first frames of a run as rows, without server or browser."""
    timeline = Timeline(settings, events)
    while timeline.recording.stop < count and timeline.advance():
        pass
    return timeline.recording.rows(0, count)


def test_every_step_from_the_first_on_is_one_picture(open_stage: Open):
    stage = open_stage().wait_step(240)
    steps = stage.steps()
    assert stage.link["data"] == "bimodal"
    assert steps == list(range(len(steps)))
    assert stage.js("watch.pictures.every((p, i, all) => !i || p.model !== all[i - 1].model)")
    assert stage.js("watch.pictures.every((p, i, all) => !i || p.d !== all[i - 1].d)")
    assert stage.js("watch.blanks") == 0
    assert stage.js("watch.removals") == 0


def test_the_picture_is_the_engines_own_bit_for_bit(open_stage: Open):
    stage = open_stage().wait("Number(stage.latest) >= 40").scrub(40)
    row = rows_of(Settings(), [], 41)[40]
    assert stage.step == 40
    assert np.array_equal(np.float32(stage.curve("model")), row[MODEL])
    assert np.array_equal(np.float32(stage.curve("d")), row[D])
    # and the path on the screen is that curve, by Plotly's own axes, to a tenth of a pixel
    drawn, meant = stage.js(
        """() => {
            const { xaxis, yaxis } = watch.graph()._fullLayout;
            const { x, y } = watch.graph().data.find((trace) => trace.uid === "gan1d_model");
            const points = watch.path("model").slice(1).split("L");
            const drawn = points.map((point) => point.split(",").map(Number));
            return [drawn, y.map((value, i) => [xaxis.c2p(x[i]), yaxis.c2p(value)])];
        }"""
    )
    assert np.allclose(drawn, meant, rtol=0, atol=0.051)


def test_pause_stands_still_and_steps_go_one_frame(open_stage: Open):
    stage = open_stage().wait_step(20).click("play").wait("stage.playing === 'false'")
    stage.refreshes(3)
    here, picture = stage.step, stage.path()
    stage.refreshes(40)
    assert (stage.step, stage.path()) == (here, picture)
    stage.click("step").wait("Number(stage.step) === a", here + 1)
    stage.press("ArrowRight").wait("Number(stage.step) === a", here + 2)
    stage.press("ArrowLeft").press("ArrowLeft").wait("Number(stage.step) === a", here)
    assert stage.path() == picture
    stage.click("back").wait("Number(stage.step) === a", here - 1)
    assert not stage.playing
    stage.press(" ").wait("stage.playing === 'true'").wait_step(here + 20)
    stage.press(" ").wait("stage.playing === 'false'")


def test_scrubbing_pauses_and_shows_any_recorded_step(open_stage: Open):
    stage = open_stage("speed=max").wait("Number(stage.latest) >= 120")
    assert not stage.scrub(50).playing
    assert stage.step == 50
    pictures = {step: stage.scrub(step).path() for step in (0, 51, 52, 53, 119)}
    assert len(set(pictures.values())) == len(pictures)  # none lost, though few were shown
    for step, picture in pictures.items():
        assert stage.scrub(step).step == step
        assert stage.path() == picture
    since = stage.pictures
    stage.scrub(50).play().wait_step(60)  # plays on from where it was put
    assert stage.steps(since)[0] == 50


def test_half_steps_move_one_player(open_stage: Open):
    stage = open_stage("speed=30").wait_step(25)
    stage.press("d").wait("stage.playing === 'false'").wait("location.search.includes(':d')")
    here = int(stage.events[0].split(":")[0])
    assert here in stage.steps()  # what was on the screen, not what had been trained ahead
    stage.wait(f"Number(stage.step) === {here} && Number(stage.latest) <= {here + 2}").refreshes()
    since = stage.pictures
    for button in ("step-d", "step-g", "step-d"):
        before = stage.pictures
        stage.click(button).wait("watch.pictures.length > a", before)
    shown = stage.js("n => watch.pictures.slice(n - 1)", since)
    assert [picture["step"] for picture in shown] == [here, here, here + 1, here + 1]
    model, d = ([picture[name] for picture in shown] for name in ("model", "d"))
    assert model[0] == model[1] != model[2] == model[3]  # p_model moves with G alone
    assert d[0] != d[1]  # D moves with D
    assert stage.events == [f"{here}:d", f"{here}:d", f"{here}:g", f"{here + 1}:d"]
    stage.press("g").wait("Number(stage.step) === a", here + 2)
    stage.click("step").wait("Number(stage.step) === a", here + 3)  # whole steps go on from there
    assert stage.kind == "hint"


def test_the_same_seed_gives_the_same_pictures_again(open_stage: Open):
    stage = open_stage("data=claw").wait("Number(stage.latest) >= 40").scrub(40)
    first = stage.path("model"), stage.path("d")
    assert stage.step == 40
    since = stage.pictures
    stage.click("restart").wait("Number(stage.step) === 0")
    assert not stage.playing
    stage.play().wait("Number(stage.latest) >= 40").scrub(40)
    assert (stage.path("model"), stage.path("d")) == first
    assert 0 in stage.steps(since)


def test_a_new_seed_is_another_run(open_stage: Open):
    stage = open_stage("speed=max").wait("Number(stage.latest) >= 40").scrub(40)
    first = stage.path()
    stage.press("n").wait_link("seed=").wait("Number(stage.step) === 0")
    seed = stage.link["seed"]
    assert stage["knob-seed"].input_value() == seed != "0"
    stage.play().wait("Number(stage.latest) >= 40").scrub(40)
    assert stage.path() != first
    stage.play().click("new-seed")
    stage.wait("!location.search.includes(a)", f"seed={seed}")


def test_the_end_of_the_schedule_and_beyond(open_stage: Open):
    stage = open_stage("steps=150&speed=max").wait("stage.playing === 'false'")
    assert (stage.step, stage.kind) == (150, "ended")
    assert "150" in stage.line and "JSD" in stage.line
    reached = stage.path()
    stage.press("ArrowRight").refreshes()
    assert (stage.step, stage.path()) == (150, reached)
    stage.click("go-on").wait_step(170)
    assert stage.kind == "hint"
    assert not stage["go-on"].is_visible()
    assert stage.scrub(150).path() == reached
    stage.open("steps=150&speed=max").wait("stage.playing === 'false'")
    stage.turn("lr_d", 0.02).wait_link("150:lr_d=0.02").wait("stage.playing === 'true'")
    stage.wait("stage.playing === 'false'")  # a new schedule, as long as the first
    assert (stage.step, stage.kind) == (300, "ended")


@pytest.mark.parametrize(("lang", "ending"), [("en", "D can only say ½"), ("zh", "D 只能回答 ½")])
def test_the_opening_run_ends_with_what_it_has_reached(open_stage: Open, lang: str, ending: str):
    stage = open_stage(f"speed=max&lang={lang}").wait("stage.playing === 'false'")
    assert (stage.step, stage.kind) == (Settings().steps, "ended")
    assert stage.get("health") == "converged"
    assert ending in stage.line and str(stage.step) in stage.line
    assert ending in stage["health"].inner_text()


def test_a_schedule_cut_short_is_over_and_not_reached(open_stage: Open):
    stage = open_stage().wait_step(40).pause()
    target = stage.page.locator("[data-name=step] .gan1d-target")
    assert target.inner_text() == "of 1200"
    step = stage.step
    stage.turn_in_sidebar("steps", 10)
    stage.wait("document.querySelector('.gan1d-status').dataset.kind === 'over'").refreshes(10)
    assert stage.step == step and not stage.playing
    assert "reached" not in stage.line and "ends at step 10" in stage.line
    assert target.inner_text() == "· schedule 10"
    stage.click("go-on").wait_step(step + 5)


def test_speed(open_stage: Open):
    stage = open_stage("speed=250").wait_step(150)
    assert max(np.diff(stage.steps())) > 1  # more steps than the screen has pictures
    stage["speed"].select_option("10")
    since = stage.pictures
    stage.wait_link("speed=10").wait_pictures(12)
    assert set(np.diff(stage.steps(since + 1))) == {1}
    stage["speed"].select_option("60")
    stage.wait("!location.search.includes('speed=')")

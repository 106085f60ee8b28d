"""What if: a run that is turned at an earlier frame, the ghost of what it left, the way back."""

from .conftest import Open

GHOSTS = "['ghost', 'ghostd'].map(name => watch.path(name))"


def test_turned_at_an_earlier_step_the_run_branches_there_and_can_be_gone_back_to(open_stage: Open):
    stage = open_stage("seed=4").wait_step(80).scrub(30)
    assert stage["branches"].is_hidden()
    stage.scrub(70)
    model, d = stage.path("model"), stage.path("d")
    stage.scrub(30).turn("lr_g", 0.03).wait_link("30:lr_g=0.03")
    assert stage.step == 30 and not stage.playing
    stage.wait("document.querySelectorAll('.gan1d-branch').length === 2")
    other = stage["branch-1"]
    assert other.inner_text() == "from step 30: Learning rate of G 0.006 → 0.03"
    assert other.get_attribute("aria-pressed") == "true"
    assert stage.js(GHOSTS) == ["", ""]  # as far as both have come together
    stage.play().wait_step(70).scrub(70)
    assert (stage.path("model"), stage.path("d")) != (model, d)
    ghost, ghost_d = stage.js(GHOSTS)
    assert ghost == model and ghost_d  # what was on the screen at this step
    stage.click("branch-0").wait(
        "a === document.querySelector('[data-testid=branch-0]').ariaPressed", "true"
    )
    stage.wait("Number(stage.step) === 70")
    assert (stage.path("model"), stage.path("d")) == (model, d)  # the same bits
    assert "events" not in stage.link
    assert stage.js(GHOSTS)[0] not in ("", model)  # now the other one is the ghost
    stage.click("step-d").wait_link("70:d").wait(
        "document.querySelectorAll('.gan1d-branch').length === 2"
    )
    assert stage.step == 70  # the newest frame: the run goes on, nothing is left
    stage.scrub(20).click("step-g").wait_link("20:g")
    stage.wait("document.querySelectorAll('.gan1d-branch').length === 3")
    assert stage["branch-2"].inner_text() == "from step 20: half a step of G"
    stage.click("restart").wait("Number(stage.step) === 0").refreshes(3)
    assert stage["branches"].is_hidden() and stage.js(GHOSTS) == ["", ""]

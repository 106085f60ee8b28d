"""The recipe of the run: what is changed in it, and the way home."""


def test_turned_knobs_go_home_and_the_run_goes_on(open_stage):
    stage = open_stage().pause()
    assert stage["recipe"].inner_text() == "Default"
    assert not stage["home"].is_visible()
    stage.turn("lr_d", 0.02).wait_link("lr_d=0.02").turn("k", 7).wait_link("k=7")
    assert stage["recipe"].inner_text() == "Default, changed: k, lr_d"
    assert "Learning rate of D: 0.02 instead of 0.01" in stage["recipe"].get_attribute("title")
    at = stage.step
    stage.play().wait_step(at + 5).click("home").wait_step(at + 20)
    stage["home"].wait_for(state="hidden")
    assert stage["recipe"].inner_text() == "Default"
    assert len(stage.events) == 4  # there and back


def test_a_lost_run_begins_again_with_one_click(open_stage):
    stage = open_stage("data=normal&lr_g=1&seed=3").wait("stage.health === 'diverged'").pause()
    assert stage["recipe"].inner_text() == "Default, changed: lr_g"
    stage["home"].filter(has_text="Start Default again").click()
    stage.wait_step(100)
    assert stage.playing
    assert stage.get("health") in ("learning", "converged")
    assert (stage.link.get("lr_g"), stage.link["seed"], stage.events) == (None, "3", [""])

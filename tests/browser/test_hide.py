"""What a teacher has taken off the page is not to be seen, and acts all the same."""

from .conftest import Open


def test_what_is_hidden_acts(open_stage: Open):
    stage = open_stage(
        "hide=sidebar,title,panels,history,lr_d,seed,own,failures,nonsense&lr_d=0.02&seed=4"
    )
    stage.wait_step(5)
    page = stage.page
    assert page.locator("[data-testid=stSidebar], [data-testid=stExpandSidebarButton]").count() == 0
    assert page.locator("[data-testid=stExpander]").count() == 0
    assert not page.locator(".gan1d-title").is_visible()
    for name in ("knob-lr_d", "knob-seed", "new-seed", "history-losses", "story-failures", "own"):
        assert not stage[name].is_visible(), name
    for name in ("knob-lr_g", "play", "story-lesson", "health"):
        assert stage[name].is_visible(), name
    assert stage["data-own"].count() == 0
    assert "hide = nonsense" in stage.notice
    assert "sidebar" in stage.notice
    assert (stage.link["lr_d"], stage.link["seed"]) == ("0.02", "4")
    stage.turn("k", 4).wait_link("k=4").press("n").refreshes()
    assert stage.link["seed"] == "4"  # the key is taken away with its button
    assert "lr_d" in stage.link["hide"]  # and the address keeps it
    assert stage["readout-lr_d"].inner_text().startswith("0.020")


def test_a_hidden_bar_leaves_the_open_part(open_stage: Open):
    stage = open_stage("hide=story,toolbar,carpet,knobs&part=value").wait_step(5)
    stage.page.locator(".gan1d-story > *").wait_for()
    for name in ("story-value", "play", "scrub", "knob-data"):
        assert not stage[name].is_visible(), name
    stage.press(" ").wait("stage.playing === 'false'")
    stage.js("watch.stage().querySelector('[data-testid=tab-tune]').click()")
    assert not stage["knob-data"].is_visible()  # nor where their tab opens

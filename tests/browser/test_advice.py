"""D's advice: its pushes are G's own gradients, its numbers the run's, and it can be tried."""

from typing import Any

import numpy as np
import pytest
from scipy.special import expit

from gan1d.frames.recording import View
from gan1d.losses import LOSSES
from gan1d.settings import Settings
from gan1d.training.by_hand import FastTrainer
from gan1d.words import words

from .conftest import Open
from .stage import Stage

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
ROW = "[...watch.stage().querySelectorAll('[role=radio]')]"
CHOSEN = f"{ROW}.findIndex((dot) => dot.getAttribute('aria-checked') === 'true')"


def opened(stage: Stage) -> Stage:
    """Open the part and wait until it speaks."""
    if stage["advice"].count() == 0:
        stage.click("story-advice")
    stage.wait("watch.stage().querySelector('[data-testid=advice-sentence]')?.textContent")
    return stage


def number(stage: Stage, name: str) -> float:
    """Return the number in the brackets of an element."""
    return float(stage[name].inner_text().strip("[ ]").replace("−", "-"))


def trained(stage: Stage, **knobs: Any) -> tuple[FastTrainer, View]:
    """Return the run on the screen, trained again here."""
    trainer = FastTrainer(Settings(**knobs))
    view = View(trainer.p_data, trainer.p_z)
    while trainer.step < stage.step:
        trainer.advance()
    return trainer, view


def test_every_loss_has_its_formula():
    keys = words("en").keys()
    assert {f"advice.push.{loss}" for loss in LOSSES} <= keys
    optimisers = ("adam", "rmsprop", "sgd")
    assert {f"advice.why.{name}" for name in optimisers} <= keys


def test_what_d_asks_and_what_a_step_of_g_does(open_stage: Open):
    stage = opened(open_stage().wait_step(12).pause())
    trainer, view = trained(stage)
    before = trainer.generator(view.ticks)
    d, slope = trainer.critic_and_slope(before)
    pushes = expit(-d) * slope
    shown = [stage["advice-size-minimax"], stage["advice-size-non-saturating"]]
    sizes = [np.abs(expit(sign * d) * slope).mean() for sign in (1, -1)]
    stage.refreshes()
    for element, size in zip(shown, sizes, strict=True):
        assert float(element.inner_text()) == pytest.approx(size, rel=1e-3, abs=6e-5)
    for sample in (3, 16):
        stage.js(f"i => {ROW}[i].focus()", sample)
        assert stage.js(CHOSEN) == sample
        assert number(stage, "advice-x") == pytest.approx(before[sample], abs=6e-4)
        assert number(stage, "advice-push") == pytest.approx(pushes[sample], rel=1e-3, abs=6e-5)
        assert f"{expit(d[sample]):.3f}" in stage["advice-sentence"].inner_text()
    none = stage["advice-compared"].inner_text()
    stage.press("g").wait("watch.stage().textContent.includes(a)", "moved the way D asked")
    trainer.step_g()
    moves = trainer.generator(view.ticks) - before
    said = stage["advice-compared"].inner_text()
    assert said.startswith(f"{(moves * pushes > 0).sum()} of 21 ")
    assert f"{np.corrcoef(pushes, moves)[0, 1]:.2f}".replace("-", "−") in said
    stage.click("step").wait("!watch.stage().textContent.includes(a)", "moved the way D asked")
    assert stage["advice-compared"].inner_text() == none


def test_its_arrows_lie_in_the_picture(open_stage: Open):
    stage = open_stage("hide=sidebar").wait_step(12).pause()
    box = "watch.graph().getBoundingClientRect().toJSON()"
    place = stage.js(box)
    assert stage["advice-figure"].count() == 0
    opened(stage)
    assert stage.js(box) == place
    trainer, view = trained(stage)
    samples = trainer.generator(view.ticks)
    centre = "(({ x, width }) => x + width / 2)"
    places = f"{ROW}.map((dot) => {centre}(dot.getBoundingClientRect()))"
    pixels = """x => x.map((x) => { const { xaxis } = watch.graph()._fullLayout;
        return watch.graph().getBoundingClientRect().x + xaxis._offset + xaxis.c2p(x) })"""
    np.testing.assert_allclose(stage.js(places), stage.js(pixels, samples.tolist()), atol=0.6)
    middle = stage.js("""() => { const { x, y } = watch.graph().getBoundingClientRect();
        const { xaxis, yaxis } = watch.graph()._fullLayout;
        return [x + xaxis._offset + xaxis.c2p(0), y + yaxis._offset + 0.7 * yaxis._length] }""")
    stage.page.mouse.move(*middle)
    stage.page.mouse.down()
    stage.page.mouse.move(middle[0] + 0.9 * (stage.js(pixels, [4])[0] - middle[0]), middle[1] + 2)
    stage.page.mouse.up()
    stage.wait("watch.graph()._fullLayout.xaxis.range[0] > -1")  # the mouse still zooms
    low, high = stage.js("watch.graph()._fullLayout.xaxis.range")
    inside = (samples > low) & (samples < high)
    assert inside.any()
    moved, wanted = stage.js(places), stage.js(pixels, samples.tolist())
    np.testing.assert_allclose(np.array(moved)[inside], np.array(wanted)[inside], atol=0.6)
    for side in ("width", "height"):
        assert min(stage.js(f"{ROW}.map((dot) => dot.getBoundingClientRect().{side})")) >= 24
    stage.click("tab-tune")
    assert stage["advice-figure"].count() == 0


def test_the_advice_on_a_phone_in_chinese(open_stage: Open):
    stage = opened(open_stage("loss=relativistic&lang=zh", **PHONE).wait_step(12).pause())
    trainer, view = trained(stage, loss="relativistic")
    x = trainer.generator(view.ticks)
    d, slope = trainer.critic_and_slope(x)
    mass = view.bins.p_data / view.bins.p_data.sum()
    pushes = expit(trainer.critic(view.bins.x)[:, None] - d).T @ mass * slope
    step = stage.step
    stage.js(f"i => {ROW}[i].focus()", 9)
    for key, sample in (("ArrowRight", 10), ("ArrowLeft", 9), ("ArrowDown", 8), ("Home", 0)):
        stage.page.keyboard.press(key)
        assert stage.js(CHOSEN) == sample
    stage.refreshes()
    assert stage.step == step  # the arrows have not moved the run
    assert number(stage, "advice-push") == pytest.approx(pushes[0], rel=5e-3, abs=6e-5)
    box = stage.js(f"{ROW}[14].getBoundingClientRect().toJSON()")
    stage.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    stage.wait(f"{CHOSEN} === 14")
    assert "另一种博弈" in stage["advice-starved"].inner_text()
    assert stage.js("document.documentElement.scrollWidth <= innerWidth")

    stage.click("advice-minimax").wait_link("loss=minimax")
    stage.wait("watch.stage().querySelector('[data-testid=advice-minimax]').ariaPressed === 'true'")
    assert "论文" in stage["advice-formula"].inner_text()

    stage.click("advice-sure").wait_link("gamma=0")
    stage.wait("(decodeURIComponent(location.search).match(/0:d/g) ?? []).length === a", 8)
    trainer, view = trained(stage, loss="minimax", gamma=0.0)
    assert trainer.step == 0
    for _ in range(8):
        trainer.step_d()
    d, slope = trainer.critic_and_slope(trainer.generator(view.ticks))
    paper, other = (np.abs(expit(sign * d) * slope).mean() for sign in (1, -1))
    assert paper < 0.5 * other  # D is sure: the paper's loss starves
    stage.wait("watch.stage().textContent.includes(a)", f"{paper / other:.2f} 倍")

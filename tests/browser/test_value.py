"""The part "value": V and its terms, the two gaps, and what half a step does."""

import re

from .conftest import Open
from .stage import Stage


def number(text: str) -> float:
    """Return the number a page shows."""
    return float(text.replace("−", "-"))


def numbers(text: str) -> list[float]:
    """Return all numbers with a point in a sentence."""
    return [number(found) for found in re.findall(r"[−+-]?\d+\.\d+", text)]


def left(stage: Stage, selector: str) -> float:
    """Return where a mark or bar of the ladder begins."""
    box = stage.page.locator(selector).bounding_box()
    assert box
    return box["x"]


def test_the_terms_sum_to_v_and_the_gaps_account_for_it(open_stage: Open):
    stage = open_stage("part=value").wait_step(30)
    stage["value-value"].wait_for()
    stage.pause().refreshes(30)
    value, real, fake = (
        number(stage[f"value-{name}"].inner_text())
        for name in ("value", "value_real", "value_fake")
    )
    assert abs(value - number(stage["readout-value"].inner_text())) < 1e-4
    assert abs(real + fake - value) < 2e-4
    end, gap_g, gap_d, total = numbers(stage["value-account"].inner_text())
    assert abs(end + gap_g - abs(gap_d) - total) < 3e-4
    assert total == value
    assert gap_g > 0.01
    marks = [left(stage, f'[data-mark="{name}"]') for name in ("value", "cost", "end")]
    assert marks[0] < marks[1] > marks[2]


def test_half_a_step_says_v_before_and_after(open_stage: Open):
    stage = open_stage("part=value&lang=zh", viewport={"width": 390, "height": 844}).wait_step(20)
    stage["value-half-d"].wait_for()
    stage.pause().refreshes(30)
    start = number(stage["value-value"].inner_text())
    for player in ("d", "g"):
        stage.click(f"value-half-{player}")
        half = {"d": "1", "g": "2"}[player]
        stage.wait("document.querySelector('[data-testid=value-tried]').dataset.half === a", half)
        stage.refreshes(10)
        before, after, change = numbers(stage["value-tried"].inner_text())
        assert before == start
        assert after == number(stage["value-value"].inner_text())
        assert abs(after - before - change) < 2e-4
        start = after
    assert stage.js("document.documentElement.scrollWidth") <= 390


def test_a_loss_without_v_says_which_to_choose(open_stage: Open):
    stage = open_stage("part=value&loss=hinge").wait_step(5)
    stage["value-none"].wait_for()
    assert not stage["value-value"].is_visible()
    stage.click("value-minimax").wait_link("loss=minimax")
    stage["value-value"].wait_for()
    assert not stage["value-none"].is_visible()

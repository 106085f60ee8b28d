"""A run's judge says what the stage says, and knows when it came and went."""

import numpy as np
import pytest

from gan1d import train
from gan1d.frames.looks import LOOKED_AT
from gan1d.runs.timeline import Timeline
from gan1d.runs.verdict import Verdict
from gan1d.settings import Settings
from gan1d.story.failures import FAILURES

SMALL = {"width_d": 16, "width_g": 8, "depth_g": 2, "batch_d": 16, "batch_g": 16}
DIVERGING = {
    "activation_d": "relu",
    "activation_g": "relu",
    "init": "plain",
    "optimiser": "sgd",
    "loss": "wgan",
    "lr_d": 10.0,
    "lr_g": 10.0,
}


@pytest.mark.parametrize(
    "settings",
    [
        Settings(steps=205, **SMALL),
        Settings(steps=400, lr_d=1.0, lr_g=0.1, k=1, **SMALL),
        Settings(data="laplace", steps=300, loss="hinge", z_prior="uniform", **SMALL),
        Settings(data="normal", steps=200, loss="relativistic", **SMALL),
        FAILURES["blind"].settings.replace(steps=350),
    ],
    ids=lambda settings: f"{settings.data}-{settings.loss}-{settings.steps}",
)
def test_it_says_at_every_tenth_step_what_the_stage_says(settings):
    timeline, verdict = Timeline(settings), Verdict(settings)
    for _ in timeline.finish():
        pass
    rows = list(timeline.recording)[::10]
    assert verdict.said == [(frame.step, frame.health) for frame in rows]
    for name in set(LOOKED_AT) - {"step"}:
        seen = np.array([frame.metrics[name] for frame in rows])
        assert verdict.looks[name] == pytest.approx(seen, rel=1e-5, abs=1e-6, nan_ok=True)
    run = train(settings)
    assert verdict.health == run.health and verdict.step == settings.steps
    assert [verdict.metrics[name] for name in ("jsd64", "w1")] == [
        run.metrics[name] for name in ("jsd64", "w1")
    ]


def test_it_knows_since_when():
    verdict = Verdict(Settings(data="normal", steps=300))
    below = [s for s, j in zip(*map(verdict.looks.get, ("step", "jsd64")), strict=True) if j < 0.01]
    assert verdict.converged_at == below[0] and verdict.diverged_at is None
    lost = Verdict(Settings(data="normal", steps=60, **DIVERGING))
    assert lost.health == "diverged" and lost.converged_at is None
    assert lost.diverged_at == next(step for step, word in lost.said if word == "diverged")
    assert set(lost.metrics) == set(LOOKED_AT) and np.isfinite(lost.metrics["jsd64"])
    assert not lost.finite and lost.step == 10 * len(lost.looks["step"]) <= 60

"""A run as a script: it goes the page's way, says only what its settings use, and is tidy."""

import ast
import re
from functools import cache
from itertools import product

import pytest

import gan1d
from gan1d.data.catalogue import PRESETS
from gan1d.export.scripts import script
from gan1d.links import Event
from gan1d.losses import LOSSES
from gan1d.recipes import RECIPES, recipe
from gan1d.settings import ACTIVATIONS, Settings, SettingsError

MOST = {"torch": 120, "numpy": 160}
SHORT = {"steps": 15, "width_d": 16, "width_g": 8}
MIXTURE = "mixture:0.3,-2,0.25;0.7,3,0.6"
CURVE = "curve:0,1;1,2;3,0.5;4,0;5,1;6,0"


def jsd64(text: str, capsys: pytest.CaptureFixture[str]) -> float:
    """Run a script, within this process, which has its libraries already; return what it prints."""
    exec(compile(text, "script", "exec"), {"__name__": "script"})
    return float(capsys.readouterr().out.split()[2])


def settings_of_every_kind() -> list[Settings]:
    """Return settings that together use every piece, and some of the longest scripts."""
    gammas = [(0.1, None), (0.1, 0.2), (0.0, 0.2), (0.1, 0.0), (0.0, 0.0)]
    extras = [
        {},
        {"noise": 0.1, "order": "simultaneous", "z_prior": "uniform", "start_mean": 1.0},
        {"skip": False, "init": "plain", "fold": 0.0, "sampling": "iid", "noise": 0.2},
        {"standardise": False, "schedule": "constant", "beta1": 0.0, "optimiser": "sgd"},
    ]
    every = product(LOSSES, ACTIVATIONS, ("adam", "sgd", "rmsprop"), gammas, extras)
    data = [*PRESETS, MIXTURE, CURVE]
    return [
        Settings(
            **{
                "data": data[n % len(data)], "loss": loss, "activation_d": activation,
                "activation_g": ACTIVATIONS[n % 5], "optimiser": optimiser, "gamma": gamma,
                "gamma_r2": gamma_r2, "seed": 2**32 - 1, "lr_d": 0.0123456789, **extra,
            }
        )
        for n, (loss, activation, optimiser, (gamma, gamma_r2), extra) in enumerate(every)
        if n % 41 == 0
    ]  # fmt: skip


@cache
def page_s(settings: Settings) -> float:
    """Return what the page's run of settings comes to: two scripts are held against it."""
    return gan1d.train(settings).metrics["jsd64"]


@pytest.mark.parametrize("by", MOST)
def test_it_reaches_what_the_page_reaches(by, capsys) -> None:
    settings = Settings(seed=3, steps=300, k=1)
    page = page_s(settings)
    assert page < 0.1
    assert jsd64(script(settings, by=by), capsys) == pytest.approx(page, abs=2e-3)


@pytest.mark.parametrize("by", MOST)
@pytest.mark.parametrize(
    "changes",
    [
        {"loss": "wgan-gp", "noise": 0.1, "activation_d": "silu", "activation_g": "softplus"},
        {"loss": "relativistic", "noise": 0.1, "order": "simultaneous", "gamma_r2": 0.3},
        {"loss": "least-squares", "data": CURVE, "optimiser": "rmsprop", "skip": False},
        {"loss": "hinge", "data": MIXTURE, "z_prior": "uniform", "standardise": False},
        {"loss": "wgan", "data": "student-t", "activation_d": "leaky-relu", "start_mean": 0.5},
        {"loss": "minimax", "init": "plain", "optimiser": "sgd", "gamma": 0, "fold": 0},
        {"data": "lognormal", "sampling": "iid", "activation_g": "relu", "schedule": "constant"},
    ],
    ids=lambda changes: next(iter(changes.values())),
)
def test_the_way_is_the_page_s(by, changes, capsys) -> None:
    settings = Settings(seed=5).replace(**SHORT, **changes)
    page = page_s(settings)
    assert jsd64(script(settings, by=by), capsys) == pytest.approx(page, abs=5e-4)


def test_the_test_above_can_fail(capsys) -> None:
    settings = Settings(**SHORT)
    text = script(settings, by="numpy")
    page = gan1d.train(settings).metrics["jsd64"]
    for right, wrong in (("second * u * dt", "0"), ("GAMMA * slope_real", "0 * slope_real")):
        assert right in text
        assert jsd64(text.replace(right, wrong, 1), capsys) != pytest.approx(page, abs=5e-4)


@pytest.mark.parametrize("by", MOST)
def test_it_is_short_and_holds_nothing_that_is_not_used(by) -> None:
    for settings in [*settings_of_every_kind(), *map(recipe, RECIPES)]:
        text = script(settings, by=by)
        lines = text.splitlines()
        assert len(lines) <= MOST[by] and max(map(len, lines)) <= 100, settings
        assert "gan1d" not in re.sub(r'^""".*?"""', "", text, flags=re.DOTALL)
        assert "$" not in text and "#:" not in text and "\n\n\n\n" not in text
        tree = ast.parse(text)
        names = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
        stored = {n.id for n in names if isinstance(n.ctx, ast.Store)}
        roles = {"init", "x_d", "z_d", "x_g", "z_g", "noise", "pairs", "_"}
        read = {n.id for n in names if isinstance(n.ctx, ast.Load)}
        defined = {n.name for n in tree.body if hasattr(n, "name")}
        assert (stored | defined) - read <= roles, settings
        assert ("import math" in text) == ("math.erf" in text)


@pytest.mark.parametrize(
    "data, events, why",
    [
        ("bimodal", [Event(3, "d")], "events = '3:d' is not allowed; allowed: none for a script"),
        ("samples:1,2,3", [], "data = 'samples:1,2,3' is not allowed; allowed: for a script"),
    ],
)
def test_what_has_no_script_gets_a_sentence(data, events, why) -> None:
    with pytest.raises(SettingsError, match=why):
        script(Settings(data=data), events)


def test_data_of_two_hundred_parts_stay_within_the_lines() -> None:
    parts = ";".join(f"{i + 0.123},{i / 3 - 20},{0.1 + i / 200}" for i in range(200))
    for by, most in MOST.items():
        lines = script(Settings(data=f"mixture:{parts}"), by=by).splitlines()
        assert max(map(len, lines)) <= 100 and len(lines) <= most + 80

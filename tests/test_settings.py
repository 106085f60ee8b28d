"""Settings: every knob's bounds, and the ways in and out as JSON, link and text."""

import copy
import json
import pickle
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan1d.links import from_query, to_query
from gan1d.losses import LOSSES
from gan1d.recipes import RECIPES, nearest_recipe, recipe, set_by
from gan1d.settings import ACTIVATIONS, KNOBS, Settings, SettingsError, from_text, needs_restart

NUMBERS = [name for name, knob in KNOBS.items() if knob.kind in ("int", "float")]


def _values(name):
    knob = KNOBS[name]
    if knob.kind == "bool":
        return st.booleans()
    if knob.kind == "choice":
        return st.sampled_from(list(knob.choices))
    if knob.kind == "int":
        return st.integers(int(knob.low), int(knob.high))
    if knob.kind == "float":
        numbers = st.floats(knob.low, knob.high)
        return numbers | st.none() if knob.optional else numbers
    return st.sampled_from(["normal", "claw", "mixture:0.3,-2.0,0.25;0.7,3.0,0.6"])


every_settings = st.fixed_dictionaries({name: _values(name) for name in KNOBS}).map(
    lambda values: Settings(**values)
)


@given(every_settings)
def test_json_and_text_give_the_same_settings_back(settings):
    assert Settings.from_json(json.dumps(settings.to_json())) == settings
    query = dict(parse_qsl(to_query(settings), keep_blank_values=True))
    assert from_query(query) == (settings, [], [])


def test_the_registries_have_the_names_of_the_settings():
    from gan1d.training import by_autograd

    assert KNOBS["loss"].choices == LOSSES.keys()
    assert tuple(by_autograd.ACTIVATIONS) == ACTIVATIONS


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_held_to_their_bounds(name):
    knob = KNOBS[name]
    for value in (knob.low, knob.high):
        assert getattr(Settings(**{name: value}), name) == value
    for value in (knob.low - 1, knob.high + 1, float("nan"), float("inf"), "x", True):
        with pytest.raises(SettingsError, match=rf"^{name} = .*allowed: .* from .* to "):
            Settings(**{name: value})


def test_a_refusal_names_the_knob_the_value_and_what_is_allowed():
    with pytest.raises(SettingsError, match="k = 99 is not allowed; allowed: a whole number from"):
        Settings(k=99)
    with pytest.raises(SettingsError, match="seed = -1 is not allowed"):
        Settings(seed=-1)
    with pytest.raises(SettingsError, match="k = 1.5 is not allowed"):
        Settings(k=1.5)
    with pytest.raises(SettingsError, match="loss = 'wasserstein'.*minimax, non-saturating"):
        Settings(loss="wasserstein")
    with pytest.raises(SettingsError, match="data = 'nonsense'.*bimodal"):
        Settings(data="nonsense")
    with pytest.raises(SettingsError, match="setting = 'lr'.*lr_d"):
        Settings().replace(lr=1)
    with pytest.raises(SettingsError, match="standardise = 'maybe'.*true, false"):
        from_text("standardise", "maybe")
    with pytest.raises(SettingsError, match="recipe = 'secret'.*default, longer, paper, tutorial"):
        recipe("secret")


def test_a_refusal_travels_with_its_parts():
    with pytest.raises(SettingsError) as refused:
        Settings(k=99)
    there = pickle.loads(pickle.dumps(refused.value))
    assert type(there) is SettingsError and str(there) == str(refused.value)
    assert (there.name, there.value) == ("k", 99) and there.allowed == refused.value.allowed
    assert copy.copy(there).args == there.args


def test_live_and_restarting_knobs():
    old = Settings()
    assert not needs_restart(old, old.replace(lr_d=0.1, k=3, gamma=0, loss="minimax"))
    assert needs_restart(old, old.replace(seed=1))
    assert needs_restart(old, old.replace(width_g=8))


@pytest.mark.parametrize("name", RECIPES)
def test_the_nearest_recipe_is_the_one_with_the_fewest_changes(name):
    own = recipe(name).replace(data="claw", seed=7, engine="torch")
    assert nearest_recipe(own) == (name, [])
    assert nearest_recipe(own.replace(beta1=0.33, k=9)) == (name, ["k", "beta1"])  # as in KNOBS
    assert Settings().replace(**set_by(name)) == recipe(name)


def test_the_number_of_steps_is_a_knob_of_a_recipe_as_any_other(monkeypatch):
    monkeypatch.setitem(RECIPES, "far", {"steps": 9000})
    assert nearest_recipe(Settings(steps=9000)) == ("far", [])
    assert nearest_recipe(Settings(steps=9000, k=9)) == ("far", ["k"])
    assert nearest_recipe(Settings(steps=77)) == ("default", ["steps"])  # of two the first


def test_gamma_of_r2_follows_gamma_unless_set():
    assert Settings(gamma=3).gammas == (3, 3)
    assert Settings(gamma=3, gamma_r2=0).gammas == (3, 0)


def test_recipes_and_what_they_add_to_algorithm_1():
    assert set(RECIPES) == {"default", "longer", "paper", "tutorial"}
    assert recipe("default") == Settings()
    assert recipe("longer") == Settings(steps=3000)
    for name in ("paper", "tutorial"):  # these are others' recipes: a new default leaves them
        assert RECIPES[name].keys() >= {"k", "lr_d", "lr_g", "steps"}
    assert recipe("paper").additions == []
    assert (recipe("paper").loss, recipe("paper").optimiser, recipe("paper").k) == (
        "minimax",
        "sgd",
        1,
    )
    assert recipe("tutorial").additions == ["non-saturating", "optimiser"]
    assert {"standardise", "spread", "slope-penalty", "fold", "anneal"} <= set(Settings().additions)

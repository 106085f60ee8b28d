"""The named recipes: each sets all knobs of a run but its data, its seed and its engine."""

from typing import Any

from gan1d.settings import KNOBS, Settings, SettingsError

RECIPES: dict[str, dict[str, Any]] = {
    "default": {},
    "longer": {"steps": 3000},
    # Algorithm 1 as printed in the paper, with nothing added.
    "paper": {
        "loss": "minimax",
        "optimiser": "sgd",
        "k": 1,
        "lr_d": 0.05,
        "lr_g": 0.02,
        "steps": 3000,
        "z_prior": "uniform",
        "batch_g": 128,
    },
    # What most published scripts do.
    "tutorial": {
        "loss": "non-saturating",
        "optimiser": "adam",
        "k": 1,
        "lr_d": 1e-3,
        "lr_g": 1e-3,
        "steps": 3000,
        "beta1": 0.9,
        "beta2": 0.999,
        "batch_g": 128,
        "width_d": 32,
        "depth_d": 2,
        "activation_d": "relu",
        "depth_g": 2,
        "activation_g": "relu",
    },
}
_NO_ADDITIONS: dict[str, Any] = {
    "standardise": False,
    "init": "plain",
    "skip": False,
    "gamma": 0.0,
    "fold": 0.0,
    "sampling": "iid",
    "schedule": "constant",
}
for _name in ("paper", "tutorial"):
    RECIPES[_name] |= _NO_ADDITIONS

RECIPE_KEEPS = ("data", "seed", "engine")  # knobs that a recipe leaves as they are


def recipe(name: str) -> Settings:
    """Return the settings of a named recipe.

    Raises:
        SettingsError: If there is no such recipe.
    """
    if name not in RECIPES:
        raise SettingsError("recipe", name, ", ".join(RECIPES))
    return Settings(**RECIPES[name])


def set_by(name: str) -> dict[str, Any]:
    """Return the knobs that a recipe sets, with their values; an unknown one raises as `recipe`."""
    values = recipe(name).to_json()
    return {knob: values[knob] for knob in KNOBS if knob not in RECIPE_KEEPS}


def nearest_recipe(settings: Settings) -> tuple[str, list[str]]:
    """Return the recipe nearest to some settings, and the knobs that differ from it.

    Nearest is the one with the fewest such knobs, of several the first in `RECIPES`.

    Args:
        settings: Of a run; what stands in `RECIPE_KEEPS` does not count.

    Returns:
        Its name, and the names of the knobs in the order of `KNOBS`.
    """
    changed = {
        name: [knob for knob in settings.differing(recipe(name)) if knob not in RECIPE_KEEPS]
        for name in RECIPES
    }
    name = min(changed, key=lambda name: len(changed[name]))
    return name, changed[name]

"""Every knob of a run.

A new knob is one line in `Settings`: its default, bounds, unit, and whether turning it acts live or
starts the run again. Links, JSON, the command line, the page and the error messages read that line.
"""

import dataclasses
import json
from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any, Self

from gan1d.data import catalogue
from gan1d.losses import LOSSES, Loss

ACTIVATIONS = ("tanh", "relu", "leaky-relu", "softplus", "silu")
ENGINES = ("numpy", "torch")
SHOWN = 200  # characters of a refused value


@dataclass(frozen=True)
class Knob:
    """One setting as data: what it may be, and what turning it does.

    Attributes:
        kind: "float", "int", "bool", "choice" or "text".
        default: The value of the default recipe.
        low: Smallest value allowed, for numbers.
        high: Largest value allowed.
        choices: The words allowed, for a choice; those of a registry see what is added to it.
        unit: Unit for the reader; "" for a pure number.
        live: True if it acts on the running nets, False if it starts the run again.
        group: Heading under which the page shows it.
        log: True if a slider should be logarithmic.
        optional: True if None is allowed (and means what the comment at the knob says).
    """

    kind: str
    default: Any
    low: float = 0.0
    high: float = 0.0
    choices: Collection[str] = ()
    unit: str = ""
    live: bool = True
    group: str = "training"
    log: bool = False
    optional: bool = False


class SettingsError(ValueError):
    """A value a knob refuses; says the name, the value received and the values allowed."""

    def __init__(self, name: str, value: object, allowed: str) -> None:
        """Keep the parts, so that a page can say them in another language."""
        self.name, self.value, self.allowed = name, value, allowed
        super().__init__(f"{name} = {value!r:.{SHOWN}} is not allowed; allowed: {allowed}")

    def __reduce__(self) -> tuple[type[Self], tuple[str, object, str]]:
        """Return how to make it again of its parts, in another process or as a copy."""
        return type(self), (self.name, self.value, self.allowed)


def _number(default: float | None, low: float, high: float, **more: Any) -> Any:
    return _field(Knob("float", default, low, high, **more))


def _whole(default: int, low: int, high: int, **more: Any) -> Any:
    return _field(Knob("int", default, low, high, **more))


def _choice(default: str, choices: Collection[str], **more: Any) -> Any:
    return _field(Knob("choice", default, choices=choices, **more))


def _switch(default: bool, **more: Any) -> Any:
    return _field(Knob("bool", default, **more))


def _field(knob: Knob) -> Any:
    return dataclasses.field(default=knob.default, metadata={"knob": knob})


@dataclass(frozen=True)
class Settings:
    """The settings of a run; the defaults are the recipe that converges.

    Raises:
        SettingsError: If a value is of the wrong kind or out of its bounds.
    """

    data: str = _field(Knob("text", "bimodal", live=False, group="data"))
    seed: int = _whole(0, 0, 2**32 - 1, live=False, group="data")
    standardise: bool = _switch(True, live=False, group="data")
    z_prior: str = _choice("normal", ("normal", "uniform"), live=False, group="data")
    start_mean: float = _number(0.0, -20.0, 20.0, unit="sd", live=False, group="data")
    start_sd: float = _number(0.3, 0.01, 10.0, unit="sd", live=False, group="data", log=True)

    loss: str = _choice("non-saturating", LOSSES.keys())
    k: int = _whole(3, 1, 20)
    lr_d: float = _number(1e-2, 1e-7, 10.0, log=True)
    lr_g: float = _number(6e-3, 1e-7, 10.0, log=True)
    steps: int = _whole(1200, 1, 1_000_000, unit="steps")
    schedule: str = _choice("anneal", ("anneal", "constant"))
    optimiser: str = _choice("adam", ("adam", "sgd", "rmsprop"))
    beta1: float = _number(0.5, 0.0, 0.999)
    beta2: float = _number(0.99, 0.0, 0.99999)
    order: str = _choice("alternating", ("alternating", "simultaneous"))
    batch_d: int = _whole(128, 2, 4096, unit="samples")
    batch_g: int = _whole(256, 2, 4096, unit="samples")
    sampling: str = _choice("stratified", ("stratified", "iid"))

    gamma: float = _number(0.1, 0.0, 10_000.0, group="penalties", log=True)
    # R2's gamma; None means the same as gamma.
    gamma_r2: float | None = _number(None, 0, 10_000, group="penalties", log=True, optional=True)
    fold: float = _number(1.0, 0.0, 1000.0, group="penalties", log=True)
    lambda_gp: float = _number(10.0, 0.0, 1000.0, group="penalties", log=True)
    noise: float = _number(0.0, 0.0, 5.0, unit="sd", group="penalties")
    ema: float = _number(0.99, 0.0, 0.9999, group="penalties")

    width_d: int = _whole(128, 1, 512, unit="units", live=False, group="networks")
    depth_d: int = _whole(1, 1, 4, unit="layers", live=False, group="networks")
    activation_d: str = _choice("tanh", ACTIVATIONS, live=False, group="networks")
    width_g: int = _whole(32, 1, 512, unit="units", live=False, group="networks")
    depth_g: int = _whole(3, 1, 4, unit="layers", live=False, group="networks")
    activation_g: str = _choice("tanh", ACTIVATIONS, live=False, group="networks")
    init: str = _choice("spread", ("spread", "plain"), live=False, group="networks")
    skip: bool = _switch(True, live=False, group="networks")
    engine: str = _choice("numpy", ENGINES, live=False, group="networks")

    def __post_init__(self) -> None:
        """Check every knob and bring numbers to their kind."""
        for name in KNOBS:
            object.__setattr__(self, name, checked(name, getattr(self, name)))

    @property
    def game(self) -> Loss:
        """Return the entry of `LOSSES` that both players play by."""
        return LOSSES[self.loss]

    @property
    def gammas(self) -> tuple[float, float]:
        """Return (gamma of R1, gamma of R2)."""
        return self.gamma, self.gamma if self.gamma_r2 is None else self.gamma_r2

    @property
    def additions(self) -> list[str]:
        """Return the keys of what these settings add to Algorithm 1 as printed in the paper."""
        present = {
            self.game.addition: bool(self.game.addition),
            "optimiser": self.optimiser != "sgd",
            "standardise": self.standardise,
            "spread": self.init == "spread",
            "skip": self.skip,
            "slope-penalty": max(self.gammas) > 0,
            "gp": self.game.gradient_penalty and self.lambda_gp > 0,
            "fold": self.fold > 0,
            "noise": self.noise > 0,
            "stratified": self.sampling == "stratified",
            "simultaneous": self.order == "simultaneous",
            "anneal": self.schedule == "anneal",
        }
        return [key for key, here in present.items() if here]

    def replace(self, **changes: Any) -> Self:
        """Return these settings with some knobs turned.

        Raises:
            SettingsError: If a name is no knob or a value is not allowed.
        """
        turned = copy(self)
        for name, value in changes.items():  # the others are as they should be already
            object.__setattr__(turned, name, checked(name, value))
        return turned

    def differing(self, other: Self) -> dict[str, Any]:
        """Return {name: value in self} for the knobs that differ from `other`."""
        return {n: getattr(self, n) for n in KNOBS if getattr(self, n) != getattr(other, n)}

    def to_json(self) -> dict[str, Any]:
        """Return all knobs as a dictionary that `json` can write."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, text: str | Mapping[str, Any]) -> Self:
        """Return the settings written by `to_json`, as text or as a dictionary.

        Raises:
            SettingsError: If a name is unknown or a value is not allowed.
        """
        values = json.loads(text) if isinstance(text, str) else text
        return cls().replace(**values)


KNOBS: dict[str, Knob] = {f.name: f.metadata["knob"] for f in dataclasses.fields(Settings)}


def needs_restart(old: Settings, new: Settings) -> bool:
    """Return True if going from `old` to `new` cannot be done on the running nets."""
    return any(not KNOBS[name].live for name in new.differing(old))


def knob_of(name: str) -> Knob:
    """Return the knob of that name.

    Raises:
        SettingsError: If there is none.
    """
    if name not in KNOBS:
        raise SettingsError("setting", name, ", ".join(KNOBS))
    return KNOBS[name]


def allowed(name: str) -> str:
    """Return in words what a knob may be."""
    knob = KNOBS[name]
    if name == "data":
        return (
            f"{', '.join(catalogue.PRESETS)}, or mixture:weight,mean,sd;... ,"
            " curve:x,density;... , samples:value,..."
        )
    if knob.kind == "bool":
        return "true, false"
    if knob.kind == "choice":
        return ", ".join(knob.choices)
    kind = "a whole number" if knob.kind == "int" else "a number"
    none = ", or none" if knob.optional else ""
    return f"{kind} from {knob.low:g} to {knob.high:.10g}{none}"


def checked(name: str, value: Any) -> Any:
    """Return `value` in the kind of its knob.

    Raises:
        SettingsError: If the kind is wrong or the value out of bounds.
    """
    knob = knob_of(name)

    def refused() -> SettingsError:  # not kept here: an error knows its frame, and all above it
        return SettingsError(name, value, allowed(name))

    if knob.optional and value is None:
        return None
    if knob.kind == "text":
        try:
            return catalogue.parse(str(value)).spec
        except ValueError as error:
            raise SettingsError(name, value, f"{error}") from error
    if knob.kind == "bool":
        if not isinstance(value, bool):
            raise refused()
        return value
    if knob.kind == "choice":
        if value not in knob.choices:
            raise refused()
        return value
    if isinstance(value, bool):
        raise refused()
    try:
        number = float(value)
    except OverflowError:  # of hundreds of digits; of thousands, Python would not even write it
        raise SettingsError(name, inf if value > 0 else -inf, allowed(name)) from None
    except (TypeError, ValueError):
        raise refused() from None
    whole = knob.kind == "int"
    if not isfinite(number) or not knob.low <= number <= knob.high or (whole and number % 1):
        raise refused()
    return int(number) if whole else number


def from_text(name: str, text: str) -> Any:
    """Return the value of a knob written as text, as in a link or on the command line.

    Raises:
        SettingsError: If the text is no value of the knob.
    """
    knob = knob_of(name)
    value: Any = text.strip()
    if knob.kind == "bool":
        value = {"true": True, "1": True, "false": False, "0": False}.get(value.lower(), text)
    elif knob.optional and value.lower() in ("", "none"):
        value = None
    return checked(name, value)
